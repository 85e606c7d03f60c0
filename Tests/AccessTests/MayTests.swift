import Access
import EventLog
import Groundwork
import Testing

@Suite struct MayTests {
  /// Every role × action × kind × area × owner × level × whether it is one's own work, against the
  /// plainest statement of the law.
  @Test func theRightsFunctionIsWhatTheRolesSay() throws {
    let book = try Policies.book()
    let areas = ["", "99", "990101", "990101100", "990102"].map(County.area)
    let owners: [String?] = [nil, "plat", "impl", "plan", "town"]
    var cases = 0
    var allowed = 0
    for role in book.roles.values.sorted(by: { $0.id < $1.id }) {
      for organisation in ["plat", "impl"] {
        var directory = try County.directory()
        if role.duty == .work {
          try grant(role.id, "p-\(organisation)", organisation, "990101", &directory)
        }
        let person = person(of: role, organisation)
        let law = AccessLaw(directory: directory, book: book)
        for action in Action.allCases {
          for kind in ObjectKind.allCases {
            for area in areas {
              for owner in owners {
                for level in DataLevel.allCases {
                  for isOwn in [false, true] {
                    let object = AccessObject(
                      kind, "x", area: area, organisation: owner, level: level,
                      workers: isOwn ? [person] : [])
                    let found = law.may(.person(person), action, object, at: County.start)
                    let wanted = oracle(role, organisation, action, object, isOwn, directory)
                    #expect(
                      found.outcome == wanted,
                      "\(role.id) \(action) \(kind) \(area) \(owner ?? "-") \(level) \(isOwn)")
                    cases += 1
                    allowed += found.isAllowed ? 1 : 0
                  }
                }
              }
            }
          }
        }
      }
    }
    #expect(cases == 11 * 2 * 8 * 14 * 5 * 5 * 3 * 2)
    // Neither everything nor nothing: about one in forty.
    #expect(allowed > 1000 && allowed < cases / 10)
  }

  private func person(of role: Role, _ organisation: String) -> String {
    switch role.duty {
    case .work: "p-\(organisation)"
    case .system: "sys"
    case .security: "sec"
    case .audit: "aud"
    }
  }

  private func oracle(
    _ role: Role, _ organisation: String, _ action: Action, _ object: AccessObject,
    _ isOwn: Bool, _ directory: Directory
  ) -> Decision.Outcome {
    let isWork = role.duty == .work
    let granted = isWork ? "990101" : "99"
    // plat stands above impl, and nothing else here has anything below it.
    let below = isWork ? (organisation == "plat" ? ["plat", "impl"] : ["impl"]) : ["ops"]
    let fits = role.rights.contains { right in
      let isNamed = right.actions.contains(action) && right.objects.contains(object.kind)
      let isThere = object.area.digits.hasPrefix(granted)
      let isOurs =
        switch right.scope {
        case .area: true
        case .organisation: below.contains(object.organisation ?? "")
        case .own: isOwn
        }
      return isNamed && isThere && isOurs && object.level <= right.level
    }
    guard fits else { return .refused }
    if isOwn, [.check, .approveExport].contains(action) { return .refused }
    return action == .export && object.level != .general ? .needsSecondPerson : .allowed
  }

  private func grant(
    _ role: String, _ person: String, _ organisation: String, _ digits: String,
    _ directory: inout Directory
  ) throws {
    var version: Int64 = 0
    try DirectoryDecider.advance(
      &directory, version: &version,
      .grant(
        [County.grant("g-\(person)-\(role)", person, organisation, role, digits)],
        book: Policies.book()), by: County.context())
  }

  /// What a planner would expect, in words.
  @Test func theRefusalSaysWhatWasMissing() throws {
    var directory = try County.directory()
    try grant("implementer", "p-impl", "impl", "990101", &directory)
    try grant("planner", "p-plan", "plan", "990101", &directory)
    let law = AccessLaw(directory: directory, book: try Policies.book())
    func reason(
      _ person: String, _ action: Action, _ kind: ObjectKind, _ digits: String = "990101",
      owner: String? = nil, level: DataLevel = .general, after: Int64 = 0
    ) -> Decision.Reason {
      law.may(
        .person(person), action,
        AccessObject(kind, "x", area: County.area(digits), organisation: owner, level: level),
        at: County.start.adding(seconds: after)
      ).reason
    }
    #expect(reason("nobody", .read, .plan) == .unknownPerson)
    #expect(reason("p-town", .read, .plan) == .noGrant)
    #expect(reason("p-plan", .read, .plan, after: -1) == .noGrant)
    #expect(reason("p-impl", .change, .plan) == .noRight)
    #expect(reason("p-plan", .read, .plan, "990102") == .otherArea)
    #expect(reason("p-plan", .read, .plan, "99") == .otherArea)
    #expect(reason("p-impl", .change, .problem, owner: "plat") == .otherOrganisation)
    #expect(reason("p-impl", .read, .layer, level: .core) == .level)
    #expect(reason("p-plan", .export, .layer, level: .core) == .exportLevel)
    #expect(reason("p-plan", .export, .layer) == .granted)
    // An administrator neither sees nor does the work.
    for administrator in ["sys", "sec", "aud"] {
      for kind in ObjectKind.allCases where !kind.isAdministrative {
        #expect(Action.allCases.allSatisfy { reason(administrator, $0, kind) == .noRight })
      }
    }
    let refused = law.may(
      .person("p-impl"), .change, AccessObject(.plan, "x", area: County.area("990101")),
      at: County.start)
    #expect(
      refused.message
        == Localized(zh: "角色没有此项权限：改动方案", en: "no role has the right to change plans"))
    #expect(throws: Diagnostic.self) { try refused.demand() }
  }

  @Test func grantsEndAndAreTakenBack() throws {
    var directory = try County.directory()
    let book = try Policies.book()
    var version: Int64 = 0
    func run(_ command: DirectoryDecider.Command) throws {
      try DirectoryDecider.advance(
        &directory, version: &version, command, by: County.context())
    }
    try run(
      .grant(
        [County.grant("t", "p-plan", "plan", "planner", "990101", from: 100, until: 200)],
        book: book))
    func may(_ seconds: Int64) -> Bool {
      AccessLaw(directory: directory, book: book).may(
        .person("p-plan"), .read, AccessObject(.plan, "x", area: County.area("990101")),
        at: County.start.adding(seconds: seconds)
      ).isAllowed
    }
    #expect([99, 100, 199, 200].map(may) == [false, true, true, false])
    try run(.revoke(["t"], reason: "离岗"))
    #expect(!may(150))
    #expect(throws: Diagnostic.self) { try run(.revoke(["t"], reason: "again")) }
    // A used id is not used again: an audit line would name two grants.
    #expect(throws: Diagnostic.self) {
      try run(
        .grant([County.grant("t", "p-plan", "plan", "planner", "990101")], book: book))
    }
  }

  @Test func withoutAccountsARoleIsActedInButNotOutgrown() throws {
    let law = AccessLaw(directory: Directory(), book: try Policies.book())
    func may(_ role: String, _ action: Action, _ kind: ObjectKind) -> Bool {
      law.may(
        .local(role: role), action, AccessObject(kind, "x", area: County.area("990101")),
        at: County.start
      ).isAllowed
    }
    #expect(may("planner", .change, .plan))
    #expect(!may("reviewer", .change, .plan))
    #expect(!may("nobody", .read, .plan))
    #expect(!may("system-administrator", .read, .plan))
    #expect(may("security-administrator", .administer, .grant))
  }

  @Test func derivedDataHaveTheHighestLevelOfTheirSources() {
    for a in DataLevel.allCases {
      for b in DataLevel.allCases {
        let found = DataLevel.inherited(from: [a, b])
        #expect(found >= a && found >= b && (found == a || found == b))
      }
    }
    #expect(DataLevel.inherited(from: []) == .general)
    #expect(DataLevel.general < .important && DataLevel.important < .core)
  }

  @Test(arguments: ["330000", "3", "33a2", "3302110", "33021110120", "−33"])
  func codesOfAreasThatAreNoneAreRefused(_ text: String) {
    #expect(throws: Diagnostic.self) { try AreaCode(text) }
  }

  @Test(
    "The smallest unit that holds all",
    arguments: [
      (["330299001202", "330299001202"], "330299001202"),
      (["330299001202", "330299001203"], "330299001"),
      (["330299001202", "330299002202"], "330299"), (["330299001202", "3305"], "33"),
      (["3302990012020000000"], "330299001202"), (["330299001202", "A1"], ""), ([], ""),
    ] as [([String], String)]) func smallestUnit(codes: [String], unit: String)
  {
    #expect(AreaCode.common(to: codes).digits == unit)
  }
}
