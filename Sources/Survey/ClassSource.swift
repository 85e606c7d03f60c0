import Classes
import Geometry
import Groundwork
import VectorFiles

/// Where the classes of a layer come from.
enum ClassSource {
  /// The layer has no classes.
  case none
  /// A column of foreign values and the crosswalk that reads them.
  case crosswalk(Crosswalk, column: Int)
  /// A column of codes (DLBM) of a system and perhaps one of names (DLMC).
  case codes(LandClassSystem, column: Int, names: Int?)

  var system: LandClassSystem? {
    switch self {
    case .none: nil
    case .crosswalk(let crosswalk, _): crosswalk.system
    case .codes(let system, _, _): system
    }
  }

  /// Decides for a layer; the class codes are read once where their system must be found out.
  static func decide(
    role: ImportRole, source: VectorSource, layer: SourceLayer, options: ImportOptions,
    epoch: String?, job: Job, diagnostics: inout [Diagnostic]
  ) throws -> ClassSource {
    guard role == .survey || role == .plan else { return .none }
    if let crosswalk = options.crosswalk {
      if crosswalk.isUnclassified { return .none }
      let column = try column(
        of: crosswalk, layer: layer, options: options, epoch: epoch, file: source.path)
      return .crosswalk(crosswalk, column: column)
    }
    let field = options.classField ?? "DLBM"
    guard let column = layer.column([field]) else {
      throw missing([field], layer: layer, file: source.path)
    }
    let names = field.uppercased() == "DLBM" ? layer.column(["DLMC"]) : nil
    if let system = options.classSystem {
      guard LandClassTable.of(system) != nil else { _ = try LandClass(system, ""); return .none }
      return .codes(system, column: column, names: names)
    }
    var detector = ClassSystemDetector(fields: layer.columns.map(\.name))
    try source.forEachFeature(
      in: layer, columns: [column] + (names.map { [$0] } ?? []), geometry: false,
      limits: options.limits, cancellation: job.cancellation
    ) { feature in
      detector.add(
        code: feature.values[0].string,
        name: feature.values.count > 1 ? feature.values[1].string : nil)
    }
    do {
      let decision = try detector.decide()
      diagnostics += decision.findings.map { located($0, layer, source.path, field) }
      diagnostics.append(
        located(
          Diagnostic(
            .info, code: "class.system-detected",
            Localized(
              zh: "地类分类体系：\(decision.system.rawValue)。\(decision.reason.zh)",
              en: "Class system \(decision.system.rawValue). \(decision.reason.en)")),
          layer, source.path, field))
      return .codes(decision.system, column: column, names: names)
    } catch let diagnostic as Diagnostic {
      throw located(diagnostic, layer, source.path, field)
    }
  }

  private static func located(
    _ diagnostic: Diagnostic, _ layer: SourceLayer, _ file: String, _ field: String
  ) -> Diagnostic {
    var located = diagnostic
    located.file = file
    located.layer = layer.name
    located.field = field
    return located
  }

  private static func column(
    of crosswalk: Crosswalk, layer: SourceLayer, options: ImportOptions, epoch: String?,
    file: String
  ) throws -> Int {
    var fields = crosswalk.classFields
    if let given = options.classField { fields = [given] }
    fields = fields.compactMap { field in
      guard field.contains("{epoch}") else { return field }
      return epoch.map { field.replacing("{epoch}", with: $0) }
    }
    guard let column = layer.column(fields) else {
      throw missing(fields, layer: layer, file: file)
    }
    return column
  }

  private static func missing(
    _ fields: [String], layer: SourceLayer, file: String
  ) -> Diagnostic {
    Diagnostic(
      code: "import.class-field-missing",
      Localized(
        zh: "图层没有地类字段（\(fields.joined(separator: "、"))）。字段有："
          + "\(ImportPlan.fieldList(layer, "、"))。",
        en: "The layer has no class field (\(fields.joined(separator: ", "))). Its fields: "
          + "\(ImportPlan.fieldList(layer, ", "))."),
      remedy: Localized(
        zh: "用 --class-field 注明地类字段；多年份的图层请用 --epoch 注明年份。",
        en: "Name the class field with --class-field; for a layer of several epochs name the epoch"
          + " with --epoch."),
      file: file, layer: layer.name)
  }
}
