import EventLog
import Groundwork

/// The rules of a problem (问题闭环): 发现 → 立案 → 分派 → 整改 → 提交 → 复核 → 销号 or 退回.
///
/// - Nobody may check their own work: neither a person who worked on it in any round, nor anybody
///   of an organisation that was responsible for it.
/// - Only the responsible organisation works on it; if a person was assigned, only that person.
/// - It can only be closed by a check, and only after evidence was submitted.
public enum ProblemDecider: Decider {
  public enum Command: Sendable, Hashable, Codable {
    case find(Problem.Finding)
    case dismiss(reason: String)
    case file
    case assign(organisation: String, person: String?, deadline: Timestamp)
    case start(plan: String)
    case submit(evidence: [String], note: String)
    case close(note: String)
    case giveBack(reason: String, deadline: Timestamp)
    case reopen(reason: String)
    case note(text: String)
  }

  public typealias Event = ProblemEvent

  public static let initial = Problem()

  /// The phases in which a command may be given.
  public static func phases(for command: Command) -> Set<Problem.Phase> {
    switch command {
    case .find: [.none]
    case .dismiss, .file: [.found]
    case .assign: [.filed, .assigned, .working]
    case .start: [.assigned]
    case .submit: [.working]
    case .close, .giveBack: [.submitted]
    case .reopen: [.closed, .dismissed]
    case .note: Set(Problem.Phase.allCases).subtracting([.none])
    }
  }

  public static func decide(
    _ command: Command, in state: Problem, by context: DeedContext
  ) throws -> [ProblemEvent] {
    guard phases(for: command).contains(state.phase) else {
      throw refusal(
        "phase", zh: "问题处于“\(state.phase.title.zh)”，不能这样办理。",
        en: "the problem is \(state.phase.title.en); this cannot be done with it.")
    }
    switch command {
    case .find(let finding): return [.found(finding: try checked(finding))]
    case .dismiss(let reason): return [.dismissed(reason: try required(reason))]
    case .file: return [.filed]
    case .assign(let organisation, let person, let deadline):
      guard !organisation.isEmpty, person != "" else {
        throw refusal(
          "organisation", zh: "须写明整改单位。",
          en: "name the organisation responsible for the remediation.")
      }
      try check(deadline, context.time)
      let isSame =
        state.phase == .assigned && state.responsible == organisation && state.assignee == person
        && state.deadline == deadline
      return isSame
        ? [] : [.assigned(organisation: organisation, person: person, deadline: deadline)]
    case .start(let plan):
      try checkWorker(state, context.actor)
      return [.started(plan: try required(plan))]
    case .submit(let evidence, let note):
      try checkWorker(state, context.actor)
      guard !evidence.isEmpty, !evidence.contains("") else {
        throw refusal(
          "evidence", zh: "须附证据（照片、文件的哈希）。",
          en: "evidence is needed: the hashes of photos or documents.")
      }
      return [.submitted(evidence: evidence, note: note)]
    case .close(let note):
      try checkIndependence(state, context.actor)
      return [.closed(note: note)]
    case .giveBack(let reason, let deadline):
      try checkIndependence(state, context.actor)
      try check(deadline, context.time)
      return [.returned(reason: try required(reason), deadline: deadline)]
    case .reopen(let reason): return [.reopened(reason: try required(reason))]
    case .note(let text): return [.noted(text: try required(text))]
    }
  }

  public static func evolve(_ state: inout Problem, _ deed: Deed<ProblemEvent>) {
    switch deed.event {
    case .found(let finding):
      state.phase = .found
      state.finding = finding
      state.foundBy = deed.actor.person
      state.foundAt = deed.time
    case .dismissed: state.phase = .dismissed
    case .filed: state.phase = .filed
    case .assigned(let organisation, let person, let deadline):
      state.phase = .assigned
      state.responsible = organisation
      state.assignee = person
      state.deadline = deadline
      state.workingOrganisations.insert(organisation)
    case .started:
      state.phase = .working
      state.workers.insert(deed.actor.person)
    case .submitted(let evidence, _):
      state.phase = .submitted
      state.evidence = evidence
      state.workers.insert(deed.actor.person)
    case .closed:
      state.phase = .closed
      state.checkedBy = deed.actor.person
      state.closedAt = deed.time
    case .returned(_, let deadline):
      state.phase = .working
      state.returns += 1
      state.deadline = deadline
    case .reopened:
      state.phase = .filed
      state.reopenings += 1
      state.checkedBy = nil
      state.closedAt = nil
      state.responsible = nil
      state.assignee = nil
      state.deadline = nil
    case .noted: break
    }
  }

  // MARK: Conditions

  private static func checkWorker(_ state: Problem, _ actor: Actor) throws {
    let isOurs = actor.organisation == state.responsible
    let isNamed = state.assignee.map { $0 == actor.person } ?? true
    guard isOurs, isNamed else {
      throw refusal(
        "not-responsible",
        zh: "由 \(state.assignee ?? state.responsible ?? "–") 整改，他人不得代办。",
        en: "\(state.assignee ?? state.responsible ?? "–") is responsible for it, nobody else.")
    }
  }

  private static func checkIndependence(_ state: Problem, _ actor: Actor) throws {
    guard !state.workers.contains(actor.person),
      !state.workingOrganisations.contains(actor.organisation)
    else {
      throw refusal(
        "own-work", zh: "复核须独立于整改的人员和单位。",
        en: "the check must be done by somebody who had no part in the remediation.")
    }
  }

  private static func check(_ deadline: Timestamp, _ now: Timestamp) throws {
    guard deadline > now else {
      throw refusal("deadline", zh: "期限须在今后。", en: "the deadline must be in the future.")
    }
  }

  private static func checked(_ finding: Problem.Finding) throws -> Problem.Finding {
    _ = try required(finding.title)
    guard finding.title.count <= 200, finding.description.count <= 10_000,
      finding.place.map(\.isOnEarth) ?? true
    else {
      throw refusal(
        "finding", zh: "标题不超过 200 字，描述不超过 10000 字，位置须在地球上。",
        en: "at most 200 characters of title, 10000 of description, and a place on earth.")
    }
    return finding
  }

  private static func required(_ text: String) throws -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw refusal("text", zh: "须写明内容或理由。", en: "state what or why.")
    }
    return text
  }

  private static func refusal(_ code: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "problem.\(code)", Localized(zh: zh, en: en))
  }
}
