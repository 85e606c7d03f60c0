import Classes
import Flow
import Foundation
import Geometry
import Groundwork
import Monitoring
import Records
import Storage
import StorageGeoPackage
import Survey

/// What an increment holds, for people.
public struct IncrementSummary: Encodable, Sendable {
  public var from: String
  public var to: String
  public var removed: Int
  public var added: Int
  public var steps: Int
  /// Ground whose class changed.
  public var changed: Area
  public var stamps: [String]
  /// The pieces by how their ground changed, in the order of BGXW; kinds without any are left out.
  public var kinds: [Kind]

  public struct Kind: Encodable, Sendable {
    /// BGXW.
    public var kind: Int
    public var steps: Int
    public var area: Area
  }

  init(_ increment: Increment) {
    from = increment.from
    to = increment.to
    removed = increment.removed.count
    added = increment.added.count
    steps = increment.steps.count
    stamps = increment.stamps.keys.sorted()
    kinds = ChangeKind.allCases.compactMap { kind in
      let own = increment.steps.filter { $0.kind == kind }
      return own.isEmpty
        ? nil : Kind(kind: kind.rawValue, steps: own.count, area: own.map(\.area).total())
    }
    let field = increment.columns.firstIndex { $0.name.uppercased() == "DLBM" }
    changed = increment.steps.filter { step in
      guard let field, let before = step.before, let after = step.after else { return false }
      return increment.removed[before].values[field] != increment.added[after].values[field]
    }.map(\.area).total()
  }
}

extension Workbench {
  /// The increment from an epoch to a later one, or to what the changes of a plan layer make of it
  /// (变更图斑: measured ground with its new class).
  ///
  /// - Parameters:
  ///   - to: an epoch of the workspace; with `changes`, the name of the epoch to be made.
  ///   - changes: a layer of role plan.
  ///   - path: of the package to be written.
  /// - Throws: Diagnostics `increment.*`, `workspace.exists`, and those of laying a plan.
  public func makeIncrement(
    from: String, to: String, changes: String? = nil, out path: String
  ) throws -> (summary: IncrementSummary, faults: [Diagnostic]) {
    let record = try survey(from)
    let base = try surveyEpoch(record)
    let next =
      try changes.map { try nextEpoch(base, named: to, changes: $0) }
      ?? surveyEpoch(survey(to))
    let system = record.classSystem.flatMap(LandClassSystem.init(named:))
    let increment = try Increment.make(
      from: base, to: next, system: system, density: meter().density(.official), job: job)
    guard let reference = try workspace.crsDefinition() else { return (.init(increment), []) }
    try refuseExisting(path)
    try IncrementPackage.write(
      increment, system: system, isSynthetic: isSynthetic(), reference: reference, to: path)
    return (IncrementSummary(increment), increment.faults(system: system))
  }

  private func refuseExisting(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    throw Diagnostic(
      code: "workspace.exists",
      Localized(zh: "文件已存在。", en: "The file exists."),
      remedy: Localized(zh: "换一个 --out。", en: "Name another --out."), file: path)
  }

  /// Applies a package to its base epoch: the next epoch becomes a layer of the workspace, checked and
  /// measured like any other import.
  ///
  /// - Parameter base: the epoch; `nil` for the one that the package names.
  /// - Throws: Diagnostics `increment.*`, `import.*`.
  public func applyIncrement(
    _ path: String, to base: String? = nil
  ) throws -> (summary: IncrementSummary, outcomes: [ImportOutcome]) {
    let (increment, system, _) = try IncrementPackage.read(path)
    let record = try survey(base ?? increment.from)
    let next = try increment.apply(to: surveyEpoch(record))
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let name = LayerName.table("DLTB_\(next.name)")
    let file = folder.appendingPathComponent("epoch.gpkg").path
    let made = try GeoPackageFile(creating: file)
    let table = try made.createTable(
      name, title: "地类图斑 \(next.name)", geometry: .multiPolygon, columns: next.columns,
      reference: workspace.crsDefinition())
    for (number, patch) in next.patches.enumerated() {
      try table.append(fid: Int64(number + 1), geometry: patch.geometry, values: patch.values)
    }
    try made.close()
    var options = ImportOptions()
    options.layer = name
    options.role = .survey
    options.epoch = next.name
    options.idField = "BSM"
    options.classField = "DLBM"
    options.classSystem = system ?? record.classSystem.flatMap(LandClassSystem.init(named:))
    let outcomes = try importFile(
      file, options: options, isSynthetic: isSynthetic(), isStrict: true, statedAs: path)
    return (IncrementSummary(increment), outcomes)
  }

  /// What is wrong with a package by itself; see ``Monitoring/Increment/faults(system:)``.
  public static func checkIncrement(
    _ path: String
  ) throws -> (summary: IncrementSummary, faults: [Diagnostic]) {
    let (increment, system, _) = try IncrementPackage.read(path)
    return (IncrementSummary(increment), increment.faults(system: system))
  }

  /// What a package is, what is wrong with it, and what applying it would do; nothing is written.
  ///
  /// - Parameter base: the epoch; `nil` for the one that the package names.
  /// - Throws: Diagnostic `increment.package`.
  public func inspectIncrement(
    _ path: String, to base: String? = nil
  ) throws -> IncrementInspection {
    let (increment, system, _) = try IncrementPackage.read(path)
    let faults = increment.faults(system: system)
    let record = try workspace.layer(role: .survey, epoch: base ?? increment.from)
    let old = try workspace.layer(role: .survey, epoch: increment.to)
    var refusal: Diagnostic?
    if let record {
      do {
        _ = try increment.apply(to: surveyEpoch(record))
      } catch let diagnostic as Diagnostic {
        refusal = diagnostic
      }
    }
    return IncrementInspection(
      summary: IncrementSummary(increment), classSystem: system?.title,
      base: record.map(IncrementInspection.Layer.init),
      replaced: old.map(IncrementInspection.Layer.init), epochs: try epochs(), refusal: refusal,
      errors: faults.count { $0.severity == .error },
      warnings: faults.count { $0.severity == .warning },
      faults: Array(faults.prefix(IncrementInspection.mostFaults)))
  }

  /// The patches of an epoch with their own fields.
  ///
  /// - Throws: Diagnostic `increment.no-bsm` for a survey without ids of its own.
  func surveyEpoch(_ record: LayerRecord) throws -> SurveyEpoch {
    let all = try workspace.columns(of: record.name)
    let columns = all.filter { !$0.name.lowercased().hasPrefix(OwnField.prefix) }
    let field = FieldFinder(columns)
    guard let id = field["BSM"] else {
      throw Diagnostic(
        code: "increment.no-bsm",
        Localized(
          zh: "图层没有标识码字段 BSM，无法生成增量包。",
          en: "The layer has no field BSM, by which increments name patches."),
        file: workspace.path, layer: record.name)
    }
    var patches: [SurveyPatch] = []
    patches.reserveCapacity(record.featureCount)
    let names = columns.map(\.name) + [OwnField.area.columnName]
    try workspace.forEachFeature(in: record.name, columns: names) { feature in
      if patches.count % 512 == 0 { try job.cancellation.check() }
      var patch = SurveyPatch(feature, id: id, area: field["TBMJ"], stated: columns.count)
      patch.values.removeLast()
      patches.append(patch)
    }
    return SurveyEpoch(name: record.epoch ?? record.name, columns: columns, patches: patches)
  }
}
