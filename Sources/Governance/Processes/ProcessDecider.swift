import EventLog
import Groundwork

/// The law of a case (办件), whatever its process.
///
/// - A case goes on only when the documents of its step are there or follow by promise (容缺), those who
///   must have signed, no disagreement and no condition is open, and every guard is established.
///   Unknown is not established. Silence is never consent: time that runs out escalates.
/// - Consent, proof of basic farmland, red line overlay and legality of financing never follow later.
/// - Nobody who worked on the package decides on it, and nobody signs for two offices.
/// - All offices sign the same version of the package; it changes only after a return or a withdrawal.
/// - A return voids what was established from that step on.
public enum ProcessDecider: Decider {
  /// The role in which a server escalates what is overdue, and does nothing else; no person can hold it, as
  /// no file of roles may name it.
  public static let timerRole = "timer"

  public struct Command: Sendable, Hashable {
    public var law: ProcessLaw
    public var request: ProcessRequest

    public init(_ law: ProcessLaw, _ request: ProcessRequest) {
      self.law = law
      self.request = request
    }
  }

  public typealias Event = ProcessEvent

  public static let initial = ProcessInstance()

  public static func decide(
    _ command: Command, in state: ProcessInstance, by context: DeedContext
  ) throws -> [ProcessEvent] {
    let law = command.law
    if case .start(let subject, let title, let area) = command.request {
      return [try started(law, subject, title, area, state, context)]
    }
    guard state.standing != .none else {
      throw refusal("not-started", zh: "办件尚未启动。", en: "the case has not been started.")
    }
    guard state.digest == law.digest, let step = state.step.flatMap(law.definition.step) else {
      throw refusal(
        "other-definition", zh: "办件按流程 \(state.digest) 办理，不是 \(law.digest)。",
        en: "the case is handled by the definition \(state.digest), not \(law.digest).")
    }
    let matter = Matter(law: law, state: state, step: step, context: context)
    try matter.checkStanding(command.request)
    switch command.request {
    case .start: return []
    case .move(let verb, let to, let opinion): return [try matter.move(verb, to, opinion)]
    case .withdraw(let reason): return [try matter.withdraw(reason)]
    case .suspend, .resume, .halt, .terminate: return [try matter.stand(command.request)]
    case .sign(let task, let opinion, let text, let demands, let package):
      return [try matter.sign(task, opinion, text, demands, package)]
    case .addSigner, .transfer, .delegate, .urge, .escalate:
      return [try matter.route(command.request)]
    case .copy(let organisations, let note):
      try matter.checkParticipant()
      guard !organisations.isEmpty, !organisations.contains("") else {
        throw refusal("organisation", zh: "须写明抄送单位。", en: "name the organisations.")
      }
      return [.copied(organisations: organisations, note: note)]
    case .consult(let opinion, let attending): return [try matter.consult(opinion, attending)]
    case .settle(let task, let approves, let reason):
      return [try matter.settle(task, approves, reason)]
    case .attach(let paper, let hash, let name): return [try matter.attach(paper, hash, name)]
    case .deferPaper(let paper, let promise): return [try matter.deferPaper(paper, promise)]
    case .establish(let fact, let isSo, let basis):
      return [try matter.establish(fact, isSo, basis)]
    case .override(let fact, let reason): return [try matter.override(fact, reason)]
    case .clear(let condition, let note): return [try matter.clear(condition, note)]
    case .comment(let text, let pin): return [try matter.comment(text, pin)]
    case .answer(let item, let text): return [try matter.answer(item, text)]
    case .object(let by, let text, let received):
      return [try matter.object(by, text, received)]
    case .limit(let days, let isWorking, let source):
      return [try matter.limit(days, isWorking, source)]
    }
  }

