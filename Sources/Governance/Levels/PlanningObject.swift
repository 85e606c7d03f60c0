import EventLog
import Groundwork

/// One of the four planning levels (规划层级), or the province above them.
public enum PlanningLevel: String, Sendable, Codable, CaseIterable, Comparable {
  /// 省级目标任务: what a province sets its cities.
  case province
  /// 市级整治规划纲要.
  case city
  /// 县级整治规划.
  case county
  /// 片区策划.
  case district
  /// 单元方案.
  case unit

  public var title: Localized {
    switch self {
    case .province: Localized(zh: "省级目标任务", en: "provincial targets")
    case .city: Localized(zh: "市级整治规划纲要", en: "city outline")
    case .county: Localized(zh: "县级整治规划", en: "county plan")
    case .district: Localized(zh: "片区策划", en: "district scheme")
    case .unit: Localized(zh: "单元方案", en: "unit scheme")
    }
  }

  /// The level that sets its targets; none above the province.
  public var above: PlanningLevel? {
    switch self {
    case .province: nil
    case .city: .province
    case .county: .city
    case .district: .county
    case .unit: .district
    }
  }

  /// Whether an object of it has to name the one above. A city's need not: what its province sets may be
  /// unknown here.
  public var needsParent: Bool { self > .city }

  /// The course of its approval, a file of `Policies/processes`; a province's is not followed here.
  public var process: String? {
    switch self {
    case .province: nil
    case .city: "city-outline"
    case .county: "county-plan"
    case .district: "district-scheme"
    case .unit: "unit-scheme"
    }
  }

  /// Whether projects are assigned to it.
  public var holdsProjects: Bool { self == .district || self == .unit }

  public static func < (a: PlanningLevel, b: PlanningLevel) -> Bool { a.rank < b.rank }
  private var rank: Int { PlanningLevel.allCases.firstIndex(of: self) ?? 0 }
}

/// What targets are set for, and what results come up from projects.
public enum TargetIndicator: String, Sendable, Codable, CaseIterable {
  /// 新增耕地: other land that becomes farmland.
  case newFarmland = "new_farmland"
  /// 建设用地减量: construction land that becomes something else.
  case reclaimed
  /// 生态修复: other land that becomes woods, grass, wetland or water.
  case ecology
  /// 建设占用耕地, at most.
  case builtFarmland = "built_farmland"
  /// 投资.
  case investment
  /// 项目数.
  case projects

  public enum Unit: String, Sendable, Codable {
    /// In 0.01 m².
    case area
    /// In 分.
    case money
    case count
  }

  public var unit: Unit {
    switch self {
    case .newFarmland, .reclaimed, .ecology, .builtFarmland: .area
    case .investment: .money
    case .projects: .count
    }
  }

  /// Whether a target is an upper limit; all others are to be reached.
  public var isLimit: Bool { self == .builtFarmland || self == .investment }

  public var title: Localized {
    switch self {
    case .newFarmland: Localized(zh: "新增耕地", en: "new farmland")
    case .reclaimed: Localized(zh: "建设用地减量", en: "construction land given up")
    case .ecology: Localized(zh: "生态修复", en: "ecological land")
    case .builtFarmland: Localized(zh: "建设占用耕地（不超过）", en: "farmland built on, at most")
    case .investment: Localized(zh: "投资（不超过）", en: "investment, at most")
    case .projects: Localized(zh: "项目数", en: "projects")
    }
  }
}

/// A file that belongs to a planning object; its content is an attachment of the workspace.
public struct PlanningAnnex: Hashable, Sendable, Codable {
  public var title: String
  /// The name of the file.
  public var name: String
  /// The hash of its content.
  public var hash: String

  public init(title: String, name: String, hash: String) {
    self.title = title
    self.name = name
    self.hash = hash
  }
}

