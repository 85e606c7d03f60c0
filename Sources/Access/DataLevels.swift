import EventLog
import Groundwork

/// The security marks of layers and of their fields (安全标记; GB/T 22239-2019, 8.1.4.2 g): the state of
/// the stream `data-level/layers`.
public struct DataLevels: Sendable, Equatable, Codable {
  /// By the name of the layer. A layer without a mark has the level 一般 (general).
  public internal(set) var marks: [String: DataLevel] = [:]
  /// The marks of single fields, by layer and by the name of the field in small letters. A field without
  /// a mark has the level of its layer, and none has less than that.
  public internal(set) var fields: [String: [String: DataLevel]] = [:]

  public init() {}

  /// The mark of one field, whatever the case of its name; 一般 (general) without one.
  public func mark(ofField field: String, in layer: String) -> DataLevel {
    fields[layer]?[field.lowercased()] ?? .general
  }

  /// The level of an imported layer.
  public func level(ofSource layer: String) -> DataLevel { marks[layer] ?? .general }

  /// The level of a derived layer: its own mark, but at least the highest level of its possible
  /// sources.
  public func level(
    ofDerived layer: String, from sources: some Sequence<String>
  ) -> DataLevel {
    DataLevel.inherited(from: [marks[layer] ?? .general] + sources.map { level(ofSource: $0) })
  }
}

/// The rules of the marks.
public struct DataLevelsDecider: Decider {
  public enum Event: EventPayload {
    case marked(layer: String, level: DataLevel, reason: String)
    case fieldMarked(layer: String, field: String, level: DataLevel, reason: String)

    public static let category = "data-level"

    public var kind: String {
      switch self {
      case .marked: "marked"
      case .fieldMarked: "field-marked"
      }
    }
  }

  public enum Command: Sendable {
    /// Lowering a level needs a reason, because it makes data accessible.
    case mark(layer: String, level: DataLevel, reason: String)
    /// The same for one field. The name counts in any case, as in a table of SQL.
    case markField(layer: String, field: String, level: DataLevel, reason: String)
  }

  public static let initial = DataLevels()

  public static func decide(
    _ command: Command, in state: DataLevels, by context: DeedContext
  ) throws -> [Event] {
    switch command {
    case .mark(let layer, let level, let reason):
      let before = state.level(ofSource: layer)
      if state.marks[layer] == level { return [] }
      try demandReason(level, after: before, reason, for: layer)
      return [.marked(layer: layer, level: level, reason: reason)]
    case .markField(let layer, let field, let level, let reason):
      let before = state.mark(ofField: field, in: layer)
      if before == level { return [] }
      try demandReason(level, after: before, reason, for: "\(layer).\(field)")
      return [.fieldMarked(layer: layer, field: field, level: level, reason: reason)]
    }
  }

  private static func demandReason(
    _ level: DataLevel, after before: DataLevel, _ reason: String, for name: String
  ) throws {
    guard level >= before || !reason.isEmpty else {
      throw SignIn.refusal(
        "reason", "降低“\(name)”的数据级别须说明理由", "lowering the level of ‘\(name)’ needs a reason")
    }
  }

  public static func evolve(_ state: inout DataLevels, _ deed: Deed<Event>) {
    switch deed.event {
    case .marked(let layer, let level, _): state.marks[layer] = level
    case .fieldMarked(let layer, let field, let level, _):
      state.fields[layer, default: [:]][field.lowercased()] = level
    }
  }
}
