import Classes
import Flow
import Geometry
import Groundwork
import Planning
import Storage
import Survey

extension RecordReader {
  /// Reads the measures of a plan's layer.
  ///
  /// - Throws: `Diagnostic` `plan.ridge-share`, `plan.line-change`.
  public func consolidationPlan(
    _ record: LayerRecord, named name: String, area kind: AreaKind, meter: AreaMeter
  ) throws -> ConsolidationPlan {
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
      func own(_ name: OwnField) -> String {
        field[name].flatMap { feature.values[$0].string } ?? ""
      }
      let id = own(.id)
      let areaColumn = field[.area].flatMap { feature.values[$0].int64 }
      let area =
        kind == .official && areaColumn != nil
        ? Area(hundredths: areaColumn ?? 0) : try meter.area(geometry, kind)
      rings.clear()
      rings.append(geometry)
      side.append(
        fid: feature.fid, id: id,
        class: labels.index(source: own(.landClass), code: own(.landClass)), area: area,
        rings: rings)
      measures.append(
        Measure(
          id: id, element: own(.element), project: own(.project),
          projectName: own(.projectName), group: own(.group),
          implementer: own(.implementer),
          stage: field[.stage].flatMap { feature.values[$0].int64 }.flatMap {
            Int(exactly: $0)
          },
          cost: field[.cost].flatMap { feature.values[$0].int64 }.map(Money.init(fen:)),
          ridgeShare: try ridgeShare(
            system.flatMap { LandClass(known: own(.landClass), in: $0) },
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

  /// The ridge share of the planned farmland: the stated one; 0 where the field is empty or the
  /// target is not farmland.
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
}
