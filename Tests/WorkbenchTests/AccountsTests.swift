import Access
import EventLog
import Foundation
import Groundwork
import Storage
import Testing
import Workbench

/// The use cases of accounts on a workspace in memory, with a clock that the test holds.
@Suite struct AccountsTests {
  let workspace = Workspace(MemoryHome())
  let policy: AccessPolicy
  let start = Timestamp(milliseconds: 1_767_225_600_000)

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    policy = try AccessPolicy(folder: root.appendingPathComponent("Policies/access").path)
  }

  private func accounts(_ profile: String = "dengbao3") throws -> Accounts {
    Accounts(
      workspace, policy: policy, profile: try policy.profile(profile),
      known: try workspace.readEvents { try AccountBook($0) })
  }

  private func establish() throws -> [String: String] {
    let area = try AreaCode("990101")
    let made = try accounts().establish(
      Organisation(id: "ops", name: "运维", kind: .operations, area: area),
      people: ["sys", "sec", "aud"].map { Person(id: $0, name: "人\($0)", posts: ["ops"]) },
      roles: ["system-administrator", "security-administrator", "audit-administrator"], at: start)
    return Dictionary(uniqueKeysWithValues: made.map { ($0.person, $0.password) })
  }

  private func caller(_ person: String) -> Caller { Caller(.person(person), address: "192.0.2.1") }

  private func attempt(_ account: String, _ password: String, _ code: String? = nil)
    -> SignInAttempt
  {
    SignInAttempt(account: account, password: password, code: code, address: "192.0.2.1")
  }

  @Test func theFirstPasswordsDoAndAreThreeTimesSomethingElse() throws {
    let first = try establish()
    #expect(Set(first.values).count == 3)
    let profile = try policy.profile("dengbao3")
    for (person, password) in first {
      #expect(profile.faults(of: password, person: person, name: "", common: policy.common) == [])
      let session = try accounts().signIn(attempt(person, password), at: start)
      #expect(session.person == person)
      let book = try workspace.readEvents { try AccountBook($0) }
      #expect(book.person(ofSession: Accounts.session(token: session.token)) == person)
    }
    let again = #expect(throws: Diagnostic.self) { try establish() }
    #expect(again?.code == "access.established")
  }

  /// The book that grows event by event is the one that is read from the beginning.
  @Test func theBookFollowsTheLog() throws {
    var followed = try workspace.readEvents { try AccountBook($0) }
    func check() throws {
      try workspace.readEvents { try followed.refresh($0) }
      let read = try workspace.readEvents { try AccountBook($0) }
      #expect(followed.directory == read.directory)
      #expect(followed.levels == read.levels)
      #expect(followed.accounts.mapValues(\.state) == read.accounts.mapValues(\.state))
      #expect(followed.accounts.mapValues(\.version) == read.accounts.mapValues(\.version))
      for account in read.accounts.values {
        for session in account.state.sessions.keys {
          #expect(followed.person(ofSession: session) == read.person(ofSession: session))
        }
      }
    }
    let first = try establish()
    try check()
    let session = try accounts().signIn(attempt("sys", first["sys"] ?? ""), at: start)
    try check()
    _ = try accounts().addPeople(
      [Person(id: "new", name: "新人", posts: ["ops"])], by: caller("sys"), at: start)
    try check()
    try accounts().signOut(
      Accounts.session(token: session.token), person: "sys", at: start)
    try check()
    #expect(followed.person(ofSession: Accounts.session(token: session.token)) == nil)
    // A different log in its place is read from the beginning.
    let other = Workspace(MemoryHome())
    try other.readEvents { try followed.refresh($0) }
    #expect(followed.accounts.isEmpty && followed.directory.version == 0)
  }

  @Test func twoAdministratorsAreNeededToGetIntoAnAccount() throws {
    _ = try establish()
    let made = try accounts().addPeople(
      [Person(id: "p", name: "人", posts: ["ops"])], by: caller("sys"), at: start)
    let first = try #require(made.first?.password)
    try accounts().changePassword(
      of: "p", from: first, to: "Lan-3-shan-Qing!", address: "", at: start)
    let offer = try accounts().beginSecondFactor(
      of: "p", password: "Lan-3-shan-Qing!", address: "", at: start)
    #expect(offer.address.hasPrefix("otpauth://totp/"))
    let wrong = #expect(throws: Diagnostic.self) {
      try accounts().confirmSecondFactor(of: "p", code: "000000", at: start)
    }
    #expect(wrong?.code == "access.second-factor")
    let secret = try #require(TimeCode(base32: offer.secret))
    let codes = try accounts().confirmSecondFactor(
      of: "p", code: secret.code(step: TimeCode.step(at: start)), at: start)
    #expect(Set(codes).count == 10)
    // Whoever resets the password does not get in with it.
    let reset = try accounts().resetPassword(of: "p", by: caller("sys"), at: start)
    #expect(throws: Diagnostic.self) {
      try accounts().signIn(attempt("p", reset.password), at: start)
    }
    #expect(throws: Diagnostic.self) {
      try accounts().clearSecondFactor(of: "p", by: caller("sys"), at: start)
    }
    #expect(throws: Diagnostic.self) {
      try accounts().resetPassword(of: "p", by: caller("sec"), at: start)
    }
    try accounts().clearSecondFactor(of: "p", by: caller("sec"), at: start)
    #expect(try accounts().signIn(attempt("p", reset.password), at: start).person == "p")
  }

  @Test func refusalsAndReadingsAreFoundByWhoWhatWhenAndOutcome() throws {
    let first = try establish()
    for step in 0..<3 {
      #expect(throws: Diagnostic.self) {
        try accounts().signIn(attempt("sys", "Wrong-\(step)-word"), at: start.adding(days: 1))
      }
    }
    #expect(throws: Diagnostic.self) {
      try accounts().grant(
        [
          Grant(
            id: "x", person: "sec", organisation: "ops", role: "planner",
            area: AreaCode("990101"), from: start)
        ], by: caller("sys"), at: start.adding(days: 2))
    }
    _ = try accounts().signIn(attempt("aud", first["aud"] ?? ""), at: start.adding(days: 3))
    func search(_ query: AuditQuery) throws -> [AuditEntry] {
      try accounts().audit(query, by: caller("aud"), at: start.adding(days: 4)).entries
    }
    let refused = try search(AuditQuery(outcome: .refused))
    #expect(refused.map(\.person) == ["sys"])
    #expect(refused.first?.object == "administer grant/x")
    #expect(refused.first?.note == "noRight")
    #expect(try search(AuditQuery(what: "audit.sign-in", outcome: .failed)).count == 3)
    #expect(
      try search(AuditQuery(since: start.adding(days: 1), until: start.adding(days: 2))).allSatisfy
      {
        $0.time == start.adding(days: 1)
      })
    #expect(try search(AuditQuery(person: "aud", what: "audit.sign-in")).map(\.outcome) == [.done])
    #expect(throws: Diagnostic.self) {
      try accounts().audit(AuditQuery(), by: caller("sys"), at: start)
    }
    // Every page of two, put together, is the whole.
    let whole = try search(AuditQuery(limit: 1000))
    var pages: [AuditEntry] = []
    var before: Int64?
    repeat {
      let page = try accounts().audit(
        AuditQuery(before: before, limit: 2), by: caller("aud"), at: start)
      pages += page.entries
      before = page.next
    } while before != nil
    #expect(pages.suffix(whole.count) == whole[...])
  }

  @Test func aTableOfTheAuditHoldsNoFormulas() throws {
    let entry = AuditEntry.csv([])
    #expect(entry.hasPrefix(CSV.byteOrderMark + "position,time,person"))
    _ = try establish()
    try accounts().record(
      .signIn(account: "=1+1", isFine: false, address: "@x"),
      by: Actor(person: "p", name: "-2+3", role: "r", organisation: "o"), at: start)
    let lines = try accounts().exportAudit(
      AuditQuery(person: "p"), format: "csv", by: caller("aud"), at: start)
    let rows = CSV.rows(AuditEntry.csv(lines))
    #expect(rows.count == 2)
    #expect(rows[1][3] == "'-2+3" && rows[1][11] == "'@x")
  }

  @Test func secretsAreReplacedAndCarried() throws {
    let first = try establish()
    let before = try workspace.read { try $0.secrets() }
    try accounts().changePassword(
      of: "sys", from: first["sys"] ?? "", to: "Lan-3-shan-Qing!", address: "", at: start)
    let after = try workspace.read { try $0.secrets() }
    #expect(before != nil && before != after)
    #expect(try workspace.documents(kind: "secrets").isEmpty)
    let copy = Workspace(MemoryHome())
    _ = try workspace.carry(into: copy)
    #expect(try copy.read { try $0.secrets() } == after)
  }
}
