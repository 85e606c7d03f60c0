import Groundwork

/// In which condition units of a lot stand on the account of a holder.
public enum QuotaPocket: String, Sendable, Codable, CaseIterable {
  /// Generated, not yet verified (待核定).
  case pending
  /// In stock and free (可用).
  case available
  /// Reserved for a use (锁定, 已规划).
  case locked
  /// Frozen by an authority (冻结).
  case frozen
  /// Locked in the ministry's system (部锁定).
  case ministry
  /// Tied to a construction project (挂钩, 使用).
  case used
  /// Written off: the use is final (核销).
  case writtenOff
  /// Taken off between planned and confirmed (核减 before 入库).
  case deducted
  /// Void, such as for a loss found in an after-check (作废, 核减).
  case void
  /// Past its day (过期).
  case expired
  /// Given in settlement of a debt of another lot (兑现, 归还, 补足).
  case settled
  /// Where the units came from: ground, or an opening balance. Never above zero.
  case source
  /// What must still be settled (承诺, 周转, 应补足). Never above zero.
  case debt
  /// What units of other lots have settled. Never above zero.
  case covered

  /// Whether it counts what is there; the others count what is owed for it.
  public var isAsset: Bool { self != .source && self != .debt && self != .covered }

  /// Whether it is part of the stock (库存). Locked and frozen units are in stock but not available.
  public var isStock: Bool {
    switch self {
    case .available, .locked, .frozen, .ministry: true
    default: false
    }
  }

  public var title: Localized {
    switch self {
    case .pending: Localized(zh: "待核定", en: "pending")
    case .available: Localized(zh: "可用", en: "available")
    case .locked: Localized(zh: "锁定", en: "locked")
    case .frozen: Localized(zh: "冻结", en: "frozen")
    case .ministry: Localized(zh: "部锁定", en: "locked by the ministry")
    case .used: Localized(zh: "已使用", en: "used")
    case .writtenOff: Localized(zh: "已核销", en: "written off")
    case .deducted: Localized(zh: "核减", en: "deducted")
    case .void: Localized(zh: "作废", en: "void")
    case .expired: Localized(zh: "过期", en: "expired")
    case .settled: Localized(zh: "已用于清偿", en: "given in settlement")
    case .source: Localized(zh: "来源", en: "source")
    case .debt: Localized(zh: "应补", en: "owed")
    case .covered: Localized(zh: "他批补足", en: "covered by others")
    }
  }
}

/// An account: units of one lot, of one holder, in one condition.
///
/// A lot has one kind, one origin and one year, so an account is kind × holder × origin × year.
public struct QuotaAccount: Hashable, Sendable, Codable {
  public var lot: String
  public var holder: String
  public var pocket: QuotaPocket

  public init(lot: String, holder: String, pocket: QuotaPocket) {
    self.lot = lot
    self.holder = holder
    self.pocket = pocket
  }
}

/// One side of an entry: what an account gains, or loses when below zero.
public struct QuotaLine: Hashable, Sendable, Codable {
  public var account: QuotaAccount
  public var amounts: QuotaAmounts

  public init(_ account: QuotaAccount, _ amounts: QuotaAmounts) {
    self.account = account
    self.amounts = amounts
  }
}
