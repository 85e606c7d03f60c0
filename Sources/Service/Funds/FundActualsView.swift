import EventLog
import Finance
import Groundwork

/// What really happened beside a fund plan, as the page shows it; money in 分.
struct FundActualsView: Encodable {
  struct Row: Encodable {
    var id: String
    var title: Localized
    /// cost, revenue or draw.
    var side: String
    var planned: [Money]
    @Nullable var actual: [Money]?
  }

  var name: String
  var title: String
  var firstYear: Int
  var yearsBegun: Int
  var day: String
  var rows: [Row]
  var unplanned: Money
  var otherSources: Money
  var otherIncome: Money

  init(_ actuals: FundActuals, _ plan: FundPlan, name: String, today: Timestamp) {
    self.name = name
    title = plan.title
    firstYear = actuals.firstYear
    yearsBegun = actuals.yearsBegun
    day = today.day
    rows =
      zip(plan.lines, actuals.lines).map { line, row in
        Row(
          id: line.id, title: line.title, side: line.side.rawValue, planned: row.planned,
          actual: row.actual)
      }
      + zip(plan.loans, actuals.draws).map { loan, row in
        Row(
          id: loan.id, title: loan.title, side: "draw", planned: row.planned, actual: row.actual)
      }
    unplanned = actuals.unplanned
    otherSources = actuals.otherSources
    otherIncome = actuals.otherIncome
  }
}
