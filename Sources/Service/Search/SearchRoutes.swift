import Geometry
import Groundwork
import Records
import Storage
import Workbench

/// Looking for ground by its number or name: patches, measures, control areas, places.
enum SearchRoutes {
  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(EndpointTable.root)/search", "search",
      "Features that are called by a text: numbers and names of patches, measures, areas and places, "
        + "the best matches of each readable layer first",
      [
        .query("text", .text, "Number or name, or a part of it", isRequired: true),
        .query("limit", .integer(1...50), "The most features of a layer", default: "6"),
      ], .json("SearchResult"), cost: .reading
    ) { call in
      let text = call.text("text").trimmingWhitespace
      return try .json(SearchView(hits: text.isEmpty ? [] : hits(text, call)))
    }.aboutNames()
  ]

  private struct SearchView: Encodable {
    struct Hit: Encodable {
      var layer: String
      var role: String
      @Nullable var epoch: String?
      @Nullable var plan: String?
      var fid: Int64
      var field: String
      var value: String
      /// West, south, east, north in degrees.
      @Nullable var bounds: [Double]?
    }

    var hits: [Hit]
  }

  private static func hits(_ text: String, _ call: EndpointCall) throws -> [SearchView.Hit] {
    let bench = Workbench(call.workspace)
    let projection = try call.state.projection()
    var hits: [(match: FoundFeature.Match, hit: SearchView.Hit)] = []
    for record in try call.workspace.layers() where FeatureRoutes.isShared(record) {
      guard try call.mayRead(record.name) else { continue }
      let columns = Workbench.namingColumns(try call.fields(of: record.name).columns)
      let found = try bench.features(
        called: text, in: record.name, columns: columns, limit: call.integer("limit"))
      for one in found {
        let bounds = try call.workspace.feature(one.fid, in: record.name)?.geometry?.bounds
        hits.append(
          (
            one.match,
            SearchView.Hit(
              layer: record.name, role: record.role.rawValue, epoch: record.epoch,
              plan: record.plan, fid: one.fid, field: one.field, value: one.value,
              bounds: try bounds.flatMap { try projection?.degrees($0) })
          ))
      }
    }
    // Sorting by match alone would mix the layers, since the standard sort is not stable.
    return hits.enumerated()
      .sorted { ($0.element.match, $0.offset) < ($1.element.match, $1.offset) }
      .map(\.element.hit)
  }
}

extension String {
  fileprivate var trimmingWhitespace: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
