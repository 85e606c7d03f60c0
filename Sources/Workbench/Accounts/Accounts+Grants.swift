import Access
import EventLog
import Foundation
import Groundwork

extension Accounts {
  /// Grants one or more roles, for a period or until revoked. Either all are granted or none.
  /// - Throws: Diagnostics `access.refused`, `access.separation`, `access.own-grant` and those of the
  ///   directory.
  public func grant(_ list: [Grant], by caller: Caller, at time: Timestamp) throws {
    var context: DeedContext?
    for grant in list {
      context = try demand(
        caller, .administer, AccessObject(.grant, grant.id, area: grant.area), at: time)
    }
    guard let context else { return }
    try perform(.grant(list, book: policy.book), by: context)
  }

  public func revoke(
    _ ids: [String], reason: String, by caller: Caller, at time: Timestamp
  ) throws {
    let grants = known.directory.state.grants
    var context: DeedContext?
    for id in ids {
      context = try demand(
        caller, .administer, AccessObject(.grant, id, area: grants[id]?.area ?? .country),
        at: time)
    }
    guard let context else { return }
    try perform(.revoke(ids, reason: reason), by: context)
  }

  /// An id for a grant that has none.
  public static func grantID() -> String { "g-" + UUID().uuidString.lowercased() }
}
