import EventLog
import Governance
import Groundwork
import TestSupport
import Testing

/// A day of 2026 by its month and day of month.
private func day(_ text: String) -> Timestamp {
  Timestamp(iso8601: "2026-" + text) ?? Timestamp(milliseconds: 0)
}

private enum Who: String {
  case owner = "platform.1"
  case builder = "works.1"
  case engineer = "jianli.1"
  case office = "city.1"
  case lab = "lab.1"

  var role: String {
    switch self {
    case .owner: "platform"
    case .builder, .engineer: "implementer"
    case .office, .lab: "reviewer"
    }
  }
}

private func item(
  _ id: String, _ quantity: Int64, _ yuan: Int64, _ first: String, _ last: String
) -> WorksPlan.Item {
  WorksPlan.Item(
    id: id, title: id, kind: .canal, unit: "m",
    quantity: WorksQuantity(thousandths: quantity * 1000), cost: Money(fen: yuan * 100),
    first: day(first), last: day(last))
}

private let plan = WorksPlan(
  title: "一标段", builder: "works", engineer: "jianli",
  items: [item("A", 100, 1000, "01-01", "01-10"), item("B", 50, 500, "01-06", "01-25")])

private let noRules = WorksRules(costMillionths: nil, delayDays: nil, lessFarmland: nil)

/// Works with the acts that were let in.
private struct Site {
  var works = Works()
  var version: Int64 = 0

  mutating func act(_ act: WorksAct, _ who: Who, on text: String) throws {
    let time = day(text).adding(seconds: 36_000)
    let person = who.rawValue
    try WorksDecider.advance(
      &works, version: &version, WorksOrder(act, day: day(text)),
      by: DeedContext(
        actor: Actor(
          person: person, name: person, role: who.role,
          organisation: String(person.prefix { $0 != "." })), time: time))
  }

  /// The code of the refusal; `nil` where the act was let in.
  mutating func refusal(_ act: WorksAct, _ who: Who, on text: String) -> String? {
    do {
      try self.act(act, who, on: text)
      return nil
    } catch let fault as Diagnostic {
      return fault.code
    } catch {
      return "\(error)"
    }
  }

  mutating func report(_ item: String, _ quantity: Int64, on text: String) throws {
    try act(
      .report(item: item, quantity: WorksQuantity(thousandths: quantity * 1000), note: ""),
      .builder, on: text)
  }

  mutating func confirm(_ item: String, _ quantity: Int64, on text: String) throws {
    try act(
      .confirm(item: item, quantity: WorksQuantity(thousandths: quantity * 1000), note: "核"),
      .engineer, on: text)
  }

  /// Planned, contracted and begun on the first of January.
  static func begun() throws -> Site {
    var site = Site()
    try site.act(.plan(plan: plan), .owner, on: "01-01")
    for (id, kind) in [("S", WorksContract.Kind.construction), ("J", .engineer)] {
      try site.act(
        .contract(
          contract: WorksContract(
            id: id, kind: kind, title: id, party: id, amount: Money(fen: 100),
            signed: day("01-01"), reason: "限额以下")), .owner, on: "01-01")
    }
    try site.act(.start(note: ""), .owner, on: "01-01")
    return site
  }
}

private func test(_ id: String, _ measured: Int64, on text: String) -> WorksAct {
  .test(
    test: WorksTest(
      id: id, item: "A", subject: "厚度", unit: "cm", measured: measured, least: 20, most: nil,
      laboratory: "lab", day: day(text)))
}

@Suite("Works of a project") struct WorksTests {
  @Test func theBuilderReportsAndTheEngineerConfirms() throws {
    var site = try Site.begun()
    let half = WorksAct.report(item: "A", quantity: WorksQuantity(thousandths: 40_000), note: "")
    #expect(site.refusal(half, .engineer, on: "01-03") == "works.not-yours")
    #expect(site.refusal(half, .owner, on: "01-03") == "works.not-yours")
    #expect(site.refusal(half, .builder, on: "01-03") == nil)
    #expect(site.refusal(half, .builder, on: "01-04") == "works.quantity")
    let sure = WorksAct.confirm(
      item: "A", quantity: WorksQuantity(thousandths: 40_000), note: "")
    #expect(site.refusal(sure, .builder, on: "01-04") == "works.not-yours")
    let more = WorksAct.confirm(
      item: "A", quantity: WorksQuantity(thousandths: 40_001), note: "")
    #expect(site.refusal(more, .engineer, on: "01-04") == "works.confirmed")
    #expect(site.refusal(sure, .engineer, on: "01-02") == "works.backdated")
    #expect(site.refusal(sure, .engineer, on: "01-04") == nil)
    #expect(throws: Diagnostic.self) { try site.report("A", 101, on: "01-05") }
    #expect(throws: Diagnostic.self) { try site.report("C", 1, on: "01-05") }
  }

