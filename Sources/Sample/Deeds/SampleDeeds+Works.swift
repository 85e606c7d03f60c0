import EventLog
import Geodesy
import Geometry
import Governance
import Groundwork

extension SampleDeeds {
  /// The works (工程实施) of the projects, by invented people and told by the law itself: finished where a case
  /// has been built. In the course `spread` also one that is late after a stop order and with a test that
  /// failed, and one on time with a change that waits for its approval.
  ///
  /// - Parameter keep: Stores a photo beside the log and returns its hash.
  public func writeWorks(
    to log: any EventWriting, rules: WorksRules, course: CaseCourse = .spread,
    keep: (_ photo: [UInt8]) throws -> String
  ) throws {
    let cards = Dictionary(
      projectCards().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var story = WorksStory(log: log, names: try names(), rules: rules)
    for told in caseStories(course) where told.builtOn != nil {
      guard let done = cards[told.project], done.kind != .boundary, let on = told.approvedOn,
        let builder = Int(told.builder.suffix(2))
      else { continue }
      try story.tellFinished(
        done.id, done.card, done.kind, builder: builder, engineer: builder == 13 ? 14 : 13,
        on: on + 31)
    }
    let fixed = caseProjects()
    if course == .spread, fixed.count > 4 {
      if let late = cards[fixed[4]] {
        try story.tellLate(late.id, late.card, builder: 11, engineer: 14)
        try writePhotos(of: late.id, to: &story, keep)
      }
      if let section = sectionProject() {
        try story.tellSection(section.id, section.card, builder: 5, engineer: 14)
      }
    }
    try log.update(WorksBoard.self)
  }

  /// Photos at corners of the project's ground.
  private func writePhotos(
    of project: String, to story: inout WorksStory,
    _ keep: (_ photo: [UInt8]) throws -> String
  ) throws {
    let plane = try CoordinateReferenceSystem("EPSG:\(SampleDistrict.epsg)")
    let toDegrees = try Transformer(from: plane, to: plane.geographic())
    var random = Random(seed: seed, stream: 907)
    let ground = district.measures.filter { $0.projectCode == project }.prefix(3)
    for (index, measure) in ground.enumerated() {
      let corner = measure.geometry.exterior[0]
      let degrees = try toDegrees.transform(x: corner.metresX, y: corner.metresY)
      try story.photo(
        project, hash: keep(SamplePhoto.png(&random, isRemedied: index > 0)), number: index,
        at: Problem.Place(
          longitude: Int64((degrees.x * 1e7).rounded()),
          latitude: Int64((degrees.y * 1e7).rounded())), builder: 11)
    }
  }
}

/// Writes the works, step by step.
private struct WorksStory {
  let log: any EventWriting
  let names: [String: String]
  let rules: WorksRules

