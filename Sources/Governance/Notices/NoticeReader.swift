import EventLog

/// Somebody for whom events of others are news (消息).
public struct NoticeReader: Sendable {
  public enum Reason: String, Sendable, Codable, CaseIterable {
    /// It names them or their organisation: something was handed to them.
    case assigned
    /// It concerns a matter in which they acted before.
    case answered
  }

  public var person: String
  public var role: String
  public var organisation: String
  /// No organisation was chosen on a server without accounts: the role alone says who it is.
  public var isAnyOrganisation: Bool

  /// The kinds of streams whose events are news. The books of the whole district, such as that of
  /// quotas, are not: everybody acts in them.
  public static let categories: Set<String> = [
    ProblemEvent.category, ProcessEvent.category, PlanEvent.category, DrawingEvent.category,
    ProjectEvent.category, StandingOrderEvent.category,
  ]

  public init(_ actor: Actor) {
    person = actor.person
    role = actor.role
    organisation = actor.organisation
    isAnyOrganisation = actor.isLocal && actor.organisation == "local"
  }

  /// Whether an act is their own: done by the person, or in the same role for the same organisation.
  ///
  /// What a standing order does in the role of its giver is not: they learn of it.
  public func isOwn(_ actor: Actor) -> Bool {
    if StandingOrder.isOrder(actor) { return false }
    if actor.person == person { return true }
    return actor.role == role && (isAnyOrganisation || actor.organisation == organisation)
  }

  /// Whether an event hands something to them.
  ///
  /// - Throws: Diagnostics `log.unreadable`, `log.newer-event`.
  public func isAddressed(_ record: EventRecord) throws -> Bool {
    switch record.type {
    case "problem.assigned":
      guard
        case .assigned(let organisation, let person, _) = try record.payload(as: ProblemEvent.self)
      else { return false }
      return names(person: person, organisation: organisation)
    case "process.transferred", "process.delegated", "process.copied", "process.signer-added":
      switch try record.payload(as: ProcessEvent.self) {
      case .transferred(_, let organisation, let person, _):
        return names(person: person, organisation: organisation)
      case .delegated(_, let person, _, _), .signerAdded(_, let person, _, _):
        return person == self.person
      case .copied(let organisations, _):
        return organisations.contains { names(person: nil, organisation: $0) }
      default: return false
      }
    default: return false
    }
  }

  private func names(person: String?, organisation: String?) -> Bool {
    if let person { return person == self.person }
    return organisation == self.organisation
  }
}

/// What others did since one's own last act, one entry for each matter.
public struct NoticeBoard: Sendable {
  public struct Notice: Sendable {
    public var reason: NoticeReader.Reason
    /// The newest event.
    public var record: EventRecord
    /// The number of events since one's own last act, and those of them after the position seen.
    public var count: Int
    public var unseen: Int
  }

  public let reader: NoticeReader
  /// The position in the log up to which the reader has seen everything.
  public let seen: Int64
  private var own: Set<StreamName> = []
  private var found: [StreamName: Notice] = [:]

  public init(_ reader: NoticeReader, seen: Int64) {
    self.reader = reader
    self.seen = seen
  }

  /// Takes the next event of the log.
  ///
  /// - Throws: Diagnostics `log.unreadable`, `log.newer-event`.
  public mutating func take(_ record: EventRecord) throws {
    guard NoticeReader.categories.contains(record.stream.category) else { return }
    if reader.isOwn(try record.actor()) {
      // Who acts on a matter has seen what it had come to.
      own.insert(record.stream)
      found[record.stream] = nil
      return
    }
    let isAddressed = try reader.isAddressed(record)
    guard isAddressed || own.contains(record.stream) || found[record.stream] != nil else { return }
    var notice =
      found[record.stream] ?? Notice(reason: .answered, record: record, count: 0, unseen: 0)
    if isAddressed { notice.reason = .assigned }
    notice.record = record
    notice.count += 1
    if record.position > seen { notice.unseen += 1 }
    found[record.stream] = notice
  }

  /// The newest first.
  public var notices: [Notice] {
    found.values.sorted { $0.record.position > $1.record.position }
  }
}
