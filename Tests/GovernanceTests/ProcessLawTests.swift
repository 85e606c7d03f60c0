import EventLog
import Governance
import Groundwork
import Testing

private let county = Shipped.people.first { $0.person == "planner.1" }
private func reviewer(_ number: Int) throws -> Actor {
  try #require(Shipped.people.first { $0.person == "reviewer.\(number)" })
}

/// The application to the city, taken to the parallel review of the four offices.
private func inReview() throws -> Story {
  var story = Story(try Shipped.law("city-application"))
  var time = monday
  try story.start(at: time)
  while story.state.step != "S16" {
    let step = try #require(story.state.step.flatMap(story.law.definition.step))
    let act = try #require(step.acts.first { $0.verb.isForward })
    try story.prepare(act, at: &time)
    try story.anybody(.move(act.verb, to: act.to, opinion: ""), at: time)
  }
  return story
}

private func code(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return (error as? Diagnostic)?.code ?? "\(error)" }
}

private func sign(
  _ story: Story, _ task: String, _ opinion: ProcessTask.Opinion = .agree,
  _ demands: [ProcessEvent.Demand] = []
) -> ProcessRequest {
  .sign(
    task: task, opinion, text: opinion == .agree ? "" : "理由", demands: demands,
    package: story.state.package)
}

@Suite struct ProcessLawTests {
  private let offices = [
    "use-control", "spatial-planning", "survey-monitoring", "farmland-protection",
  ]