  @Test func aFailedTestHoldsTheItemBackUntilItIsPassed() throws {
    var site = try Site.begun()
    try site.report("A", 100, on: "01-05")
    #expect(site.refusal(test("1", 19, on: "01-05"), .builder, on: "01-05") == "works.own-work")
    try site.act(test("1", 19, on: "01-05"), .lab, on: "01-05")
    let whole = WorksAct.confirm(
      item: "A", quantity: WorksQuantity(thousandths: 100_000), note: "")
    #expect(site.refusal(whole, .engineer, on: "01-06") == "works.test-open")
    try site.confirm("A", 99, on: "01-06")
    try site.act(test("2", 20, on: "01-07"), .lab, on: "01-07")
    try site.confirm("A", 100, on: "01-07")
    #expect(site.refusal(.finish(note: ""), .owner, on: "01-08") == "works.unfinished")
    try site.report("B", 50, on: "01-08")
    try site.confirm("B", 50, on: "01-08")
    try site.act(.finish(note: ""), .owner, on: "01-08")
    #expect(site.works.phase == .finished)
  }

  @Test func aStopOrderStopsTheReports() throws {
    var site = try Site.begun()
    func log(_ kind: WorksEntry.Kind) -> WorksAct {
      .log(kind: kind, weather: "雨", workers: 3, text: "汛情")
    }
    #expect(site.refusal(log(.resume), .engineer, on: "01-02") == "works.phase")
    #expect(site.refusal(log(.stop), .builder, on: "01-02") == "works.not-yours")
    try site.act(log(.stop), .engineer, on: "01-02")
    let some = WorksAct.report(item: "A", quantity: WorksQuantity(thousandths: 1), note: "")
    #expect(site.refusal(some, .builder, on: "01-03") == "works.phase")
    try site.act(log(.resume), .engineer, on: "01-04")
    #expect(site.refusal(some, .builder, on: "01-04") == nil)
  }

  @Test func aTenderNeedsThreeBidsAndTheContractFollowsTheAward() throws {
    var site = Site()
    try site.act(.plan(plan: plan), .owner, on: "01-01")
    let terms = WorksTender.Terms(id: "T", title: "施工", way: .open, ceiling: Money(fen: 1000))
    try site.act(.announce(tender: terms), .owner, on: "01-02")
    let bids = [("甲", Int64(900)), ("乙", 950), ("丙", 1100)].map {
      WorksTender.Bid(bidder: $0.0, price: Money(fen: $0.1))
    }
    let few = WorksAct.open(tender: "T", bids: Array(bids.prefix(2)))
    #expect(site.refusal(few, .owner, on: "01-20") == "works.few-bids")
    try site.act(.open(tender: "T", bids: bids), .owner, on: "01-20")
    func award(_ bidder: String, _ reason: String = "") -> WorksAct {
      .award(tender: "T", bidder: bidder, reason: reason)
    }
    #expect(site.refusal(award("丁"), .owner, on: "01-21") == "works.no-bid")
    #expect(site.refusal(award("丙", "优"), .owner, on: "01-21") == "works.ceiling")
    #expect(site.refusal(award("乙"), .owner, on: "01-21") == "works.text")
    try site.act(award("乙", "综合评分第一"), .owner, on: "01-21")
    func contract(_ party: String, _ fen: Int64, signed: String) -> WorksAct {
      .contract(
        contract: WorksContract(
          id: "S", kind: .construction, title: "施工", party: party, amount: Money(fen: fen),
          signed: day(signed), tender: "T"))
    }
    for wrong in [
      contract("甲", 950, signed: "01-22"), contract("乙", 900, signed: "01-22"),
      contract("乙", 950, signed: "01-20"),
    ] { #expect(site.refusal(wrong, .owner, on: "01-22") == "works.not-awarded") }
    try site.act(contract("乙", 950, signed: "01-22"), .owner, on: "01-22")
    // Without the supervising engineer nothing begins.
    #expect(site.refusal(.start(note: ""), .owner, on: "01-23") == "works.not-contracted")
  }

  @Test(arguments: [
    // Rules, more yuan, more days, less farmland (nil: not stated), whether it goes back.
    (noRules, Int64(0), Int64(0), Int64?(0), false), (noRules, 1, 0, 0, true),
    (noRules, 0, 1, 0, true), (noRules, 0, 0, nil, true), (noRules, 0, 0, 1, true),
    (WorksRules(costMillionths: 50_000, delayDays: 5, lessFarmland: .zero), 75, 5, 0, false),
    (WorksRules(costMillionths: 50_000, delayDays: 5, lessFarmland: .zero), 76, 0, 0, true),
    (WorksRules(costMillionths: 50_000, delayDays: 5, lessFarmland: .zero), -76, 0, 0, true),
    (WorksRules(costMillionths: 50_000, delayDays: 5, lessFarmland: .zero), 0, 6, 0, true),
    (WorksRules(costMillionths: 50_000, delayDays: 5, lessFarmland: .zero), 0, 0, 1, true),
  ])
  func whatIsUnknownOrBeyondAThresholdGoesBack(
    rules: WorksRules, yuan: Int64, days: Int64, less: Int64?, goesBack: Bool
  ) throws {
    var site = try Site.begun()
    var changed = plan
    changed.title = "一标段（调整）"
    changed.items[0].cost = Money(fen: changed.items[0].cost.fen + yuan * 100)
    changed.items[1].last = changed.items[1].last.adding(days: days)
    let change = WorksAct.change(
      change: .init(
        id: "BG", title: "调整", reason: "村民要求", plan: changed,
        lessFarmland: less.map(Area.init(hundredths:)), movesGround: false,
        touchesBasicFarmland: false), rules: rules)
    try site.act(change, .builder, on: "01-05")
    #expect(site.works.change("BG")?.scale.goesBack == goesBack)
    #expect(site.refusal(change, .builder, on: "01-05") == "works.change")
    let approve = WorksAct.approve(change: "BG", basis: "〔2026〕1号")
    #expect(site.refusal(approve, .builder, on: "01-06") == "works.own-work")
    #expect(site.refusal(approve, .engineer, on: "01-06") == "works.own-work")
    #expect(
      site.refusal(approve, .owner, on: "01-06") == (goesBack ? "works.goes-back" : nil))
    if goesBack { try site.act(approve, .office, on: "01-06") }
    #expect(site.works.plan == changed)
  }

