import Foundation

extension WebRequest {
  /// Whether the request was meant for this machine. A foreign page whose name points to 127.0.0.1
  /// (DNS rebinding) still sends its own name as the host.
  ///
  /// - Parameter port: The port on which the service listens, if known.
  func isForThisMachine(port: Int?) -> Bool {
    guard let host else { return false }
    let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
    guard ["127.0.0.1", "localhost", "[::1]"].contains(name.lowercased()) else { return false }
    let rest = host.dropFirst(name.count)
    guard !rest.isEmpty else { return port == nil || port == 80 }
    let digits = rest.dropFirst()
    guard rest.first == ":", (1...5).contains(digits.count),
      digits.allSatisfy({ $0.isASCII && $0.isNumber })
    else { return false }
    return port == nil || Int(digits) == port
  }

  /// Whether the request is from a page of this service or from no page at all. A foreign page can
  /// send a body to 127.0.0.1, though it cannot read the answer.
  var isFromThisOrigin: Bool {
    if let site = self[field: "sec-fetch-site"]?.lowercased(),
      !["same-origin", "none"].contains(site)
    {
      return false
    }
    guard let origin = self[field: "origin"] else { return true }
    return host.map { origin.lowercased() == "http://\($0.lowercased())" } ?? false
  }
}

extension WebRequest {
  /// Whether the request was meant for the server: under its configured name, or a name of this
  /// machine.
  func isFor(_ settings: AccessSettings, port: Int?) -> Bool {
    guard let name = settings.publicHost else { return isForThisMachine(port: port) }
    return host?.lowercased() == name
  }

  /// Whether a change does not come from a foreign page.
  func isAllowedFrom(_ settings: AccessSettings) -> Bool {
    guard let own = settings.origin else { return isFromThisOrigin }
    if let site = self[field: "sec-fetch-site"]?.lowercased(),
      !["same-origin", "none"].contains(site)
    {
      return false
    }
    return self[field: "origin"].map { $0.lowercased() == own } ?? true
  }

  /// Whether a request with a session states that it is from a page of this server. A program that
  /// is not a browser sends `Origin` itself.
  func isSurelyFrom(_ settings: AccessSettings) -> Bool {
    isAllowedFrom(settings)
      && (self[field: "origin"] != nil
        || self[field: "sec-fetch-site"]?.lowercased() == "same-origin")
  }

  /// The value of a cookie; `nil` if it is missing or given twice.
  func cookie(_ name: String) -> String? {
    let pairs = (self[field: "cookie"] ?? "").split(whereSeparator: { ";,".contains($0) })
      .map { $0.drop { $0 == " " } }
    let found = pairs.filter { $0.hasPrefix(name + "=") }
    guard found.count == 1, let value = found.first?.dropFirst(name.count + 1), !value.isEmpty
    else { return nil }
    return String(value)
  }
}

extension Problem {
  static let otherOrigin = Problem(
    403, "service.origin", zh: "只接受本服务页面的请求。",
    en: "Only requests from pages of this service are answered.")
}
