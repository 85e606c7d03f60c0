import EventLog
import Governance
import Groundwork

/// One act of a case; without a form it is its start.
struct CaseAct {
  var form: ProcessForm?
  var person: String
  var role: String
  var time: Timestamp
  /// Whether the law must refuse it.
  var isRefused = false
}

/// Writes the acts of one case in order of time.
struct CaseStory {
  var number = ""
  let project: String
  let title: String
  let area: String
  /// Organisation that builds, and the person of the village; empty where none does.
  let builder: String
  let village: String
  private(set) var start: Int64 = 0
  private(set) var day: Int64 = 0
  /// So that two acts of a day come one after the other.
  private var turn: Int64 = 0
  private(set) var acts: [CaseAct] = []
  /// The days of the history on which it was approved, and on which its works were handed over.
  private(set) var approvedOn: Int64?
  private(set) var builtOn: Int64?
  private(set) var mishaps: Set<CaseMishap> = []
  private(set) var isSimulated = false

  init(project: String, title: String, area: String, builder: String, village: String) {
    self.project = project
    self.title = title
    self.area = area
    self.builder = builder
    self.village = village
  }

  mutating func begin(on day: Int64) {
    start = day
    self.day = day
    turn = 0
    acts = []
  }

  static let offices = [
    ("natural-resources", "resources.1"), ("agriculture", "agriculture.1"),
    ("ecology", "ecology.1"), ("finance", "treasury.1"),
  ]

  private static let titles = [
    "potential_patch": "潜力图斑", "project_card": "项目卡片", "wishes_survey": "意愿调查",
    "site_proposal": "选址建议书", "control_overlay": "控制线套合图", "project_plan": "项目计划",
    "district_scheme": "片区策划", "unit_scheme": "实施方案", "feasibility": "可行性研究报告",
    "farmland_proof": "永农补划证明", "tenure_scheme": "权属调整方案", "fund_balance": "资金平衡表",
    "consent": "村民代表会议决议", "approval_letter": "批复文件", "contract": "施工合同",
    "changed_plan": "调整方案", "stage_survey": "阶段测绘成果", "quality_report": "质量评定",
    "rectification_report": "整改报告", "completion_report": "竣工报告", "final_account": "决算审计报告",
    "increment": "增量包", "care_contract": "管护合同",
  ]

  // MARK: Acts

  mutating func act(
    _ person: String, _ role: String, _ form: ProcessForm?, after days: Int64 = 0
  ) {
    if days > 0 { turn = 0 }
    day += days
    turn += 1
    let time = SampleDeeds.start.adding(days: day).adding(seconds: 1800 + turn * 600)
    acts.append(CaseAct(form: form, person: person, role: role, time: time))
  }

  /// Tries what the law must refuse.
  mutating func attempt(_ person: String, _ role: String, _ form: ProcessForm) {
    act(person, role, form)
    acts[acts.count - 1].isRefused = true
  }

  static func form(_ verb: ProcessVerb, _ note: String, to: String? = nil) -> ProcessForm {
    var form = ProcessForm(verb)
    form.to = to
    form.note = note
    return form
  }

  static func attachment(_ paper: String) -> ProcessForm {
    var form = ProcessForm(.attach)
    form.document = paper
    form.fileName = "\(titles[paper] ?? paper)（合成）.txt"
    return form
  }

  mutating func attach(_ person: String, _ role: String, _ papers: [String]) {
    for paper in papers { act(person, role, CaseStory.attachment(paper)) }
  }

  mutating func establish(
    _ person: String, _ role: String, _ facts: [String: String], isSo: Bool = true
  ) {
    for (fact, basis) in facts.sorted(by: { $0.key < $1.key }) {
      var form = CaseStory.form(.establish, basis)
      form.fact = fact
      form.value = isSo
      act(person, role, form)
    }
  }

  mutating func move(
    _ verb: ProcessVerb, _ person: String, _ role: String, to: String? = nil, _ note: String,
    after days: Int64 = 0
  ) {
    act(person, role, CaseStory.form(verb, note, to: to), after: days)
  }

  mutating func sign(
    _ office: Int, _ opinion: ProcessTask.Opinion, _ text: String, after days: Int64,
    demand: ProcessForm.Demand? = nil, by colleague: String? = nil
  ) {
    var form = CaseStory.form(.sign, text)
    form.task = CaseStory.offices[office].0
    form.opinion = opinion
    form.demands = demand.map { [$0] }
    act(colleague ?? CaseStory.offices[office].1, "reviewer", form, after: days)
  }

