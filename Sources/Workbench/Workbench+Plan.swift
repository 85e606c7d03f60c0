import Classes
import Flow
import Geometry
import Groundwork
import Planning
import Storage

/// A plan laid over its base epoch.
public struct LaidPlan: Sendable {
  public var base: LayerRecord
  public var plan: ConsolidationPlan
  public var state: PlannedState
}

extension Workbench {
  /// Lays a plan over a base epoch.
  public func lay(plan name: String, base epoch: String, area kind: AreaKind) throws -> LaidPlan {
    let base = try survey(epoch)
    let plan = try consolidationPlan(name, area: kind)
    let state = try PlannedState.lay(
      plan, over: side(base, named: epoch, area: kind), density: meter().density(kind), job: job)
    return LaidPlan(base: base, plan: plan, state: state)
  }

  /// Reads the measures of a plan.
  public func consolidationPlan(_ name: String, area kind: AreaKind) throws -> ConsolidationPlan {
    let record = try plan(name)
    let meter = try meter()
    let field = FieldFinder(try workspace.columns(of: record.name))
    var stated: ConsolidationPlan.Stated = []
    if field["YNTZ"] != nil { stated.insert(.pbfChange) }
    if field["KFBJTZ"] != nil { stated.insert(.udbChange) }
    if field["PFWH"] != nil { stated.insert(.approval) }
    if field["LXBZ"] != nil { stated.insert(.scattered) }
    if field["KCXS"] != nil { stated.insert(.ridgeShare) }
    if field["JCPHBH"] != nil { stated.insert(.balanceRecord) }
    let system = record.classSystem.flatMap(LandClassSystem.init(named:))
    var labels = ClassLabels(system: system)
    var side = FlowSide(name: name)
    var measures: [Measure] = []
    var rings = RingBuffer()
    try workspace.forEachFeature(in: record.name) { feature in
      guard let geometry = feature.geometry else { return }
      func text(_ column: String) -> String {
        field[column].flatMap { feature.values[$0].string } ?? ""
      }
      let id = text("zt_id")
      let areaColumn = field["zt_area"].flatMap { feature.values[$0].int64 }
      let area =
        kind == .official && areaColumn != nil
        ? Area(hundredths: areaColumn ?? 0) : try meter.area(geometry, kind)
      rings.clear()
      rings.append(geometry)
      side.append(
        fid: feature.fid, id: id,
        class: labels.index(source: text("zt_class"), code: text("zt_class")), area: area,
        rings: rings)
      measures.append(
        Measure(
          id: id, element: text("zt_element"), project: text("zt_project"),
          projectName: text("zt_project_name"), group: text("zt_group"),
          implementer: text("zt_implementer"),
          stage: field["zt_stage"].flatMap { feature.values[$0].int64 }.flatMap {
            Int(exactly: $0)
          },
          cost: field["zt_cost"].flatMap { feature.values[$0].int64 }.map(Money.init(fen:)),
          ridgeShare: try ridgeShare(
            system.flatMap { LandClass(known: text("zt_class"), in: $0) },
            field["KCXS"].map { feature.values[$0] }, id),
          slopeClass: field["PDJB"].flatMap { feature.values[$0].int64 }
            .flatMap { (1...5).contains($0) ? Int($0) : nil },
          pbfChange: try lineChange(text("YNTZ"), field: "YNTZ", record, id),
          udbChange: try lineChange(text("KFBJTZ"), field: "KFBJTZ", record, id),
          approval: text("PFWH"), isScattered: text("LXBZ") == "1",
          grade: field["GDDB"].flatMap { feature.values[$0].int64 }
            .flatMap { (1...15).contains($0) ? Int($0) : nil },
          balanceRecord: text("JCPHBH")))
    }
    side.classes = labels.classes
    return ConsolidationPlan(name: name, measures: measures, stated: stated, side: side)
  }

  /// The ridge share of the farmland to come: what is stated, 0 where the field is there and empty
  /// or the target is not farmland.
  private func ridgeShare(_ target: LandClass?, _ value: Value?, _ id: String) throws -> Double? {
    guard target?.isFarmland ?? false else { return 0 }
    guard let value else { return nil }
    if value.isNull || value.string == "" { return 0 }
    guard let share = value.number, share >= 0, share < 1 else {
      throw Diagnostic(
        code: "plan.ridge-share",
        Localized(
          zh: "田坎系数“\(value.string ?? "")”不在 0 到 1 之间。",
          en: "The ridge coefficient ‘\(value.string ?? "")’ is not between 0 and 1."),
        remedy: Localized(zh: "改正后重新导入方案。", en: "Correct it and import the plan again."),
        feature: id, field: "KCXS")
    }
    return share
  }

  private func lineChange(
    _ text: String, field: String, _ record: LayerRecord, _ id: String
  ) throws -> Measure.LineChange? {
    if text.isEmpty { return nil }
    if let change = Measure.LineChange(rawValue: text.uppercased()) { return change }
    throw Diagnostic(
      code: "plan.line-change",
      Localized(zh: "“\(text)”不是 DC（调出）或 DR（调入）。", en: "‘\(text)’ is neither DC nor DR."),
      remedy: Localized(zh: "改正后重新导入方案。", en: "Correct it and import the plan again."),
      layer: record.name, feature: id, field: field)
  }

  /// Keeps the planned state: the layer `planned_<plan>`, with the fields of the base epoch, and its
  /// flow ledger.
  public func keep(_ laid: LaidPlan) throws {
    let layers = try workspace.layers()
    var made = LayerRecord(
      name: "", role: .planned, epoch: laid.base.epoch, plan: laid.plan.name,
      title: "规划地类 \(laid.plan.name)", classSystem: laid.base.classSystem,
      classVersion: laid.base.classVersion, synthetic: isSynthetic(layers))
    made.name = Workbench.layerName("planned_\(laid.plan.name)", for: made, in: layers)
    let record = made
    let fields = PlannedFields(try workspace.columns(of: laid.base.name))
    try workspace.write { writer in
      let layer = try writer.createLayer(
        record, geometry: .multiPolygon,
        columns: [
          Column("zt_id", .text), Column("zt_class", .text), Column("zt_class_name", .text),
          Column("zt_level1", .text), Column("zt_category", .text),
          Column("zt_source_class", .text), Column("zt_area", .integer),
          Column("zt_area_planar", .integer), Column("zt_measure", .text),
        ] + fields.columns)
      try writePatches(laid, fields, to: layer)
      try layer.finish()
      try present(record, in: writer)
      try keep(laid.state.ledger, in: writer)
    }
  }
}

/// Finds columns by name, whatever their case.
struct FieldFinder {
  private let positions: [String: Int]

  init(_ columns: [Column]) {
    var positions: [String: Int] = [:]
    for (index, column) in columns.enumerated() where positions[column.name.uppercased()] == nil {
      positions[column.name.uppercased()] = index
    }
    self.positions = positions
  }

  subscript(name: String) -> Int? { positions[name.uppercased()] }
}
