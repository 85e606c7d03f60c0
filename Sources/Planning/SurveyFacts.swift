import Flow
import Geometry
import Overlay
import Policy

/// Facts about the survey itself, whatever the plan.
enum SurveyFacts {
  /// The patches of an epoch. One that lies in a park by half or more is in it.
  static func patches(
    _ side: FlowSide, parks: CuttingLayer, _ catalogue: FactCatalogue
  ) throws -> FactTable {
    var inside = [Double](repeating: 0, count: side.count)
    for entry in try AreaTable.between(side.polygons, parks.polygons).entries {
      inside[Int(entry.a)] += entry.planar
    }
    var table = try FactTable(
      "patches", fields: ["id", "code", "class", "area", "in_park"], of: catalogue)
    for patch in 0..<side.count {
      let code = side.classes[Int(side.classOf[patch])].standard?.key
      try table.append([
        .whole(side.fids[patch]), .text(side.ids[patch]), code.map { .text($0) } ?? .missing,
        .area(side.areas[patch]),
        .truth(inside[patch] >= side.polygons.planarSquareMetres(of: patch) / 2),
      ])
    }
    return table
  }
}
