import Access
import EventLog
import Foundation
import Groundwork
import TestSupport
import Testing

@Suite struct SecretTests {
  /// RFC 6238, appendix B (SHA-1), eight digits.
  @Test(
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
      (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ] as [(Int64, String)])
  func timeCodesOfTheStandard(_ seconds: Int64, _ code: String) {
    let secret = TimeCode(secret: Array("12345678901234567890".utf8))
    let time = Timestamp(milliseconds: seconds * 1000)
    #expect(secret.code(step: TimeCode.step(at: time), digits: 8) == code)
    let six = String(code.suffix(6))
    #expect(secret.step(of: six, at: time) == seconds / 30)
    #expect(secret.step(of: six, at: time.adding(seconds: 30)) == seconds / 30)
    #expect(secret.step(of: six, at: time.adding(seconds: 90)) == nil)
    #expect(secret.step(of: "", at: time) == nil)
  }

  /// RFC 4648, section 10.
  @Test(arguments: [
    ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI"),
  ])
  func base32OfTheStandard(_ text: String, _ base32: String) {
    #expect(TimeCode(secret: Array(text.utf8)).base32 == base32)
  }

  @Test func passwordsAreComparedAsPeopleTypeThem() throws {
    // é as one character and as e with an accent; full-width digits and plain ones.
    let hash = try PasswordHash("caf\u{E9}１２", salt: Array(0..<16), logN: 4)
    #expect(try hash.matches("cafe\u{301}12"))
    #expect(try !hash.matches("cafe12"))
    #expect(try hash != PasswordHash("caf\u{E9}１２", salt: Array(1..<17), logN: 4))
  }

  @Test func bothFactorsAreSeen() throws {
    let codes = (0..<3).map { Credentials.recoveryCode(Array(repeating: UInt8($0), count: 10)) }
    let credentials = Credentials(
      password: try PasswordHash("right", salt: Array(0..<16), logN: 4),
      timeCode: TimeCode(secret: Array("12345678901234567890".utf8)),
      recoveryCodes: codes.map(Credentials.hash(recoveryCode:)))
    let time = Timestamp(milliseconds: 59_000)
    func evidence(_ password: String, _ code: String?) throws -> Credentials.Evidence {
      try credentials.evidence(password: password, code: code, at: time)
    }
    #expect(try evidence("right", nil).secondFactor == .missing)
    #expect(try evidence("right", "287082").secondFactor == .timeCode(step: 1))
    #expect(try evidence("right", "287083").secondFactor == .wrong)
    #expect(try evidence("wrong", "287082").passwordMatches == false)
    #expect(try evidence("right", codes[2].lowercased()).secondFactor == .recovery(index: 2))
    #expect(codes[0].count == 19)
  }
}

@Suite struct ProfileTests {
  @Test func bothProfilesAskForWhatTheyAreNamedAfter() throws {
    let dengbao = try Policies.profile("dengbao3")
    let asvs = try Policies.profile("asvs")
    #expect(dengbao.needsSecondFactor && asvs.needsSecondFactor)
    #expect(dengbao.passwordDays != nil && asvs.passwordDays == nil)
    #expect(dengbao.minimumCharacterKinds > 1 && asvs.minimumCharacterKinds == 1)
    #expect(dengbao.auditDays >= 184 && asvs.auditDays >= 184)
    let phrase = "correct horse battery staple"
    #expect(asvs.faults(of: phrase, person: "li", name: "李示例").isEmpty)
    #expect(dengbao.faults(of: phrase, person: "li", name: "李示例").count == 1)
    #expect(dengbao.faults(of: "Aa1!Aa1!Bb", person: "wang", name: "王").isEmpty)
    #expect(dengbao.faults(of: "Li2026!secret", person: "li", name: "李").count == 1)
    #expect(asvs.faults(of: "aaaaaaaaaaaaaaaaaaaa", person: "li", name: "").count == 1)
    #expect(
      asvs.faults(of: String(repeating: "xyzw", count: 300), person: "li", name: "").count == 1)
  }

  @Test(arguments: [
    ("auditDays: {value: 184", "auditDays: {value: 183"),
    ("minimumPasswordLength: {value: 10", "minimumPasswordLength: {value: 7"),
    ("scryptLogN: {value: 15", "scryptLogN: {value: 10"),
    ("format: 1", "format: 2"), ("idleSeconds", "idle"),
    (
      "idleSeconds: {value: 900, source: \"8.1.4.1 b) 登录连接超时自动退出; value ours\"}",
      "idleSeconds: {value: 900}"
    ),
  ])
  func aProfileBelowTheLawIsRefused(_ old: String, _ new: String) throws {
    let text = try Policies.text("dengbao3.yaml")
    let changed = text.replacing(old, with: new)
    #expect(changed != text)
    let refusal = #expect(throws: Diagnostic.self) {
      try SecurityProfile(id: "x", yaml: changed, file: "x")
    }
    #expect(refusal?.code == "access.profile")
  }
}

