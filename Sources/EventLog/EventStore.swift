import Groundwork

/// Where a log is kept: in memory (``MemoryEventStore``), or in a home of the workspace.
///
/// A driver offers consistent reading and writing in transactions, and no more; what makes it a log —
/// expected versions, the chain, verification, projections — is written once, for all of them.
public protocol EventStore: Sendable {
  /// Reads one consistent state, whatever is written meanwhile.
  func readEvents<T>(_ body: (any EventReading) throws -> T) throws -> T
  /// Writes in one transaction: all of it is kept, or nothing. One writer at a time.
  func writeEvents<T>(_ body: (any EventWriting) throws -> T) throws -> T
}

/// A consistent state of a log.
public protocol EventReading {
  /// How the log begins; `nil` while it has not begun.
  func logHeader() throws -> LogHeader?
  /// The position and the hash of the last event; `nil` while there is none.
  func lastEvent() throws -> LogHead?
  /// The hash of the event at a position, if there is one.
  func eventHash(at position: Int64) throws -> Digest?
  /// The number of events in a stream; 0 if there is none such.
  func version(of stream: StreamName) throws -> Int64
  /// The events of a stream after a version, in order.
  func events(of stream: StreamName, after version: Int64) throws -> [EventRecord]
  /// Calls `body` with the events of positions `range`, ascending. Missing ones are left out.
  func visitEvents(_ range: ClosedRange<Int64>, _ body: (EventView) throws -> Void) throws
  /// The streams of a category, in the order of their names.
  func streams(category: String) throws -> [StreamName]
  /// A projection as it was last kept.
  func projection(_ name: String) throws -> ProjectionSnapshot?
  /// The names of all projections that are kept, ascending.
  func projectionNames() throws -> [String]
}

/// A transaction on a log.
public protocol EventWriting: EventReading {
  /// Begins the log. Called once, before the first event.
  func insert(_ header: LogHeader) throws
  /// Adds finished events as they are, in order. Called by ``append(_:)`` and by what moves a log from
  /// one home to another; nobody else makes records.
  func insert(_ records: [EventRecord]) throws
  /// Keeps a projection in place of the one of the same name.
  func put(_ snapshot: ProjectionSnapshot, as name: String) throws
  func dropProjection(_ name: String) throws
}

extension EventReading {
  /// The end of the log; `nil` while it has not begun.
  public func head() throws -> LogHead? {
    guard let header = try logHeader() else { return nil }
    return try lastEvent() ?? LogHead(count: 0, hash: header.hash)
  }

  /// The events after a position, at most so many.
  public func events(after position: Int64, limit: Int) throws -> [EventRecord] {
    guard limit > 0, let header = try logHeader(), let last = try lastEvent()?.count,
      position < last
    else { return [] }
    let from = max(position, 0)
    var previous = from == 0 ? header.hash : try eventHash(at: from) ?? .zero
    var records: [EventRecord] = []
    try visitEvents((from + 1)...min(last, from + Int64(limit))) { view in
      records.append(try view.record(previous: previous))
      previous = view.hash
    }
    return records
  }

  /// What somebody else may keep as a witness.
  /// - Throws: Diagnostic `log.empty`.
  public func root(at time: Timestamp) throws -> LogRoot {
    guard let header = try logHeader(), let head = try head() else { throw Diagnostic.emptyLog }
    return LogRoot(header: header, head: head, time: time)
  }
}

extension Diagnostic {
  static var emptyLog: Diagnostic {
    Diagnostic(
      code: "log.empty",
      Localized(zh: "还没有日志。", en: "there is no log yet."),
      remedy: Localized(
        zh: "日志随第一件办理的事项开始，例如 zhitu problem file。",
        en: "The log begins with the first deed, such as zhitu problem file."))
  }
}
