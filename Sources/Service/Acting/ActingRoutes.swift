import Access
import EventLog
import Foundation
import Groundwork
import Storage
import Workbench

/// Who acts: the available roles and organisations, and the current ones.
enum ActingRoutes {
  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(EndpointTable.root)/acting", "acting",
      "In whose name this request is made, and the roles in which one may act", [],
      .json("Acting"), problems: [400, 422], right: .asked, isVersioned: false
    ) { call in
      let own = try call.actor.caller.person.map { person in
        try call.service.gate.book(call.state).directory.state
          .grants(of: person, at: WallClock.now()).map(\.role)
      }
      let log = try call.workspace.readEvents { try $0.logHeader()?.id }
      return try .json(
        ActingView(
          try call.acting(), log: log, book: call.service.gate.policy.book,
          only: own.map(Set.init)))
    }
  ]
}

/// The header fields with which a request states in whose name it is made. Links, pictures and event
/// streams of a page carry no fields of their own: they say it in the query, under the same names.
enum ActingField {
  /// The id of a role.
  static let role = "zhitu-role"
  /// The id of an organisation of the directory.
  static let organisation = "zhitu-organisation"
  /// The id of the person who made what is sent now: it may have waited in a browser in which somebody else has
  /// signed in meanwhile.
  static let person = "zhitu-person"
  /// What an address may say as well.
  static let ofAddress = [role, organisation]
  /// The role of a request that names none.
  static let standard = "planner"

  static func unreadable(_ name: String) -> Problem {
    Problem(
      400, "service.acting", zh: "\(name) 无法读取。", en: "The field \(name) cannot be read.")
  }

  static var otherPerson: Problem {
    Problem(
      409, "access.other-person", zh: "这是另一个人做的，只有本人登录后才能送出。",
      en: "Somebody else made this; it is sent when they are signed in.")
  }
}

extension WebRequest {
  /// What the request states under a name of ``ActingField``: in its field, else, of what only reads, in
  /// its query. A query in which the name stands twice cannot be read.
  func stated(_ name: String) throws -> String? {
    let given = try self[field: name] ?? statedInQuery(name)
    guard let given, !given.isEmpty else { return nil }
    guard let text = given.removingPercentEncoding, StreamName.isPart(text) else {
      throw ActingField.unreadable(name)
    }
    return text
  }

  private func statedInQuery(_ name: String) throws -> String? {
    guard isSafe else { return nil }
    let found = (query ?? []).filter { $0.name == name }
    guard found.count < 2 else { throw ActingField.unreadable(name) }
    return found.first?.value
  }
}

extension EndpointCall {
  /// In whose name the request is made. This is the only place that determines it.
  ///
  /// - Throws: Diagnostics `access.no-role`, `access.no-organisation`; a ``Problem`` 409 `access.other-person`.
  func acting() throws -> Acting {
    let role = try request.stated(ActingField.role)
    let found =
      if let person = actor.caller.person {
        try service.gate.acting(person, as: role, state)
      } else {
        try Workbench(workspace).actingLocally(
          role: role ?? ActingField.standard,
          organisation: try request.stated(ActingField.organisation),
          book: service.gate.policy.book,
          directory: service.gate.book(state).directory.state, at: WallClock.now())
      }
    if let author = try request.stated(ActingField.person), author != found.actor.person {
      throw ActingField.otherPerson
    }
    return found
  }
}

extension Acting {
  /// Refuses at the door whoever's role has no such right on any object, before a job is queued that would
  /// refuse it in the end.
  ///
  /// - Throws: A ``Problem`` 403 `access.refused`; diagnostic `access.role` for an unknown role.
  func demandRight(_ action: Action, _ kind: ObjectKind) throws {
    let role = try authority.law.book.role(actor.role)
    guard !role.rights.contains(where: { $0.actions.contains(action) && $0.objects.contains(kind) })
    else { return }
    throw Problem(
      403, "access.refused", zh: "不允许：角色“\(role.title.zh)”没有此权限。",
      en: "Refused: the role ‘\(role.title.en)’ has no such right.")
  }
}

/// Who acts, for the page.
struct ActingView: Encodable {
  struct RoleView: Encodable {
    var id: String
    var title: Localized
    var duty: String
    /// `read problem`: an action and a kind of object.
    var rights: [String]
    /// The organisations in which somebody holds the role.
    var organisations: [String]
  }

  struct OrganisationView: Encodable {
    var id: String
    var name: String
    var kind: String
    var area: String
    @Nullable var parent: String?
  }

  var isLocal: Bool
  /// The id of the person; without accounts that of the role.
  var person: String
  var role: String
  var organisation: String
  var name: String
  /// The id of the workspace's log, `null` before anything was done.
  @Nullable var log: String?
  var roles: [RoleView]
  var organisations: [OrganisationView]

  /// - Parameter only: The roles of the signed-in person; without accounts, all roles.
  init(_ acting: Acting, log: String?, book: RoleBook, only: Set<String>?) {
    isLocal = acting.actor.isLocal
    person = acting.actor.person
    self.log = log
    role = acting.actor.role
    organisation = acting.actor.organisation
    name = acting.actor.name
    let directory = acting.directory
    roles = book.roles.values.filter { only?.contains($0.id) ?? true }
      .sorted { $0.id < $1.id }.map { role in
        RoleView(
          id: role.id, title: role.title, duty: role.duty.rawValue,
          rights: Set(
            role.rights.flatMap { right in
              right.actions.flatMap { action in
                right.objects.map { "\(action.rawValue) \($0.rawValue)" }
              }
            }
          ).sorted(),
          organisations: Set(
            directory.grants.values.filter {
              $0.role == role.id && !$0.person.hasPrefix("local:") && $0.holds(at: acting.time)
            }.map(\.organisation)
          ).sorted())
      }
    organisations = directory.organisations.values.sorted { $0.id < $1.id }.map {
      OrganisationView(
        id: $0.id, name: $0.name, kind: $0.kind.rawValue, area: $0.area.digits,
        parent: $0.parent)
    }
  }
}

extension RoleBook {
  /// The roles of the program's folder, read once: every request asks for them.
  static let ofProgram = Result { try AccessPolicy().book }
}
