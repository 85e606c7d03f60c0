import Groundwork

/// An event as it stands in the log.
public struct EventRecord: Hashable, Sendable {
  /// Its place in the whole log, from 1 without gaps.
  public var position: Int64
  public var stream: StreamName
  /// Its place in its stream, from 1 without gaps.
  public var version: Int64
  public var time: Timestamp
  /// `category.kind`.
  public var type: String
  public var schema: Int
  /// The JSON of an ``Actor``.
  public var actorJSON: [UInt8]
  /// The JSON of the list of ``Reliance``s.
  public var basisJSON: [UInt8]
  /// The JSON of the payload, an object.
  public var data: [UInt8]
  /// The hash of the event before; that of the header for the first.
  public var previous: Digest
  /// The hash of ``line``.
  public var hash: Digest

  public init(
    position: Int64, stream: StreamName, version: Int64, time: Timestamp, type: String,
    schema: Int, actorJSON: [UInt8], basisJSON: [UInt8], data: [UInt8], previous: Digest,
    hash: Digest
  ) {
    self.position = position
    self.stream = stream
    self.version = version
    self.time = time
    self.type = type
    self.schema = schema
    self.actorJSON = actorJSON
    self.basisJSON = basisJSON
    self.data = data
    self.previous = previous
    self.hash = hash
  }

  /// - Throws: Diagnostic `log.unreadable`.
  public func actor() throws -> Actor { try CanonicalJSON.value(Actor.self, actorJSON) }

  /// - Throws: Diagnostic `log.unreadable`.
  public func basis() throws -> [Reliance] { try CanonicalJSON.value([Reliance].self, basisJSON) }

  /// The payload, whatever version of the program wrote it.
  /// - Throws: Diagnostics `log.unreadable`, `log.newer-event`.
  public func payload<Event: EventPayload>(as _: Event.Type) throws -> Event {
    try Event.read(kind: kind, schema: schema, json: data)
  }

  /// The type without its category.
  public var kind: String {
    String(type.dropFirst(stream.category.count + 1))
  }

  /// The canonical bytes: one line of JSON without the line end, keys sorted.
  ///
  /// An exported log consists of these lines, so that anybody can check it with a hash program: the
  /// hash of a line is the `previous` of the next.
  public var line: [UInt8] {
    let buffer = LineBuffer()
    withView { $0.appendLine(previous: previous, to: buffer) }
    return Array(buffer.bytes)
  }

  /// Calls `body` with the bytes of the event.
  public func withView<T>(_ body: (EventView) throws -> T) rethrows -> T {
    let streamBytes = Array(stream.text.utf8)
    let typeBytes = Array(type.utf8)
    return try streamBytes.withUnsafeBytes { streamBytes in
      try typeBytes.withUnsafeBytes { typeBytes in
        try actorJSON.withUnsafeBytes { actor in
          try basisJSON.withUnsafeBytes { basis in
            try data.withUnsafeBytes { data in
              try body(
                EventView(
                  position: position, stream: streamBytes, version: version, time: time,
                  type: typeBytes, schema: schema, actor: actor, basis: basis, data: data,
                  hash: hash))
            }
          }
        }
      }
    }
  }
}

/// The bytes of an event where a store holds them; valid only inside the call that gets it.
///
/// Ten million events are verified without one allocation each.
public struct EventView {
  public var position: Int64
  public var stream: UnsafeRawBufferPointer
  public var version: Int64
  public var time: Timestamp
  public var type: UnsafeRawBufferPointer
  public var schema: Int
  public var actor: UnsafeRawBufferPointer
  public var basis: UnsafeRawBufferPointer
  public var data: UnsafeRawBufferPointer
  public var hash: Digest

  public init(
    position: Int64, stream: UnsafeRawBufferPointer, version: Int64, time: Timestamp,
    type: UnsafeRawBufferPointer, schema: Int, actor: UnsafeRawBufferPointer,
    basis: UnsafeRawBufferPointer, data: UnsafeRawBufferPointer, hash: Digest
  ) {
    self.position = position
    self.stream = stream
    self.version = version
    self.time = time
    self.type = type
    self.schema = schema
    self.actor = actor
    self.basis = basis
    self.data = data
    self.hash = hash
  }

  /// Appends the canonical bytes: see ``EventRecord/line``.
  func appendLine(previous: Digest, to buffer: LineBuffer) {
    buffer.append("{\"actor\":")
    buffer.append(actor)
    buffer.append(",\"basis\":")
    buffer.append(basis)
    buffer.append(",\"data\":")
    buffer.append(data)
    buffer.append(",\"position\":")
    buffer.append(number: position)
    buffer.append(",\"previous\":\"")
    buffer.append(hex: previous)
    buffer.append("\",\"schema\":")
    buffer.append(number: Int64(schema))
    buffer.append(",\"stream\":\"")
    buffer.append(stream)
    buffer.append("\",\"time\":")
    buffer.append(number: time.milliseconds)
    buffer.append(",\"type\":\"")
    buffer.append(type)
    buffer.append("\",\"version\":")
    buffer.append(number: version)
    buffer.append("}")
  }

  /// A copy that stays.
  /// - Throws: Diagnostic `log.stream-name` for a store that was tampered with.
  public func record(previous: Digest) throws -> EventRecord {
    EventRecord(
      position: position, stream: try StreamName(String(decoding: stream, as: UTF8.self)),
      version: version, time: time, type: String(decoding: type, as: UTF8.self), schema: schema,
      actorJSON: Array(actor), basisJSON: Array(basis), data: Array(data), previous: previous,
      hash: hash)
  }
}
