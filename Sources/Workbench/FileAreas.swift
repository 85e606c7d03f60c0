import Flow
import Geodesy
import Geometry
import Groundwork
import Survey
import VectorFiles

/// The areas of the features of a file, side by side.
public struct FileAreas: Sendable {
  public struct Row: Sendable, Codable {
    public var id: String
    /// In the projection of the layer, or of the feature's zone.
    public var planar: Area
    public var official: Area
    /// In m², not rounded.
    public var geodesic: Double
  }

  public private(set) var rows: [Row] = []
  /// The coordinate system of the layer.
  public let crs: CoordinateReferenceSystem
  /// The coordinate systems in which the features were measured.
  public private(set) var planes: [CoordinateReferenceSystem] = []
  public private(set) var diagnostics: [Diagnostic]
  public private(set) var repaired = 0
  public private(set) var setAside = 0
  /// Features outside the area for which the layer's system is meant; they are measured
  /// nevertheless.
  public private(set) var outside = 0

  /// The largest difference of official and geodesic area of a feature, in m².
  public var largestDifference: Double {
    rows.map { abs($0.official.squareMetres - $0.geodesic) }.max() ?? 0
  }

  /// Measures every feature of a layer.
  ///
  /// A layer in metres is measured in its own projection; in any other layer each feature is
  /// measured in its own zone, so the width of the layer does not matter.
  /// - Throws: ``Groundwork/Diagnostic`` where the coordinates have no defined position, as in an
  ///   import; ``Groundwork/Cancelled``.
  public static func measure(
    _ file: String, layer name: String?, idField: String?, encoding: String? = nil,
    options: GeoreferenceOptions, job: Job
  ) throws -> FileAreas {
    let opened = try OpenedFile(file, encoding: encoding, job: job)
    defer { withExtendedLifetime(opened) {} }
    let source = opened.source
    let layer = try source.layer(named: name)
    let reference = try SourceReference(source, layer, options)
    let idColumn = try idField.map { try column($0, layer, file) }
    var areas = FileAreas(crs: reference.crs, diagnostics: opened.notes + reference.diagnostics)
    var zones = PatchZones(reference, keepsOutside: true)
    var meters: [CoordinateReferenceSystem: AreaMeter] = [:]
    job.progress.begin(
      Localized(zh: "量算面积", en: "Measuring areas"), total: layer.featureCount)
    defer { job.progress.end() }
    var done = 0
    try source.forEachFeature(
      in: layer, columns: idColumn.map { [$0] } ?? [], limits: options.limits,
      cancellation: job.cancellation
    ) { feature in
      let id = feature.values.first?.string ?? String(feature.fid)
      do {
        if let damage = feature.damage { throw FeatureFault.damaged(damage) }
        let patch = try zones.read(feature.geometry, id: id)
        let meter = try meters[patch.crs] ?? AreaMeter(patch.crs)
        meters[patch.crs] = meter
        areas.rows.append(
          Row(
            id: id, planar: try meter.planar(patch.geometry),
            official: try meter.official(patch.geometry),
            geodesic: meter.geodesic(patch.geometry)))
        if patch.isOutside { areas.outside += 1 }
        if let repair = patch.repair {
          areas.repaired += 1
          areas.diagnostics.append(repair.diagnostic(file: file, layer: layer.name))
        }
      } catch let fault as FeatureFault {
        areas.setAside += 1
        areas.diagnostics.append(fault.diagnostic(feature: id, file: file, layer: layer.name))
      } catch var diagnostic as Diagnostic {
        areas.setAside += 1
        diagnostic.severity = .warning
        diagnostic.feature = id
        areas.diagnostics.append(diagnostic)
      }
      done += 1
      if done % 256 == 0 { job.progress.advance(to: done) }
    }
    areas.diagnostics += source.readingDiagnostics
    areas.diagnostics += try zones.notes(measured: areas.rows.count, outside: areas.outside)
    areas.planes = zones.planes
    return areas
  }

  private init(crs: CoordinateReferenceSystem, diagnostics: [Diagnostic]) {
    self.crs = crs
    self.diagnostics = diagnostics
  }

  private static func column(_ name: String, _ layer: SourceLayer, _ file: String) throws -> Int {
    if let index = layer.column([name]) { return index }
    let names = layer.columns.map(\.name)
    throw Diagnostic(
      code: "area.field-missing",
      Localized(zh: "没有字段“\(name)”。", en: "There is no field ‘\(name)’."),
      remedy: Localized(
        zh: "可用的字段：\(names.joined(separator: "、"))。",
        en: "The fields: \(names.joined(separator: ", "))."),
      file: file, layer: layer.name, field: name)
  }
}
