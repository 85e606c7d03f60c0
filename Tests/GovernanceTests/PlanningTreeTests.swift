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

private func row(_ id: String, _ object: PlanningObject) -> PlanningBoard.Row {
  var record = PlanningRecord()
  record.phase = .drafted
  record.object = object
  return PlanningBoard.Row(id: id, version: 1, record: record)
}

private func object(
  _ level: PlanningLevel, _ parent: String?, farmland: Int64?, projects: [String] = []
) -> PlanningObject {
  PlanningObject(
    level: level, title: level.rawValue, area: "3302", parent: parent,
    targets: farmland.map { [.init(indicator: .newFarmland, amount: $0)] } ?? [],
    projects: projects)
}

@Suite struct PlanningTreeTests {
  @Test func everyPairOfPhaseAndCommand() throws {
    let object = object(.county, "C", farmland: 5)
    var other = object
    other.text = "二稿"
    let commands: [PlanningDecider.Command] = [
      .draft(other), .revise(other, reason: "因"), .adopt(note: ""), .withdraw(reason: "因"),
    ]
    let ways: [(PlanningRecord.Phase, [PlanningDecider.Command], [PlanningRecord.Phase?])] = [
      (.none, [], [.drafted, nil, nil, nil]),
      (.drafted, [.draft(object)], [nil, .drafted, .adopted, .withdrawn]),
      (.adopted, [.draft(object), .adopt(note: "")], [nil, .drafted, nil, .withdrawn]),
      (.withdrawn, [.draft(object), .withdraw(reason: "因")], [nil, nil, nil, nil]),
    ]
    #expect(ways.map(\.0) == PlanningRecord.Phase.allCases)
    for (phase, way, wanted) in ways {
      for (command, end) in zip(commands, wanted) {
        var state = PlanningDecider.initial
        var version: Int64 = 0
        for (step, past) in way.enumerated() {
          try PlanningDecider.advance(
            &state, version: &version, past, by: context(step == 0 ? "author" : "checker"))
        }
        #expect(state.phase == phase)
        do {
          try PlanningDecider.advance(
            &state, version: &version, command, by: context("checker"))
          #expect(state.phase == end, "\(phase) \(command)")
        } catch let refusal as Diagnostic {
          #expect(end == nil && refusal.code == "programme.phase", "\(phase) \(refusal)")
        }
      }
    }
  }

