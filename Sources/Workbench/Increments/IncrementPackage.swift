import Classes
import Foundation
import Geometry
import Groundwork
import Monitoring
import Records
import Storage

/// An increment as a file (增量包): a GeoPackage with DLTBGX (the new state of changed patches), DLTBGXGC
/// (the process of each piece, with every attribute before as BGQ… and after as BGH…) and DLTBGXQ (the
/// patches that end). It is a workspace, so that every export of the program works on it.
enum IncrementPackage {
  static let new = "DLTBGX"
  static let process = "DLTBGXGC"
  static let old = "DLTBGXQ"

  fileprivate struct Meta: Codable {
    struct Stamp: Codable {
      var field: String
      var text: String?
      var integer: Int64?
      var real: Double?
    }

    var schema = "zhitu.increment/1"
    var from: String
    var to: String
    var classSystem: String?
    var synthetic: Bool
    var stamps: [Stamp]
  }

  /// The fields of DLTB that the process layer has twice, in its order (survey-data.md §8).
  private static let twice = [
    "BSM", "TBBH", "DLBM", "DLMC", "QSXZ", "QSDWDM", "QSDWMC", "ZLDWDM", "ZLDWMC", "KCDLBM",
    "KCXS", "KCMJ", "TBDLMJ", "GDLX", "GDPDJB", "XZDWKD", "TBXHDM", "TBXHMC", "ZZSXDM", "ZZSXMC",
    "GDDB", "FRDBS", "CZCSXM", "MSSM", "HDMC",
  ]

  static func write(
    _ increment: Increment, system: LandClassSystem?, isSynthetic: Bool,
    reference: SpatialReference, to path: String
  ) throws {
    let workspace = try Workspace.openOrCreate(path)
    defer { workspace.close() }
    try workspace.write { writer in
      try writer.setCRS(reference)
      try write(increment.added, new, "更新图斑 \(increment.to)", increment, isSynthetic, writer)
      try write(increment.removed, old, "更新前图斑 \(increment.from)", increment, isSynthetic, writer)
      try writeProcess(increment, isSynthetic, writer)
      let meta = Meta(
        from: increment.from, to: increment.to, classSystem: system?.rawValue,
        synthetic: isSynthetic,
        stamps: increment.stamps.sorted { $0.key < $1.key }.map { Meta.Stamp($0.key, $0.value) })
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      try writer.putDocument(.increment, key: "increment", body: [UInt8](encoder.encode(meta)))
    }
  }

  private static func write(
    _ patches: [SurveyPatch], _ name: String, _ title: String, _ increment: Increment,
    _ isSynthetic: Bool, _ writer: WorkspaceWriter
  ) throws {
    let record = LayerRecord(
      name: name, role: LayerRole("increment"), epoch: increment.to, title: title,
      synthetic: isSynthetic)
    let layer = try writer.createLayer(
      record, geometry: .multiPolygon, columns: increment.columns)
    for patch in patches { try layer.append(geometry: patch.geometry, values: patch.values) }
    try layer.finish()
  }

  private static func writeProcess(
    _ increment: Increment, _ isSynthetic: Bool, _ writer: WorkspaceWriter
  ) throws {
    let shared = twice.compactMap { name in
      increment.columns.firstIndex { $0.name.uppercased() == name }.map { (name, $0) }
    }
    func columns(_ prefix: String) -> [Column] {
      shared.map { name, position in
        let field = name == "BSM" ? "TBBSM" : name
        return Column(prefix + field, increment.columns[position].type)
      }
    }
    let record = LayerRecord(
      name: process, role: LayerRole("increment"), epoch: increment.to,
      title: "更新过程 \(increment.from) → \(increment.to)", synthetic: isSynthetic)
    let layer = try writer.createLayer(
      record, geometry: .multiPolygon,
      columns: [
        Column("BSM", .text), Column("YSDM", .text), Column("BGXW", .text), Column("BGMJ", .real),
        Column("XZQTZLX", .text), Column("GXSJ", .text),
      ] + columns("BGQ") + columns("BGH"))
    let width = String(increment.steps.count).count
    for (number, step) in increment.steps.enumerated() {
      let digits = String(number + 1)
      let before = step.before.map { increment.removed[$0] }
      let after = step.after.map { increment.added[$0] }
      func values(_ patch: SurveyPatch?) -> [Value] {
        shared.map { patch?.values[$0.1] ?? .null }
      }
      try layer.append(
        geometry: step.geometry,
        values: [
          .text("GC" + String(repeating: "0", count: width - digits.count) + digits),
          .text("2001010100"), .text(String(step.kind.rawValue)), .real(step.area.squareMetres),
          .text("0"), .text("\(increment.to)-12-31"),
        ] + values(before) + values(after))
    }
    try layer.finish()
  }

