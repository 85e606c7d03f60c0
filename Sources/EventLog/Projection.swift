import Groundwork
import Synchronization

/// A fold over the whole log that is kept, so that a question need not read every event.
///
/// It can be dropped and rebuilt at any time and is the same afterwards.
public protocol Projection {
  associatedtype State: Codable & Sendable & Equatable
  /// Under which it is kept.
  static var name: String { get }
  /// Raised when the fold or its state changes; a kept one of another version is rebuilt.
  static var version: Int { get }
  /// The categories of streams that it looks at; an empty set: all.
  static var categories: Set<String> { get }
  static var initial: State { get }
  static func apply(_ record: EventRecord, to state: inout State) throws
}

/// A projection as a store keeps it.
public struct ProjectionSnapshot: Hashable, Sendable {
  public var version: Int
  /// The last event that is in it.
  public var position: Int64
  /// The hash of that event: a snapshot of another history is not used.
  public var hash: Digest
  /// The canonical JSON of the state.
  public var body: [UInt8]

  /// How many events of the log a kept projection may lack; they are applied when it is read.
  public static let mostMissing: Int64 = 64

  public init(version: Int, position: Int64, hash: Digest, body: [UInt8]) {
    self.version = version
    self.position = position
    self.hash = hash
    self.body = body
  }
}

extension EventReading {
  /// The state of a projection now: the kept one, brought up to date in memory.
  public func current<P: Projection>(_: P.Type) throws -> P.State {
    guard let header = try logHeader(), let last = try lastEvent() else { return P.initial }
    let key = "\(P.name) \(P.version) \(header.id)"
    let recent = RecentStates.entry(key)
    // One of a later state of the log, or of one that was not kept after all, is left to its owner.
    let isAhead = recent.map { $0.position > last.count } ?? false
    var state: P.State
    var position: Int64
    if let recent, !isAhead, let known = recent.state as? P.State,
      try eventHash(at: recent.position) == recent.hash
    {
      (state, position) = (known, recent.position)
    } else {
      (state, position) = try kept(P.self)
    }
    try advance(P.self, &state, after: position)
    if !isAhead {
      RecentStates.keep(
        RecentStates.Entry(position: last.count, hash: last.hash, state: state), as: key)
    }
    return state
  }

  /// The state folded from the first event on, whatever is kept.
  public func folded<P: Projection>(_: P.Type) throws -> P.State {
    var state = P.initial
    try advance(P.self, &state, after: 0)
    return state
  }

  /// The kept one, brought up to date in memory, whatever this process remembers.
  func keptUpToDate<P: Projection>(_: P.Type) throws -> P.State {
    var (state, position) = try kept(P.self)
    try advance(P.self, &state, after: position)
    return state
  }

  private func kept<P: Projection>(_: P.Type) throws -> (state: P.State, position: Int64) {
    guard let kept = try believed(P.self) else { return (P.initial, 0) }
    return (try CanonicalJSON.value(P.State.self, kept.body), kept.position)
  }

  /// The snapshot that is kept, if it is one of this history and of this version of the fold.
  fileprivate func believed<P: Projection>(_: P.Type) throws -> ProjectionSnapshot? {
    guard let kept = try projection(P.name), kept.version == P.version,
      try kept.position == 0 || eventHash(at: kept.position) == kept.hash
    else { return nil }
    return kept
  }

  private func advance<P: Projection>(
    _: P.Type, _ state: inout P.State, after position: Int64
  ) throws {
    var position = position
    while true {
      let records = try events(after: position, limit: 4096)
      guard let last = records.last else { return }
      for record in records
      where P.categories.isEmpty || P.categories.contains(record.stream.category) {
        try P.apply(record, to: &state)
      }
      position = last.position
    }
  }
}

extension EventWriting {
  /// Brings a projection up to date, and keeps it where the one that is kept lacks many events: to write
  /// the whole of it with every deed would cost more than the deed.
  @discardableResult
  public func update<P: Projection>(_: P.Type) throws -> P.State {
    let state = try current(P.self)
    let last = try lastEvent()?.count ?? 0
    let position = try believed(P.self)?.position ?? 0
    if position == 0 || last - position >= ProjectionSnapshot.mostMissing {
      try keep(P.self, state)
    }
    return state
  }

  /// Rebuilds a projection from the first event and stores it.
  /// - Returns: Whether the one that was kept was the same; `nil` if none was.
  @discardableResult
  public func rebuild<P: Projection>(_: P.Type) throws -> Bool? {
    let state = try folded(P.self)
    var isSame: Bool?
    if let kept = try projection(P.name), kept.version == P.version {
      isSame = try keptUpToDate(P.self) == state
    }
    try keep(P.self, state)
    return isSame
  }

  private func keep<P: Projection>(_: P.Type, _ state: P.State) throws {
    guard let head = try head() else { return }
    try put(
      ProjectionSnapshot(
        version: P.version, position: head.count, hash: head.hash,
        body: try CanonicalJSON().bytes(state)), as: P.name)
  }
}

/// The newest states of projections that this process has seen, so that neither a question nor a deed
/// decodes what is kept.
///
/// A state belongs to the hash of the last event in it. As hashes are chained, the same hash is the same
/// history, in whatever store it lies; one that was rolled back does not have it.
private enum RecentStates {
  struct Entry: Sendable {
    var position: Int64
    var hash: Digest
    var state: any Sendable
  }

  private static let most = 32
  private static let entries = Mutex<[String: Entry]>([:])

  static func entry(_ key: String) -> Entry? { entries.withLock { $0[key] } }

  static func keep(_ entry: Entry, as key: String) {
    entries.withLock { entries in
      if entries.count >= most, entries[key] == nil { entries = [:] }
      entries[key] = entry
    }
  }
}
