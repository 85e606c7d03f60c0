import EventLog
import Governance
import Groundwork
import TestSupport
import Testing

private let start = Timestamp(milliseconds: 1_767_225_600_000)

private func context(_ person: String) -> DeedContext {
  DeedContext(
    actor: Actor(person: person, name: person, role: "r", organisation: "o"), time: start)
}

/// A card that can be admitted.
private func wholeCard(_ change: (inout ProjectCard) -> Void = { _ in }) -> ProjectCard {
  var card = ProjectCard(
    title: "田块归并", goal: "粮食安全", element: .farmland, firstYear: 2025, lastYear: 2026,
    costs: [.init(year: 2025, amount: Money(fen: 100))],
    ground: .init(plan: "p", measures: ["m1"]))
  for duty in ProjectDuty.allCases { card.duties[duty] = ["甲"] }
  change(&card)
  return card
}

private func record(_ phase: ProjectRecord.Phase, _ card: ProjectCard) throws -> ProjectRecord {
  var state = ProjectDecider.initial
  var version: Int64 = 0
  let ways: [ProjectRecord.Phase: [ProjectDecider.Command]] = [
    .none: [], .proposed: [.propose(card)],
    .admitted: [.propose(card), .admit(note: "")],
    .withdrawn: [.propose(card), .withdraw(reason: "重复")],
  ]
  for command in ways[phase] ?? [] {
    let isAdmission = if case .admit = command { true } else { false }
    try ProjectDecider.advance(
      &state, version: &version, command, by: context(isAdmission ? "checker" : "author"))
  }
  #expect(state.phase == phase)
  return state
}

private func library(_ cards: [String: ProjectCard]) -> ProjectLibrary {
  ProjectLibrary(
    cards.map { id, card in
      var record = ProjectRecord()
      record.phase = .proposed
      record.card = card
      return ProjectBoard.Row(id: id, version: 1, record: record)
    })
}

private func codes(_ findings: [Diagnostic]) -> [String] {
  findings.map { "\($0.code.dropFirst("project.".count)) \($0.feature ?? "")" }.sorted()
}

@Suite struct ProjectLibraryTests {
  /// All 4 × 5 pairs of phase and command: where each leads, or that it is refused.
  @Test func everyPairOfPhaseAndCommand() throws {
    let other = wholeCard { $0.title = "改名" }
    let commands: [ProjectDecider.Command] = [
      .propose(other), .change(other, reason: "因"), .admit(note: ""), .withdraw(reason: "因"),
      .restore(reason: "因"),
    ]
    let table: [(ProjectRecord.Phase, [ProjectRecord.Phase?])] = [
      (.none, [.proposed, nil, nil, nil, nil]),
      (.proposed, [nil, .proposed, .admitted, .withdrawn, nil]),
      (.admitted, [nil, .admitted, nil, .withdrawn, nil]),
      (.withdrawn, [nil, nil, nil, nil, .proposed]),
    ]
    #expect(table.map(\.0) == ProjectRecord.Phase.allCases)
    for (phase, row) in table {
      for (command, wanted) in zip(commands, row) {
        var state = try record(phase, wholeCard())
        var version: Int64 = 0
        do {
          try ProjectDecider.advance(
            &state, version: &version, command, by: context("checker"))
          #expect(state.phase == wanted, "\(phase) \(command)")
        } catch let refusal as Diagnostic {
          #expect(wanted == nil && refusal.code == "project.phase", "\(phase) \(refusal)")
        }
      }
    }
  }

