import Access
import EventLog
import Groundwork
import Storage

/// An audit entry: who did what to what, when, with which outcome. It does not contain the content
/// of the work, which no administrator may see.
public struct AuditEntry: Codable, Hashable, Sendable {
  public enum Outcome: String, Codable, Sendable, CaseIterable {
    case done, refused, failed
  }

  /// Its position in the log.
  public var position: Int64
  public var time: Timestamp
  public var person: String
  public var name: String
  public var role: String
  public var organisation: String
  /// True without accounts: the identity was not checked.
  public var isLocal: Bool
  /// The type of the event, such as `problem.filed`, or `audit.refused`.
  public var what: String
  /// The stream, or the object of the attempt.
  public var object: String
  public var outcome: Outcome
  /// The reason of a refusal or failure; the format of an export.
  public var note: String
  /// The network address, where known.
  public var address: String
}

/// The search conditions; all that are given must match.
public struct AuditQuery: Sendable {
  public var person: String?
  /// The prefix of the type of an event: `problem.`, `audit.refused`.
  public var what: String?
  /// A part of the object's name.
  public var object: String?
  public var outcome: AuditEntry.Outcome?
  public var since: Timestamp?
  /// Exclusive.
  public var until: Timestamp?
  /// Only entries before this position in the log.
  public var before: Int64?
  public var limit: Int

  public init(
    person: String? = nil, what: String? = nil, object: String? = nil,
    outcome: AuditEntry.Outcome? = nil, since: Timestamp? = nil, until: Timestamp? = nil,
    before: Int64? = nil, limit: Int = 100
  ) {
    self.person = person
    self.what = what
    self.object = object
    self.outcome = outcome
    self.since = since
    self.until = until
    self.before = before
    self.limit = limit
  }

  func matches(_ entry: AuditEntry) -> Bool {
    (person.map { $0 == entry.person } ?? true) && (what.map(entry.what.hasPrefix) ?? true)
      && (object.map(entry.object.contains) ?? true)
      && (outcome.map { $0 == entry.outcome } ?? true)
      && (since.map { entry.time >= $0 } ?? true) && (until.map { entry.time < $0 } ?? true)
  }
}

extension Accounts {
  /// Adds a line to the audit.
  public func record(_ line: AuditLine, by actor: Actor, at time: Timestamp) throws {
    try write(at: time) { _, events in try append(line, by: actor, at: time, events) }
  }

  func append(
    _ line: AuditLine, by actor: Actor, at time: Timestamp, _ events: any EventWriting
  ) throws {
    // One stream for each month, so that a search by time finds its part of the log.
    let stream = try StreamName(AuditLine.category, String(time.iso8601.prefix(7)))
    try events.append(
      AppendBatch(
        time: time, actor: actor,
        appends: [StreamAppend(stream, expected: .any, events: [EventDraft(line)])]))
  }

  /// How many events one search reads before it returns with the position to continue from.
  static let searchedAtOnce: Int64 = 200_000

  /// The newest matching entries, newest first. The log is never shortened, so that entries are
  /// kept longer than any profile requires.
  /// - Returns: The entries, and the position to continue from; `nil` at the beginning of the log.
  /// - Throws: Diagnostic `access.refused`.
  public func audit(
    _ query: AuditQuery, by caller: Caller, at time: Timestamp
  ) throws -> (entries: [AuditEntry], next: Int64?) {
    _ = try demand(caller, .read, AccessObject(.audit, "log", area: auditArea), at: time)
    return try search(query)
  }

  /// The matching entries, oldest first, for a file; the export is itself recorded.
  public func exportAudit(
    _ query: AuditQuery, format: String, by caller: Caller, at time: Timestamp
  ) throws -> [AuditEntry] {
    let context = try demand(
      caller, .export, AccessObject(.audit, "log", area: auditArea), at: time)
    var query = query
    query.limit = .max
    var all: [AuditEntry] = []
    repeat {
      let (entries, next) = try search(query)
      all += entries
      query.before = next
    } while query.before != nil
    try record(
      .exported(object: "audit/log", level: .general, format: format, approvedBy: nil),
      by: context.actor, at: time)
    return all.reversed()
  }

