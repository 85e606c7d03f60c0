import Flow
import Groundwork
import Planning
import Records
import Storage

extension Workbench {
  var records: RecordReader { RecordReader(workspace, job: job) }

  /// Lays a plan over a base epoch.
  public func lay(plan name: String, base epoch: String, area kind: AreaKind) throws -> LaidPlan {
    let base = try survey(epoch)
    let plan = try consolidationPlan(name, area: kind)
    let state = try PlannedState.lay(
      plan, over: records.side(base, named: epoch, area: kind), density: meter().density(kind),
      job: job)
    return LaidPlan(base: base, plan: plan, state: state)
  }

  /// The measures of a plan.
  public func consolidationPlan(_ name: String, area kind: AreaKind) throws -> ConsolidationPlan {
    try records.consolidationPlan(plan(name), named: name, area: kind, meter: meter())
  }

  /// Stores the planned state, with the fields of the base epoch, and its flow ledger.
  public func keep(_ laid: LaidPlan) throws {
    let layers = try workspace.layers()
    var made = LayerRecord(
      name: "", role: .planned, epoch: laid.base.epoch, plan: laid.plan.name,
      title: "规划地类 \(laid.plan.name)", classSystem: laid.base.classSystem,
      classVersion: laid.base.classVersion, synthetic: isSynthetic(layers))
    made.name = Workbench.layerName(LayerName.planned(laid.plan.name), for: made, in: layers)
    let record = made
    try workspace.write { writer in
      try records.write(laid, as: record, to: writer)
      try present(record, in: writer)
      try keep(laid.state.ledger, in: writer)
    }
  }
}
