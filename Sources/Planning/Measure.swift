import Flow
import Geometry
import Groundwork

/// A measure (整治图斑): ground to which a plan gives another use.
public struct Measure: Sendable, Hashable {
  /// A change that a measure makes to a control line.
  public enum LineChange: String, Sendable, Codable, CaseIterable {
    /// Adjusted out (调出).
    case out = "DC"
    /// Adjusted in, added (调入、补划).
    case `in` = "DR"
  }

  public var id: String
  /// The element of 5+X: 农用地, 村庄, 生态, 工业, 城镇低效 or another recognised element.
  public var element: String
  public var project: String
  public var projectName: String
  /// The functional group (功能组团).
  public var group: String
  public var implementer: String
  /// The stage in which it is carried out, from 1.
  public var stage: Int?
  public var cost: Money?
  /// The share of ridges (田坎系数, KCXS) of the planned farmland; `nil` where none is stated.
  public var ridgeShare: Double?
  /// The slope class of the ground, 1 to 5.
  public var slopeClass: Int?
  /// The change to permanent basic farmland (永农调整).
  public var pbfChange: LineChange?
  /// The change to the urban development boundary (开发边界调整).
  public var udbChange: LineChange?
  /// The document that approves a change of a control line.
  public var approval: String?
  /// Whether it is a scattered remnant (零星土地) developed together with its neighbour.
  public var isScattered: Bool
  /// The grade (GDDB) of the planned farmland, 1 is best; `nil` where none is stated.
  public var grade: Int?
  /// The record in the yearly farmland balance (进出平衡备案, JCPHBH).
  public var balanceRecord: String?

  public init(
    id: String, element: String = "", project: String = "", projectName: String = "",
    group: String = "", implementer: String = "", stage: Int? = nil, cost: Money? = nil,
    ridgeShare: Double? = nil, slopeClass: Int? = nil, pbfChange: LineChange? = nil,
    udbChange: LineChange? = nil, approval: String? = nil, isScattered: Bool = false,
    grade: Int? = nil, balanceRecord: String? = nil
  ) {
    self.id = id
    self.element = element
    self.project = project
    self.projectName = projectName
    self.group = group
    self.implementer = implementer
    self.stage = stage
    self.cost = cost
    self.ridgeShare = ridgeShare
    self.slopeClass = slopeClass
    self.pbfChange = pbfChange
    self.udbChange = udbChange
    self.approval = approval
    self.isScattered = isScattered
    self.grade = grade
    self.balanceRecord = balanceRecord
  }
}

/// A plan: parallel arrays of measures and their ground, class and area.
public struct ConsolidationPlan: Sendable {
  /// The optional fields that the plan's layer has; without them the values are unknown.
  public struct Stated: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    public static let pbfChange = Stated(rawValue: 1)
    public static let udbChange = Stated(rawValue: 2)
    public static let approval = Stated(rawValue: 4)
    public static let scattered = Stated(rawValue: 8)
    public static let ridgeShare = Stated(rawValue: 16)
    public static let balanceRecord = Stated(rawValue: 32)
  }

  public var name: String
  public var measures: [Measure]
  public var stated: Stated
  /// The ground of the measures; patch `i` belongs to measure `i`.
  public var side: FlowSide

  public init(name: String, measures: [Measure], stated: Stated, side: FlowSide) {
    self.name = name
    self.stated = stated
    self.measures = measures
    self.side = side
  }
}
