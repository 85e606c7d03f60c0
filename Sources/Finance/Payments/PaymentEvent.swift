import EventLog
import Groundwork

/// What people ask of the supervision of payments (资金监管).
public enum PaymentAct: Hashable, Sendable, Codable {
  case found(title: String, rules: PaymentRules)
  /// A source, or one that is known with another amount.
  case grant(source: PaymentSource)
  /// 到账.
  case receive(source: String, amount: Money)
  /// A line of the budget, or one that is known with another amount (调整).
  case budget(line: BudgetLine)
  /// 签订.
  case contract(contract: NewContract)
  /// 变更: another amount, another account.
  case amend(contract: String, amount: Money, account: String, reason: String)
  /// 计量: the value of the works so far.
  case certify(contract: String, value: Money)
  /// 申请.
  case request(request: NewPaymentRequest)
  case withdraw(request: String)
  /// 审批.
  case approve(request: String)
  /// 退回.
  case refuse(request: String, reason: String)
  /// 拨付.
  case pay(request: String)
  /// A line of the bank's statement without a request of ours.
  case record(
    transfer: String, source: String, account: String, payee: String, amount: Money,
    contract: String?)
  /// Money of such a line came back (追回).
  case recover(transfer: String, amount: Money)
  /// 结算.
  case settle(contract: String, amount: Money, retentionUntil: Timestamp)
  /// 审计标记, its answer, and that it is done with.
  case mark(mark: String, subject: String, text: String)
  case answer(mark: String, text: String)
  case clear(mark: String)

  /// The past participle under which it stands in the log.
  public var past: String {
    switch self {
    case .found: "founded"
    case .grant: "granted"
    case .receive: "received"
    case .budget: "budgeted"
    case .contract: "contracted"
    case .amend: "amended"
    case .certify: "certified"
    case .request: "requested"
    case .withdraw: "withdrawn"
    case .approve: "approved"
    case .refuse: "refused"
    case .pay: "paid"
    case .record: "recorded"
    case .recover: "recovered"
    case .settle: "settled"
    case .mark: "marked"
    case .answer: "answered"
    case .clear: "cleared"
    }
  }

  /// All amounts that it states.
  var amounts: [Money] {
    switch self {
    case .grant(let source): [source.amount]
    case .budget(let line): [line.amount]
    case .contract(let contract): [contract.amount, contract.advance]
    case .request(let request): [request.amount]
    case .receive(_, let amount), .amend(_, let amount, _, _), .certify(_, let amount),
      .record(_, _, _, _, let amount, _), .recover(_, let amount), .settle(_, let amount, _):
      [amount]
    case .found, .withdraw, .approve, .refuse, .pay, .mark, .answer, .clear: []
    }
  }

  /// The amount that it is about; `nil`: it states none.
  public var amount: Money? { amounts.first }

  /// What it is about: the ids under which somebody looks for it.
  public var subjects: [String] {
    switch self {
    case .found: []
    case .grant(let source): [source.id]
    case .budget(let line): [line.id]
    case .contract(let contract): [contract.id, contract.line]
    case .request(let request): [request.id, request.contract, request.source]
    case .receive(let id, _), .amend(let id, _, _, _), .certify(let id, _), .settle(let id, _, _),
      .withdraw(let id), .approve(let id), .refuse(let id, _), .pay(let id), .recover(let id, _),
      .answer(let id, _), .clear(let id):
      [id]
    case .record(let id, let source, _, _, _, let contract):
      [id, source] + (contract.map { [$0] } ?? [])
    case .mark(let id, let subject, _): [id, subject]
    }
  }

  public var title: Localized {
    switch self {
    case .found: Localized(zh: "建立监管", en: "begin")
    case .grant: Localized(zh: "资金来源", en: "source")
    case .receive: Localized(zh: "资金到账", en: "money received")
    case .budget: Localized(zh: "预算", en: "budget")
    case .contract: Localized(zh: "签订合同", en: "contract")
    case .amend: Localized(zh: "合同变更", en: "contract amended")
    case .certify: Localized(zh: "计量确认", en: "progress certified")
    case .request: Localized(zh: "拨付申请", en: "payment requested")
    case .withdraw: Localized(zh: "撤回申请", en: "request withdrawn")
    case .approve: Localized(zh: "审批同意", en: "approved")
    case .refuse: Localized(zh: "审批退回", en: "refused")
    case .pay: Localized(zh: "拨付", en: "paid")
    case .record: Localized(zh: "流水登记", en: "bank line recorded")
    case .recover: Localized(zh: "资金追回", en: "money recovered")
    case .settle: Localized(zh: "合同结算", en: "final account")
    case .mark: Localized(zh: "审计标记", en: "audit mark")
    case .answer: Localized(zh: "整改回复", en: "mark answered")
    case .clear: Localized(zh: "审计销号", en: "mark cleared")
    }
  }
}

/// The document that an act relies on.
public struct PaymentDocument: Hashable, Sendable, Codable {
  public var title: String
  /// 文号, contract or voucher number.
  public var number: String
  /// The hash of its content, where it is attached.
  public var hash: String?

  public init(title: String, number: String, hash: String? = nil) {
    self.title = title
    self.number = number
    self.hash = hash
  }
}

/// An act with the day from which it counts and the document behind it.
public struct PaymentOrder: Hashable, Sendable, Codable {
  public var act: PaymentAct
  public var day: Timestamp
  public var document: PaymentDocument

  public init(_ act: PaymentAct, day: Timestamp, document: PaymentDocument) {
    self.act = act
    self.day = day
    self.document = document
  }
}

/// What happened under the supervision of payments: an order that the law let in.
public struct PaymentEvent: EventPayload {
  public static let category = "payment"

  public var order: PaymentOrder
  public var kind: String { order.act.past }

  public init(_ order: PaymentOrder) {
    self.order = order
  }
}
