import Foundation
import Groundwork

/// One parameter of an endpoint: place, type and meaning.
package struct Parameter: Sendable {
  package enum Place: String, Sendable {
    case path, query
  }

  package enum Kind: Sendable {
    /// Text of at most 200 characters without control characters.
    case text
    case integer(ClosedRange<Int>)
    case choice([String])
    case flag
    /// A comma-separated list of finite numbers, with its allowed length.
    case numbers(ClosedRange<Int>)
  }

  var name: String
  var place: Place
  var kind: Kind
  var note: String
  var isRequired: Bool
  var fallback: String?

  static func path(_ name: String, _ kind: Kind = .text, _ note: String) -> Parameter {
    Parameter(
      name: name, place: .path, kind: kind, note: note, isRequired: true, fallback: nil)
  }

  static func query(
    _ name: String, _ kind: Kind = .text, _ note: String, default fallback: String? = nil,
    isRequired: Bool = false
  ) -> Parameter {
    Parameter(
      name: name, place: .query, kind: kind, note: note, isRequired: isRequired,
      fallback: fallback)
  }

  /// A choice by the cases of an enumeration.
  static func choice<T: RawRepresentable<String> & CaseIterable>(
    _ name: String, of type: T.Type, _ note: String, default fallback: T? = nil
  ) -> Parameter {
    query(name, .choice(type.allCases.map(\.rawValue)), note, default: fallback?.rawValue)
  }

  static let longestText = 200

  /// Throws a 400 if the text is not of the parameter's kind; a 404 in a path, where a different
  /// text is a different address.
  func check(_ text: String) throws {
    let isFine =
      switch kind {
      case .text:
        !text.isEmpty && text.count <= Parameter.longestText
          && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
      case .integer(let range): Parameter.integer(text).map(range.contains) ?? false
      case .choice(let all): all.contains(text)
      case .flag: ["true", "false"].contains(text)
      case .numbers(let count):
        Parameter.numbers(text).map { count.contains($0.count) } ?? false
      }
    guard !isFine else { return }
    if place == .path {
      throw Problem.missing(Localized(zh: "此地址（\(name)）", en: "such address (\(name))"))
    }
    throw Problem(
      400, "service.option", zh: "\(name) 应为：\(expectation.zh)。",
      en: "\(name) must be \(expectation.en).")
  }

  private var expectation: Localized {
    switch kind {
    case .text:
      return Localized(
        zh: "1 到 \(Parameter.longestText) 个字符",
        en: "text of 1 to \(Parameter.longestText) characters")
    case .integer(let range):
      return Localized(
        zh: "\(range.lowerBound) 到 \(range.upperBound) 的整数",
        en: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    case .choice(let all):
      return Localized(
        zh: all.joined(separator: "、") + " 之一", en: "one of " + all.joined(separator: ", "))
    case .flag: return Localized(zh: "true 或 false", en: "true or false")
    case .numbers(let count):
      return Localized(
        zh: "以逗号分隔的 \(count.lowerBound) 个数", en: "\(count.lowerBound) numbers separated by commas")
    }
  }

  /// Digits with an optional minus; no plus sign, no spaces.
  static func integer(_ text: String) -> Int? {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return Int(text)
  }

  static func numbers(_ text: String) -> [Double]? {
    var found: [Double] = []
    for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = Double(piece), number.isFinite else { return nil }
      found.append(number)
    }
    return found
  }

  /// The parameter's schema in the OpenAPI document.
  var schema: [String: Any] {
    var schema: [String: Any]
    switch kind {
    case .text:
      schema = ["type": "string", "minLength": 1, "maxLength": Parameter.longestText]
      schema["pattern"] = "^[^\\x00-\\x1f\\x7f-\\x9f]+$"
    case .integer(let range):
      schema = ["type": "integer", "minimum": range.lowerBound, "maximum": range.upperBound]
    case .choice(let all): schema = ["type": "string", "enum": all]
    case .flag: schema = ["type": "boolean"]
    case .numbers(let count):
      schema = [
        "type": "array", "items": ["type": "number"], "minItems": count.lowerBound,
        "maxItems": count.upperBound,
      ]
    }
    if let fallback {
      switch kind {
      case .integer: schema["default"] = Int(fallback)
      case .flag: schema["default"] = fallback == "true"
      default: schema["default"] = fallback
      }
    }
    return schema
  }

  /// The whole entry in the OpenAPI document.
  var description: [String: Any] {
    var entry: [String: Any] = [
      "name": name, "in": place.rawValue, "required": isRequired, "description": note,
      "schema": schema,
    ]
    if case .numbers = kind {
      entry["style"] = "form"
      entry["explode"] = false
    }
    return entry
  }
}
