import EventLog
import Governance
import Groundwork

extension SampleDeeds {
  /// The yearly assessment (年度考核) of the district and of two neighbours, by invented people: own tables, a check
  /// that lowers a value, an objection with its answer, ranking, and rewards by an invented formula.
  ///
  /// - Parameters:
  ///   - computed: What the program computes for the sample's plan; the neighbours state a share of it.
  ///   - keep: Stores a document beside the log and returns its hash.
  public func writeAssessments(
    to log: any EventWriting, definition: ProcessDefinition, calendar: WorkCalendar,
    computed: ScoreSheet, keep: (_ document: [UInt8]) throws -> String
  ) throws {
    var desk = AssessmentDesk(
      log: log, law: try ProcessLaw(definition, calendar), names: try names(), year: computed.year)
    let county = Names.county.code
    let counties = [
      ("KH-2025-0001", county, "明澜区", 100), ("KH-2025-0002", "330298", "邻样区", 93),
      ("KH-2025-0003", "330297", "样东区", 78),
    ]
    // The first value that falls short of its target is the one that the district states too high.
    let raised = computed.lines.first { line in
      line.points(for: line.computed).map { $0 < line.full } ?? false
    }?.id
    var entrants: [ScoreRanking.Entrant] = []
    for (number, area, name, percent) in counties {
      let title = "\(name) \(computed.year) 年度考核（合成）"
      desk.number = number
      let own = try Self.stated(computed, percent: percent, raised: percent == 100 ? raised : nil)
      let checked = try own.toCheck.filled(
        percent == 100 ? Self.corrections(of: own, from: computed) : [])
      try desk.handIn(own, area: area, title: title, keep)
      try desk.check(checked, keep)
      try desk.object(to: percent == 100 ? raised : nil, keep)
      entrants.append(.init(number: number, title: title, area: area, sheet: checked))
    }
    let tiers = try ScoreRanking.tiers([
      .init(from: "90", quota: "60", funds: "300"), .init(from: "80", quota: "30", funds: "150"),
    ])
    let ranking = ScoreRanking(
      year: computed.year, basis: "样市年度考核奖惩办法（合成）第八条", tiers: tiers, entrants: entrants)
    for (number, _, _, _) in counties {
      desk.number = number
      try desk.rank(ranking, keep)
    }
    try log.update(ProcessBoard.self)
  }

  /// What a county states: a share of what the program computed, one value raised.
  private static func stated(
    _ computed: ScoreSheet, percent: Int, raised: String?
  ) throws -> ScoreSheet {
    var sheet = computed
    for place in sheet.lines.indices {
      guard let value = sheet.lines[place].computed else { continue }
      let isRaised = sheet.lines[place].id == raised
      let share = Int64(isRaised ? 112 : percent)
      let known = ScoreNumber(millionths: value.millionths * share / 100)
      sheet.lines[place].value = known
      // Of a neighbour the program has no ledger.
      if percent < 100 { sheet.lines[place].computed = nil }
      if known != value {
        sheet.lines[place].note = isRaised ? "含年底前完工、尚未测绘的 3 块（合成）" : "县级台账（合成）"
      }
    }
    return sheet
  }

  /// What the check sets back to the computed value.
  private static func corrections(
    of own: ScoreSheet, from computed: ScoreSheet
  ) -> [ScoreSheet.Entry] {
    zip(own.lines, computed.lines).compactMap { line, known in
      guard let value = known.computed, line.value != value else { return nil }
      return .init(indicator: line.id, value: value.text, note: "未测绘的 3 块不计入本年度（合成）")
    }
  }
}

/// Performs the acts of the assessments in order of time.
private struct AssessmentDesk {
  let log: any EventWriting
  let law: ProcessLaw
  let names: [String: String]
  let year: Int
  var number = ""
  /// The eleventh of January after the first year of the history.
  private var day: Int64 = 370
  private var turn: Int64 = 0
  private var seen: [String: Versioned<ProcessInstance>] = [:]

  init(log: any EventWriting, law: ProcessLaw, names: [String: String], year: Int) {
    self.log = log
    self.law = law
    self.names = names
    self.year = year
  }

