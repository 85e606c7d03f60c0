import EventLog
import Foundation
import Governance
import Groundwork
import Testing

private let start = Timestamp(milliseconds: 1_767_225_600_000)

private func context(_ person: String, _ organisation: String) -> DeedContext {
  DeedContext(
    actor: Actor(person: person, name: person, role: "r", organisation: organisation), time: start)
}

@Suite("The acts that are allowed on a problem")
struct ProblemActTests {
  private func state(_ steps: [(ProblemDecider.Command, DeedContext)]) throws -> Problem {
    var state = ProblemDecider.initial
    var version: Int64 = 0
    for (command, who) in steps {
      try ProblemDecider.advance(&state, version: &version, command, by: who)
    }
    return state
  }

  /// The examples contain only their kind, so a refusal depends only on the actor and the time.
  @Test func theExamplesOfAllActsAreComplete() throws {
    let codes: Set<String> = ["problem.phase", "problem.own-work", "problem.not-responsible"]
    let finder = context("f", "village")
    let found = try state([
      (.find(Problem.Finding(title: "x", source: .audit, level: .minor)), finder)
    ])
    let states = [
      found,
      try state([
        (.find(Problem.Finding(title: "x", source: .audit, level: .minor)), finder),
        (.file, finder),
        (.assign(organisation: "b", person: nil, deadline: start.adding(days: 3)), finder),
        (.start(plan: "p"), context("w", "b")),
        (.submit(evidence: ["sha256:aa"], note: ""), context("w", "b")),
      ]),
    ]
    for state in states {
      for act in ProblemAct.allCases {
        do {
          _ = try ProblemDecider.decide(act.example(at: start), in: state, by: context("w", "b"))
        } catch let refusal as Diagnostic {
          #expect(codes.contains(refusal.code), "\(act): \(refusal.code)")
        }
      }
    }
    let submitted = states[1]
    #expect(
      !ProblemDecider.allows(
        ProblemAct.close.example(at: start), in: submitted, by: context("w", "b")))
    #expect(
      ProblemDecider.allows(
        ProblemAct.close.example(at: start), in: submitted, by: context("c", "r")))
  }

  /// An event of before there were photos is read, and written again to the same bytes.
  @Test func aFindingWithoutPhotosStaysWhatItWas() throws {
    let old = Array(
      #"{"found":{"finding":{"area":"","description":"","level":"minor","source":"audit","title":"x"}}}"#
        .utf8)
    let event = try ProblemEvent.read(kind: "found", schema: 1, json: old)
    #expect(event.schema == 1)
    #expect(event.attachments.isEmpty)
    #expect(try CanonicalJSON().bytes(event) == old)
  }

  @Test func aFindingWithPhotosHasTheNextSchema() throws {
    let event = ProblemEvent.found(
      finding: Problem.Finding(
        title: "x", source: .audit, level: .minor, photos: ["sha256:aa"]))
    #expect(event.schema == 2)
    let bytes = try CanonicalJSON().bytes(event)
    #expect(try ProblemEvent.read(kind: "found", schema: 2, json: bytes) == event)
    #expect(throws: Diagnostic.self) {
      try ProblemEvent.read(kind: "found", schema: 3, json: bytes)
    }
  }
}
