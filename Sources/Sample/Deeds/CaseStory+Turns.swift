import EventLog
import Governance
import Groundwork

/// What goes wrong on the way of a case, and how it goes on.
extension CaseStory {
  mutating func finish(_ turn: CasePlot.Turn) {
    switch turn {
    case .none: break
    case .returned: handedBack()
    case .overdue: overdue()
    case .disputed: disputed()
    case .conditional: conditional()
    case .suspended:
      var form = CaseStory.form(.suspend, "征求铁路部门意见")
      form.organisations = ["city"]
      act("city.1", "reviewer", form, after: 9)
    case .terminated:
      var form = CaseStory.form(.terminate, "产业项目另行选址，不再实施")
      form.disposal = "未使用的指标退回县级账户；已到位资金按原渠道退回"
      act("city.1", "reviewer", form, after: 30)
    }
  }

  // MARK: Mishaps that a case gets over

  /// Between handing in and acceptance.
  mutating func takenBackOrReturned() {
    if mishaps.contains(.twice) {
      attempt("platform.1", "platform", CaseStory.form(.submit, "再报一次"))
    }
    if mishaps.contains(.withdrawn) {
      move(.withdraw, "platform.1", "platform", "附图版本有误，撤回更换")
      attach("platform.1", "platform", ["unit_scheme"])
      move(.submit, "platform.1", "platform", "已更换附图，请受理", after: 1)
    }
    if mishaps.contains(.returned) {
      move(.giveBack, "city.1", "reviewer", to: "ST3", "资金平衡表年度合计与总投资不一致，请核对后重报", after: 3)
      attach("platform.1", "platform", ["fund_balance"])
      move(.submit, "platform.1", "platform", "资金平衡表已更正", after: 5)
    }
  }

  /// The parallel review, until every office has signed.
  mutating func reviewedByOffices() {
    if mishaps.contains(.swapped) {
      attempt("platform.1", "platform", CaseStory.attachment("fund_balance"))
    }
    if mishaps.contains(.late) {
      var limit = CaseStory.form(.limit, "领导小组办公室通知（合成）：并联会审 10 个工作日")
      limit.days = 10
      act("city.1", "reviewer", limit)
    }
    signedByResources()
    if mishaps.contains(.disputed) {
      sign(1, .disagree, "拟占用的灌渠没有替代方案", after: 1)
    } else {
      sign(1, .agree, "耕地质量有提升", after: 1)
    }
    if mishaps.contains(.conditional) {
      sign(
        2, .conditional, "原则同意，须先落实林带断点补植", after: 1,
        demand: .init(text: "开工前完成林带断点补植方案", blocks: "ST6"))
    } else {
      sign(2, .agree, "不涉及生态保护红线", after: 1)
    }
    signedByTreasury()
    guard mishaps.contains(.disputed) else { return }
    var consult = CaseStory.form(.consult, "灌渠改线后由实施主体补充水利论证，农业农村部门据此复核")
    consult.organisations = ["city", "agriculture", "resources"]
    act("city.1", "reviewer", consult, after: 6)
    var settle = CaseStory.form(.settle, "水利论证已补充，灌渠改线可行，同意推进")
    settle.task = CaseStory.offices[1].0
    settle.value = true
    act("city.1", "reviewer", settle, after: 12)
  }

  private mutating func signedByResources() {
    guard mishaps.contains(.leave) else {
      sign(0, .agree, "符合国土空间规划", after: 4)
      return
    }
    var form = CaseStory.form(.delegate, "年休假，委托同事办理")
    form.task = CaseStory.offices[0].0
    form.person = "resources.2"
    form.until = SampleDeeds.start.adding(days: day + 15).iso8601
    act("resources.1", "reviewer", form, after: 1)
    sign(0, .agree, "符合国土空间规划", after: 4, by: "resources.2")
  }

  private mutating func signedByTreasury() {
    if mishaps.contains(.late) {
      var urge = CaseStory.form(.urge, "时限将至，请尽快反馈")
      urge.task = CaseStory.offices[3].0
      act("city.1", "reviewer", urge, after: 4)
      var escalate = CaseStory.form(.escalate, "")
      escalate.task = CaseStory.offices[3].0
      act("city.1", "reviewer", escalate, after: 25)
    }
    guard mishaps.contains(.quit) else {
      sign(3, .agree, "资金来源合规", after: 2)
      return
    }
    var form = CaseStory.form(.transfer, "工作调动，移交同事")
    form.task = CaseStory.offices[3].0
    form.organisations = ["treasury"]
    form.person = "treasury.2"
    act("treasury.1", "reviewer", form, after: 1)
    sign(3, .agree, "资金来源合规", after: 2, by: "treasury.2")
  }