  /// Days of the history: 2025-01-06 is the first.
  private func day(_ number: Int64) -> Timestamp {
    Timestamp(dayNumber: SampleDeeds.start.dayNumber + number)
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private func act(
    _ act: WorksAct, _ project: String, by person: String, _ role: String, on number: Int64
  ) throws {
    try log.perform(
      WorksDecider.self, WorksOrder(act, day: day(number)),
      on: StreamName(WorksEvent.category, project), expected: nil,
      by: DeedContext(
        actor: Actor(
          person: person, name: names[person] ?? person, role: role,
          organisation: String(person.prefix { $0 != "." })),
        time: SampleDeeds.start.adding(days: number).adding(seconds: 7200)))
  }

  /// Who builds or supervises; the numbers are those of the organisations `works-NN`.
  private func site(
    _ act: WorksAct, _ project: String, _ organisation: Int, on number: Int64
  ) throws {
    try self.act(
      act, project, by: "works-\(padded(organisation)).1", "implementer", on: number)
  }

  private func item(
    _ id: Int, _ title: String, _ kind: WorksPlan.Kind, _ unit: String, _ quantity: Int64,
    _ cost: Money, _ first: Int64, _ last: Int64
  ) -> WorksPlan.Item {
    WorksPlan.Item(
      id: "DX-0\(id)", title: title, kind: kind, unit: unit,
      quantity: WorksQuantity(thousandths: quantity * 1000), cost: cost, first: day(first),
      last: day(last))
  }

  /// Plan, contracts and the beginning of the works; the contract of construction follows from a tender.
  private func begin(
    _ project: String, _ card: ProjectCard, _ items: [WorksPlan.Item], _ title: String,
    builder: Int, engineer: Int, on start: Int64
  ) throws {
    let plan = WorksPlan(
      title: title, builder: "works-\(padded(builder))", engineer: "works-\(padded(engineer))",
      items: items)
    let (id, price) = ("ZB-\(project)", plan.cost)
    func own(_ act: WorksAct, _ number: Int64) throws {
      try self.act(act, project, by: "platform.1", "platform", on: number)
    }
    try own(.plan(plan: plan), start - 30)
    let ceiling = Money(fen: price.fen / 100 * 103 / 100 * 100)
    try own(
      .announce(
        tender: .init(id: id, title: title + "施工（合成）", way: .open, ceiling: ceiling)), start - 30)
    let party = "子项目实施单位\(builder)（合成）"
    try own(
      .open(
        tender: id,
        bids: [
          .init(bidder: party, price: price),
          .init(bidder: "外地建设公司甲（合成）", price: Money(fen: price.fen / 100 * 101)),
          .init(bidder: "外地建设公司乙（合成）", price: Money(fen: price.fen / 100 * 102)),
        ]), start - 9)
    try own(.award(tender: id, bidder: party, reason: ""), start - 7)
    try own(
      .contract(
        contract: WorksContract(
          id: "SG-\(project)", kind: .construction, title: title + "施工合同（合成）", party: party,
          amount: price, signed: day(start - 4), tender: id)), start - 4)
    try own(
      .contract(
        contract: WorksContract(
          id: "JL-\(project)", kind: .engineer, title: "监理合同（合成）",
          party: "子项目实施单位\(engineer)（合成）", amount: Money(fen: max(100, price.fen / 50)),
          signed: day(start - 4), reason: "限额以下，直接委托")), start - 4)
    try own(.start(note: "具备开工条件"), start)
  }

  /// A report, and its confirmation three days later; quantities in whole units.
  private func build(
    _ project: String, _ item: Int, _ reported: Int64, confirmed: Int64? = nil, _ builder: Int,
    _ engineer: Int, on number: Int64
  ) throws {
    try site(
      .report(
        item: "DX-0\(item)", quantity: WorksQuantity(thousandths: reported * 1000), note: ""),
      project, builder, on: number)
    try site(
      .confirm(
        item: "DX-0\(item)",
        quantity: WorksQuantity(thousandths: (confirmed ?? reported) * 1000), note: ""), project,
      engineer, on: number + 3)
  }

  private func test(
    _ project: String, _ id: Int, _ item: Int, _ subject: String, _ unit: String,
    _ measured: Int64, least: Int64, on number: Int64
  ) throws {
    try act(
      .test(
        test: WorksTest(
          id: "JC-0\(id)", item: "DX-0\(item)", subject: subject, unit: unit,
          measured: measured * 1000, least: least * 1000, most: nil, laboratory: "样市检测站（合成）",
          day: day(number))), project, by: "agriculture.2", "reviewer", on: number)
  }

  /// Finished before its stage acceptance; its works begin on a day of the history and last two weeks.
  func tellFinished(
    _ project: String, _ card: ProjectCard, _ kind: WorkKind, builder: Int, engineer: Int,
    on start: Int64
  ) throws {
    let half = Money(fen: card.cost.fen / 2)
    let works = kind.works
    let items = [
      item(
        1, works.0.title, works.0.kind, works.0.unit, 1_200, half, start, start + 8),
      item(
        2, works.1.title, works.1.kind, works.1.unit, 180, card.cost - half, start + 2, start + 10),
    ]
    try begin(
      project, card, items, card.title, builder: builder, engineer: engineer, on: start)
    for (number, done) in [(1, 400), (4, 900), (6, 1_200)] as [(Int64, Int64)] {
      try build(project, 1, done, builder, engineer, on: start + number)
    }
    let test = works.test
    try self.test(
      project, 1, 1, test.subject, test.unit, test.measured, least: test.least, on: start + 9)
    try build(project, 2, 90, builder, engineer, on: start + 6)
    try build(project, 2, 180, builder, engineer, on: start + 9)
    try act(
      .finish(note: "各单项均已核定"), project, by: "platform.1", "platform", on: start + 13)
  }

  /// Behind its plan: a stop order in the rains, and a test that was not passed yet.
  func tellLate(_ project: String, _ card: ProjectCard, builder: Int, engineer: Int) throws {
    let (cost, start) = (card.cost.fen / 100, Int64(155))
    func share(_ percent: Int64) -> Money { Money(fen: cost * percent) }
    let items = [
      item(1, "场地清理与拆除", .demolition, "m²", 8_600, share(25), 156, 260),
      item(2, "土方平整", .levelling, "m³", 21_000, share(30), 230, 420),
      item(3, "排水管渠", .canal, "m", 2_400, share(20), 300, 520),
      item(4, "配套道路", .fieldRoad, "m", 1_650, share(15), 380, 560),
      item(5, "绿化补植", .planting, "株", 900, card.cost - share(90), 520, 640),
    ]
    try begin(
      project, card, items, card.title, builder: builder, engineer: engineer, on: start)
    for (number, done) in [(185, 1_900), (215, 4_300)] as [(Int64, Int64)] {
      try build(project, 1, done, builder, engineer, on: number)
    }
    func entry(_ kind: WorksEntry.Kind, _ weather: String, _ text: String, _ on: Int64) throws {
      try site(
        .log(kind: kind, weather: weather, workers: kind == .stop ? 0 : 24, text: text), project,
        engineer, on: on)
    }
    try entry(.stop, "暴雨", "河道水位超警，低洼区停止土方作业", 220)
    try entry(.resume, "多云", "排水完毕，边坡复核合格，同意复工", 262)
    try entry(.attendance, "晴", "旁站：填方前基底清理，影像留存", 330)
    for (number, done) in [(290, 7_200), (322, 8_600)] as [(Int64, Int64)] {
      try build(project, 1, done, builder, engineer, on: number)
    }
    try build(project, 2, 6_500, builder, engineer, on: 380)
    try build(project, 2, 13_000, confirmed: 12_200, builder, engineer, on: 460)
    try build(project, 3, 700, builder, engineer, on: 505)
    try test(project, 1, 1, "压实度", "%", 95, least: 93, on: 470)
    try test(project, 2, 2, "压实度", "%", 91, least: 93, on: 540)
    try entry(.notice, "晴", "压实度 91%，低于 93%，限期补压后复检", 542)
    try build(project, 3, 1_300, builder, engineer, on: 590)
    try build(project, 2, 15_800, builder, engineer, on: 620)
  }

  func photo(
    _ project: String, hash: String, number: Int, at place: Problem.Place, builder: Int
  ) throws {
    let on = 625 + Int64(number)
    try site(
      .photo(
        photo: WorksPhoto(
          hash: hash, item: "DX-02", place: place, azimuth: 40 + 110 * number,
          taken: SampleDeeds.start.adding(days: on), note: "土方现场（合成）")), project, builder, on: on)
  }

  /// On time, with a change that waits for its approval.
  func tellSection(_ project: String, _ card: ProjectCard, builder: Int, engineer: Int) throws {
    let part = Money(fen: card.cost.fen / 10 * 3)
    let items = [
      item(1, "田块平整", .levelling, "m³", 15_000, card.cost - part - part, 521, 640),
      item(2, "排水沟", .ditch, "m", 3_200, part, 560, 690),
      item(3, "田间道", .fieldRoad, "m", 2_100, part, 600, 720),
    ]
    try begin(
      project, card, items, card.title, builder: builder, engineer: engineer, on: 520)
    for (number, done) in [(550, 4_000), (585, 9_600), (640, 15_000)] as [(Int64, Int64)] {
      try build(project, 1, done, builder, engineer, on: number)
    }
    try build(project, 2, 1_400, builder, engineer, on: 630)
    try build(project, 3, 650, builder, engineer, on: 645)
    var changed = items
    changed[2].quantity = WorksQuantity(thousandths: 2_350_000)
    changed[2].cost = Money(fen: part.fen / 100 * 112)
    changed[2].last = day(735)
    try site(
      .change(
        change: .init(
          id: "BG-01", title: "田间道接通村道", reason: "村民代表会议要求与村道接通，增加 250 米",
          plan: WorksPlan(
            title: card.title, builder: "works-\(padded(builder))",
            engineer: "works-\(padded(engineer))", items: changed), lessFarmland: .zero,
          movesGround: false, touchesBasicFarmland: false), rules: rules), project, builder,
      on: 660)
  }
}

extension WorkKind {
  fileprivate struct Item {
    var title: String
    var kind: WorksPlan.Kind
    var unit: String
  }

