import EventLog
import Finance
import Groundwork
import TestSupport
import Testing

private let start = Timestamp(milliseconds: 1_767_225_600_000)
private let rules = PaymentRules(
  tiers: [
    .init(upTo: yuan(1_000), approvals: ["reviewer"]),
    .init(upTo: yuan(10_000), approvals: ["reviewer", "supervisor"]),
    .init(upTo: nil, approvals: ["reviewer", "reviewer", "supervisor"]),
  ], splitDays: 30, mostRetention: FundRate(millionths: 50_000),
  mostAdvance: FundRate(millionths: 300_000))

private func yuan(_ value: Int64) -> Money { Money(fen: value * 100) }

/// A book, and people who act in it by the law.
private struct Desk {
  var book = PaymentBook()
  var version: Int64 = 0
  var day = start
  var deeds: [Deed<PaymentEvent>] = []

  mutating func act(_ person: String, _ role: String, _ acts: PaymentAct...) throws {
    let document = PaymentDocument(title: "文", number: "1")
    let context = DeedContext(
      actor: Actor(person: person, name: person, role: role, organisation: "o"), time: day)
    let orders = acts.map { PaymentOrder($0, day: day, document: document) }
    for event in try PaymentDecider.decide(orders, in: book, by: context) {
      version += 1
      let deed = Deed(event: event, actor: context.actor, time: day, version: version)
      PaymentDecider.evolve(&book, deed)
      deeds.append(deed)
    }
  }

  /// The code of the refusal; `nil` if it was let in.
  mutating func refusal(_ person: String, _ role: String, _ act: PaymentAct) -> String? {
    do {
      try self.act(person, role, act)
      return nil
    } catch {
      return (error as? Diagnostic)?.code ?? "?"
    }
  }

  /// Two sources, two lines, two contracts of 10 000 元 with an advance of 2 000 and 5 % kept back.
  init() throws {
    try act(
      "c", "planner", .found(title: "t", rules: rules),
      .grant(source: PaymentSource(id: "any", title: "s", amount: yuan(50_000), purposes: [])),
      .grant(
        source: PaymentSource(id: "bond", title: "s", amount: yuan(9_000), purposes: ["works"])),
      .receive(source: "any", amount: yuan(20_000)), .receive(source: "bond", amount: yuan(9_000)),
      .budget(line: BudgetLine(id: "l1", title: "l", purpose: "works", amount: yuan(12_000))),
      .budget(line: BudgetLine(id: "l2", title: "l", purpose: "fees", amount: yuan(10_000))),
      .contract(contract: contract("k1", "l1")), .contract(contract: contract("k2", "l2")))
  }

  private func contract(_ id: String, _ line: String) -> NewContract {
    NewContract(
      id: id, line: line, title: "k", contractor: "b", account: "a-\(id)", amount: yuan(10_000),
      advance: yuan(2_000), retention: FundRate(millionths: 50_000))
  }

  static func request(
    _ id: String, _ amount: Int64, _ kind: PaymentRequest.Kind = .progress,
    contract: String = "k1", source: String = "any", account: String? = nil
  ) -> PaymentAct {
    .request(
      request: NewPaymentRequest(
        id: id, contract: contract, kind: kind, source: source, account: account ?? "a-\(contract)",
        amount: yuan(amount)))
  }
}

