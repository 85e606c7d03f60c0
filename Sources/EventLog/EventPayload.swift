import Groundwork

/// What happened, as a capability knows it; usually an enumeration with one case an event.
///
/// Old events stay readable for ever: when the shape of a kind changes, its ``schema`` rises and
/// ``read(kind:schema:json:)`` goes on reading every earlier one.
public protocol EventPayload: Codable, Sendable, Equatable {
  /// The category of the streams in which such events stand, and the first part of their type.
  static var category: String { get }
  /// The name of the event within its category: `filed`.
  var kind: String { get }
  /// The version of the shape of this kind, from 1.
  var schema: Int { get }
  /// Reads an event of any version that ever was written.
  static func read(kind: String, schema: Int, json: [UInt8]) throws -> Self
}

extension EventPayload {
  public var schema: Int { 1 }

  public static func read(kind: String, schema: Int, json: [UInt8]) throws -> Self {
    let event = try CanonicalJSON.value(Self.self, json)
    guard event.schema >= schema else { throw newer(kind: kind, schema: schema) }
    return event
  }

  /// The refusal of an event that a later version of the program wrote.
  public static func newer(kind: String, schema: Int) -> Diagnostic {
    Diagnostic(
      code: "log.newer-event",
      Localized(
        zh: "事件 \(category).\(kind) 的格式版本 \(schema) 比本程序新。",
        en: "the event \(category).\(kind) has the schema \(schema), newer than this program."),
      remedy: Localized(zh: "升级 zhitu。", en: "Update zhitu."))
  }
}

/// An event that is ready to be appended.
public struct EventDraft: Hashable, Sendable {
  /// `category.kind`.
  public var type: String
  public var schema: Int
  /// A JSON object.
  public var data: [UInt8]

  public init(type: String, schema: Int, data: [UInt8]) {
    self.type = type
    self.schema = schema
    self.data = data
  }

  public init<Event: EventPayload>(_ event: Event, by json: CanonicalJSON = CanonicalJSON()) throws
  {
    self.init(
      type: "\(Event.category).\(event.kind)", schema: event.schema, data: try json.bytes(event))
  }
}