  /// The office clears the condition that it has set.
  mutating func conditionMet() {
    guard mishaps.contains(.conditional) else { return }
    var answer = CaseStory.form(.answer, "补植方案已编制并报备")
    answer.condition = "C1"
    act("platform.1", "platform", answer, after: 5)
    var clear = CaseStory.form(.clear, "方案可行，销项")
    clear.condition = "C1"
    act("ecology.1", "reviewer", clear, after: 2)
  }

  /// A change below the threshold, which the leading office confirms.
  mutating func planChanged() {
    move(.change, "\(builder).1", "implementer", "村民要求田间道接通村道，增加 250 米", after: 6)
    attach("\(builder).1", "implementer", ["changed_plan"])
    move(.submit, "\(builder).1", "implementer", "调整方案报审", after: 4)
    establish("resources.2", "reviewer", ["change_below_threshold": "不涉及永农和规模，投资增幅 3%"])
    move(.confirm, "city.1", "reviewer", to: "ST6", "同意调整", after: 5)
  }

  /// The stage fails and is rectified, and somebody else than the builder has looked at it.
  mutating func stageFailed() {
    establish("agriculture.2", "reviewer", ["stage_measured": "实测图斑与质量评定"])
    establish("agriculture.2", "reviewer", ["stage_rules_pass": "耕作层厚度不足 20 cm"], isSo: false)
    move(.fail, "agriculture.2", "reviewer", "两处田块耕作层不足，限期整改", after: 7)
    attach("\(builder).1", "implementer", ["rectification_report"])
    establish("inspection.1", "supervisor", ["rectified": "现场复核，客土已到位"])
    move(.submit, "\(builder).1", "implementer", "整改完成，申请复验", after: 21)
    attach("agriculture.2", "reviewer", ["stage_survey", "quality_report"])
  }

  /// The contract of after-care by the village, and a patrol that finds it wanting.
  mutating func caredFor() {
    // The fixed cases stand before their contract.
    guard isSimulated else { return }
    attach(village, "village", ["care_contract"])
    establish(village, "village", ["care_contracted": "村集体承包管护三年"])
    guard mishaps.contains(.poorCare) else { return }
    move(.fail, "inspection.1", "supervisor", "沟渠淤堵，未按合同清淤", after: 9)
    establish("inspection.1", "supervisor", ["rectified": "复查，已清淤"])
    move(.submit, village, "village", "清淤完成", after: 12)
  }

  // MARK: Where the fixed cases stand

  private mutating func handedBack() {
    handedIn(after: 11)
    move(.giveBack, "city.1", "reviewer", to: "ST3", "资金平衡表年度合计与总投资不一致，请核对后重报", after: 3)
  }

  /// The review has a time limit that has passed; two offices have not answered.
  private mutating func overdue() {
    var limit = CaseStory.form(.limit, "领导小组办公室通知（合成）：并联会审 10 个工作日")
    limit.days = 10
    act("city.1", "reviewer", limit)
    sign(0, .agree, "符合国土空间规划", after: 3)
    sign(3, .agree, "资金来源合规", after: 1)
    var urge = CaseStory.form(.urge, "时限将至，请尽快反馈")
    urge.task = "ecology"
    act("city.1", "reviewer", urge, after: 8)
  }

  private mutating func disputed() {
    sign(0, .agree, "符合国土空间规划", after: 3)
    sign(1, .disagree, "拟占用的灌渠没有替代方案", after: 2)
    var comment = CaseStory.form(.comment, "新增耕地比例请按实测面积复核")
    comment.pin = ReviewPin(.rule, "CORE-01")
    act("resources.2", "reviewer", comment)
    var consult = CaseStory.form(.consult, "灌渠改线后由实施主体补充水利论证，农业农村部门据此复核")
    consult.organisations = ["city", "agriculture", "resources"]
    act("city.1", "reviewer", consult, after: 6)
  }

  private mutating func conditional() {
    sign(
      2, .conditional, "原则同意，须先落实林带断点补植", after: 4,
      demand: .init(text: "开工前完成林带断点补植方案", blocks: "ST6"))
    var comment = CaseStory.form(.comment, "可研报告第三章缺少水土保持内容")
    comment.pin = ReviewPin(.document, "feasibility")
    act("ecology.1", "reviewer", comment)
    var answer = CaseStory.form(.answer, "已委托设计单位补充，十日内提交")
    answer.condition = "N1"
    act("platform.1", "platform", answer, after: 2)
    sign(1, .agree, "耕地质量有提升", after: 1)
  }
}
