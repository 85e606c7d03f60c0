/// How long and how exactly the solver works.
public struct SolveOptions: Sendable {
  /// Of the present run, in seconds.
  public var seconds: Double
  /// The solver stops when the incumbent is proven to be within this share of the best.
  public var relativeGap: Double
  /// The solver stops when the incumbent is at most this.
  public var target: Double?
  /// Equal seeds give equal answers where the solver ends before its time.
  public var seed: Int
  /// Whether the model is simplified first. A linear program that is solved again after small changes
  /// keeps its basis, and is quicker, without.
  public var presolve: Bool
  /// Whether whole-number columns may take any value.
  public var isRelaxed: Bool
  /// The share of the work that heuristics may take, from 0 to 1; `nil` for the solver's own choice.
  public var heuristicEffort: Double?

  public init(
    seconds: Double = .infinity, relativeGap: Double = 1e-6, target: Double? = nil,
    seed: Int = 0, presolve: Bool = true, isRelaxed: Bool = false, heuristicEffort: Double? = nil
  ) {
    self.seconds = seconds
    self.relativeGap = relativeGap
    self.target = target
    self.seed = seed
    self.presolve = presolve
    self.isRelaxed = isRelaxed
    self.heuristicEffort = heuristicEffort
  }
}

/// What is known while the solver works.
public struct SolveProgress: Sendable, Hashable, Codable {
  /// Seconds since the run began.
  public var seconds: Double
  /// The objective of the best plan so far, `nil` before the first.
  public var incumbent: Double?
  /// No plan is better than this, `nil` before the first bound.
  public var bound: Double?

  public init(seconds: Double, incumbent: Double?, bound: Double?) {
    self.seconds = seconds
    self.incumbent = incumbent
    self.bound = bound
  }
}

/// What a run of the solver found.
public struct SolveResult: Sendable {
  public enum Status: String, Sendable, Codable {
    /// The incumbent is proven to be the best within the asked gap.
    case optimal
    /// No point keeps every row.
    case infeasible
    /// The time ended first.
    case timeLimit
    /// The job was cancelled; the incumbent so far is given.
    case cancelled
    /// The objective has no end.
    case unbounded
    /// The solver gave up.
    case failed
  }

  public var status: Status
  /// The best point found, `nil` if there is none.
  public var values: [Double]?
  /// Of `values`.
  public var objective: Double?
  /// No point is better; -∞ if nothing is known.
  public var bound: Double
  /// Multipliers of the rows, of a linear program only; see ``LinearModel/bound(multipliers:)``.
  public var rowDuals: [Double]?
  /// Reduced costs of the columns, of a linear program only.
  public var reducedCosts: [Double]?
}
