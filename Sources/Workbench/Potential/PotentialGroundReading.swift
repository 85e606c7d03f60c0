import Classes
import Flow
import Geometry
import Groundwork
import Programme
import Records
import Storage
import Survey

/// The input of a potential survey, as the workspace holds it.
struct PotentialGroundReading {
  var ground: PotentialGround
  /// The survey first, then the layers of the rules by role.
  var layers: [PotentialRecord.Layer]
}

extension Workbench {
  /// The pseudo-field that stands for the class of a patch, with its system unless that is the
  /// working classification of the third survey.
  private static let classField = "CLASS"

  /// Reads an epoch with the layers and fields that the rules name.
  ///
  /// - Throws: Diagnostics `workspace.no-survey`, `potential.no-classes`, `potential.role`.
  func potentialGround(
    epoch: String, _ rules: PotentialRules
  ) throws -> PotentialGroundReading {
    let record = try survey(epoch)
    let side = try records.side(record, named: epoch, area: .official)
    guard side.classes.contains(where: { $0.use != nil }) else {
      throw Diagnostic(
        code: "potential.no-classes",
        Localized(
          zh: "“\(epoch)”没有标准地类，无法调查潜力。",
          en: "‘\(epoch)’ has no standard land classes, so its potential cannot be surveyed."),
        remedy: Localized(
          zh: "导入时用 --class-system 或 --crosswalk 指明地类体系。",
          en: "Name the class system on import with --class-system or --crosswalk."),
        file: workspace.path)
    }
    var ground = PotentialGround(epoch: epoch, patches: [])
    try readPatches(of: record, side, rules, into: &ground)
    var layers = [
      PotentialRecord.Layer(
        role: record.role.rawValue, title: Localized(record.title), name: record.name,
        sha256: record.provenance?.sha256, features: record.featureCount,
        suppliedBy: Localized(zh: "年度国土变更调查", en: "the yearly land survey"))
    ]
    for (role, supplier) in rules.roles.sorted(by: { $0.key < $1.key }) {
      layers.append(try readLine(role, supplier, into: &ground))
    }
    if let issued = try readGuides(into: &ground) { layers.append(issued) }
    return PotentialGroundReading(ground: ground, layers: layers)
  }

  private func readPatches(
    of record: LayerRecord, _ side: FlowSide, _ rules: PotentialRules,
    into ground: inout PotentialGround
  ) throws {
    // Fields are named without case; a column that is called like the pseudo-field is another thing.
    let columns = try workspace.columns(of: record.name)
    let own = FieldFinder(columns)
    let stated = rules.fields.filter { $0 != Workbench.classField && own[$0] != nil }
    ground.fields =
      stated + (rules.fields.contains(Workbench.classField) ? [Workbench.classField] : [])
    let wanted = Set(stated + ["ZLDWDM", "ZLDWMC", "CZCSXM"])
    let read = wanted.compactMap { own[$0].map { columns[$0].name } }.sorted()
    if own["CZCSXM"] == nil { ground.villageGroundLacks = "CZCSXM" }
    let field = FieldFinder(read.map { Column($0, .text) })
    var rows: [[String]] = []
    rows.reserveCapacity(side.count)
    try workspace.forEachRow(in: record.name, columns: read) { values in
      rows.append(values.map(Workbench.potentialText))
    }
    let classes = side.classes.map { $0.classText ?? $0.source.key }
    for patch in 0..<side.count {
      if patch % 1024 == 0 { try job.cancellation.check() }
      let geometry = side.polygons.multiPolygon(of: patch)
      guard !geometry.isEmpty, side.areas[patch] > .zero else { continue }
      let row = rows[patch]
      func text(_ name: String) -> String? { field[name].map { row[$0] } }
      let item = side.classes[Int(side.classOf[patch])]
      let landClass = classes[Int(side.classOf[patch])]
      let location = text("ZLDWDM").flatMap { $0.isEmpty ? nil : $0 }
      ground.patches.append(
        SurveyedPatch(
          id: side.ids[patch], geometry: geometry, area: side.areas[patch], use: item.use,
          landClass: landClass, village: location.flatMap(RecordReader.villageCode),
          villageName: text("ZLDWMC"),
          values: ground.fields.map { $0 == Workbench.classField ? landClass : text($0) ?? "" },
          isVillageGround: text("CZCSXM").map { $0.hasPrefix("203") } ?? (item.use == .homestead)))
    }
  }

  /// The polygons that an office issued beforehand; a workspace without them lacks nothing.
  private func readGuides(
    into ground: inout PotentialGround
  ) throws -> PotentialRecord.Layer? {
    guard let record = try workspace.layer(role: .guide) else { return nil }
    var guides: [GuidePolygon] = []
    try records.forEachArea(in: record, fields: ["SDBSM", "DLBM"]) { row in
      guard !row.geometry.isEmpty else { return }
      func stated(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
      guides.append(
        GuidePolygon(
          id: row.id, kind: stated(row.zone), patch: stated(row.texts[0]),
          landClass: stated(row.texts[1]), geometry: row.geometry, area: row.area))
    }
    ground.guides = guides
    return PotentialRecord.Layer(
      role: record.role.rawValue, title: ImportRole.guide.title, name: record.name,
      sha256: record.provenance?.sha256, features: record.featureCount,
      suppliedBy: Localized(zh: "下发单位", en: "the office that issued them"))
  }

  private static func potentialText(_ value: Value) -> String {
    if let text = value.string { return text }
    guard let number = value.number else { return "" }
    return Int64(exactly: number).map(String.init) ?? String(number)
  }

  private func readLine(
    _ role: String, _ supplier: Localized, into ground: inout PotentialGround
  ) throws -> PotentialRecord.Layer {
    guard let known = ImportRole(rawValue: role) else {
      throw Diagnostic(
        code: "potential.role",
        Localized(zh: "没有图层角色“\(role)”。", en: "There is no layer role ‘\(role)’."),
        remedy: Localized(
          zh: "可用：\(ImportRole.allCases.map(\.rawValue).joined(separator: "、"))。",
          en: "Known: \(ImportRole.allCases.map(\.rawValue).joined(separator: ", "))."),
        field: "line")
    }
    guard let record = try workspace.layer(role: LayerRole(role)) else {
      return PotentialRecord.Layer(
        role: role, title: known.title, name: nil, sha256: nil, features: 0, suppliedBy: supplier)
    }
    var polygons: [MultiPolygon] = []
    try workspace.forEachFeature(in: record.name) { feature in
      if let geometry = feature.geometry { polygons.append(geometry) }
    }
    ground.lines[role] = PotentialGround.Line(title: known.title, polygons: polygons)
    return PotentialRecord.Layer(
      role: role, title: known.title, name: record.name, sha256: record.provenance?.sha256,
      features: record.featureCount, suppliedBy: supplier)
  }
}
