import Access
import EventLog
import Foundation
import Groundwork

/// The files that the program is delivered with, and a small county.
enum Policies {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Policies/access")

  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  static func book() throws -> RoleBook {
    try RoleBook(yaml: text("roles.yaml"), file: "roles.yaml")
  }

  static func profile(_ id: String) throws -> SecurityProfile {
    try SecurityProfile(id: id, yaml: text("\(id).yaml"), file: "\(id).yaml")
  }
}

enum County {
  static let start = Timestamp(milliseconds: 1_767_225_600_000)

  static func area(_ digits: String) -> AreaCode {
    do { return try AreaCode(digits) } catch { preconditionFailure("\(error)") }
  }

  /// An invented county 990101 in an invented province.
  static let organisations = [
    Organisation(id: "prov", name: "示例省厅", kind: .supervision, area: area("99")),
    Organisation(
      id: "plan", name: "甲县整治中心", kind: .naturalResources, area: area("990101"),
      parent: "prov"),
    Organisation(
      id: "plat", name: "甲县平台公司", kind: .platformCompany, area: area("990101"), parent: "prov"),
    Organisation(
      id: "impl", name: "乙工程公司", kind: .implementer, area: area("990101"), parent: "plat"),
    Organisation(
      id: "town", name: "丙镇", kind: .government, area: area("990101100"), parent: "plan"),
    Organisation(id: "ops", name: "运维", kind: .operations, area: area("99")),
  ]

  static func person(_ id: String, _ posts: String...) -> Person {
    Person(id: id, name: "人\(id)", posts: posts)
  }

  static func grant(
    _ id: String, _ person: String, _ organisation: String, _ role: String, _ digits: String,
    from: Int64 = 0, until: Int64? = nil
  ) -> Grant {
    Grant(
      id: id, person: person, organisation: organisation, role: role, area: area(digits),
      from: start.adding(seconds: from), until: until.map { start.adding(seconds: $0) })
  }

  static func context(_ person: String = "sec", after seconds: Int64 = 0) -> DeedContext {
    DeedContext(
      actor: Actor(person: person, name: person, role: "r", organisation: "o"),
      time: start.adding(seconds: seconds))
  }

  /// A directory with organisations, people of each, and the three administrators.
  static func directory() throws -> Directory {
    var state = Directory()
    var version: Int64 = 0
    func run(_ command: DirectoryDecider.Command) throws {
      try DirectoryDecider.advance(&state, version: &version, command, by: context())
    }
    try run(.addOrganisations(organisations))
    try run(
      .establish(
        organisation: organisations[5],
        people: [person("sys", "ops"), person("sec", "ops"), person("aud", "ops")],
        grants: [
          grant("a1", "sys", "ops", "system-administrator", "99"),
          grant("a2", "sec", "ops", "security-administrator", "99"),
          grant("a3", "aud", "ops", "audit-administrator", "99"),
        ], book: Policies.book()))
    try run(
      .addPeople(
        organisations.dropLast().map { person("p-\($0.id)", $0.id) }
          + [person("both", "plan", "impl")]))
    return state
  }
}
