import Groundwork

/// What a portfolio of projects costs, needs and yields, added up year by year.
///
/// This is the second way to the figures of a plan: it knows nothing of rows and columns, and the
/// checker and the planner both use it to judge what the solver made.
public struct PortfolioLedger: Sendable {
  public private(set) var value: Int128 = 0
  public private(set) var costs: [Int64]
  public private(set) var staff: [Int64]
  /// Quota at the end of each year, in 0.01 m².
  public private(set) var quota: [Int64]
  /// The rules that the plan breaks.
  public private(set) var broken: [PortfolioRule] = []
  /// Ids or years of the plan that the problem does not have.
  public private(set) var unknown: [String] = []

  /// - Parameter starts: the year in which each chosen project begins, by id.
  public init(_ problem: PortfolioProblem, starts: [String: Int]) {
    let count = problem.yearCount
    costs = Array(repeating: 0, count: count)
    staff = costs
    quota = costs
    let indices = Dictionary(
      problem.projects.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    unknown = starts.keys.filter { indices[$0] == nil }.sorted()
    var begins: [Int?] = problem.projects.map { starts[$0.id].map { $0 - problem.firstYear } }
    for (index, project) in problem.projects.enumerated() {
      guard let begin = begins[index] else { continue }
      guard begin >= 0, begin + project.duration <= count else {
        unknown.append("\(project.id): \(begin + problem.firstYear)")
        begins[index] = nil
        continue
      }
      add(project, begin, problem)
    }
    if let opening = problem.quota { settle(opening) }
    judgeYears(problem)
    judgeProjects(problem, begins, indices)
    judgeGroups(problem, begins, indices)
  }

  private mutating func add(
    _ project: PortfolioProblem.Project, _ begin: Int, _ problem: PortfolioProblem
  ) {
    value += Int128(project.benefit) * Int128(problem.weights[begin])
    for (offset, cost) in project.costs.enumerated() { costs[begin + offset] += cost.fen }
    for (offset, people) in project.staff.enumerated() where begin + offset < staff.count {
      staff[begin + offset] += people
    }
    quota[begin] -= project.quotaUsed.hundredths
    let free = begin + project.duration
    if free < quota.count { quota[free] += project.quotaGained.hundredths }
  }

  /// From changes by year to what is left at the end of each.
  private mutating func settle(_ opening: Area) {
    var left = opening.hundredths
    for year in quota.indices {
      left += quota[year]
      quota[year] = left
    }
  }

  private mutating func judgeYears(_ problem: PortfolioProblem) {
    var left: Int64 = 0
    for year in 0..<problem.yearCount {
      left = (problem.carriesOver ? left : 0) + problem.budgets[year].fen - costs[year]
      if left < 0 { broken.append(.budget(year)) }
      if let limits = problem.staff, staff[year] > limits[year] { broken.append(.staff(year)) }
      if problem.quota != nil, quota[year] < 0 { broken.append(.quota(year)) }
    }
  }

  private mutating func judgeProjects(
    _ problem: PortfolioProblem, _ begins: [Int?], _ indices: [String: Int]
  ) {
    for (index, project) in problem.projects.enumerated() {
      let begin = begins[index]
      switch project.lock {
      case .free: break
      case .chosen: if begin == nil { broken.append(.lock(index)) }
      case .excluded: if begin != nil { broken.append(.lock(index)) }
      case .year(let year):
        if begin != year - problem.firstYear { broken.append(.lock(index)) }
      }
      guard let begin else { continue }
      for need in project.needs {
        guard let needed = indices[need] else { continue }
        let end = begins[needed].map { $0 + problem.projects[needed].duration }
        if end.map({ $0 <= begin }) != true {
          broken.append(.precondition(project: index, needs: needed, year: begin))
        }
      }
    }
  }

  private mutating func judgeGroups(
    _ problem: PortfolioProblem, _ begins: [Int?], _ indices: [String: Int]
  ) {
    for (index, group) in problem.exclusions.enumerated() {
      let chosen = Set(group).count { id in indices[id].map { begins[$0] != nil } ?? false }
      if chosen > 1 { broken.append(.exclusion(index)) }
    }
    for (index, cap) in problem.townCaps.enumerated() {
      let inside = problem.projects.indices.filter {
        begins[$0] != nil && problem.projects[$0].town == cap.town
      }
      let cost = inside.reduce(Int64(0)) { sum, project in
        problem.projects[project].costs.reduce(sum) { $0 + $1.fen }
      }
      if let most = cap.cost, cost > most.fen { broken.append(.townCost(index)) }
      if let most = cap.count, inside.count > most { broken.append(.townCount(index)) }
    }
  }
}
