import Foundation

/// The parts of a request that the service needs.
package struct WebRequest: Sendable {
  package var method: String
  /// The request target: path and query, still percent-encoded.
  package var target: String
  package var host: String?
  /// Values by field name in lower case; repeated fields are joined by commas.
  package var fields: [String: String]
  package var body: [UInt8] = []
  /// The address of the sender, as far as it is trusted.
  package var address = "local"

  /// The maximum size of a JSON body in bytes.
  package static let bodyLimit = 4 << 20

  package init(
    method: String = "GET", target: String, host: String?, fields: [String: String] = [:],
    body: [UInt8] = []
  ) {
    self.method = method
    self.target = target
    self.host = host
    self.body = body
    self.fields = Dictionary(
      fields.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { "\($0), \($1)" })
  }

  package subscript(field name: String) -> String? {
    get { fields[name.lowercased()] }
    set { fields[name.lowercased()] = newValue }
  }

  /// Whether the method is safe: it changes nothing (RFC 9110 §9.2.1).
  var isSafe: Bool { method == "GET" || method == "HEAD" }

  /// The path without the query.
  var path: Substring { target.prefix { $0 != "?" && $0 != "#" } }

  /// The names and values of the query, decoded, in their order; `nil` if the encoding is wrong.
  var query: [(name: String, value: String)]? {
    guard let mark = target.firstIndex(of: "?") else { return [] }
    let text = target[target.index(after: mark)...].prefix { $0 != "#" }
    var items: [(name: String, value: String)] = []
    for item in text.split(separator: "&") {
      let halves = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let parts = halves.map {
        $0.replacingOccurrences(of: "+", with: " ").removingPercentEncoding
      }
      guard let name = parts[0], let value = parts.count == 2 ? parts[1] : "" else { return nil }
      items.append((name, value))
    }
    return items
  }
}