  private mutating func act(
    _ person: String, _ role: String, after days: Int64 = 0,
    _ make: (ProcessInstance) throws -> ProcessRequest
  ) throws {
    if days > 0 { turn = 0 }
    day += days
    turn += 1
    let state = seen[number] ?? Versioned(ProcessDecider.initial, version: 0)
    let request = try make(state.state)
    seen[number] = try log.perform(
      ProcessDecider.self, .init(law, request), on: StreamName(ProcessEvent.category, number),
      from: state,
      by: DeedContext(
        actor: Actor(
          person: person, name: names[person] ?? person, role: role,
          organisation: String(person.prefix { $0 != "." })),
        time: SampleDeeds.start.adding(days: day).adding(seconds: turn * 600)))
  }

  private mutating func act(
    _ person: String, _ role: String, after days: Int64 = 0, _ form: ProcessForm
  ) throws {
    try act(person, role, after: days) { try form.request(on: $0) }
  }

  private mutating func attach(
    _ paper: String, _ person: String, _ role: String, _ body: [UInt8], kind: String,
    _ keep: ([UInt8]) throws -> String
  ) throws {
    let title = law.definition.paper(paper)?.title.zh ?? paper
    let hash = try keep(body)
    let name = "\(year)-\(title).\(kind)"
    try act(person, role) { _ in .attach(paper: paper, hash: hash, name: name) }
  }

  private mutating func write(
    _ paper: String, _ person: String, _ role: String, _ keep: ([UInt8]) throws -> String
  ) throws {
    let text = "合成数据，仅供演示。\n\(number)\n\(law.definition.paper(paper)?.title.zh ?? paper)\n"
    try attach(paper, person, role, Array(text.utf8), kind: "txt", keep)
  }

  mutating func handIn(
    _ sheet: ScoreSheet, area: String, title: String, _ keep: ([UInt8]) throws -> String
  ) throws {
    let subject = "\(area)-\(year)"
    try act("centre.1", "planner", after: 1) { _ in
      .start(subject: subject, title: title, area: area)
    }
    try attach(
      "self_scores", "centre.1", "planner", CanonicalJSON().bytes(sheet), kind: "json", keep)
    try write("self_evidence", "centre.1", "planner", keep)
    try act("centre.1", "planner", CaseStory.form(.submit, "自评完成"))
  }

  mutating func check(_ sheet: ScoreSheet, _ keep: ([UInt8]) throws -> String) throws {
    try act("city.1", "reviewer", after: 2, CaseStory.form(.accept, "予以受理"))
    try attach(
      "checked_scores", "inspection.1", "supervisor", CanonicalJSON().bytes(sheet), kind: "json",
      keep)
    let offices = [
      ("supervision-check", "inspection.1", "supervisor"),
      ("natural-resources", "resources.1", "reviewer"), ("finance", "treasury.1", "reviewer"),
    ]
    for (task, person, role) in offices {
      var form = CaseStory.form(.sign, "核查完毕")
      form.task = task
      form.opinion = .agree
      try act(person, role, after: 1, form)
    }
    try act("city.1", "reviewer", after: 1, CaseStory.form(.pass, "转告知"))
  }

  mutating func object(to indicator: String?, _ keep: ([UInt8]) throws -> String) throws {
    if let indicator {
      var comment = CaseStory.form(.comment, "3 块已完成测绘，请复核后计入（合成）")
      comment.pin = ReviewPin(.indicator, indicator)
      try act("centre.1", "planner", after: 2, comment)
      var answer = CaseStory.form(.answer, "测绘成果于次年 1 月 20 日提交，计入下一年度")
      answer.condition = "N1"
      try act("city.1", "reviewer", after: 3, answer)
      var clear = CaseStory.form(.clear, "无异议")
      clear.condition = "N1"
      try act("centre.1", "planner", clear)
    }
    try write("answers", "city.1", "reviewer", keep)
    var form = CaseStory.form(.establish, indicator == nil ? "期内无异议" : "异议已答复")
    form.fact = "objections_answered"
    form.value = true
    try act("city.1", "reviewer", form)
    try act("city.1", "reviewer", after: 1, CaseStory.form(.confirm, "进入排名"))
  }

  mutating func rank(_ ranking: ScoreRanking, _ keep: ([UInt8]) throws -> String) throws {
    try attach(
      "ranking", "city.1", "reviewer", CanonicalJSON().bytes(ranking), kind: "json", keep)
    try act("city.1", "reviewer", after: 1, CaseStory.form(.adopt, "排名审定"))
    try write("publication", "city.1", "reviewer", keep)
    try act("city.1", "reviewer", CaseStory.form(.file, "公布"))
  }
}
