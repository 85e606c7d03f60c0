import Foundation
import Geodesy
import Geometry
import Groundwork
import Survey

/// Where the shared data lie, `nil` where they are absent.
enum SharedData {
  static let root: String? = {
    let environment = ProcessInfo.processInfo.environment["ZHITU_SHARED_DATA"]
    let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("shared/data").path
    return [environment, beside].compactMap { $0 }
      .first { FileManager.default.fileExists(atPath: $0 + "/real") }
  }()

  static var isPresent: Bool { root != nil }

  static func path(_ name: String) -> String { (root ?? "") + "/" + name }
}

/// A folder of its own for one test, removed at the end.
final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "zhitu-survey-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }
}

/// A sink that keeps everything.
final class Recorder: FeatureSink {
  var accepted: [ImportedFeature] = []
  var rejected: [RejectedFeature] = []

  func accept(_ feature: ImportedFeature) throws { accepted.append(feature) }
  func reject(_ feature: RejectedFeature) throws { rejected.append(feature) }
}

/// The outcome of one import.
struct Outcome {
  var plan: ImportPlan
  var report: ImportReport
  var sink: Recorder

  /// One of Zhitu's own values of an accepted feature.
  func value(_ column: String, of index: Int) -> Value? {
    guard let position = plan.columns.firstIndex(where: { $0.name == column }) else { return nil }
    return sink.accepted[index].values[position]
  }

  var codes: [String] { report.diagnostics.map(\.code) }
}

/// Imports a file with planar areas.
func importing(
  _ path: String, job: Job = Job(), _ adjust: (inout ImportOptions) throws -> Void = { _ in }
) throws -> Outcome {
  var options = ImportOptions()
  try adjust(&options)
  let source = try VectorSource(path: path)
  let plan = try ImportPlan(source: source, options: options, job: job)
  let sink = Recorder()
  let report = try LayerImporter.run(
    plan,
    area: { Area(roundingSquareMetres: $0.planarSquareMetres) ?? .zero }, sink: sink, job: job)
  return Outcome(plan: plan, report: report, sink: sink)
}

/// GeoJSON with an explicit coordinate system.
func geoJSON(crs: String?, _ features: [(ring: String, properties: String)]) -> String {
  let system = crs.map {
    "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::\($0)\"}},"
  }
  let list = features.map { feature in
    "{\"type\":\"Feature\",\"properties\":{\(feature.properties)},\"geometry\":"
      + "{\"type\":\"Polygon\",\"coordinates\":[\(feature.ring)]}}"
  }
  return "{\"type\":\"FeatureCollection\",\(system ?? "")\"features\":["
    + list.joined(separator: ",") + "]}"
}

/// A closed square as GeoJSON, its lower left corner at (x, y).
func square(_ x: Double, _ y: Double, _ side: Double = 100) -> String {
  let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
  return "[" + corners.map { "[\($0.0),\($0.1)]" }.joined(separator: ",") + "]"
}
