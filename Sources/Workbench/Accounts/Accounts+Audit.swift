import Access
import EventLog
import Groundwork
import Storage

/// A line of the history as auditors see it: who did what to what, when, and what came of it. What the
/// work itself says is not in it: no administrator sees the work.
public struct AuditEntry: Codable, Hashable, Sendable {
  public enum Outcome: String, Codable, Sendable, CaseIterable {
    case done, refused, failed
  }

  /// Its place in the log.
  public var position: Int64
  public var time: Timestamp
  public var person: String
  public var name: String
  public var role: String
  public var organisation: String
  /// Without accounts: nobody checked who it was.
  public var isLocal: Bool
  /// The type of the event, such as `problem.filed`, or `audit.refused`.
  public var what: String
  /// The stream, or what somebody wanted to do something to.
  public var object: String
  public var outcome: Outcome
  /// Why it was refused or failed; how data left.
  public var note: String
  /// Of the network, where it is known.
  public var address: String
}

/// What to look for; everything that is given must fit.
public struct AuditQuery: Sendable {
  public var person: String?
  /// The beginning of the type of an event: `problem.`, `audit.refused`.
  public var what: String?
  /// A part of the object.
  public var object: String?
  public var outcome: AuditEntry.Outcome?
  public var since: Timestamp?
  /// Exclusive.
  public var until: Timestamp?
  /// Only what stands before this place in the log.
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

  func fits(_ entry: AuditEntry) -> Bool {
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
    // A stream a month: a search by time finds its part of the log.
    let stream = try StreamName(AuditLine.category, String(time.iso8601.prefix(7)))
    try events.append(
      AppendBatch(
        time: time, actor: actor,
        appends: [StreamAppend(stream, expected: .any, events: [EventDraft(line)])]))
  }

  /// How much of the log one search looks through before it says how far it came.
  static let searchedAtOnce: Int64 = 200_000

  /// The newest lines that fit, newest first. The log is never shortened, so everything that ever
  /// happened can be found: longer than any profile asks for.
  /// - Returns: The lines, and from where to go on; `nil` at the beginning of the log.
  /// - Throws: Diagnostic `access.refused`.
  public func audit(
    _ query: AuditQuery, by caller: Caller, at time: Timestamp
  ) throws -> (entries: [AuditEntry], next: Int64?) {
    _ = try demand(caller, .read, AccessObject(.audit, "log", area: auditArea), at: time)
    return try search(query)
  }

  /// The lines that fit, oldest first, for a file; the export leaves a line of its own.
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

  /// The audit is one for the whole workspace: it lies where the first organisation does.
  private var auditArea: AreaCode { homeArea }

  /// Where the workspace lies: the area of the first administrators.
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
            // Clocks go back a little, never a day.
            return (found, nil)
          }
          guard query.fits(entry) else { continue }
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
    case .signIn(let account, let isFine, let address):
      object = "account/\(account)"
      outcome = isFine ? .done : .failed
      self.address = address
    }
  }

  /// The columns of a table of lines.
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
      + entries.map { CSV.line($0.fields.map(AuditEntry.harmless)) }.joined()
  }

  /// Text that a spreadsheet program would take for a formula gets an apostrophe (CWE-1236).
  private static func harmless(_ text: String) -> String {
    text.first.map { "=+-@\t\r".contains($0) } ?? false ? "'" + text : text
  }
}
