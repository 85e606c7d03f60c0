import EventLog
import Groundwork

/// The conditions of one order against the book as it stands.
struct PaymentCheck {
  let book: PaymentBook
  let day: Timestamp
  let context: DeedContext

  var person: String { context.actor.person }

  /// Whether the act counts from an earlier day; acts of one day have no order, whatever their hour.
  func isBefore(_ other: Timestamp) -> Bool {
    day.iso8601.prefix(10) < other.iso8601.prefix(10)
  }

  func act(_ act: PaymentAct) throws {
    switch act {
    case .found: return
    case .grant(let source): try grant(source)
    case .receive(let source, let amount): try receive(source, amount)
    case .budget(let line): try budget(line)
    case .contract(let contract): try self.contract(contract)
    case .amend(let id, let amount, let account, let reason):
      try amend(id, amount, account, reason)
    case .certify(let id, let value): try certify(id, value)
    case .settle(let id, let amount, let until): try settle(id, amount, until)
    case .request(let request): try self.request(request)
    case .withdraw(let id):
      guard try request(id, in: .requested, .approved).requester == person else {
        throw fault("not-yours", id, zh: "只有申请人可以撤回。", en: "only who requested it withdraws it.")
      }
    case .approve(let id): try approve(id)
    case .refuse(let id, let reason):
      try said(reason)
      try independent(request(id, in: .requested, .approved))
    case .pay(let id): try pay(id)
    case .record(let id, let source, let account, let payee, let amount, let contract):
      try record(id, source, account, payee, amount, contract)
    case .recover(let id, let amount): try recover(id, amount)
    case .mark(let id, let subject, let text): try mark(id, subject, text)
    case .answer(let id, let text):
      try said(text)
      guard try mark(id).phase != .cleared else { throw cleared(id) }
    case .clear(let id):
      let mark = try mark(id)
      guard mark.phase != .cleared else { throw cleared(id) }
      guard context.actor.role == "auditor" else { throw auditorsOnly(id) }
    }
  }

  // MARK: Sources and budget

  func grant(_ source: PaymentSource) throws {
    guard StreamName.isPart(source.id), !source.title.isEmpty, source.amount > .zero else {
      throw fault(
        "source", source.id, zh: "须写明编号、名称和金额。", en: "state an id, a title and an amount.")
    }
    let known = book.sources[source.id]
    guard known == nil || known?.purposes == source.purposes else {
      throw fault(
        "earmark", source.id, zh: "资金来源 \(source.id) 的用途不能改；另立来源。",
        en: "the purposes of the source \(source.id) cannot be changed; enter another one.")
    }
    guard source.amount >= book.received[source.id] ?? .zero else {
      throw fault(
        "received", source.id, zh: "金额少于已到账。", en: "the amount is less than what has arrived.")
    }
  }

  func receive(_ id: String, _ amount: Money) throws {
    let source = try source(id)
    let left = source.amount - (book.received[id] ?? .zero)
    guard amount > .zero, amount <= left else {
      throw fault(
        "received", id, zh: "资金来源 \(id) 还可到账 \(text(left)) 元。",
        en: "\(text(left)) yuan of the source \(id) are still to arrive.")
    }
  }

  func budget(_ line: BudgetLine) throws {
    guard StreamName.isPart(line.id), !line.title.isEmpty, !line.purpose.isEmpty,
      line.amount > .zero
    else {
      throw fault(
        "line", line.id, zh: "须写明编号、名称、用途和金额。",
        en: "state an id, a title, a purpose and an amount.")
    }
    let known = book.lines[line.id]
    guard known == nil || known?.purpose == line.purpose else {
      throw fault(
        "purpose", line.id, zh: "科目 \(line.id) 的用途不能改。",
        en: "the purpose of the line \(line.id) cannot be changed.")
    }
    let committed = book.committed(onLine: line.id)
    guard line.amount >= committed else {
      throw fault(
        "committed", line.id, zh: "科目 \(line.id) 已签合同 \(text(committed)) 元，预算不能更少。",
        en: "\(text(committed)) yuan of the line \(line.id) are contracted already.")
    }
  }

  // MARK: Contracts

  func contract(_ new: NewContract) throws {
    guard StreamName.isPart(new.id), !new.title.isEmpty, !new.contractor.isEmpty,
      !new.account.isEmpty, new.amount > .zero, book.contracts[new.id] == nil
    else {
      throw fault(
        "contract", new.id, zh: "须写明未用过的编号、名称、承包人、账号和金额。",
        en: "state an id that is not taken, a title, the contractor, the account and an amount.")
    }
    guard new.retention >= .zero, new.retention <= book.rules.mostRetention,
      new.advance >= .zero, new.advance <= book.rules.mostAdvance.of(new.amount)
    else {
      throw fault(
        "terms", new.id, zh: "质量保证金或预付款超过规定的上限。",
        en: "the retention or the advance is more than the rules allow.")
    }
    try checkBudget(new.line, more: new.amount, new.id)
  }

  func checkBudget(_ line: String, more: Money, _ contract: String) throws {
    guard let budget = book.lines[line] else {
      throw fault(
        "no-line", contract, zh: "没有科目“\(line)”。", en: "there is no budget line ‘\(line)’.")
    }
    let left = budget.amount - book.committed(onLine: line)
    guard more <= left else {
      throw fault(
        "budget", contract, zh: "科目 \(line) 还剩 \(text(left)) 元。",
        en: "\(text(left)) yuan of the line \(line) are left.")
    }
  }