  @Test func theFourOfficesAllSignBeforeItGoesOn() throws {
    var story = try inReview()
    for (number, office) in offices.enumerated() {
      #expect(
        code { try story.act(.move(.pass, to: "S17", opinion: ""), by: reviewer(5), at: monday) }
          == "process.unsigned")
      try story.act(sign(story, office), by: reviewer(number + 1), at: monday)
    }
    try story.act(.move(.pass, to: "S17", opinion: ""), by: reviewer(5), at: monday)
    #expect(story.state.step == "S17")
  }

  @Test func onePersonDoesNotSignForTwoOffices() throws {
    var story = try inReview()
    try story.act(sign(story, offices[0]), by: reviewer(1), at: monday)
    #expect(
      code { try story.act(sign(story, offices[1]), by: reviewer(1), at: monday) }
        == "process.two-offices")
  }

  @Test func allSignTheSameVersionOfThePackage() throws {
    var story = try inReview()
    let stale = ProcessRequest.sign(
      task: offices[0], .agree, text: "", demands: [], package: "sha256:old")
    #expect(code { try story.act(stale, by: reviewer(1), at: monday) } == "process.other-package")
    // And nobody changes it while they read.
    #expect(
      code {
        try story.act(
          .attach(paper: "design", hash: "sha256:new", name: "新"), by: #require(county), at: monday)
      } == "process.not-here")
  }

  /// A disagreement is settled by the office on record after a meeting, never passed over.
  @Test func aDisagreementIsSettledAfterAMeeting() throws {
    var story = try inReview()
    for (number, office) in offices.enumerated() {
      try story.act(
        sign(story, office, number == 2 ? .disagree : .agree), by: reviewer(number + 1),
        at: monday)
    }
    let pass = ProcessRequest.move(.pass, to: "S17", opinion: "")
    let settle = ProcessRequest.settle(task: offices[2], approves: true, reason: "补充监测即可")
    #expect(code { try story.act(pass, by: reviewer(5), at: monday) } == "process.unsigned")
    #expect(code { try story.act(settle, by: reviewer(5), at: monday) } == "process.no-meeting")
    try story.act(
      .consult(opinion: "补充监测", attending: ["o1", "o2"]), by: reviewer(5), at: monday)
    try story.act(settle, by: reviewer(5), at: monday)
    try story.act(pass, by: reviewer(5), at: monday)
    #expect(story.state.step == "S17")
  }

  @Test func aConditionHoldsUpTheStepThatItNamesAndOnlyItsOfficeClearsIt() throws {
    var story = try inReview()
    try story.act(
      sign(story, offices[0], .conditional, [.init(text: "补充边界坐标", blocks: "S18")]),
      by: reviewer(1), at: monday)
    for (number, office) in offices.enumerated().dropFirst() {
      try story.act(sign(story, office), by: reviewer(number + 1), at: monday)
    }
    try story.act(.move(.pass, to: "S17", opinion: ""), by: reviewer(5), at: monday)
    try story.act(
      .establish(fact: "hard_rules_pass", isSo: true, basis: "规则判定"), by: reviewer(5),
      at: monday)
    let adopt = ProcessRequest.move(.adopt, to: "S18", opinion: "")
    #expect(code { try story.act(adopt, by: reviewer(5), at: monday) } == "process.condition")
    let clear = ProcessRequest.clear(condition: "C1", note: "已补")
    #expect(code { try story.act(clear, by: reviewer(2), at: monday) } == "process.not-yours")
    try story.act(clear, by: reviewer(1), at: monday)
    try story.act(adopt, by: reviewer(5), at: monday)
    #expect(story.state.step == "S18")
  }

  /// A return voids signatures and what was established since; the way there stays open.
  @Test func aReturnVoidsWhatItUndoes() throws {
    var story = try inReview()
    try story.act(sign(story, offices[0]), by: reviewer(1), at: monday)
    #expect(story.state.facts["clearance_checked"]?.isSo == true)
    #expect(story.state.earlierSteps == ["S15", "S14", "S13", "S12", "S11"])
    try story.act(.move(.giveBack, to: "S11", opinion: "图件不全"), by: reviewer(5), at: monday)
    #expect(story.state.step == "S11")
    #expect(story.state.returns == 1)
    #expect(story.state.facts.isEmpty)
    #expect(story.state.tasks.allSatisfy { $0.signature == nil })
    #expect(story.state.papers.count == 7)
  }

  /// After a return the office that signed before sees what is different for it.
  @Test func aLaterChangeShowsWhatDiffersForWhom() throws {
    var story = try inReview()
    let county = try #require(county)
    try story.act(sign(story, offices[0]), by: reviewer(1), at: monday)
    let definition = story.law.definition
    #expect(ProcessPackage(definition, story.deeds).changes == [])
    let signed = story.state.package
    try story.act(.move(.giveBack, to: "S11", opinion: "图件不全"), by: reviewer(5), at: monday)
    try story.act(
      .attach(paper: "design", hash: "sha256:new", name: "新图"), by: county, at: monday)
    try story.act(.move(.submit, to: "S12", opinion: ""), by: county, at: monday)
    let package = ProcessPackage(definition, story.deeds)
    #expect(package.submitted == package.digest && package.submitted != signed)
    #expect(package.missing == [])
    #expect(
      package.changes == [
        .init(
          task: offices[0], organisation: "reviewer-office-1", added: [], replaced: ["design"],
          removed: [])
      ])
  }

  @Test func itIsTakenBackOnlyByWhoSubmittedItAndOnlyUntouched() throws {
    var story = Story(try Shipped.law("city-application"))
    var time = monday
    let county = try #require(county)
    try story.act(.start(subject: "X", title: "题", area: ""), by: county, at: time)
    let step = try #require(story.law.definition.step("S11"))
    try story.prepare(step.acts[0], at: &time)
    let author = try #require(
      Shipped.people.first { $0.person == story.state.papers["design"]?.person })
    try story.act(.move(.submit, to: "S12", opinion: ""), by: author, at: time)
    #expect(
      code { try story.act(.withdraw(reason: "有误"), by: reviewer(1), at: time) }
        == "process.withdraw")
    var touched = story
    try touched.act(.move(.accept, to: "S13", opinion: ""), by: reviewer(1), at: time)
    #expect(
      code { try touched.act(.withdraw(reason: "有误"), by: author, at: time) }
        == "process.withdraw")
    try story.act(.withdraw(reason: "有误"), by: author, at: time)
    #expect(story.state.step == "S11")
  }

  @Test func signersAreAddedBeforeAndAfterTheHolder() throws {
    var story = try inReview()
    let task = offices[0]
    let holder = try reviewer(1)
    try story.act(
      .addSigner(task: task, person: "reviewer.2", isBefore: true, reason: "先听意见"), by: holder,
      at: monday)
    try story.act(
      .addSigner(task: task, person: "reviewer.3", isBefore: false, reason: "再复核"), by: holder,
      at: monday)
    #expect(
      code { try story.act(sign(story, task), by: holder, at: monday) } == "process.before-added")
    #expect(
      code { try story.act(sign(story, task), by: reviewer(3), at: monday) }
        == "process.before-holder")
    try story.act(sign(story, task), by: reviewer(2), at: monday)
    try story.act(sign(story, task), by: holder, at: monday)
    #expect(story.state.task(task)?.isDone == false)
    try story.act(sign(story, task), by: reviewer(3), at: monday)
    #expect(story.state.task(task)?.isDone == true)
  }

  @Test func aTaskIsTransferredForGoodAndDelegatedForATime() throws {
    var story = try inReview()
    let task = offices[0]
    try story.act(
      .transfer(task: task, organisation: nil, person: "reviewer.2", reason: "分管"),
      by: reviewer(1), at: monday)
    #expect(
      code { try story.act(sign(story, task), by: reviewer(1), at: monday) } == "process.not-held")
    try story.act(
      .delegate(
        task: task, person: "reviewer.3", until: monday.adding(days: 7), reason: "出差"),
      by: reviewer(2), at: monday)
    #expect(
      code { try story.act(sign(story, task), by: reviewer(3), at: monday.adding(days: 8)) }
        == "process.not-held")
    try story.act(sign(story, task), by: reviewer(3), at: monday.adding(days: 6))
    #expect(story.state.task(task)?.signature?.onBehalfOf == "reviewer.2")
  }

  /// Time that runs out escalates; it never signs.
  @Test func silenceIsNotConsent() throws {
    var story = try inReview()
    try story.act(
      .limit(days: 10, isWorking: true, source: "领导小组办公室通知"), by: reviewer(5), at: monday)
    let escalate = ProcessRequest.escalate(task: offices[0])
    let late = monday.adding(days: 15)
    #expect(
      code { try story.act(escalate, by: reviewer(5), at: monday.adding(days: 3)) }
        == "process.not-overdue")
    #expect(story.state.isOverdue(at: late, story.law.calendar))
    try story.act(escalate, by: reviewer(5), at: late)
    #expect(
      code {
        try story.act(
          .settle(task: offices[0], approves: true, reason: "逾期"), by: reviewer(5), at: late)
      } == "process.no-dispute")
    #expect(
      code { try story.act(.move(.pass, to: "S17", opinion: ""), by: reviewer(5), at: late) }
        == "process.unsigned")
  }

  @Test func aPauseStopsTheClockAndTheWork() throws {
    var story = try inReview()
    try story.act(
      .limit(days: 10, isWorking: true, source: "通知"), by: reviewer(5), at: monday)
    try story.act(
      .suspend(reason: "征询林业意见", asked: "forestry"), by: reviewer(5),
      at: monday.adding(days: 1))
    #expect(
      code { try story.act(sign(story, offices[0]), by: reviewer(1), at: monday) }
        == "process.standing")
    #expect(!story.state.isOverdue(at: monday.adding(days: 60), story.law.calendar))
    try story.act(.resume(note: "已复"), by: reviewer(5), at: monday.adding(days: 60))
    #expect(!story.state.isOverdue(at: monday.adding(days: 61), story.law.calendar))
    #expect(story.state.isOverdue(at: monday.adding(days: 80), story.law.calendar))
  }

  @Test func whatIsHaltedBeginsItsStepAnewAndWhatIsTerminatedStays() throws {
    var story = try inReview()
    try story.act(sign(story, offices[0]), by: reviewer(1), at: monday)
    try story.act(
      .halt(reason: "资金不落实", disposal: "指标冻结"), by: reviewer(5), at: monday)
    try story.act(.resume(note: "已落实"), by: reviewer(5), at: monday.adding(days: 40))
    #expect(story.state.step == "S16")
    #expect(story.state.task(offices[0])?.signature == nil)
    try story.act(
      .terminate(reason: "不再实施", disposal: "指标退回、资金清算"), by: reviewer(5),
      at: monday.adding(days: 41))
    #expect(story.state.standing == .terminated)
    #expect(
      code {
        try story.act(.comment(text: "再议", pin: nil), by: reviewer(5), at: monday.adding(days: 42))
      }
        == "process.standing")
  }

  @Test func aDocumentMayFollowByPromiseUntilItsStep() throws {
    var file = try Shipped.file("city-application")
    let index = try #require(file.definition.papers.firstIndex { $0.id == "class_table" })
    file.definition.papers[index].deferral = .init(
      until: "S18", limit: .init(days: 10, isWorking: true, source: "测试"), source: "测试")
    #expect(file.faults(roles: Shipped.roles) == [])
    var story = Story(try ProcessLaw(file.definition, Shipped.calendar()))
    let county = try #require(county)
    try story.act(.start(subject: "X", title: "题", area: ""), by: county, at: monday)
    try story.act(.deferPaper(paper: "class_table", promise: "十日内补"), by: county, at: monday)
    // What the process does not list, and what it never may.
    for paper in ["design", "villagers", "budget"] {
      #expect(
        code { try story.act(.deferPaper(paper: paper, promise: "再补"), by: county, at: monday) }
          == "process.not-deferrable")
    }
    var time = monday
    let submit = try #require(story.law.definition.step("S11")).acts[0]
    for paper in try #require(story.law.definition.step("S11")).papers
    where paper != "class_table" {
      try story.act(.attach(paper: paper, hash: "sha256:1", name: paper), by: county, at: time)
    }
    try story.act(.move(.submit, to: submit.to, opinion: ""), by: county, at: time)
    var late = story
    time = monday.adding(days: 30)
    #expect(
      code { try late.act(.move(.accept, to: "S13", opinion: ""), by: reviewer(1), at: time) }
        == "process.promise")
    try story.act(.move(.accept, to: "S13", opinion: ""), by: reviewer(1), at: monday)
    try story.act(
      .attach(paper: "class_table", hash: "sha256:2", name: "表"), by: county, at: monday)
    #expect(story.state.papers["class_table"]?.hash == "sha256:2")
  }

  /// 公告不少于 30 日: the display cannot be cut short.
  @Test func thePublicDisplayLastsThirtyDays() throws {
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
    try story.anybody(
      .establish(fact: "objections_answered", isSo: true, basis: "无异议"), at: time)
    try story.anybody(
      .establish(fact: "all_stages_accepted", isSo: true, basis: "验收单"), at: time)
    let pass = ProcessRequest.move(.pass, to: "ST8", opinion: "")
    #expect(
      code { try story.anybody(pass, at: time.adding(days: 30)) } == "process.not-yours"
        || code { try story.act(pass, by: reviewer(1), at: time.adding(days: 30)) }
          == "process.too-early"
    )
    #expect(
      code { try story.act(pass, by: reviewer(1), at: time.adding(days: 30)) }
        == "process.too-early")
    #expect(code { try story.act(pass, by: reviewer(1), at: time.adding(days: 31)) } == nil)
  }

  @Test func aCaseIsHandledByTheDefinitionItWasStartedWith() throws {
    var story = try inReview()
    var changed = story.law.definition
    changed.title = Localized("另一流程")
    let other = try ProcessLaw(changed, story.law.calendar)
    let request = sign(story, offices[0])
    #expect(
      code {
        _ = try ProcessDecider.decide(
          .init(other, request), in: story.state,
          by: DeedContext(actor: reviewer(1), time: monday))
      } == "process.other-definition")
    try story.act(request, by: reviewer(1), at: monday)
  }
}
