import EventLog
import Governance
import Groundwork
import Testing

/// Written objections (异议) to a public display: each has a clock of its own.
@Suite("Objections")
struct ObjectionTests {
  private let reviewer = Actor(
    person: "reviewer.1", name: "reviewer 1", role: "reviewer", organisation: "reviewer-office-1")

  private func code(_ work: () throws -> Void) -> String? {
    do {
      try work()
      return nil
    } catch { return (error as? Diagnostic)?.code ?? "\(error)" }
  }

  /// A project whose result is on display since the day that is given.
  private func displayed() throws -> (story: Story, since: Timestamp) {
    var story = Story(try Shipped.law("project"))
    var time = monday
    try story.start(at: time)
    while story.state.step != "ST7n" {
      let step = try #require(story.state.step.flatMap(story.law.definition.step))
      let forward = step.acts.filter { $0.verb.isForward }
      let act = try #require(forward.first { $0.to == "ST7n" } ?? forward.first)
      try story.prepare(act, at: &time)
      try story.anybody(.move(act.verb, to: act.to, opinion: ""), at: time)
    }
    return (story, time)
  }

  private func object(_ by: String, on day: Timestamp?) -> ProcessRequest {
    .object(by: by, text: "面积少计", received: day)
  }

  @Test func eachObjectionHasItsOwnDays() throws {
    let (begun, since) = try displayed()
    var story = begun
    let calendar = story.law.calendar
    for days in [0, 3, 9] as [Int64] {
      let time = since.adding(days: days)
      try story.act(object("户 \(days)", on: nil), by: reviewer, at: time)
      var last = calendar.day(of: time) + 15
      while !calendar.isWorking(last) { last += 1 }
      #expect(story.state.objections.last?.due == calendar.end(of: last))
    }
    #expect(story.state.objections.map(\.id) == ["O1", "O2", "O3"])
    // Received earlier than it was entered: the clock runs from the day on which it came in.
    try story.act(object("户", on: since), by: reviewer, at: since.adding(days: 10))
    #expect(story.state.objections.last?.due == story.state.objections.first?.due)
  }

  @Test func nothingPassesWhileOneIsOpen() throws {
    let (begun, since) = try displayed()
    var story = begun
    try story.act(object("甲", on: nil), by: reviewer, at: since.adding(days: 1))
    try story.act(object("乙", on: nil), by: reviewer, at: since.adding(days: 2))
    let answered = ProcessRequest.establish(
      fact: "objections_answered", isSo: true, basis: "已答复")
    let later = since.adding(days: 31)
    #expect(code { try story.act(answered, by: reviewer, at: later) } == "process.objection")
    try story.act(.answer(item: "O1", text: "已复核"), by: reviewer, at: since.adding(days: 3))
    #expect(code { try story.act(answered, by: reviewer, at: later) } == "process.objection")
    try story.act(
      .establish(fact: "all_stages_accepted", isSo: true, basis: "验收单"), by: reviewer, at: later)
    let needs = ProcessReadiness(story.law, story.state, at: later).ways.flatMap(\.requirements)
    #expect(needs.filter { $0.kind == .objection }.map(\.id) == ["O2"])
    try story.act(.answer(item: "O2", text: "已复核"), by: reviewer, at: since.adding(days: 4))
    try story.act(answered, by: reviewer, at: later)
    // One that comes in after that holds the case again.
    try story.act(object("丙", on: nil), by: reviewer, at: later)
    let pass = ProcessRequest.move(.pass, to: "ST8", opinion: "")
    #expect(code { try story.act(pass, by: reviewer, at: later) } == "process.objection")
    try story.act(.answer(item: "O3", text: "已复核"), by: reviewer, at: later)
    #expect(code { try story.act(pass, by: reviewer, at: later) } == nil)
    #expect(ProcessOracle.check(story.law.definition, story.deeds) == [])
  }

  @Test func timeThatRunsOutEscalatesAndIsNoConsent() throws {
    let (begun, since) = try displayed()
    var story = begun
    let calendar = story.law.calendar
    #expect(!story.state.isOverdue(at: since.adding(days: 200), calendar))
    try story.act(object("甲", on: nil), by: reviewer, at: since)
    let due = try #require(story.state.due(calendar)?.time)
    let timer = Actor(
      person: "system:timer", name: "timer", role: ProcessDecider.timerRole, organisation: "system")
    let task = try #require(story.state.tasks.first).id
    let escalate = ProcessRequest.escalate(task: task)
    #expect(code { try story.act(escalate, by: timer, at: due) } == "process.not-overdue")
    let late = due.adding(seconds: 1)
    #expect(story.state.isOverdue(at: late, calendar))
    try story.act(escalate, by: timer, at: late)
    #expect(story.state.task(task)?.isEscalated == true)
    #expect(
      code {
        try story.act(.move(.pass, to: "ST8", opinion: ""), by: reviewer, at: late.adding(days: 60))
      } == "process.objection")
    try story.act(.answer(item: "O1", text: "迟复"), by: reviewer, at: late)
    #expect(story.state.objections.first?.isLate == true)
    #expect(!story.state.isOverdue(at: late.adding(days: 60), calendar))
  }

  @Test func whatCannotBeAnObjectionIsRefused() throws {
    let (begun, since) = try displayed()
    var story = begun
    func refused(_ request: ProcessRequest, by actor: Actor, at time: Timestamp) -> String? {
      code { try story.act(request, by: actor, at: time) }
    }
    #expect(
      refused(object("甲", on: since.adding(days: 1)), by: reviewer, at: since)
        == "process.received")
    #expect(
      refused(object("甲", on: since.adding(days: -1)), by: reviewer, at: since)
        == "process.received")
    #expect(refused(object(" ", on: nil), by: reviewer, at: since) == "process.text")
    try story.act(object("甲", on: nil), by: reviewer, at: since)
    let builder = Actor(
      person: "platform.1", name: "platform 1", role: "platform",
      organisation: "platform-office-1")
    #expect(
      refused(.answer(item: "O1", text: "没有问题"), by: builder, at: since)
        == "process.not-yours")
    var other = Story(story.law)
    try other.start(at: monday)
    let county = Actor(
      person: "planner.1", name: "planner 1", role: "planner", organisation: "planner-office-1")
    #expect(
      code { try other.act(object("甲", on: nil), by: county, at: monday) }
        == "process.no-objections")
  }
}
