import EventLog
import Groundwork

/// Who may hold quota: a village, a county, the city, the platform company.
public struct QuotaHolder: Hashable, Sendable, Codable {
  public enum Level: String, Sendable, Codable, CaseIterable {
    case village, town, county, city, province, company
  }

  public var id: String
  public var title: String
  public var level: Level
  /// The administrative code of where it belongs, six digits or more.
  public var area: String

  public init(id: String, title: String, level: Level, area: String) {
    self.id = id
    self.title = title
    self.level = level
    self.area = area
  }
}

/// What an entry relies on: a document, who issued it, and its day.
public struct QuotaDocument: Hashable, Sendable, Codable {
  public var title: String
  /// 文号, 备案号, contract number.
  public var number: String
  public var authority: String
  /// The hash of its content, where it is attached.
  public var hash: String?

  public init(title: String, number: String, authority: String, hash: String? = nil) {
    self.title = title
    self.number = number
    self.authority = authority
    self.hash = hash
  }
}

/// Units of a lot.
public struct LotPart: Hashable, Sendable, Codable {
  public var lot: String
  public var amounts: QuotaAmounts

  public init(_ lot: String, _ amounts: QuotaAmounts) {
    self.lot = lot
    self.amounts = amounts
  }
}

/// Who deducts from new farmland before it is confirmed, in this order.
public enum DeductionLevel: String, Sendable, Codable, CaseIterable, Comparable {
  case county, city, province

  public static func < (a: DeductionLevel, b: DeductionLevel) -> Bool { a.rank < b.rank }
  var rank: Int { self == .county ? 0 : self == .city ? 1 : 2 }

  public var title: Localized {
    switch self {
    case .county: Localized(zh: "县级自验扣减", en: "county deduction")
    case .city: Localized(zh: "市级验收扣减", en: "city deduction")
    case .province: Localized(zh: "省级核减", en: "province deduction")
    }
  }
}

/// A batch of units (批次) with one kind, origin and year, from being generated on.
public struct QuotaLot: Hashable, Sendable, Codable {
  public enum Nature: String, Sendable, Codable, CaseIterable {
    /// Backed by pieces of ground.
    case ground
    /// An opening balance of another system (指标基库); may be below zero.
    case opening
    /// Used before there was stock (承诺); must be settled by its day.
    case promise
    /// Issued before the ground was there (周转); must be given back by its day.
    case advance
    /// Given by an authority without ground, such as a reward (奖励).
    case grant
  }

  public enum Phase: String, Sendable, Codable, CaseIterable, Comparable {
    case generated, verified, entered

    public static func < (a: Phase, b: Phase) -> Bool { a.rank < b.rank }
    private var rank: Int { self == .generated ? 0 : self == .verified ? 1 : 2 }
  }

  public struct Deduction: Hashable, Sendable, Codable {
    public var level: DeductionLevel
    public var amounts: QuotaAmounts
    public var reason: String
  }

  public var id: String
  public var kind: String
  public var nature: Nature
  /// The project, or the system of an opening balance.
  public var origin: String
  public var year: Int
  /// Who it was generated for.
  public var holder: String
  public var phase: Phase
  /// The accepted stage, where it comes from ground.
  public var stage: String
  /// What was planned, before any deduction.
  public var planned: QuotaAmounts
  public var deductions: [Deduction] = []
  /// The last day on which it can be used; `nil`: it does not expire.
  public var expires: Timestamp?
  /// By when its debt must be settled.
  public var due: Timestamp?
  /// The day of the last entry that touched it; no later entry lies before it.
  public var lastDay: Timestamp
  /// Who generated it; they do not verify it.
  public var makers: Set<String> = []
  /// Everybody who ever held some of it, in order.
  public var holders: [String] = []
  /// What documents say of it; `nil`: nothing yet.
  public var facts: LotFacts?
  /// The day on which an opening balance came in.
  public var opened: Timestamp?

  /// What was confirmed: planned less all deductions.
  public var confirmed: QuotaAmounts { planned - deductions.map(\.amounts).total() }
}

/// Units tied to a construction project (挂钩).
public struct QuotaUse: Hashable, Sendable, Codable {
  public var id: String
  public var project: String
  /// The administrative code of where it is used.
  public var area: String
  public var purpose: String?
  public var approval: String
  public var holder: String
  public var demand: QuotaAmounts
  /// What of which lot stands on it now, without zeros.
  public var parts: [LotPart]
  public var isWrittenOff = false
  public var day: Timestamp
}

/// Units that one holder lent to another (借用), to be given back by a day.
public struct QuotaLoan: Hashable, Sendable, Codable {
  public var id: String
  public var lender: String
  public var borrower: String
  public var kind: String
  public var due: Timestamp
  public var amounts: QuotaAmounts
  public var repaid = QuotaAmounts.zero

  public var open: QuotaAmounts { amounts - repaid }
}

/// What one holder lets another do with its units (可借额度, 授权).
public struct QuotaLicence: Hashable, Sendable, Codable {
  public enum Right: String, Sendable, Codable, CaseIterable {
    case borrow, use
  }

  public var from: String
  public var to: String
  public var kind: String
  public var right: Right

  public init(from: String, to: String, kind: String, right: Right) {
    self.from = from
    self.to = to
    self.kind = kind
    self.right = right
  }
}

/// An offer on the market board.
public struct QuotaOffer: Hashable, Sendable, Codable {
  public enum Phase: String, Sendable, Codable, CaseIterable {
    case open, taken, withdrawn
  }

  public var id: String
  public var holder: String
  public var part: LotPart
  /// In 分 a 亩.
  public var price: Money
  public var until: Timestamp
  public var phase = Phase.open
  public var buyer: String?
}

/// A need that goes before lower purposes (优先保障的用地需求).
public struct QuotaNeed: Hashable, Sendable, Codable {
  public var id: String
  public var kind: String
  /// The origin from whose lots it is to be met.
  public var origin: String
  public var purpose: String
  public var amounts: QuotaAmounts
  public var met = QuotaAmounts.zero
  /// The ISO day on which it is needed, for the forecast.
  public var day: String?

  public var open: QuotaAmounts { (amounts - met).positivePart }
}
