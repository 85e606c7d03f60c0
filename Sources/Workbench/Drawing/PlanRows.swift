import Classes
import Flow
import Geometry
import Governance
import Groundwork
import Records
import Storage
import Survey

/// The rows of a plan's layer after drawing: unknown fields stay with their measure, and with
/// measures that were split or copied from it.
struct PlanRows {
  private let columns: [Column]
  private let system: LandClassSystem?
  private let old: [Int64: [Value]]

  /// Reads the existing rows; none for a new plan.
  init(_ bench: Workbench, plan record: LayerRecord?) throws {
    system = record?.classSystem.flatMap(LandClassSystem.init(named:))
    guard let record else {
      columns = ImportRole.plan.fields.map(\.column)
      old = [:]
      return
    }
    columns = try bench.workspace.columns(of: record.name)
    var rows: [Int64: [Value]] = [:]
    try bench.workspace.forEachRawFeature(in: record.name, columns: columns.map(\.name)) {
      fid, _, values in
      rows[fid] = values
    }
    old = rows
  }

  /// The rows of a new plan with further fields.
  ///
  /// - Parameter values: of the further fields, by the number of the measure.
  init(further: [Column], values: [Int64: [Value]]) {
    let own = ImportRole.plan.fields.map(\.column)
    system = nil
    columns = own + further
    old = values.mapValues { Array(repeating: Value.null, count: own.count) + $0 }
  }

  /// Rewrites the layer.
  ///
  /// - Parameter touched: The numbers of the changed measures; the rows of the others are
  ///   unchanged.
  func write(
    _ measures: [(number: Int64, measure: DrawnMeasure)], touched: Set<Int64>,
    as record: LayerRecord, to writer: WorkspaceWriter, _ bench: Workbench
  ) throws {
    var record = record
    record.featureCount = measures.count
    let system = record.classSystem.flatMap(LandClassSystem.init(named:)) ?? system
    let layer = try writer.createLayer(record, geometry: .multiPolygon, columns: columns)
    let meter = measures.isEmpty ? nil : try bench.meter()
    for (number, measure) in measures.sorted(by: { $0.number < $1.number }) {
      let ground = measure.ground.geometry
      if !touched.contains(number), let row = old[number] {
        try layer.append(fid: number, geometry: ground, values: row)
        continue
      }
      let area = try meter?.area(ground, .official) ?? .zero
      try layer.append(
        fid: number, geometry: ground, values: values(number, measure, area, system))
    }
    try layer.finish()
  }

  private func values(
    _ number: Int64, _ measure: DrawnMeasure, _ area: Area, _ system: LandClassSystem?
  ) -> [Value] {
    var values =
      old[number] ?? measure.origin.flatMap { old[$0] } ?? columns.map { _ in Value.null }
    let finder = FieldFinder(columns)
    func put(_ place: Int?, _ value: Value) {
      guard let place else { return }
      switch columns[place].type {
      case .text: values[place] = value.string.map { .text($0) } ?? .null
      case .real: values[place] = value.number.map { .real($0) } ?? .null
      case .integer: values[place] = value.int64.map { .integer($0) } ?? .null
      }
    }
    func text(_ text: String) -> Value { text.isEmpty ? .null : .text(text) }
    let isNew = finder[.landClass].flatMap { values[$0].string } != measure.landClass
    let label = ClassLabels.flowClass(
      source: measure.landClass, code: measure.landClass, system: system)
    put(finder[.id], .text(measure.id))
    put(finder[.landClass], .text(measure.landClass))
    put(finder[.className], text((label.standard ?? label.source).name.zh))
    put(finder[.level1], label.level1.map { .text($0.key) } ?? .null)
    put(finder[.category], label.category.map { .text($0.key) } ?? .null)
    put(finder[.element], text(measure.element))
    put(finder[.project], text(measure.project))
    put(finder[.projectName], text(measure.projectName))
    put(finder[.stage], measure.stage.map { .integer(Int64($0)) } ?? .null)
    put(finder[.cost], measure.cost.map { .integer($0.fen) } ?? .null)
    put(finder[.area], .integer(area.hundredths))
    // The source's own fields get the same values, so that no old class or cost remains beside a
    // new one.
    put(finder["BSM"], .text(measure.id))
    put(finder["DLBM"], .text(measure.landClass))
    put(finder["DLMC"], text((label.standard ?? label.source).name.zh))
    put(finder["ZZYS"], text(measure.element))
    put(finder["XMDM"], text(measure.project))
    put(finder["XMMC"], text(measure.projectName))
    put(finder["JD"], measure.stage.map { .integer(Int64($0)) } ?? .null)
    put(finder["TZJE"], measure.cost.map { .real($0.yuan) } ?? .null)
    put(finder["TBMJ"], .real(area.squareMetres))
    if isNew, label.use != .farmland { put(finder["KCXS"], .null) }
    return values
  }
}
