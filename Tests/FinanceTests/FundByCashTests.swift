import Finance
import Groundwork
import Testing

/// 元.
private func yuan(_ value: Int64) -> Money { Money(fen: value * 100) }

private func line(
  _ id: String, _ side: FundLine.Side, _ phase: FundLine.Phase, price: Int64,
  in years: [Int: Int64]
) -> FundLine {
  FundLine(
    id: id, title: Localized(id), side: side, phase: phase,
    amount: .priced(
      price: yuan(price), unit: .item, quantity: Int64(years.count) * 100, origin: .typed),
    schedule: years)
}

@Suite("Loans repaid by cash")
struct FundByCashTests {
  @Test("By cash: loans take what a year leaves, in their order, and the last year clears them")
  func byCash() throws {
    func district(rent: Int64) -> FundPlan {
      let first = FundLoan(
        id: "a", title: Localized("a"), kind: .loan, draws: [2026: yuan(1000)],
        rate: FundRate(millionths: 100_000), repaidFrom: 2027, repaidTo: 2029, repayment: .byCash)
      let second = FundLoan(
        id: "b", title: Localized("b"), kind: .eod, draws: [2026: yuan(100)], repaidFrom: 2027,
        repaidTo: 2029, repayment: .byCash)
      return FundPlan(
        title: "t", priceYear: 2026, firstYear: 2026, years: 4,
        discount: FundRate(millionths: 50_000),
        lines: [
          line("works", .cost, .consolidation, price: 900, in: [2026: 1]),
          line(
            "rent", .revenue, .operation, price: rent,
            in: [2027: 1, 2028: 1, 2029: 1]),
        ], loans: [first, second])
    }
    let table = try FundEngine(district(rent: 600)).table()
    #expect(table.debts[0].interest == [100, 100, 40, 0].map(yuan))
    #expect(table.debts[0].principal == [0, 600, 400, 0].map(yuan))
    #expect(table.debts[1].principal == [0, 0, 100, 0].map(yuan))
    #expect(table.cumulative == [100, 0, 60, 660].map(yuan))
    // Too little: the last year clears both all the same, and says so by cash below zero.
    let poor = try FundEngine(district(rent: 10)).table()
    #expect(poor.debts[0].principal == [0, 10, 0, 990].map(yuan))
    #expect(poor.debts[1].principal == [0, 0, 0, 100].map(yuan))
    #expect(poor.lowest.cash < .zero)
    var plan = district(rent: 600)
    let price = try #require(try BreakEven(FundEngine(plan), line: 1)?.forCash)
    for (fen, holds) in [(price.fen, true), (price.fen - 1, false)] {
      plan.lines[1].amount = .priced(
        price: Money(fen: fen), unit: .item, quantity: 300, origin: .typed)
      #expect(try (FundEngine(plan).table().lowest.cash >= .zero) == holds)
    }
  }
}
