import Groundwork

/// The name of a stream of events: a category and an id within it, `problem/WT-2026-0001`.
///
/// Both are ASCII letters, digits and `-._:@`; so a name is the same text in a file name, a URL, a
/// line of JSON and a database.
public struct StreamName: Hashable, Sendable, Comparable {
  public let category: String
  public let id: String
  /// `category/id`.
  public let text: String

  /// - Throws: Diagnostic `log.stream-name`.
  public init(_ category: String, _ id: String) throws {
    let text = "\(category)/\(id)"
    guard StreamName.isPart(category), StreamName.isPart(id) else {
      throw StreamName.fault(text)
    }
    self.category = category
    self.id = id
    self.text = text
  }

  /// Reads `category/id`.
  /// - Throws: Diagnostic `log.stream-name`.
  public init(_ text: String) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw StreamName.fault(text) }
    try self.init(String(parts[0]), String(parts[1]))
  }

  public static func < (a: StreamName, b: StreamName) -> Bool {
    (a.category, a.id) < (b.category, b.id)
  }

  /// Whether a text can be a category, an id or the type of an event.
  public static func isPart(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
          UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "@"):
          true
        default: false
        }
      }
  }

  private static func fault(_ text: String) -> Diagnostic {
    Diagnostic(
      code: "log.stream-name",
      Localized(zh: "“\(text)”不是事件流名称。", en: "‘\(text)’ is not the name of a stream."),
      remedy: Localized(
        zh: "写成 类别/编号，只用字母、数字和 -._:@，各不超过 128 个字符。",
        en: "Write category/id with letters, digits and -._:@ only, at most 128 characters each."))
  }
}

extension StreamName: Codable, CustomStringConvertible {
  public var description: String { text }

  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
