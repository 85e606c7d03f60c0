import Foundation

/// Content negotiation (RFC 9110 §12).
enum Negotiation {
  /// The weight of an item in a list such as `gzip;q=0.5, *;q=0`, 0 to 1; `nil` if it is not listed.
  ///
  /// The item itself takes precedence over a wildcard. An invalid weight counts as 0.
  static func weight(of item: String, in list: String, wildcard: String = "*") -> Double? {
    var found: Double?
    var general: Double?
    for entry in list.split(separator: ",") {
      let pieces = entry.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      guard let name = pieces.first?.lowercased() else { continue }
      let stated = pieces.dropFirst().first { $0.lowercased().hasPrefix("q=") }
      let weight = stated.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      if name == item { found = max(found ?? 0, weight) }
      if name == wildcard { general = weight }
    }
    return found ?? general
  }
}

extension WebRequest {
  /// Whether the answer may be compressed; without the field it is not.
  var acceptsGzip: Bool {
    guard let list = self[field: "accept-encoding"] else { return false }
    let packed = Negotiation.weight(of: "gzip", in: list) ?? 0
    let plain = Negotiation.weight(of: "identity", in: list, wildcard: "") ?? 0
    return packed > 0 && packed >= plain
  }

  /// Whether the client asks for events rather than one document.
  var wantsEventStream: Bool {
    guard let list = self[field: "accept"] else { return false }
    return (Negotiation.weight(of: "text/event-stream", in: list, wildcard: "") ?? 0) > 0
  }
}