  /// - Throws: Diagnostic `increment.package` for a file that is none.
  static func read(
    _ path: String
  ) throws -> (increment: Increment, system: LandClassSystem?, reference: SpatialReference) {
    let workspace = try Workspace.open(path)
    defer { workspace.close() }
    guard let body = try workspace.document(.increment, key: "increment"),
      try workspace.layer(new) != nil, try workspace.layer(old) != nil,
      try workspace.layer(process) != nil, let reference = try workspace.crsDefinition()
    else {
      throw Diagnostic(
        code: "increment.package",
        Localized(zh: "不是增量包。", en: "This is no increment."),
        remedy: Localized(
          zh: "变更调查增量包由两个年度生成：页面“导入”的“变更包”，或 zhitu increment make。",
          en: "A package of changes is made of two epochs: on the page of imports, or with zhitu "
            + "increment make."), file: path)
    }
    let meta = try JSONDecoder().decode(Meta.self, from: Data(body))
    let columns = try workspace.columns(of: new)
    var increment = Increment(
      from: meta.from, to: meta.to, columns: columns,
      removed: try patches(workspace, old, columns), added: try patches(workspace, new, columns),
      steps: [],
      stamps: Dictionary(
        meta.stamps.map { ($0.field, $0.value) }, uniquingKeysWith: { first, _ in first }))
    increment.steps = try steps(workspace, increment)
    return (increment, meta.classSystem.flatMap(LandClassSystem.init(named:)), reference)
  }

  private static func patches(
    _ workspace: Workspace, _ layer: String, _ columns: [Column]
  ) throws -> [SurveyPatch] {
    var patches: [SurveyPatch] = []
    let field = FieldFinder(columns)
    try workspace.forEachFeature(in: layer, columns: columns.map(\.name)) { feature in
      patches.append(
        SurveyPatch(feature, id: field["BSM"], area: field["TBMJ"], stated: nil))
    }
    return patches
  }

  private static func steps(
    _ workspace: Workspace, _ increment: Increment
  ) throws -> [Increment.Step] {
    func positions(_ patches: [SurveyPatch]) -> [String: Int] {
      Dictionary(
        patches.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    let (before, after) = (positions(increment.removed), positions(increment.added))
    var steps: [Increment.Step] = []
    try workspace.forEachFeature(
      in: process, columns: ["BGXW", "BGMJ", "BGQTBBSM", "BGHTBBSM"]
    ) { feature in
      let values = feature.values
      steps.append(
        Increment.Step(
          before: values[2].string.flatMap { before[$0] },
          after: values[3].string.flatMap { after[$0] },
          kind: values[0].string.flatMap { Int($0) }.flatMap(ChangeKind.init) ?? .geometry,
          area: values[1].number.flatMap { Area(roundingSquareMetres: $0) } ?? .zero,
          geometry: feature.geometry ?? MultiPolygon([])))
    }
    return steps
  }
}

extension IncrementPackage.Meta.Stamp {
  fileprivate init(_ field: String, _ value: Value) {
    self.field = field
    switch value {
    case .null: break
    case .text(let text): self.text = text
    case .integer(let integer): self.integer = integer
    case .real(let real): self.real = real
    }
  }

  fileprivate var value: Value {
    text.map { .text($0) } ?? integer.map { .integer($0) } ?? real.map { .real($0) } ?? .null
  }
}

extension SurveyPatch {
  /// - Parameters:
  ///   - id: the position of BSM, like the others.
  ///   - area: of TBMJ in m².
  ///   - stated: of the program's own area in 0.01 m².
  init(_ feature: Feature, id: Int?, area: Int?, stated: Int?) {
    let own = stated.flatMap { feature.values[$0].int64 }.map { Area(hundredths: $0) }
    self.init(
      id: id.flatMap { feature.values[$0].string } ?? String(feature.fid),
      geometry: feature.geometry ?? MultiPolygon([]), values: feature.values,
      area: area.flatMap { feature.values[$0].number }
        .flatMap { Area(roundingSquareMetres: $0) } ?? own ?? .zero)
  }
}
