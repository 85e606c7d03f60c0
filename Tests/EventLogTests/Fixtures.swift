import EventLog
import Groundwork
import TestSupport

/// A capability as small as can be: a jar of coins.
enum Jar: Decider {
  enum Command: Sendable {
    case put(Int64)
    case take(Int64)
  }

  enum Event: EventPayload {
    case put(coins: Int64)
    case taken(coins: Int64)

    static let category = "jar"

    var kind: String {
      switch self {
      case .put: "put"
      case .taken: "taken"
      }
    }
  }

  struct State: Codable, Sendable, Equatable {
    var coins: Int64 = 0
    var lastActor: String?
  }

  static let initial = State()

  static func decide(
    _ command: Command, in state: State, by context: DeedContext
  ) throws -> [Event] {
    switch command {
    case .put(let coins): return coins == 0 ? [] : [.put(coins: coins)]
    case .take(let coins):
      guard coins <= state.coins else {
        throw Diagnostic(code: "jar.empty", Localized("not so many coins"))
      }
      return [.taken(coins: coins)]
    }
  }

  static func evolve(_ state: inout State, _ deed: Deed<Event>) {
    switch deed.event {
    case .put(let coins): state.coins += coins
    case .taken(let coins): state.coins -= coins
    }
    state.lastActor = deed.actor.person
  }
}

/// The coins of all jars.
enum Coins: Projection {
  struct State: Codable, Sendable, Equatable {
    var jars: [String: Int64] = [:]
    var events = 0
  }

  static let name = "coins"
  static let version = 1
  static let categories: Set<String> = ["jar"]
  static let initial = State()

  static func apply(_ record: EventRecord, to state: inout State) throws {
    state.events += 1
    switch try record.payload(as: Jar.Event.self) {
    case .put(let coins): state.jars[record.stream.id, default: 0] += coins
    case .taken(let coins): state.jars[record.stream.id, default: 0] -= coins
    }
  }
}

enum Fixtures {
  static let start = Timestamp(milliseconds: 1_767_225_600_000)
  static let li = Actor(
    person: "p-li", name: "李示例", role: "planner", organisation: "org-plan")
  static let wang = Actor(
    person: "p-wang", name: "王样本/\"甲\"", role: "reviewer", organisation: "org-review",
    isLocal: true)

  static func context(_ actor: Actor = li, after seconds: Int64 = 0) -> DeedContext {
    DeedContext(
      actor: actor, time: start.adding(seconds: seconds),
      basis: [Reliance(.layer, "dltb_2025", state: "sha256:00ff")])
  }

  static func stream(_ id: String) -> StreamName {
    do { return try StreamName("jar", id) } catch { preconditionFailure("\(error)") }
  }

  /// A log with events in several streams, made of random commands.
  static func log(
    _ algorithm: HashAlgorithm = .sha256, events count: Int, seed: UInt64 = 7
  ) throws -> MemoryEventStore {
    var random = SplitMix(state: seed)
    let store = MemoryEventStore()
    try store.writeEvents { writer in
      try writer.beginLog(LogHeader(id: "test", algorithm: algorithm, created: start))
      while try writer.lastEvent()?.count ?? 0 < Int64(count) {
        let stream = stream("j\(random.next() % 5)")
        let coins = Int64(random.next() % 100)
        let isTake = random.next() % 3 == 0
        let actor = random.next() % 2 == 0 ? li : wang
        do {
          try writer.perform(
            Jar.self, isTake ? .take(coins) : .put(coins), on: stream, expected: nil,
            by: context(actor, after: try writer.lastEvent()?.count ?? 0))
        } catch let refusal as Diagnostic where refusal.code == "jar.empty" {
          continue
        }
      }
    }
    return store
  }

  static func records(_ store: some EventStore) throws -> [EventRecord] {
    try store.readEvents { try $0.events(after: 0, limit: Int.max / 2) }
  }

  /// A store that holds records as they are, right or wrong.
  static func store(
    _ records: [EventRecord], _ algorithm: HashAlgorithm = .sha256
  ) throws -> MemoryEventStore {
    let store = MemoryEventStore()
    try store.writeEvents { writer in
      try writer.insert(LogHeader(id: "test", algorithm: algorithm, created: start))
      try writer.insert(records)
    }
    return store
  }
}
