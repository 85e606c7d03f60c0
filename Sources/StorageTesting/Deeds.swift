import EventLog
import Groundwork
import Storage

/// Events that the laws and the random comparison share.
enum Deeds {
  enum Step: EventPayload {
    case taken(text: String)

    static let category = "walk"
    var kind: String { "taken" }
  }

  /// How many events each stream has, and the last text.
  enum Tally: Projection {
    struct State: Codable, Sendable, Equatable {
      var counts: [String: Int] = [:]
      var last = ""
    }

    static let name = "tally"
    static let version = 2
    static let categories: Set<String> = ["walk"]
    static let initial = State()

    static func apply(_ record: EventRecord, to state: inout State) throws {
      state.counts[record.stream.id, default: 0] += 1
      if case .taken(let text) = try record.payload(as: Step.self) { state.last = text }
    }
  }

  static let start = Timestamp(milliseconds: 1_767_225_600_000)
  static let actor = Actor(person: "p1", name: "李\"样\"\n𠮷", role: "planner", organisation: "o")

  static func header(_ algorithm: HashAlgorithm = .sha256) throws -> LogHeader {
    try LogHeader(id: "log-1", algorithm: algorithm, created: start)
  }

  static func stream(_ id: String) throws -> StreamName { try StreamName("walk", id) }

  static func append(
    _ id: String, _ texts: [String], expected: ExpectedVersion = .any
  ) throws -> StreamAppend {
    StreamAppend(
      try stream(id), expected: expected,
      events: try texts.map { try EventDraft(Step.taken(text: $0)) })
  }

  static func batch(at seconds: Int64 = 0, _ appends: StreamAppend...) -> AppendBatch {
    AppendBatch(
      time: start.adding(seconds: seconds), actor: actor,
      basis: [Reliance(.layer, "调查", state: "s\(seconds)")], appends: appends)
  }

  static func lines(_ records: [EventRecord]) -> String {
    records.map { String(decoding: $0.line, as: UTF8.self) + " \($0.hash)" }
      .joined(separator: "\n")
  }

  /// Everything that can be asked about a log, as one text.
  static func content(_ reader: any EventReading) throws -> String {
    guard let header = try reader.logHeader() else { return "no log" }
    var text = "\(header)\n\(String(describing: try reader.head()))\n"
    text += lines(try reader.events(after: 0, limit: 1 << 40)) + "\n"
    for stream in try reader.streams(category: Step.category) {
      let versions = try reader.events(of: stream, after: 0).map { $0.version }
      text += "\(stream) \(try reader.version(of: stream)) \(versions)\n"
    }
    for name in try reader.projectionNames() {
      text += "\(String(describing: try reader.projection(name)))\n"
    }
    return text
  }
}
