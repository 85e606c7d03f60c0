import Finance
import Groundwork
import Spreadsheets

extension FundWorkbook {
  /// Plan, actual and their difference of the years that have begun; plan and sums are formulas, so a
  /// price that is changed shows what it does to the difference.
  func actualSheet(_ actuals: FundActuals) -> Sheet {
    let years = (0..<actuals.yearsBegun).map { year in
      Cell.number(Double(actuals.firstYear + year), format: "0")
    }
    var rows: [[Cell]] = [
      [.text("编号"), .text("名称"), .text("元")] + years + [.text("至今")]
    ]
    for (index, row) in actuals.lines.enumerated() {
      rows += three(
        row, titled: plan.lines[index].title.zh, planRow: Self.firstLine + index,
        at: rows.count + 1)
    }
    for (index, row) in actuals.draws.enumerated() {
      rows += three(
        row, titled: plan.loans[index].title.zh + " 到位", planRow: drawRow(index),
        at: rows.count + 1)
    }
    return Sheet(name: "实际", rows: rows, frozenRows: 1, frozenColumns: 3)
  }

  /// Plan, actual and difference of a row; `first` is the number of the first of them in Excel.
  private func three(
    _ row: FundActuals.Row, titled title: String, planRow: Int, at first: Int
  ) -> [[Cell]] {
    let count = row.actual?.count ?? 0
    let planned = Array(row.planned.prefix(actualYears))
    var plan: [Cell] = [.text(row.id), .text(title), .text("计划")]
    for (year, amount) in planned.enumerated() {
      plan.append(formula("=平衡表!\(column(year))\(planRow)", amount))
    }
    plan.append(total(planned, first))
    guard let actual = row.actual, count > 0 else {
      let none = Array(repeating: Cell.text("–"), count: planned.count + 1)
      return [plan, [.empty, .empty, .text("实际")] + none]
    }
    var real: [Cell] = [.empty, .empty, .text("实际")]
    for amount in actual { real.append(.money(amount)) }
    real.append(total(actual, first + 1))
    var difference: [Cell] = [.empty, .empty, .text("差额")]
    let sums = [planned, actual].map { $0.reduce(Money.zero, +) }
    for year in 0...count {
      let c = column(year, from: 3)
      let amount = year < count ? actual[year] - planned[year] : sums[1] - sums[0]
      difference.append(formula("=\(c)\(first + 1)-\(c)\(first)", amount))
    }
    return [plan, real, difference]
  }

  private var actualYears: Int { actuals?.yearsBegun ?? 0 }

  private func total(_ amounts: [Money], _ row: Int) -> Cell {
    guard !amounts.isEmpty else { return .money(.zero) }
    let (a, z) = (column(0, from: 3), column(amounts.count - 1, from: 3))
    return formula("=SUM(\(a)\(row):\(z)\(row))", amounts.reduce(.zero, +))
  }

  /// The row of a loan's draws in the balance table.
  private func drawRow(_ loan: Int) -> Int { Self.firstLine + plan.lines.count + 3 + loan * 4 }
}
