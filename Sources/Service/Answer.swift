import Foundation
import Groundwork

/// What the service answers to a request, before it becomes HTTP.
package struct Answer: Sendable {
  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  static func json(_ value: some Encodable, status: Int = 200) throws -> Answer {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return .json(bytes: [UInt8](try encoder.encode(value)), status: status)
  }

  static func json(bytes: [UInt8], status: Int = 200) -> Answer {
    Answer(
      status: status,
      headers: [
        ("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-cache"),
      ],
      body: bytes)
  }
}

/// A request that cannot be answered: becomes `{"code", "message": {"zh", "en"}}`.
package struct Problem: Error, Hashable, Sendable {
  package var status: Int
  package var code: String
  package var message: Localized

  package init(_ status: Int, _ code: String, zh: String, en: String) {
    self.status = status
    self.code = code
    message = Localized(zh: zh, en: en)
  }

  /// A problem of the workspace, as the workspace itself says it.
  init(_ diagnostic: Diagnostic, status: Int? = nil) {
    let isMissing = diagnostic.code.hasSuffix("-missing")
    self.status = status ?? (isMissing ? 404 : 500)
    code = diagnostic.code
    message = Localized(zh: diagnostic.text(.zh), en: diagnostic.text(.en))
  }

  static func missing(_ what: Localized) -> Problem {
    Problem(404, "service.missing", zh: "没有\(what.zh)。", en: "There is no \(what.en).")
  }

  var answer: Answer {
    struct Body: Encodable {
      var code: String
      var message: Localized
    }
    do {
      return try .json(Body(code: code, message: message), status: status)
    } catch {
      return Answer(status: status)
    }
  }
}
