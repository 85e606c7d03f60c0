import Flow
import Foundation
import Groundwork
import Monitoring
import Records
import Storage

/// A plan held against every epoch after the base, as JSON (`zhitu.monitoring-series/1`): how far the works
/// are on their way, and whether farmland was below the base at any time (时序).
public struct MonitoringSeries: Encodable, Sendable {
  public struct Epoch: Encodable, Sendable {
    public var epoch: String
    /// Whether the whole of the base epoch was observed.
    public var isComplete: Bool
    /// By the id of the state; states without ground are left out.
    public var areas: [String: Area]
    public var incidents: Int
    public var alarms: Int
    /// What was not observed counts as nothing in ``MonitoringDocument/Balance/observed``.
    public var balances: [MonitoringDocument.Balance]
  }

  public var schema = "zhitu.monitoring-series/1"
  public var engine = Program.engine
  public var synthetic: Bool
  public var plan: String
  public var base: String
  public var rules: String
  public var total: Area
  /// The part that the plan changes.
  public var changing: Area
  /// In the order of time.
  public var epochs: [Epoch]

  /// Names in snake case, keys sorted, so that equal series give equal bytes.
  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }
}

extension Workbench {
  /// Holds every epoch after the base against a plan, which is laid once. Nothing is written.
  ///
  /// - Parameter request: its observed epoch does not matter.
  /// - Throws: as ``monitor(_:)``; Diagnostic `monitor.no-observation` without a later epoch.
  public func monitoringSeries(_ request: MonitoringRequest) throws -> MonitoringSeries {
    let later = try epochs(after: request.base)
    guard !later.isEmpty else {
      throw Diagnostic(
        code: "monitor.no-observation",
        Localized(
          zh: "基期 \(request.base) 之后没有观测年度。",
          en: "There is no epoch after the base epoch \(request.base)."),
        remedy: Localized(
          zh: "导入变更图斑、解译成果或新的调查（zhitu import … --epoch）。",
          en: "Import change patches, an interpretation or a new survey (zhitu import … --epoch)."),
        file: workspace.path)
    }
    let laid = try lay(plan: request.plan, base: request.base, area: request.area)
    let facts = try records.ground(base: laid.base)
    var series = MonitoringSeries(
      synthetic: try isSynthetic(), plan: request.plan, base: request.base,
      rules: request.rules.name, total: .zero, changing: .zero, epochs: [])
    for epoch in later {
      try job.cancellation.check()
      var asked = request
      asked.observed = epoch
      let report = try monitor(asked, laid, facts).report
      series.total = report.total.total
      // Ground that was not observed is to be changed all the same: the plan says so, not the epoch.
      series.changing = max(series.changing, report.total.changing)
      series.epochs.append(
        MonitoringSeries.Epoch(
          epoch: epoch, isComplete: report.isComplete, areas: report.total.byState,
          incidents: report.incidents.count,
          alarms: report.incidents.count { !$0.alarms.isEmpty },
          balances: report.balances.map(MonitoringDocument.Balance.init)))
    }
    return series
  }
}
