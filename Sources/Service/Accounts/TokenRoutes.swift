import Access
import EventLog
import Groundwork
import Workbench

/// One's own tokens: with them programs that cannot sign in, such as QGIS, read in one's name.
enum TokenRoutes {
  private static let root = EndpointTable.root + "/session/tokens"

  static let endpoints: [Endpoint] = [
    .answer(
      .get, root, "tokens", "One's own tokens for programs", [], .json("TokenList"),
      problems: [404], right: .decided, isVersioned: false
    ) { call in try list(call) },
    .answer(
      .post, root, "issueToken",
      "Issues a token with which a program reads layers in one's name, by HTTP Basic; shown once",
      body: .json(schema: "NewToken"), .json("IssuedToken"), problems: [404, 409, 429],
      right: .decided, cost: .password
    ) { call in
      let wanted = try call.body(Wanted.self)
      let person = try SessionRoutes.person(call)
      try SessionRoutes.attempt(call)
      let token = try call.accounts().issueToken(
        of: person, name: wanted.name, days: wanted.days, password: wanted.password,
        address: call.actor.caller.address, at: WallClock.now())
      return try .json(Issued(account: person, token: token))
    }.answeredOnce(),
    .answer(
      .delete, "\(root)/{id}", "revokeToken", "Revokes one of one's own tokens",
      [.path("id", .text, "Id of the token")], .json("TokenList"), right: .decided
    ) { call in
      try call.accounts().revokeToken(
        call.text("id"), of: SessionRoutes.person(call), at: WallClock.now())
      return try list(call)
    },
  ]

  private struct Wanted: Decodable {
    var name: String
    var days: Int64
    var password: String
  }

  private struct Issued: Encodable {
    var account: String
    var token: String
  }

  private struct TokenView: Encodable {
    var id: String
    var name: String
    var issuedAt: String
    var until: String
    @Nullable var seenAt: String?
  }

  private struct TokenList: Encodable { var tokens: [TokenView] }

  private static func list(_ call: EndpointCall) throws -> Answer {
    let rows = try call.accounts().tokens(of: SessionRoutes.person(call), at: WallClock.now())
    return try .json(
      TokenList(
        tokens: rows.map { row in
          TokenView(
            id: row.id, name: row.token.name, issuedAt: row.token.issued.iso8601,
            until: row.token.until.iso8601, seenAt: row.token.seen?.iso8601)
        }))
  }
}
