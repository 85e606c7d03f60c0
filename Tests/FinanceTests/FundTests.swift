import Finance
import Groundwork
import Testing

/// 元.
private func yuan(_ value: Int64) -> Money { Money(fen: value * 100) }

private func line(
  _ id: String, _ side: FundLine.Side, _ phase: FundLine.Phase = .consolidation, price: Int64,
  quantity: Int64 = 1, in years: [Int: Int64], unit: FundLine.Unit = .item
) -> FundLine {
  FundLine(
    id: id, title: Localized(id), side: side, phase: phase,
    amount: .priced(price: yuan(price), unit: unit, quantity: quantity * 100, origin: .typed),
    schedule: years)
}

private func share(
  _ id: String, _ side: FundLine.Side, of: [String], millionths: Int64
) -> FundLine {
  FundLine(
    id: id, title: Localized(id), side: side, phase: .consolidation,
    amount: .share(of: of, rate: FundRate(millionths: millionths)))
}

private func plan(
  _ lines: [FundLine], _ loans: [FundLoan] = [], years: Int = 6, discount: Int64 = 50_000
) -> FundPlan {
  FundPlan(
    title: "t", priceYear: 2026, firstYear: 2026, years: years,
    discount: FundRate(millionths: discount), lines: lines, loans: loans)
}

@Suite("Published figures of project finance")
struct FundVectorTests {
  @Test("IRR: the examples of Microsoft's documentation of Excel's IRR")
  func internalRate() throws {
    let flows: [Double] = [-70_000, 12_000, 15_000, 18_000, 21_000, 26_000]
    let four = try #require(FundMetrics.internalRate(Array(flows.prefix(5))))
    let five = try #require(FundMetrics.internalRate(flows))
    #expect((four * 1000).rounded() == -21)
    #expect((five * 1000).rounded() == 87)
    #expect((FundMetrics.internalRate([-100, 110]).map { ($0 * 1e9).rounded() }) == 1e8)
  }

  @Test("IRR: flows that have two rates, or none, are not given one")
  func noRate() {
    // 10 % and 20 %: −100, 230, −132.
    #expect(FundMetrics.internalRate([-100, 230, -132]) == nil)
    #expect(FundMetrics.internalRate([100, 100]) == nil)
    #expect(FundMetrics.internalRate([0, 0]) == nil)
  }

  @Test("NPV: Microsoft's example, 10 % of −10 000, 3000, 4200, 6800 paid at year ends is 1188.44")
  func presentValue() {
    let value = FundMetrics.presentValue([0, -10_000, 3000, 4200, 6800], 0.1)
    #expect((value * 100).rounded() == 118_844)
  }

  @Test("Annuity: 100 000 over ten years at 5 % is paid off with 12 950.46 a year")
  func annuity() throws {
    let loan = FundLoan(
      id: "l", title: Localized("l"), kind: .loan, draws: [2026: yuan(100_000)],
      rate: FundRate(millionths: 50_000), repaidFrom: 2026, repaidTo: 2035, repayment: .annuity)
    let table = try FundEngine(plan([], [loan], years: 10)).table()
    let payments = zip(table.interest, table.principal).map { ($0 + $1).fen }
    // The textbook's 12 950.457 in every year, the last one clears what rounding left.
    #expect(payments.dropLast().allSatisfy { abs($0 - 1_295_046) <= 1 })
    #expect(abs((payments.last ?? 0) - 1_295_046) <= 10)
    #expect(table.principal.reduce(.zero, +) == yuan(100_000))
    #expect(table.debts[0].balance.last == .zero)
  }

