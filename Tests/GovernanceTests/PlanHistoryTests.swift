import EventLog
import Governance
import Groundwork
import TestSupport
import Testing

private let start = Timestamp(milliseconds: 1_767_225_600_000)

private func context(_ person: String, _ organisation: String) -> DeedContext {
  DeedContext(
    actor: Actor(person: person, name: person, role: "r", organisation: organisation), time: start)
}

private let author = context("a", "centre")
private let colleague = context("b", "centre")
private let reviewer = context("c", "office")

private let commands: [PlanHistoryDecider.Command] = [
  .draw(title: "方案", epoch: "2023", area: "990101", measures: 3),
  .revise(measures: 2, reason: "删一处"), .submit(note: ""), .giveBack(reason: "改"),
  .endorse(note: ""),
]

@Suite("The history of a plan")
struct PlanHistoryTests {
  /// All 4 × 5 pairs of phase and command: where each leads, or that it is refused.
  @Test func everyPairOfPhaseAndCommand() throws {
    // draw revise submit giveBack endorse
    let table: [(PlanHistory.Phase, [PlanHistory.Phase?])] = [
      (.none, [.drawing, nil, nil, nil, nil]),
      (.drawing, [nil, .drawing, .submitted, nil, nil]),
      (.submitted, [nil, nil, nil, .drawing, .endorsed]),
      (.endorsed, [nil, nil, nil, nil, nil]),
    ]
    let ways: [PlanHistory.Phase: [Int]] = [
      .none: [], .drawing: [0], .submitted: [0, 2], .endorsed: [0, 2, 4],
    ]
    #expect(table.map(\.0) == PlanHistory.Phase.allCases)
    for (phase, row) in table {
      for (command, wanted) in zip(commands, row) {
        var state = PlanHistoryDecider.initial
        var version: Int64 = 0
        for index in try #require(ways[phase]) {
          try PlanHistoryDecider.advance(
            &state, version: &version, commands[index], by: index < 3 ? author : reviewer)
        }
        #expect(state.phase == phase)
        do {
          try PlanHistoryDecider.advance(&state, version: &version, command, by: reviewer)
          #expect(state.phase == wanted, "\(phase) \(command)")
        } catch let refusal as Diagnostic {
          #expect(refusal.code == "plan.phase" && wanted == nil, "\(phase) \(command)")
        }
      }
    }
  }

  @Test func nobodyReviewsWhatTheyOrTheirOrganisationDrew() throws {
    var state = PlanHistoryDecider.initial
    var version: Int64 = 0
    for command in [commands[0], commands[2]] {
      try PlanHistoryDecider.advance(&state, version: &version, command, by: author)
    }
    for who in [author, colleague, context("a", "office")] {
      for command in [commands[3], commands[4]] {
        let refusal = #expect(throws: Diagnostic.self) {
          try PlanHistoryDecider.decide(command, in: state, by: who)
        }
        #expect(refusal?.code == "plan.own-work")
      }
    }
    #expect(try PlanHistoryDecider.decide(commands[4], in: state, by: reviewer).count == 1)
  }

  /// Random commands by random people: the events alone must keep the laws.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func theLawsHoldInEveryHistory(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let people = [author, colleague, reviewer, context("d", "office")]
    var state = PlanHistoryDecider.initial
    var deeds: [Deed<PlanEvent>] = []
    for _ in 0..<200 {
      let who = people[Int(random.next() % 4)]
      let command = commands[Int(random.next() % 5)]
      guard let events = try? PlanHistoryDecider.decide(command, in: state, by: who) else {
        continue
      }
      for event in events {
        let deed = Deed(
          event: event, actor: who.actor, time: start, version: Int64(deeds.count) + 1)
        PlanHistoryDecider.evolve(&state, deed)
        deeds.append(deed)
      }
    }
    var drawers: Set<String> = []
    var isOut = false
    for deed in deeds {
      switch deed.event {
      case .drawn, .revised:
        #expect(!isOut, "changed while under review")
        drawers.insert(deed.actor.organisation)
      case .submitted: isOut = true
      case .returned, .endorsed:
        #expect(isOut)
        #expect(!drawers.contains(deed.actor.organisation))
        isOut = false
      }
    }
    #expect(PlanHistoryDecider.fold(deeds) == state)
    #expect(deeds.count > 1)
  }
}
