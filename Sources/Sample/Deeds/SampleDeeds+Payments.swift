import EventLog
import Finance
import Groundwork

extension SampleDeeds {
  /// The payments of the district, by invented people, told by the law itself: sources as large as the
  /// investment of the plan, a budget on the lines of the fund plan, contracts, certificates, requests in all
  /// phases, a bank line that went wrong.
  public func writePayments(to log: any EventWriting, rules: PaymentRules) throws {
    var story = PaymentStory(log: log, names: try names())
    let yuan = district.measures.reduce(Int64(0)) { $0 + $1.cost }
    try story.begin(rules, investment: Money(fen: yuan * 100))
    try story.build()
    try story.pay()
    try story.goWrong()
    try log.update(PaymentProjection.self)
  }
}

/// Writes the payments, step by step.
private struct PaymentStory {
  let log: any EventWriting
  let names: [String: String]
  /// After the last day of the quota book.
  var day: Int64 = 500

  init(log: any EventWriting, names: [String: String]) {
    self.log = log
    self.names = names
  }

  private enum Part {
    case centre, platform, supervisor, auditor
    case reviewer(Int)

    var person: (id: String, role: String) {
      switch self {
      case .centre: ("centre.2", "planner")
      case .platform: ("platform.1", "platform")
      case .supervisor: ("inspection.1", "supervisor")
      case .auditor: ("audit-office.1", "auditor")
      case .reviewer(let number): ("agriculture.\(number)", "reviewer")
      }
    }
  }

  private mutating func act(
    _ acts: [PaymentAct], _ title: String, by part: Part = .platform, after days: Int64 = 1
  ) throws {
    day += days
    let time = SampleDeeds.start.adding(days: day)
    let (person, role) = part.person
    let document = PaymentDocument(
      title: title + "（合成）", number: "明资〔\(time.iso8601.prefix(4))〕\(day)号")
    try log.perform(
      PaymentDecider.self, acts.map { PaymentOrder($0, day: time, document: document) },
      on: StreamName(PaymentEvent.category, PaymentProjection.stream), expected: nil,
      by: DeedContext(
        actor: Actor(
          person: person, name: names[person] ?? person, role: role,
          organisation: String(person.prefix { $0 != "." })), time: time.adding(seconds: 7200)))
  }

  /// 万元.
  private func wan(_ amount: Int64) -> Money { Money(fen: amount * 1_000_000) }

  mutating func begin(_ rules: PaymentRules, investment: Money) throws {
    try act(
      [.found(title: "明澜片区资金监管（合成）", rules: rules)], "资金监管协议", by: .centre)
    let sources: [(String, String, Int64, [String])] = [
      ("capital", "资本金", 12_000, []), ("bond", "专项债", 16_000, ["works", "premises"]),
      ("fiscal", "财政专项（生态修复奖补）", 500, ["works"]), ("bank", "政策性银行贷款", 13_000, []),
    ]
    let supervised = wan(sources.reduce(0) { $0 + $1.2 })
    var granted = sources.map {
      PaymentSource(id: $0.0, title: $0.1, amount: wan($0.2), purposes: $0.3)
    }
    // What the companies invest themselves; the sources come to the investment of the plan.
    if investment > supervised {
      granted.append(
        PaymentSource(
          id: "private", title: "企业自筹和社会投资（不经监管账户）", amount: investment - supervised,
          purposes: ["premises", "works"]))
    }
    try act(granted.map { .grant(source: $0) }, "资金来源备案", by: .centre, after: 2)
    let lines: [(String, String, String, Int64, String)] = [
      ("YS-01", "建设用地复垦", "works", 1_550, "reclaim"),
      ("YS-02", "新增耕地与高标准农田", "works", 640, "fields"),
      ("YS-03", "农房拆迁补偿与安置", "resettlement", 16_900, "homes"),
      ("YS-04", "标准厂房与公寓建设", "premises", 18_000, "premises"),
      ("YS-05", "前期、监理与审计", "fees", 1_400, "design"),
    ]
    try act(
      lines.map {
        .budget(
          line: BudgetLine(
            id: $0.0, title: $0.1, purpose: $0.2, amount: wan($0.3), fundLine: $0.4))
      }, "预算批复", by: .centre, after: 3)
    try act(
      [
        .receive(source: "capital", amount: wan(6_000)),
        .receive(source: "bond", amount: wan(4_000)), .receive(source: "fiscal", amount: wan(300)),
      ], "到账通知", after: 4)
  }

