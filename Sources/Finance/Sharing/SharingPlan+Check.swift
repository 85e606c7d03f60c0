import Groundwork

extension SharingPlan.Pool {
  /// What each deduction takes.
  var deducted: [Money] {
    deductions.map { deduction in
      switch deduction.amount {
      case .fixed(let money): money
      case .rate(let rate): rate.of(income)
      }
    }
  }

  /// What is shared.
  var rest: Money { deducted.reduce(income) { $0 - $1 } }
}

extension SharingPlan {
  /// - Throws: The first of ``faults``.
  func check() throws {
    if let fault = faults.first { throw fault }
  }

  /// What is wrong with a plan: the first fault of each household, item and pool. Diagnostics `fund.sharing`
  /// that name them.
  public var faults: [Diagnostic] {
    var found: [Diagnostic] = []
    var seen: Set<String> = []
    for household in households {
      let isNew = seen.insert(household.id).inserted
      if let fault = isNew
        ? fault(of: household)
        : Self.fault(household.id, zh: "农户编号重复。", en: "an id of a household occurs twice.")
      {
        found.append(fault)
      }
    }
    found += items.compactMap(fault(of:))
    // Only sums that can be made are made.
    guard sums.allSatisfy({ $0 <= Int128(Int64.max) }) else {
      return found + [Self.fault(title, zh: "金额或计量过大。", en: "an amount or a measure is too large.")]
    }
    return found + pools.compactMap(fault(of:))
  }

  private func fault(of household: Household) -> Diagnostic? {
    if household.measures.values.contains(where: { $0 < 0 }) {
      return Self.fault(household.id, zh: "份额不得为负。", en: "a measure is below zero.")
    }
    // A household that states no measure would get nothing for it without a word.
    return measures.keys.sorted().first { household.measures[$0] == nil }.map { measure in
      Self.fault(
        household.id, zh: "农户没有写明计量“\(measure)”；没有的写 0。",
        en: "the household does not state the measure ‘\(measure)’; write 0 if it has none.")
    }
  }

  private func fault(of item: Item) -> Diagnostic? {
    if let fault = fault(of: item.basis, item.id) { return fault }
    guard item.price >= .zero, measures[item.measure] != nil else {
      return Self.fault(item.id, zh: "须有单价和已知的计量。", en: "it needs a price and a known measure.")
    }
    return nil
  }

  /// Upper bounds of all sums that a result or a statement makes: money in 分, measures and weights.
  private var sums: [Int128] {
    let paid = items.map { item in
      households.reduce(Int128(0)) {
        $0 + Int128(item.price.fen) * Int128($1.measures[item.measure] ?? 0) / 100 + 1
      }
    }
    let income = pools.map { Int128($0.income.fen) }
    let taken = pools.map { pool in
      pool.deductions.reduce(Int128(0)) { sum, deduction in
        switch deduction.amount {
        case .fixed(let money): sum + Int128(money.fen)
        case .rate: sum + Int128(pool.income.fen)
        }
      }
    }
    let weights = pools.flatMap { pool in
      [pool.shares.map(\.weight)] + pool.shares.map { Array($0.by.values) }
    }
    let owned = measures.keys.map { measure in households.map { $0.measures[measure] ?? 0 } }
    return [paid.reduce(0, +) + income.reduce(0, +)] + taken
      + (weights + owned).map { $0.reduce(Int128(0)) { $0 + Int128($1) } }
  }

  private func fault(of pool: Pool) -> Diagnostic? {
    if let fault = fault(of: pool.basis, pool.id) { return fault }
    guard pool.income >= .zero, pool.shares.contains(where: { $0.weight > 0 }),
      pool.shares.allSatisfy({ $0.weight >= 0 })
    else {
      return Self.fault(pool.id, zh: "须有收入和份额。", en: "it needs an income and shares.")
    }
    for share in pool.shares where share.kind == .households && share.weight > 0 {
      guard share.by.values.contains(where: { $0 > 0 }), share.by.values.allSatisfy({ $0 >= 0 })
      else {
        return Self.fault(
          pool.id, zh: "农户份额须写明按什么分。", en: "the share of the households needs a measure.")
      }
      for (measure, weight) in share.by.sorted(by: { $0.key < $1.key }) where weight > 0 {
        guard households.contains(where: { ($0.measures[measure] ?? 0) > 0 }) else {
          return Self.fault(
            pool.id, zh: "没有农户有计量“\(measure)”，这一份无人可得。",
            en: "no household has the measure ‘\(measure)’; nobody would get this part.")
        }
      }
    }
    guard pool.rest >= .zero else {
      return Self.fault(pool.id, zh: "扣除多于收入。", en: "the deductions are more than the income.")
    }
    return nil
  }

  private func fault(of basis: Basis, _ id: String) -> Diagnostic? {
    guard basis.title.isEmpty || basis.number.isEmpty || basis.day.isEmpty else { return nil }
    return Self.fault(
      id, zh: "须写明依据的决议或合同、编号和日期（CNS-05）。",
      en: "state the resolution or contract behind it, its number and day (CNS-05).")
  }

  static func fault(_ id: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "fund.sharing", Localized(zh: zh, en: en), feature: id)
  }
}
