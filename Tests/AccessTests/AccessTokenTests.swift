import Access
import EventLog
import Groundwork
import Testing

@Suite struct AccessTokenTests {
  private struct Account {
    var state = SignIn.initial
    var version: Int64 = 0

    init() throws { try run(.open) }

    mutating func run(_ command: SignIn.Command, after: Int64 = 0) throws {
      try SignIn.advance(
        &state, version: &version, command, by: County.context("p", after: after))
    }

    func code(_ command: SignIn.Command, after: Int64 = 0) -> String? {
      var copy = self
      do {
        try copy.run(command, after: after)
        return nil
      } catch let diagnostic as Diagnostic {
        return diagnostic.code
      } catch {
        return "\(error)"
      }
    }
  }

  private static func token(_ name: String) -> Digest {
    HashAlgorithm.sha256.hash(Array(name.utf8))
  }
  private static let day: Int64 = 86_400

  private func issue(_ name: String, days: Int64) -> SignIn.Command {
    .issueToken(
      AccessTokenTests.token(name), name: name, until: County.start.adding(days: days))
  }

  @Test func aTokenHoldsForItsTimeAndUntilItIsRevoked() throws {
    var account = try Account()
    let (a, b) = (AccessTokenTests.token("a"), AccessTokenTests.token("b"))
    try account.run(issue("a", days: 10))
    try account.run(issue("b", days: 20))
    #expect(account.code(.useToken(a), after: 10 * AccessTokenTests.day - 1) == nil)
    #expect(account.code(.useToken(a), after: 10 * AccessTokenTests.day) == "access.token")
    #expect(account.code(.useToken(AccessTokenTests.token("c"))) == "access.token")
    try account.run(.revokeToken(b), after: 5)
    #expect(account.code(.useToken(b), after: 6) == "access.token")
    let before = account.version
    try account.run(.revokeToken(b), after: 7)
    #expect(account.version == before)
  }

  @Test func itsUseIsNotedOnceAnHour() throws {
    var account = try Account()
    let token = AccessTokenTests.token("a")
    try account.run(issue("a", days: 10))
    let before = account.version
    for second in stride(from: Int64(0), to: 7200, by: 60) {
      try account.run(.useToken(token), after: second)
    }
    #expect(account.version == before + 2)
    #expect(account.state.tokens[token]?.seen == County.start.adding(seconds: 3600))
  }

  @Test(
    arguments: [
      (-1, "access.token-time"), (0, "access.token-time"), (1, nil), (366, nil),
      (367, "access.token-time"),
    ] as [(Int64, String?)])
  func itsTimeHasBounds(_ days: Int64, _ code: String?) throws {
    #expect(try Account().code(issue("a", days: days)) == code)
  }

  @Test func thereAreNotTooManyAndEachSaysWhatItIsFor() throws {
    var account = try Account()
    for number in 0..<AccessToken.most { try account.run(issue("\(number)", days: 1)) }
    #expect(account.code(issue("more", days: 1)) == "access.token-count")
    // Those that have run out do not count, and are forgotten.
    let later = SignIn.Command.issueToken(
      AccessTokenTests.token("late"), name: "late", until: County.start.adding(days: 9))
    try account.run(later, after: 2 * AccessTokenTests.day)
    #expect(account.state.tokens.count == 1)
    #expect(
      account.code(
        .issueToken(AccessTokenTests.token("x"), name: "", until: County.start.adding(days: 9)))
        == "access.token-name")
  }

  @Test func whoeverTakesOverAnAccountFindsNoTokens() throws {
    let ends: [(SignIn.Command, Bool)] = [
      (.setPassword(byAdministrator: true), true), (.setPassword(byAdministrator: false), false),
      (.clearSecondFactor, true), (.close, true), (.unlock, false),
    ]
    for (command, isEnded) in ends {
      var account = try Account()
      try account.run(.setSecondFactor)
      try account.run(issue("a", days: 10))
      try account.run(command, after: 1)
      #expect(account.state.tokens.isEmpty == isEnded, "\(command)")
    }
  }
}