  @Test func aChangeNeverHoldsLessThanIsDone() throws {
    var site = try Site.begun()
    try site.report("A", 60, on: "01-03")
    var less = plan
    less.items[0].quantity = WorksQuantity(thousandths: 59_000)
    let change = WorksAct.change(
      change: .init(
        id: "BG", title: "核减", reason: "-", plan: less, lessFarmland: .zero,
        movesGround: false, touchesBasicFarmland: false), rules: noRules)
    #expect(site.refusal(change, .owner, on: "01-04") == "works.done")
  }

  /// Planned: A earns 100 yuan a day from the 1st, B 25 a day from the 6th.
  @Test func theCurveIsTheSumOfItsItems() throws {
    var site = try Site.begun()
    try site.report("A", 30, on: "01-05")
    try site.confirm("A", 20, on: "01-06")
    let outlook = try #require(WorksOutlook(site.works, on: day("01-08").dayNumber))
    #expect(outlook.planned == Money(fen: (800 + 75) * 100))
    #expect(outlook.reported == Money(fen: 300 * 100))
    #expect(outlook.confirmed == Money(fen: 200 * 100))
    // A: 20 of 100 in the 8 days since it was to begin, so 32 days more; B, not begun, takes its 20 days.
    #expect(outlook.items.map(\.end) == [day("02-09").dayNumber, day("01-28").dayNumber])
    #expect(outlook.delay == 15)
    #expect(outlook.performance == Int64(228_571))
    #expect(outlook.points.first?.planned == .zero && outlook.points.last?.planned == plan.cost)
    #expect(outlook.expectedByYear.values.reduce(.zero, +) == plan.cost)
    #expect(outlook.plannedByYear == [2026: plan.cost])
  }

  /// Random acts of random people: whatever is let in keeps the laws, told from the state alone.
  @Test func theLawsHoldWhateverPeopleTry() throws {
    var random = SplitMix(state: 20)
    var accepted = 0
    for _ in 0..<20 {
      var site = try Site.begun()
      for number in 2...31 {
        let text = number < 10 ? "01-0\(number)" : "01-\(number)"
        let who = [Who.owner, .builder, .engineer, .office, .lab][Int(random.next() % 5)]
        let id = random.next() % 2 == 0 ? "A" : "B"
        let quantity = WorksQuantity(thousandths: Int64(random.next() % 120) * 1000)
        let act: WorksAct =
          switch random.next() % 6 {
          case 0, 1: .report(item: id, quantity: quantity, note: "")
          case 2, 3: .confirm(item: id, quantity: quantity, note: "核")
          case 4: test("\(number)", Int64(random.next() % 40), on: text)
          default:
            .log(
              kind: random.next() % 2 == 0 ? .stop : .resume, weather: "", workers: 0, text: "-")
          }
        let before = site.works
        if site.refusal(act, who, on: text) != nil {
          #expect(site.works == before)
          continue
        }
        accepted += 1
        for item in plan.items {
          let (said, sure) = (site.works.reported[item.id], site.works.confirmed[item.id])
          #expect(sure ?? .zero <= said ?? .zero && said ?? .zero <= item.quantity)
        }
        if case .report = act { #expect(who == .builder && before.phase == .underway) }
        if case .confirm = act { #expect(who == .engineer) }
        if case .test = act { #expect(who != .builder) }
      }
    }
    #expect(accepted > 50)
  }

  @Test func whatIsOfferedIsLetIn() throws {
    let site = try Site.begun()
    let time = day("01-05").adding(seconds: 36_000)
    func steps(_ who: Who) -> Set<WorksStep> {
      Set(
        WorksDecider.steps(
          on: site.works,
          by: DeedContext(
            actor: Actor(
              person: who.rawValue, name: "", role: who.role,
              organisation: String(who.rawValue.prefix { $0 != "." })), time: time)))
    }
    #expect(steps(.builder) == [.report, .photo, .change])
    #expect(steps(.engineer) == [.test, .log, .stop, .photo])
    #expect(steps(.owner) == [.announce, .contract, .test, .photo, .change])
    #expect(steps(.office) == [.test, .photo])
  }
}
