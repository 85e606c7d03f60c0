import Groundwork

/// The card of a project (项目卡片): from the strategic goal to the works, and who answers for what.
///
/// The relations to functional groups, organisations, indicators, other projects and measures are lists
/// on both sides: a project serves several groups, a group is served by several projects.
public struct ProjectCard: Hashable, Sendable, Codable {
  /// The element of 5+X (整治要素).
  public enum Element: String, Sendable, Codable, CaseIterable {
    case farmland, village, ecology, industry, urban, other

    public var title: Localized {
      switch self {
      case .farmland: Localized(zh: "农用地", en: "agricultural land")
      case .village: Localized(zh: "村庄", en: "villages")
      case .ecology: Localized(zh: "生态", en: "ecology")
      case .industry: Localized(zh: "工业", en: "industry")
      case .urban: Localized(zh: "城镇低效", en: "inefficient urban land")
      case .other: Localized(zh: "X", en: "X")
      }
    }

    /// The element that plans and registers write, such as 农用地; `X` for any other text.
    public init(planned text: String) {
      self = Element.allCases.first { $0.title.zh == text } ?? .other
    }
  }

  /// What is to be spent in one year.
  public struct YearCost: Hashable, Sendable, Codable {
    public var year: Int
    public var amount: Money

    public init(year: Int, amount: Money) {
      self.year = year
      self.amount = amount
    }
  }

  /// The ground of a project: measures (整治图斑) of a plan. Its area is read from the flow ledger of that
  /// plan and is never entered.
  public struct Ground: Hashable, Sendable, Codable {
    public var plan: String
    public var measures: [String]

    public init(plan: String, measures: [String]) {
      self.plan = plan
      self.measures = measures
    }
  }

  public var title: String
  /// 战略目标, 核心空间, 核心项目, 空间项目包: the levels above a project.
  public var goal: String
  public var space: String
  public var core: String
  public var package: String
  public var element: Element
  /// 功能组团.
  public var groups: [String]
  /// The administrative code of where it lies; empty where unknown.
  public var area: String
  /// The first and the last year of the works.
  public var firstYear: Int
  public var lastYear: Int
  /// The stage of the district's works, from 1 (实施阶段).
  public var stage: Int
  /// The projects that must be finished before this one begins (前置项目).
  public var needs: [String]
  /// The projects of which at most one can be built with this one (互斥项目).
  public var excludes: [String]
  /// The investment by year, ascending; the total is their sum.
  public var costs: [YearCost]
  public var duties: ProjectDuties
  /// The names of the indicators that it serves.
  public var indicators: [String]
  public var ground: Ground?
  public var note: String
  /// The numbers in the library of potential (潜力库) that it is to draw on; `nil` where none were chosen.
  public var candidates: [String]?
  /// What of the targets of the plan above it the project is to bring (指标下达到项目); `nil` where nobody set any.
  public var targets: [PlanningObject.Target]?

  public init(
    title: String, goal: String = "", space: String = "", core: String = "", package: String = "",
    element: Element, groups: [String] = [], area: String = "", firstYear: Int, lastYear: Int,
    stage: Int = 1, needs: [String] = [], excludes: [String] = [], costs: [YearCost] = [],
    duties: ProjectDuties = ProjectDuties(), indicators: [String] = [], ground: Ground? = nil,
    note: String = "", candidates: [String]? = nil, targets: [PlanningObject.Target]? = nil
  ) {
    self.title = title
    self.goal = goal
    self.space = space
    self.core = core
    self.package = package
    self.element = element
    self.groups = groups
    self.area = area
    self.firstYear = firstYear
    self.lastYear = lastYear
    self.stage = stage
    self.needs = needs
    self.excludes = excludes
    self.costs = costs
    self.duties = duties
    self.indicators = indicators
    self.ground = ground
    self.note = note
    self.candidates = candidates
    self.targets = targets
  }

  /// The indicators of which a project can have a target: all but the number of projects.
  public static let targetIndicators = TargetIndicator.allCases.filter { $0 != .projects }

  public func target(_ indicator: TargetIndicator) -> Int64? {
    targets?.first { $0.indicator == indicator }?.amount
  }

  /// The whole investment.
  public var cost: Money { costs.reduce(.zero) { $0 + $1.amount } }
}

/// A duty in a project; together the columns of the responsibility matrix (事权协调表).
public enum ProjectDuty: String, Sendable, Codable, CaseIterable {
  /// 统筹.
  case coordinate
  /// 实施; the first organisation leads (牵头).
  case implement
  /// 审批.
  case approve
  /// 资金.
  case fund
  /// 用地指标.
  case quota
  /// 监管.
  case supervise

  public var title: Localized {
    switch self {
    case .coordinate: Localized(zh: "统筹", en: "coordination")
    case .implement: Localized(zh: "实施", en: "implementation")
    case .approve: Localized(zh: "审批", en: "approval")
    case .fund: Localized(zh: "资金", en: "funding")
    case .quota: Localized(zh: "指标", en: "land quota")
    case .supervise: Localized(zh: "监管", en: "supervision")
    }
  }
}

/// The organisations that answer for each duty: ids of the directory, or names.
public struct ProjectDuties: Hashable, Sendable, Codable {
  public var coordinate: [String] = []
  public var implement: [String] = []
  public var approve: [String] = []
  public var fund: [String] = []
  public var quota: [String] = []
  public var supervise: [String] = []

  public init() {}

  public subscript(duty: ProjectDuty) -> [String] {
    get {
      switch duty {
      case .coordinate: coordinate
      case .implement: implement
      case .approve: approve
      case .fund: fund
      case .quota: quota
      case .supervise: supervise
      }
    }
    set {
      switch duty {
      case .coordinate: coordinate = newValue
      case .implement: implement = newValue
      case .approve: approve = newValue
      case .fund: fund = newValue
      case .quota: quota = newValue
      case .supervise: supervise = newValue
      }
    }
  }
}
