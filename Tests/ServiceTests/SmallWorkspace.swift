import Foundation
import Geodesy
import Geometry
import Groundwork
import Service
import Storage
import Workbench

/// A workspace of six square patches, a flow, a verdict and two witness pieces, with a web folder
/// beside it; both go when this goes.
final class SmallWorkspace: Sendable {
  let folder: URL
  let workspace: Workspace
  let service: WebService
  let client: ServiceClient

  static let origin = (x: 652_000.0, y: 3_316_000.0)
  static let side = 100.0

  static func square(_ column: Int, _ row: Int) throws -> MultiPolygon {
    func corner(_ dx: Double, _ dy: Double) throws -> GridPoint {
      let x = origin.x + (Double(column) + dx) * side
      let y = origin.y + (Double(row) + dy) * side
      guard let point = GridPoint(metresX: x, y: y) else { throw CocoaError(.formatting) }
      return point
    }
    return MultiPolygon(
      Polygon([try corner(0, 0), try corner(1, 0), try corner(1, 1), try corner(0, 1)]))
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-service-\(UUID().uuidString)")
    let web = folder.appendingPathComponent("Web")
    try FileManager.default.createDirectory(
      at: web.appendingPathComponent("vendor"), withIntermediateDirectories: true)
    try Data("<!doctype html><title>治土</title>".utf8)
      .write(to: web.appendingPathComponent("index.html"))
    try Data(String(repeating: "let a = 1;\n", count: 500).utf8)
      .write(to: web.appendingPathComponent("vendor/library.js"))
    try Data("secret".utf8).write(to: folder.appendingPathComponent("secret.txt"))
    try Data("hidden".utf8).write(to: web.appendingPathComponent(".hidden.js"))
    try FileManager.default.createSymbolicLink(
      at: web.appendingPathComponent("link.txt"),
      withDestinationURL: folder.appendingPathComponent("secret.txt"))
    workspace = try Workspace.openOrCreate(folder.appendingPathComponent("小区.gpkg").path)
    try workspace.write { try SmallWorkspace.fill($0) }
    service = try WebService(workspace: workspace, webRoot: web.path)
    client = ServiceClient(service)
  }

  deinit {
    workspace.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// The whole answer to a request without a socket.
  func ask(_ request: WebRequest) async throws -> Answer {
    try await client.send(request)
  }

  func ask(
    _ method: String = "GET", _ target: String, host: String? = "127.0.0.1:8080",
    fields: [String: String] = [:], body: String? = nil
  ) async throws -> Answer {
    var fields = fields
    if body != nil, fields["content-type"] == nil { fields["content-type"] = "application/json" }
    return try await ask(
      WebRequest(
        method: method, target: target, host: host, fields: fields, body: Array((body ?? "").utf8)))
  }

  func get(_ target: String, fields: [String: String] = [:]) async throws -> Answer {
    try await ask("GET", target, fields: fields)
  }

  func json(_ target: String) async throws -> [String: Any] {
    try await get(target).object
  }

  private static func fill(_ writer: WorkspaceWriter) throws {
    let crs = try CoordinateReferenceSystem("EPSG:4549")
    try writer.setCRS(SpatialReference(epsg: 4549, name: crs.name, wkt: crs.wkt))
    let survey = try writer.createLayer(
      LayerRecord(
        name: "survey_2023", role: .survey, epoch: "2023", title: "地类图斑 2023",
        classSystem: "SD3-work", classVersion: "2019", synthetic: true),
      geometry: .multiPolygon,
      columns: [
        Column("zt_id", .text), Column("zt_class", .text), Column("zt_class_name", .text),
        Column("zt_level1", .text), Column("zt_category", .text), Column("zt_area", .integer),
        Column("zt_area_planar", .integer), Column("zt_source_class", .text), Column("坡度", .real),
      ])
    for index in 0..<6 {
      let isFarm = index < 4
      _ = try survey.append(
        fid: nil, geometry: try square(index, 0),
        values: [
          .text("B\(index)"), .text(isFarm ? "0101" : "0601"), .text(isFarm ? "水田" : "工业用地"),
          .text(isFarm ? "01" : "06"), .text(isFarm ? "farm" : "construction"),
          .integer(999_500), .integer(1_000_000),
          .text(isFarm ? "0101" : "0601"), .real(index == 0 ? .nan : 2.5),
        ])
    }
    try survey.finish()
    let flow = try writer.createLayer(
      LayerRecord(name: "flow_2023__P", role: .flow, epoch: "2023", plan: "P", title: "flow"),
      geometry: .none,
      columns: [
        Column("from_fid", .integer), Column("to_fid", .integer), Column("from_id", .text),
        Column("to_id", .text), Column("from_class", .text), Column("to_class", .text),
        Column("area", .integer), Column("kind", .text),
      ])
    let rows: [(String?, String?, Int64, String)] = [
      ("0101", "0101", 3_000_000, "piece"), ("0101", "0601", 998_000, "piece"),
      ("0601", "0601", 1_999_000, "piece"), ("0101", nil, 500, "uncovered_from"),
      (nil, "0601", 700, "uncovered_to"), ("0101", nil, -11, "overlap"),
    ]
    for (from, to, area, kind) in rows {
      // The first patch of the class stands for all; there is no layer of the planned state.
      let patch: Int64? = from.map { $0 == "0101" ? 1 : 5 }
      _ = try flow.append(
        fid: nil, geometry: nil,
        values: [
          patch.map(Value.integer) ?? .null, .null,
          patch.map { .text("B\($0 - 1)") } ?? .null, .null,
          from.map(Value.text) ?? .null, to.map(Value.text) ?? .null, .integer(area), .text(kind),
        ])
    }
    try flow.finish()
    let witness = try writer.createLayer(
      LayerRecord(name: "witness_P", role: .witness, plan: "P", title: "证据"),
      geometry: .multiPolygon,
      columns: [
        Column("rule", .text), Column("rank", .integer), Column("from_id", .text),
        Column("to_id", .text), Column("from_class", .text), Column("to_class", .text),
        Column("zt_area", .integer), Column("note", .text),
      ])
    for (index, rule) in ["CORE-04", "CAP-01/pbf"].enumerated() {
      _ = try witness.append(
        fid: nil, geometry: try square(index, 0),
        values: [
          .text(rule), .integer(1), .text("B\(index)"), .text("C\(index)"), .text("0101"),
          .text("0601"), .integer(12_345), .null,
        ])
    }
    try witness.finish()
    try writer.putDocument(
      kind: "verdicts", key: "P", body: Array(#"{"plan":"P","verdicts":[]}"#.utf8))
  }
}

extension Answer {
  /// The body as a JSON object; empty if it is none.
  var object: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
  }
}
