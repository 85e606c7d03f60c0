import Certificates
import Groundwork

extension PortfolioPlanner {
  /// Why no plan exists: the smallest set of rules that cannot hold together.
  func infeasible(_ options: SolveOptions, _ job: Job) throws -> Diagnostic {
    var short = options
    short.seconds = min(options.seconds, 5)
    let conflict = try linear.conflict(short, job: job)
    let names = conflict?.rules.map { ruleName($0) } ?? []
    let zh = names.map(\.zh).joined(separator: "；")
    let en = names.map(\.en).joined(separator: "; ")
    return Diagnostic(
      code: "optimise.infeasible",
      Localized(
        zh: names.isEmpty
          ? "没有方案能同时满足全部规则。" : "以下 \(names.count) 条规则不能同时成立：\(zh)。",
        en: names.isEmpty
          ? "No plan keeps all rules." : "These \(names.count) rules cannot all hold: \(en)."),
      remedy: Localized(
        zh: conflict?.isSmallest == true
          ? "放宽其中任意一条；更少的规则不会冲突。" : "放宽其中任意一条。",
        en: conflict?.isSmallest == true
          ? "Relax any one of them; no smaller set is in conflict." : "Relax any one of them."))
  }
}

extension PortfolioProblem {
  /// What a planner calls a rule.
  public func name(of rule: PortfolioRule) -> Localized {
    func year(_ index: Int) -> Int { firstYear + index }
    switch rule {
    case .budget(let index):
      let money = budgets[index].tenThousandYuan
      return Localized(
        zh: "\(year(index)) 年预算 \(money) 万元", en: "budget of \(year(index)): \(money)×10⁴ CNY")
    case .staff(let index):
      let people = staff?[index] ?? 0
      return Localized(
        zh: "\(year(index)) 年人员 \(people) 人", en: "staff of \(year(index)): \(people)")
    case .quota(let index):
      return Localized(
        zh: "\(year(index)) 年指标不透支", en: "land quota not overdrawn in \(year(index))")
    case .precondition(let project, let needs, let index):
      let (one, other) = (projects[project].name, projects[needs].name)
      return Localized(
        zh: "“\(one)”\(year(index)) 年开工前“\(other)”须完成",
        en: "‘\(other)’ done before ‘\(one)’ begins in \(year(index))")
    case .exclusion(let index):
      let names = exclusions[index]
      return Localized(
        zh: "\(names.joined(separator: "、"))至多选一",
        en: "at most one of \(names.joined(separator: ", "))")
    case .townCost(let index):
      let cap = townCaps[index]
      let money = cap.cost?.tenThousandYuan ?? 0
      return Localized(
        zh: "\(cap.town)费用不超过 \(money) 万元", en: "at most \(money)×10⁴ CNY in \(cap.town)")
    case .townCount(let index):
      let cap = townCaps[index]
      return Localized(
        zh: "\(cap.town)不超过 \(cap.count ?? 0) 个项目",
        en: "at most \(cap.count ?? 0) projects in \(cap.town)")
    case .lock(let index):
      let name = projects[index].name
      switch projects[index].lock {
      case .excluded:
        return Localized(zh: "“\(name)”锁定不选", en: "‘\(name)’ locked out")
      case .year(let year):
        return Localized(zh: "“\(name)”锁定 \(year) 年", en: "‘\(name)’ locked in for \(year)")
      case .chosen, .free:
        return Localized(zh: "“\(name)”锁定必选", en: "‘\(name)’ locked in")
      }
    }
  }
}
