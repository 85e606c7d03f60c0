import Groundwork

/// The version of a stream that an author has seen.
public enum ExpectedVersion: Hashable, Sendable {
  /// The stream has exactly so many events; 0: it does not exist.
  case exactly(Int64)
  /// The events are true whatever else happened: an audit line.
  case any
}

/// Events for one stream.
public struct StreamAppend: Hashable, Sendable {
  public var stream: StreamName
  public var expected: ExpectedVersion
  public var events: [EventDraft]

  public init(_ stream: StreamName, expected: ExpectedVersion, events: [EventDraft]) {
    self.stream = stream
    self.expected = expected
    self.events = events
  }
}

/// Events of one deed, for one stream or several, that land whole or not at all.
public struct AppendBatch: Hashable, Sendable {
  public var time: Timestamp
  public var actor: Actor
  public var basis: [Reliance]
  public var appends: [StreamAppend]

  public init(time: Timestamp, actor: Actor, basis: [Reliance] = [], appends: [StreamAppend]) {
    self.time = time
    self.actor = actor
    self.basis = basis
    self.appends = appends
  }
}

/// Somebody else was faster: the stream has events that the author had not seen.
public struct EventConflict: Error, Sendable {
  public var stream: StreamName
  /// The version that the author had seen.
  public var expected: Int64
  /// What others did since, in order; empty when the author claims more than there is.
  public var since: [EventRecord]

  /// The refusal for a person: who did what, when.
  public var diagnostic: Diagnostic {
    let others = since.map { record in
      let name = (try? record.actor().name) ?? "?"
      return "\(record.time.iso8601) \(name) \(record.type)"
    }
    let list = others.joined(separator: "; ")
    return Diagnostic(
      code: "log.conflict",
      Localized(
        zh: others.isEmpty
          ? "\(stream) 没有第 \(expected) 版。" : "\(stream) 在您看过之后又有变化：\(list)",
        en: others.isEmpty
          ? "\(stream) has no version \(expected)."
          : "\(stream) has changed since you saw it: \(list)"),
      remedy: Localized(
        zh: "重新读取，看过他人所做的再提交；您的输入没有丢失。",
        en: "Read it again, look at what they did, then submit again; your input is not lost."))
  }
}

extension EventWriting {
  /// Appends a batch: checks the expected versions, numbers and chains the events, inserts them.
  ///
  /// The caller's transaction makes it whole. O(number of events), whatever the length of the log.
  /// - Returns: The events as they stand in the log.
  /// - Throws: ``EventConflict``; diagnostics `log.empty` when the log has not begun,
  ///   `log.bad-event` for a type outside the stream's category or data that is not a JSON object.
  @discardableResult
  public func append(_ batch: AppendBatch) throws -> [EventRecord] {
    guard let header = try logHeader(), var head = try head() else { throw Diagnostic.emptyLog }
    let json = CanonicalJSON()
    let actor = try json.bytes(batch.actor)
    let basis = try json.bytes(batch.basis)
    var versions: [StreamName: Int64] = [:]
    var records: [EventRecord] = []
    records.reserveCapacity(batch.appends.reduce(0) { $0 + $1.events.count })
    let line = LineBuffer()
    for append in batch.appends {
      let stream = append.stream
      var version = try versions[stream] ?? self.version(of: stream)
      if case .exactly(let expected) = append.expected, expected != version {
        throw EventConflict(
          stream: stream, expected: expected,
          since: expected < version ? try events(of: stream, after: max(expected, 0)) : [])
      }
      for draft in append.events {
        try EventLogCheck.check(draft, stream)
        version += 1
        var record = EventRecord(
          position: head.count + 1, stream: stream, version: version, time: batch.time,
          type: draft.type, schema: draft.schema, actorJSON: actor, basisJSON: basis,
          data: draft.data, previous: head.hash, hash: .zero)
        line.removeAll()
        record.withView { $0.appendLine(previous: head.hash, to: line) }
        record.hash = header.algorithm.hash(line.bytes)
        head = LogHead(count: record.position, hash: record.hash)
        records.append(record)
      }
      versions[stream] = version
    }
    try insert(records)
    return records
  }

  /// Begins the log unless it has begun.
  public func beginLog(_ header: @autoclosure () throws -> LogHeader) throws {
    if try logHeader() == nil { try insert(header()) }
  }
}

enum EventLogCheck {
  static func check(_ draft: EventDraft, _ stream: StreamName) throws {
    let isNamed =
      draft.type.hasPrefix(stream.category + ".") && StreamName.isPart(draft.type)
      && draft.type.utf8.count > stream.category.utf8.count + 1 && draft.schema >= 1
    let isObject =
      draft.data.first == UInt8(ascii: "{") && draft.data.last == UInt8(ascii: "}")
      && !draft.data.contains(UInt8(ascii: "\n"))
    guard isNamed, isObject else {
      throw Diagnostic(
        code: "log.bad-event",
        Localized(
          zh: "事件 \(draft.type) 不能写入 \(stream)：类型须以 \(stream.category). 开头，内容须是 JSON 对象。",
          en: "the event \(draft.type) cannot stand in \(stream): its type must begin with "
            + "\(stream.category). and its data must be a JSON object."))
    }
  }
}
