import Certificates
import Governance
import Groundwork
import Optimisation

extension StudySolver {
  /// Which projects of the library begin in which year.
  func solvePortfolio(
    _ question: StudyQuestion, after previous: StudyAnswer?, _ job: Job,
    _ progress: @escaping (ChoiceNews) -> Void
  ) throws -> StudyAnswer {
    let library = ProjectLibrary(projects)
    let known = Set(library.active)
    let (inside, outside) = try StudySolver.locks(question, known: library.active)
    var without = 0
    let made = library.active.compactMap { id -> PortfolioProblem.Project? in
      guard let card = library[id] else { return nil }
      let benefit = benefit(id, card, question.benefit ?? .ground)
      if benefit == 0 { without += 1 }
      return PortfolioProblem.Project(
        id: id, name: card.title, town: card.area, costs: StudySolver.costs(card),
        benefit: benefit, needs: card.needs.filter(known.contains),
        lock: inside.contains(id) ? .chosen : outside.contains(id) ? .excluded : .free)
    }
    guard !made.isEmpty else {
      throw Diagnostic(
        code: "study.no-projects",
        Localized(zh: "项目库中还没有项目。", en: "The project library is empty."),
        remedy: Localized(zh: "先在“项目库”中加入项目。", en: "Add projects to the library first."))
    }
    let budgets = StudySolver.budgets(question, made)
    let first = question.firstYear ?? library.active.compactMap { library[$0]?.firstYear }.min()
    let weights = budgets.indices.map { year in
      Int64((1_000 * (1 - (question.discount ?? 3) / 100 * Double(year))).rounded())
    }
    let problem = PortfolioProblem(
      firstYear: first ?? 0, weights: weights.map { max(0, $0) }, budgets: budgets,
      carriesOver: question.carriesOver ?? true, projects: made,
      exclusions: StudySolver.exclusions(library))
    var plan = try StudySolver.portfolio(problem, after: previous, question, job, progress)
    if !job.cancellation.isCancelled {
      try PortfolioPlanner(problem).addRanges(to: &plan, job: job)
    }
    _ = try plan.certificate.check()
    let items = made.map { project in
      StudyAnswer.Item(
        id: project.id, state: plan.certificate.starts[project.id] == nil ? .offered : .chosen,
        patch: nil)
    }
    var notes: [Localized] = []
    if without > 0 {
      notes.append(
        Localized(
          zh: "\(without) 个项目没有成效数据（未关联整治图斑或方案未检验），按 0 计。",
          en:
            "\(without) projects have no figure of their effect (no measures, or a plan that was not"
            + " verified) and count 0."))
    }
    let ends = made.filter { $0.duration > budgets.count }.count
    if ends > 0 {
      notes.append(
        Localized(
          zh: "\(ends) 个项目的工期长于 \(budgets.count) 年，排不进去。",
          en: "\(ends) projects take longer than \(budgets.count) years and cannot be scheduled."))
    }
    let name: Localized =
      switch question.benefit ?? .ground {
      case .ground: Localized(zh: "亩整治面积（按年折减）", en: "mu of measures, later years count less")
      case .investment: Localized(zh: "万元投资（按年折减）", en: "10⁴ yuan, later years count less")
      case .count: Localized(zh: "个项目（按年折减）", en: "projects, later years count less")
      }
    return StudyAnswer(
      question: question, plan: .portfolio(plan), items: items, notes: notes, unit: name)
  }

  /// A plan at once from the one before a lock, where there is one, then a better one.
  private static func portfolio(
    _ problem: PortfolioProblem, after previous: StudyAnswer?, _ question: StudyQuestion,
    _ job: Job, _ progress: @escaping (ChoiceNews) -> Void
  ) throws -> PortfolioPlan {
    let planner = try PortfolioPlanner(problem)
    var quick: PortfolioPlan?
    if case .portfolio(let known)? = previous?.plan,
      problem.isNarrower(than: known.certificate.problem)
    {
      var options = question.limits.options
      options.seconds = min(0.2, options.seconds)
      do {
        quick = try planner.replan(after: known.certificate, options, job: job)
      } catch let diagnostic as Diagnostic where diagnostic.code == "optimise.no-plan" {
        quick = nil
      }
    }
    if let quick {
      progress(
        ChoiceNews(
          incumbent: Double(quick.certificate.value) / 1_000,
          bound: Double(quick.certificate.solverBound) / 1_000))
    }
    // The search does not begin with that plan, so that equal questions have equal answers.
    do {
      return try planner.plan(
        question.limits.options, job: job, onProgress: scaled(1_000, progress))
    } catch let cancelled as Cancelled {
      guard let quick else { throw cancelled }
      return quick
    }
  }

  private func benefit(
    _ id: String, _ card: ProjectCard, _ benefit: StudyQuestion.Benefit
  ) -> Int64 {
    switch benefit {
    case .ground: Int64((projectAreas[id]?.mu ?? 0).rounded())
    case .investment: Int64(card.cost.tenThousandYuan.rounded())
    case .count: 1
    }
  }

  /// The investment by year from the first year of the works to the last.
  private static func costs(_ card: ProjectCard) -> [Money] {
    let years = [card.firstYear, card.lastYear] + card.costs.map(\.year)
    let (first, last) = (years.min() ?? card.firstYear, years.max() ?? card.lastYear)
    return (first...last).map { year in
      card.costs.filter { $0.year == year }.reduce(.zero) { $0 + $1.amount }
    }
  }

  /// The budgets that are asked for, or six tenths of all investment in equal parts over five years.
  private static func budgets(
    _ question: StudyQuestion, _ projects: [PortfolioProblem.Project]
  ) -> [Money] {
    if let budgets = question.budgets, !budgets.isEmpty {
      return budgets.map { Money(fen: Int64(($0 * 1_000_000).rounded())) }
    }
    let all = projects.flatMap(\.costs).reduce(Money.zero, +)
    return Array(repeating: Money(fen: all.fen * 6 / 50), count: 5)
  }

  /// Pairs of projects that exclude each other, each once.
  private static func exclusions(_ library: ProjectLibrary) -> [[String]] {
    var pairs: Set<[String]> = []
    for id in library.active {
      for other in library[id]?.excludes ?? [] where library[other] != nil && other != id {
        pairs.insert([id, other].sorted())
      }
    }
    return pairs.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
