import Flow
import Foundation
import Geometry
import Groundwork
import Planning
import Records
import Storage

extension Workbench {
  /// The flow ledger of two epochs, or of an epoch and a plan on it.
  ///
  /// - Parameters:
  ///   - to: an epoch, else a plan.
  ///   - memory: the bytes that the process may take, for two epochs; `nil` for all in memory. The
  ///     ledger is the same.
  /// - Throws: `Diagnostic`, such as `flow.memory` before anything is read if the limit is too low.
  public func flow(
    from: String, to: String, area kind: AreaKind, memory: Int? = nil
  ) throws -> FlowLedger {
    let before = try survey(from)
    let meter = try meter()
    let after = try workspace.layer(role: .survey, epoch: to)
    if let memory {
      return try flow(before, after ?? plannedSurvey(to), kind, meter, memory)
    }
    if after == nil, try workspace.layer(role: .plan, plan: to) != nil {
      return try lay(plan: to, base: from, area: kind).state.ledger
    }
    let ledger = try FlowLedger.make(
      before: records.side(before, named: from, area: kind),
      after: records.side(after ?? survey(to), named: to, area: kind),
      density: meter.density(kind), job: job)
    return ledger
  }

  /// The flow of two epochs within a limit of memory.
  private func flow(
    _ before: LayerRecord, _ after: LayerRecord, _ kind: AreaKind, _ meter: AreaMeter,
    _ memory: Int
  ) throws -> FlowLedger {
    try TiledFlow.check(memory, features: before.featureCount + after.featureCount)
    return try SpillFile.explaining("flow.spill") {
      func read(_ record: LayerRecord) throws -> TiledFlow.Side {
        let spill = try PolygonSpill()
        let side = try records.side(
          record, named: record.epoch ?? record.name, area: kind, spill: spill)
        return TiledFlow.Side(side, polygons: spill)
      }
      return try TiledFlow.ledger(
        before: read(before), after: read(after), density: meter.density(kind), memory: memory,
        job: job)
    }
  }

  /// The survey of an epoch; a plan, which needs to be in memory, is refused.
  private func plannedSurvey(_ name: String) throws -> LayerRecord {
    guard try workspace.layer(role: .plan, plan: name) == nil else {
      throw Diagnostic(
        code: "flow.memory-plan",
        Localized(
          zh: "方案“\(name)”的流向须在内存中计算。", en: "The flow of plan ‘\(name)’ is computed in memory."),
        remedy: Localized(zh: "不用 --memory 运行。", en: "Run it without --memory."),
        file: workspace.path)
    }
    return try survey(name)
  }

  /// Stores a ledger in the workspace: the table `flow_<from>__<to>` and a document of kind `flow`.
  ///
  /// - Parameter withGeometry: stores the geometry of every row too, which takes one intersection
  ///   for each row.
  public func keep(
    _ ledger: FlowLedger, in writer: WorkspaceWriter, withGeometry: Bool = false
  ) throws {
    let (from, to) = (ledger.before.name, ledger.after.name)
    let layers = try writer.reader.layers()
    var record = LayerRecord(
      name: "", role: .flow, epoch: from, plan: to, title: "地类流向 \(from) → \(to)",
      synthetic: isSynthetic(layers))
    record.name = Workbench.layerName(LayerName.flow(from: from, to: to), for: record, in: layers)
    let table = try writer.createLayer(
      record, geometry: withGeometry ? .multiPolygon : .none,
      columns: FlowRecord.columns)
    let geos = GEOS()
    if withGeometry {
      job.progress.begin(
        Localized(zh: "求取图块几何", en: "ground of the pieces"), total: ledger.rows.count)
    }
    for (number, row) in ledger.rows.enumerated() {
      var geometry: MultiPolygon?
      if withGeometry {
        geometry = try ledger.geometry(ofRow: number, geos: geos)
        if number % 256 == 0 {
          try job.cancellation.check()
          job.progress.advance(to: number)
        }
      }
      try table.append(geometry: geometry, values: FlowRecord(row, of: ledger).values)
    }
    if withGeometry { job.progress.end() }
    try table.finish()
    try present(record, in: writer)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try writer.putDocument(
      .flow, key: LayerName.flowKey(from: from, to: to),
      body: Array(encoder.encode(FlowSummary(ledger, by: .class))))
  }

  /// Whether the workspace has synthetic data, which every picture and table of it must state.
  public func isSynthetic() throws -> Bool { try isSynthetic(workspace.layers()) }

  /// Whether any layer is synthetic.
  func isSynthetic(_ layers: [LayerRecord]) -> Bool { layers.contains { $0.synthetic } }
}
