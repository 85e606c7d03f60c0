import EventLog
import Groundwork

/// An audit entry. The log cannot change or delete it.
public enum AuditLine: EventPayload {
  /// An action was refused.
  case refused(action: Action, object: String, reason: String, address: String)
  /// Protected data were read.
  case read(object: String, level: DataLevel, address: String)
  /// Data were exported.
  case exported(object: String, level: DataLevel, format: String, approvedBy: String?)
  /// Something was changed that has no stream of its own, or a job was ordered that may change it.
  case changed(object: String, address: String)
  /// A successful or failed sign-in, of an existing account or not.
  case signIn(account: String, isFine: Bool, address: String)

  public static let category = "audit"

  public var kind: String {
    switch self {
    case .refused: "refused"
    case .read: "read"
    case .exported: "exported"
    case .changed: "changed"
    case .signIn: "sign-in"
    }
  }
}

/// An export that needs a second person: the stream `export/ID`.
public struct ExportDecider: Decider {
  public enum Event: EventPayload {
    case requested(object: String, level: DataLevel, purpose: String)
    case approved
    case refused(reason: String)
    case carriedOut

    public static let category = "export"

    public var kind: String {
      switch self {
      case .requested: "requested"
      case .approved: "approved"
      case .refused: "refused"
      case .carriedOut: "carried-out"
      }
    }
  }

  public enum Command: Sendable {
    case request(object: String, level: DataLevel, purpose: String)
    case approve
    case refuse(reason: String)
    /// - Parameter level: That of what leaves now.
    case carryOut(object: String, level: DataLevel)
  }

  public enum Phase: String, Sendable, Codable {
    case none, requested, approved, refused, done
  }

  public struct State: Hashable, Sendable, Codable {
    public var phase = Phase.none
    public var object = ""
    public var level = DataLevel.general
    public var requestedBy: String?
    public var approvedBy: String?
    public var approvedAt: Timestamp?
    /// Whoever approved or refused it, and when.
    public var decidedBy: String?
    public var decidedAt: Timestamp?
    /// Why it was refused.
    public var reason: String?

    /// Until when an approval is good.
    public var goodUntil: Timestamp? { approvedAt?.adding(seconds: approvalSeconds) }
  }

  /// An approval is valid for one day and for one export.
  public static let approvalSeconds: Int64 = 86_400

  public static let initial = State()

  public static func decide(
    _ command: Command, in state: State, by context: DeedContext
  ) throws -> [Event] {
    let person = context.actor.person
    switch (command, state.phase) {
    case (.request(let object, let level, let purpose), .none):
      guard !purpose.isEmpty else {
        throw refusal("purpose", "须说明用途", "state the purpose of the data")
      }
      return [.requested(object: object, level: level, purpose: purpose)]
    case (.approve, .requested):
      guard person != state.requestedBy else {
        throw refusal("second-person", "须由另一人批准", "another person must approve it")
      }
      return [.approved]
    case (.refuse(let reason), .requested):
      guard !reason.isEmpty else { throw refusal("reason", "须说明理由", "give a reason") }
      return [.refused(reason: reason)]
    case (.carryOut(let object, let level), .approved):
      guard level <= state.level else {
        throw refusal(
          "export-level", "数据级别在批准之后提高了，须重新申请", "the level has risen since the approval; ask again")
      }
      guard person == state.requestedBy, object == state.object else {
        throw refusal(
          "export-other", "批准的是另一人或另一数据", "the approval is for another person or other data")
      }
      guard let at = state.approvedAt, context.time.seconds(since: at) < approvalSeconds else {
        throw refusal("export-late", "批准已过期", "the approval has expired")
      }
      return [.carriedOut]
    default:
      throw refusal(
        "export-phase", "导出申请的状态（\(state.phase.rawValue)）不允许此操作",
        "the request is \(state.phase.rawValue); this cannot be done with it")
    }
  }

  public static func evolve(_ state: inout State, _ deed: Deed<Event>) {
    switch deed.event {
    case .requested(let object, let level, _):
      state.phase = .requested
      state.object = object
      state.level = level
      state.requestedBy = deed.actor.person
    case .approved:
      state.phase = .approved
      state.approvedBy = deed.actor.person
      state.approvedAt = deed.time
      state.decidedBy = deed.actor.person
      state.decidedAt = deed.time
    case .refused(let reason):
      state.phase = .refused
      state.decidedBy = deed.actor.person
      state.decidedAt = deed.time
      state.reason = reason
    case .carriedOut: state.phase = .done
    }
  }

  private static func refusal(_ code: String, _ zh: String, _ en: String) -> Diagnostic {
    SignIn.refusal(code, zh, en)
  }
}
