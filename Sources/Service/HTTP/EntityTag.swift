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
  var packed: EntityTag { EntityTag(opaque + Self.packing, isWeak: isWeak) }

  /// The tag of the version itself, whatever the content coding.
  var unpacked: EntityTag {
    guard opaque.hasSuffix(Self.packing) else { return self }
    return EntityTag(String(opaque.dropLast(Self.packing.count)), isWeak: isWeak)
  }

  private static let packing = "-gzip"
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

  /// The version of a thing, whose tags are `NAME.VERSION`, that an act names by `If-Match`; `nil` for
  /// `*`, which is any.
  /// - Throws: A ``Problem`` 428 if it names none, 412 if it names no version of the thing.
  func version(of name: String, zh: String, en: String) throws -> Int64? {
    guard let text = self[field: "if-match"] else {
      throw Problem(
        428, "service.version", zh: "请用 If-Match 说明所依据的版本（ETag）。",
        en: "Name the version that the act is based on (ETag) by If-Match.")
    }
    guard case .tags(let tags) = TagCondition(text) else { return nil }
    for tag in tags where !tag.isWeak {
      let parts = tag.unpacked.opaque.split(separator: ".")
      if parts.count == 2, parts[0] == name, let version = Int64(parts[1]) { return version }
    }
    throw Problem(
      412, "service.changed", zh: "If-Match 不是\(zh)的版本。",
      en: "If-Match names no version of \(en).")
  }
}
