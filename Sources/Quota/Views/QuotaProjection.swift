import EventLog
import Groundwork

/// The quota book as it stands: the projection `quota`.
public enum QuotaProjection: Projection {
  public struct State: Hashable, Sendable, Codable {
    public var book = QuotaBook()
    /// How many events its stream has.
    public var version: Int64 = 0

    public init() {}
  }

  public static let name = "quota"
  public static let version = 4
  public static let categories: Set<String> = [QuotaEvent.category]
  public static let initial = State()
  /// The stream of the one book of a workspace.
  public static let stream = "book"

  public static func apply(_ record: EventRecord, to state: inout State) throws {
    QuotaDecider.evolve(
      &state.book,
      Deed(
        event: try record.payload(as: QuotaEvent.self), actor: try record.actor(),
        time: record.time, version: record.version))
    state.version = record.version
  }
}
