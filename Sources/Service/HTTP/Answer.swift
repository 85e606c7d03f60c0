import Foundation

/// The answer to a request, before it becomes HTTP.
package struct Answer: Sendable {
  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
  /// A stream of further bytes after the body; `nil` for a complete answer.
  package var stream: AsyncStream<[UInt8]>?
  /// Called before every piece of the stream; the stream ends when it returns false.
  var mayContinue: (@Sendable () -> Bool)?

  package init(
    status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
    stream: AsyncStream<[UInt8]>? = nil
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.stream = stream
  }

  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  static func json(_ value: some Encodable, status: Int = 200) throws -> Answer {
    .json(bytes: try JSONForm.encode(value), status: status)
  }

  static func json(bytes: [UInt8], status: Int = 200) -> Answer {
    Answer(status: status, headers: [("Content-Type", MediaType.json)], body: bytes)
  }

  func with(_ name: String, _ value: String) -> Answer {
    var answer = self
    answer.headers.append((name, value))
    return answer
  }
}

/// The JSON of the API: names in snake case, keys sorted, so that equal values give equal bytes.
enum JSONForm {
  static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return [UInt8](try encoder.encode(value))
  }
}

enum MediaType {
  static let json = "application/json; charset=utf-8"
  static let problem = "application/problem+json; charset=utf-8"
  static let geoJSON = "application/geo+json"
  static let vectorTile = "application/vnd.mapbox-vector-tile"
  static let eventStream = "text/event-stream; charset=utf-8"
  static let openAPI = "application/vnd.oai.openapi+json;version=3.1"

  /// A media type without its parameters, in lower case.
  static func essence(_ text: String) -> String {
    text.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
  }
}
