import EventLog
import Governance
import Groundwork

extension SampleDeeds {
  /// The cases (办件) of some of the district's projects, from the lead to after-care, by invented people
  /// and told by the law itself: one overdue, one returned, one disputed, one suspended, one terminated.
  ///
  /// - Parameters:
  ///   - definition: The process `project`.
  ///   - keep: Stores a document beside the log and returns its hash.
  /// - Throws: The decider's refusals, which tests show not to happen.
  public func writeCases(
    to log: any EventWriting, definition: ProcessDefinition, calendar: WorkCalendar,
    keep: (_ document: [UInt8]) throws -> String
  ) throws {
    let law = try ProcessLaw(definition, calendar)
    let register = SampleRegister(district: district).projects
    var acts: [CaseAct] = []
    for (index, plot) in CasePlot.all.enumerated() where !register.isEmpty {
      let project = register[(index * 13) % register.count]
      var story = CaseStory(
        number: "BJ-2025-\(padded(index + 1, 4))", project: project.code,
        title: "\(Names.village(index % 12))\(project.kind.title)（合成）",
        area: Names.county.code, builder: "works-\(padded(1 + index % 14, 2))",
        day: 30 + Int64(index) * 4)
      story.tell(plot)
      acts += story.acts
    }
    let names = try names()
    for (_, act) in acts.enumerated().sorted(by: {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }) {
      let stream = try StreamName(ProcessEvent.category, act.number)
      let seen = try log.state(of: stream, ProcessDecider.self).state
      var request =
        try act.form?.request(on: seen)
        ?? .start(subject: act.project, title: act.title, area: act.area)
      if case .attach(let paper, _, let name) = request {
        let text = "合成数据，仅供演示。\n\(act.number) \(act.title)\n\(name)\n第 \(seen.returns + 1) 稿\n"
        request = .attach(paper: paper, hash: try keep(Array(text.utf8)), name: name)
      }
      let organisation = String(act.person.prefix { $0 != "." })
      try log.perform(
        ProcessDecider.self, .init(law, request), on: stream, expected: nil,
        by: DeedContext(
          actor: Actor(
            person: act.person, name: names[act.person] ?? act.person, role: act.role,
            organisation: organisation), time: act.time))
    }
    try log.update(ProcessBoard.self)
  }
}

extension SampleDeeds {
  /// The projects of the cases, in the order of their numbers.
  func caseProjects() -> [String] {
    let register = SampleRegister(district: district).projects
    return register.isEmpty
      ? [] : CasePlot.all.indices.map { register[($0 * 13) % register.count].code }
  }
}

/// One act of a case; without a form it is its start.
private struct CaseAct {
  var number: String
  var project: String
  var title: String
  var area: String
  var form: ProcessForm?
  var person: String
  var role: String
  var time: Timestamp
}

/// How far a case has come, and what became of it.
private struct CasePlot {
  enum Turn {
    case none, overdue, returned, disputed, conditional, suspended, terminated
  }

  /// How many legs of the way are behind it: 0 a lead, 1 in the pool, …, 10 in after-care, 11 archived.
  var legs: Int
  var turn = Turn.none

  static let all = [
    CasePlot(legs: 10), CasePlot(legs: 4, turn: .overdue), CasePlot(legs: 3, turn: .returned),
    CasePlot(legs: 4, turn: .disputed), CasePlot(legs: 6),
    CasePlot(legs: 4, turn: .conditional), CasePlot(legs: 0), CasePlot(legs: 1),
    CasePlot(legs: 2), CasePlot(legs: 3), CasePlot(legs: 5), CasePlot(legs: 6),
    CasePlot(legs: 7), CasePlot(legs: 8), CasePlot(legs: 9),
    CasePlot(legs: 6, turn: .suspended), CasePlot(legs: 6, turn: .terminated),
    CasePlot(legs: 11),
  ]
}

/// Writes the acts of one case in order of time.
private struct CaseStory {
  let number: String
  let project: String
  let title: String
  let area: String
  let builder: String
  var day: Int64
  /// So that two acts of a day come one after the other.
  var turn: Int64 = 0
  var acts: [CaseAct] = []

  init(
    number: String, project: String, title: String, area: String, builder: String, day: Int64
  ) {
    self.number = number
    self.project = project
    self.title = title
    self.area = area
    self.builder = builder
    self.day = day
  }

  private static let offices = [
    ("natural-resources", "resources.1"), ("agriculture", "agriculture.1"),
    ("ecology", "ecology.1"), ("finance", "treasury.1"),
  ]

  private static let titles = [
    "potential_patch": "潜力图斑", "project_card": "项目卡片", "wishes_survey": "意愿调查",
    "site_proposal": "选址建议书", "control_overlay": "控制线套合图", "project_plan": "项目计划",
    "district_scheme": "片区策划", "unit_scheme": "实施方案", "feasibility": "可行性研究报告",
    "farmland_proof": "永农补划证明", "tenure_scheme": "权属调整方案", "fund_balance": "资金平衡表",
    "consent": "村民代表会议决议", "approval_letter": "批复文件", "contract": "施工合同",
    "stage_survey": "阶段测绘成果", "quality_report": "质量评定", "completion_report": "竣工报告",
    "final_account": "决算审计报告", "increment": "增量包", "care_contract": "管护合同",
  ]

