import Groundwork

/// A model in the solver, which can be changed and solved again from where the last run ended.
///
/// Belongs to one thread; uses no other. Equal calls with equal seeds give equal answers, unless the
/// time of a run ends first.
public final class HiGHSSession {
  private let library: HiGHSLibrary
  private let handle: HiGHSLibrary.Handle
  public private(set) var columnCount = 0
  public private(set) var rowCount = 0
  private var hasIntegers = false

  /// - Throws: ``Diagnostic`` `optimise.solver-missing`, `optimise.solver-refused`.
  public init(_ model: LinearModel, relaxed: Bool = false) throws(Diagnostic) {
    library = try HiGHSLibrary.shared.get()
    guard let handle = library.create() else { throw HiGHSSession.refusal("create") }
    self.handle = handle
    try check(library.setBool(handle, "output_flag", 0), "output_flag")
    try check(library.setInt(handle, "threads", 1), "threads")
    try check(library.setString(handle, "parallel", "off"), "parallel")
    try pass(model, relaxed: relaxed)
  }

  deinit { library.destroy(handle) }

  private func pass(_ model: LinearModel, relaxed: Bool) throws(Diagnostic) {
    columnCount = model.columnCount
    rowCount = model.rowCount
    hasIntegers = !relaxed && model.isInteger.contains(true)
    let kinds = model.isInteger.map { $0 && !relaxed ? Int32(1) : 0 }
    // Row-wise; minimise.
    try check(
      library.passModel(
        handle, Int32(columnCount), Int32(rowCount), Int32(model.indices.count), 2, 1,
        model.offset, model.costs, model.columnLower, model.columnUpper, model.rowLower,
        model.rowUpper, model.rowStarts, model.indices, model.coefficients,
        hasIntegers ? kinds : nil), "passMip")
  }

  /// Appends the rows of a model whose columns are those of this one.
  public func addRows(of model: LinearModel, from first: Int = 0) throws(Diagnostic) {
    let count = model.rowCount - first
    guard count > 0 else { return }
    let start = Int(model.rowStarts[first])
    let starts = model.rowStarts[first..<model.rowCount].map { $0 - Int32(start) }
    try check(
      library.addRows(
        handle, Int32(count), Array(model.rowLower[first...]), Array(model.rowUpper[first...]),
        Int32(model.indices.count - start), starts, Array(model.indices[start...]),
        Array(model.coefficients[start...])), "addRows")
    rowCount += count
  }

  public func setBounds(_ bounds: [(column: Int, range: ClosedRange<Double>)]) throws(Diagnostic) {
    try check(
      library.changeColumnBounds(
        handle, Int32(bounds.count), bounds.map { Int32($0.column) },
        bounds.map(\.range.lowerBound), bounds.map(\.range.upperBound)), "changeColsBounds")
  }

  public func setCosts(_ costs: [(column: Int, cost: Double)]) throws(Diagnostic) {
    try check(
      library.changeColumnCosts(
        handle, Int32(costs.count), costs.map { Int32($0.column) }, costs.map(\.cost)),
      "changeColsCost")
  }

  public func setRow(
    _ row: Int, atLeast lower: Double = -.infinity, atMost upper: Double = .infinity
  ) throws(Diagnostic) {
    try check(library.changeRowBounds(handle, Int32(row), lower, upper), "changeRowBounds")
  }

  /// Gives the solver a plan to begin with: the values of the first columns, from which it completes the
  /// others. One that breaks a row is passed over.
  ///
  /// - Throws: ``Diagnostic`` `optimise.solver-refused` for a point outside the range of a column, such as
  ///   one that was fixed by a lock.
  public func start(from point: [Double]) throws(Diagnostic) {
    try check(
      library.setSparseSolution(handle, Int32(point.count), Array(0..<Int32(point.count)), point),
      "setSolution")
  }

  /// Solves the model as it now is.
  ///
  /// - Parameter onProgress: told whenever incumbent or bound may have changed; whole-number models
  ///   only.
  public func run(
    _ options: SolveOptions, job: Job = Job(),
    onProgress: @escaping (SolveProgress) -> Void = { _ in }
  ) throws(Diagnostic) -> SolveResult {
    try check(library.setDouble(handle, "time_limit", options.seconds), "time_limit")
    try check(library.setDouble(handle, "mip_rel_gap", options.relativeGap), "mip_rel_gap")
    try check(library.setDouble(handle, "mip_abs_gap", 1e-9), "mip_abs_gap")
    try check(library.setInt(handle, "random_seed", Int32(options.seed)), "random_seed")
    try check(
      library.setString(handle, "presolve", options.presolve ? "choose" : "off"), "presolve")
    try check(
      library.setDouble(handle, "objective_target", options.target ?? -.infinity), "target")
    if let effort = options.heuristicEffort {
      try check(library.setDouble(handle, "mip_heuristic_effort", effort), "heuristic_effort")
    }
    let watch = SolveWatch(library, job.cancellation, onProgress)
    let context = Unmanaged.passUnretained(watch).toOpaque()
    try check(library.setCallback(handle, SolveWatch.callback, context), "setCallback")
    for kind in SolveWatch.kinds { try check(library.startCallback(handle, kind), "startCallback") }
    let outcome = withExtendedLifetime(watch) { library.run(handle) }
    // 1 is a warning, as when the time ended.
    guard outcome == 0 || outcome == 1 else { throw HiGHSSession.refusal("run") }
    return try result(isCancelled: job.cancellation.isCancelled)
  }

