import Groundwork

/// A rate in whole millionths: 4.2 % is 42 000.
public struct FundRate: Hashable, Sendable, Codable, Comparable {
  public var millionths: Int64

  public init(millionths: Int64) { self.millionths = millionths }

  public static let zero = FundRate(millionths: 0)
  public static func < (a: FundRate, b: FundRate) -> Bool { a.millionths < b.millionths }

  public var value: Double { Double(millionths) / 1_000_000 }

  /// The share of an amount, rounded half away from zero to one 分.
  public func of(_ money: Money) -> Money {
    Money(fen: rounded(Int128(money.fen) * Int128(millionths), 1_000_000))
  }
}

/// A quotient rounded half away from zero.
func rounded(_ numerator: Int128, _ denominator: Int128) -> Int64 {
  let half = denominator / 2
  return Int64((numerator < 0 ? numerator - half : numerator + half) / denominator)
}

/// The whole-life fund plan of a district (全生命周期资金动态平衡表): what is done at what price, when, and
/// how it is paid. Prices are nominal, of one price year.
public struct FundPlan: Hashable, Sendable, Codable {
  public var title: String
  public var priceYear: Int
  public var firstYear: Int
  /// How many years the table has.
  public var years: Int
  public var discount: FundRate
  public var lines: [FundLine]
  public var loans: [FundLoan]
  /// Where the quantities of the ledger come from; `nil` in plans that were entered before this was kept.
  public var ground: Ground?

  public init(
    title: String, priceYear: Int, firstYear: Int, years: Int, discount: FundRate,
    lines: [FundLine], loans: [FundLoan]
  ) {
    self.title = title
    self.priceYear = priceYear
    self.firstYear = firstYear
    self.years = years
    self.discount = discount
    self.lines = lines
    self.loans = loans
  }
}

/// One row: a cost or a revenue.
public struct FundLine: Hashable, Sendable, Codable {
  public enum Side: String, Sendable, Codable, CaseIterable {
    case cost, revenue
  }

  /// The stage of the life (整治 → 整备 → 出让 → 运营).
  public enum Phase: String, Sendable, Codable, CaseIterable {
    case consolidation, preparation, transfer, operation

    public var title: Localized {
      switch self {
      case .consolidation: Localized(zh: "整治", en: "consolidation")
      case .preparation: Localized(zh: "整备", en: "preparation")
      case .transfer: Localized(zh: "出让", en: "transfer")
      case .operation: Localized(zh: "运营", en: "operation")
      }
    }
  }

  public enum Unit: String, Sendable, Codable, CaseIterable {
    /// 亩; the quantity is an area.
    case mu
    /// m²; the quantity is an area.
    case squareMetre = "m2"
    case household, item, kilometre

    var isArea: Bool { self == .mu || self == .squareMetre }
  }

  /// Where a quantity comes from; only typed ones were typed by somebody.
  public enum Origin: Hashable, Sendable, Codable {
    case typed
    /// Pieces of the flow ledger that back a kind of quota, such as `reclaimed`.
    case ledger(String)
    /// The same of some projects only: for the table of a unit or a project.
    case ledgerOf(kind: String, projects: [String])
    /// A pocket of the quota book, such as stock of `linked`.
    case quota(kind: String)
    /// The quantity of a row before it, so many times over: rent of the premises in each of thirteen years.
    case line(String, times: Int64)
  }

  /// Price × quantity, or a share of other rows.
  public enum Amount: Hashable, Sendable, Codable {
    /// Quantity in 0.01 m² for areas, in hundredths of a unit for others.
    case priced(price: Money, unit: Unit, quantity: Int64, origin: Origin)
    /// A share of rows that stand before it, such as 预备费, 调节金 or 分账.
    case share(of: [String], rate: FundRate)
  }

  public struct Source: Hashable, Sendable, Codable {
    public var place: String
    public var year: Int
    public var text: String
    /// `R` real, `M` from memory, `P` placeholder.
    public var grade: String

    public init(place: String, year: Int, text: String, grade: String) {
      self.place = place
      self.year = year
      self.text = text
      self.grade = grade
    }
  }

