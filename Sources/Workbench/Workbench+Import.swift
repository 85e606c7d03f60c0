import Classes
import Flow
import Foundation
import Geodesy
import Geometry
import Groundwork
import Records
import Storage
import Survey
import VectorFiles

/// What came of importing one layer.
public struct ImportOutcome: Sendable {
  /// The layer's entry in the register.
  public var record: LayerRecord
  public var report: ImportReport
}

extension Workbench {
  /// Imports a file into the workspace, in one transaction: the layer that the options name, else
  /// every layer that is known by its name or fields.
  ///
  /// - Parameters:
  ///   - file: anything that GDAL reads as vectors, zipped too; VCT and coordinate text.
  ///   - plan: the name of the plan, for a layer of measures; the layer's name if `nil`.
  ///   - isSynthetic: whether the data are made up; a layer whose remarks (BZ) say so is known.
  ///   - language: that of the reasons in the rejected layer.
  ///   - isStrict: refuses the file, and leaves the workspace as it was, if a single feature would
  ///     be set aside.
  ///   - name: what the record of provenance calls the file, where it lies elsewhere only for now.
  public func importFile(
    _ file: String, options: ImportOptions, plan planName: String? = nil, encoding: String? = nil,
    isSynthetic: Bool = false, isStrict: Bool = false, language: Language = .zh,
    statedAs name: String? = nil
  ) throws -> [ImportOutcome] {
    let opened = try OpenedFile(file, encoding: encoding, job: job)
    let choices = try Workbench.chosenLayers(of: opened.source, options).map { layer in
      var options = options
      options.layer = layer
      return LayerChoice(options, plan: planName)
    }
    return try importLayers(
      of: opened, choices, isSynthetic: isSynthetic, isStrict: isStrict, language: language,
      statedAs: name)
  }

  /// Imports the chosen layers of a file, each with its own options, in one transaction.
  ///
  /// - Parameter choices: One for each layer to import.
  public func importFile(
    _ file: String, choices: [LayerChoice], encoding: String? = nil, isSynthetic: Bool = false,
    isStrict: Bool = false, language: Language = .zh, statedAs name: String? = nil
  ) throws -> [ImportOutcome] {
    try importLayers(
      of: OpenedFile(file, encoding: encoding, job: job), choices, isSynthetic: isSynthetic,
      isStrict: isStrict, language: language, statedAs: name)
  }

  private func importLayers(
    of opened: OpenedFile, _ choices: [LayerChoice], isSynthetic: Bool, isStrict: Bool,
    language: Language, statedAs name: String?
  ) throws -> [ImportOutcome] {
    let source = opened.source
    let file = source.path
    let sha256 = try SourceHash.sha256(file, cancellation: job.cancellation)
    var target = try workspace.crsDefinition().map { try CoordinateReferenceSystem($0.wkt) }
    return try workspace.write { writer in
      var outcomes: [ImportOutcome] = []
      for choice in choices {
        var options = choice.options
        options.target = target ?? options.target
        let plan = try importPlan(source, options)
        target = plan.targetCRS
        let record = try record(
          for: plan, planName: choice.plan ?? plan.layer.name,
          provenance: Provenance(
            file: name ?? file, sha256: sha256, layer: source.choosingName(plan.layer),
            importedAt: Workbench.now(), program: Program.engine,
            options: options.record.merging(plan.plane.record) { $1 }),
          isSynthetic: isSynthetic, in: writer.reader.layers())
        if let duplicate = outcomes.first(where: { $0.record.name == record.name }) {
          throw Workbench.twice(
            record, duplicate.record, source.choosingName(plan.layer), file: file)
        }
        let notes = opened.notes(of: plan.layer, isFirst: outcomes.isEmpty)
        let outcome = try run(plan, record, writer, language, notes: notes)
        if isStrict, outcome.report.rejected > 0 {
          throw Workbench.setAside(outcome, file: file, layer: plan.layer.name)
        }
        outcomes.append(outcome)
      }
      return outcomes
    }
  }

