import Access
import EventLog
import Flow
import Foundation
import Geometry
import Governance
import Groundwork
import Monitoring
import Planning
import Records

/// To whom problems are given when they are opened.
struct AlarmAssignment {
  var organisation: String
  /// The days in which they must be mended.
  var days: Int
}

/// The alarms of a monitoring on their way to become problems, within one transaction.
///
/// Ground and balances that have a problem get notes; the others get a problem. One that recovered, whose
/// problem was closed and that fails again gets a new problem.
struct AlarmOpening {
  let bench: Workbench
  let monitored: MonitoredPlan
  let places: AlarmPlaces
  let context: DeedContext
  let authority: Authority
  let events: any EventWriting
  /// `nil`: whoever files the problems decides.
  var assignment: AlarmAssignment?
  /// Incidents, by their index among those with an alarm, that open nothing.
  var outdated: Set<Int> = []
  var register: AlarmRegister
  var outcome = AlarmOutcome()

  private var epoch: String { monitored.request.observed }

  mutating func run() throws {
    try bench.begin(events, context.time)
    let board = try events.current(ProblemBoard.self)
    let incidents = monitored.report.alarming
    let known = try register.matches(incidents.map(\.geometry))
    var anew = try followGround(incidents, known, board)
    for (index, (incident, match)) in zip(incidents, known).enumerated()
    where !outdated.contains(index) {
      if let match, anew.remove(match) == nil { continue }
      let number = try open(finding(incident))
      if let match {
        register.entries[match].problem = number
        register.entries[match].last = epoch
        register.entries[match].seen = epoch
        register.entries[match].status = .open
      } else {
        register.entries.append(
          AlarmRegister.Entry(
            problem: number, wkb: Data(WKB.encode(incident.geometry)), first: epoch, last: epoch,
            status: .open, seen: epoch))
      }
    }
    for balance in monitored.report.balances { try follow(balance, board) }
  }

  /// Notes on the problems of ground what the observation shows.
  ///
  /// - Returns: The entries that need a new problem.
  private mutating func followGround(
    _ incidents: [Incident], _ known: [Int?], _ board: ProblemBoard.State
  ) throws -> Set<Int> {
    let covered = try register.covered(by: monitored.report.ground.observed.polygons)
    let deviating = try register.deviating(in: incidents.map(\.geometry))
    var anew: Set<Int> = []
    for index in register.entries.indices {
      let entry = register.entries[index]
      if entry.isDecided(after: epoch) {
        outcome.add(entry.problem, entry.status)
        continue
      }
      // An incident that outgrew the ground of a problem opens one of its own; the old one persists.
      let isKnown = known.contains(index)
      let deviates = isKnown || deviating[index] > 0.01
      if deviates, entry.status == .restored, isClosed(entry.problem, board) {
        if isKnown { anew.insert(index) }
        continue
      }
      let status: AlarmRegister.Status =
        deviates ? .open : covered[index] < 0.99 ? .unobserved : .restored
      let isNews = status == .open ? entry.last != epoch : entry.status != status
      register.entries[index].status = status
      if status == .open { register.entries[index].last = epoch }
      if isKnown || covered[index] >= 0.99 { register.entries[index].seen = epoch }
      if isNews {
        let text =
          switch status {
          case .open: "观测 \(epoch)：该地块仍与方案不符。"
          case .unobserved: "观测 \(epoch) 未覆盖该地块，现状未复核。"
          case .restored: "观测 \(epoch)：该地块已不再触发告警，可据此复核。"
          }
        try note(text, on: entry.problem)
      }
      outcome.add(entry.problem, status)
    }
    return anew
  }

  /// A total below that of the base epoch is a problem of the whole plan.
  private mutating func follow(
    _ balance: MonitoringReport.Balance, _ board: ProblemBoard.State
  ) throws {
    let index = register.balances?.firstIndex { $0.rule == balance.rule.id }
    let status: AlarmRegister.Status =
      switch balance.answer {
      case .below: .open
      case .holds: .restored
      case .undecidable: .unobserved
      }
    let known = index.flatMap { register.balances?[$0] }
    let isAnew =
      known.map { status == .open && $0.status == .restored && isClosed($0.problem, board) }
      ?? true
    if !isAnew, let index, var entry = known {
      guard !(EpochOrder(epoch) < EpochOrder(entry.last)) else {
        outcome.add(entry.problem, entry.status)
        return
      }
      let isNews = status == .open ? entry.last != epoch : entry.status != status
      entry.status = status
      entry.last = epoch
      register.balances?[index] = entry
      if isNews {
        let text =
          switch status {
          case .open: "观测 \(epoch)：总量仍低于基期，\(AlarmOpening.figures(balance))。"
          case .unobserved: "观测 \(epoch) 未全部覆盖，不能判定总量是否低于基期。"
          case .restored: "观测 \(epoch)：总量已不低于基期，\(AlarmOpening.figures(balance))，可据此复核。"
          }
        try note(text, on: entry.problem)
      }
      outcome.add(entry.problem, status)
      return
    }
    guard status == .open else { return }
    let number = try open(
      Problem.Finding(
        title: "\(balance.rule.title.zh)：观测 \(epoch) 低于基期",
        description: """
          地类流向监测，方案 \(monitored.request.plan)，基期 \(monitored.request.base)，观测 \(epoch)。\
          \(AlarmOpening.figures(balance))。
          \(balance.rule.id) \(balance.rule.title.zh)（\(balance.rule.source.zh)）
          """,
        source: .satellite, level: Problem.Level(balance.rule.level), area: wholeArea))
    let opened = AlarmRegister.Balance(
      rule: balance.rule.id, problem: number, last: epoch, status: .open)
    if let index {
      register.balances?[index] = opened
    } else {
      register.balances = (register.balances ?? []) + [opened]
    }
  }

  private static func figures(_ balance: MonitoringReport.Balance) -> String {
    "基期 \(balance.base.decimal) 平方米，观测 \(balance.observed.decimal) 平方米"
  }

  /// The smallest unit that holds all villages.
  private var wholeArea: String {
    AreaCode.common(to: monitored.villages.map(\.code)).digits
  }

  private func isClosed(_ problem: String, _ board: ProblemBoard.State) -> Bool {
    board.rows[problem].map { !$0.problem.isOpen } ?? false
  }

  private func note(_ text: String, on problem: String) throws {
    _ = try bench.perform(
      .note(text: text), on: problem, expected: nil, by: context, authority, events)
  }

  private mutating func open(_ finding: Problem.Finding) throws -> String {
    let number = ProblemNumber.next(
      at: context.time, after: try events.current(ProblemBoard.self))
    var acts: [ProblemDecider.Command] = [.find(finding)]
    if let assignment {
      acts += [
        .file,
        .assign(
          organisation: assignment.organisation, person: nil,
          deadline: context.time.adding(days: Int64(assignment.days))),
      ]
    }
    for act in acts {
      _ = try bench.perform(act, on: number, expected: nil, by: context, authority, events)
    }
    outcome.opened.append(number)
    return number
  }

  private func finding(_ incident: Incident) throws -> Problem.Finding {
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
      area: village.map(\.code).flatMap { $0.utf8.count == 12 ? $0 : nil } ?? wholeArea,
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
