import Access
import EventLog
import Governance
import Groundwork
import Policy
import Records
import Storage

/// The verdicts that are before those who judge a case.
public struct CaseEvaluation: Sendable {
  public var plan: String
  /// The id of the stored evaluation.
  public var id: String
  public var evaluation: Evaluation

  /// One line of the check list of a task (核对清单).
  public struct Check: Sendable, Hashable {
    public var rule: String
    public var title: Localized
    /// `nil`: the rule was not evaluated.
    public var verdict: Verdict?
    public var reason: Localized?
  }

  /// - Throws: An error for stored verdicts that cannot be read.
  init(_ body: [UInt8], of plan: String) throws {
    self.plan = plan
    id = EvaluationRecord.id(of: Evaluation.sha256(of: body))
    evaluation = try Evaluation(json: body)
  }

  public func check(_ rule: String) -> Check {
    let parts = evaluation.verdicts.filter { $0.rule == rule }
    let worst = parts.max { $0.verdict < $1.verdict }
    return Check(
      rule: rule, title: worst?.title ?? Localized(rule), verdict: worst?.verdict,
      reason: worst?.reason)
  }
}

extension Workbench {
  /// The verdicts on the plan that a case is about: the plan of its subject's name, else the only plan
  /// that was verified. None where the workspace leaves open which plan that is.
  ///
  /// - Throws: An error for stored verdicts that cannot be read.
  public func caseEvaluation(of instance: ProcessInstance) throws -> CaseEvaluation? {
    let verified = try plans().filter { try workspace.document(.verdicts, key: $0) != nil }
    let plan = try verified.first { $0 == instance.subject } ?? onlyPlan(of: verified)
    guard let plan, let body = try workspace.document(.verdicts, key: plan) else { return nil }
    return try CaseEvaluation(body, of: plan)
  }

  /// The processes that somebody may start, by their ids.
  public static func startable(_ library: ProcessLibrary, by role: String) -> [ProcessDefinition] {
    library.files.values.map(\.definition).filter { definition in
      guard let first = definition.steps.first else { return false }
      return definition.holders(first.tasks.flatMap(\.by)).contains(role)
    }.sorted { $0.id < $1.id }
  }

  /// A document that was handed in at some time, by its hash; also one that was replaced since.
  ///
  /// - Throws: Diagnostics `process.no-case`, `process.no-attachment`.
  public func caseDocument(
    _ number: String, _ hash: String, _ calendar: WorkCalendar
  ) throws -> [UInt8] {
    let file = try caseFile(number, calendar)
    let isOfTheCase = file.history.contains { deed in
      if case .attached(_, hash, _) = deed.event { return true }
      return false
    }
    guard isOfTheCase, let body = try workspace.document(kind: Workbench.attachmentKind, key: hash)
    else {
      throw Diagnostic(
        code: "process.no-attachment",
        Localized(
          zh: "办件 \(number) 没有材料 \(hash)。", en: "the case \(number) has no document \(hash)."),
        file: workspace.path)
    }
    return body
  }

  /// The same by the timer of a server, which needs no right. Writes nothing where nothing is overdue.
  ///
  /// - Complexity: O(cases).
  public func escalateOverdue(
    _ calendar: WorkCalendar, at time: Timestamp
  ) throws -> [(number: String, task: String)] {
    let waits = try cases().contains { row in
      row.instance.isOverdue(at: time, calendar)
        && row.instance.tasks.contains { !$0.isDone && !$0.isEscalated }
    }
    guard waits else { return [] }
    let actor = Actor(
      person: "system:timer", name: "系统定时", role: ProcessDecider.timerRole,
      organisation: "system")
    return try escalate(calendar, by: DeedContext(actor: actor, time: time)) { _ in true }
  }

  /// Hands every task that is overdue to the office that settles (升级督办). Time that runs out is never
  /// consent. Cases that who asks has no right to change are left as they are.
  ///
  /// - Returns: The cases and tasks that were escalated.
  /// - Throws: Diagnostics `process.*`.
  /// - Complexity: O(cases).
  public func escalateOverdue(
    _ calendar: WorkCalendar, by context: DeedContext, _ authority: Authority
  ) throws -> [(number: String, task: String)] {
    try escalate(calendar, by: context) { object in
      authority.law.may(authority.subject, .change, object, at: context.time).isAllowed
    }
  }

  private func escalate(
    _ calendar: WorkCalendar, by context: DeedContext, _ may: (AccessObject) -> Bool
  ) throws -> [(number: String, task: String)] {
    try workspace.write { writer in
      let events = writer.events
      var done: [(number: String, task: String)] = []
      let rows = try events.current(ProcessBoard.self).rows.values.sorted { $0.number < $1.number }
      for row in rows where row.instance.isOverdue(at: context.time, calendar) {
        guard may(try Workbench.accessObject(row.instance, row.number)) else { continue }
        let law = try law(row.instance.digest, calendar)
        for task in row.instance.tasks {
          let command = ProcessDecider.Command(law, .escalate(task: task.id))
          guard ProcessDecider.allows(command, in: row.instance, by: context) else { continue }
          _ = try perform(command, on: row.number, expected: nil, context, events)
          done.append((row.number, task.id))
        }
      }
      return done
    }
  }
}
