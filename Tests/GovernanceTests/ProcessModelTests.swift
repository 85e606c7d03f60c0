import EventLog
import Foundation
import Governance
import Groundwork
import TestSupport
import Testing

@Suite struct ProcessModelTests {
  /// Takes a case to every step of a process and from each tries every verb, by every person, to a depth:
  /// no dead end, no step without somebody to act, and an oracle that reads the events alone finds no
  /// guard passed over.
  @Test(arguments: Shipped.names)
  func everyVerbFromEveryStep(_ name: String) throws {
    let law = try Shipped.law(name)
    let stories = try everyStep(law)
    #expect(Set(stories.keys) == Set(law.definition.steps.map(\.id)))
    var tried = 0
    var accepted = 0
    for (step, story) in stories.sorted(by: { $0.key < $1.key }) {
      var frontier = [story]
      var seen: Set<ProcessInstance> = [story.state]
      for depth in 0..<2 {
        var next: [Story] = []
        for story in frontier where !story.state.isOver {
          var isStuck = true
          // What is said to be missing is what the law refuses for, and nothing else.
          // A task that was given to somebody of another role waits for them to give it back.
          let isStranded = story.state.tasks.contains { task in
            task.person.map { holder in
              !Shipped.people.contains { $0.person == holder && task.by.contains($0.role) }
            } ?? false
          }
          for way in ProcessReadiness(law, story.state, at: monday).ways where !isStranded {
            let move = ProcessRequest.move(way.verb, to: way.to, opinion: "-")
            let people = Shipped.people.filter { way.by.contains($0.role) }
            let isAllowed = people.contains { person in
              ProcessDecider.allows(
                .init(law, move), in: story.state, by: DeedContext(actor: person, time: monday))
            }
            #expect(way.isReady == isAllowed, "\(step): \(way)")
          }
          for request in law.options(
            for: story.state, at: monday, people: ["reviewer.2"])
          {
            var isDone = false
            for person in Shipped.people where !isDone {
              tried += 1
              var after = story
              do { try after.act(request, by: person, at: monday) } catch { continue }
              // One person a role is enough to go on; the oracle looks at each.
              isDone = true
              isStuck = false
              accepted += 1
              let broken = ProcessOracle.check(law.definition, after.deeds)
              #expect(broken == [], "\(step) \(request)")
              if depth == 0, seen.insert(after.state).inserted { next.append(after) }
            }
          }
          #expect(!isStuck, "nobody can do anything at \(story.state.step ?? "–")")
          #expect(
            story.state.standing != .running
              || (!story.state.tasks.isEmpty && story.state.tasks.allSatisfy { !$0.by.isEmpty }))
        }
        frontier = next
      }
    }
    #expect(accepted > 100 && tried > accepted)
  }

  /// A case at every step, by the shortest way: breadth first over the acts of the process.
  private func everyStep(_ law: ProcessLaw) throws -> [String: Story] {
    var first = Story(law)
    try first.start(at: monday)
    var found = [try #require(first.state.step): first]
    var frontier = [first]
    while !frontier.isEmpty {
      var next: [Story] = []
      for story in frontier {
        let step = try #require(story.state.step.flatMap(law.definition.step))
        for act in step.acts {
          guard let to = act.to, found[to] == nil else { continue }
          var after = story
          var time = monday
          try after.prepare(act, at: &time)
          try after.anybody(.move(act.verb, to: to, opinion: "理由"), at: time)
          found[to] = after
          next.append(after)
        }
      }
      frontier = next
    }
    return found
  }

  /// A county over five years: people who err, quit, are on leave, answer late, disagree, hand in twice, swap
  /// versions and take back.
  @Test(arguments: [UInt64](1...4))
  func theLawsHoldWhateverPeopleDo(_ seed: UInt64) throws {
    let laws = try Shipped.names.map(Shipped.law)
    // A long run: ZHITU_SIMULATED_CASES=6000 for each seed, of five years each.
    let cases = ProcessInfo.processInfo.environment["ZHITU_SIMULATED_CASES"]
    var county = SimulatedCounty(seed: seed)
    for _ in 0..<(Int(cases ?? "") ?? 40) { try county.live(laws) }
    let tally = county.tally
    #expect(tally.ended > 0 && tally.refused > tally.done && tally.returned > 0)
    #expect(tally.quit > 0 && tally.away > 0 && tally.twice > 0 && tally.swapped > 0)
    if let cases { print("\(cases) cases, \(county.years) years: \(tally)") }
  }

  @Test func theBoardIsAFoldOfTheLog() throws {
    let store = MemoryEventStore()
    let law = try Shipped.law("project")
    let person = Shipped.people.first { $0.role == "planner" }
    let context = DeedContext(actor: try #require(person), time: monday)
    try store.writeEvents { log in
      try log.beginLog(LogHeader(id: "t", created: monday))
      for number in 1...3 {
        let board = try log.current(ProcessBoard.self)
        let name = board.nextNumber(at: monday)
        #expect(name == "BJ-2026-000\(number)")
        try log.perform(
          ProcessDecider.self,
          .init(law, .start(subject: "P\(number)", title: "项目", area: "")),
          on: StreamName(ProcessEvent.category, name), expected: 0, by: context)
        try log.update(ProcessBoard.self)
      }
      #expect(try log.current(ProcessBoard.self) == log.folded(ProcessBoard.self))
      #expect(try log.current(ProcessBoard.self).rows.count == 3)
    }
  }
}
