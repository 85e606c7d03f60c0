import Geodesy
import Geometry
import Groundwork
import VectorFiles

/// The areas of the features of a file, side by side.
public enum FileAreas {
  public struct Row: Sendable, Codable {
    public var id: String
    public var planar: Area
    public var official: Area
    /// In m², not rounded.
    public var geodesic: Double
  }

  /// Measures every feature of a layer.
  ///
  /// - Returns: a row for each feature with polygons, and what was passed over and why.
  public static func measure(
    _ file: String, layer name: String?, idField: String?, assignedCRS: String?, job: Job
  ) throws -> (rows: [Row], crs: CoordinateReferenceSystem, diagnostics: [Diagnostic]) {
    let source = try VectorSource(path: file)
    let layer = try source.layer(named: name)
    let crs = try crs(layer, assignedCRS, file)
    let meter = try AreaMeter(crs)
    let idColumn = try idField.map { try FileFlow.column($0, layer, file) }
    var rows: [Row] = []
    var diagnostics: [Diagnostic] = []
    job.progress.begin(
      Localized(zh: "量算面积", en: "Measuring areas"), total: layer.featureCount)
    defer { job.progress.end() }
    try source.forEachFeature(
      in: layer, columns: idColumn.map { [$0] } ?? [], cancellation: job.cancellation
    ) { feature in
      let id = feature.values.first?.string ?? String(feature.fid)
      guard case .wkb(let bytes) = feature.geometry else {
        diagnostics.append(
          FileFlow.passedOver(feature.fid, feature.geometry, file, layer.name))
        return
      }
      do {
        let geometry = try WKB.decode(UnsafeRawBufferPointer(bytes))
        rows.append(
          Row(
            id: id, planar: try meter.planar(geometry), official: try meter.official(geometry),
            geodesic: meter.geodesic(geometry)))
      } catch var diagnostic as Diagnostic {
        diagnostic.severity = .warning
        diagnostic.feature = id
        diagnostics.append(diagnostic)
      } catch {
        diagnostics.append(FileFlow.passedOver(feature.fid, "\(error)", file, layer.name))
      }
      if rows.count % 256 == 0 { job.progress.advance(to: rows.count) }
    }
    return (rows, crs, source.diagnostics + source.readingDiagnostics + diagnostics)
  }

  private static func crs(
    _ layer: SourceLayer, _ assigned: String?, _ file: String
  ) throws -> CoordinateReferenceSystem {
    if let assigned { return try CoordinateReferenceSystem(assigned) }
    return try FileFlow.projectedCRS(layer, file)
  }
}