  func amend(
    _ id: String, _ amount: Money, _ account: String, _ reason: String
  ) throws {
    let contract = try contract(id)
    try said(reason)
    guard contract.settlement == nil, !account.isEmpty, amount >= contract.certified,
      amount >= contract.terms.advance
    else {
      throw fault(
        "amend", id, zh: "合同已结算，或金额少于已计量、预付款。",
        en: "the contract is settled, or the amount is below what is certified or advanced.")
    }
    // An advance that has gone already was within the bound of its time.
    let advance = contract.terms.advance
    guard
      advance <= book.rules.mostAdvance.of(amount) || advance <= book.spent(onContract: id)
    else {
      throw fault(
        "terms", id, zh: "变更后预付款超过规定的上限。",
        en: "the advance would be more than the rules allow for the new amount.")
    }
    try checkBudget(contract.terms.line, more: amount - contract.terms.amount, id)
  }

  func certify(_ id: String, _ value: Money) throws {
    let contract = try contract(id)
    guard contract.settlement == nil, value > contract.certified, value <= contract.terms.amount
    else {
      throw fault(
        "certificate", id,
        zh: "累计计量须多于 \(text(contract.certified)) 元，且不超过合同额 \(text(contract.terms.amount)) 元。",
        en: "the works certified so far must be more than \(text(contract.certified)) and at most "
          + "\(text(contract.terms.amount)) yuan.")
    }
    try notInvolved(in: id)
  }

  func settle(_ id: String, _ amount: Money, _ until: Timestamp) throws {
    let contract = try contract(id)
    let gone = book.spent(onContract: id) + book.reserved(onContract: id)
    guard contract.settlement == nil, until >= day else {
      throw fault("settled", id, zh: "合同已结算，或质保期限早于结算日。", en: "settled already, or ends too early.")
    }
    guard amount <= contract.terms.amount, amount >= gone, amount > .zero else {
      throw fault(
        "settlement", id,
        zh: "结算价须在已付 \(text(gone)) 元与合同额 \(text(contract.terms.amount)) 元之间。",
        en: "the final account must lie between \(text(gone)) paid and "
          + "\(text(contract.terms.amount)) contracted.")
    }
    try notInvolved(in: id)
  }

  /// Who requests the money of a contract does not certify its works.
  func notInvolved(in id: String) throws {
    guard !book.requests.values.contains(where: { $0.contract == id && $0.requester == person })
    else {
      throw fault(
        "own-work", id, zh: "申请拨付的人不能计量或结算。",
        en: "people cannot certify works whose payment they requested.")
    }
  }

  // MARK: Look-up

  func source(_ id: String) throws -> PaymentSource {
    guard let found = book.sources[id] else {
      throw fault("no-source", id, zh: "没有资金来源“\(id)”。", en: "there is no source ‘\(id)’.")
    }
    return found
  }

  func noContract(_ id: String) -> Diagnostic {
    fault("no-contract", id, zh: "没有合同“\(id)”。", en: "there is no contract ‘\(id)’.")
  }

  func contract(_ id: String) throws -> PaymentContract {
    guard let found = book.contracts[id] else { throw noContract(id) }
    guard !isBefore(found.lastDay) else {
      throw fault(
        "backdated", id, zh: "合同 \(id) 在此日之后已有记录。",
        en: "the contract \(id) has acts of later days.")
    }
    return found
  }

  func request(
    _ id: String, in phases: PaymentRequest.Phase...
  ) throws -> PaymentRequest {
    guard let found = book.requests[id] else {
      throw fault("no-request", id, zh: "没有申请“\(id)”。", en: "there is no request ‘\(id)’.")
    }
    guard phases.contains(found.phase) else {
      throw fault(
        "phase", id, zh: "申请 \(id)“\(found.phase.title.zh)”，不能这样办理。",
        en: "the request \(id) is: \(found.phase.title.en); this cannot be done with it.")
    }
    guard !([found.day] + found.approvals.map(\.day)).contains(where: isBefore) else {
      throw fault(
        "backdated", id, zh: "早于申请日或审批日。",
        en: "before the day of the request or of an approval.")
    }
    return found
  }

  func mark(_ id: String) throws -> AuditMark {
    guard let found = book.marks[id] else {
      throw fault("no-mark", id, zh: "没有标记“\(id)”。", en: "there is no mark ‘\(id)’.")
    }
    return found
  }

  func said(_ text: String) throws {
    guard !text.isEmpty else {
      throw PaymentDecider.refusal("reason", zh: "须写明理由。", en: "state a reason.")
    }
  }

  func fault(
    _ code: String, _ id: String, zh: String, en: String, remedy: Localized? = nil
  ) -> Diagnostic {
    PaymentDecider.refusal(code, zh: zh, en: en, remedy: remedy, feature: id)
  }

  func text(_ money: Money) -> String { PaymentText.yuan(money) }
}

/// Money in words of a message: 元 with two places.
public enum PaymentText {
  public static func yuan(_ money: Money) -> String {
    let fen = money.fen.magnitude
    let cents = fen % 100
    return (money.fen < 0 ? "-" : "") + "\(fen / 100)." + (cents < 10 ? "0" : "") + "\(cents)"
  }
}
