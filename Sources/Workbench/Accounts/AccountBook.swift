import Access
import EventLog
import Groundwork

/// The accounts and rights recorded in the log, folded in memory and updated event by event: a
/// request uses this copy and reads only the events that have been added to the log.
public struct AccountBook: Sendable {
  public private(set) var directory = Versioned(Directory(), version: 0)
  public private(set) var levels = Versioned(DataLevels(), version: 0)
  public private(set) var accounts: [String: Versioned<SignIn.State>] = [:]
  /// The person of each session, by the hash of its token.
  private var persons: [Digest: String] = [:]
  private var head: LogHead?

  public static let categories: Set<String> = [
    DirectoryEvent.category, SignInEvent.category, DataLevelsDecider.Event.category,
  ]

  public static func directoryStream() throws -> StreamName {
    try StreamName(DirectoryEvent.category, "directory")
  }
  public static func levelsStream() throws -> StreamName {
    try StreamName(DataLevelsDecider.Event.category, "layers")
  }
  public static func accountStream(_ person: String) throws -> StreamName {
    try StreamName(SignInEvent.category, person)
  }

  public init() {}

  /// - Throws: What reading the log throws.
  public init(_ reader: any EventReading) throws { try refresh(reader) }

  /// The person of a session, which may have ended since.
  public func person(ofSession session: Digest) -> String? { persons[session] }

  public func account(_ person: String) -> SignIn.State? { accounts[person]?.state }

  /// Brings the book up to date. O(events since the last refresh).
  public mutating func refresh(_ reader: any EventReading) throws {
    guard let last = try reader.lastEvent() else {
      self = AccountBook()
      return
    }
    if last == head { return }
    if let head, head.count <= last.count, try reader.eventHash(at: head.count) == head.hash {
      var position = head.count
      while position < last.count {
        let records = try reader.events(after: position, limit: 4096)
        guard let end = records.last else { break }
        for record in records { try apply(record) }
        position = end.position
      }
    } else {
      // For a different log, or the first time: the relevant streams are read one by one.
      self = AccountBook()
      for category in AccountBook.categories.sorted() {
        for stream in try reader.streams(category: category) {
          for record in try reader.events(of: stream, after: 0) { try apply(record) }
        }
      }
    }
    head = last
  }

  private mutating func apply(_ record: EventRecord) throws {
    switch record.stream.category {
    case DirectoryEvent.category: try advance(&directory, DirectoryDecider.self, record)
    case DataLevelsDecider.Event.category: try advance(&levels, DataLevelsDecider.self, record)
    case SignInEvent.category:
      let person = record.stream.id
      var account = accounts[person] ?? Versioned(SignIn.initial, version: 0)
      let before = account.state.sessions.keys
      try advance(&account, SignIn.self, record)
      for session in before where account.state.sessions[session] == nil {
        persons[session] = nil
      }
      for session in account.state.sessions.keys { persons[session] = person }
      accounts[person] = account
    default: break
    }
  }

  private func advance<D: Decider>(
    _ seen: inout Versioned<D.State>, _: D.Type, _ record: EventRecord
  ) throws {
    let deed = Deed(
      event: try record.payload(as: D.Event.self), actor: try record.actor(), time: record.time,
      version: record.version)
    D.evolve(&seen.state, deed)
    seen.version = record.version
  }
}