  @Test("DSCR and coverage: 130 against 100 a year are 1.3 in every way")
  func cover() throws {
    let bond = FundLoan(
      id: "b", title: Localized("b"), kind: .bond, draws: [2026: yuan(300)], repaidFrom: 2027,
      repaidTo: 2029)
    let lines = [
      line("works", .cost, price: 300, in: [2026: 1]),
      line("rent", .revenue, .operation, price: 130, quantity: 3, in: [2027: 1, 2028: 1, 2029: 1]),
    ]
    let table = try FundEngine(plan(lines, [bond], years: 4)).table()
    let metrics = FundMetrics(table, plan(lines, [bond], years: 4))
    #expect(metrics.smallestCover == 1.3)
    #expect(metrics.meanCover.map { ($0 * 1e9).rounded() } == 1.3e9)
    #expect(metrics.coverage == 1.3)
    #expect(metrics.loanLifeCover.map { ($0 * 1e9).rounded() } == 1.3e9)
    #expect(metrics.carriesItself)
    #expect(metrics.payBack == 3 + 40.0 / 130)
  }

  @Test(
    "The published sensitivity of a special bond: 1.29; income −8 % 1.14, +8 % 1.45; cost +8 % 1.26, −8 % 1.33"
  )
  func sensitivity() throws {
    // Only the ratios are published; these amounts are the ones that give them.
    let bond = FundLoan(
      id: "b", title: Localized("b"), kind: .bond, draws: [2026: yuan(10_000)], repaidFrom: 2027,
      repaidTo: 2027)
    let lines = [
      line("income", .revenue, .operation, price: 19_375, in: [2027: 1]),
      line("running", .cost, .operation, price: 4_375, in: [2027: 1]),
    ]
    // Taxes that move with neither are 0.21 of the debt service.
    let engine = try FundEngine(plan(lines, [bond], years: 2))
    let fixed = 0.21
    func shown(_ coverage: Double?) -> Double {
      (((coverage ?? 0) - fixed) * 100 + 1e-9).rounded() / 100
    }
    let rows = engine.coverageTable()
    #expect(shown(rows.first { $0.percent == 0 }?.income) == 1.29)
    #expect(shown(rows.first { $0.percent == -8 }?.income) == 1.14)
    #expect(shown(rows.first { $0.percent == 8 }?.income) == 1.45)
    #expect(shown(rows.first { $0.percent == 8 }?.cost) == 1.26)
    #expect(shown(rows.first { $0.percent == -8 }?.cost) == 1.33)
  }

  @Test(
    "V-05: issue 100 in T1; repaying 60 + 40 passes, 60 + 39 fails BND-01, issuing in operation BND-02"
  )
  func bonds() throws {
    func bond(_ draws: [Int: Money]) -> FundLoan {
      FundLoan(
        id: "b", title: Localized("b"), kind: .bond, draws: draws, repaidFrom: 2028,
        repaidTo: 2029)
    }
    let lines = [
      line("works", .cost, price: 90, in: [2026: 1]),
      line("running", .cost, .operation, price: 10, in: [2028: 1]),
      line("rent", .revenue, .operation, price: 150, in: [2028: 1]),
    ]
    let bounds = BondCheck.Bounds(lastConstructionYear: 2027)
    func outcomes(_ plan: FundPlan, _ change: (inout FundTable) -> Void = { _ in }) throws
      -> [String: BondCheck.Outcome]
    {
      var table = try FundEngine(plan).table()
      change(&table)
      return Dictionary(
        uniqueKeysWithValues: BondCheck.all(plan, table, bounds).map { ($0.id, $0.outcome) })
    }
    let good = plan(lines, [bond([2026: yuan(100)])])
    #expect(try outcomes(good)["BND-01"] == .pass)
    #expect(try outcomes(good)["BND-02"] == .pass)
    let short = try outcomes(good) { table in
      table.debts[0].principal = [.zero, .zero, yuan(60), yuan(39), .zero, .zero]
    }
    #expect(short["BND-01"] == .fail)
    let late = plan(lines, [bond([2028: yuan(100)])])
    #expect(try outcomes(late)["BND-02"] == .fail)
    var capital = good
    capital.loans[0].asCapital = [2026: yuan(101)]
    #expect(try outcomes(capital)["BND-03"] == .fail)
    var idle = good
    idle.lines.remove(at: 1)
    #expect(try outcomes(idle)["BND-04"] == .fail)
    // An implausibly high coverage is refused as well as a low one.
    #expect(try outcomes(good)["BND-05"] == .pass)
    var rich = good
    rich.lines[2] = line("rent", .revenue, .operation, price: 5000, in: [2028: 1])
    #expect(try outcomes(rich)["BND-05"] == .fail)
    #expect(try outcomes(plan(lines))["BND-01"] == .undecidable)
  }
}