  mutating func build() throws {
    let contracts: [(String, String, String, String, Int64, Int64)] = [
      ("HT-01", "YS-01", "河头村等复垦工程", "子项目实施单位7", 900, 180),
      ("HT-02", "YS-02", "高标准农田一标段", "子项目实施单位5", 420, 84),
      ("HT-03", "YS-04", "标准厂房一期", "子项目实施单位12", 9_800, 1_960),
      ("HT-04", "YS-05", "工程监理", "子项目实施单位14", 260, 0),
      ("HT-05", "YS-03", "安置协议（首批 40 户）", "河头村村民委员会", 2_600, 0),
    ]
    for (number, one) in contracts.enumerated() {
      try act(
        [
          .contract(
            contract: NewContract(
              id: one.0, line: one.1, title: one.2 + "（合成）", contractor: one.3 + "（合成）",
              account: "3301\(1000 + number)合成", amount: wan(one.4), advance: wan(one.5),
              retention: FundRate(millionths: one.5 > 0 ? 30_000 : 0)))
        ], "合同", after: 3)
    }
  }

  private func request(
    _ id: String, _ contract: Int, _ kind: PaymentRequest.Kind, _ source: String, _ amount: Money
  ) -> PaymentAct {
    .request(
      request: NewPaymentRequest(
        id: id, contract: "HT-0\(contract)", kind: kind, source: source,
        account: "3301\(999 + contract)合成", amount: amount))
  }

  private mutating func approved(_ id: String, by parts: [Part]) throws {
    for part in parts { try act([.approve(request: id)], "审批意见", by: part, after: 2) }
  }

  mutating func pay() throws {
    try act([request("SQ-001", 1, .advance, "fiscal", wan(180))], "预付款申请", after: 2)
    try approved("SQ-001", by: [.reviewer(1), .supervisor])
    try act([.pay(request: "SQ-001")], "拨款凭证", by: .centre, after: 1)
    try act([request("SQ-002", 3, .advance, "bond", wan(1_960))], "预付款申请", after: 3)
    try approved("SQ-002", by: [.reviewer(1), .reviewer(2), .supervisor])
    try act([.pay(request: "SQ-002")], "拨款凭证", by: .centre, after: 1)
    // Who certifies stands outside the approvals that follow.
    try act([.certify(contract: "HT-01", value: wan(520))], "工程计量", by: .reviewer(2), after: 20)
    try act([request("SQ-003", 1, .progress, "fiscal", wan(95))], "进度款申请", after: 2)
    try approved("SQ-003", by: [.reviewer(1)])
    try act([.pay(request: "SQ-003")], "拨款凭证", by: .centre, after: 1)
    try act([.certify(contract: "HT-05", value: wan(1_300))], "安置核验", by: .reviewer(2), after: 5)
    try act([request("SQ-004", 5, .progress, "capital", wan(1_300))], "安置款申请", after: 2)
    try act(
      [.refuse(request: "SQ-004", reason: "两户的协议未经公示，请核减后重报")], "审批意见",
      by: .supervisor, after: 3)
    try act([request("SQ-005", 5, .progress, "capital", wan(1_235))], "安置款申请", after: 4)
    try act([.certify(contract: "HT-02", value: wan(210))], "工程计量", by: .reviewer(2), after: 6)
    try act([request("SQ-006", 2, .progress, "bond", wan(180))], "进度款申请", after: 2)
    try approved("SQ-006", by: [.reviewer(1)])
    try act([request("SQ-007", 1, .progress, "capital", wan(90))], "进度款申请", after: 3)
    try approved("SQ-007", by: [.reviewer(1)])
  }

  /// Bank lines without a request: one is recovered, one stands, and the auditors ask.
  mutating func goWrong() throws {
    try act(
      [
        .record(
          transfer: "LS-0617", source: "bond", account: "33019999合成", payee: "某贸易公司（合成）",
          amount: wan(60), contract: nil),
        .record(
          transfer: "LS-0618", source: "bond", account: "33011003合成", payee: "子项目实施单位14（合成）",
          amount: wan(40), contract: "HT-04"),
      ], "监管账户流水", by: .centre, after: 4)
    try act(
      [
        .mark(mark: "SJ-01", subject: "LS-0617", text: "专项债付至合同外账户，限期追回"),
        .mark(mark: "SJ-02", subject: "LS-0618", text: "专项债用于监理费，且未经审批"),
      ], "审计意见", by: .auditor, after: 5)
    try act([.recover(transfer: "LS-0617", amount: wan(60))], "追回凭证", after: 6)
    try act([.answer(mark: "SJ-01", text: "已全额追回并停用该账户")], "整改报告", after: 1)
    try act([.clear(mark: "SJ-01")], "审计销号", by: .auditor, after: 4)
  }
}