@Suite("Payments under supervision")
struct PaymentTests {
  @Test("From the advance over progress and final account to the retention, to the last 分")
  func life() throws {
    var desk = try Desk()
    func pay(_ id: String, _ desk: inout Desk) throws {
      let roles = try #require(desk.book.requests[id]).needed
      for (number, role) in roles.enumerated() {
        try desk.act("\(role)-\(number)", role, .approve(request: id))
      }
      try desk.act("c", "planner", .pay(request: id))
    }
    try desk.act("p", "platform", Desk.request("r1", 2_000, .advance))
    #expect(desk.book.requests["r1"]?.needed == ["reviewer", "supervisor"])
    try pay("r1", &desk)
    try desk.act("engineer", "reviewer", .certify(contract: "k1", value: yuan(6_000)))
    desk.day = desk.day.adding(days: 40)
    // 6 000 less 5 % less the advance.
    #expect(desk.refusal("p", "platform", Desk.request("r2", 3_701)) == "payment.progress")
    try desk.act("p", "platform", Desk.request("r2", 3_700))
    try pay("r2", &desk)
    try desk.act("engineer", "reviewer", .certify(contract: "k1", value: yuan(10_000)))
    try desk.act(
      "engineer", "reviewer",
      .settle(contract: "k1", amount: yuan(9_000), retentionUntil: desk.day.adding(days: 365)))
    desk.day = desk.day.adding(days: 40)
    #expect(desk.refusal("p", "platform", Desk.request("r3", 100)) == "payment.kind")
    #expect(desk.refusal("p", "platform", Desk.request("r3", 450, .retention)) == "payment.kind")
    try desk.act("p", "platform", Desk.request("r3", 2_850, .settlement))
    try pay("r3", &desk)
    desk.day = desk.day.adding(days: 365)
    try desk.act("p", "platform", Desk.request("r4", 450, .retention))
    try pay("r4", &desk)
    #expect(desk.book.spent(onContract: "k1") == yuan(9_000))
    #expect(desk.book.available(from: "any") == yuan(11_000))
    #expect(PaymentAlarm.all(desk.book, on: desk.day) == [])
    #expect(PaymentDecider.fold(desk.deeds) == desk.book)
  }

  @Test("Each refusal, by the law that gives it")
  func refusals() throws {
    var desk = try Desk()
    func refused(_ act: PaymentAct, _ code: String, by person: String = "p") {
      let found = desk.refusal(person, "platform", act)
      #expect(found == "payment.\(code)", "\(act)")
    }
    refused(Desk.request("r", 2_001, .advance), "progress")
    refused(Desk.request("r", 10, account: "elsewhere"), "account")
    refused(Desk.request("r", 10, .advance, contract: "k2", source: "bond"), "purpose")
    refused(Desk.request("r", 10, .settlement), "kind")
    refused(Desk.request("r", 10, source: "none"), "no-source")
    refused(.receive(source: "bond", amount: yuan(1)), "received")
    refused(
      .contract(
        contract: NewContract(
          id: "k3", line: "l1", title: "k", contractor: "b", account: "a", amount: yuan(2_001))),
      "budget")
    refused(
      .contract(
        contract: NewContract(
          id: "k3", line: "l1", title: "k", contractor: "b", account: "a", amount: yuan(100),
          advance: yuan(31))), "terms")
    refused(
      .budget(line: BudgetLine(id: "l1", title: "l", purpose: "works", amount: yuan(9_999))),
      "committed")
    refused(
      .budget(line: BudgetLine(id: "l1", title: "l", purpose: "fees", amount: yuan(20_000))),
      "purpose")
    refused(.mark(mark: "m", subject: "k1", text: "?"), "auditor")
    refused(.receive(source: "any", amount: Money(fen: .max)), "amount")
    refused(.certify(contract: "k1", value: yuan(10_001)), "certificate")
    // A source with only 9 000 in it: the second request finds what the first has reserved.
    try desk.act("e", "reviewer", .certify(contract: "k1", value: yuan(10_000)))
    try desk.act("p", "platform", Desk.request("r5", 8_000, source: "bond"))
    refused(Desk.request("r6", 1_400, source: "bond"), "funds")
    refused(Desk.request("r7", 100), "own-work", by: "e")
    // An account that was amended after the request is not the one that is paid.
    for (person, role) in [("x", "reviewer"), ("s", "supervisor")] {
      try desk.act(person, role, .approve(request: "r5"))
    }
    try desk.act(
      "p", "platform",
      .amend(contract: "k1", amount: yuan(10_000), account: "new", reason: "销户"))
    #expect(desk.refusal("c", "planner", .pay(request: "r5")) == "payment.account")
  }