@Suite("The table of a fund plan")
struct FundTableTests {
  private var district: FundPlan {
    plan(
      [
        line("works", .cost, price: 45_000, quantity: 1000, in: [2026: 2, 2027: 1], unit: .mu),
        share("reserve", .cost, of: ["works"], millionths: 60_000),
        line(
          "quota", .revenue, .transfer, price: 90_000, quantity: 900, in: [2027: 1, 2028: 2],
          unit: .mu),
        share("levy", .cost, of: ["quota"], millionths: 200_000),
        line(
          "upkeep", .cost, .operation, price: 100, quantity: 5000, in: [2028: 1, 2029: 1, 2030: 1]),
      ],
      [
        FundLoan(
          id: "own", title: Localized("own"), kind: .capital, draws: [2026: yuan(100_000)]),
        FundLoan(
          id: "bank", title: Localized("bank"), kind: .loan, draws: [2026: yuan(400_000)],
          rate: FundRate(millionths: 41_000), repaidFrom: 2028, repaidTo: 2030),
      ])
  }

  @Test("Each row by hand: areas in 0.01 m² at prices a 亩, shares, interest and principal to the 分")
  func byHand() throws {
    let table = try FundEngine(district).table()
    // 1000 m² = 1.5 亩; two thirds in the first year: 66 667 of 100 000 hundredths.
    let works: Int64 = (4_500_000 * 66_667 * 3 + 100_000) / 200_000
    #expect(table.lines[0][0].fen == works)
    // Every year is rounded to its own 分.
    #expect(abs(table.lines[0].reduce(.zero, +).fen - 6_750_000) <= 1)
    #expect(table.lines[1][0] == FundRate(millionths: 60_000).of(table.lines[0][0]))
    #expect(table.lines[3][2] == FundRate(millionths: 200_000).of(table.lines[2][2]))
    let bank = table.debts[1]
    #expect(bank.interest[0] == yuan(16_400))
    #expect(bank.principal[2] == Money(fen: 13_333_333))
    #expect(bank.principal.reduce(.zero, +) == yuan(400_000))
    #expect(bank.balance.last == .zero)
    #expect(table.debts[0].interest.allSatisfy { $0 == .zero })
    for year in 0..<table.years {
      let flow =
        table.revenue[year] - table.cost[year] + table.drawn[year]
        - table.interest[year] - table.principal[year]
      #expect(table.net[year] == flow)
    }
    #expect(table.cumulative.last == table.net.reduce(.zero, +))
  }

  @Test("The break-even price makes the value zero, one 分 less does not")
  func breakEven() throws {
    var plan = district
    let engine = try FundEngine(plan)
    let found = try #require(BreakEven(engine, line: 2))
    let price = try #require(found.forValue)
    func value(_ fen: Int64) throws -> Double {
      plan.lines[2].amount = .priced(
        price: Money(fen: fen), unit: .mu, quantity: 90_000, origin: .typed)
      let flows = try FundEngine(plan).table().operating.map { Double($0.fen) }
      return FundMetrics.presentValue(flows, plan.discount.value)
    }
    // Rounding of rows to the 分 leaves at most half a 分 a row and year.
    #expect(try abs(value(price.fen)) < 30)
    #expect(try value(price.fen + 100) > 0)
    #expect(try value(price.fen - 100) < 0)
    let cash = try #require(found.forCash)
    plan.lines[2].amount = .priced(price: cash, unit: .mu, quantity: 90_000, origin: .typed)
    #expect(try FundEngine(plan).table().lowest.cash >= Money(fen: -30))
    plan.lines[2].amount = .priced(
      price: Money(fen: cash.fen - 10_000), unit: .mu, quantity: 90_000, origin: .typed)
    #expect(try FundEngine(plan).table().lowest.cash < .zero)
  }