  private static func started(
    _ law: ProcessLaw, _ subject: String, _ title: String, _ area: String,
    _ state: ProcessInstance, _ context: DeedContext
  ) throws -> ProcessEvent {
    guard state.standing == .none else {
      throw refusal("started", zh: "办件已经启动。", en: "the case has been started already.")
    }
    guard let first = law.definition.steps.first else {
      throw refusal("empty", zh: "流程没有步骤。", en: "the process has no step.")
    }
    let roles = law.definition.holders(first.tasks.flatMap(\.by))
    guard roles.contains(context.actor.role) else { throw notYours(roles, context.actor) }
    return .started(
      process: law.definition.id, digest: law.digest, subject: try said(subject),
      title: try said(title), area: area, opening: law.opening(first))
  }

  // MARK: Refusals

  static func said(_ text: String) throws -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw refusal("text", zh: "须写明内容或理由。", en: "say what or why.")
    }
    return text
  }

  static func notYours(_ roles: Set<String>, _ actor: Actor) -> Diagnostic {
    let names = roles.sorted()
    return refusal(
      "not-yours",
      zh: "角色“\(actor.role)”不能这样办理，应由 \(names.joined(separator: "、")) 办理。",
      en: "the role ‘\(actor.role)’ cannot do this; it is for \(names.joined(separator: ", ")).")
  }

  static func refusal(_ code: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "process.\(code)", Localized(zh: zh, en: en))
  }

  /// Whether a command would be accepted.
  public static func allows(
    _ command: Command, in state: ProcessInstance, by context: DeedContext
  ) -> Bool {
    do {
      _ = try decide(command, in: state, by: context)
      return true
    } catch {
      return false
    }
  }
}

/// One request about a case: what the conditions of the law look at.
struct Matter {
  let law: ProcessLaw
  let state: ProcessInstance
  let step: ProcessDefinition.Step
  let context: DeedContext

  var definition: ProcessDefinition { law.definition }
  var actor: Actor { context.actor }

  func refusal(_ code: String, zh: String, en: String) -> Diagnostic {
    ProcessDecider.refusal(code, zh: zh, en: en)
  }

  func said(_ text: String) throws -> String { try ProcessDecider.said(text) }

  /// What may be asked for while the case runs, is suspended, or is halted.
  func checkStanding(_ request: ProcessRequest) throws {
    let allowed: Bool =
      switch (state.standing, request) {
      case (.running, .resume): false
      case (.running, _): true
      case (.suspended, .resume), (.suspended, .terminate), (.suspended, .halt): true
      case (.suspended, .attach), (.suspended, .comment), (.suspended, .answer),
        (.suspended, .object), (.suspended, .copy):
        true
      case (.halted, .resume), (.halted, .terminate): true
      default: false
      }
    guard allowed else {
      throw refusal(
        "standing", zh: "办件\(state.standing.title.zh)，不能这样办理。",
        en: "the case is \(state.standing.title.en); this cannot be done with it.")
    }
  }

  func checkRole(_ roles: [String]) throws {
    let holders = definition.holders(roles)
    guard holders.contains(actor.role) else { throw ProcessDecider.notYours(holders, actor) }
  }

  /// Anybody with a role in the process.
  func checkParticipant() throws { try checkRole(definition.roles.map(\.id)) }

  /// 回避: at an independent step nobody decides who worked on the package.
  func checkIndependence() throws {
    guard step.isIndependent else { return }
    guard !state.authors.contains(actor.person),
      !state.authoringOrganisations.contains(actor.organisation)
    else {
      throw refusal(
        "own-work", zh: "“\(step.title.zh)”须由未参与编报的人员和单位办理。",
        en: "‘\(step.title.en)’ is for people and organisations that did not work on the package.")
    }
  }

  func task(_ id: String) throws -> ProcessTask {
    guard let task = state.task(id) else {
      let names = state.tasks.map(\.id).joined(separator: ", ")
      throw refusal(
        "no-task", zh: "“\(step.title.zh)”没有任务“\(id)”，现有：\(names)。",
        en: "‘\(step.title.en)’ has no task ‘\(id)’; there are \(names).")
    }
    return task
  }
}