  private mutating func act(
    _ person: String, _ role: String, _ form: ProcessForm?, after days: Int64 = 0
  ) {
    if days > 0 { turn = 0 }
    day += days
    turn += 1
    let time = SampleDeeds.start.adding(days: day).adding(seconds: 1800 + turn * 600)
    acts.append(
      CaseAct(
        number: number, project: project, title: title, area: area, form: form, person: person,
        role: role, time: time))
  }

  private mutating func attach(_ person: String, _ role: String, _ papers: [String]) {
    for paper in papers {
      var form = ProcessForm(.attach)
      form.document = paper
      form.fileName = "\(CaseStory.titles[paper] ?? paper)（合成）.txt"
      act(person, role, form)
    }
  }

  private mutating func establish(_ person: String, _ role: String, _ facts: [String: String]) {
    for (fact, basis) in facts.sorted(by: { $0.key < $1.key }) {
      var form = ProcessForm(.establish)
      form.fact = fact
      form.value = true
      form.note = basis
      act(person, role, form)
    }
  }

  private mutating func move(
    _ verb: ProcessVerb, _ person: String, _ role: String, to: String? = nil, _ note: String,
    after days: Int64 = 0
  ) {
    var form = ProcessForm(verb)
    form.to = to
    form.note = note
    act(person, role, form, after: days)
  }

  private mutating func sign(
    _ office: Int, _ opinion: ProcessTask.Opinion, _ text: String, after days: Int64,
    demand: ProcessForm.Demand? = nil
  ) {
    var form = ProcessForm(.sign)
    form.task = CaseStory.offices[office].0
    form.opinion = opinion
    form.note = text
    form.demands = demand.map { [$0] }
    act(CaseStory.offices[office].1, "reviewer", form, after: days)
  }

  mutating func tell(_ plot: CasePlot) {
    act("centre.1", "planner", nil)
    let legs: [(inout CaseStory) -> Void] = [
      { $0.lead() }, { $0.pool() }, { $0.siting() }, { $0.applied() }, { $0.reviewed() },
      { $0.approved() }, { $0.built() }, { $0.stageAccepted() }, { $0.accepted() },
      { $0.surveyed() }, { $0.archived() },
    ]
    for leg in legs.prefix(plot.legs) { leg(&self) }
    switch plot.turn {
    case .none: break
    case .returned: handedBack()
    case .overdue: overdue()
    case .disputed: disputed()
    case .conditional: conditional()
    case .suspended:
      var form = ProcessForm(.suspend)
      form.note = "征求铁路部门意见"
      form.organisations = ["city"]
      act("city.1", "reviewer", form, after: 9)
    case .terminated:
      var form = ProcessForm(.terminate)
      form.note = "产业项目另行选址，不再实施"
      form.disposal = "未使用的指标退回县级账户；已到位资金按原渠道退回"
      act("city.1", "reviewer", form, after: 30)
    }
  }

  private mutating func lead() {
    attach("centre.1", "planner", ["potential_patch"])
    establish("centre.1", "planner", ["potential_recorded": "2024 年潜力调查成果"])
    move(.submit, "centre.1", "planner", "纳入潜力项目库", after: 3)
  }

  private mutating func pool() {
    attach("centre.1", "planner", ["project_card", "wishes_survey"])
    establish("centre.1", "planner", ["entry_complete": "项目卡片和入户调查表"])
    move(.submit, "centre.1", "planner", "开展选址", after: 8)
  }

  private mutating func siting() {
    attach("centre.1", "planner", ["site_proposal", "control_overlay"])
    establish("centre.1", "planner", ["control_lines_clean": "套合分析，无冲突"])
    move(.submit, "centre.1", "planner", "转申报", after: 10)
  }

  private mutating func handedIn(after days: Int64) {
    attach(
      "platform.1", "platform",
      [
        "project_plan", "district_scheme", "unit_scheme", "feasibility", "farmland_proof",
        "tenure_scheme", "fund_balance", "consent",
      ])
    move(.submit, "platform.1", "platform", "材料齐全，请受理", after: days)
  }

  private mutating func applied() {
    handedIn(after: 12)
    move(.accept, "city.1", "reviewer", "予以受理，并联送审", after: 2)
    for (task, person) in CaseStory.offices {
      var form = ProcessForm(.transfer)
      form.task = task
      form.organisations = [String(person.prefix { $0 != "." })]
      form.note = "按职责分送"
      act("city.1", "reviewer", form)
    }
  }