  fileprivate struct Test {
    var subject: String
    var unit: String
    var measured: Int64
    var least: Int64
  }

  /// The two items of the works of such a project, and the test of the first.
  fileprivate var works: (Item, Item, test: Test) {
    let soil = Test(subject: "耕作层厚度", unit: "cm", measured: 25, least: 20)
    let packed = Test(subject: "压实度", unit: "%", measured: 95, least: 93)
    let path = Item(title: "田间道", kind: .fieldRoad, unit: "m")
    switch self {
    case .fields, .basicFarmland, .boundary:
      return (Item(title: "表土剥离与回填", kind: .levelling, unit: "m³"), path, soil)
    case .homesteads, .workshops:
      return (
        Item(title: "覆土翻耕", kind: .levelling, unit: "m³"),
        Item(title: "旧房拆除清运", kind: .demolition, unit: "m²"), soil
      )
    case .belt:
      return (
        Item(title: "断点补植", kind: .planting, unit: "株"),
        Item(title: "林下整地", kind: .levelling, unit: "m³"),
        Test(subject: "成活率", unit: "%", measured: 92, least: 85)
      )
    case .rivers:
      return (
        Item(title: "河道拓浚", kind: .canal, unit: "m³"),
        Item(title: "生态护岸", kind: .ditch, unit: "m"), packed
      )
    case .roads:
      return (
        Item(title: "路基填筑", kind: .levelling, unit: "m³"),
        Item(title: "路面", kind: .other, unit: "m"), packed
      )
    case .resettlement, .upgrade, .facilities:
      return (
        Item(title: "房屋建筑", kind: .building, unit: "m²"),
        Item(title: "室外配套", kind: .other, unit: "m"), packed
      )
    }
  }
}
