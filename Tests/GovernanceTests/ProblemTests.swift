import EventLog
import Governance
import Groundwork
import TestSupport
import Testing

private let start = Timestamp(milliseconds: 1_767_225_600_000)

private func actor(_ person: String, _ organisation: String) -> Actor {
  Actor(person: person, name: "人\(person)", role: "r", organisation: organisation)
}

private func context(_ actor: Actor, after seconds: Int64 = 0) -> DeedContext {
  DeedContext(actor: actor, time: start.adding(seconds: seconds))
}

private let finder = actor("f", "village")
private let worker = actor("w", "builder")
private let colleague = actor("v", "builder")
private let checker = actor("c", "review")
private let finding = Problem.Finding(
  title: "沟渠未复耕", source: .inspection, level: .serious, area: "990101100201")
private let deadline = start.adding(days: 30)

/// One command of each kind that fits wherever its phase does.
private let commands: [ProblemDecider.Command] = [
  .find(finding), .dismiss(reason: "不属实"), .file,
  .assign(organisation: "builder", person: nil, deadline: deadline), .start(plan: "填埋复耕"),
  .submit(evidence: ["sha256:aa"], note: ""), .close(note: ""),
  .giveBack(reason: "未完成", deadline: deadline), .reopen(reason: "又发生"), .note(text: "已告知"),
]

private func actorFor(_ command: ProblemDecider.Command) -> Actor {
  switch command {
  case .start, .submit: worker
  case .close, .giveBack: checker
  default: finder
  }
}

/// A problem in every phase, by the shortest way.
private func problem(in phase: Problem.Phase) throws -> Problem {
  let ways: [Problem.Phase: [Int]] = [
    .none: [], .found: [0], .dismissed: [0, 1], .filed: [0, 2], .assigned: [0, 2, 3],
    .working: [0, 2, 3, 4], .submitted: [0, 2, 3, 4, 5], .closed: [0, 2, 3, 4, 5, 6],
  ]
  var state = ProblemDecider.initial
  var version: Int64 = 0
  for index in try #require(ways[phase]) {
    try ProblemDecider.advance(
      &state, version: &version, commands[index], by: context(actorFor(commands[index])))
  }
  #expect(state.phase == phase)
  return state
}

@Suite struct ProblemTests {
  /// All 8 × 10 pairs of phase and command: where each leads, or that it is refused.
  @Test func everyPairOfPhaseAndCommand() throws {
    // find dismiss file assign start submit close giveBack reopen note
    let table: [(Problem.Phase, [Problem.Phase?])] = [
      (.none, [.found, nil, nil, nil, nil, nil, nil, nil, nil, nil]),
      (.found, [nil, .dismissed, .filed, nil, nil, nil, nil, nil, nil, .found]),
      (.dismissed, [nil, nil, nil, nil, nil, nil, nil, nil, .filed, .dismissed]),
      (.filed, [nil, nil, nil, .assigned, nil, nil, nil, nil, nil, .filed]),
      (.assigned, [nil, nil, nil, .assigned, .working, nil, nil, nil, nil, .assigned]),
      (.working, [nil, nil, nil, .assigned, nil, .submitted, nil, nil, nil, .working]),
      (.submitted, [nil, nil, nil, nil, nil, nil, .closed, .working, nil, .submitted]),
      (.closed, [nil, nil, nil, nil, nil, nil, nil, nil, .filed, .closed]),
    ]
    #expect(table.map(\.0) == Problem.Phase.allCases)
    for (phase, row) in table {
      for (command, wanted) in zip(commands, row) {
        var state = try problem(in: phase)
        let before = state
        var version: Int64 = 9
        do {
          try ProblemDecider.advance(
            &state, version: &version, command, by: context(actorFor(command)))
          #expect(state.phase == wanted, "\(phase) \(command)")
        } catch let refusal as Diagnostic {
          #expect(refusal.code == "problem.phase")
          #expect(wanted == nil, "\(phase) \(command)")
          #expect(state == before)
        }
      }
    }
  }

