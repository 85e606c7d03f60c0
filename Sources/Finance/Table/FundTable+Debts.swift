import Groundwork

/// What is drawn, owed and paid back.
extension FundEngine {
  /// Debts that are repaid by schedule, and then those repaid from the cash that the year leaves, in the
  /// order of the plan. O(loans × years).
  func debts(_ more: FundRate, operating: [Money]) -> [FundTable.Debt] {
    var debts = plan.loans.map { $0.isByCash ? empty : debt($0, more) }
    let swept = plan.loans.indices.filter { plan.loans[$0].isByCash }
    if swept.isEmpty { return debts }
    var owed = [Money](repeating: .zero, count: plan.loans.count)
    var cash = Money.zero
    for index in 0..<plan.years {
      let year = plan.firstYear + index
      cash += operating[index]
      for place in plan.loans.indices where !plan.loans[place].isByCash {
        let debt = debts[place]
        cash = cash + debt.draws[index] - debt.interest[index] - debt.principal[index]
      }
      for place in swept {
        let draw = plan.loans[place].draws[year] ?? .zero
        owed[place] += draw
        let interest = rate(of: plan.loans[place], more).of(owed[place])
        debts[place].draws[index] = draw
        debts[place].interest[index] = interest
        cash = cash + draw - interest
      }
      for place in swept {
        let loan = plan.loans[place]
        if (loan.repaidFrom...max(loan.repaidFrom, loan.repaidTo)).contains(year) {
          let payment =
            year >= loan.repaidTo ? owed[place] : min(owed[place], max(cash, .zero))
          debts[place].principal[index] = payment
          owed[place] = owed[place] - payment
          cash = cash - payment
        }
        debts[place].balance[index] = owed[place]
      }
    }
    return debts
  }

  private var empty: FundTable.Debt {
    let zero = [Money](repeating: .zero, count: plan.years)
    return FundTable.Debt(draws: zero, interest: zero, principal: zero, balance: zero)
  }

  private func rate(of loan: FundLoan, _ more: FundRate) -> FundRate {
    FundRate(millionths: max(0, loan.rate.millionths + more.millionths))
  }

  /// Interest is due on what is owed at the beginning of a year with the draws of the year, and paid in
  /// the year; so is interest in construction (建设期利息).
  private func debt(_ loan: FundLoan, _ more: FundRate) -> FundTable.Debt {
    var debt = empty
    let rate = rate(of: loan, more)
    var owed = Money.zero
    for index in 0..<plan.years {
      let year = plan.firstYear + index
      let draw = loan.draws[year] ?? .zero
      debt.draws[index] = draw
      guard loan.kind != .capital else { continue }
      owed += draw
      debt.interest[index] = rate.of(owed)
      if (loan.repaidFrom...max(loan.repaidFrom, loan.repaidTo)).contains(year) {
        let left = Int64(loan.repaidTo - year + 1)
        let payment = FundEngine.principal(loan.repayment, owed, rate, left)
        debt.principal[index] = payment
        owed = owed - payment
      }
      debt.balance[index] = owed
    }
    return debt
  }

  /// The principal of a year of which, with it, `left` instalments are to come; the last clears the debt.
  static func principal(
    _ method: FundLoan.Repayment, _ owed: Money, _ rate: FundRate, _ left: Int64
  ) -> Money {
    if left <= 1 { return owed }
    switch method {
    // What is paid by cash is not known from the loan alone: see ``debts(_:operating:)``.
    case .bullet, .byCash: return .zero
    case .equalPrincipal: return Money(fen: rounded(Int128(owed.fen), Int128(left)))
    case .annuity:
      guard rate > .zero else { return Money(fen: rounded(Int128(owed.fen), Int128(left))) }
      // Level payment A = P·r / (1 − (1+r)⁻ⁿ); its principal part is A − P·r.
      let growth = FundMetrics.power(1 + rate.value, Int(left))
      let principal = Double(owed.fen) * rate.value / (growth - 1)
      return Money(fen: Int64(principal.rounded(.toNearestOrAwayFromZero)))
    }
  }
}
