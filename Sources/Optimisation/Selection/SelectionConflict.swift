import Certificates
import Groundwork

extension SelectionPlanner {
  /// The most locks of which each is tried; more are told as one.
  private static let mostLocks = 60

  /// Why no choice exists: the smallest set of rows that cannot hold together, and the locks that are needed
  /// for that.
  func infeasible(_ options: SolveOptions, _ job: Job) throws -> Diagnostic {
    var short = options
    short.seconds = min(options.seconds, 3)
    short.presolve = false
    guard let found = try model.conflict(short, job: job) else { return noPlan() }
    return try conflict(found.rules, job)
  }

  /// Says that rows cannot hold together.
  func conflict(_ rows: [Int], _ job: Job) throws -> Diagnostic {
    let names = rows.map { problem.rows[$0].name } + (try locks(rows, job))
    guard !names.isEmpty else {
      return Diagnostic(
        code: "optimise.infeasible",
        Localized(zh: "没有方案能同时满足全部要求。", en: "No plan keeps all rules."),
        remedy: Localized(zh: "放宽要求，或增加候选。", en: "Relax a rule, or offer more candidates."))
    }
    return Conflict.diagnostic(names)
  }

  /// The locks without any of which the rows could hold.
  private func locks(_ rows: [Int], _ job: Job) throws -> [Localized] {
    let locked = problem.items.indices.filter { problem.items[$0].lock != .free }
    func isImpossible(_ locks: Set<Int>) throws -> Bool {
      try job.cancellation.check()
      var other = problem
      for item in locked where !locks.contains(item) { other.items[item].lock = .free }
      let kept = problem.rows.indices.filter { problem.rows[$0].isLink || rows.contains($0) }
      other.rows = kept.map { problem.rows[$0] }
      let model = SelectionPlanner.model(other, costUnit, kept.map { rowUnits[$0] })
      var options = SolveOptions(seconds: 1, presolve: false)
      if try model.solve(options, job: job).status == .infeasible { return true }
      options.isRelaxed = true
      return try model.solve(options, job: job).status == .infeasible
    }
    guard !locked.isEmpty, try !isImpossible([]) else { return [] }
    guard locked.count <= SelectionPlanner.mostLocks else {
      return [Localized(zh: "\(locked.count) 个锁定", en: "the \(locked.count) locks")]
    }
    var core = Set(locked)
    for item in locked where try isImpossible(core.subtracting([item])) { core.remove(item) }
    return core.sorted().map { item in
      let id = problem.items[item].id
      return problem.items[item].lock == .chosen
        ? Localized(zh: "“\(id)”锁定必选", en: "‘\(id)’ locked in")
        : Localized(zh: "“\(id)”锁定不选", en: "‘\(id)’ locked out")
    }
  }
}
