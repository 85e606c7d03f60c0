import Access
import EventLog
import Workbench

/// A file of organisations, people and grants: its lines, its faults, and what is new in the form in which
/// the acts take it.
struct DirectoryFileView: Encodable {
  struct Organisation: Encodable {
    var id: String
    var name: String
    var kind: String
    var area: String
    var parent: String?
  }

  struct Person: Encodable {
    var id: String
    var name: String
    var posts: [String]
  }

  struct Grant: Encodable {
    var person: String
    var organisation: String
    var role: String
    var area: String
    var from: String
    var until: String?
  }

  var lines: [AccountsReview.Line]
  var faults: [AccountsFault]
  var organisations: [Organisation]
  var people: [Person]
  var grants: [Grant]

  init(_ review: AccountsReview) {
    lines = review.lines
    faults = review.faults
    organisations = review.organisations.map {
      Organisation(
        id: $0.id, name: $0.name, kind: $0.kind.rawValue, area: $0.area.digits,
        parent: $0.parent)
    }
    people = review.people.map { Person(id: $0.id, name: $0.name, posts: $0.posts) }
    grants = review.grants.map {
      Grant(
        person: $0.person, organisation: $0.organisation, role: $0.role, area: $0.area.digits,
        from: $0.from.iso8601, until: $0.until?.iso8601)
    }
  }
}