  @Test func nobodyChecksTheirOwnWork() throws {
    let state = try problem(in: .submitted)
    for other in [worker, colleague, actor("w", "review")] {
      for command in [commands[6], commands[7]] {
        let refusal = #expect(throws: Diagnostic.self) {
          try ProblemDecider.decide(command, in: state, by: context(other))
        }
        #expect(refusal?.code == "problem.own-work")
      }
    }
    #expect(try ProblemDecider.decide(commands[6], in: state, by: context(checker)).count == 1)
    // Given to others meanwhile: those who worked on it before still do not check it.
    var moved = try problem(in: .working)
    var version: Int64 = 4
    for (command, who) in [
      (.assign(organisation: "second", person: nil, deadline: deadline), finder),
      (.start(plan: "重做"), actor("s", "second")),
      (.submit(evidence: ["sha256:bb"], note: ""), actor("s", "second")),
    ] as [(ProblemDecider.Command, Actor)] {
      try ProblemDecider.advance(&moved, version: &version, command, by: context(who))
    }
    #expect(throws: Diagnostic.self) {
      try ProblemDecider.decide(commands[6], in: moved, by: context(worker))
    }
    #expect(throws: Diagnostic.self) {
      try ProblemDecider.decide(commands[6], in: moved, by: context(colleague))
    }
  }

  @Test func onlyThoseWhoMustMendItDo() throws {
    var state = try problem(in: .filed)
    var version: Int64 = 2
    try ProblemDecider.advance(
      &state, version: &version,
      .assign(organisation: "builder", person: "w", deadline: deadline), by: context(finder))
    for other in [colleague, checker, actor("w", "other")] {
      let refusal = #expect(throws: Diagnostic.self) {
        try ProblemDecider.decide(.start(plan: "x"), in: state, by: context(other))
      }
      #expect(refusal?.code == "problem.not-responsible")
    }
    #expect(try ProblemDecider.decide(.start(plan: "x"), in: state, by: context(worker)).count == 1)
  }

  @Test(
    arguments: [
      (.none, .find(Problem.Finding(title: " ", source: .audit, level: .minor)), "problem.text"),
      (
        .none,
        .find(
          Problem.Finding(
            title: String(repeating: "长", count: 201), source: .audit, level: .minor)),
        "problem.finding"
      ),
      (
        .none,
        .find(
          Problem.Finding(
            title: "x", source: .audit, level: .minor,
            place: Problem.Place(longitude: 1_810_000_000, latitude: 0))), "problem.finding"
      ),
      (.found, .dismiss(reason: ""), "problem.text"),
      (.filed, .assign(organisation: "", person: nil, deadline: deadline), "problem.organisation"),
      (.filed, .assign(organisation: "b", person: nil, deadline: start), "problem.deadline"),
      (.assigned, .start(plan: "\n"), "problem.text"),
      (.working, .submit(evidence: [], note: ""), "problem.evidence"),
      (.submitted, .giveBack(reason: "", deadline: deadline), "problem.text"),
      (.submitted, .giveBack(reason: "x", deadline: start), "problem.deadline"),
      (.closed, .reopen(reason: ""), "problem.text"), (.found, .note(text: ""), "problem.text"),
    ] as [(Problem.Phase, ProblemDecider.Command, String)])
  func whatLacksSomethingIsRefused(
    _ phase: Problem.Phase, _ command: ProblemDecider.Command, _ code: String
  ) throws {
    let state = try problem(in: phase)
    let refusal = #expect(throws: Diagnostic.self) {
      try ProblemDecider.decide(command, in: state, by: context(actorFor(command)))
    }
    #expect(refusal?.code == code)
  }

  @Test func theSameAssignmentTwiceWritesNothing() throws {
    let state = try problem(in: .assigned)
    #expect(try ProblemDecider.decide(commands[3], in: state, by: context(finder)).isEmpty)
  }

  @Test func overdueIsWhatIsStillToBeMended() throws {
    let late = deadline.adding(seconds: 1)
    for phase in Problem.Phase.allCases {
      let state = try problem(in: phase)
      #expect(!state.isOverdue(at: deadline))
      #expect(state.isOverdue(at: late) == [.assigned, .working].contains(phase))
    }
  }

  @Test func numbersRunByYear() {
    var board = ProblemBoard.initial
    #expect(ProblemNumber.next(at: start, after: board) == "WT-2026-0001")
    board.numbers["2026"] = 9999
    #expect(ProblemNumber.next(at: start, after: board) == "WT-2026-10000")
    #expect(ProblemNumber.next(at: start.adding(days: 365), after: board) == "WT-2027-0001")
  }
}

