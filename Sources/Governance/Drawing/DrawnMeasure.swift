import Groundwork

/// The drawn ground: polygons of rings of coordinates x, y, x, y … in whole 0.1 mm of the
/// workspace's coordinate system. The first ring of a polygon is the outer one; rings are open.
public struct DrawnGround: Hashable, Sendable, Codable {
  public var polygons: [[[Int64]]]

  public init(_ polygons: [[[Int64]]]) { self.polygons = polygons }

  public init(from decoder: any Decoder) throws {
    polygons = try decoder.singleValueContainer().decode([[[Int64]]].self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(polygons)
  }
}

/// A drawn measure (整治图斑): its ground and its attributes.
public struct DrawnMeasure: Hashable, Sendable, Codable {
  /// The id that users see.
  public var id: String
  /// The code of the planned class, in the class system of the plan.
  public var landClass: String
  /// The element of 5+X; empty where none is stated.
  public var element: String
  public var project: String
  public var projectName: String
  public var stage: Int?
  public var cost: Money?
  /// The measure that it was split or copied from: values that were not edited, such as slope and
  /// grade, are those of its origin.
  public var origin: Int64?
  public var ground: DrawnGround

  public init(
    id: String, landClass: String, element: String = "", project: String = "",
    projectName: String = "", stage: Int? = nil, cost: Money? = nil, origin: Int64? = nil,
    ground: DrawnGround
  ) {
    self.id = id
    self.landClass = landClass
    self.element = element
    self.project = project
    self.projectName = projectName
    self.stage = stage
    self.cost = cost
    self.origin = origin
    self.ground = ground
  }
}

/// One measure before and after an act. Measures are identified by number, which never changes.
public struct DrawingStep: Hashable, Sendable, Codable {
  public var number: Int64
  /// `nil` for a new measure.
  public var before: DrawnMeasure?
  /// `nil` for a removed one.
  public var after: DrawnMeasure?

  public init(_ number: Int64, from before: DrawnMeasure?, to after: DrawnMeasure?) {
    self.number = number
    self.before = before
    self.after = after
  }

  /// The inverse step.
  public var inverse: DrawingStep { DrawingStep(number, from: after, to: before) }
}

/// The kind of a change of measures, under the name that users see.
public enum DrawingAct: String, Sendable, Codable, CaseIterable {
  /// 绘制, 复制地块: new measures.
  case draw, copy
  /// 分割, 裁剪, 合并, 修边: changed ground.
  case split, cut, merge, reshape
  /// 改属性: class, element, project, stage, cost.
  case set
  /// 删除.
  case remove
  /// 并入另一方案.
  case adopt
}
