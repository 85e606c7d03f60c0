import Flow
import Geometry
import Groundwork
import Planning
import Storage
import Survey

extension RecordReader {
  /// Writes the layer of a planned state, with the fields of the base epoch: its patches in their
  /// order, then the measures.
  public func write(
    _ laid: LaidPlan, as record: LayerRecord, to writer: WorkspaceWriter
  ) throws {
    let fields = PlannedFields(try workspace.columns(of: laid.base.name))
    let layer = try writer.createLayer(
      record, geometry: .multiPolygon,
      columns: (ImportRole.survey.fields + [.measure]).map(\.column) + fields.columns)
    try writePatches(laid, fields, to: layer)
    try layer.finish()
  }

  private func writePatches(
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

  /// The values of the plan's layer in the fields of the base epoch, by the number of the measure.
  public func planValues(_ laid: LaidPlan, _ fields: PlannedFields) throws -> [Int64: [Value]] {
    guard let record = try workspace.layer(role: .plan, plan: laid.plan.name) else { return [:] }
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