  private func result(isCancelled: Bool) throws(Diagnostic) -> SolveResult {
    let status: SolveResult.Status =
      switch library.getStatus(handle) {
      case 6, 7, 12: .optimal
      case 8: .infeasible
      case 9: .failed
      case 10: .unbounded
      case 13, 14, 16: .timeLimit
      case 17: isCancelled ? .cancelled : .timeLimit
      default: .failed
      }
    var primal: Int32 = 0
    var objective = 0.0
    try check(library.getIntInfo(handle, "primal_solution_status", &primal), "solution status")
    try check(library.getDoubleInfo(handle, "objective_function_value", &objective), "objective")
    var bound = -Double.infinity
    if hasIntegers {
      try check(library.getDoubleInfo(handle, "mip_dual_bound", &bound), "bound")
    } else if status == .optimal {
      bound = objective
    }
    var result = SolveResult(status: status, bound: status == .infeasible ? .infinity : bound)
    guard primal == 2, status != .infeasible else { return result }
    var values = [Double](repeating: 0, count: columnCount)
    var reduced = values
    var rows = [Double](repeating: 0, count: rowCount)
    var duals = rows
    try check(
      library.getSolution(handle, &values, &reduced, &rows, &duals), "getSolution")
    result.values = values
    result.objective = objective
    if !hasIntegers, status == .optimal {
      result.rowDuals = duals
      result.reducedCosts = reduced
    }
    return result
  }

  private func check(_ status: Int32, _ step: String) throws(Diagnostic) {
    guard status == 0 || status == 1 else { throw HiGHSSession.refusal(step) }
  }

  private static func refusal(_ step: String) -> Diagnostic {
    Diagnostic(
      code: "optimise.solver-refused",
      Localized(
        zh: "求解器 HiGHS 拒绝执行（\(step)）。", en: "The solver HiGHS refused a step (\(step))."),
      remedy: Localized(
        zh: "核对问题中的数值是否过大或不是数；数量级相差不宜超过 10⁹。",
        en:
          "Check the problem for numbers that are none or too large; their sizes should not differ"
          + " by more than 10⁹."))
  }
}

/// What the solver calls while it works.
final class SolveWatch {
  /// Simplex interrupt, better plan, log line, interrupt of the search.
  static let kinds: [Int32] = [1, 4, 5, 6]

  private let library: HiGHSLibrary
  private let cancellation: Cancellation
  private let onProgress: (SolveProgress) -> Void
  private var last: SolveProgress?

  init(
    _ library: HiGHSLibrary, _ cancellation: Cancellation,
    _ onProgress: @escaping (SolveProgress) -> Void
  ) {
    self.library = library
    self.cancellation = cancellation
    self.onProgress = onProgress
  }

  static let callback: HiGHSLibrary.Callback = { kind, _, out, input, context in
    guard let context else { return }
    let watch = Unmanaged<SolveWatch>.fromOpaque(context).takeUnretainedValue()
    // The first field of what the solver reads is whether to stop.
    if watch.cancellation.isCancelled { input?.storeBytes(of: 1, as: Int32.self) }
    if kind == 4 || kind == 5, let out { watch.tell(out) }
  }

  private func tell(_ out: UnsafeRawPointer) {
    func item(_ name: String) -> Double? {
      guard let value = library.callbackItem(out, name)?.loadUnaligned(as: Double.self),
        abs(value) < 1e20
      else { return nil }
      return value
    }
    let progress = SolveProgress(
      seconds: item("running_time") ?? 0, incumbent: item("mip_primal_bound"),
      bound: item("mip_dual_bound"))
    guard progress.incumbent != last?.incumbent || progress.bound != last?.bound else { return }
    last = progress
    onProgress(progress)
  }
}

extension LinearModel {
  /// Solves the model once.
  public func solve(
    _ options: SolveOptions = SolveOptions(), from start: [Double]? = nil, job: Job = Job(),
    onProgress: @escaping (SolveProgress) -> Void = { _ in }
  ) throws(Diagnostic) -> SolveResult {
    let session = try HiGHSSession(self, relaxed: options.isRelaxed)
    if let start, !options.isRelaxed { try session.start(from: start) }
    return try session.run(options, job: job, onProgress: onProgress)
  }
}
