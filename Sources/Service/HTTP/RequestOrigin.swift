import Foundation

extension WebRequest {
  /// Whether the request was meant for this machine. A page elsewhere that lets its name point to
  /// 127.0.0.1 (DNS rebinding) still sends its own name as the host.
  ///
  /// - Parameter port: The port on which the service listens, where one is known.
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

  /// Whether the request is from a page of this service or from no page at all. A page elsewhere may
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
