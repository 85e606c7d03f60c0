import EventLog
import Foundation
import Governance
import Groundwork
import Testing

private let start = Timestamp(milliseconds: 1_767_225_600_000)

private func context(_ person: String) -> DeedContext {
  DeedContext(
    actor: Actor(person: person, name: person, role: "r", organisation: "o"), time: start)
}

private func proposal(
  _ direction: AdjustmentProposal.Direction = .out,
  _ reason: AdjustmentProposal.Reason = .fragmented,
  line: AdjustmentProposal.Line = .basicFarmland, patches: [String] = ["b", "a"]
) -> AdjustmentProposal {
  AdjustmentProposal(
    line: line, direction: direction, reason: reason, title: "零星永农调出", scheme: "甲",
    epoch: "2023", area: "330299", patches: patches)
}

private let ground = AdjustedGround(parts: [.init(grade: 3, area: Area(hundredths: 5))])

private let commands: [AdjustmentDecider.Command] = [
  .propose(proposal()), .revise(proposal(.out, .wrong), reason: "误划"), .submit(note: ""),
  .giveBack(reason: "改"), .approve(document: "1 号", note: ""), .refuse(reason: "不可"),
  .execute(document: "验 1", ground: ground), .withdraw(reason: "不做了"),
]

private func state(after path: [Int]) throws -> AdjustmentRecord {
  var state = AdjustmentDecider.initial
  var version: Int64 = 0
  for index in path {
    let decides = [3, 4, 5, 6].contains(index)
    try AdjustmentDecider.advance(
      &state, version: &version, commands[index], by: context(decides ? "judge" : "author"))
  }
  return state
}

@Suite("Proposals to adjust control lines")
struct AdjustmentTests {
  /// All 7 × 8 pairs of phase and command: where each leads, or that it is refused.
  @Test func everyPairOfPhaseAndCommand() throws {
    // propose revise submit return approve refuse execute withdraw
    let table: [(AdjustmentRecord.Phase, [Int], [AdjustmentRecord.Phase?])] = [
      (.none, [], [.proposed, nil, nil, nil, nil, nil, nil, nil]),
      (.proposed, [0], [nil, .proposed, .submitted, nil, nil, nil, nil, .withdrawn]),
      (.submitted, [0, 2], [nil, nil, nil, .proposed, .approved, .refused, nil, .withdrawn]),
      (.approved, [0, 2, 4], [nil, nil, nil, nil, nil, nil, .executed, .withdrawn]),
      (.executed, [0, 2, 4, 6], [nil, nil, nil, nil, nil, nil, nil, nil]),
      (.refused, [0, 2, 5], [nil, nil, nil, nil, nil, nil, nil, nil]),
      (.withdrawn, [0, 7], [nil, nil, nil, nil, nil, nil, nil, nil]),
    ]
    #expect(table.map(\.0) == AdjustmentRecord.Phase.allCases)
    for (phase, path, row) in table {
      #expect(try state(after: path).phase == phase)
      #expect(row.count == commands.count)
      for (index, wanted) in row.enumerated() {
        if let wanted {
          #expect(try state(after: path + [index]).phase == wanted)
        } else {
          #expect(throws: Diagnostic.self, "\(phase) \(index)") {
            try state(after: path + [index])
          }
        }
      }
    }
  }

  @Test func nobodyDecidesAboutTheirOwnProposal() throws {
    var version: Int64 = 2
    for index in [3, 4, 5] {
      var seen = try state(after: [0, 2])
      let fault = #expect(throws: Diagnostic.self) {
        try AdjustmentDecider.advance(
          &seen, version: &version, commands[index], by: context("author"))
      }
      #expect(fault?.code == "adjustment.own-work")
    }
  }

  @Test func aProposalIsCompleteAndItsReasonFits() throws {
    func code(_ given: AdjustmentProposal) -> String? {
      #expect(throws: Diagnostic.self) {
        try AdjustmentDecider.decide(.propose(given), in: .init(), by: context("a"))
      }?.code
    }
    #expect(code(proposal(.in, .fragmented)) == "adjustment.reason")
    #expect(code(proposal(.out, .reserve)) == "adjustment.reason")
    #expect(code(proposal(patches: [])) == "adjustment.patches")
    #expect(code(proposal(patches: ["a", "a"])) == "adjustment.patches")
    var nameless = proposal()
    nameless.title = "　"
    #expect(code(nameless) == "adjustment.text")
    let events = try AdjustmentDecider.decide(
      .propose(proposal()), in: .init(), by: context("a"))
    #expect(events == [.proposed(proposal: proposal(patches: ["a", "b"]))])
  }

  /// A course names an existing process and rules with a threshold only in the packs.
  @Test func theCoursesOfTheProgram() throws {
    let root = Shipped.folder.deletingLastPathComponent()
    let file = root.appendingPathComponent("adjustment/default.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let rules = try AdjustmentRules(yaml: text, file: "default.yaml")
    for course in rules.courses {
      #expect(Shipped.names.contains(course.process))
      #expect(Set(course.ordered).isSubset(of: course.rules))
    }
    #expect(rules.course(.basicFarmland)?.ordered == ["CORE-09"])
    let wrong = text.replacing("slope_class: { value: 3", with: "slope_class: { value: 6")
    #expect(wrong != text)
    let fault = #expect(throws: Diagnostic.self) {
      try AdjustmentRules(yaml: wrong, file: "default.yaml")
    }
    #expect(fault?.code == "adjustment.rules.range")
  }
}
