import EventLog
import Groundwork

/// A case (办件) on its way through a process: the state of the stream `process/NUMBER`.
public struct ProcessInstance: Hashable, Sendable, Codable {
  public enum Standing: String, Sendable, Codable, CaseIterable {
    /// Nothing has happened yet.
    case none
    /// 办理中.
    case running
    /// 挂起: the clock stands still while others are asked.
    case suspended
    /// 中止: nothing goes on until somebody starts it again.
    case halted
    /// 办结.
    case ended
    /// 终止.
    case terminated

    public var title: Localized {
      switch self {
      case .none: Localized(zh: "未启动", en: "not started")
      case .running: Localized(zh: "办理中", en: "running")
      case .suspended: Localized(zh: "已挂起", en: "suspended")
      case .halted: Localized(zh: "已中止", en: "halted")
      case .ended: Localized(zh: "已办结", en: "ended")
      case .terminated: Localized(zh: "已终止", en: "terminated")
      }
    }

    public var isOver: Bool { self == .ended || self == .terminated }
  }

  /// One stay at a step.
  public struct Visit: Hashable, Sendable, Codable {
    public var step: String
    public var title: Localized
    public var enteredAt: Timestamp
  }

  /// What somebody established, and at which visit of the path.
  public struct FactRecord: Hashable, Sendable, Codable {
    public var isSo: Bool
    public var basis: String
    public var person: String
    public var time: Timestamp
    public var visit: Int
    /// An override that stands in for it.
    public var isOverride: Bool
  }

  public struct PaperRecord: Hashable, Sendable, Codable {
    public var hash: String
    public var name: String
    public var person: String
    public var time: Timestamp
  }

  /// A promise to hand a document in later (容缺承诺).
  public struct Promise: Hashable, Sendable, Codable {
    public var text: String
    public var person: String
    public var until: String
    public var due: Timestamp?
  }

  /// What an office demands before it agrees (有条件同意的条件).
  public struct Condition: Hashable, Sendable, Codable {
    public var id: String
    public var text: String
    /// The step that is not entered before it is cleared.
    public var blocks: String
    public var task: String
    public var organisation: String
    public var role: String
    public var isCleared: Bool
  }

  /// A joint meeting (会商).
  public struct Meeting: Hashable, Sendable, Codable {
    public var opinion: String
    public var attending: [String]
    public var time: Timestamp
    public var visit: Int
  }

  public var process = ""
  /// The hash of the definition by which it is handled.
  public var digest = ""
  /// What it is about: a project, a district, a plan.
  public var subject = ""
  public var title = ""
  public var area = ""
  public var standing = Standing.none
  /// Its way from the first step; the last is where it stands. A return cuts off what it undoes.
  public var path: [Visit] = []
  public var tasks: [ProcessTask] = []
  public var isIndependent = false
  public var papers: [String: PaperRecord] = [:]
  public var promises: [String: Promise] = [:]
  public var facts: [String: FactRecord] = [:]
  public var conditions: [Condition] = []
  public var meetings: [Meeting] = []
  public var comments: [Comment] = []
  /// Written objections to what is on display.
  public var objections: [Objection] = []
  /// What was done about comments and conditions, by their numbers.
  public var answers: [String: [Answer]] = [:]
  public var copies: Set<String> = []
  /// The hash of the documents as they were handed on last.
  public var package: String?
  public var clock = ProcessClock()
  /// Everybody who worked on the package; none of them decides at an independent step.
  public var authors: Set<String> = []
  public var authoringOrganisations: Set<String> = []
  /// Who may still take back what they submitted, as nobody has touched it.
  public var withdrawableBy: String?
  public var returns = 0
  public var startedAt: Timestamp?
  public var endedAt: Timestamp?

  public init() {}

  public var step: String? { path.last?.step }
  public var isOver: Bool { standing.isOver }

  public func task(_ id: String) -> ProcessTask? { tasks.first { $0.id == id } }

  /// Steps through which it came before, the latest first, each once.
  public var earlierSteps: [String] {
    var seen: Set<String> = []
    return path.dropLast().reversed().map(\.step).filter {
      $0 != step && seen.insert($0).inserted
    }
  }

  /// Whether its step has lasted longer than its time limit, or an objection waits longer than its own.
  public func isOverdue(at time: Timestamp, _ calendar: WorkCalendar) -> Bool {
    guard standing == .running, let due = due(calendar) else { return false }
    return time > due.time
  }
}

/// What one office does at a step (任务).
public struct ProcessTask: Hashable, Sendable, Codable {
  public enum Opinion: String, Sendable, Codable, CaseIterable {
    /// 同意.
    case agree
    /// 有条件同意.
    case conditional
    /// 不同意.
    case disagree