  @Test("A delay moves amounts and loses none; a price moves its row and the shares of it")
  func shocks() throws {
    let engine = try FundEngine(district)
    let base = engine.table()
    let late = engine.table(FundShock(delays: [.transfer: 2]))
    let moved = [Money.zero, .zero, .zero] + Array(base.lines[2][1...3])
    #expect(late.lines[2] == moved)
    #expect(late.lines[2].reduce(.zero, +) == base.lines[2].reduce(.zero, +))
    let far = engine.table(FundShock(delays: [.transfer: 50]))
    #expect(far.lines[2].last == base.lines[2].reduce(.zero, +))
    let dear = engine.table(FundShock(prices: ["quota": 1_100_000]))
    let raised = rounded(base.lines[2][2].fen * 11, 10)
    #expect(dear.lines[2][2].fen == raised)
    #expect(dear.lines[0] == base.lines[0])
    let rise = engine.table(FundShock(interest: FundRate(millionths: 10_000)))
    #expect(rise.interest[0] == yuan(20_400))
  }

  private func rounded(_ value: Int64, _ by: Int64) -> Int64 { (value + by / 2) / by }

  @Test("A simulation is the same for its seed, and its spread is what the spans allow")
  func simulation() throws {
    let engine = try FundEngine(district)
    let spans = [
      "quota": FundSpan(least: 800_000, likeliest: 1_000_000, most: 1_100_000),
      "works": FundSpan(least: 950_000, likeliest: 1_000_000, most: 1_200_000),
    ]
    let clock = ContinuousClock()
    var one = engine.simulation(runs: 1, seed: 1, spans: spans)
    let time = clock.measure {
      one = engine.simulation(runs: 10_000, seed: 7, spans: spans, delayChance: 200_000)
    }
    #expect(time < .seconds(20))
    #expect(one == engine.simulation(runs: 10_000, seed: 7, spans: spans, delayChance: 200_000))
    #expect(one != engine.simulation(runs: 10_000, seed: 8, spans: spans, delayChance: 200_000))
    #expect(one.histogram.reduce(0, +) == 10_000)
    let best = FundMetrics(
      engine.table(FundShock(prices: ["quota": 1_100_000, "works": 950_000])), district
    ).presentValue
    #expect(one.most <= best)
    #expect(one.percentiles == one.percentiles.sorted())
    let still = engine.simulation(runs: 50, seed: 1, spans: [:])
    #expect(still.least == still.most)
    #expect(still.mean == FundMetrics(engine.table(), district).presentValue)
  }

  @Test("The tornado is ordered by the length of its bars")
  func tornado() throws {
    let bars = try FundEngine(district).tornado()
    #expect(bars.map(\.spread) == bars.map(\.spread).sorted(by: >))
    #expect(bars.first?.driver == "price:upkeep")
    let phases: Set<String> = ["delay:consolidation", "delay:transfer", "delay:operation"]
    #expect(phases.isSubset(of: bars.map(\.driver)))
  }

