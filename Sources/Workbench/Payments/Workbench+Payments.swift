import Access
import EventLog
import Finance
import Foundation
import Groundwork
import Storage

/// What somebody can do with a request now.
public enum PaymentStep: String, Sendable, Codable, CaseIterable {
  case approve, refuse, pay, withdraw

  func act(_ request: String) -> PaymentAct {
    switch self {
    case .approve: .approve(request: request)
    case .refuse: .refuse(request: request, reason: "–")
    case .pay: .pay(request: request)
    case .withdraw: .withdraw(request: request)
    }
  }
}

/// The use cases of the supervision of payments (资金监管).
extension Workbench {
  /// The one supervision of a workspace.
  static func paymentStream() throws -> StreamName {
    try StreamName(PaymentEvent.category, PaymentProjection.stream)
  }

  /// The rules of a file; `nil`: those that the program is delivered with.
  /// - Throws: Diagnostics `payment.rules`, `payment.no-file`.
  public static func paymentRules(_ file: String? = nil) throws -> PaymentRules {
    let path = try file ?? ProgramHome.path("Policies/finance/payments.yaml")
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Diagnostic(
        code: "payment.no-file",
        Localized(zh: "读不到资金监管规则文件", en: "the file of rules cannot be read"), file: path)
    }
    return try PaymentRules(yaml: text, file: (path as NSString).lastPathComponent)
  }

  /// The payments as they stand.
  public func paymentBook() throws -> PaymentProjection.State {
    try workspace.readEvents { try $0.current(PaymentProjection.self) }
  }

  /// The history of the payments.
  public func paymentDeeds() throws -> [Deed<PaymentEvent>] {
    try workspace.readEvents {
      try $0.deeds(of: Workbench.paymentStream(), as: PaymentEvent.self)
    }
  }

  /// The acts about a contract, request, source, line, bank line or mark, oldest first; those of all
  /// that hangs on it among them: contracts, requests, lines of the bank, marks. O(events).
  public func paymentTrail(_ subject: String) throws -> [Deed<PaymentEvent>] {
    let deeds = try paymentDeeds()
    var ids: Set = [subject]
    for deed in deeds {
      let subjects = deed.event.order.act.subjects
      // What hangs on the subject by a later name follows it; what the subject hangs on does not.
      if let first = subjects.first, !ids.isDisjoint(with: subjects.dropFirst()) {
        ids.insert(first)
      }
    }
    return deeds.filter { deed in
      deed.event.order.act.subjects.first.map(ids.contains) ?? false
    }
  }

  /// Posts orders; all of them land or none.
  ///
  /// - Parameter expected: The version that the author saw; `nil`: whatever it is now.
  /// - Returns: The payments afterwards.
  /// - Throws: `EventConflict`; diagnostics `access.refused`, `payment.*`.
  @discardableResult
  public func performPayments(
    _ orders: [PaymentOrder], expected: Int64? = nil, by context: DeedContext,
    _ authority: Authority
  ) throws -> PaymentProjection.State {
    try workspace.write { writer in
      let events = writer.events
      try events.beginLog(
        LogHeader(id: UUID().uuidString.lowercased(), created: context.time))
      let seen = try events.current(PaymentProjection.self)
      let object = Workbench.paymentObject(context.actor, authority.law.directory)
      for action in Set(orders.map { Workbench.action(of: $0.act) }) {
        try authority.demand(action, object, at: context.time)
      }
      try events.perform(
        PaymentDecider.self, orders, in: Versioned(seen.book, version: seen.version),
        on: Workbench.paymentStream(), expected: expected, by: context)
      return try events.update(PaymentProjection.self)
    }
  }

  /// The right that an act needs: who prepares, who asks, who checks.
  static func action(of act: PaymentAct) -> Action {
    switch act {
    case .found, .grant, .budget, .pay, .record: .create
    case .receive, .contract, .amend, .request, .withdraw, .recover, .answer: .change
    case .certify, .approve, .refuse, .settle, .mark, .clear: .check
    }
  }

  /// What somebody can do with a request now, by right and by law.
  public static func paymentSteps(
    on request: PaymentRequest, in book: PaymentBook, by context: DeedContext,
    _ authority: Authority
  ) -> [PaymentStep] {
    guard request.phase.isOpen else { return [] }
    let object = paymentObject(context.actor, authority.law.directory)
    let document = PaymentDocument(title: "–", number: "–")
    return PaymentStep.allCases.filter { step in
      let order = PaymentOrder(step.act(request.id), day: context.time, document: document)
      do {
        try authority.demand(action(of: order.act), object, at: context.time)
        _ = try PaymentDecider.decide([order], in: book, by: context)
        return true
      } catch {
        // A refusal is the answer to the question.
        return false
      }
    }
  }

  /// The payments as the rights see them: they lie where whoever asks has their office, as a workspace
  /// is one district.
  public static func paymentObject(
    _ actor: EventLog.Actor, _ directory: Directory
  ) -> AccessObject {
    fundObject("payments", actor, directory)
  }
}
