import EventLog
import Foundation
import Governance
import Groundwork
import Testing

/// The processes that the program is delivered with, and people who handle them.
enum Shipped {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Policies/processes")

  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  static let names = [
    "after-care-patrol", "assessment", "basic-farmland-adjustment", "boundary-adjustment",
    "city-acceptance", "city-application",
    "city-outline", "county-plan", "district-scheme", "project", "unit-scheme",
  ]

  static func facts() throws -> ProcessFacts {
    try ProcessFacts(yaml: text("facts.yaml"), file: "facts.yaml")
  }

  static func calendar() throws -> WorkCalendar {
    try WorkCalendar(yaml: text("calendar.yaml"), file: "calendar.yaml")
  }

  static func file(_ name: String) throws -> ProcessFile {
    try ProcessFile(yaml: text("\(name).yaml"), file: "\(name).yaml", facts: facts())
  }

  static func law(_ name: String) throws -> ProcessLaw {
    try ProcessLaw(file(name).definition, calendar())
  }

  /// The roles of `Policies/access/roles.yaml` that do the work.
  static let roles: Set<String> = [
    "planner", "reviewer", "supervisor", "platform", "implementer", "village", "auditor",
  ]

  /// Five people of each role, each of another organisation.
  static let people: [Actor] = roles.sorted().flatMap { role in
    (1...5).map { number in
      Actor(
        person: "\(role).\(number)", name: "\(role) \(number)", role: role,
        organisation: "\(role)-office-\(number)")
    }
  }
}

/// Monday, 2026-03-02 10:00 in Beijing.
let monday = Timestamp(milliseconds: 1_772_416_800_000)

/// A case and everything that happened to it.
struct Story {
  let law: ProcessLaw
  var state = ProcessDecider.initial
  var deeds: [Deed<ProcessEvent>] = []

  init(_ law: ProcessLaw) { self.law = law }

  mutating func act(_ request: ProcessRequest, by actor: Actor, at time: Timestamp) throws {
    let context = DeedContext(actor: actor, time: time)
    let events = try ProcessDecider.decide(.init(law, request), in: state, by: context)
    for event in events {
      let deed = Deed(
        event: event, actor: actor, time: time, version: Int64(deeds.count + 1))
      ProcessDecider.evolve(&state, deed)
      deeds.append(deed)
    }
  }

  /// The first of the people whom the law lets do it.
  mutating func anybody(_ request: ProcessRequest, at time: Timestamp) throws {
    var refusal: (any Error)?
    for person in Shipped.people {
      do { return try act(request, by: person, at: time) } catch { refusal = refusal ?? error }
    }
    throw try #require(refusal)
  }

  mutating func start(at time: Timestamp) throws {
    try anybody(.start(subject: "ZX-01", title: "后施村复垦", area: "990101"), at: time)
  }

  /// Everything that a move needs: documents, signatures, facts, time.
  mutating func prepare(_ act: ProcessDefinition.Act, at time: inout Timestamp) throws {
    let step = try #require(state.step.flatMap(law.definition.step))
    if act.verb.isForward {
      for paper in step.papers where state.papers[paper] == nil {
        try anybody(.attach(paper: paper, hash: "sha256:\(paper)", name: paper), at: time)
      }
      if step.signing != .one {
        for task in state.tasks where !task.isDone {
          try anybody(
            .sign(task: task.id, .agree, text: "", demands: [], package: state.package), at: time)
        }
      }
      if let least = step.atLeast { time = time.adding(days: Int64(least.days) + 1) }
    }
    if !act.verb.isBackward {
      let guards = act.guards + (act.to.flatMap(law.definition.step)?.guards ?? [])
      for fact in guards where state.facts[fact]?.isSo != true {
        try anybody(.establish(fact: fact, isSo: true, basis: "查验"), at: time)
      }
    }
  }
}