  @Test("The price of a delay: what the table says with the phase later, on top of other changes")
  func delays() throws {
    let engine = try FundEngine(district)
    let cheap = FundShock(prices: ["upkeep": 900_000], delays: [.transfer: 1])
    for shock in [FundShock(), cheap] {
      let before = FundMetrics(engine.table(shock), district)
      let found = engine.delays(upTo: 2, under: shock)
      #expect(
        found.map(\.phase) == [
          .consolidation, .consolidation, .transfer, .transfer, .operation, .operation,
        ])
      for delay in found {
        var late = shock
        late.delays[delay.phase] = (shock.delays[delay.phase] ?? 0) + delay.years
        let after = FundMetrics(engine.table(late), district)
        #expect(before.presentValue + delay.value == after.presentValue)
        #expect(before.lowestCash + delay.cashChange == after.lowestCash)
        #expect(delay.lowestYear == after.lowestYear)
      }
    }
    // Around changed assumptions the bars are those of the changed plan.
    let base = FundMetrics(engine.table(cheap), district).presentValue
    let bars = engine.tornado(under: cheap)
    #expect(bars.filter { $0.driver.hasPrefix("delay:") }.allSatisfy { $0.high == base })
  }

  @Test("A mode draws what the district needs, split by its sources to the 分")
  func modes() throws {
    let engine = try FundEngine(district)
    let table = engine.table()
    let plan = district.financed(
      by: [.capital: 25, .bond: 45, .loan: 30], rates: [.bond: FundRate(millionths: 28_000)],
      table: table)
    let financed = try FundEngine(plan).table()
    // Until principal is due, the draws pay what is lacking and their own interest, to some 分. This
    // district loses money every year, so principal is due, and lacking, in the last one.
    let repaid = try #require(plan.loans.map(\.repaidFrom).min()) - plan.firstYear
    #expect(repaid == plan.years - 1)
    #expect(financed.interest[0] > .zero)
    #expect(financed.cumulative[repaid] < .zero)
    for year in 0..<repaid {
      #expect(financed.cumulative[year] >= .zero)
      #expect(financed.drawn[year] == .zero || financed.cumulative[year] < Money(fen: 10))
    }
    #expect(financed.debts[1].balance.last == .zero)
    #expect(
      FinancingMode.suggested(
        funds: .weak, skill: .weak, balance: 1.1, userPays: 0.2, needsSubsidy: false)
        == .investorEPC)
    #expect(
      FinancingMode.suggested(
        funds: .weak, skill: .weak, balance: 0.9, userPays: 0.2, needsSubsidy: false)
        == .concession)
    #expect(FinancingMode.partnership.flags.first?.zh.contains("2023") == true)
  }

  @Test("What is wrong with a plan is refused, with the row")
  func faults() {
    func code(_ change: (inout FundPlan) -> Void) -> String? {
      var plan = district
      change(&plan)
      do {
        _ = try FundEngine(plan)
        return nil
      } catch { return (error as? Diagnostic)?.code }
    }
    #expect(code { _ in } == nil)
    #expect(code { $0.years = 0 } == "fund.years")
    #expect(code { $0.lines.swapAt(0, 1) } == "fund.share")
    #expect(code { $0.lines.append($0.lines[0]) } == "fund.twice")
    #expect(code { $0.lines[0].schedule = [:] } == "fund.schedule")
    #expect(code { $0.lines[0].schedule = [2050: 1] } == "fund.schedule")
    #expect(code { $0.loans[1].repaidTo = 2050 } == "fund.repayment")
    #expect(code { $0.loans[1].draws[2029] = yuan(1) } == "fund.repayment")
  }
}

@Suite("Shares that add up")
struct SharingTests {
  @Test(
    "Every total and every list of small weights: parts add up, and none is off by a whole unit")
  func split() {
    for total in [0, 1, 7, 100, -13] as [Int64] {
      for a in 0...4 as ClosedRange<Int64> {
        for b in 0...4 as ClosedRange<Int64> {
          for c in 0...4 as ClosedRange<Int64> {
            let weights = [a, b, c]
            let parts = LargestRemainder.split(total, by: weights)
            let sum = a + b + c
            #expect(parts.reduce(0, +) == (sum == 0 ? 0 : total))
            for (part, weight) in zip(parts, weights) where sum > 0 {
              #expect(abs(part * sum - total * weight) < sum)
            }
          }
        }
      }
    }
  }
}