/// A plan of one level: what it is to reach, by whom it is set, and which projects carry it out.
public struct PlanningObject: Hashable, Sendable, Codable {
  /// An amount in the unit of its indicator.
  public struct Target: Hashable, Sendable, Codable {
    public var indicator: TargetIndicator
    public var amount: Int64

    public init(indicator: TargetIndicator, amount: Int64) {
      self.indicator = indicator
      self.amount = amount
    }
  }

  public var level: PlanningLevel
  public var title: String
  /// The administrative code of its area; a district may cross towns, so it has that of the county.
  public var area: String
  /// The object that sets its targets.
  public var parent: String?
  public var targets: [Target]
  /// The ids of its projects.
  public var projects: [String]
  public var text: String
  /// The ground that it is drawn on (划定范围); `nil` where nothing is drawn.
  public var ground: DrawnGround?
  /// 附件: maps, tables, opinions.
  public var annexes: [PlanningAnnex]

  public init(
    level: PlanningLevel, title: String, area: String = "", parent: String? = nil,
    targets: [Target] = [], projects: [String] = [], text: String = "",
    ground: DrawnGround? = nil, annexes: [PlanningAnnex] = []
  ) {
    self.level = level
    self.title = title
    self.area = area
    self.parent = parent
    self.targets = targets
    self.projects = projects
    self.text = text
    self.ground = ground
    self.annexes = annexes
  }

  private enum CodingKeys: CodingKey {
    case level, title, area, parent, targets, projects, text, ground, annexes
  }

  /// Reads also objects of the first schema, which have neither ground nor annexes.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      level: try values.decode(PlanningLevel.self, forKey: .level),
      title: try values.decode(String.self, forKey: .title),
      area: try values.decode(String.self, forKey: .area),
      parent: try values.decodeIfPresent(String.self, forKey: .parent),
      targets: try values.decode([Target].self, forKey: .targets),
      projects: try values.decode([String].self, forKey: .projects),
      text: try values.decode(String.self, forKey: .text),
      ground: try values.decodeIfPresent(DrawnGround.self, forKey: .ground),
      annexes: try values.decodeIfPresent([PlanningAnnex].self, forKey: .annexes) ?? [])
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(level, forKey: .level)
    try values.encode(title, forKey: .title)
    try values.encode(area, forKey: .area)
    try values.encodeIfPresent(parent, forKey: .parent)
    try values.encode(targets, forKey: .targets)
    try values.encode(projects, forKey: .projects)
    try values.encode(text, forKey: .text)
    try values.encodeIfPresent(ground, forKey: .ground)
    if !annexes.isEmpty { try values.encode(annexes, forKey: .annexes) }
  }

  public func target(_ indicator: TargetIndicator) -> Int64? {
    targets.first { $0.indicator == indicator }?.amount
  }
}

/// The events of a planning object.
public enum PlanningEvent: EventPayload {
  case drafted(object: PlanningObject)
  case revised(object: PlanningObject, reason: String)
  /// 审定、批准.
  case adopted(note: String)
  case withdrawn(reason: String)

  public static let category = "programme"

  public var kind: String {
    switch self {
    case .drafted: "drafted"
    case .revised: "revised"
    case .adopted: "adopted"
    case .withdrawn: "withdrawn"
    }
  }

  /// What it makes of the object, if anything.
  public var object: PlanningObject? {
    switch self {
    case .drafted(let object), .revised(let object, _): object
    case .adopted, .withdrawn: nil
    }
  }

  /// 2: an object may have ground and annexes.
  public var schema: Int {
    guard let object else { return 1 }
    return object.ground != nil || !object.annexes.isEmpty ? 2 : 1
  }

  /// The hashes of the annexes that came with it.
  public var attachments: [String] { object?.annexes.map(\.hash) ?? [] }

  /// What was said with it, for people.
  public var said: String {
    switch self {
    case .drafted: ""
    case .revised(_, let reason), .withdrawn(let reason): reason
    case .adopted(let note): note
    }
  }
}