    public var title: Localized {
      switch self {
      case .agree: Localized(zh: "同意", en: "agree")
      case .conditional: Localized(zh: "有条件同意", en: "agree with conditions")
      case .disagree: Localized(zh: "不同意", en: "disagree")
      }
    }
  }

  public struct Signature: Hashable, Sendable, Codable {
    public var person: String
    public var name: String
    public var organisation: String
    public var opinion: Opinion
    public var text: String
    /// The hash of the documents on which it was given.
    public var package: String?
    public var time: Timestamp
    /// On whose behalf (委托人).
    public var onBehalfOf: String?
  }

  /// 委托: somebody acts for the holder until a time.
  public struct Delegation: Hashable, Sendable, Codable {
    public var person: String
    public var until: Timestamp
  }

  /// 加签: a signer before or after the holder.
  public struct AddedSigner: Hashable, Sendable, Codable {
    public var person: String
    public var isBefore: Bool
    public var signature: Signature?
  }

  /// What the office decided on a disagreement.
  public struct Settlement: Hashable, Sendable, Codable {
    public var approves: Bool
    public var reason: String
    public var person: String
  }

  public var id: String
  public var title: Localized
  /// The roles of access that may do it.
  public var by: [String]
  /// The organisation and person that hold it, if it was given to one.
  public var organisation: String?
  public var person: String?
  public var delegations: [Delegation] = []
  public var added: [AddedSigner] = []
  public var signature: Signature?
  public var settlement: Settlement?
  public var urges = 0
  public var isEscalated = false

  public init(id: String, title: Localized, by: [String]) {
    self.id = id
    self.title = title
    self.by = by
  }

  /// Signers before the holder who have not signed.
  public var awaitsBefore: Bool { added.contains { $0.isBefore && $0.signature == nil } }
  public var awaitsAfter: Bool { added.contains { !$0.isBefore && $0.signature == nil } }

  /// Somebody whose word counts says no, and nobody has settled it.
  public var isDisputed: Bool {
    settlement == nil
      && (signature?.opinion == .disagree
        || added.contains { !$0.isBefore && $0.signature?.opinion == .disagree })
  }

  /// Signed by all who must, without an open dispute.
  public var isDone: Bool {
    guard signature != nil, !awaitsBefore, !awaitsAfter, !isDisputed else { return false }
    return settlement?.approves ?? true
  }

  /// Whether somebody holds it, themselves or as a delegate.
  public func isHeld(by actor: Actor, at time: Timestamp) -> Bool {
    guard by.contains(actor.role) else { return false }
    if let organisation, actor.organisation != organisation { return false }
    guard let person, person != actor.person else { return true }
    return isDelegated(to: actor.person, at: time)
  }

  public func isDelegated(to person: String, at time: Timestamp) -> Bool {
    delegations.contains { $0.person == person && time <= $0.until }
  }
}

/// The time that a step takes; it stands still while others are asked.
public struct ProcessClock: Hashable, Sendable, Codable {
  public struct Span: Hashable, Sendable, Codable {
    public var from: Timestamp
    public var to: Timestamp?
  }

  public struct Due: Hashable, Sendable {
    public var time: Timestamp
    /// The holidays of a year that it touches are not known: weekends alone were counted.
    public var isProvisional: Bool
  }

  public var spans: [Span] = []
  public var limit: ProcessDefinition.Limit?

  public init() {}

  mutating func start(at time: Timestamp) {
    if spans.last.map({ $0.to != nil }) ?? true { spans.append(Span(from: time, to: nil)) }
  }

  mutating func stop(at time: Timestamp) {
    if let last = spans.indices.last, spans[last].to == nil { spans[last].to = time }
  }

  /// The days that have counted up to and with a day.
  public func elapsed(through day: Int64, _ calendar: WorkCalendar, working: Bool) -> Int {
    spans.reduce(0) { sum, span in
      let end = min(day, span.to.map { calendar.day(of: $0) } ?? day)
      return sum
        + calendar.count(after: calendar.day(of: span.from), through: end, working: working)
    }
  }

  /// When the limit ends; none without a limit, or while the clock stands still.
  public func due(_ calendar: WorkCalendar) -> Due? {
    guard let limit, let open = spans.last, open.to == nil else { return nil }
    var closed = ProcessClock()
    closed.spans = spans.dropLast()
    let start = calendar.day(of: open.from)
    let used = closed.elapsed(through: start, calendar, working: limit.isWorking)
    let day = calendar.day(max(0, limit.days - used), after: start, working: limit.isWorking)
    let first = calendar.day(of: spans[0].from)
    return Due(
      time: calendar.end(of: day),
      isProvisional: !(calendar.knows(first) && calendar.knows(day)))
  }
}
