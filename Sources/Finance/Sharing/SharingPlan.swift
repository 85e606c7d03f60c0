import Groundwork

/// Who gets what of the district's income (权益共享方案): pools with deductions and shares, and items of
/// compensation, by formulas that are data; one statement for each household.
public struct SharingPlan: Hashable, Sendable, Codable {
  /// The resolution of the villagers' meeting, or the contract, behind it (CNS-05).
  public struct Basis: Hashable, Sendable, Codable {
    public var title: String
    public var number: String
    /// An ISO day.
    public var day: String

    public init(title: String, number: String, day: String) {
      self.title = title
      self.number = number
      self.day = day
    }
  }

  public enum Mode: String, Sendable, Codable, CaseIterable {
    /// 指标收益反哺.
    case quota
    /// 资产入股分红.
    case dividend
    /// 产业导入就业.
    case wages

    public var title: Localized {
      switch self {
      case .quota: Localized(zh: "指标收益反哺", en: "income of quotas")
      case .dividend: Localized(zh: "资产入股分红", en: "dividend")
      case .wages: Localized(zh: "产业导入就业", en: "jobs")
      }
    }
  }

  public struct Deduction: Hashable, Sendable, Codable {
    public enum Amount: Hashable, Sendable, Codable {
      case fixed(Money)
      /// Of the income.
      case rate(FundRate)
    }

    public var title: Localized
    public var amount: Amount

    public init(title: Localized, amount: Amount) {
      self.title = title
      self.amount = amount
    }
  }

  public struct Share: Hashable, Sendable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
      case households, collective, platform, government
    }

    public var kind: Kind
    public var title: Localized
    public var weight: Int64
    /// Of households: measure → weight. The share is split by the weights, and each part among the
    /// households by the measure.
    public var by: [String: Int64]

    public init(kind: Kind, title: Localized, weight: Int64, by: [String: Int64] = [:]) {
      self.kind = kind
      self.title = title
      self.weight = weight
      self.by = by
    }
  }

  public struct Pool: Hashable, Sendable, Codable {
    public var id: String
    public var title: Localized
    public var mode: Mode
    public var basis: Basis
    public var income: Money
    /// The line of the fund plan that the income is; `nil`: it was typed.
    public var fundLine: String?
    public var deductions: [Deduction]
    public var shares: [Share]

    public init(
      id: String, title: Localized, mode: Mode, basis: Basis, income: Money, fundLine: String?,
      deductions: [Deduction], shares: [Share]
    ) {
      self.id = id
      self.title = title
      self.mode = mode
      self.basis = basis
      self.income = income
      self.fundLine = fundLine
      self.deductions = deductions
      self.shares = shares
    }
  }

  /// A compensation item (补偿项目): a price for each unit of a household's measure.
  public struct Item: Hashable, Sendable, Codable {
    public var id: String
    public var title: Localized
    public var measure: String
    /// For one unit.
    public var price: Money
    public var basis: Basis

    public init(id: String, title: Localized, measure: String, price: Money, basis: Basis) {
      self.id = id
      self.title = title
      self.measure = measure
      self.price = price
      self.basis = basis
    }
  }

  /// Whether the house is to be cleared (拆旧), and what was done before; `nil`: not recorded (LNK-07).
  public struct Clearing: Hashable, Sendable, Codable {
    public var isPlanned: Bool
    public var isInformed: Bool?
    public var isHeard: Bool?
    public var isWilling: Bool?
    public var hasReplacement: Bool?

    public init(
      isPlanned: Bool, isInformed: Bool? = nil, isHeard: Bool? = nil, isWilling: Bool? = nil,
      hasReplacement: Bool? = nil
    ) {
      self.isPlanned = isPlanned
      self.isInformed = isInformed
      self.isHeard = isHeard
      self.isWilling = isWilling
      self.hasReplacement = hasReplacement
    }
  }

  public struct Household: Hashable, Sendable, Codable {
    public var id: String
    public var name: String
    public var village: String
    /// The code of the village, 12 digits; its people read the statement. `nil` in plans of before.
    public var villageCode: String?
    /// The organisation in the directory whose people are the household's own.
    public var organisation: String?
    public var clearing: Clearing?
    /// Measure → hundredths of its unit: people, 亩, shares.
    public var measures: [String: Int64]

    public init(
      id: String, name: String, village: String, villageCode: String? = nil,
      organisation: String? = nil, clearing: Clearing? = nil, measures: [String: Int64]
    ) {
      self.id = id
      self.name = name
      self.village = village
      self.villageCode = villageCode
      self.organisation = organisation
      self.clearing = clearing
      self.measures = measures
    }
  }

  public var title: String
  /// Measure → its name.
  public var measures: [String: Localized]
  public var pools: [Pool]
  public var items: [Item]
  public var households: [Household]

  public init(
    title: String, measures: [String: Localized], pools: [Pool], items: [Item],
    households: [Household]
  ) {
    self.title = title
    self.measures = measures
    self.pools = pools
    self.items = items
    self.households = households
  }
}

/// What each gets by a plan, to the last 分.
public struct SharingResult: Hashable, Sendable {
  public struct Pool: Hashable, Sendable {
    /// In step with the deductions.
    public var deducted: [Money]
    /// What is shared.
    public var rest: Money
    /// In step with the shares.
    public var shares: [Money]
    /// In step with the households: what they get of it.
    public var households: [Money]
  }

  /// In step with the pools of the plan.
  public var pools: [Pool]
  /// In step with the items: by household.
  public var items: [[Money]]
  /// By household, all together.
  public var totals: [Money]

  /// Works the plan out. O(pools × households × log households).
  /// - Throws: Diagnostic `fund.sharing` that names the pool.
  public init(_ plan: SharingPlan) throws {
    try plan.check()
    pools = plan.pools.map { SharingResult.pool($0, plan) }
    items = plan.items.map { item in
      plan.households.map { household in
        let measure = household.measures[item.measure] ?? 0
        return Money(fen: rounded(Int128(item.price.fen) * Int128(measure), 100))
      }
    }
    totals = plan.households.indices.map { [pools, items] index in
      pools.reduce(Money.zero) { $0 + $1.households[index] }
        + items.reduce(Money.zero) { $0 + $1[index] }
    }
  }

  private static func pool(_ pool: SharingPlan.Pool, _ plan: SharingPlan) -> Pool {
    let deducted = pool.deducted
    let rest = pool.rest
    let shares = LargestRemainder.split(rest.fen, by: pool.shares.map(\.weight))
    var households = [Money](repeating: .zero, count: plan.households.count)
    for (share, amount) in zip(pool.shares, shares) where share.kind == .households {
      let measures = share.by.sorted { $0.key < $1.key }
      let parts = LargestRemainder.split(amount, by: measures.map(\.value))
      for (measure, part) in zip(measures, parts) {
        let weights = plan.households.map { $0.measures[measure.key] ?? 0 }
        for (index, money) in LargestRemainder.split(part, by: weights).enumerated() {
          households[index] = households[index] + Money(fen: money)
        }
      }
    }
    return Pool(
      deducted: deducted, rest: rest, shares: shares.map { Money(fen: $0) },
      households: households)
  }
}
