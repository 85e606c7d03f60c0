import EventLog
import Groundwork

extension ProcessDefinition {
  /// How written objections (异议) are handled that come in while a case stands at a step, such as a public
  /// display: each has a clock of its own.
  public struct Objections: Hashable, Sendable, Codable {
    /// The days in which an objection is answered; the day on which it was received does not count.
    public var limit: Limit
    /// The fact that says that every objection was answered.
    public var fact: String?
  }
}

extension ProcessInstance {
  /// A written objection, and until when it is to be answered.
  public struct Objection: Hashable, Sendable, Codable {
    public var id: String
    /// Who objects.
    public var by: String
    public var text: String
    /// The step at which it was received.
    public var step: String
    public var received: Timestamp
    public var due: Timestamp
    /// Who entered it.
    public var person: String
    public var answer: Answer?

    public func isOverdue(at time: Timestamp) -> Bool { answer == nil && time > due }
    /// Whether it was answered after its time.
    public var isLate: Bool { answer.map { $0.time > due } ?? false }
  }

  /// The objections without an answer.
  public var openObjections: [Objection] { objections.filter { $0.answer == nil } }

  /// What is due first: the step, or an objection.
  public func due(_ calendar: WorkCalendar) -> ProcessClock.Due? {
    let step = clock.due(calendar)
    guard standing == .running, let first = openObjections.map(\.due).min(),
      step.map({ first < $0.time }) ?? true
    else { return step }
    return ProcessClock.Due(
      time: first, isProvisional: !calendar.knows(calendar.day(of: first)))
  }

  mutating func object(
    _ by: String, _ text: String, _ received: Timestamp, _ due: Timestamp,
    _ deed: Deed<ProcessEvent>
  ) {
    objections.append(
      Objection(
        id: "O\(objections.count + 1)", by: by, text: text, step: step ?? "", received: received,
        due: due, person: deed.actor.person))
  }

  /// - Returns: Whether the item is an objection.
  mutating func answerObjection(_ item: String, _ answer: Answer) -> Bool {
    guard let index = objections.firstIndex(where: { $0.id == item && $0.answer == nil }) else {
      return false
    }
    objections[index].answer = answer
    return true
  }
}

extension Matter {
  /// The most objections of a case.
  private static let mostObjections = 500

  /// 登记异议: entered by anybody with a role in the process, with the day on which it came in.
  func object(_ by: String, _ text: String, _ received: Timestamp?) throws -> ProcessEvent {
    try checkParticipant()
    guard let rule = step.objections else {
      throw refusal(
        "no-objections", zh: "“\(step.title.zh)”不受理异议。",
        en: "‘\(step.title.en)’ takes no objections.")
    }
    let received = received ?? context.time
    let day = law.calendar.day(of: received)
    let begun = state.path.last.map { law.calendar.day(of: $0.enteredAt) } ?? day
    guard day >= begun, day <= law.calendar.day(of: context.time) else {
      throw refusal(
        "received", zh: "收到日期须在公示开始之后、今日之前（含）。",
        en: "the day of receipt lies between the begin of the display and today.")
    }
    guard state.objections.count < Matter.mostObjections, by.count <= 200 else {
      throw refusal(
        "objection-limit", zh: "异议过多，或异议人名称超过 200 字。",
        en: "too many objections, or a name of more than 200 characters.")
    }
    let last = law.calendar.day(rule.limit.days, after: day, working: rule.limit.isWorking)
    return .objected(
      by: try said(by), text: try said(text), received: received, due: law.calendar.end(of: last))
  }

  /// Those answer an objection whose step it came in at.
  func checkAnswers(_ objection: ProcessInstance.Objection) throws {
    try checkRole(definition.step(objection.step)?.tasks.flatMap(\.by) ?? [])
    try checkIndependence()
  }

  /// A step that takes objections is not left in favour of the case while one is open.
  func checkObjections() throws {
    guard step.objections != nil, let open = state.openObjections.first else { return }
    throw unanswered(open)
  }

  /// Nobody states that every objection was answered while one is open.
  func checkObjections(stating fact: String, _ isSo: Bool) throws {
    guard isSo, definition.steps.contains(where: { $0.objections?.fact == fact }),
      let open = state.openObjections.first
    else { return }
    throw unanswered(open)
  }

  private func unanswered(_ objection: ProcessInstance.Objection) -> Diagnostic {
    let day = law.calendar.date(of: objection.due)
    return refusal(
      "objection", zh: "异议 \(objection.id)（\(objection.by)）尚未答复，应于 \(day) 前答复。",
      en: "the objection \(objection.id) (\(objection.by)) is not answered; it is due on \(day).")
  }
}

extension WorkCalendar {
  /// The local date of a moment: `2026-03-01`.
  func date(of time: Timestamp) -> String {
    String(Timestamp(milliseconds: day(of: time) * 86_400_000).iso8601.prefix(10))
  }
}
