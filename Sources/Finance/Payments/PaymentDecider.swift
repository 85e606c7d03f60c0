import EventLog
import Groundwork

/// The law of the supervision of payments (资金监管).
///
/// - A budget line is never contracted beyond its amount, a contract never paid beyond what is
///   certified, less the retention, and never beyond its amount or its final account.
/// - Money goes only to the account of the contract, from a source that may pay for the purpose and
///   has so much left.
/// - Whoever requests, certifies, approves and pays are different people; how many approve and in
///   which roles follows from the amount, of all requests of the contract within some days.
/// - What the bank did without a request is recorded as it is; ``PaymentAlarm`` tells what is wrong.
public enum PaymentDecider: Decider {
  public typealias State = PaymentBook
  public typealias Command = [PaymentOrder]
  public typealias Event = PaymentEvent

  public static let initial = PaymentBook()
  /// The most orders in one command.
  public static let orderLimit = 10_000
  /// In 分; the sum of as many as one command may state stays within 64 bits.
  static let amountLimit: UInt64 = 100_000_000_000_000

  /// Orders of one command land together or not at all, each on what the one before left.
  public static func decide(
    _ orders: [PaymentOrder], in book: PaymentBook, by context: DeedContext
  ) throws -> [PaymentEvent] {
    guard !orders.isEmpty, orders.count <= orderLimit else {
      throw refusal(
        "orders", zh: "一次办理 1–\(orderLimit) 笔。", en: "1 to \(orderLimit) orders at a time.")
    }
    var scratch = book
    var events: [PaymentEvent] = []
    for (index, order) in orders.enumerated() {
      do {
        try check(order, in: scratch, by: context)
      } catch var fault as Diagnostic {
        if orders.count > 1 { fault.feature = fault.feature ?? "\(index + 1)" }
        throw fault
      }
      let event = PaymentEvent(order)
      evolve(
        &scratch, Deed(event: event, actor: context.actor, time: context.time, version: 0))
      events.append(event)
    }
    return events
  }

  private static func check(
    _ order: PaymentOrder, in book: PaymentBook, by context: DeedContext
  ) throws {
    guard order.day <= context.time else {
      throw refusal("future", zh: "记账日不能在今后。", en: "the day of an act cannot be in the future.")
    }
    guard !order.document.title.isEmpty, !order.document.number.isEmpty else {
      throw refusal(
        "document", zh: "须写明依据文件的名称和文号。", en: "state the document and its number.")
    }
    guard order.act.amounts.allSatisfy({ $0.fen.magnitude <= amountLimit }) else {
      throw refusal(
        "amount", zh: "一笔金额不超过 1 万亿元。", en: "an amount is at most 1 trillion yuan.")
    }
    if case .found(let title, let rules) = order.act {
      guard !book.isFounded else {
        throw refusal("founded", zh: "资金监管已经建立。", en: "the supervision exists already.")
      }
      guard !title.isEmpty, !rules.tiers.isEmpty,
        !rules.tiers.contains(where: { $0.approvals.contains("auditor") })
      else {
        throw refusal(
          "founding", zh: "须写明名称和审批档次；审计不参与审批。",
          en: "state a title and tiers of approval; auditors do not approve.")
      }
      return
    }
    guard book.isFounded else {
      throw refusal(
        "no-book", zh: "资金监管尚未建立。", en: "the supervision has not been begun.",
        remedy: Localized(zh: "先用 zhitu payment found。", en: "Begin with zhitu payment found."))
    }
    let check = PaymentCheck(book: book, day: order.day, context: context)
    try check.act(order.act)
  }

  public static func evolve(_ book: inout PaymentBook, _ deed: Deed<PaymentEvent>) {
    book.apply(deed.event.order, by: deed.actor)
  }

  static func refusal(
    _ code: String, zh: String, en: String, remedy: Localized? = nil, feature: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: "payment.\(code)", Localized(zh: zh, en: en), remedy: remedy, feature: feature)
  }
}

extension PaymentBook {
  /// Applies an order that the law let in.
  mutating func apply(_ order: PaymentOrder, by actor: Actor) {
    let day = order.day
    switch order.act {
    case .found(let title, let rules):
      self.title = title
      self.rules = rules
    case .grant(let source): sources[source.id] = source
    case .receive(let source, let amount): received[source, default: .zero] += amount
    case .budget(let line): lines[line.id] = line
    case .contract(let contract):
      contracts[contract.id] = PaymentContract(terms: contract, lastDay: day)
    case .amend(let id, let amount, let account, _):
      contracts[id]?.terms.amount = amount
      contracts[id]?.terms.account = account
      contracts[id]?.lastDay = day
    case .certify(let id, let value):
      contracts[id]?.certified = value
      contracts[id]?.certifiers.insert(actor.person)
      contracts[id]?.lastDay = day
    case .settle(let id, let amount, let until):
      contracts[id]?.settlement = PaymentContract.Settlement(
        amount: amount, retentionUntil: until)
      contracts[id]?.certifiers.insert(actor.person)
      contracts[id]?.lastDay = day
    case .request, .withdraw, .approve, .refuse, .pay: applyRequest(order, by: actor)
    case .record(let id, let source, let account, let payee, let amount, let contract):
      transfers[id] = BankTransfer(
        id: id, source: source, account: account, payee: payee, amount: amount,
        contract: contract, returned: .zero, day: day)
    case .recover(let id, let amount): transfers[id]?.returned += amount
    case .mark(let id, let subject, let text):
      marks[id] = AuditMark(id: id, subject: subject, text: text, author: actor.person)
    case .answer(let id, let text):
      marks[id]?.answer = text
      marks[id]?.phase = .answered
    case .clear(let id): marks[id]?.phase = .cleared
    }
  }

  private mutating func applyRequest(_ order: PaymentOrder, by actor: Actor) {
    switch order.act {
    case .request(let new):
      requests[new.id] = PaymentRequest(
        id: new.id, contract: new.contract, kind: new.kind, source: new.source,
        account: new.account, amount: new.amount, day: order.day, requester: actor.person,
        needed: rules.approvals(for: together(with: new, on: order.day)))
      contracts[new.contract]?.lastDay = order.day
    case .withdraw(let id): requests[id]?.phase = .withdrawn
    case .approve(let id):
      requests[id]?.approvals.append(
        PaymentRequest.Approval(
          person: actor.person, name: actor.name, role: actor.role, day: order.day))
      if requests[id]?.missing.isEmpty == true { requests[id]?.phase = .approved }
    case .refuse(let id, let reason):
      requests[id]?.phase = .refused
      requests[id]?.reason = reason
    case .pay(let id):
      requests[id]?.phase = .paid
      requests[id]?.payer = actor.person
      requests[id]?.paidOn = order.day
    default: break
    }
  }

  /// The amount of a request with those of the same contract within the days of the rules.
  func together(with new: NewPaymentRequest, on day: Timestamp) -> Money {
    let near = requests.values.filter { old in
      old.contract == new.contract && (old.phase.isOpen || old.phase == .paid)
        && abs(day.seconds(since: old.day)) <= rules.splitDays * 86_400
    }
    return new.amount + near.sum(\.amount)
  }
}
