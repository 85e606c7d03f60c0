import Access
import EventLog
import Groundwork
import Quota

/// Ground of the district's plan that can back quota, by project.
public struct SampleQuotaGround: Sendable {
  /// Construction land that is given up.
  public var reclaimed: [String: [GroundPiece]]
  /// New farmland, with its yields.
  public var newFarmland: [String: [GroundPiece]]
  /// The layers that both come from.
  public var source: GroundSource?

  public init(
    reclaimed: [String: [GroundPiece]], newFarmland: [String: [GroundPiece]],
    source: GroundSource? = nil
  ) {
    self.reclaimed = reclaimed
    self.newFarmland = newFarmland
    self.source = source
  }
}

extension SampleDeeds {
  /// The history of the district's quota book, by invented people, told by the law itself.
  ///
  /// - Parameters:
  ///   - crs: the definition of the workspace's coordinate system.
  ///   - ground: pieces of the plan's flow ledger.
  public func writeQuotas(
    to log: any EventWriting, catalogue: QuotaCatalogue, crs: String, ground: SampleQuotaGround
  ) throws {
    var story = QuotaStory(
      log: log, names: try names(), catalogue: catalogue, crs: crs, source: ground.source)
    try story.begin(county: Names.county.code, villages: Array(villageCodes.prefix(3)))
    let linked = ground.reclaimed.sorted {
      ($1.value.map(\.area).total(), $0.key) < ($0.value.map(\.area).total(), $1.key)
    }.prefix(3)
    try story.link(Array(linked))
    let used = Set(linked.flatMap { $0.value.map(\.id) })
    let fresh = ground.newFarmland.mapValues { $0.filter { !used.contains($0.id) } }
      .filter { !$0.value.isEmpty }
      .sorted {
        ($1.value.map(\.area).total(), $0.key) < ($0.value.map(\.area).total(), $1.key)
      }.prefix(2)
    try story.supplement(Array(fresh))
    try story.describe(linked.first?.value ?? [])
    try story.live()
    try story.lose()
    try story.occupy(district.ground.filter { $0.built.squareMetres > 0 })
    try log.update(QuotaProjection.self)
  }
}

/// Writes the book, step by step.
struct QuotaStory {
  let log: any EventWriting
  let names: [String: String]
  let catalogue: QuotaCatalogue
  let crs: String
  let source: GroundSource?
  var day: Int64 = 200
  var linked: [LotPart] = []
  var supplements: [LotPart] = []
  /// What entered the reserve of basic farmland.
  var reserved = QuotaAmounts.zero
  /// Farmland that a linked use was on, by the share of the first lot that it has.
  var reclaimedFarmland = Area.zero
  static let reserve = "CB-2025-1"

  init(
    log: any EventWriting, names: [String: String], catalogue: QuotaCatalogue, crs: String,
    source: GroundSource?
  ) {
    self.log = log
    self.names = names
    self.catalogue = catalogue
    self.crs = crs
    self.source = source
  }

  private mutating func act(
    _ command: QuotaCommand, _ person: String, _ role: String, after days: Int64
  ) throws {
    day += days
    let organisation = String(person.prefix { $0 != "." })
    try log.perform(
      QuotaDecider.self, command, on: StreamName(QuotaEvent.category, QuotaProjection.stream),
      expected: nil,
      by: DeedContext(
        actor: Actor(
          person: person, name: names[person] ?? person, role: role, organisation: organisation),
        time: now))
  }

  private var now: Timestamp { SampleDeeds.start.adding(days: day).adding(seconds: 5400) }

  /// - Parameter earlier: how many days before today the acts count.
  mutating func post(
    _ acts: [QuotaAct], _ title: String, by person: String = "centre.1", role: String = "planner",
    after days: Int64, earlier: Int64 = 0, authority: String = "明澜区整治中心"
  ) throws {
    let time = SampleDeeds.start.adding(days: day + days - earlier)
    let year = String(time.iso8601.prefix(4))
    let document = QuotaDocument(
      title: title + "（合成）", number: "明整〔\(year)〕\(day + days)号", authority: authority + "（合成）")
    let orders = acts.map { QuotaOrder($0, day: time, document: document) }
    try act(.post(orders: orders), person, role, after: days)
  }

  mutating func begin(county: String, villages: [String]) throws {
    try act(
      .found(title: "明澜片区指标台账（合成）", crs: crs, catalogue: catalogue), "centre.1", "planner",
      after: 0)
    var holders = [
      QuotaHolder(id: "county", title: "明澜区（合成）", level: .county, area: county),
      QuotaHolder(id: "city", title: "样市（合成）", level: .city, area: county.prefix(4) + "00"),
      QuotaHolder(id: "platform", title: "明澜片区开发公司（合成）", level: .company, area: county),
      QuotaHolder(
        id: "neighbour", title: "邻样区（合成）", level: .county, area: county.prefix(4) + "98"),
    ]
    for (number, code) in villages.enumerated() {
      holders.append(
        QuotaHolder(
          id: "village-\(number)", title: Names.village(number) + "（合成）", level: .village,
          area: code))
    }
    for holder in holders { try act(.enrol(holder: holder), "centre.1", "planner", after: 0) }
    func opening(_ id: String, _ amounts: QuotaAmounts) -> QuotaAct {
      .open(
        lot: id, kind: "balance", holder: "county", origin: "原省级指标库（合成）", year: 2017,
        amounts: amounts, expires: nil)
    }
    try post(
      [
        opening(
          "JK-2017-1",
          QuotaAmounts(
            quantity: Area(hundredths: 9_600_000), paddy: Area(hundredths: 7_300_000),
            capacity: 80_000)),
        opening("JK-2017-2", QuotaAmounts(quantity: Area(hundredths: -42_000))),
      ], "指标基库移交", after: 1)
    try inherit()
  }

