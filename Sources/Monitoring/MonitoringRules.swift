import Classes
import Flow
import Groundwork

/// A set of classes, by category and use; what is named must all hold.
public struct ClassCondition: Sendable, Hashable {
  /// One of these categories; empty for any.
  public var categories: Set<LandCategory>
  /// One of these uses; empty for any.
  public var uses: Set<LandUse>
  /// None of these uses.
  public var exceptUses: Set<LandUse>

  public init(
    categories: Set<LandCategory> = [], uses: Set<LandUse> = [], exceptUses: Set<LandUse> = []
  ) {
    self.categories = categories
    self.uses = uses
    self.exceptUses = exceptUses
  }

  /// A class whose category or use is unknown meets no condition that asks for it.
  public func holds(_ land: FlowClass) -> Bool {
    if !categories.isEmpty {
      guard let category = land.category.flatMap({ LandCategory(rawValue: $0.key) }),
        categories.contains(category)
      else { return false }
    }
    if !uses.isEmpty {
      guard let use = land.use, uses.contains(use) else { return false }
    }
    return land.use.map { !exceptUses.contains($0) } ?? exceptUses.isEmpty
  }
}

/// A class that works pass through on their way to the planned one: a demolished homestead is vacant
/// before it is farmland.
public struct WorkRoute: Sendable, Hashable {
  public var planned: ClassCondition
  public var via: ClassCondition
  public var source: Localized

  public init(planned: ClassCondition, via: ClassCondition, source: Localized) {
    self.planned = planned
    self.via = via
    self.source = source
  }

  func leads(_ found: FlowClass, to wanted: FlowClass) -> Bool {
    planned.holds(wanted) && via.holds(found)
  }
}

/// How grave an alarm is.
public enum AlarmLevel: String, Sendable, Codable, CaseIterable, Comparable {
  case minor, serious, grave

  public static func < (a: AlarmLevel, b: AlarmLevel) -> Bool { a.rank < b.rank }
  private var rank: Int { self == .minor ? 0 : self == .serious ? 1 : 2 }

  public var title: Localized {
    switch self {
    case .minor: Localized(zh: "一般", en: "minor")
    case .serious: Localized(zh: "较重", en: "serious")
    case .grave: Localized(zh: "严重", en: "grave")
    }
  }
}

/// A rule that raises an alarm for observed ground.
public struct AlarmRule: Sendable, Hashable {
  public var id: String
  public var title: Localized
  public var level: AlarmLevel
  public var states: Set<GroundState>
  public var before: ClassCondition
  public var after: ClassCondition
  /// The role of a control layer in which the ground must lie; `nil` for anywhere.
  public var inside: String?
  /// From this area on; for a rule with a control layer, of the ground inside it.
  public var least: Area
  public var source: Localized

  public init(
    id: String, title: Localized, level: AlarmLevel, states: Set<GroundState>,
    before: ClassCondition = ClassCondition(), after: ClassCondition = ClassCondition(),
    inside: String? = nil, least: Area, source: Localized
  ) {
    self.id = id
    self.title = title
    self.level = level
    self.states = states
    self.before = before
    self.after = after
    self.inside = inside
    self.least = least
    self.source = source
  }
}

/// A use whose total must not fall below that of the base epoch.
public struct BalanceRule: Sendable, Hashable {
  public var id: String
  public var title: Localized
  public var level: AlarmLevel
  public var counted: ClassCondition
  public var source: Localized

  public init(
    id: String, title: Localized, level: AlarmLevel, counted: ClassCondition, source: Localized
  ) {
    self.id = id
    self.title = title
    self.level = level
    self.counted = counted
    self.source = source
  }
}

/// How sure an observation must be before it raises an alarm (置信度): interpretation results may state it.
public struct ConfidenceRule: Sendable, Hashable {
  /// The fields that state it, the first that a layer has.
  public var fields: [String]
  /// In per cent; ground below it is listed and raises no alarm.
  public var least: Int
  public var source: Localized

  public init(fields: [String], least: Int, source: Localized) {
    self.fields = fields
    self.least = least
    self.source = source
  }
}

/// The rules of monitoring (监测告警规则) of an office: data, none of them in code.
public struct MonitoringRules: Sendable, Hashable {
  public var name: String
  public var routes: [WorkRoute]
  public var alarms: [AlarmRule]
  public var balances: [BalanceRule]
  /// `nil`: whatever an observation says of how sure it is does not matter.
  public var confidence: ConfidenceRule?

  public init(
    name: String, routes: [WorkRoute] = [], alarms: [AlarmRule] = [], balances: [BalanceRule] = [],
    confidence: ConfidenceRule? = nil
  ) {
    self.confidence = confidence
    self.name = name
    self.routes = routes
    self.alarms = alarms
    self.balances = balances
  }

  /// The control layers that rules ask for.
  public var controlRoles: [String] { Set(alarms.compactMap(\.inside)).sorted() }
}