@Suite struct SignInTests {
  private static func token(_ number: Int) -> Digest {
    HashAlgorithm.sha256.hash(Array("\(number)".utf8))
  }

  /// Random attempts, uses and pauses against an oracle that keeps lists of what happened.
  @Test(arguments: ["dengbao3", "asvs"], [11, 12, 13] as [UInt64])
  func signInKeepsItsLawsUnderRandomCommands(_ id: String, _ seed: UInt64) throws {
    let profile = try Policies.profile(id)
    var random = SplitMix(state: seed)
    var state = SignIn.initial
    var version: Int64 = 0
    var now: Int64 = 0
    var oracle = Oracle(profile)
    func run(_ command: SignIn.Command) throws {
      try SignIn.advance(&state, version: &version, command, by: County.context("p", after: now))
    }
    try run(.open)
    try run(.setPassword(byAdministrator: false))
    try run(.setSecondFactor)
    var signedIn = 0
    var locked = 0
    for number in 0..<4000 {
      now += random.pick([1, 5, 29, 61, 600, random.next() % 20 == 0 ? 40_000 : 2])
      switch random.next() % 10 {
      case 0..<5:
        let factor: Credentials.SecondFactor = random.pick([
          .missing, .wrong, .timeCode(step: now / 30), .timeCode(step: now / 30 - 1),
          .timeCode(step: now / 30), .timeCode(step: now / 30),
          .recovery(index: Int(random.next() % 8)),
        ])
        let isRight = random.next() % 3 != 0
        let before = state.sessions.count
        try run(
          .signIn(
            Credentials.Evidence(passwordMatches: isRight, secondFactor: factor),
            session: Self.token(number), profile))
        let wanted = oracle.signIn(isRight, factor, number, now)
        #expect((state.sessions[Self.token(number)] != nil) == wanted)
        #expect(state.sessions.count == before + (wanted ? 1 : 0))
        signedIn += wanted ? 1 : 0
        locked += oracle.lockedUntil > now ? 1 : 0
      case 5..<9:
        let session = Int(random.next() % UInt64(number + 1))
        let isAlive = (try? run(.use(session: Self.token(session), profile))) != nil
        #expect(isAlive == oracle.use(session, now))
      default:
        if random.next() % 40 == 0 {
          try run(.setPassword(byAdministrator: false))
          oracle.endAll()
        } else {
          let session = Int(random.next() % UInt64(number + 1))
          try run(.signOut(session: Self.token(session)))
          oracle.sessions[session] = nil
        }
      }
    }
    #expect(signedIn > 20)
    #expect(locked > 5)
  }

  /// The same laws, said otherwise.
  private struct Oracle {
    let profile: SecurityProfile
    var failures: [Int64] = []
    var lockedUntil: Int64 = -1
    var used: Set<String> = []
    var newestStep: Int64 = -1
    var sessions: [Int: (began: Int64, noted: Int64)] = [:]

