import EventLog
import Groundwork

/// What happened to a case (办件).
public enum ProcessEvent: EventPayload {
  /// How a step begins: what of its definition the state must know.
  public struct Opening: Hashable, Sendable, Codable {
    public struct Task: Hashable, Sendable, Codable {
      public var id: String
      public var title: Localized
      /// Roles of access.
      public var by: [String]
    }

    public var step: String
    public var title: Localized
    public var tasks: [Task]
    public var isFinal: Bool
    public var isIndependent: Bool
    public var limit: ProcessDefinition.Limit?
  }

  /// What an office demands, and which step must wait for it.
  public struct Demand: Hashable, Sendable, Codable {
    public var text: String
    public var blocks: String

    public init(text: String, blocks: String) {
      self.text = text
      self.blocks = blocks
    }
  }

  case started(
    process: String, digest: String, subject: String, title: String, area: String,
    opening: Opening)
  /// A move to another step; `package` is the hash of the documents that were handed on.
  case moved(
    verb: ProcessVerb, from: String, opinion: String, package: String?, clears: [String],
    renews: [String],
    opening: Opening)
  /// Back to the visit of that number on the path.
  case returned(verb: ProcessVerb, visit: Int, reason: String, renews: [String], opening: Opening)
  case withdrawn(visit: Int, reason: String, opening: Opening)
  case suspended(reason: String, asked: String?)
  case resumed(note: String)
  case halted(reason: String, disposal: String)
  case restarted(note: String, opening: Opening)
  case terminated(reason: String, disposal: String)
  case signed(
    task: String, opinion: ProcessTask.Opinion, text: String, demands: [Demand],
    package: String?, onBehalfOf: String?)
  case signerAdded(task: String, person: String, isBefore: Bool, reason: String)
  case transferred(task: String, organisation: String?, person: String?, reason: String)
  case delegated(task: String, person: String, until: Timestamp, reason: String)
  case copied(organisations: [String], note: String)
  case urged(task: String, note: String)
  case escalated(task: String)
  case consulted(opinion: String, attending: [String])
  case settled(task: String, approves: Bool, reason: String)
  case attached(paper: String, hash: String, name: String)
  case deferred(paper: String, promise: String, until: String, due: Timestamp?)
  case established(fact: String, isSo: Bool, basis: String)
  case overridden(fact: String, reason: String)
  case cleared(condition: String, note: String)
  /// A comment (意见), with what it is about.
  case commented(text: String, pin: ReviewPin?)
  /// What was done about a comment or a condition.
  case answered(item: String, text: String)
  case limited(limit: ProcessDefinition.Limit)
  /// 登记异议; `received` lies in the day on which it came in.
  case objected(by: String, text: String, received: Timestamp, due: Timestamp)

  public static let category = "process"

  public var kind: String {
    switch self {
    case .started: "started"
    case .moved: "moved"
    case .returned: "returned"
    case .withdrawn: "withdrawn"
    case .suspended: "suspended"
    case .resumed: "resumed"
    case .halted: "halted"
    case .restarted: "restarted"
    case .terminated: "terminated"
    case .signed: "signed"
    case .signerAdded: "signer-added"
    case .transferred: "transferred"
    case .delegated: "delegated"
    case .copied: "copied"
    case .urged: "urged"
    case .escalated: "escalated"
    case .consulted: "consulted"
    case .settled: "settled"
    case .attached: "attached"
    case .deferred: "deferred"
    case .established: "established"
    case .overridden: "overridden"
    case .cleared: "cleared"
    case .commented: "commented"
    case .answered: "answered"
    case .limited: "limited"
    case .objected: "objected"
    }
  }
}
