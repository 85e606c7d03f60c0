import Groundwork

/// What an observation says of a piece of ground, held against a plan and its base epoch.
public enum GroundState: String, Sendable, Codable, CaseIterable {
  /// The plan changes the class, and the planned class was observed (已实施).
  case done
  /// The plan changes the class, and the class of the base epoch was observed (未实施).
  case notYet = "not_yet"
  /// The plan changes the class, and a class was observed that the works pass through (实施中).
  case onTheWay = "on_the_way"
  /// A class was observed that is neither planned nor that of the base epoch (偏离方案).
  case deviating
  /// No measure takes the ground, and its class changed (方案外变化).
  case outsidePlan = "outside_plan"
  /// A measure takes the ground without changing its class, and the class is as it was: whether the
  /// works were done cannot be told from classes (地类不变，按地类无法判断).
  case kept
  /// No measure takes the ground, and its class is as it was (方案外未变).
  case unchanged
  /// The observation does not cover the ground (未观测). Never counted as unchanged.
  case unobserved

  public var title: Localized {
    switch self {
    case .done: Localized(zh: "已实施", en: "done")
    case .notYet: Localized(zh: "未实施", en: "not yet")
    case .onTheWay: Localized(zh: "实施中", en: "on the way")
    case .deviating: Localized(zh: "偏离方案", en: "deviating")
    case .outsidePlan: Localized(zh: "方案外变化", en: "outside the plan")
    case .kept: Localized(zh: "方案内地类不变", en: "class kept by the plan")
    case .unchanged: Localized(zh: "方案外未变", en: "unchanged")
    case .unobserved: Localized(zh: "未观测", en: "unobserved")
    }
  }

  /// The display colour, `#RRGGBB`.
  public var colour: String {
    switch self {
    case .done: "#2E8B57"
    case .notYet: "#E0A100"
    case .onTheWay: "#8CBF3F"
    case .deviating: "#C8102E"
    case .outsidePlan: "#7B3FA0"
    case .kept: "#9DB8A5"
    case .unchanged: "#E4E2DA"
    case .unobserved: "#5C6670"
    }
  }
}

/// Areas by state; they add up to the ground that they were taken of.
public struct StateAreas: Sendable, Hashable, Codable {
  private var areas: [GroundState: Area] = [:]

  public init() {}

  public subscript(state: GroundState) -> Area { areas[state] ?? .zero }

  public var total: Area { GroundState.allCases.map { self[$0] }.total() }

  public mutating func add(_ area: Area, _ state: GroundState) {
    areas[state, default: .zero] += area
  }

  /// The part of the ground that the plan changes.
  public var changing: Area {
    [.done, .notYet, .onTheWay, .deviating].map { self[$0] }.total()
  }
}
