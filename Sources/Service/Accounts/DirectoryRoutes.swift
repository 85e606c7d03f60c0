import Access
import EventLog
import Foundation
import Groundwork
import Workbench

/// Organisations, people, accounts and grants.
enum DirectoryRoutes {
  private static let root = EndpointTable.root + "/directory"
  private static let person = Parameter.path("id", .text, "Id of the person")
  private static let usual = [404, 409, 422]

  static let endpoints: [Endpoint] = [
    .answer(
      .get, root, "directory", "Organisations, people with their accounts, grants and roles", [],
      .json("Directory"), problems: usual, right: .decided, isVersioned: false
    ) { call in
      let now = WallClock.now()
      let accounts = try call.accounts()
      try accounts.demandReading(call.caller(.read, .account), at: now)
      return try .json(DirectoryView(accounts, at: now))
    },
    .answer(
      .get, "\(root)/template", "directoryTemplate",
      "A blank workbook for organisations, people and grants", [],
      Endpoint.Reply(
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
      right: .decided, isVersioned: false
    ) { call in
      let accounts = try call.accounts()
      try accounts.demandReading(call.caller(.read, .account), at: WallClock.now())
      return DocumentRoutes.file(
        try accounts.templateFile(),
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        name: "单位人员授权.xlsx")
    },
    .answer(
      .post, "\(root)/file", "reviewDirectoryFile",
      "What a file of organisations, people and grants (XLSX, CSV, JSON) would enter, and every fault of it by "
        + "line; nothing is written",
      [.query("file", .text, "Name of the file, which tells its format", isRequired: true)],
      body: .file(limit: 8 << 20), .json("DirectoryFile"), right: .decided, cost: .slow,
      isVersioned: false
    ) { call in
      guard let upload = call.upload else { preconditionFailure("no file was read") }
      let now = WallClock.now()
      let accounts = try call.accounts()
      try accounts.demandReading(call.caller(.read, .account), at: now)
      let path = try upload.named(call.text("file"))
      return try SentPlace(file: path).telling {
        try .json(DirectoryFileView(accounts.review(AccountsFile(path: path), at: now)))
      }
    }.answeredOnce(),
    .answer(
      .post, "\(root)/organisations", "addOrganisations", "Adds organisations to the tree",
      body: .json(schema: "NewOrganisations"), .json("Directory"), problems: usual, right: .decided
    ) { call in
      let list = try call.body(NewOrganisations.self).organisations.map { try $0.value() }
      try call.accounts().addOrganisations(
        list, by: call.caller(.administer, .account), at: WallClock.now())
      return try after(call)
    },
    .answer(
      .post, "\(root)/people", "addPeople",
      "Adds people and opens their accounts; the initial passwords are shown once",
      body: .json(schema: "NewPeople"), .json("Passwords"), problems: usual, right: .decided,
      cost: .password
    ) { call in
      let list = try call.body(NewPeople.self).people.map {
        Person(id: $0.id, name: $0.name, posts: $0.posts)
      }
      return try .json(
        Passwords(
          passwords: call.accounts().addPeople(
            list, by: call.caller(.administer, .account), at: WallClock.now())))
    }.answeredOnce(),
    .answer(
      .post, "\(root)/people/{id}/posts", "setPosts",
      "Sets the posts of a person; grants for removed posts are revoked", [person],
      body: .json(schema: "Posts"), .json("Directory"), problems: usual, right: .decided
    ) { call in
      try call.accounts().setPosts(
        of: call.text("id"), call.body(Posts.self).posts, by: call.caller(.administer, .account),
        at: WallClock.now())
      return try after(call)
    },
    .answer(
      .post, "\(root)/people/{id}/password", "resetPassword",
      "Sets a password for one sign-in, shown once; the second factor stays", [person],
      .json("Passwords"), problems: usual, right: .decided, cost: .password
    ) { call in
      let password = try call.accounts().resetPassword(
        of: call.text("id"), by: call.caller(.administer, .account), at: WallClock.now())
      return try .json(Passwords(passwords: [password]))
    }.answeredOnce(),
    .answer(
      .post, "\(root)/people/{id}/unlock", "unlockAccount", "Unlocks an account", [person],
      .json("Directory"), problems: usual, right: .decided
    ) { call in
      try call.accounts().unlock(
        call.text("id"), by: call.caller(.administer, .account), at: WallClock.now())
      return try after(call)
    },
    .answer(
      .post, "\(root)/people/{id}/closure", "closeAccount",
      "Closes an account; past acts stay attributed to the person", [person], .json("Directory"),
      problems: usual, right: .decided
    ) { call in
      try call.accounts().close(
        call.text("id"), by: call.caller(.administer, .account), at: WallClock.now())
      return try after(call)
    },
    .answer(
      .post, "\(root)/people/{id}/second-factor/removal", "clearSecondFactor",
      "Removes the second factor of somebody who has lost it", [person], .json("Directory"),
      problems: usual, right: .decided
    ) { call in
      try call.accounts().clearSecondFactor(
        of: call.text("id"), by: call.caller(.administer, .grant), at: WallClock.now())
      return try after(call)
    },
    .answer(
      .post, "\(root)/grants", "grant", "Grants one or more roles, all or none",
      body: .json(schema: "NewGrants"), .json("Directory"), problems: usual, right: .decided
    ) { call in
      let now = WallClock.now()
      let list = try call.body(NewGrants.self).grants.map {
        try $0.value(at: now, reading: RequestTime.read)
      }
      try call.accounts().grant(list, by: call.caller(.administer, .grant), at: now)
      return try after(call)
    },
    .answer(
      .post, "\(root)/grants/revocation", "revokeGrants", "Revokes grants, with a reason",
      body: .json(schema: "Revocation"), .json("Directory"), problems: usual, right: .decided
    ) { call in
      let body = try call.body(Revocation.self)
      try call.accounts().revoke(
        body.ids, reason: body.reason, by: call.caller(.administer, .grant), at: WallClock.now())
      return try after(call)
    },
  ]

  private static func after(_ call: EndpointCall) throws -> Answer {
    try .json(DirectoryView(call.accounts(), at: WallClock.now()))
  }

  private struct NewOrganisations: Decodable { var organisations: [OrganisationEntry] }

  private struct NewPeople: Decodable {
    struct Entry: Decodable {
      var id: String
      var name: String
      var posts: [String]
    }

    var people: [Entry]
  }

  private struct Posts: Decodable { var posts: [String] }

  private struct NewGrants: Decodable { var grants: [GrantEntry] }

  private struct Revocation: Decodable {
    var ids: [String]
    var reason: String
  }

  private struct Passwords: Encodable { var passwords: [InitialPassword] }
}

/// Times in requests.
enum RequestTime {
  static func read(_ text: String) throws -> Timestamp {
    guard let time = Timestamp(iso8601: text) else {
      throw Problem(
        422, "service.time", zh: "“\(text)”不是时间，应如 2026-03-01 或 2026-03-01T08:00Z。",
        en: "‘\(text)’ is not a time such as 2026-03-01 or 2026-03-01T08:00Z.")
    }
    return time
  }
}
