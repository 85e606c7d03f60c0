import Flow
import Geometry
import Groundwork
import Monitoring
import Planning
import Records
import Storage
import Survey

/// A plan monitored: the report, with what is needed to name things.
public struct MonitoredPlan: Sendable {
  public var request: MonitoringRequest
  public var laid: LaidPlan
  public var report: MonitoringReport
  /// Of each base patch: an index into ``villages``.
  public var villageOf: [Int?]
  public var villages: [VillageFacts]
  public var isSynthetic: Bool

  /// The village of most of an incident's ground.
  public func village(of incident: Incident) -> VillageFacts? {
    var areas: [Int: Area] = [:]
    for row in incident.rows.map({ report.ground.rows[$0] }) {
      if let village = villageOf[Int(row.base)] { areas[village, default: .zero] += row.area }
    }
    return areas.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { villages[$0.key] }
  }
}

extension Workbench {
  /// Holds an observation against a plan and its base epoch (地类流向监测). Nothing is written.
  ///
  /// - Throws: Diagnostics `monitor.*`, and those of laying the plan.
  public func monitor(_ request: MonitoringRequest) throws -> MonitoredPlan {
    let laid = try lay(plan: request.plan, base: request.base, area: request.area)
    return try monitor(request, laid, records.ground(base: laid.base))
  }

  /// - Parameter laid: the plan of the request, laid.
  func monitor(
    _ request: MonitoringRequest, _ laid: LaidPlan, _ facts: PlanGround
  ) throws -> MonitoredPlan {
    let record = try survey(request.observed)
    let observed = try records.side(record, named: request.observed, area: request.area)
    let confidence = try request.rules.confidence.map {
      try records.confidence(of: record, fields: $0.fields)
    }
    let ground = try ObservedGround.make(
      observed, over: laid.state, density: meter().density(request.area),
      routes: request.rules.routes, job: job)
    let villages = facts.villages
    let villageOf = facts.base.map(\.village)
    let report = try MonitoringReport(
      ground, of: laid.plan, rules: request.rules,
      controls: controls(request.rules, facts),
      village: { patch in
        villageOf[Int(patch)].map { (villages[$0].code, villages[$0].name) }
      }, confidence: { confidence?[observed.fids[Int($0)]] }, job: job)
    return MonitoredPlan(
      request: request, laid: laid, report: report, villageOf: villageOf, villages: villages,
      isSynthetic: try isSynthetic())
  }

  /// The control layers that rules ask for, of those that the workspace has.
  ///
  /// - Throws: Diagnostic `monitor.role` for a role that no layer can have.
  private func controls(_ rules: MonitoringRules, _ facts: PlanGround) throws -> [ControlLayer] {
    try rules.controlRoles.compactMap { role in
      let layer: CuttingLayer?
      switch role {
      case LayerRole.pbf.rawValue: layer = facts.pbf
      case LayerRole.erl.rawValue: layer = facts.erl
      case LayerRole.udb.rawValue: layer = facts.udb
      case LayerRole.protected.rawValue: layer = facts.protectedVillages
      default:
        guard let theme = ThemeLayer(rawValue: role) else {
          let known = ["pbf", "erl", "udb", "protected"] + ThemeLayer.allCases.map(\.rawValue)
          throw Diagnostic(
            code: "monitor.role",
            Localized(
              zh: "告警规则所指的图层“\(role)”不存在。", en: "No layer can be ‘\(role)’, which a rule names."),
            remedy: Localized(
              zh: "可用：\(known.joined(separator: "、"))。",
              en: "There are: \(known.joined(separator: ", "))."))
        }
        layer = facts.themes[theme]
      }
      return layer.map { ControlLayer(role: role, polygons: $0.polygons) }
    }
  }
}
