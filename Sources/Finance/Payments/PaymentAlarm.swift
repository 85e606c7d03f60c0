import EventLog
import Groundwork

/// What is wrong with payments as they were made (预警).
public struct PaymentAlarm: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Without a request and its approvals.
    case unrequested
    /// Beyond what was certified, less the retention.
    case beyondProgress
    case beyondContract
    case beyondBudget
    /// To an account that is not the contract's.
    case outsideAccount
    /// From a source that may not pay for it.
    case wrongPurpose
    /// More than has arrived.
    case overdrawn

    public var title: Localized {
      switch self {
      case .unrequested: Localized(zh: "未经申请审批", en: "without request and approval")
      case .beyondProgress: Localized(zh: "超计量支付", en: "beyond certified progress")
      case .beyondContract: Localized(zh: "超合同支付", en: "beyond the contract")
      case .beyondBudget: Localized(zh: "超预算支付", en: "beyond the budget")
      case .outsideAccount: Localized(zh: "付至合同外账户", en: "to an account outside the contract")
      case .wrongPurpose: Localized(zh: "改变资金用途", en: "source used for the wrong purpose")
      case .overdrawn: Localized(zh: "透支资金来源", en: "source overdrawn")
      }
    }
  }

  public var kind: Kind
  /// A bank line, a contract, a budget line or a source.
  public var subject: String
  /// By how much.
  public var amount: Money

  public init(_ kind: Kind, _ subject: String, _ amount: Money) {
    self.kind = kind
    self.subject = subject
    self.amount = amount
  }

  /// All that is wrong now, by kind and subject; what was recovered in full is no longer.
  public static func all(_ book: PaymentBook, on day: Timestamp) -> [PaymentAlarm] {
    var found: [PaymentAlarm] = []
    func check(_ kind: Kind, _ subject: String, _ excess: Money) {
      if excess > .zero { found.append(PaymentAlarm(kind, subject, excess)) }
    }
    for (id, contract) in book.contracts {
      let spent = book.spent(onContract: id)
      check(.beyondContract, id, spent - contract.ceiling)
      check(.beyondProgress, id, spent - contract.payable(on: day))
    }
    for (id, line) in book.lines { check(.beyondBudget, id, book.spent(onLine: id) - line.amount) }
    for id in book.sources.keys {
      check(.overdrawn, id, book.spent(from: id) - (book.received[id] ?? .zero))
    }
    for (id, transfer) in book.transfers {
      check(.unrequested, id, transfer.open)
      let contract = transfer.contract.flatMap { book.contracts[$0] }
      if contract?.terms.account != transfer.account { check(.outsideAccount, id, transfer.open) }
      // What is paid without a contract has no purpose that an earmarked source may pay for.
      let purpose = contract.flatMap { book.lines[$0.terms.line] }?.purpose ?? ""
      if book.sources[transfer.source]?.mayPay(for: purpose) == false {
        check(.wrongPurpose, id, transfer.open)
      }
    }
    return found.sorted { ($0.kind.rawValue, $0.subject) < ($1.kind.rawValue, $1.subject) }
  }
}
