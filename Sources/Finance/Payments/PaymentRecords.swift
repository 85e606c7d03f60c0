import EventLog
import Groundwork

/// A source of money (资金来源) that pays only for what it may: 资本金, 专项债, 财政专项, 贷款, 社会资本.
public struct PaymentSource: Hashable, Sendable, Codable {
  public var id: String
  public var title: String
  /// How much was granted altogether.
  public var amount: Money
  /// The purposes it is earmarked for (专款专用); empty: any.
  public var purposes: [String]

  public init(id: String, title: String, amount: Money, purposes: [String]) {
    self.id = id
    self.title = title
    self.amount = amount
    self.purposes = purposes
  }

  public func mayPay(for purpose: String) -> Bool {
    purposes.isEmpty || purposes.contains(purpose)
  }
}

/// A line of the budget (预算科目).
public struct BudgetLine: Hashable, Sendable, Codable {
  public var id: String
  public var title: String
  /// What it is spent on, as the earmarks of sources name it.
  public var purpose: String
  public var amount: Money
  /// The line of the fund plan that it carries out.
  public var fundLine: String?

  public init(
    id: String, title: String, purpose: String, amount: Money, fundLine: String? = nil
  ) {
    self.id = id
    self.title = title
    self.purpose = purpose
    self.amount = amount
    self.fundLine = fundLine
  }
}

/// What is said of a contract (合同) when it is entered.
public struct NewContract: Hashable, Sendable, Codable {
  public var id: String
  /// The line of the budget.
  public var line: String
  public var title: String
  public var contractor: String
  /// The number of the account to which alone it is paid.
  public var account: String
  public var amount: Money
  /// May be paid before anything is certified (预付款).
  public var advance: Money
  /// Kept back of what is certified (质量保证金).
  public var retention: FundRate

  public init(
    id: String, line: String, title: String, contractor: String, account: String, amount: Money,
    advance: Money = .zero, retention: FundRate = .zero
  ) {
    self.id = id
    self.line = line
    self.title = title
    self.contractor = contractor
    self.account = account
    self.amount = amount
    self.advance = advance
    self.retention = retention
  }
}

/// A contract as it stands.
public struct PaymentContract: Hashable, Sendable, Codable {
  /// The result of the final account (结算).
  public struct Settlement: Hashable, Sendable, Codable {
    public var amount: Money
    /// The day from which the retention may be paid.
    public var retentionUntil: Timestamp
  }

  public var terms: NewContract
  /// The value of works certified so far (计量).
  public var certified = Money.zero
  /// Who certified; they neither request nor approve its payments.
  public var certifiers: Set<String> = []
  public var settlement: Settlement?
  /// The day of the last act about it; no later one lies before it.
  public var lastDay: Timestamp

  /// What it may cost: the amount of the contract, or of the final account.
  public var ceiling: Money { settlement?.amount ?? terms.amount }

  /// What may have been paid altogether, of a kind of request on a day; `nil`: not yet of that kind.
  public func payable(_ kind: PaymentRequest.Kind, on day: Timestamp) -> Money? {
    let kept = { (sum: Money) in sum - terms.retention.of(sum) }
    switch kind {
    case .advance: return settlement == nil ? terms.advance : nil
    case .progress: return settlement == nil ? max(terms.advance, kept(certified)) : nil
    case .settlement: return settlement.map { kept($0.amount) }
    case .retention:
      return settlement.flatMap { day >= $0.retentionUntil ? $0.amount : nil }
    }
  }

  /// The most that may have been paid by a day, of any kind.
  public func payable(on day: Timestamp) -> Money {
    PaymentRequest.Kind.allCases.compactMap { payable($0, on: day) }.max() ?? .zero
  }
}

/// A request to pay (拨付申请).
public struct PaymentRequest: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case advance, progress, settlement, retention

    public var title: Localized {
      switch self {
      case .advance: Localized(zh: "预付款", en: "advance")
      case .progress: Localized(zh: "进度款", en: "progress")
      case .settlement: Localized(zh: "结算款", en: "settlement")
      case .retention: Localized(zh: "质量保证金", en: "retention")
      }
    }
  }

  public enum Phase: String, Sendable, Codable, CaseIterable {
    case requested, approved, paid, refused, withdrawn

    public var title: Localized {
      switch self {
      case .requested: Localized(zh: "待审批", en: "to approve")
      case .approved: Localized(zh: "待拨付", en: "to pay")
      case .paid: Localized(zh: "已拨付", en: "paid")
      case .refused: Localized(zh: "已退回", en: "refused")
      case .withdrawn: Localized(zh: "已撤回", en: "withdrawn")
      }
    }

    /// Whether the money is reserved for it and not yet gone.
    public var isOpen: Bool { self == .requested || self == .approved }
  }

  public struct Approval: Hashable, Sendable, Codable {
    public var person: String
    public var name: String
    public var role: String
    public var day: Timestamp
  }

  public var id: String
  public var contract: String
  public var kind: Kind
  public var source: String
  public var account: String
  public var amount: Money
  public var day: Timestamp
  public var requester: String
  /// The roles whose approvals it needs, by the amount.
  public var needed: [String]
  public var approvals: [Approval] = []
  public var phase = Phase.requested
  public var payer: String?
  public var paidOn: Timestamp?
  public var reason: String?

  /// The roles that still have to approve.
  public var missing: [String] {
    var rest = needed
    for approval in approvals {
      if let place = rest.firstIndex(of: approval.role) { rest.remove(at: place) }
    }
    return rest
  }
}

/// What is said of a request when it is made.
public struct NewPaymentRequest: Hashable, Sendable, Codable {
  public var id: String
  public var contract: String
  public var kind: PaymentRequest.Kind
  public var source: String
  /// To which it is to be paid; only that of the contract is let in.
  public var account: String
  public var amount: Money

  public init(
    id: String, contract: String, kind: PaymentRequest.Kind, source: String, account: String,
    amount: Money
  ) {
    self.id = id
    self.contract = contract
    self.kind = kind
    self.source = source
    self.account = account
    self.amount = amount
  }
}

/// A movement of the supervised account (监管账户流水) that no request of ours led to. It happened, so
/// it is recorded, and an alarm tells what is wrong with it.
public struct BankTransfer: Hashable, Sendable, Codable {
  public var id: String
  public var source: String
  public var account: String
  public var payee: String
  public var amount: Money
  /// The contract that the bank's line names.
  public var contract: String?
  /// What of it came back.
  public var returned: Money
  public var day: Timestamp

  public var open: Money { amount - returned }
}

/// A remark of the auditors (审计标记).
public struct AuditMark: Hashable, Sendable, Codable {
  public enum Phase: String, Sendable, Codable, CaseIterable {
    case open, answered, cleared
  }

  public var id: String
  /// The id of a request, transfer, contract, line or source.
  public var subject: String
  public var text: String
  public var author: String
  public var answer: String?
  public var phase = Phase.open
}
