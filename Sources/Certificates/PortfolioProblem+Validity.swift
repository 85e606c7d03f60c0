import Groundwork

extension PortfolioProblem {
  /// The largest amount, in units of 0.01 元 or 0.01 m²: sums of all projects then stay exact.
  static let most: Int64 = 1_000_000_000_000_000

  /// - Throws: ``Diagnostic`` `portfolio.years`, `portfolio.twice`, `portfolio.unknown`,
  ///   `portfolio.amount` for what no plan could make good.
  public func validate() throws(Diagnostic) {
    guard (1...60).contains(yearCount), weights.count == yearCount,
      (staff?.count ?? yearCount) == yearCount, (0...9999).contains(firstYear)
    else {
      throw PortfolioProblem.fault(
        "years", zh: "年度须为 1 至 60 个，预算、人员、权重逐年给出。",
        en: "There must be 1 to 60 years, with a budget, a staff and a weight for each.")
    }
    var ids: Set<String> = []
    for project in projects where !ids.insert(project.id).inserted {
      throw PortfolioProblem.fault(
        "twice", zh: "项目编号重复。", en: "Two projects have the same id.", project.id)
    }
    for project in projects {
      try validate(project, ids)
    }
    for group in exclusions {
      for id in group where !ids.contains(id) { throw PortfolioProblem.unknown(id) }
    }
    let limits = budgets.map(\.fen) + (staff ?? []) + weights + [quota?.hundredths ?? 0]
    let caps: [Int64] = townCaps.flatMap { [$0.cost?.fen ?? 0, $0.count ?? 0] as [Int64] }
    guard (limits + caps).allSatisfy({ (0...PortfolioProblem.most).contains($0) }),
      weights.allSatisfy({ $0 <= 1_000_000 })
    else {
      throw PortfolioProblem.fault(
        "amount", zh: "预算、人员、权重、指标和上限须不小于零且不过大。",
        en: "Budgets, staff, weights, quota and caps must be neither negative nor too large.")
    }
  }

  private func validate(_ project: Project, _ ids: Set<String>) throws(Diagnostic) {
    for need in project.needs {
      guard ids.contains(need) else { throw PortfolioProblem.unknown(need) }
      if need == project.id {
        throw PortfolioProblem.fault(
          "unknown", zh: "项目以自身为前置。", en: "A project depends on itself.", project.id)
      }
    }
    let amounts =
      project.costs.map(\.fen) + project.staff
      + [project.benefit, project.quotaUsed.hundredths, project.quotaGained.hundredths]
    guard amounts.allSatisfy({ (0...PortfolioProblem.most).contains($0) }),
      project.benefit <= 1_000_000_000_000, project.staff.count <= project.duration
    else {
      throw PortfolioProblem.fault(
        "amount", zh: "项目的费用、人员、效益、指标须不小于零且不过大，人员年数不多于工期。",
        en:
          "Costs, staff, benefit and quota of a project must be neither negative nor too large, and"
          + " staff must not be given for more years than it lasts.", project.id)
    }
  }

  private static func unknown(_ id: String) -> Diagnostic {
    fault("unknown", zh: "没有编号为此的项目。", en: "No project has this id.", id)
  }

  private static func fault(
    _ code: String, zh: String, en: String, _ project: String? = nil
  ) -> Diagnostic {
    Diagnostic(code: "portfolio." + code, Localized(zh: zh, en: en), feature: project)
  }
}