  @Test("Four eyes: who requests, certifies, approves and pays are different people")
  func fourEyes() throws {
    var desk = try Desk()
    try desk.act("e", "reviewer", .certify(contract: "k1", value: yuan(8_000)))
    try desk.act("p", "platform", Desk.request("r", 5_000))
    #expect(desk.refusal("p", "reviewer", .approve(request: "r")) == "payment.four-eyes")
    #expect(desk.refusal("e", "reviewer", .approve(request: "r")) == "payment.four-eyes")
    #expect(desk.refusal("x", "platform", .approve(request: "r")) == "payment.limit")
    try desk.act("x", "reviewer", .approve(request: "r"))
    #expect(desk.refusal("x", "supervisor", .approve(request: "r")) == "payment.four-eyes")
    #expect(desk.refusal("y", "reviewer", .approve(request: "r")) == "payment.limit")
    #expect(desk.refusal("c", "planner", .pay(request: "r")) == "payment.phase")
    try desk.act("s", "supervisor", .approve(request: "r"))
    #expect(desk.refusal("s", "planner", .pay(request: "r")) == "payment.four-eyes")
    #expect(desk.refusal("q", "platform", .withdraw(request: "r")) == "payment.not-yours")
    try desk.act("c", "planner", .pay(request: "r"))
    #expect(desk.book.requests["r"]?.phase == .paid)
  }

  @Test("Nothing counts from a day before what it rests on; the hours of one day have no order")
  func days() throws {
    var desk = try Desk()
    desk.day = start.adding(seconds: 9 * 3600)
    try desk.act("e", "reviewer", .certify(contract: "k1", value: yuan(8_000)))
    desk.day = start
    try desk.act("p", "platform", Desk.request("r", 900))
    desk.day = start.adding(days: 9)
    try desk.act("x", "reviewer", .approve(request: "r"))
    // After the request, yet before the approval.
    desk.day = start.adding(days: 8)
    #expect(desk.refusal("c", "planner", .pay(request: "r")) == "payment.backdated")
    desk.day = start.adding(days: 9).adding(seconds: -1)
    #expect(desk.refusal("c", "planner", .pay(request: "r")) == "payment.backdated")
    desk.day = start.adding(days: 9)
    try desk.act("c", "planner", .pay(request: "r"))
    #expect(desk.book.requests["r"]?.paidOn == desk.day)
  }

  @Test("A smaller contract keeps the bound of its advance, unless the advance has gone")
  func advanceOfAnAmendedContract() throws {
    var desk = try Desk()
    func amend(_ amount: Int64) -> PaymentAct {
      .amend(contract: "k1", amount: yuan(amount), account: "a-k1", reason: "核减")
    }
    // 30 % of 6 667 元 are 2 000.10; of 6 666 they are 1 999.80.
    #expect(desk.refusal("p", "platform", amend(6_666)) == "payment.terms")
    try desk.act("p", "platform", amend(6_667), Desk.request("r", 2_000, .advance))
    for (person, role) in [("x", "reviewer"), ("s", "supervisor")] {
      try desk.act(person, role, .approve(request: "r"))
    }
    #expect(desk.refusal("p", "platform", amend(6_666)) == "payment.terms")
    try desk.act("c", "planner", .pay(request: "r"))
    try desk.act("p", "platform", amend(6_666))
  }

