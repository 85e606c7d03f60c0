import Flow
import Geodesy
import Geometry
import Groundwork
import Overlay
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
  /// - Parameter memory: the bytes that the job may take, for files that are larger; `nil` for all in
  ///   memory. The result is the same.
  /// - Returns: the ledger, and what was passed over and why.
  /// - Throws: `Diagnostic` when a file, layer or field is missing, the coordinate systems differ or
  ///   are not projected, or the memory does not do; ``Groundwork/Cancelled``.
  public static func make(
    _ a: Input, _ b: Input, area kind: AreaKind, memory: Int? = nil, job: Job = Job()
  ) throws -> (ledger: FlowLedger, diagnostics: [Diagnostic]) {
    let sourceA = try VectorSource(path: a.file)
    let sourceB = try VectorSource(path: b.file)
    let layerA = try sourceA.layer(named: a.layer)
    let layerB = try sourceB.layer(named: b.layer)
    let crs = try commonCRS(layerA, a.file, layerB, b.file)
    let meter = try AreaMeter(crs)
    let density = meter.density(kind)
    let spills = try memory.map { _ in
      try (spilling { try PolygonSpill() }, spilling { try PolygonSpill() })
    }
    let readers = [
      FileSide(a, sourceA, layerA, meter: meter, area: kind, spill: spills?.0),
      FileSide(b, sourceB, layerB, meter: meter, area: kind, spill: spills?.1),
    ]
    let sides = try job.measure("read") { try spilling { try FileSide.readAll(readers, job) } }
    let diagnostics = sides.flatMap(\.diagnostics)
    guard let memory, let spills else {
      let ledger = try FlowLedger.make(
        before: sides[0].side, after: sides[1].side, density: density, job: job)
      return (ledger, diagnostics)
    }
    let room = try MemoryRoom(limit: memory, features: sides[0].side.count + sides[1].side.count)
    let overlay = TiledOverlay(spills.0, spills.1, density: density, memory: room.forPolygons)
    let tiles = try job.measure("overlay") { try spilling { try overlay.run(job) } }
    let weights = tiles.weights
    let table = (consume tiles).table
    let ledger = try FlowLedger.make(
      of: consume table, before: sides[0].side, after: sides[1].side, density: density,
      weights: weights, job: job)
    return (ledger, diagnostics)
  }

  /// Says what to do when the file for the polygons cannot be written.
  private static func spilling<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let failure as PolygonSpill.Failure {
      throw Diagnostic(
        code: "flow.spill",
        Localized(
          zh: "无法写入临时文件：\(failure.reason)。",
          en: "The temporary file cannot be written: \(failure.reason)."),
        remedy: Localized(
          zh: "腾出磁盘空间，或用环境变量 TMPDIR 指定另一文件夹，或不限内存运行。",
          en: "Free some disk space, name another folder in TMPDIR, or run without --memory."))
    }
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

/// How a memory limit is shared out.
private struct MemoryRoom {
  /// Bytes for polygons.
  let forPolygons: Int

  /// The program itself with its libraries.
  private static let program = 48 << 20
  /// What stays in memory of each feature: id, number, class, areas, box; and of its pieces.
  private static let ofFeature = 150
  private static let least = 4 << 20

  init(limit: Int, features: Int) throws {
    let rest = limit - MemoryRoom.program - features * MemoryRoom.ofFeature
    guard rest >= MemoryRoom.least else {
      let needed = (MemoryRoom.program + features * MemoryRoom.ofFeature + MemoryRoom.least) >> 20
      throw Diagnostic(
        code: "flow.memory",
        Localized(
          zh: "内存上限不够：\(features) 个要素至少需要 \(needed) MiB。",
          en: "The memory limit is too low: \(features) features take \(needed) MiB at least."),
        remedy: Localized(
          zh: "提高 --memory，或不限内存运行。", en: "Raise --memory, or run without it."))
    }
    forPolygons = rest
  }
}