  /// Reclaimed land into linked quota, and planned space on the same reduction.
  mutating func link(_ projects: [(key: String, value: [GroundPiece])]) throws {
    for (number, project) in projects.enumerated() {
      let id = "GG-2025-\(number + 1)"
      let holder = "village-\(number % 3)"
      func lot(_ id: String, _ kind: String) -> QuotaAct {
        .generate(
          lot: NewLot(
            id: id, kind: kind, holder: holder, origin: project.key, year: 2025, stage: "1",
            pieces: project.value, source: source))
      }
      try post([lot(id, "linked")], "阶段验收意见", after: 6)
      // The last project waits for its check.
      guard number < 2 || projects.count < 3 else { return }
      try post(
        [.verify(lot: id)], "复垦核定意见", by: "agriculture.1", role: "reviewer", after: 9)
      try post([.enter(lot: id)], "在线监管备案", after: 2)
      linked.append(
        LotPart(id, QuotaAmounts(quantity: project.value.map(\.area).total())))
      if number == 0 { try post([lot("GM-2025-1", "space")], "减量核定", after: 1) }
    }
  }

  /// New farmland through the chain of deductions.
  mutating func supplement(_ projects: [(key: String, value: [GroundPiece])]) throws {
    for (number, project) in projects.enumerated() {
      let id = "BC-2025-\(number + 1)"
      try post(
        [
          .generate(
            lot: NewLot(
              id: id, kind: "balance", holder: "county", origin: project.key, year: 2025,
              stage: "1", pieces: project.value, source: source))
        ], "新增耕地上报", after: 5)
      let planned = project.value.map(\.amounts).total()
      let permille: [(DeductionLevel, Int64)] = [(.county, 20), (.city, 8), (.province, 0)]
      for (level, share) in permille {
        try post(
          [
            .deduct(
              lot: id, level: level, amounts: planned.permille(share), reason: "实地核查扣减",
              pieces: [])
          ], "\(level.title.zh)意见", by: "agriculture.1", role: "reviewer", after: 7)
      }
      try post(
        [.verify(lot: id)], "确认新增耕地", by: "agriculture.2", role: "reviewer", after: 3)
      try post([.enter(lot: id)], "占补系统备案", after: 2)
      if number == 0 { try reserve(project) }
      let deducted = permille.map { planned.permille($0.1) }.total()
      supplements.append(LotPart(id, planned - deducted))
    }
  }

  /// The same new farmland enters the reserve of basic farmland (永农储备区).
  private mutating func reserve(_ project: (key: String, value: [GroundPiece])) throws {
    try post(
      [
        .generate(
          lot: NewLot(
            id: Self.reserve, kind: "pbf_reserve", holder: "county", origin: project.key,
            year: 2025, stage: "1", pieces: project.value, source: source))
      ], "储备区划入方案", after: 3)
    try post(
      [.verify(lot: Self.reserve)], "储备区核定", by: "agriculture.1", role: "reviewer", after: 6)
    try post([.enter(lot: Self.reserve)], "储备区入库", after: 2)
    reserved = QuotaAmounts(quantity: project.value.map(\.area).total())
  }

  /// What became of it: needs, uses, transfers, a loan, a promise, an offer, an after-check.
  mutating func live() throws {
    guard let first = linked.first else { return }
    let origin = "安置点一期（合成）"
    func part(_ share: Int64) -> [LotPart] { [LotPart(first.lot, first.amounts.permille(share))] }
    func use(
      _ id: String, _ project: String, _ purpose: String, _ amounts: QuotaAmounts,
      holder: String = "village-0"
    ) -> NewUse {
      NewUse(
        id: id, project: project, area: Names.county.code, purpose: purpose,
        approval: "明政批〔2025〕\(id)",
        holder: holder, demand: amounts)
    }
    let resettlement = first.amounts.permille(300)
    try post(
      [
        .use(
          use: use("SY-1", origin, "resettlement", resettlement), parts: part(300),
          fromLocked: false)
      ], "农民安置用地批复", after: 8)
    try post([.writeOff(use: "SY-1")], "安置用地核销", after: 30)
    try post(
      [
        .hold(operation: .lock, holder: "village-0", parts: part(150)),
        .use(
          use: use("SY-2", "村内道路与污水站（合成）", "infrastructure", first.amounts.permille(150)),
          parts: part(150), fromLocked: true),
      ], "基础设施用地批复", after: 6)
    try post(
      [
        .move(
          operation: .transfer, from: "village-0", to: "platform", parts: part(200), price: nil)
      ], "片区内流转协议", after: 4)
    try post(
      [
        .offer(
          offer: "GP-1", holder: "platform",
          part: LotPart(first.lot, first.amounts.permille(80)), price: Money(fen: 520_000_00),
          until: SampleDeeds.start.adding(days: day + 540))
      ], "指标挂牌公告", after: 3)
    try post(
      [
        .offer(
          offer: "GP-2", holder: "platform",
          part: LotPart(first.lot, first.amounts.permille(60)), price: Money(fen: 480_000_00),
          until: SampleDeeds.start.adding(days: day + 120))
      ], "指标挂牌公告", after: 2)
    try post([.accept(offer: "GP-2", buyer: "neighbour")], "成交确认书", after: 10)
    try lend()
    try supplementLife()
  }

