import Groundwork
import Synchronization

/// A log in memory: for tests, for the simulator, and as the plainest statement of what a store does.
public final class MemoryEventStore: EventStore {
  private let content = Mutex(MemoryLog())

  public init() {}

  public func readEvents<T>(_ body: (any EventReading) throws -> T) throws -> T {
    try body(MemoryLogTransaction(content.withLock { $0 }))
  }

  public func writeEvents<T>(_ body: (any EventWriting) throws -> T) throws -> T {
    try withoutActuallyEscaping(body) { body in
      var outcome: Result<T, any Error>?
      content.withLock { content in
        let transaction = MemoryLogTransaction(content)
        // The transaction alone holds the arrays, or each append would copy them.
        content = MemoryLog()
        let before = transaction.mark
        let result = Result { try body(transaction) }
        if case .failure = result { transaction.undo(to: before) }
        content = transaction.log
        outcome = result
      }
      guard let outcome else { preconditionFailure("the lock runs its body") }
      return try outcome.get()
    }
  }
}

/// What a log in memory consists of.
public struct MemoryLog: Sendable {
  fileprivate var header: LogHeader?
  fileprivate var records: [EventRecord] = []
  /// Indices into `records`, a list for each stream.
  fileprivate var streams: [StreamName: [Int]] = [:]
  fileprivate var projections: [String: ProjectionSnapshot] = [:]

  public init() {}
}

/// Reads and changes a copy of a log in memory, which its owner puts in the place of the log, or not.
public final class MemoryLogTransaction: EventWriting {
  public private(set) var log: MemoryLog

  public init(_ log: MemoryLog) { self.log = log }

  fileprivate struct Mark {
    var header: LogHeader?
    var count: Int
    var projections: [String: ProjectionSnapshot]
  }

  fileprivate var mark: Mark {
    Mark(header: log.header, count: log.records.count, projections: log.projections)
  }

  fileprivate func undo(to mark: Mark) {
    log.header = mark.header
    log.projections = mark.projections
    while log.records.count > mark.count {
      let stream = log.records.removeLast().stream
      log.streams[stream]?.removeLast()
      if log.streams[stream]?.isEmpty == true { log.streams[stream] = nil }
    }
  }

  public func logHeader() throws -> LogHeader? { log.header }

  public func lastEvent() throws -> LogHead? {
    log.records.last.map { LogHead(count: $0.position, hash: $0.hash) }
  }

  public func eventHash(at position: Int64) throws -> Digest? {
    guard position >= 1, position <= Int64(log.records.count) else { return nil }
    return log.records[Int(position) - 1].hash
  }

  public func version(of stream: StreamName) throws -> Int64 {
    Int64(log.streams[stream]?.count ?? 0)
  }

  public func events(of stream: StreamName, after version: Int64) throws -> [EventRecord] {
    (log.streams[stream] ?? []).dropFirst(Int(version)).map { log.records[$0] }
  }

  public func visitEvents(_ range: ClosedRange<Int64>, _ body: (EventView) throws -> Void) throws {
    let range = range.clamped(to: 1...max(1, Int64(log.records.count)))
    guard !log.records.isEmpty else { return }
    for position in range { try log.records[Int(position) - 1].withView(body) }
  }

  public func streams(category: String) throws -> [StreamName] {
    log.streams.keys.filter { $0.category == category }.sorted()
  }

  public func projection(_ name: String) throws -> ProjectionSnapshot? { log.projections[name] }

  public func projectionNames() throws -> [String] { log.projections.keys.sorted() }

  public func insert(_ header: LogHeader) throws {
    precondition(log.header == nil, "a log begins once")
    log.header = header
  }

  public func insert(_ records: [EventRecord]) throws {
    for record in records {
      log.streams[record.stream, default: []].append(log.records.count)
      log.records.append(record)
    }
  }

  public func put(_ snapshot: ProjectionSnapshot, as name: String) throws {
    log.projections[name] = snapshot
  }

  public func dropProjection(_ name: String) throws { log.projections[name] = nil }
}
