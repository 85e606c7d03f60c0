import Access
import EventLog
import Foundation
import Groundwork

/// The roles and profiles delivered with the program, from `Policies/access`.
public struct AccessPolicy: Sendable {
  public let book: RoleBook
  public let common: CommonPasswords
  private let folder: String

  /// The profiles by their ids.
  public static let profiles = ["dengbao3", "asvs"]

  /// Read once: every deed asks for it.
  private static let delivered = Result {
    try AccessPolicy(folder: ProgramHome.path("Policies/access"))
  }

  /// - Throws: Diagnostics `access.roles`, `access.no-file`.
  public init() throws { self = try AccessPolicy.delivered.get() }

  /// - Throws: As ``init()``.
  public init(folder: String) throws {
    self.folder = folder
    book = try RoleBook(yaml: AccessPolicy.text(folder + "/roles.yaml"), file: "roles.yaml")
    common = CommonPasswords(text: try AccessPolicy.text(folder + "/common-words.txt"))
  }

  /// The numbers of a security policy.
  /// - Throws: Diagnostics `access.profile`, `access.no-file`.
  public func profile(_ id: String) throws -> SecurityProfile {
    guard AccessPolicy.profiles.contains(id) else {
      throw Diagnostic(
        code: "access.profile",
        Localized(zh: "没有安全策略“\(id)”。", en: "there is no security profile ‘\(id)’."),
        remedy: Localized(
          AccessPolicy.profiles.joined(separator: ", ")))
    }
    return try SecurityProfile(
      id: id, yaml: AccessPolicy.text("\(folder)/\(id).yaml"), file: "\(id).yaml")
  }

  private static func text(_ path: String) throws -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw Diagnostic(
        code: "access.no-file",
        Localized(zh: "读不到安全策略文件", en: "a file of the security policy cannot be read"),
        file: path)
    }
  }
}

/// By whose right something is done: the current access rules, and who requests it.
public struct Authority: Sendable {
  public var law: AccessLaw
  public var subject: Subject

  public init(law: AccessLaw, subject: Subject) {
    self.law = law
    self.subject = subject
  }

  /// - Throws: Diagnostics `access.refused`, `access.second-person`.
  @discardableResult
  public func demand(
    _ action: Action, _ object: AccessObject, at time: Timestamp
  ) throws -> Decision {
    let decision = law.may(subject, action, object, at: time)
    try decision.demand()
    return decision
  }

  /// The actor of an event: the person, with role and organisation of the grant that permits the
  /// act.
  public func actor(by decision: Decision) -> Actor {
    switch subject {
    case .local(let role):
      return Actor(
        person: "local:\(role)", name: law.book.roles[role]?.title.zh ?? role, role: role,
        organisation: "local", isLocal: true)
    case .person(let id):
      let grant = decision.grant.flatMap { law.directory.grants[$0] }
      let person = law.directory.people[id]
      return Actor(
        person: id, name: person?.name ?? id, role: grant?.role ?? "account",
        organisation: grant?.organisation ?? person?.posts.first ?? "none")
    }
  }
}