  /// Units of the second village are borrowed for the works and partly given back.
  private mutating func lend() throws {
    guard let lot = linked.dropFirst().first else { return }
    func part(_ share: Int64) -> [LotPart] { [LotPart(lot.lot, lot.amounts.permille(share))] }
    try post(
      [
        .licence(
          licence: QuotaLicence(from: "village-1", to: "platform", kind: "linked", right: .borrow),
          amounts: lot.amounts.permille(300))
      ], "指标借用授权书", after: 4)
    try post(
      [
        .borrow(
          loan: "JY-1", lender: "village-1", borrower: "platform", parts: part(200),
          due: SampleDeeds.start.adding(days: day + 365))
      ], "指标借用协议", after: 2)
    try post([.repay(loan: "JY-1", parts: part(80))], "借用指标归还单", after: 40)
  }

  private mutating func supplementLife() throws {
    guard let lot = supplements.first else { return }
    func share(_ share: Int64) -> LotPart { LotPart(lot.lot, lot.amounts.permille(share)) }
    let demand = lot.amounts.permille(250)
    try post(
      [
        .use(
          use: NewUse(
            id: "GX-1", project: "甬江科创区道路（合成）", area: Names.county.code, purpose: "public",
            approval: "明自资批〔2025〕31号", holder: "county", demand: demand),
          parts: [share(250)], fromLocked: false)
      ], "建设用地批复", after: 5)
    let promised = lot.amounts.permille(100)
    try post(
      [
        .promise(
          lot: "CN-2025-1", kind: "balance",
          use: NewUse(
            id: "GX-2", project: "边占边补交通项目（合成）", area: Names.county.code, purpose: "public",
            approval: "明自资批〔2025〕35号", holder: "county", demand: promised),
          year: 2025, due: SampleDeeds.start.adding(days: day + 400))
      ], "补充耕地承诺书", after: 12)
    try post(
      [
        .settle(
          debt: "CN-2025-1", debtor: "county", holder: "county",
          parts: [LotPart(lot.lot, promised.permille(500))])
      ], "承诺兑现", after: 60)
    try post(
      [.hold(operation: .freeze, holder: "county", parts: [share(50)])], "复核期间冻结",
      by: "agriculture.1", role: "reviewer", after: 3)
    try post(
      [
        .grant(
          lot: "JL-2025-1", kind: "annual", holder: "county", origin: "市级奖励（合成）", year: 2025,
          amounts: QuotaAmounts(quantity: Area(hundredths: 2_000_000)),
          expires: SampleDeeds.start.adding(days: 720))
      ], "奖励计划指标", after: 2)
    let taken = reserved.permille(120)
    let balanced = lot.amounts.permille(120)
    // The farmland that the railway takes is made up for twice: in the reserve and in the balance.
    try post(
      [
        .use(
          use: NewUse(
            id: "GX-3", project: "国家铁路联络线（合成）", area: Names.county.code, purpose: "public",
            approval: "国函〔2026〕合成 2 号", holder: "county",
            demand: QuotaAmounts(
              quantity: taken.quantity, paddy: balanced.paddy, capacity: balanced.capacity)),
          parts: [share(124)], fromLocked: false),
        .use(
          use: NewUse(
            id: "BH-1", project: "国家铁路联络线（合成）", area: Names.county.code, purpose: "public",
            approval: "国函〔2026〕合成 2 号", holder: "county", demand: taken),
          parts: [LotPart(Self.reserve, taken)], fromLocked: false),
      ], "重大项目占用永久基本农田批复", after: 4)
    guard let other = supplements.dropFirst().first else { return }
    try post(
      [
        .need(
          need: "XQ-1", kind: "balance", origin: "安置二期（合成）", purpose: "resettlement",
          amounts: other.amounts.permille(1200), day: "2027-06-30")
      ], "用地需求登记", after: 1)
  }
}

extension QuotaAmounts {
  /// So many thousandths, each number rounded down.
  func permille(_ share: Int64) -> QuotaAmounts {
    QuotaAmounts(
      quantity: Area(hundredths: quantity.hundredths * share / 1000),
      paddy: Area(hundredths: paddy.hundredths * share / 1000), capacity: capacity * share / 1000)
  }
}
