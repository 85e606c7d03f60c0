import Access
import EventLog
import Groundwork
import Storage

/// In whose name something is requested or done: the right, and the actor recorded in events.
public struct Acting: Sendable {
  public var authority: Authority
  public var actor: Actor
  public var time: Timestamp

  public init(authority: Authority, actor: Actor, time: Timestamp) {
    self.authority = authority
    self.actor = actor
    self.time = time
  }

  public var context: DeedContext { DeedContext(actor: actor, time: time) }
  public var directory: Directory { authority.law.directory }
  /// The area of the organisation; the country without one.
  var ownArea: AreaCode { directory.organisations[actor.organisation]?.area ?? .country }
}

extension Workbench {
  /// The organisations, people and grants of the workspace.
  public func directory() throws -> Directory {
    try workspace.readEvents { reader in
      try reader.state(
        of: StreamName(DirectoryEvent.category, "directory"), DirectoryDecider.self
      ).state
    }
  }

  /// The user of a program without accounts, in the role and the organisation that they state.
  ///
  /// With an organisation of the directory they see what a person of that organisation in that role
  /// would see. Without one the role alone decides, for the whole workspace.
  /// - Parameter directory: The present one, if the caller has it; else the log is read.
  /// - Throws: Diagnostics `access.no-role`, `access.no-organisation`.
  public func actingLocally(
    role: String, organisation: String?, book: RoleBook, directory known: Directory? = nil,
    at time: Timestamp
  ) throws -> Acting {
    let title = try book.role(role).title
    let directory = try known ?? directory()
    let person = "local:\(role)"
    let actor = Actor(
      person: person, name: title.zh, role: role, organisation: organisation ?? "local",
      isLocal: true)
    var law = AccessLaw(directory: directory, book: book)
    var subject = Subject.local(role: role)
    if let organisation, !directory.organisations.isEmpty {
      guard let found = directory.organisations[organisation] else {
        throw Workbench.noOrganisation(organisation)
      }
      law.directory = directory.seating(person, named: title.zh, as: role, in: found, at: time)
      subject = .person(person)
    }
    return Acting(
      authority: Authority(law: law, subject: subject), actor: actor, time: time)
  }

  static func noOrganisation(_ id: String) -> Diagnostic {
    Diagnostic(
      code: "access.no-organisation",
      Localized(zh: "名录中没有单位“\(id)”。", en: "the directory has no organisation ‘\(id)’."),
      remedy: Localized(
        zh: "选名录中的单位，或先登记该单位。", en: "Choose one from the directory, or add it first."))
  }
}
