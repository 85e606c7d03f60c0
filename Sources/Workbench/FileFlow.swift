import Flow
import Geodesy
import Geometry
import Groundwork
import Survey

/// The flow of two files, without a workspace.
public enum FileFlow {
  /// One of the two files.
  public struct Input: Sendable {
    public var file: String
    public var layer: String?
    public var classField: String
    public var idField: String?

    public init(file: String, layer: String? = nil, classField: String, idField: String? = nil) {
      self.file = file
      self.layer = layer
      self.classField = classField
      self.idField = idField
    }
  }

  /// Lays one file over the other. Classes are the values of the class fields, as they are.
  ///
  /// - Returns: the ledger, and what was passed over and why.
  /// - Throws: `Diagnostic` when a file, layer or field is missing, the coordinate systems differ or
  ///   are not projected; ``Groundwork/Cancelled``.
  public static func make(
    _ a: Input, _ b: Input, area kind: AreaKind, job: Job = Job()
  ) throws -> (ledger: FlowLedger, diagnostics: [Diagnostic]) {
    let sourceA = try VectorSource(path: a.file)
    let sourceB = try VectorSource(path: b.file)
    let layerA = try sourceA.layer(named: a.layer)
    let layerB = try sourceB.layer(named: b.layer)
    let crs = try commonCRS(layerA, a.file, layerB, b.file)
    let meter = try AreaMeter(crs)
    var diagnostics: [Diagnostic] = []
    let before = try side(
      a, sourceA, layerA, name: a.file, meter: meter, kind: kind, &diagnostics, job)
    let after = try side(
      b, sourceB, layerB, name: b.file, meter: meter, kind: kind, &diagnostics, job)
    let ledger = try FlowLedger.make(
      before: before, after: after, density: meter.density(kind), job: job)
    return (ledger, diagnostics)
  }

  private static func commonCRS(
    _ a: SourceLayer, _ fileA: String, _ b: SourceLayer, _ fileB: String
  ) throws -> CoordinateReferenceSystem {
    let first = try projectedCRS(a, fileA)
    let second = try projectedCRS(b, fileB)
    guard first.isEquivalent(to: second) else {
      throw Diagnostic(
        code: "flow.crs-differ",
        Localized(
          zh: "两个图层的坐标系不同：“\(first.name)”与“\(second.name)”。",
          en: "The layers have different coordinate systems: ‘\(first.name)’, ‘\(second.name)’."),
        remedy: Localized(
          zh: "先用 zhitu import 导入同一工作空间，导入时会自动转换。",
          en: "Import both into one workspace with zhitu import, which converts them."),
        file: fileB, layer: b.name)
    }
    return first
  }

  /// The coordinate system that a layer states, which must be projected and in metres.
  static func projectedCRS(
    _ layer: SourceLayer, _ file: String
  ) throws -> CoordinateReferenceSystem {
    guard let stated = layer.crs else {
      throw Diagnostic(
        code: "flow.crs-missing",
        Localized(zh: "图层没有坐标系。", en: "The layer states no coordinate system."),
        remedy: Localized(
          zh: "先用 zhitu import --crs 导入，或为文件补上坐标系。",
          en: "Import it with zhitu import --crs, or give the file a coordinate system."),
        file: file, layer: layer.name)
    }
    let crs = try CoordinateReferenceSystem(stated.definition)
    guard crs.isProjected, crs.metresPerUnit == 1 else {
      throw Diagnostic(
        code: "flow.crs-not-metric",
        Localized(
          zh: "坐标系“\(crs.name)”不是以米为单位的投影坐标系。",
          en: "‘\(crs.name)’ is not a projected system in metres."),
        remedy: Localized(
          zh: "先用 zhitu import 导入工作空间，导入时会自动投影。",
          en: "Import it into a workspace with zhitu import, which projects it."),
        file: file, layer: layer.name)
    }
    return crs
  }

  static func column(_ name: String, _ layer: SourceLayer, _ file: String) throws -> Int {
    if let index = layer.column([name]) { return index }
    let names = layer.columns.map(\.name)
    throw Diagnostic(
      code: "flow.field-missing",
      Localized(zh: "没有字段“\(name)”。", en: "There is no field ‘\(name)’."),
      remedy: Localized(
        zh: "可用的字段：\(names.joined(separator: "、"))。",
        en: "The fields: \(names.joined(separator: ", "))."),
      file: file, layer: layer.name, field: name)
  }

  private static func side(
    _ input: Input, _ source: VectorSource, _ layer: SourceLayer, name: String,
    meter: AreaMeter, kind: AreaKind, _ diagnostics: inout [Diagnostic], _ job: Job
  ) throws -> FlowSide {
    var columns = [try column(input.classField, layer, input.file)]
    if let idField = input.idField { columns.append(try column(idField, layer, input.file)) }
    var side = FlowSide(name: name)
    var labels = ClassLabels(system: nil)
    var rings = RingBuffer()
    var passed: [Diagnostic] = []
    var done = 0
    job.progress.begin(
      Localized(zh: "读取 \(layer.name)", en: "Reading \(layer.name)"), total: layer.featureCount)
    try source.forEachFeature(in: layer, columns: columns, cancellation: job.cancellation) {
      feature in
      done += 1
      if done % 1024 == 0 { job.progress.advance(to: done) }
      let id = columns.count > 1 ? feature.values[1].string : nil
      guard case .wkb(let bytes) = feature.geometry else {
        passed.append(passedOver(feature, "\(feature.geometry)", input.file, layer.name))
        return
      }
      rings.clear()
      do throws(WKBError) {
        try WKB.decode(UnsafeRawBufferPointer(bytes), into: &rings)
      } catch {
        passed.append(passedOver(feature, "\(error)", input.file, layer.name))
        return
      }
      let area = try meter.area(rings, kind)
      side.append(
        fid: feature.fid, id: id ?? String(feature.fid),
        class: labels.index(source: feature.values[0].string ?? "", code: nil), area: area,
        rings: rings)
    }
    job.progress.end()
    side.classes = labels.classes
    diagnostics += passed
    return side
  }

  static func passedOver(
    _ feature: SourceFeature, _ reason: String, _ file: String, _ layer: String
  ) -> Diagnostic {
    Diagnostic(
      .warning, code: "flow.passed-over",
      Localized(zh: "没有可用的面几何，未计入：\(reason)。", en: "No usable polygon, not counted: \(reason)."),
      remedy: Localized(zh: "修复该要素的几何。", en: "Repair the geometry."), file: file, layer: layer,
      feature: String(feature.fid))
  }
}