    init(_ profile: SecurityProfile) { self.profile = profile }

    mutating func signIn(
      _ isRight: Bool, _ factor: Credentials.SecondFactor, _ number: Int, _ now: Int64
    ) -> Bool {
      if now < lockedUntil { return false }
      let isFresh: Bool
      switch factor {
      case .missing, .wrong: isFresh = false
      case .timeCode(let step): isFresh = step > newestStep
      case .recovery(let index): isFresh = !used.contains("r\(index)")
      }
      guard isRight, isFresh else {
        failures.append(now)
        if failures.count == profile.failuresToLock {
          lockedUntil = now + profile.lockSeconds
          failures = []
        }
        return false
      }
      if case .timeCode(let step) = factor { newestStep = step }
      if case .recovery(let index) = factor { used.insert("r\(index)") }
      failures = []
      sessions[number] = (now, now)
      return true
    }

    mutating func use(_ session: Int, _ now: Int64) -> Bool {
      guard let found = sessions[session], now - found.noted < profile.idleSeconds,
        now - found.began < profile.absoluteSeconds
      else { return false }
      if now - found.noted >= 60 { sessions[session]?.noted = now }
      return true
    }

    mutating func endAll() {
      sessions = [:]
      failures = []
    }
  }

  @Test func aFirstPasswordMustBeChanged() throws {
    let profile = try Policies.profile("dengbao3")
    var state = SignIn.initial
    var version: Int64 = 0
    func run(_ command: SignIn.Command, after: Int64 = 0) throws {
      try SignIn.advance(&state, version: &version, command, by: County.context("p", after: after))
    }
    // No account is there before somebody opens it, and none twice.
    #expect(throws: Diagnostic.self) { try run(.setPassword(byAdministrator: true)) }
    try run(.open)
    #expect(throws: Diagnostic.self) { try run(.open) }
    try run(.setPassword(byAdministrator: true))
    #expect(SignIn.duties(state, at: County.start, profile) == (true, true))
    try run(.setPassword(byAdministrator: false))
    try run(.setSecondFactor)
    #expect(SignIn.duties(state, at: County.start, profile) == (false, false))
    let old = County.start.adding(days: 90)
    #expect(SignIn.duties(state, at: old, profile).password)
    #expect(try !SignIn.duties(state, at: old, Policies.profile("asvs")).password)
    try run(.close)
    #expect(throws: Diagnostic.self) { try run(.setSecondFactor) }
  }

  @Test func anExportAboveALevelNeedsSomebodyElse() throws {
    var state = ExportDecider.initial
    var version: Int64 = 0
    func run(_ command: ExportDecider.Command, _ person: String, after: Int64 = 0) throws {
      try ExportDecider.advance(
        &state, version: &version, command, by: County.context(person, after: after))
    }
    func isRefused(_ command: ExportDecider.Command, _ person: String, after: Int64 = 0) -> Bool {
      (try? run(command, person, after: after)) == nil
    }
    #expect(isRefused(.approve, "b"))
    #expect(isRefused(.request(object: "x", level: .core, purpose: ""), "a"))
    try run(.request(object: "x", level: .important, purpose: "会审"), "a")
    #expect(isRefused(.carryOut(object: "x", level: .important), "a"))
    #expect(isRefused(.approve, "a"))
    try run(.approve, "b")
    #expect(isRefused(.carryOut(object: "x", level: .important), "b"))
    #expect(isRefused(.carryOut(object: "y", level: .important), "a"))
    // What was approved as important has become core since.
    #expect(isRefused(.carryOut(object: "x", level: .core), "a"))
    #expect(isRefused(.carryOut(object: "x", level: .important), "a", after: 86_400))
    try run(.carryOut(object: "x", level: .important), "a", after: 86_399)
    #expect(isRefused(.carryOut(object: "x", level: .important), "a", after: 86_399))
    #expect(state.phase == .done)
  }
}
