import Groundwork

/// Which projects (项目) to begin in which year: the question, in whole numbers.
///
/// A project begins at most once, and only where it ends within the years. Amounts that a project needs
/// over its time are lists by year from its beginning.
public struct PortfolioProblem: Hashable, Sendable, Codable {
  public struct Project: Hashable, Sendable, Codable {
    public var id: String
    public var name: String
    public var town: String
    /// By year from the beginning; its length is the duration, at least one year.
    public var costs: [Money]
    /// People (人) by year from the beginning.
    public var staff: [Int64]
    /// What the project is worth, in whole units of the benefit.
    public var benefit: Int64
    /// Land quota (指标) that is taken when the project begins.
    public var quotaUsed: Area
    /// Land quota that is there the year after the project ends.
    public var quotaGained: Area
    /// Projects that must have ended before this one begins.
    public var needs: [String]
    public var lock: Lock

    public init(
      id: String, name: String? = nil, town: String = "", costs: [Money], staff: [Int64] = [],
      benefit: Int64, quotaUsed: Area = .zero, quotaGained: Area = .zero, needs: [String] = [],
      lock: Lock = .free
    ) {
      self.id = id
      self.name = name ?? id
      self.town = town
      self.costs = costs
      self.staff = staff
      self.benefit = benefit
      self.quotaUsed = quotaUsed
      self.quotaGained = quotaGained
      self.needs = needs
      self.lock = lock
    }

    /// In years.
    public var duration: Int { max(1, costs.count) }
  }

  /// What people have decided about a project.
  public enum Lock: Hashable, Sendable, Codable {
    case free, chosen, excluded
    /// Begins in this year.
    case year(Int)
  }

  /// The most that the projects of one town (乡镇) may cost, and how many there may be.
  public struct TownCap: Hashable, Sendable, Codable {
    public var town: String
    public var cost: Money?
    public var count: Int64?

    public init(town: String, cost: Money? = nil, count: Int64? = nil) {
      self.town = town
      self.cost = cost
      self.count = count
    }
  }

  /// The first year and all that follow it.
  public var firstYear: Int
  /// What a benefit counts when its project begins in a year, in thousandths, by year.
  public var weights: [Int64]
  /// By year.
  public var budgets: [Money]
  /// Whether money that is left over may be spent later.
  public var carriesOver: Bool
  /// By year; `nil` if people are no constraint.
  public var staff: [Int64]?
  /// Quota at hand at the beginning; `nil` if quota is no constraint.
  public var quota: Area?
  public var projects: [Project]
  /// Of the projects of each group at most one begins.
  public var exclusions: [[String]]
  public var townCaps: [TownCap]

  public init(
    firstYear: Int, weights: [Int64], budgets: [Money], carriesOver: Bool = false,
    staff: [Int64]? = nil, quota: Area? = nil, projects: [Project], exclusions: [[String]] = [],
    townCaps: [TownCap] = []
  ) {
    self.firstYear = firstYear
    self.weights = weights
    self.budgets = budgets
    self.carriesOver = carriesOver
    self.staff = staff
    self.quota = quota
    self.projects = projects
    self.exclusions = exclusions
    self.townCaps = townCaps
  }

  public var yearCount: Int { budgets.count }
  public var years: Range<Int> { firstYear..<(firstYear + yearCount) }

  /// The years, counted from the first, in which a project may begin.
  public func starts(of project: Project) -> Range<Int> {
    switch project.lock {
    case .excluded: 0..<0
    case .year(let year):
      year >= firstYear && year - firstYear + project.duration <= yearCount
        ? (year - firstYear)..<(year - firstYear + 1) : 0..<0
    case .free, .chosen: 0..<max(0, yearCount - project.duration + 1)
    }
  }

  /// Whether the project must begin.
  public static func isDemanded(_ project: Project) -> Bool {
    switch project.lock {
    case .chosen, .year: true
    case .free, .excluded: false
    }
  }
}

/// One rule of a portfolio.
public enum PortfolioRule: Hashable, Sendable, Codable {
  /// Index of the year.
  case budget(Int)
  case staff(Int)
  case quota(Int)
  /// The project, and one that it needs, in a year: by index.
  case precondition(project: Int, needs: Int, year: Int)
  /// Index of the group.
  case exclusion(Int)
  /// Index of the cap.
  case townCost(Int), townCount(Int)
  /// Index of the project that is locked in.
  case lock(Int)

  /// Whether its limit is an amount that people set, such as the money of a year.
  public var isAmount: Bool {
    switch self {
    case .budget, .staff, .quota, .townCost, .townCount: true
    case .precondition, .exclusion, .lock: false
    }
  }
}
