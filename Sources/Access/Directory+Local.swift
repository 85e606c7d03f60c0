import EventLog
import Groundwork

extension Directory {
  /// A copy with one more person, who has one role in an organisation for its whole area.
  ///
  /// Without accounts the user chooses a role and an organisation. With this copy the same
  /// ``AccessLaw`` applies to them as to a person with an account, so that they see what such a
  /// person would see. The copy is only used for decisions and never written.
  public func seating(
    _ person: String, named name: String, as role: String, in organisation: Organisation,
    at time: Timestamp
  ) -> Directory {
    var copy = self
    copy.people[person] = Person(id: person, name: name, posts: [organisation.id])
    copy.grants["local"] = Grant(
      id: "local", person: person, organisation: organisation.id, role: role,
      area: organisation.area, from: time)
    return copy
  }
}