  public var id: String
  public var title: Localized
  public var side: Side
  public var phase: Phase
  public var amount: Amount
  /// Year → weight; the quantity is split by these, to the last hundredth. None for shares, which fall
  /// when their rows fall.
  public var schedule: [Int: Int64]
  public var source: Source?

  public init(
    id: String, title: Localized, side: Side, phase: Phase, amount: Amount,
    schedule: [Int: Int64] = [:], source: Source? = nil
  ) {
    self.id = id
    self.title = title
    self.side = side
    self.phase = phase
    self.amount = amount
    self.schedule = schedule
    self.source = source
  }
}

/// Money that comes in to be paid back, or not (资本金).
public struct FundLoan: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// 资本金: never paid back.
    case capital
    /// 专项债.
    case bond
    /// 银行贷款.
    case loan
    /// 社会资本.
    case social
    /// 生态环境导向开发项目融资: paid back from the district's industries.
    case eod

    public var title: Localized {
      switch self {
      case .capital: Localized(zh: "资本金", en: "capital")
      case .bond: Localized(zh: "专项债", en: "special bond")
      case .loan: Localized(zh: "银行贷款", en: "bank loan")
      case .social: Localized(zh: "社会资本", en: "private capital")
      case .eod: Localized(zh: "EOD 项目融资", en: "EOD loan")
      }
    }
  }

  public enum Repayment: String, Sendable, Codable, CaseIterable {
    /// 等额本金.
    case equalPrincipal = "equal_principal"
    /// 等额本息.
    case annuity
    /// 到期还本.
    case bullet
    /// 按现金流还本: whatever cash a year leaves, until it is paid; the last year clears it.
    case byCash = "by_cash"
  }

  public var id: String
  public var title: Localized
  public var kind: Kind
  /// Year → amount, drawn at the beginning of the year.
  public var draws: [Int: Money]
  public var rate: FundRate
  /// The years in which principal is paid back, in equal instalments or at the end of the last.
  public var repaidFrom: Int
  public var repaidTo: Int
  public var repayment: Repayment
  /// How much of the draws serves as project capital (用于资本金), by year.
  public var asCapital: [Int: Money]
  /// What its contract and the lists say; `nil` where nobody stated it.
  public var stated: Statements?

  public init(
    id: String, title: Localized, kind: Kind, draws: [Int: Money], rate: FundRate = .zero,
    repaidFrom: Int = 0, repaidTo: Int = 0, repayment: Repayment = .equalPrincipal,
    asCapital: [Int: Money] = [:]
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    self.draws = draws
    self.rate = rate
    self.repaidFrom = repaidFrom
    self.repaidTo = repaidTo
    self.repayment = repayment
    self.asCapital = asCapital
  }
}

extension FundLoan {
  /// What a document says of a source of money, which no table can know; what is not stated stays unknown.
  public struct Statements: Hashable, Sendable, Codable {
    /// 文件名称和文号.
    public var document: String
    /// 专项债负面清单.
    public var isOnNegativeList: Bool?
    /// 政府担保、政府回购、承诺固定收益、承诺财政偿还.
    public var isGuaranteed: Bool?
    public var isBoughtBack: Bool?
    public var hasGuaranteedReturn: Bool?
    public var isRepaidFromBudget: Bool?

    public init(
      document: String, isOnNegativeList: Bool? = nil, isGuaranteed: Bool? = nil,
      isBoughtBack: Bool? = nil, hasGuaranteedReturn: Bool? = nil,
      isRepaidFromBudget: Bool? = nil
    ) {
      self.document = document
      self.isOnNegativeList = isOnNegativeList
      self.isGuaranteed = isGuaranteed
      self.isBoughtBack = isBoughtBack
      self.hasGuaranteedReturn = hasGuaranteedReturn
      self.isRepaidFromBudget = isRepaidFromBudget
    }
  }

  /// Whether what is paid back depends on the cash of a year.
  public var isByCash: Bool { kind != .capital && repayment == .byCash }
}
