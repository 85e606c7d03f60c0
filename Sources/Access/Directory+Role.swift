import EventLog

extension Directory {
  /// A copy in which a person has their grants of one role only: for asking what they may do in it, so
  /// that an event names the role by which it was allowed.
  public func limiting(_ person: String, to role: String) -> Directory {
    var copy = self
    copy.grants = grants.filter { $0.value.person != person || $0.value.role == role }
    return copy
  }
}
