import EventLog
import Groundwork

/// All cases (办件), folded from the log.
public enum ProcessBoard: Projection {
  public struct Row: Hashable, Sendable, Codable {
    public var number: String
    public var version: Int64
    public var instance: ProcessInstance

    public init(number: String, version: Int64, instance: ProcessInstance) {
      self.number = number
      self.version = version
      self.instance = instance
    }
  }

  public struct State: Hashable, Sendable, Codable {
    public var rows: [String: Row] = [:]
    /// The last running number of each year.
    public var numbers: [String: Int] = [:]

    /// The next number of the year of a time: `BJ-2026-0001` (办件编号).
    public func nextNumber(at time: Timestamp) -> String {
      let year = String(time.iso8601.prefix(4))
      let running = String((numbers[year] ?? 0) + 1)
      return "BJ-\(year)-" + String(repeating: "0", count: max(0, 4 - running.count)) + running
    }
  }

  public static let name = "processes"
  public static let version = 3
  public static let categories: Set<String> = [ProcessEvent.category]
  public static let initial = State()

  public static func apply(_ record: EventRecord, to state: inout State) throws {
    let number = record.stream.id
    var row = state.rows[number] ?? Row(number: number, version: 0, instance: ProcessInstance())
    ProcessDecider.evolve(
      &row.instance,
      Deed(
        event: try record.payload(as: ProcessEvent.self), actor: try record.actor(),
        time: record.time, version: record.version))
    row.version = record.version
    state.rows[number] = row
    if let match = number.wholeMatch(of: /BJ-(\d{4})-(\d{4,9})/), let running = Int(match.2) {
      let year = String(match.1)
      state.numbers[year] = max(state.numbers[year] ?? 0, running)
    }
  }
}
