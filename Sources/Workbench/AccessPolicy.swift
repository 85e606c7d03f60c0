import Access
import EventLog
import Foundation
import Groundwork

/// The roles and profiles that the program is delivered with, from `Policies/access`.
public struct AccessPolicy: Sendable {
  public let book: RoleBook

  /// - Throws: Diagnostics `access.roles`, `access.no-file`.
  public init() throws {
    try self.init(folder: ProgramHome.path("Policies/access"))
  }

  /// - Throws: As ``init()``.
  public init(folder: String) throws {
    book = try RoleBook(yaml: AccessPolicy.text(folder + "/roles.yaml"), file: "roles.yaml")
  }

  private static func text(_ path: String) throws -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw Diagnostic(
        code: "access.no-file",
        Localized(zh: "读不到角色文件", en: "the file of roles cannot be read"), file: path)
    }
  }
}

/// In whose right something is done: the law as it stands, and who asks.
public struct Authority: Sendable {
  public var law: AccessLaw
  public var subject: Subject

  public init(law: AccessLaw, subject: Subject) {
    self.law = law
    self.subject = subject
  }

  /// - Throws: Diagnostics `access.refused`, `access.second-person`.
  public func demand(_ action: Action, _ object: AccessObject, at time: Timestamp) throws {
    try law.may(subject, action, object, at: time).demand()
  }
}
