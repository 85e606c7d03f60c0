import Foundation

/// What the service needs to know of a request.
package struct WebRequest: Sendable {
  package var method: String
  /// As it came: path and query, still percent-encoded.
  package var target: String
  package var host: String?
  package var acceptEncoding: String?
  package var ifNoneMatch: String?
  package var contentType: String?
  package var origin: String?
  package var body: [UInt8] = []
  /// Whether the body was longer than ``bodyLimit`` and was not read.
  package var isTooLarge = false

  /// The most bytes of a body.
  package static let bodyLimit = 4 << 20

  package init(
    method: String = "GET", target: String, host: String?, acceptEncoding: String? = nil,
    ifNoneMatch: String? = nil
  ) {
    self.method = method
    self.target = target
    self.host = host
    self.acceptEncoding = acceptEncoding
    self.ifNoneMatch = ifNoneMatch
  }

  /// The path without the query.
  var path: Substring { target.prefix { $0 != "?" && $0 != "#" } }

  /// The parts of the path between the slashes, decoded; `nil` if the encoding is wrong.
  var parts: [String]? {
    var parts: [String] = []
    for part in path.split(separator: "/") {
      guard let decoded = String(part).removingPercentEncoding else { return nil }
      parts.append(decoded)
    }
    return parts
  }

  /// The first value of a name in the query.
  func query(_ name: String) -> String? {
    URLComponents(string: target)?.queryItems?.first { $0.name == name }?.value
  }

  var acceptsGzip: Bool {
    (acceptEncoding ?? "").split(separator: ",").contains { part in
      let pieces = part.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      return pieces.first?.lowercased() == "gzip" && !pieces.dropFirst().contains("q=0")
    }
  }

  func hasTag(_ tag: String) -> Bool {
    guard let ifNoneMatch else { return false }
    func weak(_ text: some StringProtocol) -> String {
      let text = text.trimmingCharacters(in: .whitespaces)
      return text.hasPrefix("W/") ? String(text.dropFirst(2)) : text
    }
    return ifNoneMatch == "*"
      || ifNoneMatch.split(separator: ",").contains { weak($0) == weak(tag) }
  }

  /// Whether the request is from a page of this service or from no page at all. A page elsewhere may
  /// send a body to 127.0.0.1, though it cannot read the answer.
  var isFromThisOrigin: Bool {
    guard let origin else { return true }
    return host.map { origin.lowercased() == "http://\($0.lowercased())" } ?? false
  }

  var isJSON: Bool {
    let type = (contentType ?? "").prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
    return type.lowercased() == "application/json"
  }

  /// Whether the request was meant for this machine. A page elsewhere that lets its name point to
  /// 127.0.0.1 (DNS rebinding) still sends its own name as the host.
  var isForThisMachine: Bool {
    guard let host else { return false }
    let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
    let rest = host.dropFirst(name.count)
    let hasPort = rest.isEmpty || (rest.first == ":" && rest.dropFirst().allSatisfy(\.isNumber))
    return hasPort && ["127.0.0.1", "localhost", "[::1]"].contains(name.lowercased())
  }
}
