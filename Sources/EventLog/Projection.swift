import Groundwork

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
    try upToDate(P.self).state
  }

  /// The state folded from the first event on, whatever is kept.
  public func folded<P: Projection>(_: P.Type) throws -> P.State {
    var state = P.initial
    try advance(P.self, &state, after: 0)
    return state
  }

  /// - Returns: The state and whether it differs from what is kept.
  func upToDate<P: Projection>(_: P.Type) throws -> (state: P.State, isNew: Bool) {
    var state = P.initial
    var position: Int64 = 0
    if let kept = try projection(P.name), kept.version == P.version,
      try kept.position == 0 || eventHash(at: kept.position) == kept.hash
    {
      state = try CanonicalJSON.value(P.State.self, kept.body)
      position = kept.position
    }
    let last = try lastEvent()?.count ?? 0
    try advance(P.self, &state, after: position)
    return (state, position != last || position == 0)
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
  /// Brings a projection up to date and keeps it.
  @discardableResult
  public func update<P: Projection>(_: P.Type) throws -> P.State {
    let (state, isNew) = try upToDate(P.self)
    if isNew { try keep(P.self, state) }
    return state
  }

  /// Rebuilds a projection from the first event and stores it.
  /// - Returns: Whether the one that was kept was the same; `nil` if none was.
  @discardableResult
  public func rebuild<P: Projection>(_: P.Type) throws -> Bool? {
    let state = try folded(P.self)
    var isSame: Bool?
    if let kept = try projection(P.name), kept.version == P.version {
      isSame = try upToDate(P.self).state == state
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