  // MARK: Legs

  mutating func tell(_ plot: CasePlot) {
    mishaps = plot.mishaps
    isSimulated = plot.isSimulated
    act("centre.1", "planner", nil)
    let legs: [(inout CaseStory) -> Void] = [
      { $0.lead() }, { $0.pool() }, { $0.siting() }, { $0.applied() }, { $0.reviewed() },
      { $0.approved() }, { $0.built() }, { $0.stageAccepted() }, { $0.accepted() },
      { $0.surveyed() }, { $0.archived() },
    ]
    for leg in legs.prefix(plot.legs) { leg(&self) }
    finish(plot.turn)
  }

  mutating func tellNotTakenUp() {
    act("centre.1", "planner", nil)
    attach("centre.1", "planner", ["potential_patch"])
    move(.reject, "centre.2", "planner", "与低效工业用地盘活二选一，不予入库", after: 6)
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

  mutating func handedIn(after days: Int64) {
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
    takenBackOrReturned()
    move(.accept, "city.1", "reviewer", "予以受理，并联送审", after: 2)
    for (task, person) in CaseStory.offices {
      var form = CaseStory.form(.transfer, "按职责分送")
      form.task = task
      form.organisations = [String(person.prefix { $0 != "." })]
      act("city.1", "reviewer", form)
    }
  }

  private mutating func reviewed() {
    reviewedByOffices()
    establish(
      "resources.1", "reviewer",
      ["hard_rules_pass": "方案 demo 的规则判定", "adjusted_plan_filed": "不涉及城镇开发边界调整"])
    move(.adopt, "city.1", "reviewer", "各部门一致同意，报批", after: 2)
  }

  private mutating func approved() {
    conditionMet()
    if mishaps.contains(.noLetter) {
      attempt("city.1", "reviewer", CaseStory.form(.approve, "先批后补"))
    }
    attach("city.1", "reviewer", ["approval_letter"])
    establish("resources.1", "reviewer", ["replacement_before_adjustment": "补划地块已验收"])
    move(.approve, "city.1", "reviewer", "同意实施", after: 6)
    approvedOn = day
    act("\(builder).1", "implementer", CaseStory.attachment("contract"), after: 28)
    establish("\(builder).1", "implementer", ["works_contracted": "公开招标，合同已备案"])
  }

  private mutating func built() {
    if mishaps.contains(.changed) { planChanged() }
    establish("\(builder).1", "implementer", ["stage_finished": "监理月报、完工影像"])
    move(.submit, "\(builder).1", "implementer", "一期完工，申请验收", after: 17)
    builtOn = day
  }

  private mutating func stageAccepted() {
    attach("agriculture.2", "reviewer", ["stage_survey", "quality_report"])
    if mishaps.contains(.failed) { stageFailed() }
    establish(
      "agriculture.2", "reviewer",
      ["stage_measured": "实测图斑与质量评定", "stage_rules_pass": "CORE-11 通过"])
    move(.pass, "agriculture.2", "reviewer", to: "ST7n", "合格，公示三十日", after: 9)
    let waited = isSimulated ? 0 : objected()
    establish(
      "agriculture.2", "reviewer",
      ["objections_answered": "公示期无书面异议", "all_stages_accepted": "只有一期"])
    if mishaps.contains(.tooEarly) {
      attempt("agriculture.2", "reviewer", CaseStory.form(.pass, "提前结束公示"))
    }
    move(.pass, "agriculture.2", "reviewer", "公示期满", after: 33 - waited)
  }

  /// A household objects to the result on display, and is answered within its time.
  ///
  /// - Returns: The days that it takes.
  private mutating func objected() -> Int64 {
    var objection = CaseStory.form(.object, "公示的新增耕地图斑少计本户一块，约 0.3 亩")
    objection.person = "村民陈某（虚构）"
    act("agriculture.2", "reviewer", objection, after: 5)
    var answer = CaseStory.form(.answer, "已会同村集体现场复核：该块在征收范围内，不计入新增耕地，书面答复已送达")
    answer.condition = "O1"
    act("agriculture.2", "reviewer", answer, after: 8)
    return 13
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
    caredFor()
  }

  private mutating func archived() {
    if !isSimulated {
      attach("platform.2", "platform", ["care_contract"])
      establish("platform.2", "platform", ["care_contracted": "管护合同三年"])
    }
    establish("inspection.1", "supervisor", ["care_period_over": "管护抽查合格"])
    move(.submit, "platform.2", "platform", "管护期满归档", after: 20)
  }
}
