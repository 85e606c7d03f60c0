import Certificates
import Classes
import Groundwork

/// A problem of optimisation on the ground and the projects of a workspace, as the page composes it. What
/// is left out takes the standard of its kind.
public struct StudyQuestion: Codable, Sendable, Hashable {
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// 林耕置换.
    case exchange
    /// 连片选地.
    case ground
    /// 项目组合.
    case portfolio
    /// 廊道贯通.
    case corridor
    /// 永久基本农田调整.
    case adjustment

    public var title: Localized {
      switch self {
      case .exchange: Localized(zh: "林耕置换", en: "exchange of farmland and forest")
      case .ground: Localized(zh: "连片选地", en: "choice of ground in blocks")
      case .portfolio: Localized(zh: "项目组合", en: "portfolio of projects")
      case .corridor: Localized(zh: "廊道贯通", en: "corridor")
      case .adjustment: Localized(zh: "永久基本农田调整", en: "adjustment of basic farmland")
      }
    }
  }

  /// What a choice of ground is to have as little of as possible.
  public enum Cost: String, Codable, Sendable, CaseIterable {
    /// Slope class (坡度级).
    case slope
    /// Grade of the farmland (耕地等别).
    case grade
    /// Area alone.
    case area
  }

  /// What a project is worth.
  public enum Benefit: String, Codable, Sendable, CaseIterable {
    /// The area of its measures in 亩.
    case ground
    /// Its investment in 万元.
    case investment
    /// One for each project.
    case count
  }

  /// What ground of a use costs as a corridor.
  public struct Price: Codable, Sendable, Hashable {
    public var use: LandUse
    /// 元 per 亩.
    public var price: Double

    public init(_ use: LandUse, _ price: Double) {
      self.use = use
      self.price = price
    }
  }

  public var kind: Kind
  /// The survey epoch; the earliest by default. A portfolio has none.
  public var epoch: String?
  /// Parcels or projects that must or must not be chosen. An exchange only knows parcels that stay.
  public var lockIn: [String]?
  public var lockOut: [String]?
  public var seconds: Double?
  /// In per cent.
  public var gap: Double?

  // Exchange.
  public var objective: ExchangeProblem.Objective?
  public var counterpart: [LandUse]?
  public var pairs: Int?
  public var keepsFarmland: Bool?
  /// The least change of the mean number of farmland neighbours.
  public var contiguityAtLeast: Double?
  /// The largest change of the mean slope class, in per cent.
  public var slopeAtMost: Double?
  /// The least change of the area in blocks of 100 亩 (百亩方), in 亩, and of their number.
  public var blockAreaAtLeast: Double?
  public var blocksAtLeast: Int?

  // Choice of ground.
  public var uses: [LandUse]?
  public var cost: Cost?
  public var areaPercent: Double?
  /// In 亩; wins over the share.
  public var areaMu: Double?
  public var blockMu: Double?

  // Corridor.
  public var habitat: [LandUse]?
  public var prices: [Price]?
  /// The least area in 亩 of a place to be joined, and the most places, the largest first.
  public var leastMu: Double?
  public var places: Int?

  // Adjustment of basic farmland.
  /// What may leave in each town, in per cent of its basic farmland.
  public var capPercent: Double?
  public var keepsTowns: Bool?
  public var keepsQuality: Bool?
  public var keepsContiguity: Bool?
  /// The slope class from which basic farmland is not fit.
  public var unfitSlope: Int?

  // Portfolio.
  public var firstYear: Int?
  /// In 万元, by year.
  public var budgets: [Double]?
  public var carriesOver: Bool?
  /// What a year's delay takes from a benefit, in per cent.
  public var discount: Double?
  public var benefit: Benefit?

  public init(_ kind: Kind) { self.kind = kind }

  var limits: SearchLimits {
    SearchLimits(seconds: seconds ?? 15, relativeGap: (gap ?? 0.1) / 100, seed: 0)
  }

  /// The same question with the opposite decision about one item.
  public func opposite(of item: String, isChosen: Bool) -> StudyQuestion {
    var other = self
    other.lockIn = (lockIn ?? []).filter { $0 != item } + (isChosen ? [] : [item])
    other.lockOut = (lockOut ?? []).filter { $0 != item } + (isChosen ? [item] : [])
    return other
  }

  static func unknownLock(_ id: String) -> Diagnostic {
    Diagnostic(
      code: "optimise.lock-unknown",
      Localized(
        zh: "锁定的“\(id)”不在本问题的候选之中。",
        en: "‘\(id)’, which is locked, is not among what this problem may choose."),
      remedy: Localized(zh: "解除这一锁定。", en: "Unlock it."), feature: id, field: "lock_in")
  }
}
