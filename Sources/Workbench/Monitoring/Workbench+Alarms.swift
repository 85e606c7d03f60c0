import Access
import EventLog
import Flow
import Foundation
import Geodesy
import Geometry
import Governance
import Groundwork
import Monitoring
import Planning
import Records
import Storage

/// What became of the alarms of a monitoring.
public struct AlarmOutcome: Encodable, Sendable {
  /// The numbers of problems that were opened.
  public var opened: [String] = []
  /// Problems whose ground still deviates.
  public var persisting: [String] = []
  /// Problems whose ground no longer deviates; each got a note.
  public var restored: [String] = []
  /// Problems whose ground this observation does not cover; each got a note.
  public var unobserved: [String] = []
}

extension Workbench {
  /// Opens a problem (问题) for every incident with an alarm whose ground has none yet, and notes on the
  /// others what the observation shows (告警立案与闭环). All or nothing.
  ///
  /// - Throws: Diagnostics `access.refused`, `problem.*`, `access.area-code`.
  public func openAlarms(
    _ monitored: MonitoredPlan, by context: DeedContext, _ authority: Authority
  ) throws -> AlarmOutcome {
    let places = try AlarmPlaces(crs())
    let alarming = monitored.report.incidents.filter { !$0.alarms.isEmpty }
    let (plan, epoch) = (monitored.request.plan, monitored.request.observed)
    return try workspace.write { writer in
      let events = writer.events
      var outcome = AlarmOutcome()
      var register = try AlarmRegister.read(plan, writer.reader)
      let known = try register.matches(alarming.map(\.geometry))
      let covered = try register.covered(by: monitored.report.ground.observed.polygons)
      let deviating = try register.deviating(in: alarming.map(\.geometry))
      try begin(events, context.time)
      func note(_ entry: Int, _ text: String) throws {
        _ = try perform(
          .note(text: text), on: register.entries[entry].problem, expected: nil, by: context,
          authority, events)
      }
      for index in register.entries.indices {
        let entry = register.entries[index]
        // An incident that outgrew the ground of a problem opens one of its own; the old one persists.
        if known.contains(index) || deviating[index] > 0.01 {
          outcome.persisting.append(entry.problem)
          register.entries[index].status = .open
          guard entry.last != epoch else { continue }
          register.entries[index].last = epoch
          try note(index, "观测 \(epoch)：该地块仍与方案不符。")
        } else if covered[index] < 0.99 {
          outcome.unobserved.append(entry.problem)
          guard entry.status != .unobserved else { continue }
          register.entries[index].status = .unobserved
          try note(index, "观测 \(epoch) 未覆盖该地块，现状未复核。")
        } else {
          outcome.restored.append(entry.problem)
          guard entry.status != .restored else { continue }
          register.entries[index].status = .restored
          try note(index, "观测 \(epoch)：该地块已不再触发告警，可据此复核。")
        }
      }
      for (incident, match) in zip(alarming, known) where match == nil {
        let board = try events.current(ProblemBoard.self)
        let number = ProblemNumber.next(at: context.time, after: board)
        _ = try perform(
          .find(finding(incident, monitored, places)), on: number, expected: 0, by: context,
          authority, events)
        register.entries.append(
          AlarmRegister.Entry(
            problem: number, wkb: Data(WKB.encode(incident.geometry)), first: epoch, last: epoch,
            status: .open))
        outcome.opened.append(number)
      }
      try register.write(plan, writer)
      return outcome
    }
  }

  /// The number of the problem of each incident; `nil` where its ground has none.
  public func problems(of incidents: [Incident], plan: String) throws -> [String?] {
    let register = try workspace.read { try AlarmRegister.read(plan, $0) }
    return try register.matches(incidents.map(\.geometry)).map { match in
      match.map { register.entries[$0].problem }
    }
  }

  private func finding(
    _ incident: Incident, _ monitored: MonitoredPlan, _ places: AlarmPlaces
  ) throws -> Problem.Finding {
    let village = monitored.village(of: incident)
    let patch = monitored.report.ground.observed.ids[Int(incident.patch)]
    let titles = incident.alarms.map(\.rule.title.zh)
    let classes = incident.before.map { ($0.land.standard ?? $0.land.source).name.zh }
    let after = (incident.after.standard ?? incident.after.source).name.zh
    let alarms = incident.alarms.map { alarm in
      "\(alarm.rule.id) \(alarm.rule.title.zh)，\(alarm.area.decimal) 平方米（\(alarm.rule.source.zh)）"
    }
    let measure = incident.measures.first.map { monitored.laid.plan.measures[Int($0)] }
    return Problem.Finding(
      title: "\(titles.first ?? incident.state.title.zh)：\(village?.name ?? "")图斑 \(patch)",
      description: """
        地类流向监测，方案 \(monitored.request.plan)，基期 \(monitored.request.base)，\
        观测 \(monitored.request.observed)。\(incident.state.title.zh)：\
        \(classes.joined(separator: "、")) → \(after)，\(incident.area.decimal) 平方米。
        \(alarms.joined(separator: "\n"))
        """,
      source: .satellite, level: incident.level.map(Problem.Level.init) ?? .minor,
      area: village.map(\.code).flatMap { $0.utf8.count == 12 ? $0 : nil } ?? "",
      place: try places.place(in: incident.geometry), project: measure?.project)
  }
}

extension Problem.Level {
  fileprivate init(_ level: AlarmLevel) {
    switch level {
    case .minor: self = .minor
    case .serious: self = .serious
    case .grave: self = .grave
    }
  }
}

/// Points of incidents in degrees.
struct AlarmPlaces {
  private let transformer: Transformer

  init(_ crs: CoordinateReferenceSystem) throws {
    transformer = try Transformer(from: crs, to: CoordinateReferenceSystem("EPSG:4326"))
  }

  func degrees(_ x: Double, _ y: Double) throws -> (x: Double, y: Double) {
    try transformer.transform(x: x, y: y)
  }

  /// A point within the ground; `nil` for empty ground.
  func point(in ground: MultiPolygon) throws -> (x: Double, y: Double)? {
    let geos = GEOS()
    let ground = try geos.isValid(ground) ? ground : geos.makeValid(ground)
    return try geos.pointOnSurface(ground).map { try degrees($0.metresX, $0.metresY) }
  }

  func place(in ground: MultiPolygon) throws -> Problem.Place? {
    try point(in: ground).map {
      Problem.Place(
        longitude: Int64(($0.x * 1e7).rounded()), latitude: Int64(($0.y * 1e7).rounded()))
    }
  }
}
