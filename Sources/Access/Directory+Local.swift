import EventLog
import Groundwork

extension Directory {
  /// A copy in which one more person holds one role in an organisation, over the whole of its area.
  ///
  /// Without accounts whoever sits at the computer chooses a role and an organisation. Seated like
  /// this they are asked by the same ``AccessLaw`` as a person with an account, so that they see what
  /// such a person would see. The copy is for asking only; nothing of it is written.
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
