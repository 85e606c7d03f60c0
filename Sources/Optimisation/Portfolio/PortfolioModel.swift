import Certificates
import Groundwork

/// A portfolio as a linear model in whole numbers: one column of 0 or 1 for each project and each year
/// in which it may begin.
package struct PortfolioModel: Sendable {
  let problem: PortfolioProblem
  package private(set) var model = LinearModel()
  /// Project and year index of each column.
  private(set) var choices: [(project: Int, year: Int)] = []
  /// The columns of each project, by year index.
  private(set) var columns: [[Int: Int]] = []
  /// What `LinearModel.rowRules` points at.
  private(set) var rules: [PortfolioRule] = []

  /// The value that one unit of the model's objective stands for: the largest choice costs 1,000.
  package private(set) var valuePerUnit = 1.0

  /// Money is counted in 1,000 元 and quota in 亩: the coefficients have like sizes, and 1 分 or 0.01 m²
  /// too much lies above the solver's tolerance of 10⁻⁶.
  private static let fenPerUnit = 100_000.0
  private static let hundredthsPerUnit = 200_000.0 / 3

  package init(_ problem: PortfolioProblem) {
    self.problem = problem
    addColumns()
    addLocks()
    addYears()
    addPreconditions()
    addGroups()
  }

  private mutating func addColumns() {
    let best = problem.projects.map { Double($0.benefit) }.max() ?? 0
    valuePerUnit = max(1, best * Double(problem.weights.max() ?? 0) / 1_000)
    for (index, project) in problem.projects.enumerated() {
      var own: [Int: Int] = [:]
      // Locks are rows, so that a conflict can name them.
      for year in 0..<max(0, problem.yearCount - project.duration + 1) {
        let worth = Double(project.benefit) * Double(problem.weights[year])
        own[year] = model.addBinary(cost: -worth / valuePerUnit)
        choices.append((index, year))
      }
      columns.append(own)
    }
  }

  private mutating func rule(_ rule: PortfolioRule) -> Int {
    rules.append(rule)
    return rules.count - 1
  }

  private func terms(of project: Int, _ coefficient: (Int) -> Double) -> [LinearModel.Term] {
    columns[project].sorted { $0.key < $1.key }.map { .init($0.value, coefficient($0.key)) }
  }

  private func all(_ coefficient: (PortfolioProblem.Project, Int) -> Double) -> [LinearModel.Term] {
    choices.enumerated().map { column, choice in
      .init(column, coefficient(problem.projects[choice.project], choice.year))
    }
  }

  private mutating func addLocks() {
    for (index, project) in problem.projects.enumerated() {
      let all = terms(of: index) { _ in 1 }
      model.addRow(all, atMost: 1)
      switch project.lock {
      case .free: break
      case .excluded: model.addRow(all, atMost: 0, rule: rule(.lock(index)))
      case .chosen: model.addRow(all, atLeast: 1, rule: rule(.lock(index)))
      case .year(let year):
        let own = columns[index][year - problem.firstYear].map { [LinearModel.Term($0, 1)] } ?? []
        model.addRow(own, atLeast: 1, rule: rule(.lock(index)))
      }
    }
  }

  private mutating func addYears() {
    for year in 0..<problem.yearCount {
      let first = problem.carriesOver ? 0 : year
      let money = problem.budgets[first...year].reduce(0.0) { $0 + Double($1.fen) }
      model.addRow(
        all { project, begin in
          project.costs.enumerated().reduce(0) {
            (first...year).contains(begin + $1.offset) ? $0 + Double($1.element.fen) : $0
          } / PortfolioModel.fenPerUnit
        }, atMost: money / PortfolioModel.fenPerUnit, rule: rule(.budget(year)))
      if let staff = problem.staff {
        model.addRow(
          all { project, begin in
            project.staff.indices.contains(year - begin) ? Double(project.staff[year - begin]) : 0
          }, atMost: Double(staff[year]), rule: rule(.staff(year)))
      }
      if let quota = problem.quota {
        model.addRow(
          all { project, begin in
            let used = begin <= year ? project.quotaUsed.hundredths : 0
            let gained = begin + project.duration <= year ? project.quotaGained.hundredths : 0
            return Double(used - gained) / PortfolioModel.hundredthsPerUnit
          }, atMost: Double(quota.hundredths) / PortfolioModel.hundredthsPerUnit,
          rule: rule(.quota(year)))
      }
    }
  }

  private mutating func addPreconditions() {
    let indices = Dictionary(
      problem.projects.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, project) in problem.projects.enumerated() {
      for needed in project.needs.compactMap({ indices[$0] }) {
        let wait = problem.projects[needed].duration
        for year in 0..<problem.yearCount where columns[index][year] != nil {
          let own = terms(of: index) { $0 <= year ? 1 : 0 }
          let others = terms(of: needed) { $0 <= year - wait ? -1 : 0 }
          model.addRow(
            own + others, atMost: 0,
            rule: rule(.precondition(project: index, needs: needed, year: year)))
        }
      }
    }
  }

  private mutating func addGroups() {
    let indices = Dictionary(
      problem.projects.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, group) in problem.exclusions.enumerated() {
      let members = Set(group.compactMap { indices[$0] }).sorted()
      model.addRow(
        members.flatMap { terms(of: $0) { _ in 1 } }, atMost: 1, rule: rule(.exclusion(index)))
    }
    for (index, cap) in problem.townCaps.enumerated() {
      let inside = all { project, _ in project.town == cap.town ? 1 : 0 }
      if let cost = cap.cost {
        model.addRow(
          all { project, _ in
            project.town == cap.town
              ? project.costs.reduce(0) { $0 + Double($1.fen) } / PortfolioModel.fenPerUnit : 0
          }, atMost: Double(cost.fen) / PortfolioModel.fenPerUnit, rule: rule(.townCost(index)))
      }
      if let count = cap.count {
        model.addRow(inside, atMost: Double(count), rule: rule(.townCount(index)))
      }
    }
  }

  // MARK: From the solver's figures to the problem's

  /// The year in which each project begins, by id.
  func starts(_ values: [Double]) -> [String: Int] {
    var starts: [String: Int] = [:]
    for (column, choice) in choices.enumerated() where values[column] > 0.5 {
      starts[problem.projects[choice.project].id] = problem.firstYear + choice.year
    }
    return starts
  }

  /// The point of a plan; a start that the problem does not have is left out.
  func point(_ starts: [String: Int]) -> [Double] {
    var point = [Double](repeating: 0, count: model.columnCount)
    for (index, project) in problem.projects.enumerated() {
      if let year = starts[project.id], let column = columns[index][year - problem.firstYear] {
        point[column] = 1
      }
    }
    return point
  }

  /// The row of a rule, and what one unit of its limit is in the problem's.
  func row(of rule: PortfolioRule) -> (row: Int, unit: Double)? {
    guard let number = rules.firstIndex(of: rule),
      let row = model.rowRules.firstIndex(of: number)
    else { return nil }
    return (row, PortfolioModel.unit(of: rule))
  }

  private static func unit(of rule: PortfolioRule) -> Double {
    switch rule {
    case .budget, .townCost: fenPerUnit
    case .quota: hundredthsPerUnit
    default: 1
    }
  }

  /// The prices of the rules in the certificate's units, from multipliers of the rows.
  package func prices(_ duals: [Double]) -> [PortfolioCertificate.Price] {
    (0..<model.rowCount).compactMap { row in
      let number = model.rowRules[row]
      guard number >= 0, duals[row] < -1e-9 else { return nil }
      if case .lock = rules[number] { return nil }
      let unit = PortfolioModel.unit(of: rules[number])
      return .init(rule: rules[number], price: -duals[row] * valuePerUnit / unit)
    }
  }
}