  /// There is one audit for the whole workspace; its area is that of the first organisation.
  private var auditArea: AreaCode { homeArea }

  /// The area of the workspace: that of the first administrators.
  public var homeArea: AreaCode {
    let areas = known.directory.state.organisations.values.filter { $0.parent == nil }.map(\.area)
    return areas.min { ($0.level, $0) < ($1.level, $1) } ?? .country
  }

  private func search(_ query: AuditQuery) throws -> (entries: [AuditEntry], next: Int64?) {
    try workspace.readEvents { reader in
      var found: [AuditEntry] = []
      var end = min(try reader.lastEvent()?.count ?? 0, query.before.map { $0 - 1 } ?? .max)
      let stop = max(0, end - Accounts.searchedAtOnce)
      while end > stop {
        let start = max(stop, end - 2048)
        let records = try reader.events(after: start, limit: Int(end - start))
        for record in records.reversed() {
          let entry = try AuditEntry(record)
          if let since = query.since, entry.time < since.adding(days: -1) {
            // A clock may go back a little, but never a whole day.
            return (found, nil)
          }
          guard query.matches(entry) else { continue }
          found.append(entry)
          if found.count >= query.limit {
            return (found, entry.position > 1 ? entry.position : nil)
          }
        }
        end = start
      }
      return (found, stop > 0 ? stop + 1 : nil)
    }
  }
}

extension AuditEntry {
  init(_ record: EventRecord) throws {
    let actor = try record.actor()
    position = record.position
    time = record.time
    person = actor.person
    name = actor.name
    role = actor.role
    organisation = actor.organisation
    isLocal = actor.isLocal
    what = record.type
    object = record.stream.text
    outcome = .done
    note = ""
    address = ""
    switch record.stream.category {
    case AuditLine.category: try take(record.payload(as: AuditLine.self))
    case SignInEvent.category:
      switch try record.payload(as: SignInEvent.self) {
      case .failed(let reason):
        outcome = .failed
        note = reason
      case .locked(let until):
        outcome = .failed
        note = until.iso8601
      default: break
      }
    default: break
    }
  }

  private mutating func take(_ line: AuditLine) {
    switch line {
    case .refused(let action, let object, let reason, let address):
      self.object = "\(action.rawValue) \(object)"
      outcome = .refused
      note = reason
      self.address = address
    case .read(let object, let level, let address):
      self.object = object
      note = level.rawValue
      self.address = address
    case .exported(let object, let level, let format, let approvedBy):
      self.object = object
      note = [level.rawValue, format, approvedBy ?? ""].filter { !$0.isEmpty }
        .joined(separator: " ")
    case .changed(let object, let address):
      self.object = object
      self.address = address
    case .signIn(let account, let isFine, let address):
      object = "account/\(account)"
      outcome = isFine ? .done : .failed
      self.address = address
    }
  }

  /// The columns of a table of entries.
  public static let columns = [
    "position", "time", "person", "name", "role", "organisation", "local", "what", "object",
    "outcome", "note", "address",
  ]

  public var fields: [String] {
    [
      String(position), time.iso8601, person, name, role, organisation, String(isLocal), what,
      object, outcome.rawValue, note, address,
    ]
  }

  /// A table for spreadsheet programs.
  public static func csv(_ entries: [AuditEntry]) -> String {
    CSV.byteOrderMark + CSV.line(columns)
      + entries.map { CSV.line($0.fields.map(AuditEntry.escapingFormula)) }.joined()
  }

  /// Prefixes text that a spreadsheet program would take for a formula with an apostrophe
  /// (CWE-1236).
  private static func escapingFormula(_ text: String) -> String {
    text.first.map { "=+-@\t\r".contains($0) } ?? false ? "'" + text : text
  }
}
