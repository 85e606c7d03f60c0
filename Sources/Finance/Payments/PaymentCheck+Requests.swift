import EventLog
import Groundwork

/// Requests, approvals and payments; bank lines and audit marks.
extension PaymentCheck {
  func request(_ new: NewPaymentRequest) throws {
    guard StreamName.isPart(new.id), book.requests[new.id] == nil, new.amount > .zero else {
      throw fault(
        "request", new.id, zh: "须写明未用过的编号和金额。", en: "state an id that is not taken, and an amount.")
    }
    let contract = try contract(new.contract)
    guard !contract.certifiers.contains(person) else {
      throw fault(
        "own-work", new.id, zh: "计量的人不能申请拨付。",
        en: "people cannot request the payment of works that they certified.")
    }
    try checkAccount(new.account, contract, new.id)
    guard let cap = contract.payable(new.kind, on: day) else {
      throw fault(
        "kind", new.id, zh: "现在不能申请\(new.kind.title.zh)。",
        en: "a \(new.kind.title.en) payment cannot be requested now.")
    }
    let gone = book.spent(onContract: new.contract) + book.reserved(onContract: new.contract)
    guard gone + new.amount <= cap else {
      throw fault(
        "progress", new.id,
        zh: "\(new.kind.title.zh)累计可付 \(text(cap)) 元，已付和在途 \(text(gone)) 元。",
        en: "\(text(cap)) yuan may be paid so far, \(text(gone)) are paid or asked for.")
    }
    try checkSource(new.source, contract, new.amount, new.id)
  }

  func checkAccount(
    _ account: String, _ contract: PaymentContract, _ id: String
  ) throws {
    guard account == contract.terms.account else {
      throw fault(
        "account", id, zh: "收款账号与合同 \(contract.terms.id) 约定的账号不同。",
        en: "the account is not that of the contract \(contract.terms.id).",
        remedy: Localized(zh: "账号变更须先办合同变更。", en: "Amend the contract first."))
    }
  }

  func checkSource(
    _ id: String, _ contract: PaymentContract, _ amount: Money, _ request: String
  ) throws {
    let source = try source(id)
    let purpose = book.lines[contract.terms.line]?.purpose ?? ""
    guard source.mayPay(for: purpose) else {
      throw fault(
        "purpose", request, zh: "“\(source.title)”不得用于“\(purpose)”。",
        en: "‘\(source.title)’ may not pay for ‘\(purpose)’.")
    }
    let left = book.available(from: id)
    guard amount <= left else {
      throw fault(
        "funds", request, zh: "“\(source.title)”可用 \(text(left)) 元。",
        en: "\(text(left)) yuan of ‘\(source.title)’ are available.")
    }
  }

  /// Approver and payer are neither the requester, nor each other, nor who certified.
  func independent(_ request: PaymentRequest) throws {
    let others = book.contracts[request.contract]?.certifiers ?? []
    guard request.requester != person, !request.approvals.contains(where: { $0.person == person }),
      !others.contains(person)
    else {
      throw fault(
        "four-eyes", request.id, zh: "申请、计量、审批、拨付须由不同的人办理。",
        en: "requesting, certifying, approving and paying are done by different people.")
    }
  }

  func approve(_ id: String) throws {
    let request = try request(id, in: .requested)
    try independent(request)
    guard request.missing.contains(context.actor.role) else {
      throw fault(
        "limit", id,
        zh: "这笔还需要审批的角色：\(request.missing.joined(separator: "、"))。",
        en: "it still needs the approval of: \(request.missing.joined(separator: ", ")).")
    }
  }

  func pay(_ id: String) throws {
    let request = try request(id, in: .approved)
    try independent(request)
    let contract = try contract(request.contract)
    try checkAccount(request.account, contract, id)
    // A bank line may have taken what was reserved.
    let left = book.available(from: request.source) + request.amount
    guard request.amount <= left else {
      throw fault(
        "funds", id, zh: "资金来源只剩 \(text(left)) 元。", en: "only \(text(left)) yuan are left.")
    }
    let cap = contract.payable(on: day)
    guard book.spent(onContract: request.contract) + request.amount <= cap else {
      throw fault(
        "progress", id, zh: "累计可付 \(text(cap)) 元，付后超出。",
        en: "\(text(cap)) yuan may be paid so far; this would be more.")
    }
  }

  // MARK: Bank lines and audit

  func record(
    _ id: String, _ source: String, _ account: String, _ payee: String, _ amount: Money,
    _ contract: String?
  ) throws {
    _ = try self.source(source)
    if let contract, book.contracts[contract] == nil { throw noContract(contract) }
    guard StreamName.isPart(id), book.transfers[id] == nil, !account.isEmpty, !payee.isEmpty,
      amount > .zero
    else {
      throw fault(
        "transfer", id, zh: "须写明未用过的流水号、收款人、账号和金额。",
        en: "state an id that is not taken, the payee, the account and an amount.")
    }
  }

  func recover(_ id: String, _ amount: Money) throws {
    guard let transfer = book.transfers[id] else {
      throw fault("no-transfer", id, zh: "没有流水“\(id)”。", en: "there is no bank line ‘\(id)’.")
    }
    guard amount > .zero, amount <= transfer.open, !isBefore(transfer.day) else {
      throw fault(
        "recover", id, zh: "流水 \(id) 还可追回 \(text(transfer.open)) 元。",
        en: "\(text(transfer.open)) yuan of \(id) can still be recovered.")
    }
  }

  func mark(_ id: String, _ subject: String, _ text: String) throws {
    try said(text)
    guard context.actor.role == "auditor" else { throw auditorsOnly(id) }
    guard StreamName.isPart(id), book.marks[id] == nil else {
      throw fault("mark", id, zh: "编号已经用过。", en: "the id is taken.")
    }
    guard
      book.requests[subject] != nil || book.transfers[subject] != nil
        || book.contracts[subject] != nil || book.lines[subject] != nil
        || book.sources[subject] != nil
    else {
      throw fault("subject", id, zh: "没有“\(subject)”。", en: "there is no ‘\(subject)’.")
    }
  }

  func auditorsOnly(_ id: String) -> Diagnostic {
    fault("auditor", id, zh: "只有审计可以标记和销号。", en: "only auditors mark and clear.")
  }

  func cleared(_ id: String) -> Diagnostic {
    fault("cleared", id, zh: "标记 \(id) 已销号。", en: "the mark \(id) is cleared.")
  }
}
