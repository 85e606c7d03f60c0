import Certificates
import Groundwork
import Optimisation
import Policy

/// The search for a plan that keeps every rule when it is laid.
///
/// The best choice by the rows is laid and judged; where a rule refuses it, it is excluded, and the next is
/// nearer to the drawn plan. A rule that is no longer decided once patches are added, since nothing is
/// registered of them, refuses every choice with them: then the drawn measures alone are chosen from.
struct LaidSearch {
  /// Refused plans with added patches, all for undecided rules alone, before the drawn measures are tried.
  private static let undecidedRounds = 2
  private static let drawnRounds = 6

  /// One way of narrowing the search, round by round.
  private struct Course {
    var problem: ChoiceProblem
    let rounds: Int
    var isDrawnOnly = false
    /// From the drawn plan at most, in items.
    var distance: Int?
    /// Rules that a plan broke and whose rows prove nothing: they narrow the search alone.
    var narrowed: Set<Int> = []
    var round = 0
    /// The latest choice that was not narrowed, whose bound holds for every plan of the course.
    var bound: SelectionPlan?
    /// Whether nothing is left to choose from.
    var isOver = false
  }

  private let solver: ChoiceSolver
  private let original: ChoiceProblem
  private let limits: SearchLimits
  private let first: [Int]?
  private let job: Job
  private let onProgress: (SolveProgress) -> Void
  private let drawn: Set<Int>
  private var tally = RefusalTally()
  /// The best choice by the rows of the original problem, whose bound holds for every plan.
  private var best: SelectionPlan?
  private var conflict: Diagnostic?

  init(
    _ solver: ChoiceSolver, _ problem: ChoiceProblem, _ limits: SearchLimits, from first: [Int]?,
    job: Job, onProgress: @escaping (SolveProgress) -> Void
  ) {
    self.solver = solver
    original = problem
    self.limits = limits
    self.first = first
    self.job = job
    self.onProgress = onProgress
    drawn = problem.drawnItems(solver.choice)
  }

  mutating func run() throws -> ChoiceAnswer {
    let hasCandidates = drawn.count < original.groups.count
    var all = Course(problem: original, rounds: ChoiceSolver.rounds)
    if let found = try follow(&all, mayLeave: hasCandidates) { return found }
    var own = Course(
      problem: original, rounds: hasCandidates ? LaidSearch.drawnRounds : 0,
      isDrawnOnly: hasCandidates)
    if let found = try follow(&own) { return found }
    // Amounts that were raised for other plans may have excluded the drawn plan.
    var same = Course(problem: original, rounds: 1, isDrawnOnly: hasCandidates, distance: 0)
    if let found = try follow(&same) { return found }
    if let found = try follow(&all) { return found }
    if tally.rules.isEmpty, let conflict { throw conflict }
    throw ChoiceRefused(plans: tally.plans, rules: tally.rules)
  }

  /// - Parameter mayLeave: whether the course is left for another one when only undecided rules refuse.
  private mutating func follow(
    _ course: inout Course, mayLeave: Bool = false
  ) throws -> ChoiceAnswer? {
    while course.round < course.rounds, !course.isOver {
      if mayLeave, tally.plans >= LaidSearch.undecidedRounds, !tally.rules.isEmpty,
        tally.rules.allSatisfy(\.isUndecided)
      {
        return nil
      }
      if let found = try lay(&course) { return found }
      course.round += 1
      try job.cancellation.check()
    }
    return nil
  }

  /// One round: the answer if the plan is not refused.
  private mutating func lay(_ course: inout Course) throws -> ChoiceAnswer? {
    let isRestricted = course.isDrawnOnly || course.distance != nil || !course.narrowed.isEmpty
    guard let plan = try choose(course) else {
      course.isOver = true
      return nil
    }
    if !isRestricted {
      course.bound = plan
      best = best ?? plan
    }
    let chosen = plan.certificate.chosen
    // A plan that was found is laid and judged even if the search is then stopped.
    let judged = try solver.judge(
      course.problem.measures(of: chosen), job: Job(progress: job.progress, threads: job.threads))
    let isShort = solver.raise(&course.problem, judged)
    let broken = judged.demanded.filter(\.isBroken)
    if !isShort, broken.isEmpty {
      let proven = try (course.bound ?? best)?.proving(chosen, of: course.problem.problem) ?? plan
      return ChoiceAnswer(
        request: solver.request, judged: judged, plan: proven, problem: course.problem,
        refused: tally.plans, refusing: tally.rules, isDrawnOnly: course.isDrawnOnly)
    }
    // What a raised row makes up for refuses no plan.
    tally.add(broken.filter { !isShort || !$0.isLinear })
    narrow(&course, chosen, judged, isShort: isShort)
    return nil
  }

  /// The best choice of a course; `nil` if there is none.
  private mutating func choose(_ course: Course) throws -> SelectionPlan? {
    var problem = course.problem
    for index in course.narrowed.sorted() { problem.demand(solver.choice.rules[index], index) }
    if let distance = course.distance { problem.resemble(drawn, in: distance) }
    if course.isDrawnOnly { problem.leaveOut(candidatesOf: solver.choice) }
    do {
      return try SelectionPlanner(problem.problem)
        .plan(limits.options, from: first, job: job, onProgress: onProgress)
    } catch let diagnostic as Diagnostic
      where best != nil && diagnostic.code == "optimise.infeasible"
    {
      conflict = conflict ?? diagnostic
      return nil
    }
  }

  private func narrow(
    _ course: inout Course, _ chosen: [Int], _ judged: JudgedChoice, isShort: Bool
  ) {
    let broken = judged.demanded.filter(\.isBroken)
    for (index, rule) in solver.choice.rules.enumerated()
    where judged.demanded[index].isBroken && !rule.isBinding && !rule.rows.isEmpty {
      course.narrowed.insert(index)
    }
    if !isShort || course.round % 3 == 2 {
      let names = broken.map(\.after.reference).joined(separator: "、")
      course.problem.differ(
        from: chosen, in: 1,
        Localized(zh: "套合后违反 \(names) 的方案除外", en: "not the plan that breaks \(names)"))
    }
    // Plans nearer and nearer to the drawn one, which keeps the rules that are no sums; the bound stays
    // that of all plans.
    if course.round >= 2, !isShort {
      let apart = Set(chosen).symmetricDifference(drawn).count
      course.distance = min(course.distance ?? apart, apart) / 2
    }
  }
}