  @Test func anObjectIsWellFormedAndNobodyAdoptsTheirOwn() throws {
    var padded = object(.county, "C", farmland: 1)
    padded.area = "330200"
    let wrong = [
      ("area", padded), ("parent", object(.province, "X", farmland: 1)),
      ("parent", object(.county, nil, farmland: 1)),
      ("projects", object(.county, "C", farmland: 1, projects: ["p"])),
      ("targets", object(.unit, "D", farmland: -1)),
      ("targets", object(.unit, "D", farmland: 1, projects: ["p", "p"])),
    ]
    for (code, object) in wrong {
      let refusal = #expect(throws: Diagnostic.self, "\(code)") {
        try PlanningDecider.decide(
          .draft(object), in: PlanningDecider.initial, by: context("a"))
      }
      #expect(refusal?.code == "programme.\(code)")
    }
    var state = PlanningDecider.initial
    var version: Int64 = 0
    let unit = object(.unit, "D", farmland: 1, projects: ["p"])
    try PlanningDecider.advance(&state, version: &version, .draft(unit), by: context("a"))
    let refusal = #expect(throws: Diagnostic.self) {
      try PlanningDecider.decide(.adopt(note: ""), in: state, by: context("a"))
    }
    #expect(refusal?.code == "programme.own-work")
  }

  /// Targets go down and results come up: what is left at each level, by hand.
  @Test func differencesAreVisibleAtEveryLevel() throws {
    let tree = PlanningTree(
      [
        row("C", object(.city, nil, farmland: 100)), row("K", object(.county, "C", farmland: 90)),
        row("D", object(.district, "K", farmland: 60, projects: ["p1"])),
        row("E", object(.district, "K", farmland: 30)),
        row("U", object(.unit, "D", farmland: 20, projects: ["p2", "p1"])),
      ],
      results: [
        "p1": [.newFarmland: 7, .projects: 1], "p2": [.newFarmland: 15, .projects: 1],
      ])
    func line(_ id: String) throws -> PlanningTree.Line {
      try #require(tree.nodes[id]?.lines.first { $0.indicator == .newFarmland })
    }
    #expect(tree.roots == ["C"])
    #expect(try (line("C").allotted, line("C").unallotted) == (90, 10))
    #expect(try (line("K").allotted, line("K").unallotted) == (90, 0))
    // p1 stands in the district and in its unit and counts once.
    for id in ["C", "K", "D", "U"] { #expect(try line(id).result == 22) }
    #expect(try line("E").result == 0)
    #expect(try (line("D").open, line("U").open) == (38, -2))
    let codes = tree.findings.map { "\($0.code.dropFirst(10)) \($0.feature ?? "")" }
    #expect(codes.filter { $0.hasPrefix("allotment") } == ["allotment C", "allotment D"])
    #expect(codes.contains("twice D") || codes.contains("twice U"))
    #expect(codes.filter { $0.hasPrefix("result") }.count == 4, "C, K, D, E")
  }

  /// Targets go down from the province; a city without one stands on its own.
  @Test func aProvinceStandsAboveTheCities() throws {
    #expect(throws: Never.self) {
      try PlanningDecider.decide(
        .draft(object(.city, "P", farmland: 1)), in: PlanningDecider.initial, by: context("a"))
    }
    let tree = PlanningTree(
      [
        row("P", object(.province, nil, farmland: 100)),
        row("C", object(.city, "P", farmland: 60)), row("B", object(.city, "P", farmland: 30)),
        row("A", object(.city, nil, farmland: 5)), row("K", object(.county, "P", farmland: 1)),
        row("L", object(.county, "C", farmland: 60)),
        row("D", object(.district, "L", farmland: 60, projects: ["p"])),
      ], results: ["p": [.newFarmland: 8, .projects: 1]])
    let line = try #require(tree.nodes["P"]?.lines.first { $0.indicator == .newFarmland })
    #expect((line.target, line.allotted, line.unallotted) == (100, 90, 10))
    #expect((line.result, line.open) == (8, 92))
    #expect(tree.nodes["P"]?.children == ["B", "C"])
    #expect(tree.roots == ["P", "A", "K"])
    // A county does not hang below a province without its city.
    #expect(tree.findings.filter { $0.code == "programme.parent" }.map(\.feature) == ["K"])
    #expect(
      tree.findings.contains { $0.code == "programme.allotment" && $0.feature == "P" })
  }

  @Test func potentialThatCannotCloseTheGapIsTold() throws {
    let rows = [
      row("C", object(.city, nil, farmland: 100)), row("K", object(.county, "C", farmland: 100)),
      row("D", object(.district, "K", farmland: 60, projects: ["p"])),
    ]
    let results: [String: [TargetIndicator: Int64]] = ["p": [.newFarmland: 20, .projects: 1]]
    func told(_ potential: [String: [TargetIndicator: Int64]]) throws -> [String] {
      let tree = PlanningTree(rows, results: results, potential: potential)
      let line = try #require(tree.nodes["D"]?.lines.first { $0.indicator == .newFarmland })
      #expect(line.potential == potential["D"]?[.newFarmland])
      return tree.findings.filter { $0.code == "programme.potential" }.compactMap(\.feature)
    }
    #expect(try told([:]) == [])
    #expect(try told(["D": [.newFarmland: 40], "K": [.newFarmland: 80]]) == [])
    #expect(try told(["D": [.newFarmland: 39], "K": [.newFarmland: 80]]) == ["D"])
    // A limit has no potential to reach it with.
    #expect(try told(["D": [.investment: 0]]) == [])
  }

  @Test func targetsGoDownToProjects() throws {
    let tree = PlanningTree(
      [
        row("C", object(.city, nil, farmland: 100)), row("K", object(.county, "C", farmland: 100)),
        row("D", object(.district, "K", farmland: 60, projects: ["p1", "p3"])),
        row("U", object(.unit, "D", farmland: 40, projects: ["p1", "p2", "gone"])),
      ],
      results: [
        "p1": [.newFarmland: 7, .projects: 1, .investment: 9],
        "p2": [.newFarmland: 25, .projects: 1, .investment: 0], "p3": [.projects: 1],
      ],
      projectTargets: [
        "p1": [.newFarmland: 10, .investment: 8], "p2": [.newFarmland: 25],
        "p3": [.newFarmland: 15], "gone": [.newFarmland: 1_000],
      ])
    func line(_ id: String) throws -> PlanningTree.Line {
      try #require(tree.nodes[id]?.lines.first { $0.indicator == .newFarmland })
    }
    // The unit passes 35 on to its two projects; p1 has its target there and not in the district again.
    #expect(try (line("U").allotted, line("U").unallotted) == (35, 5))
    #expect(try (line("D").allotted, line("D").unallotted) == (55, 5))
    #expect(tree.nodes["D"]?.parts.map(\.project) == ["p1", "p3"])
    let first = try #require(tree.nodes["U"]?.parts.first)
    let farmland = try #require(first.lines.first { $0.indicator == .newFarmland })
    #expect((farmland.target, farmland.result, farmland.open) == (10, 7, 3))
    let unknown = try #require(tree.nodes["D"]?.parts.last?.lines.first)
    #expect((unknown.target, unknown.result, unknown.open) == (15, nil, nil))
    let told = tree.findings.filter { $0.code == "programme.project-target" }
    // Below the target, and beyond the limit, told once, where the target is.
    #expect(told.map(\.feature) == ["U", "U"])
  }

  @Test func whatIsUnknownStaysUnknown() throws {
    let tree = PlanningTree(
      [
        row("C", object(.city, nil, farmland: 1)), row("K", object(.county, "Z", farmland: 1)),
        row("D", object(.district, "K", farmland: 1, projects: ["p", "gone"])),
      ], results: ["p": [.projects: 1]])
    let line = try #require(tree.nodes["D"]?.lines.first { $0.indicator == .newFarmland })
    #expect(line.result == nil && line.open == nil && line.allotted == nil)
    // Nobody set a target for it, and what the projects bring is unknown: that is not nothing.
    #expect(tree.nodes["D"]?.lines.contains { $0.indicator == .investment } == true)
    #expect(tree.nodes["C"]?.lines.map(\.indicator) == [.newFarmland])
    #expect(tree.roots == ["C", "K"])
    let codes = Set(tree.findings.map(\.code))
    #expect(codes.isSuperset(of: ["programme.parent", "programme.project"]))
  }

  /// On random trees the result of an object equals the sum over the distinct projects below, by a plain
  /// walk, and allotted amounts are the sums of the children's targets.
  @Test(arguments: 0..<20)
  func sumsAgreeWithAPlainWalk(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var rows = [row("c", object(.city, nil, farmland: 50))]
    var results: [String: [TargetIndicator: Int64]] = [:]
    for number in 0..<30 { results["p\(number)"] = [.newFarmland: Int64(random.next() % 9)] }
    var last = ["c"]
    for level in [PlanningLevel.county, .district, .unit] {
      var next: [String] = []
      for parent in last {
        for child in 0..<(1 + random.next() % 3) {
          let id = "\(parent)\(child)"
          let projects =
            level.holdsProjects
            ? Set((0..<(random.next() % 4)).map { _ in "p\(random.next() % 30)" }) : []
          rows.append(
            row(
              id,
              object(
                level, parent, farmland: random.next() % 4 == 0 ? nil : Int64(random.next() % 50),
                projects: projects.sorted())))
          next.append(id)
        }
      }
      last = next
    }
    let tree = PlanningTree(rows.shuffled(), results: results)
    for one in rows {
      // An id begins with those of all objects above it.
      let below = rows.filter { $0.id.hasPrefix(one.id) }
      let projects = Set(below.flatMap { $0.record.object?.projects ?? [] })
      let sum = projects.reduce(Int64(0)) { $0 + (results[$1]?[.newFarmland] ?? 0) }
      let targets = rows.filter { $0.record.object?.parent == one.id }
        .compactMap { $0.record.object?.target(.newFarmland) }
      let line = tree.nodes[one.id]?.lines.first { $0.indicator == .newFarmland }
      #expect((line?.result ?? 0) == sum)
      #expect(line?.allotted == (targets.isEmpty ? nil : targets.reduce(0, +)))
    }
  }

  @Test func groundAndAnnexesAreOfTheSecondSchema() throws {
    // As the first version of the program wrote it.
    let old =
      #"{"drafted":{"object":{"area":"","level":"city","projects":[],"#
      + #""targets":[{"amount":1,"indicator":"new_farmland"}],"text":"t","title":"C"}}}"#
    let event = try PlanningEvent.read(kind: "drafted", schema: 1, json: Array(old.utf8))
    #expect(event.object?.targets == [.init(indicator: .newFarmland, amount: 1)])
    #expect(event.object?.ground == nil && event.object?.annexes == [])
    #expect(event.schema == 1)
    #expect(String(decoding: try CanonicalJSON().bytes(event), as: UTF8.self) == old)

    var whole = object(.city, nil, farmland: 1)
    whole.ground = DrawnGround([[[0, 0, 10, 0, 10, 10]]])
    whole.annexes = [PlanningAnnex(title: "图", name: "m.pdf", hash: "sha256:1")]
    let made = try #require(
      try PlanningDecider.decide(
        .draft(whole), in: PlanningDecider.initial, by: context("a")
      ).first)
    #expect(made.schema == 2 && made.attachments == ["sha256:1"])
    let bytes = try CanonicalJSON().bytes(made)
    #expect(try PlanningEvent.read(kind: "drafted", schema: 2, json: bytes) == made)

    var wrong: [(String, PlanningObject)] = []
    for ground in [[], [[]], [[[0, 0, 1, 1]]], [[[0, 0, 1, 0, 1, 1, 2]]]] as [[[[Int64]]]] {
      var object = whole
      object.ground = DrawnGround(ground)
      wrong.append(("ground", object))
    }
    for annexes in [
      [PlanningAnnex(title: " ", name: "m", hash: "a")], whole.annexes + whole.annexes,
    ] {
      var object = whole
      object.annexes = annexes
      wrong.append(("annexes", object))
    }
    for (code, object) in wrong {
      let refusal = #expect(throws: Diagnostic.self) {
        try PlanningDecider.decide(.draft(object), in: PlanningDecider.initial, by: context("a"))
      }
      #expect(refusal?.code == "programme.\(code)")
    }
  }
}
