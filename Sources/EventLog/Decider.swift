import Groundwork

/// An event of a capability with who did it, when, and as which version of its stream.
public struct Deed<Event: EventPayload>: Sendable, Equatable {
  public var event: Event
  public var actor: Actor
  public var time: Timestamp
  /// Its place in its stream, from 1.
  public var version: Int64

  public init(event: Event, actor: Actor, time: Timestamp, version: Int64) {
    self.event = event
    self.actor = actor
    self.time = time
    self.version = version
  }
}

/// Who asks for something, and when.
public struct DeedContext: Sendable, Hashable {
  public var actor: Actor
  public var time: Timestamp
  public var basis: [Reliance]

  public init(actor: Actor, time: Timestamp, basis: [Reliance] = []) {
    self.actor = actor
    self.time = time
    self.basis = basis
  }
}

/// The law of one capability that changes with people's acts.
///
/// Everything that must hold is checked in ``decide(_:in:by:)``, so the command line, the API, a batch
/// file and the simulator obey the same law. Both functions depend on nothing but their arguments.
public protocol Decider {
  associatedtype State: Sendable
  associatedtype Command: Sendable
  associatedtype Event: EventPayload

  /// The state of a stream without events.
  static var initial: State { get }
  /// What happens when somebody asks for something; nothing when it is so already.
  /// - Throws: A `Diagnostic` that says why it may not be.
  static func decide(
    _ command: Command, in state: State, by context: DeedContext
  ) throws -> [Event]
  /// The state after an event. Never fails: what happened, happened.
  static func evolve(_ state: inout State, _ deed: Deed<Event>)
}

extension Decider {
  /// The state after some events.
  public static func fold(_ deeds: some Sequence<Deed<Event>>, from state: State? = nil) -> State {
    deeds.reduce(into: state ?? initial) { evolve(&$0, $1) }
  }

  /// Decides and folds what was decided, without a log: for tests and simulators.
  public static func advance(
    _ state: inout State, version: inout Int64, _ command: Command, by context: DeedContext
  ) throws {
    for event in try decide(command, in: state, by: context) {
      version += 1
      evolve(
        &state,
        Deed(event: event, actor: context.actor, time: context.time, version: version))
    }
  }
}

/// The state of a stream, and the version that was seen.
public struct Versioned<State> {
  public var state: State
  public var version: Int64

  public init(_ state: State, version: Int64) {
    self.state = state
    self.version = version
  }
}

extension Versioned: Sendable where State: Sendable {}
extension Versioned: Equatable where State: Equatable {}

extension EventReading {
  /// The history of a stream.
  /// - Throws: Diagnostics `log.unreadable`, `log.newer-event`.
  public func deeds<Event: EventPayload>(
    of stream: StreamName, as _: Event.Type
  ) throws -> [Deed<Event>] {
    try deeds(of: stream, as: Event.self, after: 0)
  }

  private func deeds<Event: EventPayload>(
    of stream: StreamName, as _: Event.Type, after version: Int64
  ) throws -> [Deed<Event>] {
    // One person often does several things in a row.
    var last: (json: [UInt8], actor: Actor)?
    return try events(of: stream, after: version).map { record in
      let actor =
        if let last, last.json == record.actorJSON { last.actor } else { try record.actor() }
      last = (record.actorJSON, actor)
      return Deed(
        event: try record.payload(as: Event.self), actor: actor, time: record.time,
        version: record.version)
    }
  }

  /// The present state of a stream.
  ///
  /// - Parameter known: An earlier state of the same stream: only what came after is read.
  public func state<D: Decider>(
    of stream: StreamName, _: D.Type, from known: Versioned<D.State>? = nil
  ) throws -> Versioned<D.State> {
    if let known, known.version > 0, try version(of: stream) >= known.version {
      let deeds = try deeds(of: stream, as: D.Event.self, after: known.version)
      return Versioned(
        D.fold(deeds, from: known.state), version: known.version + Int64(deeds.count))
    }
    let deeds = try deeds(of: stream, as: D.Event.self)
    return Versioned(D.fold(deeds), version: Int64(deeds.count))
  }
}

extension EventWriting {
  /// Decides on a command and appends what it leads to.
  ///
  /// - Parameters:
  ///   - expected: The version that the author saw; `nil`: whatever it is now.
  ///   - known: An earlier state of the stream, if the caller has one: a long stream need not be read.
  /// - Returns: The state afterwards.
  /// - Throws: ``EventConflict`` when the stream has gone on since; the decider's `Diagnostic`.
  @discardableResult
  public func perform<D: Decider>(
    _: D.Type, _ command: D.Command, on stream: StreamName, expected: Int64?,
    by context: DeedContext, from known: Versioned<D.State>? = nil
  ) throws -> Versioned<D.State> {
    let seen = try state(of: stream, D.self, from: known)
    if let expected, expected != seen.version {
      throw EventConflict(
        stream: stream, expected: expected,
        since: expected < seen.version ? try events(of: stream, after: max(0, expected)) : [])
    }
    return try perform(D.self, command, on: stream, from: seen, by: context)
  }

  /// Decides on a command in a state that was read already, and appends what it leads to: for long histories
  /// that one author writes.
  ///
  /// - Throws: ``EventConflict`` when the stream has gone on since; the decider's `Diagnostic`.
  @discardableResult
  public func perform<D: Decider>(
    _: D.Type, _ command: D.Command, on stream: StreamName, from state: Versioned<D.State>,
    by context: DeedContext
  ) throws -> Versioned<D.State> {
    var seen = state
    let events = try D.decide(command, in: seen.state, by: context)
    if events.isEmpty { return seen }
    let json = CanonicalJSON()
    try append(
      AppendBatch(
        time: context.time, actor: context.actor, basis: context.basis,
        appends: [
          StreamAppend(
            stream, expected: .exactly(seen.version),
            events: try events.map { try EventDraft($0, by: json) })
        ]))
    for event in events {
      seen.version += 1
      D.evolve(
        &seen.state,
        Deed(event: event, actor: context.actor, time: context.time, version: seen.version))
    }
    return seen
  }
}