  /// Decides how to import; where the classes of a layer are not known, names a crosswalk that fits.
  func importPlan(
    _ source: VectorSource, _ options: ImportOptions
  ) throws -> ImportPlan {
    do {
      var options = options
      options.reservedPrefix = OwnField.prefix
      return try ImportPlan(source: source, options: options, job: job)
    } catch let diagnostic as Diagnostic {
      guard let layer = source.layers.first(where: { $0.name == diagnostic.layer }) else {
        throw diagnostic
      }
      throw try ImportDefaults(source, layer, job: job).completed(diagnostic)
    }
  }

  private func run(
    _ plan: ImportPlan, _ record: LayerRecord, _ writer: WorkspaceWriter, _ language: Language,
    notes: [Diagnostic]
  ) throws -> ImportOutcome {
    if try writer.reader.crsDefinition() == nil {
      try writer.setCRS(Workbench.reference(plan.targetCRS))
    }
    let meter = try AreaMeter(plan.targetCRS)
    let kind: AreaKind = plan.checksPosition ? .official : .planar
    let sink = try WorkspaceSink(writer, plan: plan, record: record, language: language)
    var report = try LayerImporter.run(
      plan, area: { try meter.area($0, kind) }, sink: sink, job: job)
    report.diagnostics = notes + report.diagnostics
    let entered = try sink.finish(report)
    try present(entered, in: writer)
    return ImportOutcome(record: entered, report: report)
  }

  /// The one layer that is meant, `nil` for a file with just one; or all that are known.
  static func chosenLayers(
    of source: VectorSource, _ options: ImportOptions
  ) throws -> [String?] {
    let polygonal = source.layers.filter(\.mayHavePolygons)
    if options.layer != nil || options.role != nil || polygonal.count < 2 { return [options.layer] }
    let known = polygonal.filter { ImportRole.recognise($0) != nil }
    return known.isEmpty ? [nil] : known.map(source.choosingName)
  }

  private static func setAside(
    _ outcome: ImportOutcome, file: String, layer: String
  ) -> Diagnostic {
    let reasons = outcome.report.rejectedByReason.map { "\($0.key.rawValue) × \($0.value)" }
      .sorted()
      .joined(separator: ", ")
    return Diagnostic(
      code: "import.set-aside",
      Localized(
        zh: "有 \(outcome.report.rejected) 个要素不能导入：\(reasons)。",
        en: "\(outcome.report.rejected) features cannot be imported: \(reasons)."),
      remedy: Localized(
        zh: "更正数据，或不用 --strict：其余要素照常导入，这些要素连同原因存入 rejected 图层。",
        en: "Mend the data, or leave out --strict: the others are imported, and these go to a"
          + " rejected layer with the reason."),
      file: file, layer: layer)
  }

  private static func twice(
    _ record: LayerRecord, _ other: LayerRecord, _ name: String, file: String
  ) -> Diagnostic {
    let names = [other.provenance?.layer ?? "", name]
    return Diagnostic(
      code: "import.same-target",
      Localized(
        zh: "文件中 \(names.joined(separator: "、")) 都是“\(record.title)”。",
        en: "In the file, \(names.joined(separator: " and ")) are both ‘\(record.name)’."),
      remedy: Localized(
        zh: "用 --layer 逐个导入，例如 --layer \(name)。",
        en: "Import them one by one with --layer, as in --layer \(name)."),
      file: file)
  }

  func record(
    for plan: ImportPlan, planName: String, provenance: Provenance, isSynthetic: Bool,
    in layers: [LayerRecord]
  ) throws -> LayerRecord {
    let role = LayerRole(plan.role.rawValue)
    var record = LayerRecord(
      name: "", role: role, title: plan.role.title.zh, classSystem: plan.classSystem?.rawValue,
      classVersion: plan.classSystem?.version, provenance: provenance, synthetic: isSynthetic)
    switch plan.role {
    case .survey:
      let epoch =
        try plan.epoch ?? ImportDefaults(plan.source, plan.layer, job: job).epoch()
      record.epoch = epoch
      record.title += " \(epoch)"
      record.name = Workbench.layerName(LayerName.survey(epoch), for: record, in: layers)
    case .plan:
      record.plan = planName
      record.title += " \(planName)"
      record.name = Workbench.layerName(LayerName.plan(planName), for: record, in: layers)
    default: record.name = plan.role.kind.tableName
    }
    try Workbench.check(record, in: layers, file: provenance.file)
    return record
  }

