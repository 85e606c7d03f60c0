import Flow
import Geodesy
import Geometry
import Groundwork
import Survey
import VectorFiles

/// The flow of two files, without a workspace.
public enum FileFlow {
  /// One of the two files.
  public struct Input: Sendable {
    public var file: String
    public var layer: String?
    public var classField: String
    public var idField: String?
    /// That of the attributes, `nil` to find out.
    public var encoding: String?

    public init(
      file: String, layer: String? = nil, classField: String, idField: String? = nil,
      encoding: String? = nil
    ) {
      self.file = file
      self.layer = layer
      self.classField = classField
      self.idField = idField
      self.encoding = encoding
    }
  }

  /// Lays one file over the other. Classes are the values of the class fields, as they are.
  ///
  /// - Parameters:
  ///   - memory: the bytes that the job may take, for files that are larger; `nil` for all in memory.
  ///     The result is the same.
  ///   - keepsRings: whether the ledger keeps the rings, for the geometry of its rows; never with a
  ///     limit of memory.
  /// - Returns: the ledger, and what was passed over and why.
  /// - Throws: `Diagnostic` when a file, layer or field is missing, the coordinate systems differ or
  ///   are not projected, or the memory does not do; ``Groundwork/Cancelled``.
  public static func make(
    _ a: Input, _ b: Input, area kind: AreaKind, memory: Int? = nil, keepsRings: Bool = true,
    job: Job = Job()
  ) throws -> (ledger: FlowLedger, diagnostics: [Diagnostic]) {
    let pair = try FilePair.open(a, b, area: kind, staysInMemory: memory == nil, job)
    guard let memory else {
      var sides = try pair.read(job)
      let diagnostics = pair.diagnostics + sides.flatMap(\.diagnostics)
      let after = sides.removeLast().side
      let before = sides.removeLast().side
      let ledger = try FlowLedger.make(
        before: consume before, after: consume after, density: pair.density,
        keepsRings: keepsRings, job: job)
      return (ledger, diagnostics + ledger.coverWarnings)
    }
    let tiled = try spilling { try pair.overlay(within: memory, job) }
    let (sides, cover, weights) = (tiled.sides, tiled.cover, tiled.weights)
    let table = (consume tiled).table
    let ledger = try FlowLedger.make(
      of: consume table, before: sides[0].side, after: sides[1].side, density: pair.density,
      cover: cover, weights: weights, job: job)
    return (ledger, pair.diagnostics + sides.flatMap(\.diagnostics) + ledger.coverWarnings)
  }

  /// Says what to do when the file for the polygons cannot be written.
  private static func spilling<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let failure as SpillFile.Failure {
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
    if let table = layer.missingTable {
      throw Diagnostic(
        code: "import.sidecar-missing",
        Localized(
          zh: "缺少属性表 \(table)，没有字段“\(name)”。",
          en: "The attribute table \(table) is missing, and with it the field ‘\(name)’."),
        remedy: Localized(
          zh: "把 \(table) 与 .shp 一起提供。", en: "Give \(table) together with the .shp."),
        file: file, layer: layer.name, field: name)
    }
    throw Diagnostic(
      code: "flow.field-missing",
      Localized(zh: "没有字段“\(name)”。", en: "There is no field ‘\(name)’."),
      remedy: Localized(
        zh: "可用的字段：\(names.joined(separator: "、"))。",
        en: "The fields: \(names.joined(separator: ", "))."),
      file: file, layer: layer.name, field: name)
  }

  static func passedOver(
    _ fid: Int64, _ geometry: SourceGeometry, _ file: String, _ layer: String
  ) -> Diagnostic {
    let problem = geometry.problem
    return Diagnostic(
      .warning, code: "flow.passed-over",
      Localized(
        zh: "没有可用的面几何，未计入：\(problem?.what.zh ?? "")",
        en: "No usable polygon, not counted: \(problem?.what.en ?? "")"),
      remedy: problem?.remedy
        ?? Localized(zh: "修复该要素的几何。", en: "Repair the geometry."), file: file, layer: layer,
      feature: String(fid))
  }

  static func passedOver(
    _ fid: Int64, _ reason: String, _ file: String, _ layer: String
  ) -> Diagnostic {
    Diagnostic(
      .warning, code: "flow.passed-over",
      Localized(zh: "没有可用的面几何，未计入：\(reason)。", en: "No usable polygon, not counted: \(reason)."),
      remedy: Localized(zh: "修复该要素的几何。", en: "Repair the geometry."), file: file, layer: layer,
      feature: String(fid))
  }
}
