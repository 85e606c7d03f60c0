import EventLog
import Finance
import Groundwork
import Workbench

/// The payments as the page shows them; money in 分.
struct PaymentBookView: Encodable {
  struct Tier: Encodable {
    @Nullable var upTo: Money?
    var approvals: [String]
  }

  struct Source: Encodable {
    var id: String
    var title: String
    var purposes: [String]
    var amount: Money
    var received: Money
    var spent: Money
    var reserved: Money
    var available: Money
  }

  struct Line: Encodable {
    var id: String
    var title: String
    var purpose: String
    var amount: Money
    var committed: Money
    var spent: Money
    @Nullable var fundLine: String?
  }

  struct Contract: Encodable {
    var id: String
    var line: String
    var title: String
    var contractor: String
    var account: String
    var amount: Money
    var advance: Money
    /// In millionths.
    var retention: Int64
    var certified: Money
    /// What may have been paid by today, less what is paid and asked for.
    var payable: Money
    var spent: Money
    var reserved: Money
    @Nullable var settled: Money?
    @Nullable var retentionUntil: String?
  }

  struct Approval: Encodable {
    var name: String
    var role: String
    var day: String
  }

  struct Request: Encodable {
    var id: String
    var contract: String
    var kind: String
    var title: Localized
    var source: String
    var account: String
    var amount: Money
    var day: String
    var phase: String
    var phaseTitle: Localized
    var approvals: [Approval]
    var missing: [String]
    @Nullable var paidOn: String?
    @Nullable var reason: String?
    var steps: [String]
  }

  struct Transfer: Encodable {
    var id: String
    var source: String
    var account: String
    var payee: String
    var amount: Money
    var returned: Money
    var day: String
    @Nullable var contract: String?
  }

  struct Alarm: Encodable {
    var kind: String
    var title: Localized
    var subject: String
    var amount: Money
  }

  struct Mark: Encodable {
    var id: String
    var subject: String
    var text: String
    var phase: String
    @Nullable var answer: String?
  }

  var isFounded: Bool
  var title: String
  var version: Int64
  var tiers: [Tier]
  var sources: [Source]
  var lines: [Line]
  var contracts: [Contract]
  var requests: [Request]
  var transfers: [Transfer]
  var alarms: [Alarm]
  var marks: [Mark]

  init(_ state: PaymentProjection.State, _ acting: Acting) {
    let book = state.book
    isFounded = book.isFounded
    title = book.title
    version = state.version
    tiers = book.rules.tiers.map { Tier(upTo: $0.upTo, approvals: $0.approvals) }
    sources = book.sources.values.sorted { $0.id < $1.id }.map { source in
      Source(
        id: source.id, title: source.title, purposes: source.purposes, amount: source.amount,
        received: book.received[source.id] ?? .zero, spent: book.spent(from: source.id),
        reserved: book.reserved(from: source.id), available: book.available(from: source.id))
    }
    lines = book.lines.values.sorted { $0.id < $1.id }.map { line in
      Line(
        id: line.id, title: line.title, purpose: line.purpose, amount: line.amount,
        committed: book.committed(onLine: line.id), spent: book.spent(onLine: line.id),
        fundLine: line.fundLine)
    }
    contracts = book.contracts.values.sorted { $0.terms.id < $1.terms.id }.map {
      Contract($0, book, acting.time)
    }
    requests = book.requests.values.sorted { ($0.day, $0.id) > ($1.day, $1.id) }.map {
      Request(
        $0,
        steps: Workbench.paymentSteps(on: $0, in: book, by: acting.context, acting.authority))
    }
    transfers = book.transfers.values.sorted { ($0.day, $0.id) > ($1.day, $1.id) }.map {
      Transfer(
        id: $0.id, source: $0.source, account: $0.account, payee: $0.payee, amount: $0.amount,
        returned: $0.returned, day: $0.day.day, contract: $0.contract)
    }
    alarms = PaymentAlarm.all(book, on: acting.time).map {
      Alarm(kind: $0.kind.rawValue, title: $0.kind.title, subject: $0.subject, amount: $0.amount)
    }
    marks = book.marks.values.sorted { $0.id < $1.id }.map {
      Mark(
        id: $0.id, subject: $0.subject, text: $0.text, phase: $0.phase.rawValue, answer: $0.answer)
    }
  }
}

extension PaymentBookView.Contract {
  fileprivate init(_ contract: PaymentContract, _ book: PaymentBook, _ now: Timestamp) {
    let terms = contract.terms
    let spent = book.spent(onContract: terms.id)
    let reserved = book.reserved(onContract: terms.id)
    self.init(
      id: terms.id, line: terms.line, title: terms.title, contractor: terms.contractor,
      account: terms.account, amount: terms.amount, advance: terms.advance,
      retention: terms.retention.millionths, certified: contract.certified,
      payable: contract.payable(on: now) - spent - reserved, spent: spent, reserved: reserved,
      settled: contract.settlement?.amount, retentionUntil: contract.settlement?.retentionUntil.day)
  }
}

extension PaymentBookView.Request {
  fileprivate init(_ request: PaymentRequest, steps: [PaymentStep]) {
    self.init(
      id: request.id, contract: request.contract, kind: request.kind.rawValue,
      title: request.kind.title, source: request.source, account: request.account,
      amount: request.amount, day: request.day.day, phase: request.phase.rawValue,
      phaseTitle: request.phase.title,
      approvals: request.approvals.map {
        PaymentBookView.Approval(name: $0.name, role: $0.role, day: $0.day.day)
      }, missing: request.missing, paidOn: request.paidOn?.day, reason: request.reason,
      steps: steps.map(\.rawValue))
  }
}

/// The acts about one thing.
struct PaymentTrailView: Encodable {
  struct Step: Encodable {
    var kind: String
    var title: Localized
    var subjects: [String]
    @Nullable var amount: Money?
    var day: String
    var document: String
    var number: String
    var actor: String
    var role: String
    var organisation: String
  }

  var steps: [Step]

  init(_ deeds: [Deed<PaymentEvent>]) {
    steps = deeds.map { deed in
      let order = deed.event.order
      return Step(
        kind: deed.event.kind, title: order.act.title, subjects: order.act.subjects,
        amount: order.act.amount, day: order.day.day, document: order.document.title,
        number: order.document.number, actor: deed.actor.name, role: deed.actor.role,
        organisation: deed.actor.organisation)
    }
  }
}
