import EventLog
import Groundwork

/// The part that an organisation has in the work. Source: the actors of the reform plans (领导小组, 自规,
/// 片区实施主体 …).
public enum OrganisationKind: String, Sendable, Codable, CaseIterable {
  /// 人民政府, 领导小组及其办公室.
  case government
  /// 自然资源和规划主管部门.
  case naturalResources
  /// 其他条线部门: agriculture, environment, finance, water …
  case department
  /// 片区实施主体 (平台公司).
  case platformCompany
  /// 项目实施主体.
  case implementer
  /// 村集体经济组织.
  case villageCollective
  /// 督考.
  case supervision
  /// 审计, 评估, 测绘 and other independent bodies.
  case auditor
  /// 村民 as a body.
  case villagers
  /// 系统运行维护; its people administer the system and take no part in the work.
  case operations
}

/// An organisation in the tree of organisations.
public struct Organisation: Hashable, Sendable, Codable {
  public var id: String
  public var name: String
  public var kind: OrganisationKind
  public var area: AreaCode
  /// The parent organisation; none for a root.
  public var parent: String?

  public init(
    id: String, name: String, kind: OrganisationKind, area: AreaCode, parent: String? = nil
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.area = area
    self.parent = parent
  }
}

/// A person with posts in organisations.
public struct Person: Hashable, Sendable, Codable {
  public var id: String
  public var name: String
  /// The ids of the organisations in which they have a post.
  public var posts: [String]

  public init(id: String, name: String, posts: [String]) {
    self.id = id
    self.name = name
    self.posts = posts
  }
}

/// A role given to a person in an organisation, for an area and a time.
public struct Grant: Hashable, Sendable, Codable {
  public var id: String
  public var person: String
  public var organisation: String
  public var role: String
  public var area: AreaCode
  public var from: Timestamp
  /// The first moment at which it is no longer in force; `nil` until it is revoked.
  public var until: Timestamp?

  public init(
    id: String, person: String, organisation: String, role: String, area: AreaCode,
    from: Timestamp, until: Timestamp? = nil
  ) {
    self.id = id
    self.person = person
    self.organisation = organisation
    self.role = role
    self.area = area
    self.from = from
    self.until = until
  }

  public func holds(at time: Timestamp) -> Bool {
    from <= time && until.map { time < $0 } ?? true
  }

  /// Whether both are in force at some moment.
  public func overlaps(_ other: Grant) -> Bool {
    let endsBefore = until.map { $0 <= other.from } ?? false
    let beginsAfter = other.until.map { $0 <= from } ?? false
    return !endsBefore && !beginsAfter
  }
}