  @Test("An amount that is split needs the approvals of the whole")
  func split() throws {
    var desk = try Desk()
    try desk.act("e", "reviewer", .certify(contract: "k1", value: yuan(10_000)))
    for part in 1...3 { try desk.act("p", "platform", Desk.request("r\(part)", 900)) }
    #expect(desk.book.requests["r1"]?.needed == ["reviewer"])
    #expect(desk.book.requests["r2"]?.needed == ["reviewer", "supervisor"])
    desk.day = desk.day.adding(days: 31)
    try desk.act("p", "platform", Desk.request("r4", 900))
    #expect(desk.book.requests["r4"]?.needed == ["reviewer"])
  }

  @Test("What the bank did is recorded, and every alarm is told until the money is back")
  func alarms() throws {
    var desk = try Desk()
    try desk.act(
      "c", "planner",
      .record(
        transfer: "t1", source: "bond", account: "a-k2", payee: "b", amount: yuan(11_000),
        contract: "k2"),
      .record(
        transfer: "t2", source: "any", account: "z", payee: "z", amount: yuan(30), contract: nil))
    let found = PaymentAlarm.all(desk.book, on: desk.day)
    #expect(
      found == [
        PaymentAlarm(.beyondBudget, "l2", yuan(1_000)),
        PaymentAlarm(.beyondContract, "k2", yuan(1_000)),
        PaymentAlarm(.beyondProgress, "k2", yuan(9_000)),
        PaymentAlarm(.outsideAccount, "t2", yuan(30)),
        PaymentAlarm(.overdrawn, "bond", yuan(2_000)),
        PaymentAlarm(.unrequested, "t1", yuan(11_000)),
        PaymentAlarm(.unrequested, "t2", yuan(30)),
        PaymentAlarm(.wrongPurpose, "t1", yuan(11_000)),
      ])
    // A request finds the account empty and the contract overpaid.
    #expect(
      desk.refusal("p", "platform", Desk.request("r", 10, .advance, contract: "k2"))
        == "payment.progress")
    try desk.act("a", "auditor", .mark(mark: "m", subject: "t1", text: "追回"))
    try desk.act("c", "planner", .recover(transfer: "t1", amount: yuan(11_000)))
    try desk.act("p", "platform", .answer(mark: "m", text: "已追回"))
    #expect(desk.refusal("p", "platform", .clear(mark: "m")) == "payment.auditor")
    try desk.act("a", "auditor", .clear(mark: "m"))
    #expect(PaymentAlarm.all(desk.book, on: desk.day).map(\.subject) == ["t2", "t2"])
  }

  @Test("Orders land together or not at all")
  func together() throws {
    var desk = try Desk()
    let before = desk.book
    #expect(throws: Diagnostic.self) {
      try desk.act(
        "p", "platform", Desk.request("r1", 1_500, .advance), Desk.request("r2", 600, .advance))
    }
    #expect(desk.book == before)
  }
}

@Suite("Payments among people who try to cheat")
struct PaymentSimulationTests {
  /// What the events of a finished history say, by the plainest reading; it knows nothing of the law.
  private struct Oracle {
    var certified: [String: Money] = [:]
    var paid: [String: Money] = [:]
    var arrived: [String: Money] = [:]
    var gone: [String: Money] = [:]
    var people: [String: Set<String>] = [:]
    var certifiers: [String: Set<String>] = [:]
    var requesters: [String: String] = [:]
    var requests: [String: NewPaymentRequest] = [:]
    var approvals: [String: [String]] = [:]

