import EventLog
import Groundwork

extension RoleBook {
  /// A role as it is kept: its sets in order, so that the same rights are the same bytes.
  private struct Kept: Codable {
    struct Entry: Codable {
      var actions: [Action]
      var objects: [ObjectKind]
      var scope: Right.Scope
      var level: DataLevel
    }

    var id: String
    var title: Localized
    var duty: Role.Duty
    var rights: [Entry]

    init(_ role: Role) {
      id = role.id
      title = role.title
      duty = role.duty
      rights = role.rights.map { right in
        Entry(
          actions: right.actions.sorted { $0.rawValue < $1.rawValue },
          objects: right.objects.sorted { $0.rawValue < $1.rawValue }, scope: right.scope,
          level: right.level)
      }
    }

    var role: Role {
      Role(
        id: id, title: title, duty: duty,
        rights: rights.map {
          Right(
            actions: Set($0.actions), objects: Set($0.objects), scope: $0.scope, level: $0.level)
        })
    }
  }

  /// The roles as the bytes that are kept with what was decided by them.
  public func bytes() throws -> [UInt8] {
    try CanonicalJSON().bytes(roles.values.sorted { $0.id < $1.id }.map(Kept.init))
  }

  /// - Throws: Diagnostics `log.unreadable`, `access.roles`.
  public init(kept bytes: [UInt8]) throws {
    try self.init(CanonicalJSON.value([Kept].self, bytes).map(\.role))
  }
}
