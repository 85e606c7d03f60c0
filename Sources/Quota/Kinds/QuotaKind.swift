import Groundwork

/// What the rules say of one kind of quota (指标种类): data, not code; see `Policies/quota`.
public struct QuotaKind: Hashable, Sendable, Codable {
  /// How far units may go from where they were generated.
  public enum Reach: String, Sendable, Codable, CaseIterable {
    case none, county, city, province, nation

    /// How many digits of the area codes must be the same; `nil`: it may not move at all.
    var digits: Int? {
      switch self {
      case .none: nil
      case .county: 6
      case .city: 4
      case .province: 2
      case .nation: 0
      }
    }
  }

  /// A price rule: 元 a 亩, with where it is written.
  public struct Price: Hashable, Sendable, Codable {
    /// Floor and cap in 分 a 亩; `nil`: none.
    public var floor: Money?
    public var cap: Money?
    /// Whether a trade outside is refused; else it is only shown.
    public var isBinding: Bool
    public var source: Localized
    /// The days on which it is in force, `nil` for open ends, as ISO days.
    public var from: String?
    public var to: String?

    public init(
      floor: Money?, cap: Money?, isBinding: Bool, source: Localized, from: String?, to: String?
    ) {
      self.floor = floor
      self.cap = cap
      self.isBinding = isBinding
      self.source = source
      self.from = from
      self.to = to
    }

    /// Whether it is in force on an ISO day.
    public func applies(on day: String) -> Bool {
      (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }
  }

  /// Which pieces of the flow ledger back units of a kind.
  public enum Ground: String, Sendable, Codable, CaseIterable {
    /// Needs no ground.
    case none
    /// Ground that becomes farmland (新增耕地).
    case newFarmland = "new_farmland"
    /// Construction land that is given up (建设用地复垦、减量).
    case reclaimed
    /// Farmland, whatever it was before.
    case farmland
    case newForest = "new_forest"
    case newWetland = "new_wetland"
    /// 河湖、水库、坑塘水面.
    case newWater = "new_water"
  }

  public var id: String
  public var title: Localized
  /// Whether it has the three numbers of 占补; else only an area.
  public var hasThreeNumbers: Bool
  /// What its units must be backed by.
  public var ground: Ground
  /// Whether 县 → 市 → 省 must each state their deduction before it is confirmed.
  public var hasChain: Bool
  /// The least share of the planned area that the county's own check must leave, as a fraction.
  public var countyShare: Fraction?
  /// Whole years from 入库 until it expires; `nil`: it does not.
  public var lifeYears: Int?
  /// Whether it may be issued before its ground is there (周转), and for how many days at most.
  public var advanceDays: Int?
  /// Whether a use may be promised before there is stock (承诺), and for how many days at most.
  public var promiseDays: Int?
  /// How far it may be transferred (流转), and traded (交易).
  public var transferReach: Reach
  public var tradeReach: Reach
  /// Kinds that the same square metre may back too.
  public var sharesGroundWith: [String]
  public var prices: [Price]
  /// Under which type of quota the rules know it (`quota_entries.type`); `nil`: no rule asks for it.
  public var ruleType: String?
  /// What the lines above rely on.
  public var source: Localized

  /// Whether its units must be backed by pieces of ground.
  public var isGrounded: Bool { ground != .none }

  public struct Fraction: Hashable, Sendable, Codable {
    public var numerator: Int64
    public var denominator: Int64

    public init(_ numerator: Int64, _ denominator: Int64) {
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  public init(
    id: String, title: Localized, hasThreeNumbers: Bool = false, ground: Ground,
    hasChain: Bool = false, countyShare: Fraction? = nil, lifeYears: Int? = nil,
    advanceDays: Int? = nil, promiseDays: Int? = nil, transferReach: Reach = .county,
    tradeReach: Reach = .province, sharesGroundWith: [String] = [], prices: [Price] = [],
    ruleType: String? = nil, source: Localized
  ) {
    self.id = id
    self.title = title
    self.hasThreeNumbers = hasThreeNumbers
    self.ground = ground
    self.hasChain = hasChain
    self.countyShare = countyShare
    self.lifeYears = lifeYears
    self.advanceDays = advanceDays
    self.promiseDays = promiseDays
    self.transferReach = transferReach
    self.tradeReach = tradeReach
    self.sharesGroundWith = sharesGroundWith
    self.prices = prices
    self.ruleType = ruleType
    self.source = source
  }
}

/// A purpose of use by rank (用途次序): village needs go first, the market last. See ``QuotaWaterfall``.
public struct QuotaPurpose: Hashable, Sendable, Codable {
  public var id: String
  public var title: Localized
  /// From 1; a purpose waits for the declared needs of all lower ranks.
  public var rank: Int

  public init(id: String, title: Localized, rank: Int) {
    self.id = id
    self.title = title
    self.rank = rank
  }
}

/// The kinds and purposes of a book.
public struct QuotaCatalogue: Hashable, Sendable, Codable {
  public var name: String
  public var kinds: [QuotaKind]
  /// All purposes that any order names, each with the rank of the first.
  public var purposes: [QuotaPurpose]
  /// The orders of purposes, with the rules that set them; `nil` where the file of kinds set its own.
  public var waterfalls: [QuotaWaterfall]?
  /// Figures that the book may hold; `nil` in books that began before there were any.
  public var figures: [QuotaFigureKind]?
  /// Kinds of movements in ledgers of other systems; `nil` in books that began before there were any.
  public var movements: [QuotaMovementKind]?

  public init(
    name: String, kinds: [QuotaKind], purposes: [QuotaPurpose],
    waterfalls: [QuotaWaterfall]? = nil, figures: [QuotaFigureKind]? = nil,
    movements: [QuotaMovementKind]? = nil
  ) {
    self.name = name
    self.kinds = kinds
    self.purposes = purposes
    self.waterfalls = waterfalls
    self.figures = figures
    self.movements = movements
  }

  public func kind(_ id: String) -> QuotaKind? { kinds.first { $0.id == id } }
  public func purpose(_ id: String) -> QuotaPurpose? { purposes.first { $0.id == id } }
  public func movement(_ id: String) -> QuotaMovementKind? { movements?.first { $0.id == id } }
  public func figure(_ id: String) -> QuotaFigureKind? { figures?.first { $0.id == id } }

  /// Whether the same ground may back units of both kinds.
  public func mayShareGround(_ a: String, _ b: String) -> Bool {
    a != b
      && (kind(a)?.sharesGroundWith.contains(b) == true
        || kind(b)?.sharesGroundWith.contains(a) == true)
  }
}
