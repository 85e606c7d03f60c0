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
import Storage

/// The measures that an acceptance sent to remediation (整改), each with its problem.
struct RectificationRegister: Codable {
  struct Entry: Codable {
    var problem: String
    /// The id of the measure.
    var measure: String
    /// The last measured ground that its problem tells of.
    var last: String
    var answer: AcceptanceReport.Answer
  }

  var entries: [Entry] = []

  static func read(_ plan: String, _ reader: WorkspaceReader) throws -> RectificationRegister {
    guard let body = try reader.document(.rectification, key: plan) else {
      return RectificationRegister()
    }
    return try CanonicalJSON.value(RectificationRegister.self, body)
  }

  func write(_ plan: String, _ writer: WorkspaceWriter) throws {
    try writer.putDocument(.rectification, key: plan, body: CanonicalJSON().bytes(self))
  }
}

extension Workbench {
  /// Opens a problem for every measure that an acceptance sends to remediation and that has none yet, and
  /// notes on the others what was measured since (整改立案与闭环). All or nothing.
  ///
  /// Whoever checks problems decides whether one is closed; the note is the evidence.
  ///
  /// - Throws: Those of ``accept(_:)``; Diagnostics `access.refused`, `problem.*`, `access.area-code`.
  public func openRectifications(
    _ request: AcceptanceRequest, by context: DeedContext, _ authority: Authority
  ) throws -> AlarmOutcome {
    let (laid, report) = try acceptance(request)
    let places = try AlarmPlaces(crs())
    let villages = try measureVillages(laid)
    return try workspace.write { writer in
      let events = writer.events
      var outcome = AlarmOutcome()
      var register = try RectificationRegister.read(request.plan, writer.reader)
      try begin(events, context.time)
      for row in report.measures {
        let measure = laid.plan.measures[row.measure]
        guard let index = register.entries.firstIndex(where: { $0.measure == measure.id }) else {
          guard row.answer == .remediate else { continue }
          let number = ProblemNumber.next(
            at: context.time, after: try events.current(ProblemBoard.self))
          let ground = laid.plan.side.polygons.multiPolygon(of: row.measure)
          _ = try perform(
            .find(
              Problem.Finding(
                title: "验收整改：\(measure.projectName)整治图斑 \(measure.id)",
                description: Workbench.rectification(row, request, report.rules),
                source: .acceptance, level: .serious, area: villages[row.measure] ?? "",
                place: try places.place(in: ground), project: measure.project)),
            on: number, expected: 0, by: context, authority, events)
          register.entries.append(
            RectificationRegister.Entry(
              problem: number, measure: measure.id, last: request.measured, answer: .remediate))
          outcome.opened.append(number)
          continue
        }
        let entry = register.entries[index]
        switch row.answer {
        case .remediate: outcome.persisting.append(entry.problem)
        case .accepted: outcome.restored.append(entry.problem)
        case .unmeasured: outcome.unobserved.append(entry.problem)
        }
        guard entry.last != request.measured || entry.answer != row.answer else { continue }
        register.entries[index].last = request.measured
        register.entries[index].answer = row.answer
        _ = try perform(
          .note(text: Workbench.remeasured(row, request)), on: entry.problem, expected: nil,
          by: context, authority, events)
      }
      try register.write(request.plan, writer)
      return outcome
    }
  }

  /// The number of the problem of each measure that was sent to remediation.
  func rectificationProblems(_ plan: String) throws -> [String: String] {
    let entries = try workspace.read { try RectificationRegister.read(plan, $0) }.entries
    return Dictionary(entries.map { ($0.measure, $0.problem) }, uniquingKeysWith: { $1 })
  }

  /// The code of the village that has the most of each measure's ground.
  private func measureVillages(_ laid: LaidPlan) throws -> [Int: String] {
    let facts = try records.ground(base: laid.base)
    var areas: [Int: [Int: Area]] = [:]
    for row in laid.state.ledger.rows where row.kind == .piece {
      guard let from = row.from, let to = row.to,
        let measure = laid.state.measure(ofPatch: Int(to)).map(Int.init),
        let village = facts.base[Int(from)].village
      else { continue }
      areas[measure, default: [:]][village, default: .zero] += row.area
    }
    return areas.compactMapValues { shares -> String? in
      let most = shares.max { ($0.value, $1.key) < ($1.value, $0.key) }
      return most.map { facts.villages[$0.key].code }.flatMap { $0.utf8.count == 12 ? $0 : nil }
    }
  }

  private static func rectification(
    _ row: AcceptanceReport.MeasureRow, _ request: AcceptanceRequest, _ rules: AcceptanceRules
  ) -> String {
    """
    \(request.stage.map { "第 \($0) 阶段验收" } ?? "整体验收")，方案 \(request.plan)，\
    实测 \(request.measured)。应实施 \(row.areas.total.decimal) 平方米，按方案实施 \
    \(row.asPlanned.decimal) 平方米，未实施 \((row.areas[.notYet] + row.areas[.onTheWay]).decimal) 平方米，\
    偏离 \(row.areas[.deviating].decimal) 平方米，未测 \(row.areas[.unobserved].decimal) 平方米。\
    通过须达 \(rules.measureShare.percent)%（\(rules.measureShare.source.zh)）。
    """
  }

  private static func remeasured(
    _ row: AcceptanceReport.MeasureRow, _ request: AcceptanceRequest
  ) -> String {
    let areas = "按方案实施 \(row.asPlanned.decimal) / \(row.areas.total.decimal) 平方米"
    return switch row.answer {
    case .accepted: "实测 \(request.measured)：\(areas)，已达通过标准，可据此复核。"
    case .remediate: "实测 \(request.measured)：\(areas)，仍须整改。"
    case .unmeasured: "实测 \(request.measured) 未覆盖该图斑，现状未复核。"
    }
  }
}