  static func reference(_ crs: CoordinateReferenceSystem) -> SpatialReference {
    let isEPSG = crs.authority?.name == "EPSG"
    return SpatialReference(
      epsg: isEPSG ? crs.authority?.code : nil, name: crs.name, wkt: crs.wkt1() ?? crs.wkt)
  }

  /// The time now, ISO 8601 in UTC.
  static func now() -> String {
    Date().formatted(.iso8601)
  }
}

/// Writes imported features to the workspace: the layer, and what was set aside beside it.
private final class WorkspaceSink: FeatureSink {
  private let writer: WorkspaceWriter
  private let layer: LayerAppender
  private var rejected: LayerAppender?
  private let plan: ImportPlan
  private var record: LayerRecord
  private let language: Language
  private let remark: Int?
  private let statedArea: Int?
  private let ownArea: Int?

  /// Rounding explains a difference of a patch's adjusted area to the computed one up to this (m²).
  private static let adjustment = 0.05

  init(
    _ writer: WorkspaceWriter, plan: ImportPlan, record: LayerRecord, language: Language
  ) throws {
    self.language = language
    self.writer = writer
    self.plan = plan
    self.record = record
    layer = try writer.createLayer(record, geometry: .multiPolygon, columns: plan.columns)
    let field = FieldFinder(plan.columns)
    remark = field["BZ"]
    statedArea = plan.role == .survey ? field["TBMJ"] : nil
    ownArea = field[.area]
    try writer.dropLayer(LayerName.rejected(record.name))
  }

  func accept(_ feature: ImportedFeature) throws {
    var values = feature.values
    // A survey states its areas after adjustment (平差); those are the statutory ones.
    if let statedArea, let ownArea, let stated = values[statedArea].number,
      let computed = values[ownArea].int64, let area = Area(roundingSquareMetres: stated),
      abs(area.squareMetres - Double(computed) / 100) <= WorkspaceSink.adjustment
    {
      values[ownArea] = .integer(area.hundredths)
    }
    if let remark, !record.synthetic, let text = values[remark].string,
      text.contains("合成") || text.uppercased().contains("SYNTHETIC")
    {
      record.synthetic = true
    }
    try layer.append(geometry: feature.geometry, values: values)
  }

  func reject(_ feature: RejectedFeature) throws {
    if rejected == nil {
      rejected = try writer.createLayer(
        LayerRecord(
          name: LayerName.rejected(record.name), role: .rejected, epoch: record.epoch,
          plan: record.plan, title: "剔除要素 \(record.title)", synthetic: record.synthetic),
        geometry: .any, columns: plan.rejectedColumns)
    }
    let own: [Value] = [
      .text(feature.id), .text(feature.reason.rawValue), .text(feature.detail[language]),
    ]
    try rejected?.append(rawWKB: feature.wkb ?? [], values: own + feature.values)
  }

  /// Enters the counts and keeps the list of repairs.
  func finish(_ report: ImportReport) throws -> LayerRecord {
    try layer.finish()
    try rejected?.finish()
    record.featureCount = report.accepted
    record.rejectedCount = report.rejected
    record.repairedCount = report.repaired
    try writer.updateRecord(record)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try writer.putDocument(
      .importReport, key: record.name, body: Array(encoder.encode(ImportDocument(report))))
    return record
  }
}

/// The record of an import that stays in the workspace.
public struct ImportDocument: Codable, Sendable {
  public var read: Int
  public var accepted: Int
  public var repaired: Int
  public var rejected: Int
  public var rejectedByReason: [String: Int]
  public var repairs: [Repair]
  public var diagnostics: [Diagnostic]

  public init(_ report: ImportReport) {
    read = report.read
    accepted = report.accepted
    repaired = report.repaired
    rejected = report.rejected
    rejectedByReason = Dictionary(
      uniqueKeysWithValues: report.rejectedByReason.map { ($0.rawValue, $1) })
    repairs = report.repairs
    diagnostics = report.diagnostics
  }
}
