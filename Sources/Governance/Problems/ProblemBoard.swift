import EventLog
import Groundwork

/// All problems: the projection `problems`.
public enum ProblemBoard: Projection {
  /// One row of the board.
  public struct Row: Hashable, Sendable, Codable {
    public var number: String
    /// The number of events of its stream.
    public var version: Int64
    public var problem: Problem

    public init(number: String, version: Int64, problem: Problem) {
      self.number = number
      self.version = version
      self.problem = problem
    }
  }

  public struct State: Hashable, Sendable, Codable {
    public var rows: [String: Row] = [:]
    /// The highest running number of each year.
    public var numbers: [String: Int] = [:]
  }

  public static let name = "problems"
  public static let version = 1
  public static let categories: Set<String> = [ProblemEvent.category]
  public static let initial = State()

  public static func apply(_ record: EventRecord, to state: inout State) throws {
    let number = record.stream.id
    var row = state.rows[number] ?? Row(number: number, version: 0, problem: Problem())
    ProblemDecider.evolve(
      &row.problem,
      Deed(
        event: try record.payload(as: ProblemEvent.self), actor: try record.actor(),
        time: record.time, version: record.version))
    row.version = record.version
    state.rows[number] = row
    if let (year, running) = ProblemNumber.parts(of: number) {
      state.numbers[year] = max(state.numbers[year] ?? 0, running)
    }
  }
}

/// The number of a problem (立案编号): `WT-2026-0001`.
public enum ProblemNumber {
  /// The next number of the year of a time.
  public static func next(at time: Timestamp, after board: ProblemBoard.State) -> String {
    let year = String(time.iso8601.prefix(4))
    let running = String((board.numbers[year] ?? 0) + 1)
    return "WT-\(year)-" + String(repeating: "0", count: max(0, 4 - running.count)) + running
  }

  static func parts(of number: String) -> (year: String, running: Int)? {
    guard let match = number.wholeMatch(of: /WT-(\d{4})-(\d{4,9})/), let running = Int(match.2)
    else { return nil }
    return (String(match.1), running)
  }
}
