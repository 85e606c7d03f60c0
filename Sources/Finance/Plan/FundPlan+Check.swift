import Groundwork

extension FundPlan {
  /// - Throws: The first of ``faults``.
  public func check() throws {
    if let fault = faults.first { throw fault }
  }

  /// What is wrong with a plan: the first fault of each row and of each source of money. Diagnostics `fund.*`
  /// that name the row.
  public var faults: [Diagnostic] { tableFaults ?? rowFaults + loanFaults }

  /// Without a table of years neither rows nor loans can be judged.
  var tableFaults: [Diagnostic]? {
    (1...60).contains(years) && (1990...2100).contains(firstYear)
      ? nil : [FundPlan.fault("years", title, zh: "年数应为 1–60。", en: "1 to 60 years.")]
  }

  var rowFaults: [Diagnostic] {
    var seen: Set<String> = []
    return lines.compactMap { line in
      let before = seen
      let isNew = seen.insert(line.id).inserted
      return fault(of: line, after: before)
        ?? (isNew
          ? nil
          : FundPlan.fault(
            "twice", line.id, zh: "行“\(line.id)”重复。", en: "the row ‘\(line.id)’ stands twice."))
    }
  }

  var loanFaults: [Diagnostic] { loans.compactMap(fault(of:)) }

  private var range: Range<Int> { firstYear..<(firstYear + years) }

  private func fault(of line: FundLine, after seen: Set<String>) -> Diagnostic? {
    switch line.amount {
    case .share(let ids, _):
      guard !ids.isEmpty, seen.isSuperset(of: ids) else {
        return FundPlan.fault(
          "share", line.id, zh: "比例行只能引用前面的行。", en: "a share is of rows before it.")
      }
    case .priced(let price, _, let quantity, _):
      guard price >= .zero, quantity >= 0, price.fen < 1_000_000_000_000,
        quantity < 1_000_000_000_000_000
      else {
        return FundPlan.fault(
          "price", line.id, zh: "单价和数量不得为负。", en: "neither price nor quantity is below zero.")
      }
      guard quantity == 0 || line.schedule.values.contains(where: { $0 > 0 }) else {
        return FundPlan.fault("schedule", line.id, zh: "须写明发生年度。", en: "state the years.")
      }
      guard
        line.schedule.allSatisfy({ range.contains($0.key) && (0...1_000_000).contains($0.value) })
      else {
        return FundPlan.fault(
          "schedule", line.id, zh: "发生年度超出表的年限。", en: "a year lies outside of the table.")
      }
    }
    return nil
  }

  private func fault(of loan: FundLoan) -> Diagnostic? {
    let drawn = loan.draws.filter { $0.value != .zero }.keys
    guard drawn.allSatisfy(range.contains), loan.draws.values.allSatisfy({ $0 >= .zero }) else {
      return FundPlan.fault(
        "draw", loan.id, zh: "到位年度超出表的年限，或金额为负。",
        en: "a draw lies outside of the table, or is below zero.")
    }
    guard
      loan.kind == .capital || drawn.isEmpty
        || (range.contains(loan.repaidFrom) && range.contains(loan.repaidTo)
          && loan.repaidFrom <= loan.repaidTo && (drawn.max() ?? 0) <= loan.repaidFrom)
    else {
      return FundPlan.fault(
        "repayment", loan.id, zh: "还本年度应在最后一次到位之后、表的年限之内。",
        en: "principal is paid back after the last draw and within the table.")
    }
    return nil
  }

  private static func fault(_ code: String, _ id: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "fund.\(code)", Localized(zh: zh, en: en), feature: id)
  }
}