  private mutating func reviewed() {
    sign(0, .agree, "符合国土空间规划", after: 4)
    sign(1, .agree, "耕地质量有提升", after: 1)
    sign(2, .agree, "不涉及生态保护红线", after: 1)
    sign(3, .agree, "资金来源合规", after: 2)
    establish(
      "resources.1", "reviewer",
      ["hard_rules_pass": "方案 demo 的规则判定", "adjusted_plan_filed": "不涉及城镇开发边界调整"])
    move(.adopt, "city.1", "reviewer", "各部门一致同意，报批", after: 2)
  }

  private mutating func approved() {
    attach("city.1", "reviewer", ["approval_letter"])
    establish("resources.1", "reviewer", ["replacement_before_adjustment": "补划地块已验收"])
    move(.approve, "city.1", "reviewer", "同意实施", after: 6)
    attach("\(builder).1", "implementer", ["contract"])
    establish("\(builder).1", "implementer", ["works_contracted": "公开招标，合同已备案"])
  }

  private mutating func built() {
    establish("\(builder).1", "implementer", ["stage_finished": "监理月报、完工影像"])
    move(.submit, "\(builder).1", "implementer", "一期完工，申请验收", after: 45)
  }

  private mutating func stageAccepted() {
    attach("agriculture.2", "reviewer", ["stage_survey", "quality_report"])
    establish(
      "agriculture.2", "reviewer",
      ["stage_measured": "实测图斑与质量评定", "stage_rules_pass": "CORE-11 通过"])
    move(.pass, "agriculture.2", "reviewer", to: "ST7n", "合格，公示三十日", after: 9)
    establish(
      "agriculture.2", "reviewer",
      ["objections_answered": "公示期无书面异议", "all_stages_accepted": "只有一期"])
    move(.pass, "agriculture.2", "reviewer", "公示期满", after: 33)
  }

  private mutating func accepted() {
    attach("agriculture.2", "reviewer", ["completion_report", "final_account"])
    establish("agriculture.2", "reviewer", ["core_rules_measured": "实测数据判定"])
    establish("audit-office.1", "auditor", ["accounts_audited": "竣工决算审计报告"])
    move(.pass, "agriculture.2", "reviewer", "整体验收合格", after: 8)
  }

  private mutating func surveyed() {
    attach("centre.2", "planner", ["increment"])
    establish(
      "resources.2", "reviewer",
      ["survey_updated": "日常变更已接收", "registers_updated": "永农库和确权登记已更新"])
    move(.file, "centre.2", "planner", "纳入变更调查", after: 15)
  }

  private mutating func archived() {
    attach("platform.2", "platform", ["care_contract"])
    establish("platform.2", "platform", ["care_contracted": "管护合同三年"])
    establish("inspection.1", "supervisor", ["care_period_over": "管护抽查合格"])
    move(.submit, "platform.2", "platform", "管护期满归档", after: 20)
  }

  private mutating func handedBack() {
    handedIn(after: 11)
    move(
      .giveBack, "city.1", "reviewer", to: "ST3", "资金平衡表年度合计与总投资不一致，请核对后重报", after: 3)
  }

  /// The review has a time limit that has passed; two offices have not answered.
  private mutating func overdue() {
    var limit = ProcessForm(.limit)
    limit.days = 10
    limit.note = "领导小组办公室通知（合成）：并联会审 10 个工作日"
    act("city.1", "reviewer", limit)
    sign(0, .agree, "符合国土空间规划", after: 3)
    sign(3, .agree, "资金来源合规", after: 1)
    var urge = ProcessForm(.urge)
    urge.task = "ecology"
    urge.note = "时限将至，请尽快反馈"
    act("city.1", "reviewer", urge, after: 8)
  }

  private mutating func disputed() {
    sign(0, .agree, "符合国土空间规划", after: 3)
    sign(1, .disagree, "拟占用的灌渠没有替代方案", after: 2)
    var comment = ProcessForm(.comment)
    comment.note = "新增耕地比例请按实测面积复核"
    comment.pin = ReviewPin(.rule, "CORE-01")
    act("resources.2", "reviewer", comment)
    var consult = ProcessForm(.consult)
    consult.note = "灌渠改线后由实施主体补充水利论证，农业农村部门据此复核"
    consult.organisations = ["city", "agriculture", "resources"]
    act("city.1", "reviewer", consult, after: 6)
  }

  private mutating func conditional() {
    sign(
      2, .conditional, "原则同意，须先落实林带断点补植", after: 4,
      demand: .init(text: "开工前完成林带断点补植方案", blocks: "ST6"))
    var comment = ProcessForm(.comment)
    comment.note = "可研报告第三章缺少水土保持内容"
    comment.pin = ReviewPin(.document, "feasibility")
    act("ecology.1", "reviewer", comment)
    var answer = ProcessForm(.answer)
    answer.condition = "N1"
    answer.note = "已委托设计单位补充，十日内提交"
    act("platform.1", "platform", answer, after: 2)
    sign(1, .agree, "耕地质量有提升", after: 1)
  }
}
