import EventLog
import Groundwork

/// All projects of the library: the projection `projects`.
public enum ProjectBoard: Projection {
  public struct Row: Hashable, Sendable, Codable {
    public var id: String
    /// The number of events of its stream.
    public var version: Int64
    public var record: ProjectRecord

    public init(id: String, version: Int64, record: ProjectRecord) {
      self.id = id
      self.version = version
      self.record = record
    }
  }

  public struct State: Hashable, Sendable, Codable {
    public var rows: [String: Row] = [:]
  }

  public static let name = "projects"
  public static let version = 1
  public static let categories: Set<String> = [ProjectEvent.category]
  public static let initial = State()

  public static func apply(_ record: EventRecord, to state: inout State) throws {
    let id = record.stream.id
    var row = state.rows[id] ?? Row(id: id, version: 0, record: ProjectRecord())
    ProjectDecider.evolve(
      &row.record,
      Deed(
        event: try record.payload(as: ProjectEvent.self), actor: try record.actor(),
        time: record.time, version: record.version))
    row.version = record.version
    state.rows[id] = row
  }
}