    /// The law that an event breaks; `nil`: none.
    mutating func broken(by deed: Deed<PaymentEvent>) -> String? {
      let person = deed.actor.person
      switch deed.event.order.act {
      case .receive(let source, let amount): arrived[source] = (arrived[source] ?? .zero) + amount
      case .certify(let contract, let value):
        certified[contract] = value
        certifiers[contract, default: []].insert(person)
        let asked = requests.values.filter { $0.contract == contract }
        if asked.contains(where: { requesters[$0.id] == person }) { return "certified own request" }
      case .request(let new):
        requests[new.id] = new
        people[new.id] = [person]
        requesters[new.id] = person
        if certifiers[new.contract]?.contains(person) == true { return "requested own work" }
      case .approve(let id):
        if people[id]?.insert(person).inserted != true { return "approved twice" }
        let contract = requests[id]?.contract ?? ""
        if certifiers[contract]?.contains(person) == true { return "approved own work" }
        approvals[id, default: []].append(deed.actor.role)
      case .pay(let id):
        guard let new = requests[id], people[id]?.insert(person).inserted == true else {
          return "paid alone"
        }
        if certifiers[new.contract]?.contains(person) == true { return "paid own work" }
        if approvals[id]?.isEmpty ?? true { return "paid without approval" }
        if new.amount > yuan(1_000), approvals[id]?.contains("supervisor") != true {
          return "paid beyond the limit"
        }
        paid[new.contract] = (paid[new.contract] ?? .zero) + new.amount
        gone[new.source] = (gone[new.source] ?? .zero) + new.amount
        // 5 % is kept back; an advance of 2 000 is there from the beginning.
        let worth = certified[new.contract] ?? .zero
        let most = max(yuan(2_000).fen * 100, worth.fen * 95)
        if (paid[new.contract] ?? .zero).fen * 100 > most + 50 { return "paid beyond progress" }
        if gone[new.source] ?? .zero > arrived[new.source] ?? .zero { return "overdrawn" }
        if new.account != "a-\(new.contract)" { return "another account" }
        if new.source == "bond", new.contract == "k2" { return "wrong purpose" }
      default: break
      }
      return nil
    }
  }

  @Test("No history that was let in breaks a law", arguments: [1, 2, 3] as [UInt64])
  func history(seed: UInt64) throws {
    var desk = try Desk()
    var random = SplitMix(state: seed)
    var refused: [String: Int] = [:]
    func number(_ range: ClosedRange<Int64>) -> Int64 {
      range.lowerBound + Int64(random.next() % UInt64(range.upperBound - range.lowerBound + 1))
    }
    let people = [("p", "platform"), ("e", "reviewer"), ("x", "reviewer"), ("s", "supervisor")]
    for step in 0..<1_500 {
      if number(0...9) == 0 { desk.day = desk.day.adding(days: number(0...9)) }
      let contract = number(0...1) == 0 ? "k1" : "k2"
      let open = desk.book.requests.values.filter(\.phase.isOpen).map(\.id).sorted()
      let recent = open.isEmpty ? "none" : random.pick(open)
      let (person, role) = random.pick(people + [("c", "planner"), ("y", "reviewer")])
      let act: PaymentAct
      switch number(0...9) {
      case 0: act = .certify(contract: contract, value: yuan(number(1...10_000)))
      case 1...3:
        act = Desk.request(
          "r\(step)", number(1...1_400), random.pick(PaymentRequest.Kind.allCases),
          contract: contract, source: random.pick(["any", "bond"]),
          account: number(0...9) == 0 ? "a-k1" : nil)
      case 4...6: act = .approve(request: recent)
      case 7: act = .pay(request: recent)
      case 8:
        act =
          number(0...1) == 0 ? .withdraw(request: recent) : .refuse(request: recent, reason: "重报")
      default: act = .receive(source: random.pick(["any", "bond"]), amount: yuan(number(1...900)))
      }
      if let code = desk.refusal(person, role, act) { refused[code, default: 0] += 1 }
    }
    var oracle = Oracle()
    for deed in desk.deeds { #expect(oracle.broken(by: deed) == nil) }
    #expect(desk.book.requests.values.filter { $0.phase == .paid }.count > 3)
    for code in ["progress", "four-eyes", "limit", "purpose", "phase", "account"] {
      #expect(refused["payment.\(code)", default: 0] > 0, "\(code) was never tried")
    }
    #expect(PaymentAlarm.all(desk.book, on: desk.day) == [])
    #expect(PaymentDecider.fold(desk.deeds) == desk.book)
  }
}
