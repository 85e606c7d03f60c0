import Finance
import Groundwork

/// Reads the sheet of prices that ``FundWorkbook`` writes: prices, shares and where they come from.
/// Everything else of a plan stays.
struct FundPriceReader {
  private static let source = ["地区", "年份", "来源", "质量"]
  private static let price = "单价（元）"
  private static let share = "比例"
  private static let id = "编号"

  private var sheet: MoneySheet
  private var places: [String: Int] = [:]

  /// - Throws: Diagnostics `xlsx.read`, `fund.sheet`.
  init(path: String, name: String) throws {
    sheet = try MoneySheet(
      path: path, name: name, sheet: "单价",
      columns: [Self.id, "单位", Self.price, Self.share] + Self.source)
  }

  /// The plan with the prices of the sheet, and what changed; as it was where anything is wrong.
  mutating func applied(to plan: FundPlan) -> (plan: FundPlan, result: MoneyImport) {
    var changed = plan
    var result = MoneyImport()
    let lines = Dictionary(plan.lines.indices.map { (plan.lines[$0].id, $0) }) { first, _ in first }
    if sheet.faults.isEmpty {
      for row in sheet.rows { read(row, lines, &changed) }
    }
    if sheet.faults.isEmpty { check(changed) }
    result.problems = sheet.faults
    guard sheet.faults.isEmpty else { return (plan, result) }
    for (old, new) in zip(plan.lines, changed.lines) {
      if old == new { result.unchanged += 1 } else { result.changes.append(.init(old, new)) }
    }
    if plan.discount != changed.discount {
      result.changes.append(
        MoneyImport.Change(
          id: "discount", title: "折现率", before: percent(plan.discount),
          after: percent(changed.discount)))
    }
    return (changed, result)
  }

  private mutating func read(_ row: Int, _ lines: [String: Int], _ plan: inout FundPlan) {
    let id = sheet.text(row, Self.id)
    if let other = places.updateValue(row, forKey: id) {
      sheet.blame(
        row, Self.id, zh: "编号与第 \(other + 1) 行相同。", en: "the same id as in row \(other + 1).")
      return
    }
    if id == "discount" {
      if let rate = sheet.share(row, Self.share) { plan.discount = FundRate(millionths: rate) }
      return
    }
    guard let index = lines[id] else {
      sheet.blame(
        row, Self.id, zh: "资金方案没有行“\(id)”。", en: "the fund plan has no row ‘\(id)’.")
      return
    }
    switch plan.lines[index].amount {
    case .priced(_, let unit, let quantity, let origin):
      expectEmpty(row, Self.share, zh: "这一行按单价计，不填比例。", en: "this row has a price and no share.")
      let text = sheet.text(row, "单位")
      if text != unit.rawValue {
        sheet.blame(
          row, "单位", zh: "单位是 \(unit.rawValue)，不能在此改为“\(text)”。",
          en: "the unit is \(unit.rawValue); it cannot be changed here to ‘\(text)’.")
      }
      if let price = sheet.money(row, Self.price) {
        plan.lines[index].amount = .priced(
          price: price, unit: unit, quantity: quantity, origin: origin)
      }
    case .share(let ids, _):
      expectEmpty(row, Self.price, zh: "这一行按比例计，不填单价。", en: "this row has a share and no price.")
      if let rate = sheet.share(row, Self.share) {
        plan.lines[index].amount = .share(of: ids, rate: FundRate(millionths: rate))
      }
    }
    readSource(row, &plan.lines[index])
  }

  private mutating func expectEmpty(_ row: Int, _ column: String, zh: String, en: String) {
    if !sheet.text(row, column).isEmpty { sheet.blame(row, column, zh: zh, en: en) }
  }

  /// All four cells or none.
  private mutating func readSource(_ row: Int, _ line: inout FundLine) {
    let texts = Self.source.map { sheet.text(row, $0) }
    if texts.allSatisfy(\.isEmpty) {
      line.source = nil
      return
    }
    for (column, text) in zip(Self.source, texts) where text.isEmpty {
      sheet.blame(row, column, zh: "来源四格须填全。", en: "fill in all four cells of the source.")
    }
    guard let value = Double(texts[1]), let year = Int(exactly: value),
      (1900...2100).contains(year)
    else {
      if !texts[1].isEmpty {
        sheet.blame(row, "年份", zh: "“\(texts[1])”不是年份。", en: "‘\(texts[1])’ is not a year.")
      }
      return
    }
    line.source = FundLine.Source(
      place: texts[0], year: year, text: texts[2], grade: texts[3])
  }

  /// The laws of a plan, told at the row that breaks them.
  private mutating func check(_ plan: FundPlan) {
    do {
      try plan.check()
    } catch let fault as Diagnostic {
      sheet.blame(fault, row: fault.feature.flatMap { places[$0] }, column: Self.price)
    } catch {
      sheet.blame(
        Diagnostic(code: "fund.cell", Localized("\(error)")), row: nil, column: Self.id)
    }
  }
}

private func percent(_ rate: FundRate) -> String {
  let whole = rate.millionths / 10_000
  let rest = String(rate.millionths % 10_000 + 10_000).dropFirst()
  let digits = rest.reversed().drop { $0 == "0" }.reversed()
  return digits.isEmpty ? "\(whole)%" : "\(whole).\(String(digits))%"
}

extension MoneyImport.Change {
  fileprivate init(_ old: FundLine, _ new: FundLine) {
    func text(_ line: FundLine) -> String {
      switch line.amount {
      case .priced(let price, _, _, _): PaymentText.yuan(price)
      case .share(_, let rate): percent(rate)
      }
    }
    self.init(id: old.id, title: old.title.zh, before: text(old), after: text(new))
  }
}
