/// Who did something: a person in a role, for an organisation.
public struct Actor: Hashable, Sendable, Codable {
  /// The id of the person.
  public var person: String
  /// The person's name when they did it; people change their names, history does not.
  public var name: String
  /// The role in which they did it.
  public var role: String
  /// The id of the organisation for which they did it.
  public var organisation: String
  /// The program ran without accounts: whoever sat at the computer said that they act in this role,
  /// and nobody checked it.
  public var isLocal: Bool

  public init(
    person: String, name: String, role: String, organisation: String, isLocal: Bool = false
  ) {
    self.person = person
    self.name = name
    self.role = role
    self.organisation = organisation
    self.isLocal = isLocal
  }
}

/// Something that a decision relied on, in the state in which it was seen.
public struct Reliance: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case layer, rulePack, document, evaluation
  }

  public var kind: Kind
  public var name: String
  /// The hash of its content, by the algorithm that `hash` names (`sha256:…`), or the state's name.
  public var state: String

  public init(_ kind: Kind, _ name: String, state: String) {
    self.kind = kind
    self.name = name
    self.state = state
  }
}
