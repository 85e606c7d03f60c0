import EventLog

/// A projection with one row for each stream of a category: what the decider makes of its events.
public protocol StreamBoard: Projection where State == StreamRows<Rules.State> {
  associatedtype Rules: Decider where Rules.State: Hashable & Codable
}

/// What became of a stream, and the number of its events.
public struct StreamRow<Record: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  public var id: String
  public var version: Int64
  public var record: Record

  public init(id: String, version: Int64, record: Record) {
    self.id = id
    self.version = version
    self.record = record
  }
}

/// The rows of a board, by the ids of their streams.
public struct StreamRows<Record: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  public var rows: [String: StreamRow<Record>] = [:]

  public init() {}
}

extension StreamBoard {
  public typealias Row = StreamRow<Rules.State>

  public static var categories: Set<String> { [Rules.Event.category] }
  public static var initial: State { State() }

  /// Constant time besides the decider's own.
  public static func apply(_ record: EventRecord, to state: inout State) throws {
    let id = record.stream.id
    var row = state.rows[id] ?? Row(id: id, version: 0, record: Rules.initial)
    Rules.evolve(
      &row.record,
      Deed(
        event: try record.payload(as: Rules.Event.self), actor: try record.actor(),
        time: record.time, version: record.version))
    row.version = record.version
    state.rows[id] = row
  }
}
