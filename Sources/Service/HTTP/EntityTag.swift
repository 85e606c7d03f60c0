import Foundation

/// A tag of one version of an answer (RFC 9110 §8.8.3).
struct EntityTag: Hashable, Sendable {
  var isWeak: Bool
  /// The text between the quotation marks.
  var opaque: String

  init(_ opaque: String, isWeak: Bool = false) {
    self.opaque = opaque
    self.isWeak = isWeak
  }

  var text: String { (isWeak ? "W/" : "") + "\"\(opaque)\"" }

  /// Two tags for the same bytes: neither may be weak.
  func matchesStrongly(_ other: EntityTag) -> Bool {
    !isWeak && !other.isWeak && opaque == other.opaque
  }

  /// Two tags for versions that serve the same purpose.
  func matchesWeakly(_ other: EntityTag) -> Bool { opaque == other.opaque }

  /// The same version in another content coding has other bytes, and so another strong tag.
  var packed: EntityTag { EntityTag(opaque + "-gzip", isWeak: isWeak) }
}

/// The value of `If-Match` or `If-None-Match`.
enum TagCondition: Hashable, Sendable {
  case any
  case tags([EntityTag])

  /// Invalid entries match nothing. Commas inside the quotation marks belong to the tag.
  init(_ text: String) {
    if text.trimmingCharacters(in: .whitespaces) == "*" {
      self = .any
      return
    }
    var tags: [EntityTag] = []
    var rest = text[...]
    while let quote = rest.firstIndex(of: "\"") {
      let isWeak = rest[..<quote].hasSuffix("W/")
      let start = rest.index(after: quote)
      guard let end = rest[start...].firstIndex(of: "\"") else { break }
      tags.append(EntityTag(String(rest[start..<end]), isWeak: isWeak))
      rest = rest[rest.index(after: end)...]
    }
    self = .tags(tags)
  }

  func matches(_ tag: EntityTag, weakly: Bool) -> Bool {
    switch self {
    case .any: return true
    case .tags(let tags):
      return tags.contains { weakly ? $0.matchesWeakly(tag) : $0.matchesStrongly(tag) }
    }
  }
}

extension WebRequest {
  /// Whether the client already has the version, in either content coding. A bare `*` gives false
  /// here, because it must first be known whether any version exists.
  func has(_ tag: EntityTag) -> Bool {
    guard let text = self[field: "if-none-match"] else { return false }
    let condition = TagCondition(text)
    if condition == .any { return false }
    return [tag, tag.packed].contains { condition.matches($0, weakly: true) }
  }

  /// Whether the condition is that nothing exists yet (`If-None-Match: *`).
  var isForNothingYet: Bool {
    self[field: "if-none-match"].map { TagCondition($0) == .any } ?? false
  }

  /// Whether the version that a change is based on is the current one; `nil` without a condition.
  func isBased(on tag: EntityTag) -> Bool? {
    guard let text = self[field: "if-match"] else { return nil }
    let condition = TagCondition(text)
    return [tag, tag.packed].contains { condition.matches($0, weakly: false) }
  }
}
