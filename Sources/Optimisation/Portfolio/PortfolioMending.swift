import Certificates
import Groundwork

extension PortfolioPlanner {
  /// A plan of before a change, made to keep the rules of now: locks are obeyed, then projects are left
  /// out, those that break a rule of their own first, else those that yield least for their cost, until
  /// no rule is broken; then what still fits is added, best first.
  ///
  /// The result breaks a rule only where locked projects alone do. Complexity: O(projects²), in which
  /// adding is left out for more than 150 projects.
  func mend(_ before: [String: Int]) -> [String: Int] {
    var starts = before
    for project in problem.projects {
      let allowed = problem.starts(of: project).map { $0 + problem.firstYear }
      if let start = starts[project.id], !allowed.contains(start) { starts[project.id] = nil }
      if PortfolioProblem.isDemanded(project), starts[project.id] == nil {
        starts[project.id] = allowed.first
      }
    }
    let free = problem.projects.filter { !PortfolioProblem.isDemanded($0) }
    func yield(_ project: PortfolioProblem.Project) -> Double {
      Double(project.benefit) / Double(max(1, project.costs.reduce(0) { $0 + $1.fen }))
    }
    let order = free.sorted { (yield($0), $0.id) < (yield($1), $1.id) }
    var broken = PortfolioLedger(problem, starts: starts).broken
    while let rule = broken.first, let victim = victim(of: rule, in: starts, order) {
      starts[victim] = nil
      broken = PortfolioLedger(problem, starts: starts).broken
    }
    guard broken.isEmpty, problem.projects.count <= 150 else { return starts }
    for project in order.reversed() where starts[project.id] == nil {
      for year in problem.starts(of: project) {
        starts[project.id] = year + problem.firstYear
        if PortfolioLedger(problem, starts: starts).broken.isEmpty { break }
        starts[project.id] = nil
      }
    }
    return starts
  }

  /// The project to leave out so that a rule may hold.
  private func victim(
    of rule: PortfolioRule, in starts: [String: Int], _ order: [PortfolioProblem.Project]
  ) -> String? {
    let chosen = order.lazy.filter { starts[$0.id] != nil }
    switch rule {
    case .precondition(let project, _, _):
      let id = problem.projects[project].id
      return chosen.first { $0.id == id }?.id
    case .exclusion(let group):
      let members = Set(problem.exclusions[group])
      return chosen.first { members.contains($0.id) }?.id
    case .townCost(let cap), .townCount(let cap):
      let town = problem.townCaps[cap].town
      return chosen.first { $0.town == town }?.id
    case .quota: return chosen.first { $0.quotaUsed > .zero }?.id
    case .budget, .staff: return chosen.first?.id
    case .lock: return nil
    }
  }
}