@Suite struct ProblemSimulation {
  /// Many people, some problems, random commands by a seed, through a log: the laws hold in the
  /// whole history, judged from the events alone.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func theLawsHoldInEveryHistory(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let people = (0..<12).map { actor("p\($0)", "o\($0 % 4)") }
    let store = MemoryEventStore()
    try store.writeEvents { writer in
      try writer.beginLog(LogHeader(id: "sim", created: start))
      for step in 0..<1800 {
        let stream = try StreamName("problem", "WT-2026-000\(1 + random.next() % 6)")
        let seen = try writer.state(of: stream, ProblemDecider.self)
        // Half of the time somebody acts who may work on it, so that histories reach their end.
        let fitting = people.filter { person in
          person.organisation == seen.state.responsible
            && seen.state.assignee.map { $0 == person.person } ?? true
        }
        let isWork = [.assigned, .working].contains(seen.state.phase) && random.next() % 2 == 0
        let who = random.pick(isWork && !fitting.isEmpty ? fitting : people)
        let command = random.pick(commands + commands[3...7]).moved(
          to: "o\(random.next() % 2)", random.next() % 3 == 0 ? random.pick(people).person : nil)
        do {
          try writer.perform(
            ProblemDecider.self, command, on: stream, expected: seen.version,
            by: context(who, after: Int64(step)))
        } catch let refusal as Diagnostic {
          #expect(refusal.code.hasPrefix("problem."))
        }
      }
    }
    let closings = try store.readEvents { reader in
      let board = try reader.current(ProblemBoard.self)
      var closings = 0
      for stream in try reader.streams(category: "problem") {
        let deeds = try reader.deeds(of: stream, as: ProblemEvent.self)
        closings += check(deeds)
        let state = try reader.state(of: stream, ProblemDecider.self)
        #expect(board.rows[stream.id]?.problem == state.state)
        #expect(board.rows[stream.id]?.version == state.version)
      }
      return closings
    }
    #expect(closings > 5)
    #expect(try LogVerification.run(store).isIntact)
  }

  /// The oracle reads a history backwards: before every check stands a submission, and nobody who
  /// started, submitted or was made responsible is its author.
  private func check(_ deeds: [Deed<ProblemEvent>]) -> Int {
    var closings = 0
    for (index, deed) in deeds.enumerated() {
      #expect((index == 0) == isFound(deed.event))
      switch deed.event {
      case .closed, .returned:
        let before = deeds[..<index]
        closings += 1
        let last = before.last { if case .noted = $0.event { false } else { true } }
        if case .submitted(let evidence, _)? = last?.event {
          #expect(!evidence.isEmpty)
        } else {
          Issue.record("a check without a submission")
        }
        for earlier in before {
          switch earlier.event {
          case .started, .submitted: #expect(earlier.actor.person != deed.actor.person)
          case .assigned(let organisation, _, _):
            #expect(organisation != deed.actor.organisation)
          default: break
          }
        }
      case .started, .submitted:
        let assignment = deeds[..<index].last { $0.event.kind == "assigned" }
        if case .assigned(let organisation, let person, _)? = assignment?.event {
          #expect(organisation == deed.actor.organisation)
          #expect(person == nil || person == deed.actor.person)
        } else {
          Issue.record("work without an assignment")
        }
      default: break
      }
    }
    return closings
  }

  private func isFound(_ event: ProblemEvent) -> Bool { event.kind == "found" }
}

extension ProblemDecider.Command {
  /// The same with another organisation, where it names one.
  fileprivate func moved(to organisation: String, _ person: String?) -> ProblemDecider.Command {
    if case .assign(_, _, let deadline) = self {
      return .assign(organisation: organisation, person: person, deadline: deadline)
    }
    return self
  }
}
