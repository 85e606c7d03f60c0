import Access
import EventLog
import Groundwork

/// An organisation as a file or a request states it.
public struct OrganisationEntry: Decodable {
  var id: String
  var name: String
  var kind: OrganisationKind
  var area: String
  var parent: String?

  public func value() throws -> Organisation {
    Organisation(id: id, name: name, kind: kind, area: try AreaCode(area), parent: parent)
  }
}

/// A grant as a file or a request states it.
public struct GrantEntry: Decodable {
  var person: String
  var organisation: String
  var role: String
  var area: String
  var from: String?
  var until: String?

  /// The grant; it begins now unless stated otherwise.
  ///
  /// - Parameter time: parses a time, and throws an error in the caller's terms.
  public func value(
    at now: Timestamp, reading time: (String) throws -> Timestamp
  ) throws -> Grant {
    Grant(
      id: Accounts.grantID(), person: person, organisation: organisation, role: role,
      area: try AreaCode(area), from: try from.map(time) ?? now, until: try until.map(time))
  }
}
