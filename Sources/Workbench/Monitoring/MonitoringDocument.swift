import Flow
import Foundation
import Geometry
import Groundwork
import Monitoring
import Planning
import Records

/// A plan monitored, as JSON (`zhitu.monitoring/1`).
public struct MonitoringDocument: Encodable, Sendable {
  public struct State: Encodable, Sendable {
    public var id: GroundState
    public var title: Localized
    public var colour: String
    public var area: Area
  }

  public struct Group: Encodable, Sendable {
    public var key: String
    public var title: String
    public var total: Area
    /// The part that the plan changes.
    public var changing: Area
    /// By the id of the state; states without ground are left out.
    public var areas: [String: Area]
  }

  public struct Measure: Encodable, Sendable {
    public var id: String
    public var project: String
    public var stage: Int?
    public var total: Area
    public var areas: [String: Area]
  }

  public struct ClassArea: Encodable, Sendable {
    public var code: String
    public var name: Localized
    public var area: Area
  }

  public struct Alarm: Encodable, Sendable {
    public var rule: String
    public var title: Localized
    public var level: AlarmLevel
    public var area: Area
    public var source: Localized
  }

  public struct Incident: Encodable, Sendable {
    /// From 1, in the order of the report.
    public var number: Int
    public var patch: String
    public var state: GroundState
    public var level: AlarmLevel?
    public var area: Area
    public var before: [ClassArea]
    public var after: ClassArea
    public var measures: [String]
    public var isBeyondMeasure: Bool
    public var village: String
    /// Degrees.
    public var point: [Double]?
    public var alarms: [Alarm]
    /// How sure the observation is of the patch, in per cent.
    public var confidence: Int?
    /// Alarms that are not raised because it is not sure enough.
    public var doubted: [Alarm]
    /// The problem of its ground.
    public var problem: String?
  }

  public struct Balance: Encodable, Sendable {
    public var rule: String
    public var title: Localized
    public var level: AlarmLevel
    public var base: Area
    public var observed: Area
    public var unobserved: Area
    public var answer: MonitoringReport.Balance.Answer
    public var source: Localized
    /// The problem that was opened for it.
    public var problem: String?
  }

  public var schema = "zhitu.monitoring/1"
  public var engine = Program.engine
  public var synthetic: Bool
  public var plan: String
  public var base: String
  public var observed: String
  public var rules: String
  public var areaKind: AreaKind
  /// Whether the whole of the base epoch was observed.
  public var isComplete: Bool
  public var total: Area
  public var states: [State]
  public var stages: [Group]
  public var projects: [Group]
  public var villages: [Group]
  public var measures: [Measure]
  public var incidents: [Incident]
  public var strips: Area
  /// Observed ground outside the base epoch.
  public var beyond: Area
  public var balances: [Balance]
  public var missingControls: [String]
  public var ground: GroundCollection?

  /// - Parameter problems: of each incident; see ``Workbench/problems(of:plan:)``.
  init(
    _ monitored: MonitoredPlan, problems: [String?], _ places: AlarmPlaces,
    ground: GroundCollection? = nil
  ) throws {
    let report = monitored.report
    synthetic = monitored.isSynthetic
    plan = monitored.request.plan
    base = monitored.request.base
    observed = monitored.request.observed
    rules = monitored.request.rules.name
    areaKind = monitored.request.area
    isComplete = report.isComplete
    total = report.total.total
    states = GroundState.allCases.map {
      State(id: $0, title: $0.title, colour: $0.colour, area: report.total[$0])
    }
    stages = report.stages.map(Group.init)
    projects = report.projects.map(Group.init)
    villages = report.villages.map(Group.init)
    measures = zip(monitored.laid.plan.measures, report.measures).map { measure, areas in
      Measure(
        id: measure.id, project: measure.project, stage: measure.stage, total: areas.total,
        areas: areas.byState)
    }
    let seen = report.ground.observed
    incidents = try report.incidents.enumerated().map { index, incident in
      Incident(
        number: index + 1, patch: seen.ids[Int(incident.patch)], state: incident.state,
        level: incident.level, area: incident.area,
        before: incident.before.map { ClassArea($0.land, $0.area) },
        after: ClassArea(incident.after, incident.area),
        measures: incident.measures.map { monitored.laid.plan.measures[Int($0)].id },
        isBeyondMeasure: incident.isBeyondMeasure,
        village: monitored.village(of: incident)?.name ?? "",
        point: try places.point(in: incident.geometry).map { [$0.x, $0.y] },
        alarms: incident.alarms.map(Alarm.init), confidence: incident.confidence,
        doubted: incident.doubted.map(Alarm.init), problem: problems[index])
    }
    strips = report.strips
    beyond = report.ground.beyond
    balances = report.balances.map(Balance.init)
    missingControls = report.missingControls
    self.ground = ground
  }

  /// Names in snake case, keys sorted, so that equal reports give equal bytes.
  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }
}

extension MonitoringDocument.Alarm {
  fileprivate init(_ alarm: Incident.Alarm) {
    rule = alarm.rule.id
    title = alarm.rule.title
    level = alarm.rule.level
    area = alarm.area
    source = alarm.rule.source
  }
}

extension MonitoringDocument.Balance {
  init(_ balance: MonitoringReport.Balance) {
    rule = balance.rule.id
    title = balance.rule.title
    level = balance.rule.level
    base = balance.base
    observed = balance.observed
    unobserved = balance.unobserved
    answer = balance.answer
    source = balance.rule.source
  }
}

extension MonitoringDocument.ClassArea {
  init(_ land: FlowClass, _ area: Area) {
    let label = land.standard ?? land.source
    self.init(code: label.key, name: label.name, area: area)
  }
}

extension MonitoringDocument.Group {
  fileprivate init(_ group: MonitoringReport.Group) {
    key = group.key
    title = group.title
    total = group.areas.total
    changing = group.areas.changing
    areas = group.areas.byState
  }
}

extension StateAreas {
  /// By the id of the state, without those that have no ground.
  var byState: [String: Area] {
    var areas: [String: Area] = [:]
    for state in GroundState.allCases where self[state] != .zero {
      areas[state.rawValue] = self[state]
    }
    return areas
  }
}
