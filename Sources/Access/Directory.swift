import EventLog
import Groundwork

/// Organisations, people and what they have been granted: the state of the stream `access/directory`.
public struct Directory: Sendable, Equatable, Codable {
  public internal(set) var organisations: [String: Organisation] = [:]
  public internal(set) var people: [String: Person] = [:]
  /// Grants that have not been revoked, by id.
  public internal(set) var grants: [String: Grant] = [:]
  /// The ids of all grants that ever were.
  public internal(set) var usedGrants: Set<String> = []
  /// Whether the three administrators have been named.
  public internal(set) var isEstablished = false

  public init() {}

  /// Whether an organisation is another one or below it. O(depth of the tree).
  public func organisation(_ id: String, isWithin other: String) -> Bool {
    var next: String? = id
    while let current = next {
      if current == other { return true }
      next = organisations[current]?.parent
    }
    return false
  }

  /// The grants of a person in force at a time, by id.
  public func grants(of person: String, at time: Timestamp) -> [Grant] {
    grants.values.filter { $0.person == person && $0.holds(at: time) }
      .sorted { $0.id < $1.id }
  }
}
