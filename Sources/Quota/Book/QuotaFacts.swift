import EventLog
import Groundwork

/// What documents say of a lot besides its units (批次登记); what nobody has stated is `nil`.
public struct LotFacts: Hashable, Sendable, Codable {
  /// 耕地质量等级 of the farmland that the lot brought, the area-weighted mean in hundredths.
  public var grade: Int?
  /// Whether that farmland is in stable use for good (长期稳定利用耕地).
  public var isStable: Bool?
  /// The day on which the supplementary project was applied for, and whether under the rules before
  /// 2025 (BAL-03).
  public var applied: Timestamp?
  public var isOldStyle: Bool?
  /// Whether city or province spot-checked it (抽查), and whether the change survey (变更调查) has it.
  public var isSpotChecked: Bool?
  public var isInChangeSurvey: Bool?

  public init(
    grade: Int? = nil, isStable: Bool? = nil, applied: Timestamp? = nil, isOldStyle: Bool? = nil,
    isSpotChecked: Bool? = nil, isInChangeSurvey: Bool? = nil
  ) {
    self.grade = grade
    self.isStable = isStable
    self.applied = applied
    self.isOldStyle = isOldStyle
    self.isSpotChecked = isSpotChecked
    self.isInChangeSurvey = isInChangeSurvey
  }

  /// Whether it states nothing.
  var isEmpty: Bool { self == LotFacts() }

  /// With what a later document states.
  func updated(by later: LotFacts) -> LotFacts {
    LotFacts(
      grade: later.grade ?? grade, isStable: later.isStable ?? isStable,
      applied: later.applied ?? applied, isOldStyle: later.isOldStyle ?? isOldStyle,
      isSpotChecked: later.isSpotChecked ?? isSpotChecked,
      isInChangeSurvey: later.isInChangeSurvey ?? isInChangeSurvey)
  }
}

/// Farmland that was lost (耕地减少), with its cause and what it is balanced by, as its approval says.
public struct FarmlandLoss: Hashable, Sendable, Codable {
  public enum Cause: String, Sendable, Codable, CaseIterable {
    case construction
    /// 转为林地、园地、草地或农业设施用地.
    case agricultural
    /// 生态退耕.
    case returnedToNature = "returned_to_nature"
    /// 灾毁.
    case disaster
    /// 河湖自然扩大.
    case waterGrowth = "water_growth"
    case other

    /// Not counted in the balance of farmland gained and lost (BAL-07).
    public var isExempt: Bool {
      switch self {
      case .returnedToNature, .disaster, .waterGrowth: true
      case .construction, .agricultural, .other: false
      }
    }

    public var title: Localized {
      switch self {
      case .construction: Localized(zh: "建设占用", en: "built on")
      case .agricultural: Localized(zh: "转为其他农用地", en: "other agricultural use")
      case .returnedToNature: Localized(zh: "生态退耕", en: "given back to nature")
      case .disaster: Localized(zh: "灾毁", en: "destroyed by disaster")
      case .waterGrowth: Localized(zh: "河湖自然扩大", en: "taken by water")
      case .other: Localized(zh: "其他", en: "other")
      }
    }
  }

  public var id: String
  public var project: String
  /// The administrative code of where it lay, six digits or more.
  public var area: String
  public var cause: Cause
  /// The net area of farmland.
  public var quantity: Area
  /// 耕地质量等级, the area-weighted mean in hundredths.
  public var grade: Int?
  /// The uses of quota (挂钩) that make up for it.
  public var uses: [String]
  /// The number of the yearly plan of farmland gained and lost (年度进出平衡总体方案) that names it.
  public var plan: String?
  /// The day of its entry.
  public var day: Timestamp?

  public init(
    id: String, project: String, area: String, cause: Cause, quantity: Area, grade: Int? = nil,
    uses: [String] = [], plan: String? = nil
  ) {
    self.id = id
    self.project = project
    self.area = area
    self.cause = cause
    self.quantity = quantity
    self.grade = grade
    self.uses = uses
    self.plan = plan
  }
}

/// A figure that a plan or an authority sets (控制数): planned space, yearly quota, yearly farmland.
public struct QuotaFigure: Hashable, Sendable, Codable {
  public struct Key: Hashable, Sendable, Codable {
    public var id: String
    public var year: Int?

    public init(id: String, year: Int? = nil) {
      self.id = id
      self.year = year
    }
  }

  /// Its kind in the catalogue.
  public var id: String
  /// The year, for figures that are set yearly.
  public var year: Int?
  public var quantity: Area

  public var key: Key { Key(id: id, year: year) }

  public init(id: String, year: Int? = nil, quantity: Area) {
    self.id = id
    self.year = year
    self.quantity = quantity
  }
}

/// A kind of figure: data, not code; see `Policies/quota`.
public struct QuotaFigureKind: Hashable, Sendable, Codable {
  public var id: String
  public var title: Localized
  /// The fact that the rules know it by: a scalar, or `collection.field` of yearly figures.
  public var fact: String
  public var isYearly: Bool

  public init(id: String, title: Localized, fact: String, isYearly: Bool = false) {
    self.id = id
    self.title = title
    self.fact = fact
    self.isYearly = isYearly
  }
}
