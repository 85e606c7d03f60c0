import Access
import EventLog
import Foundation
import Groundwork
import TestSupport
import Testing

@Suite struct CommonPasswordsTests {
  private static func common() throws -> CommonPasswords {
    CommonPasswords(text: try Policies.text("common-words.txt"))
  }

  /// From published lists of what leaks and attacks try most.
  @Test(arguments: [
    "123456789", "1234567890", "password1", "Password123!", "P@ssw0rd2024", "qwerty123456",
    "qwertyuiop", "1qaz2wsx3edc", "iloveyou1314", "Woaini1314", "woaini520520", "admin@123",
    "Admin888888", "abcd1234", "Aa123456", "aa123456789", "5201314520", "zxcvbnm123", "letmein!!",
    "Welcome2026", "Monkey12345", "dragon1990", "Zhitu@2026", "TudiZhengzhi2026", "Guihua123456",
    "asdfghjkl", "11111111", "abcabcabc", "zhejiang2026!", "ningbo88888", "Summer2025!",
  ])
  func isFoundHoweverItIsDressed(_ password: String) throws {
    #expect(try Self.common().contains(password))
  }

  @Test(arguments: [
    "correct horse battery staple", "Lan-3-shan-Qing!", "tW7#kQp9-zRm2", "春天里的第七棵梧桐树",
    "mottled teapot over Kyrgyzstan", "Xq4vN8sLw0Rb",
  ])
  func leavesOthersAlone(_ password: String) throws {
    #expect(try !Self.common().contains(password))
  }

  /// Random ones of the kind that the program gives out are never taken for common.
  @Test func randomOnesPass() throws {
    let common = try Self.common()
    let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789")
    var random = SplitMix(state: 5)
    for _ in 0..<2000 {
      let password = String((0..<20).map { _ in random.pick(letters) })
      #expect(!common.contains(password), "\(password)")
    }
  }

  @Test func theProfilesSaySo() throws {
    let common = try Self.common()
    for id in ["dengbao3", "asvs"] {
      let faults = try Policies.profile(id).faults(
        of: "Password-Password-1", person: "li", name: "", common: common)
      #expect(faults.count == 1, "\(id)")
    }
  }
}

@Suite struct DataLevelsTests {
  @Test func whatIsDerivedHasTheHighestOfItsSourcesAndOfItsOwnMark() throws {
    var state = DataLevels()
    var version: Int64 = 0
    func mark(_ layer: String, _ level: DataLevel, _ reason: String = "") throws {
      try DataLevelsDecider.advance(
        &state, version: &version, .mark(layer: layer, level: level, reason: reason),
        by: County.context())
    }
    for a in DataLevel.allCases {
      for b in DataLevel.allCases {
        for own in DataLevel.allCases {
          try mark("a", a, "r")
          try mark("b", b, "r")
          try mark("made", own, "r")
          let highest = [a, b, own].max { $0 < $1 }
          #expect(state.level(ofDerived: "made", from: ["a", "b"]) == highest)
          #expect(state.level(ofDerived: "made", from: []) == own)
          #expect(state.level(ofDerived: "other", from: ["b"]) == b)
        }
      }
    }
    try mark("a", .core)
    let refusal = #expect(throws: Diagnostic.self) { try mark("a", .general) }
    #expect(refusal?.code == "access.reason")
    let before = version
    try mark("a", .core)
    #expect(version == before)
  }

  @Test func aFieldIsMarkedWhateverTheCaseOfItsName() throws {
    var state = DataLevels()
    var version: Int64 = 0
    func mark(_ field: String, _ level: DataLevel, _ reason: String = "") throws {
      try DataLevelsDecider.advance(
        &state, version: &version,
        .markField(layer: "a", field: field, level: level, reason: reason),
        by: County.context())
    }
    try mark("QSDWMC", .important)
    #expect(state.mark(ofField: "qsdwmc", in: "a") == .important)
    #expect(state.mark(ofField: "QSDWMC", in: "b") == .general)
    #expect(state.mark(ofField: "DLBM", in: "a") == .general)
    // The layer itself stays as it was.
    #expect(state.level(ofSource: "a") == .general)
    try mark("qsdwmc", .important)
    #expect(version == 1)
    #expect(
      #expect(throws: Diagnostic.self) { try mark("qsdwmc", .general) }?.code == "access.reason")
    try mark("qsdwmc", .general, "公开")
    #expect(state.mark(ofField: "QSDWMC", in: "a") == .general)
  }
}

@Suite struct PostTests {
  @Test func aPostThatEndsTakesItsGrantsWithIt() throws {
    var state = try County.directory()
    var version: Int64 = 100
    func run(_ command: DirectoryDecider.Command) throws {
      try DirectoryDecider.advance(
        &state, version: &version, command, by: County.context("sec"))
    }
    let book = try Policies.book()
    try run(
      .grant(
        [
          County.grant("g1", "both", "plan", "planner", "990101"),
          County.grant("g2", "both", "impl", "implementer", "990101"),
        ], book: book))
    try run(.setPosts(person: "both", posts: ["impl"]))
    #expect(state.people["both"]?.posts == ["impl"])
    #expect(state.grants(of: "both", at: County.start).map(\.id) == ["g2"])
    for posts in [[], ["impl", "impl"], ["nowhere"]] {
      #expect(throws: Diagnostic.self) { try run(.setPosts(person: "both", posts: posts)) }
    }
    #expect(throws: Diagnostic.self) { try run(.setPosts(person: "ghost", posts: ["impl"])) }
    // The same again is nothing new.
    let before = version
    try run(.setPosts(person: "both", posts: ["impl"]))
    #expect(version == before)
  }

  @Test func aLostSecondFactorIsTakenAwayWithAllSessions() throws {
    var state = SignIn.initial
    var version: Int64 = 0
    func run(_ command: SignIn.Command) throws {
      try SignIn.advance(&state, version: &version, command, by: County.context("p"))
    }
    let profile = try Policies.profile("dengbao3")
    try run(.open)
    try run(.setPassword(byAdministrator: false))
    try run(.setSecondFactor)
    try run(
      .signIn(
        Credentials.Evidence(passwordMatches: true, secondFactor: .timeCode(step: 7)),
        session: .zero, profile))
    #expect(state.sessions.count == 1)
    try run(.clearSecondFactor)
    #expect(!state.hasSecondFactor && state.sessions.isEmpty)
    #expect(SignIn.duties(state, at: County.start, profile).secondFactor)
  }
}
