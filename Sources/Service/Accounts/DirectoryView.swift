import Access
import EventLog
import Groundwork
import Workbench

/// `/api/v1/directory`.
struct DirectoryView: Encodable {
  struct OrganisationView: Encodable {
    var id: String
    var name: String
    var kind: String
    var area: String
    @Nullable var parent: String?
  }

  struct PersonView: Encodable {
    var id: String
    var name: String
    var posts: [String]
    /// `none`, `open` or `locked`.
    var account: String
    var hasSecondFactor: Bool
    var mustChangePassword: Bool
    @Nullable var lockedUntil: String?
  }

  struct GrantView: Encodable {
    var id: String
    var person: String
    var organisation: String
    var role: String
    var area: String
    var from: String
    @Nullable var until: String?
    /// Whether it is in force now.
    var isInForce: Bool
  }

  var organisations: [OrganisationView]
  var people: [PersonView]
  var grants: [GrantView]
  var roles: [RoleView]

  init(_ accounts: Accounts, at now: Timestamp) {
    let directory = accounts.known.directory.state
    organisations = directory.organisations.values.sorted { ($0.area, $0.id) < ($1.area, $1.id) }
      .map {
        OrganisationView(
          id: $0.id, name: $0.name, kind: $0.kind.rawValue, area: $0.area.digits,
          parent: $0.parent)
      }
    people = directory.people.values.sorted { $0.id < $1.id }.map { person in
      let account = accounts.known.account(person.id)
      let locked = account?.lockedUntil.flatMap { now < $0 ? $0 : nil }
      return PersonView(
        id: person.id, name: person.name, posts: person.posts,
        account: account?.isOpen != true ? "none" : locked != nil ? "locked" : "open",
        hasSecondFactor: account?.hasSecondFactor ?? false,
        mustChangePassword: account?.mustChangePassword ?? false, lockedUntil: locked?.iso8601)
    }
    grants = directory.grants.values.sorted {
      ($0.person, $0.from, $0.id) < ($1.person, $1.from, $1.id)
    }
    .map {
      GrantView(
        id: $0.id, person: $0.person, organisation: $0.organisation, role: $0.role,
        area: $0.area.digits, from: $0.from.iso8601, until: $0.until?.iso8601,
        isInForce: $0.holds(at: now))
    }
    let book = accounts.policy.book
    roles = book.roles.keys.sorted().map { RoleView(book, $0) }
  }
}
