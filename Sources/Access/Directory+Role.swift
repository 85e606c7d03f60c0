import EventLog

extension Directory {
  /// A copy in which a person has only their grants of one role, to decide what they may do in that
  /// role, so that an event names the role that permitted it.
  public func limiting(_ person: String, to role: String) -> Directory {
    var copy = self
    copy.grants = grants.filter { $0.value.person != person || $0.value.role == role }
    return copy
  }

  /// A copy with one grant alone, to decide what it permits by itself.
  public func holding(only grant: Grant) -> Directory {
    var copy = self
    copy.grants = [grant.id: grant]
    return copy
  }
}
