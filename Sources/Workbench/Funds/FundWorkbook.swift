import Finance
import Foundation
import Groundwork
import Spreadsheets

/// A fund plan as a workbook whose table is made of live formulas: whoever changes a price sees the
/// same cash line as the program.
public struct FundWorkbook {
  private let report: FundReport
  let actuals: FundActuals?
  var plan: FundPlan { report.plan }
  private static let firstYearColumn = 2

  /// - Parameter actuals: what really happened, for a sheet of its own.
  public init(_ report: FundReport, actuals: FundActuals? = nil) {
    self.report = report
    self.actuals = actuals
  }

  public var workbook: Workbook {
    Workbook(
      title: plan.title,
      sheets: [
        Sheet(
          name: "平衡表", rows: table, frozenRows: 2, frozenColumns: 2),
        Sheet(name: "单价", rows: prices, frozenRows: 1),
        Sheet(name: "数量", rows: quantities, frozenRows: 1),
        Sheet(name: "融资", rows: loans, frozenRows: 1),
      ] + (actuals.map { [actualSheet($0)] } ?? []))
  }

  /// The bytes of the `.xlsx` file.
  /// - Throws: Diagnostics of writing a workbook.
  public func bytes() throws -> [UInt8] { try workbook.bytes() }

  // MARK: Inputs

  private var prices: [[Cell]] {
    var rows: [[Cell]] = [
      ["编号", "名称", "单位", "单价（元）", "比例", "地区", "年份", "来源", "质量"].map { .text($0) }
    ]
    for line in plan.lines {
      var row: [Cell] = [.text(line.id), .text(line.title.zh)]
      switch line.amount {
      case .priced(let price, let unit, _, _):
        row += [.text(unit.rawValue), .money(price), .empty]
      case .share(_, let rate): row += [.empty, .empty, .number(rate.value, format: "0.00%")]
      }
      if let source = line.source {
        row += [
          .text(source.place), .number(Double(source.year)), .text(source.text),
          .text(source.grade),
        ]
      }
      rows.append(row)
    }
    rows.append([])
    rows.append([
      .text("discount"), .text("折现率"), .empty, .empty,
      .number(plan.discount.value, format: "0.00%"),
    ])
    return rows
  }

  /// In m² for areas, else in units.
  private var quantities: [[Cell]] {
    var rows: [[Cell]] = [[.text("编号"), .text("名称（面积为 m²）")] + years]
    for (index, line) in plan.lines.enumerated() {
      var row: [Cell] = [.text(line.id), .text(line.title.zh)]
      if case .priced = line.amount {
        row += report.engine.quantities(of: index).map {
          .number(Double($0) / 100, format: "#,##0.00")
        }
      }
      rows.append(row)
    }
    return rows
  }

  private var loans: [[Cell]] {
    var rows: [[Cell]] = [
      [.text("编号"), .text("名称"), .text("利率"), .text("还本起"), .text("还本止"), .text("方式")]
        + years
    ]
    for loan in plan.loans {
      rows.append(
        [
          .text(loan.id), .text(loan.title.zh), .number(loan.rate.value, format: "0.00%"),
          .number(Double(loan.repaidFrom)), .number(Double(loan.repaidTo)),
          .text(loan.repayment.rawValue),
        ]
          + (0..<plan.years).map { .money(loan.draws[plan.firstYear + $0] ?? .zero) })
    }
    return rows
  }

  private var years: [Cell] {
    (0..<plan.years).map { .number(Double(plan.firstYear + $0), format: "0") }
  }

  // MARK: Table

  func column(_ year: Int, from first: Int = FundWorkbook.firstYearColumn) -> String {
    FundWorkbook.letters(first + year)
  }

  static func letters(_ column: Int) -> String {
    var (rest, text) = (column, "")
    repeat {
      text = String(UnicodeScalar(UInt8(65 + rest % 26))) + text
      rest = rest / 26 - 1
    } while rest >= 0
    return text
  }

  func formula(_ text: String, _ money: Money) -> Cell {
    Cell(
      .formula(text, result: money.yuan), style: CellStyle(numberFormat: "#,##0.00"))
  }

  /// Rows from 1 as Excel counts them: 3 … are the lines.
  static let firstLine = 3

  private var table: [[Cell]] {
    let count = plan.lines.count
    var rows: [[Cell]] = [
      [.text(plan.title), .text("元")], [.text("编号"), .text("名称")] + years,
    ]
    for index in plan.lines.indices { rows.append(lineRow(index)) }
    let last = Self.firstLine + count - 1
    let names = ["成本", "收入", "经营净额"]
    let sums = [report.table.cost, report.table.revenue, report.table.operating]
    for (place, name) in names.enumerated() {
      rows.append(
        [.empty, .text(name)]
          + (0..<plan.years).map { year in
            let c = column(year)
            return formula(
              place == 2
                ? "=\(c)\(last + 2)-\(c)\(last + 1)" : sum(place == 0 ? .cost : .revenue, c),
              sums[place][year])
          })
    }
    let operating = last + 3
    var debtRows: [(draw: Int, interest: Int, principal: Int)] = []
    for index in plan.loans.indices {
      let first = operating + 1 + index * 4
      debtRows.append((first, first + 1, first + 2))
      rows += loanRows(index, first, operating)
    }
    rows += closing(operating, debtRows)
    return rows
  }

  private func sum(_ side: FundLine.Side, _ c: String) -> String {
    let cells = plan.lines.indices.filter { plan.lines[$0].side == side }
      .map { "\(c)\(Self.firstLine + $0)" }
    return cells.isEmpty ? "=0" : "=" + cells.joined(separator: "+")
  }

