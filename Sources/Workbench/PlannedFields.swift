import Flow
import Geometry
import Groundwork
import Planning
import Storage

/// The survey's own fields (DLTB 字段) of the planned layer.
///
/// A patch that no measure touches keeps all of them. Of a remainder, and of a measure, the fields
/// that follow from ground and class are worked out anew (TD/T 1057: KCMJ = TBMJ × KCXS, TBDLMJ =
/// TBMJ − KCMJ), so that no old area or class stands beside a new one.
struct PlannedFields {
  /// The fields, without those that the program makes (`zt_…`).
  let columns: [Column]
  private let field: FieldFinder

  init(_ columns: [Column]) {
    self.columns = columns.filter { !$0.name.lowercased().hasPrefix("zt_") }
    field = FieldFinder(self.columns)
  }

  /// The values of what measures leave of a base patch.
  func remainder(_ values: [Value], area: Area) -> [Value] {
    var values = values
    setAreas(&values, area, ridgeShare: number("KCXS", values) ?? 0)
    return values
  }

  /// The values of a measure's ground.
  ///
  /// - Parameters:
  ///   - own: the plan's fields of the same names; null where the plan has none.
  ///   - ridgeShare: the share of field ridges (田坎系数); `nil` if it is not known.
  func measure(
    _ own: [Value], area: Area, class code: String, name: String, ridgeShare: Double?
  ) -> [Value] {
    var values = own
    set("DLBM", &values, .text(code))
    set("DLMC", &values, .text(name))
    if let ridgeShare { set("KCXS", &values, .real(ridgeShare)) }
    setAreas(&values, area, ridgeShare: ridgeShare)
    return values
  }

  private func setAreas(_ values: inout [Value], _ area: Area, ridgeShare: Double?) {
    set("TBMJ", &values, .real(area.squareMetres))
    let ridges = ridgeShare.flatMap { Area(roundingSquareMetres: area.squareMetres * $0) }
    set("KCMJ", &values, ridges.map { .real($0.squareMetres) } ?? .null)
    set("TBDLMJ", &values, ridges.map { .real((area - $0).squareMetres) } ?? .null)
  }

  private func number(_ name: String, _ values: [Value]) -> Double? {
    field[name].flatMap { values[$0].number }
  }

  /// Puts a value into a field in the type that the field has; nothing happens without the field.
  private func set(_ name: String, _ values: inout [Value], _ value: Value) {
    guard let at = field[name] else { return }
    switch columns[at].type {
    case .text: values[at] = value.string.map { .text($0) } ?? .null
    case .real: values[at] = value.number.map { .real($0) } ?? .null
    case .integer: values[at] = value.int64.map { .integer($0) } ?? .null
    }
  }
}

extension Workbench {
  /// Writes the planned patches, those of the base epoch in its order, then the measures.
  func writePatches(
    _ laid: LaidPlan, _ fields: PlannedFields, to layer: LayerAppender
  ) throws {
    let after = laid.state.ledger.after
    var ofBase = [Int32](repeating: -1, count: laid.state.ledger.before.count)
    var ofMeasure = [Int32](repeating: -1, count: laid.plan.measures.count)
    for (patch, origin) in laid.state.origins.enumerated() {
      switch origin {
      case .unchanged(let base), .remainder(let base): ofBase[Int(base)] = Int32(patch)
      case .measure(let measure): ofMeasure[Int(measure)] = Int32(patch)
      }
    }
    func write(_ patch: Int, _ values: [Value]) throws {
      guard after.areas[patch].hundredths > 0 else { return }
      let geometry = after.polygons.multiPolygon(of: patch)
      guard !geometry.isEmpty else { return }
      let item = after.classes[Int(after.classOf[patch])]
      let label = item.standard ?? item.source
      let planar = Area(roundingSquareMetres: geometry.planarSquareMetres) ?? .zero
      try layer.append(
        fid: after.fids[patch], geometry: geometry,
        values: [
          .text(after.ids[patch]), .text(label.key), .text(label.name.zh),
          item.level1.map { .text($0.key) } ?? .null,
          item.category.map { .text($0.key) } ?? .null, .text(item.source.key),
          .integer(after.areas[patch].hundredths), .integer(planar.hundredths),
          laid.state.measure(ofPatch: patch)
            .map { .text(laid.plan.measures[Int($0)].id) } ?? .null,
        ] + values)
    }
    var base = 0
    let names = fields.columns.map(\.name)
    try workspace.forEachRow(in: laid.base.name, columns: names) { values in
      if base % 256 == 0 { try job.cancellation.check() }
      defer { base += 1 }
      guard base < ofBase.count, ofBase[base] >= 0 else { return }
      let patch = Int(ofBase[base])
      let isWhole = if case .unchanged = laid.state.origins[patch] { true } else { false }
      try write(
        patch, isWhole ? values : fields.remainder(values, area: after.areas[patch]))
    }
    let own = try planValues(laid, fields)
    for (measure, patch) in ofMeasure.enumerated() where patch >= 0 {
      let patch = Int(patch)
      let item = after.classes[Int(after.classOf[patch])]
      let label = item.standard ?? item.source
      try write(
        patch,
        fields.measure(
          own[laid.plan.side.fids[measure]] ?? fields.columns.map { _ in .null },
          area: after.areas[patch], class: label.key, name: label.name.zh,
          ridgeShare: laid.plan.measures[measure].ridgeShare))
    }
  }

  /// What the plan's layer says in the fields of the base epoch, by the number of the measure.
  private func planValues(_ laid: LaidPlan, _ fields: PlannedFields) throws -> [Int64: [Value]] {
    let record = try plan(laid.plan.name)
    let columns = try workspace.columns(of: record.name)
    let finder = FieldFinder(columns)
    var values: [Int64: [Value]] = [:]
    try workspace.forEachRawFeature(in: record.name, columns: columns.map(\.name)) {
      fid, _, own in
      values[fid] = fields.columns.map { column in
        guard let at = finder[column.name], columns[at].type == column.type else { return .null }
        return own[at]
      }
    }
    return values
  }
}
