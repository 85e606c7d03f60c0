import EventLog
import Groundwork
import Quota

/// What documents say beside the accounts: grades and checks of lots, figures of plans, farmland lost.
extension QuotaStory {
  /// What city and county found on the lots, under which rules they were applied for, and the figures of
  /// plans. All of it is invented.
  mutating func describe(_ reclaimed: [GroundPiece]) throws {
    reclaimedFarmland =
      reclaimed.filter { $0.to.hasPrefix("01") || $0.to.contains(":01") }.map(\.area).total()
    let applied = SampleDeeds.start.adding(days: 60)
    func post(_ acts: [QuotaAct], _ title: String, _ authority: String, _ days: Int64) throws {
      guard !acts.isEmpty else { return }
      try self.post(
        acts, title, by: "agriculture.1", role: "reviewer", after: days, authority: authority)
    }
    try post(
      linked.map {
        .describe(
          lot: $0.lot,
          facts: LotFacts(
            grade: 400, isStable: true, isSpotChecked: true, isInChangeSurvey: true))
      }, "复垦抽查与变更调查意见", "样市自然资源局", 4)
    try post(
      supplements.enumerated().map { number, part in
        .describe(
          lot: part.lot,
          facts: LotFacts(
            grade: number == 0 ? 380 : 410, isStable: true, applied: applied, isOldStyle: false,
            isInChangeSurvey: true))
      }, "新增耕地质量评定意见", "明澜区农业农村局", 1)
    if !reserved.isZero {
      try post(
        [.describe(lot: Self.reserve, facts: LotFacts(grade: 380, isStable: true))],
        "储备区质量评定意见", "明澜区农业农村局", 1)
    }
    try post(
      ["JK-2017-1", "JK-2017-2"].map {
        .describe(
          lot: $0,
          facts: LotFacts(
            applied: SampleDeeds.start.adding(days: -3000), isOldStyle: true))
      }, "指标基库立项清单", "明澜区自然资源和规划局", 1)
    try self.post(
      figures.map { .state(figure: $0) }, "规划与计划控制数摘录", after: 1, authority: "样市自然资源局")
  }

  private var figures: [QuotaFigure] {
    func hectares(_ id: String, _ value: Int64, year: Int? = nil) -> QuotaFigure {
      QuotaFigure(id: id, year: year, quantity: Area(hundredths: value * 1_000_000))
    }
    return [
      hectares("village_construction", 300), hectares("village_reserved", 12),
      hectares("county_quota", 1200), hectares("county_rural_industry", 130),
      hectares("province_quota", 9000), hectares("province_rural_industry", 600),
      hectares("boundary_increment", 1800), hectares("boundary_increment_used", 700),
      hectares("national_boundary", 13_000_000), hectares("national_urban_2020", 10_500_000),
      hectares("stable_increase", 4200, year: 2024),
      hectares("occupation_allowed", 3900, year: 2024),
      hectares("stable_increase", 4500, year: 2025),
      hectares("occupation_allowed", 4000, year: 2025),
    ]
  }

  /// Farmland that was lost: built on under quota, turned into orchards by the yearly plan, destroyed.
  mutating func lose() throws {
    guard let supplement = supplements.first else { return }
    func loss(
      _ id: String, _ project: String, _ cause: FarmlandLoss.Cause, _ quantity: Area, _ grade: Int,
      uses: [String] = [], plan: String? = nil
    ) -> QuotaAct {
      .lose(
        loss: FarmlandLoss(
          id: id, project: project, area: Names.county.code, cause: cause, quantity: quantity,
          grade: grade,
          uses: uses, plan: plan))
    }
    try post(
      [
        loss(
          "HJ-1", "甬江科创区道路（合成）", .construction, supplement.amounts.permille(250).quantity, 420,
          uses: ["GX-1"]),
        loss(
          "HJ-2", "边占边补交通项目（合成）", .construction, supplement.amounts.permille(100).quantity,
          440, uses: ["GX-2"]),
        loss(
          "HJ-3", "国家铁路联络线（合成）", .construction, reserved.permille(120).quantity, 390,
          uses: ["GX-3", "BH-1"]),
      ], "建设占用耕地登记", after: 1)
    if reclaimedFarmland > .zero {
      func farmland(_ permille: Int64) -> Area {
        Area(hundredths: reclaimedFarmland.hundredths * permille / 1000)
      }
      try post(
        [
          loss(
            "HJ-4", "安置点一期（合成）", .construction, farmland(220), 450, uses: ["SY-1"]),
          loss(
            "HJ-5", "村内道路与污水站（合成）", .construction, farmland(90), 430, uses: ["SY-2"]),
        ], "挂钩建新占用耕地登记", after: 1)
    }
    // What counts in 2025 was recorded after the year.
    let past = day + 1 - 340
    try post(
      [
        loss(
          "HJ-6", "山前果园（合成）", .agricultural, supplement.amounts.permille(60).quantity, 460,
          plan: "明政办发〔2025〕合成 8 号 第 3 项"),
        loss("HJ-7", "台风冲毁地块（合成）", .disaster, Area(hundredths: 412_600), 560),
      ], "年度进出平衡台账", after: 1, earlier: max(0, past))
  }

  /// The farmland that the plan's own projects build on, balanced from the imported stock.
  mutating func occupy(_ ground: [ProjectGround]) throws {
    guard !ground.isEmpty else { return }
    let acts = ground.map { one -> QuotaAct in
      let code = Names.project(one.project)
      let area = one.built.area
      let paddy = min(area, Area(roundingUp: one.builtPaddy))
      // 600 kg a 亩 on paddy and 400 on dry land.
      let capacity = paddy.squareMetres * 0.9 + (area - paddy).squareMetres * 0.6
      let demand = QuotaAmounts(quantity: area, paddy: paddy, capacity: Int64(capacity))
      return .use(
        use: NewUse(
          id: "GX-\(code)", project: "\(code) 建设占用（合成）", area: Names.county.code,
          purpose: "public", approval: "明自资批〔2026〕合成 \(one.project + 1) 号", holder: "county",
          demand: demand), parts: [LotPart("JK-2017-1", demand)], fromLocked: false)
    }
    try post(acts, "方案建设占用耕地补充方案", after: 2)
  }
}