  private func lineRow(_ index: Int) -> [Cell] {
    let line = plan.lines[index]
    let source = index + 2
    return [.text(line.id), .text(line.title.zh)]
      + (0..<plan.years).map { year in
        let amount = report.table.lines[index][year]
        switch line.amount {
        case .priced(_, let unit, _, _):
          let quantity = "数量!\(column(year))\(source)"
          let each = unit == .mu ? "*3/2000" : ""
          return formula("=ROUND(单价!$D$\(source)*\(quantity)\(each),2)", amount)
        case .share(let ids, _):
          let cells = ids.compactMap { id in
            plan.lines.firstIndex { $0.id == id }.map {
              "\(column(year))\(Self.firstLine + $0)"
            }
          }
          return formula(
            "=ROUND((\(cells.joined(separator: "+")))*单价!$E$\(source),2)", amount)
        }
      }
  }

  private func loanRows(_ index: Int, _ first: Int, _ operating: Int) -> [[Cell]] {
    let loan = plan.loans[index]
    let debt = report.table.debts[index]
    let source = index + 2
    var rows: [[Cell]] = ["到位", "利息", "还本", "余额"].map {
      [.text(loan.id), .text("\(loan.title.zh) \($0)")]
    }
    for year in 0..<plan.years {
      let c = column(year)
      let draw = "\(c)\(first)"
      let before = year == 0 ? "0" : "\(column(year - 1))\(first + 3)"
      rows[0].append(formula("=融资!\(column(year, from: 6))\(source)", debt.draws[year]))
      guard loan.kind != .capital else {
        for place in 1...3 { rows[place].append(formula("=0", .zero)) }
        continue
      }
      let owed = "(\(before)+\(draw))"
      let rate = "融资!$C$\(source)"
      rows[1].append(formula("=ROUND(\(owed)*\(rate),2)", debt.interest[year]))
      rows[2].append(
        formula(
          principal(loan, source, year, owed, rate, cash(index, year, operating)),
          debt.principal[year]))
      rows[3].append(formula("=\(owed)-\(c)\(first + 2)", debt.balance[year]))
    }
    return rows
  }

  /// The cash of a year before debts repaid by cash, less what those before this one take.
  private func cash(_ loan: Int, _ year: Int, _ operating: Int) -> String {
    let c = column(year)
    let cumulative = operating + plan.loans.count * 4 + 2
    var text = (year == 0 ? "" : "\(column(year - 1))\(cumulative)+") + "\(c)\(operating)"
    for (index, other) in plan.loans.enumerated() {
      let first = operating + 1 + index * 4
      text += "+\(c)\(first)-\(c)\(first + 1)"
      if !other.isByCash || index < loan { text += "-\(c)\(first + 2)" }
    }
    return text
  }

  private func principal(
    _ loan: FundLoan, _ source: Int, _ year: Int, _ owed: String, _ rate: String, _ cash: String
  ) -> String {
    let now = "\(column(year))$2"
    let left = "(融资!$E$\(source)-\(now)+1)"
    let isDue = "AND(\(now)>=融资!$D$\(source),\(now)<=融资!$E$\(source))"
    let part: String
    switch loan.repayment {
    case .bullet: part = "0"
    case .byCash: part = "MAX(0,MIN(\(owed),ROUND(\(cash),2)))"
    case .equalPrincipal: part = "ROUND(\(owed)/\(left),2)"
    case .annuity:
      part =
        "IF(\(rate)>0,ROUND(\(owed)*\(rate)/((1+\(rate))^\(left)-1),2),ROUND(\(owed)/\(left),2))"
    }
    return "=IF(\(isDue),IF(\(left)<=1,\(owed),\(part)),0)"
  }

  private func closing(
    _ operating: Int, _ debts: [(draw: Int, interest: Int, principal: Int)]
  ) -> [[Cell]] {
    let netRow = operating + debts.count * 4 + 1
    var net: [Cell] = [.empty, .text("当年现金")]
    var cumulative: [Cell] = [.empty, .text("累计现金")]
    for year in 0..<plan.years {
      let c = column(year)
      var text = "=\(c)\(operating)"
      for debt in debts {
        text += "+\(c)\(debt.draw)-\(c)\(debt.interest)-\(c)\(debt.principal)"
      }
      net.append(formula(text, report.table.net[year]))
      let before = year == 0 ? "" : "\(column(year - 1))\(netRow + 1)+"
      cumulative.append(formula("=\(before)\(c)\(netRow)", report.table.cumulative[year]))
    }
    let (a, z) = (column(0), column(plan.years - 1))
    let rate = "单价!$E$\(plan.lines.count + 3)"
    let range = "\(a)\(operating):\(z)\(operating)"
    var value: [Cell] = [.empty, .text("净现值（融资前）")]
    value.append(
      formula(
        "=\(a)\(operating)"
          + (plan.years > 1 ? "+NPV(\(rate),\(column(1))\(operating):\(z)\(operating))" : ""),
        report.metrics.presentValue))
    var internalRate: [Cell] = [.empty, .text("内部收益率")]
    if let found = report.metrics.internalRate {
      internalRate.append(
        Cell(
          .formula("=IRR(\(range))", result: found), style: CellStyle(numberFormat: "0.00%")))
    } else {
      internalRate.append(.text("无或不唯一"))
    }
    let lowest = formula(
      "=MIN(\(a)\(netRow + 1):\(z)\(netRow + 1))", report.metrics.lowestCash)
    return [net, cumulative, value, internalRate, [.empty, .text("最低现金"), lowest]]
  }
}