  @Test func nobodyAdmitsACardThatTheyWroteInAnyVersion() throws {
    var state = try record(.proposed, wholeCard())
    var version: Int64 = 1
    let change = ProjectDecider.Command.change(wholeCard { $0.note = "二稿" }, reason: "")
    try ProjectDecider.advance(&state, version: &version, change, by: context("second"))
    for person in ["author", "second"] {
      let refusal = #expect(throws: Diagnostic.self) {
        try ProjectDecider.decide(.admit(note: ""), in: state, by: context(person))
      }
      #expect(refusal?.code == "project.own-work")
      #expect(!ProjectDecider.acts(on: state, by: context(person)).contains(.admit))
    }
    #expect(ProjectDecider.acts(on: state, by: context("third")).contains(.admit))
  }

  @Test func admissionNamesWhatIsMissingAndChangesAfterwardsNeedAReason() throws {
    let bare = ProjectCard(title: "空", element: .other, firstYear: 2025, lastYear: 2025)
    let refusal = #expect(throws: Diagnostic.self) {
      try ProjectDecider.decide(
        .admit(note: ""), in: try record(.proposed, bare), by: context("checker"))
    }
    for part in ["战略目标", "实施主体", "投资", "用地"] {
      #expect(refusal?.message.zh.contains(part) == true)
    }
    let admitted = try record(.admitted, wholeCard())
    let change = wholeCard { $0.note = "改" }
    #expect(throws: Diagnostic.self) {
      try ProjectDecider.decide(.change(change, reason: " "), in: admitted, by: context("a"))
    }
    #expect(
      try ProjectDecider.decide(.change(change, reason: "调整"), in: admitted, by: context("a"))
        .count == 1)
    let same = ProjectDecider.Command.change(wholeCard(), reason: "")
    #expect(try ProjectDecider.decide(same, in: admitted, by: context("a")).isEmpty)
  }

  @Test func aCardIsWellFormedInItself() throws {
    let wrong: [(field: String, change: (inout ProjectCard) -> Void)] = [
      ("title", { $0.title = "  " }),
      ("goal", { $0.goal = String(repeating: "长", count: 2001) }),
      ("area", { $0.area = "330" }),
      ("area", { $0.area = "33021１" }),
      ("area", { $0.area = "330200" }),
      ("first_year", { $0.firstYear = 1989 }),
      ("last_year", { $0.lastYear = 2024 }),
      ("stage", { $0.stage = 0 }),
      ("costs", { $0.costs = [.init(year: 2027, amount: Money(fen: 1))] }),
      ("costs", { $0.costs = [.init(year: 2025, amount: Money(fen: -1))] }),
      ("costs", { $0.costs = [.init(year: 2025, amount: Money(fen: .max))] }),
      ("costs", { $0.costs += $0.costs }),
      ("needs", { $0.needs = ["a", "a"] }),
      ("excludes", { ($0.needs, $0.excludes) = (["a"], ["a"]) }),
      ("implement", { $0.duties.implement = [""] }),
      ("ground", { $0.ground = .init(plan: "", measures: ["m"]) }),
      ("ground", { $0.ground?.measures = ["m", "m"] }),
    ]
    for (field, change) in wrong {
      let refusal = #expect(throws: Diagnostic.self, "\(field)") {
        try ProjectCardCheck.checked(wholeCard(change))
      }
      #expect(refusal?.field == field)
    }
    #expect(try ProjectCardCheck.checked(wholeCard()) == wholeCard())
  }

  @Test func contradictionsAreFoundOnceEach() throws {
    let cards = [
      "a": wholeCard { ($0.needs, $0.firstYear, $0.lastYear) = (["b", "z"], 2026, 2026) },
      "b": wholeCard {
        $0.excludes = ["c"]
        $0.ground?.measures = ["m2"]
      },
      "c": wholeCard {
        $0.excludes = ["b"]
        $0.ground?.measures = ["m2", "gone"]
        $0.duties.quota = []
      },
      "d": wholeCard {
        $0.ground = nil
        ($0.needs, $0.firstYear, $0.lastYear) = (["b"], 2027, 2027)
      },
    ]
    let findings = library(cards).findings(measures: ["p": ["m1", "m2"]])
    #expect(
      codes(findings) == [
        "duty c", "exclusive b", "late-need a", "no-ground c", "shared-ground c", "unknown a",
      ])
    #expect(findings.first { $0.code == "project.duty" }?.severity == .warning)
    // Nothing is said of plans that were not looked at.
    #expect(!codes(library(cards).findings()).contains("no-ground c"))
  }

  /// Random graphs: circles are found where the transitive closure says that a project reaches itself,
  /// each is one, and every project that lies in a circle is in one of them.
  @Test(arguments: 0..<40)
  func circlesAgreeWithTheClosure(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let count = 2 + Int(random.next() % 7)
    var reach = [[Bool]](repeating: [Bool](repeating: false, count: count), count: count)
    var cards: [String: ProjectCard] = [:]
    for one in 0..<count {
      var needs: [String] = []
      for other in 0..<count where other != one && random.next() % 5 == 0 {
        needs.append("p\(other)")
        reach[one][other] = true
      }
      cards["p\(one)"] = wholeCard { $0.needs = needs }
    }
    for middle in 0..<count {
      for one in 0..<count where reach[one][middle] {
        for other in 0..<count where reach[middle][other] { reach[one][other] = true }
      }
    }
    let findings = library(cards).findings().filter { $0.code == "project.cycle" }
    let inCircles = Set((0..<count).filter { reach[$0][$0] }.map { "p\($0)" })
    var named: Set<String> = []
    for finding in findings {
      let text = finding.message.zh
      let path = text.matches(of: /p\d/).map { String($0.output) }
      #expect(path.first == path.last && path.count > 2)
      for (one, next) in zip(path, path.dropFirst()) {
        #expect(cards[one]?.needs.contains(next) == true, "\(text)")
      }
      named.formUnion(path)
    }
    #expect(named == inCircles)
  }

  @Test func projectsThatNeedThemselvesHideNoCircle() {
    let needs = ["a": ["a", "b"], "b": ["a", "b"], "c": ["c"]]
    let cards = needs.mapValues { needs in
      wholeCard {
        $0.needs = needs
        $0.ground = nil
      }
    }
    let found = codes(library(cards).findings()).filter { !$0.hasPrefix("late-need") }
    #expect(found == ["cycle a", "itself a", "itself b", "itself c"])
  }

  @Test func everyAmountOfTheLoadIsCountedOnce() throws {
    let cards = [
      "a": wholeCard { $0.duties.implement = ["甲", "乙"] },
      "b": wholeCard {
        $0.duties.implement = ["乙"]
        $0.costs = [
          .init(year: 2025, amount: Money(fen: 7)), .init(year: 2026, amount: Money(fen: 5)),
        ]
      },
    ]
    let library = library(cards)
    let loads = library.loads()
    let sum = loads.reduce(Money.zero) { $0 + $1.cost }
    #expect(sum == library.costs().reduce(Money.zero) { $0 + $1.amount })
    #expect(sum == Money(fen: 112))
    let second = try #require(loads.first { $0.organisation == "乙" && $0.year == 2026 })
    #expect((second.leads, second.joins, second.cost) == (1, 1, Money(fen: 5)))
  }
}
