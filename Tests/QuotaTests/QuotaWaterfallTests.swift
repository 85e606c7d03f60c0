import EventLog
import Foundation
import Groundwork
import Policy
import Quota
import Testing

@Suite("The waterfall of uses")
struct QuotaWaterfallTests {
  /// 1 ha of the origin P1, of which resettlement needs 0.7, beside 1 ha of P2 that nobody needs.
  private func ledger() throws -> Ledger {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    try ledger.stock("B", origin: "P2", x: 1000)
    try ledger.post(
      .use(
        use: target("OLD", purpose: "market", hectares(0.4)),
        parts: [LotPart("B", hectares(0.4))], fromLocked: false),
      .hold(operation: .lock, holder: "v1", parts: [LotPart("A", hectares(0.5))]),
      .licence(
        licence: QuotaLicence(from: "v1", to: "company", kind: "linked", right: .borrow),
        amounts: hectares(1)),
      .need(
        need: "n", kind: "linked", origin: "P1", purpose: "resettlement", amounts: hectares(0.7),
        day: nil))
    return ledger
  }

  /// Every act by which units of an origin leave for something else, taking so much.
  private static let exits: [(name: String, act: @Sendable (Double, Timestamp) -> QuotaAct)] = [
    (
      "use",
      { value, _ in
        .use(
          use: target("U", purpose: "industry", hectares(value)),
          parts: [LotPart("A", hectares(value))], fromLocked: false)
      }
    ),
    (
      "use of locked units, without a purpose",
      { value, _ in
        .use(
          use: target("U", hectares(value)), parts: [LotPart("A", hectares(value))],
          fromLocked: true)
      }
    ),
    (
      "relink",
      { value, _ in
        .relink(
          use: "OLD", out: [LotPart("B", hectares(value))], into: [LotPart("A", hectares(value))],
          reason: "核查")
      }
    ),
    (
      "transfer",
      { value, _ in
        .move(
          operation: .transfer, from: "v1", to: "v2", parts: [LotPart("A", hectares(value))],
          price: nil)
      }
    ),
    (
      "trade",
      { value, _ in
        .move(
          operation: .trade, from: "v1", to: "other", parts: [LotPart("A", hectares(value))],
          price: Money(fen: 1_000_000))
      }
    ),
    (
      "borrow",
      { value, day in
        .borrow(
          loan: "J", lender: "v1", borrower: "company", parts: [LotPart("A", hectares(value))],
          due: day.adding(days: 30))
      }
    ),
    (
      "offer",
      { value, day in
        .offer(
          offer: "O", holder: "v1", part: LotPart("A", hectares(value)),
          price: Money(fen: 30_000_000), until: day.adding(days: 30))
      }
    ),
  ]

  @Test("Every exit leaves what declared needs ask for, to the last 0.01 m²", arguments: 0..<7)
  func exit(number: Int) throws {
    let (name, act) = Self.exits[number]
    var ledger = try ledger()
    let day = ledger.day
    // 0.3 ha are free; a hundredth of a square metre more is not.
    #expect(ledger.refusal(act(0.300_001, day)) == "quota.waterfall", "\(name)")
    try ledger.post(act(0.3, day))
  }

  @Test("A debt is settled from what needs leave, a promise by the rank of its purpose")
  func settling() throws {
    var ledger = try Ledger()
    for (place, lot) in ["A", "C", "D"].enumerated() {
      try ledger.stock(
        lot, kind: "balance", origin: lot == "A" ? "P1" : "P3", x: Int64(place) * 1000, yield: 100)
    }
    let due = ledger.day.adding(days: 100)
    let kilograms: Int64 = 1500
    func promise(_ lot: String, _ purpose: String) -> QuotaAct {
      .promise(
        lot: lot, kind: "balance",
        use: target("U" + lot, purpose: purpose, hectares(0.5, kg: kilograms / 2)), year: 2026,
        due: due)
    }
    try ledger.post(
      promise("HIGH", "resettlement"), promise("LOW", "industry"),
      .need(
        need: "n", kind: "balance", origin: "P1", purpose: "infrastructure",
        amounts: hectares(0.8), day: nil))
    func settle(_ debt: String, _ lot: String, _ value: Double) -> QuotaAct {
      .settle(
        debt: debt, debtor: "v1", holder: "v1",
        parts: [LotPart(lot, hectares(value, kg: Int64(value * 1000)))])
    }
    #expect(ledger.refusal(settle("LOW", "A", 0.3)) == "quota.waterfall")
    try ledger.post(settle("LOW", "A", 0.2))
    // Units of another origin, and a promise of a purpose that goes first, are free.
    try ledger.post(settle("LOW", "C", 0.3))
    try ledger.post(settle("HIGH", "A", 0.4))
  }

  // MARK: Data of the rule packs

  /// The rule packs with one more, of a province, whose rule takes the place of CORE-17.
  private func rules(_ more: String) throws -> RuleBook {
    let own = try Ledger.rules.get().files
    let pack = PolicyFile(
      name: "somewhere/pack.yaml",
      text: "schema: zhitu.pack/1\nid: somewhere\nversion: \"1\"\ntitle: {zh: 某省, en: somewhere}\n")
    let (book, problems) = RuleBook.read(
      own + [pack, PolicyFile(name: "somewhere/order.yaml", text: more)])
    #expect(problems == [])
    return try #require(book)
  }

  private func order(
    status: String = "in_force", verified: Bool = true, replaces: String = "CORE-17",
    stays: String = "nothing"
  ) -> String {
    """
    schema: zhitu.rules/1
    chapter: {zh: 指标, en: quotas}
    rules:
      - id: SW-01
        title: {zh: 用途次序, en: order}
        statement: {zh: 甲, en: a}
        level: hard
        scope: {level: province, code: "330000"}
        stage_gates: []
        source: {title: 某省办法, doc_no: 某〔2026〕1号, article: null, issued: "2026", status: \(status)}
        evidence: {grade: official, seed: null, verified: \(verified)}
        gap: {zh: 只定次序, en: only an order}
        waterfall:
          replaces: \(replaces)
          purposes:
            - {id: market, title: {zh: 流转, en: market}, rank: 1}
            - {id: resettlement, title: {zh: 安置, en: housing}, rank: 2}
          exits:
            {use: earlier, relink: earlier, settle: earlier, transfer: \(stays), trade: \(stays),
             allocate: all, reassign: all, borrow: all, offer: all}
    """
  }

  private func catalogue(
    _ more: String, area: String = "330211", confirmed: Bool = false
  ) throws -> QuotaCatalogue {
    let book = try rules(more)
    let rule = try #require(book.rules.first { $0.id == "SW-01" })
    var record = Confirmation(
      rule: rule.id, name: "王某", date: "2025-06-01", document: "某〔2026〕1号", place: "test")
    record.ruleSHA256 = rule.sha256
    return try Ledger.catalogue(
      rules: QuotaRules(
        book: book, area: area, date: Ledger.today, confirmations: confirmed ? [record] : []))
  }

  @Test("The order is that of CORE-17, with its source, and stands in the book as data")
  func delivered() throws {
    let catalogue = try Ledger.catalogue()
    let general = try #require(catalogue.waterfalls?.first)
    #expect(general.rule == "CORE-17")
    #expect(general.pack == "national")
    #expect(general.status == .inForce)
    #expect(general.isBinding)
    #expect(general.source.contains("自然资发〔2019〕194号"))
    #expect(general.order.tests.count == Waterfall.Exit.allCases.count)
    #expect(
      catalogue.purposes.prefix(5).map(\.id)
        == ["resettlement", "infrastructure", "public", "industry", "market"])
    // Ningbo's draft ranks planned quota for its rules, and refuses nothing.
    let draft = try #require(catalogue.waterfalls?.last)
    #expect(draft.rule == "NB-15")
    #expect(draft.status == .draft)
    #expect(!draft.isBinding)
    #expect(catalogue.rank(of: "industry", kind: "space") == 1)
    #expect(catalogue.rank(of: "industry", kind: "linked") == 4)
    #expect(catalogue.rank(of: "flexible", kind: "linked") == nil)
    // Elsewhere there is only the nation's.
    #expect(try Ledger.catalogue(area: "340100").waterfalls?.map(\.rule) == ["CORE-17"])
  }

  @Test("A province's rule takes the place of the nation's within its scope, once it binds")
  func replaced() throws {
    #expect(try catalogue(order()).waterfalls?.first?.rule == "SW-01")
    #expect(try catalogue(order(), area: "340100").waterfalls?.first?.rule == "CORE-17")
    #expect(try catalogue(order(status: "draft")).waterfalls?.first?.rule == "CORE-17")
    #expect(try catalogue(order(verified: false)).waterfalls?.first?.rule == "CORE-17")
    let confirmed = try #require(
      catalogue(order(verified: false), confirmed: true).waterfalls?.first)
    #expect(confirmed.rule == "SW-01")
    #expect(confirmed.confirmedBy == "王某")
  }

  @Test("The book keeps the order that it took over, until it takes over another")
  func kept() throws {
    var ledger = try ledger()
    let day = ledger.day
    let trade = Self.exits[4].act
    #expect(ledger.refusal(trade(0.5, day)) == "quota.waterfall")
    // Where nothing has to stay at a sale, the same sale is let in.
    try ledger.command(.adopt(catalogue: catalogue(order())))
    try ledger.post(trade(0.5, day))
    // A use for housing now waits for the market, which declared no need.
    #expect(ledger.book.catalogue.rank(of: "resettlement", kind: "linked") == 2)
    // An order that does not name the purpose of an open need cannot be taken over.
    let without = order().replacing("id: resettlement", with: "id: housing")
    let catalogue = try catalogue(without)
    #expect(throws: Diagnostic.self) { try ledger.command(.adopt(catalogue: catalogue)) }
  }

  @Test("An exit that is left out, an unknown rule and an unknown purpose are refused")
  func faults() throws {
    let base = try Ledger.rules.get().files
    let open = order().replacing(", offer: all", with: "")
    let pack = PolicyFile(
      name: "somewhere/pack.yaml",
      text: "schema: zhitu.pack/1\nid: somewhere\nversion: \"1\"\ntitle: {zh: 某, en: s}\n")
    func problems(_ text: String) -> [String] {
      RuleBook.read(base + [pack, PolicyFile(name: "somewhere/order.yaml", text: text)])
        .problems.map(\.code)
    }
    #expect(problems(order()) == [])
    #expect(problems(open) == ["policy.missing-key"])
    #expect(problems(order(replaces: "CORE-99")) == ["policy.dangling"])
    #expect(
      problems(order().replacing("rank: 2", with: "rank: 0")) == ["policy.bad-rank"])
    let rules = QuotaRules(
      book: try Ledger.rules.get(), area: "330211", date: Ledger.today)
    for names in ["[CORE-01]", "[NB-15]"] {
      let yaml = "format: 1\nname: x\nkinds: []\nwaterfall: \(names)"
      #expect(throws: Diagnostic.self) {
        try QuotaCatalogue(yaml: yaml, file: "k.yaml", rules: rules)
      }
    }
    var ledger = try Ledger()
    #expect(
      ledger.refusal(
        .need(
          need: "n", kind: "linked", origin: "P", purpose: "flexible", amounts: hectares(1),
          day: nil)) == "quota.no-purpose")
  }

  @Test("A book that began with purposes of its own keeps their order")
  func older() throws {
    let text = """
      format: 1
      name: older
      kinds:
        - {id: linked, title: {zh: 挂钩, en: linked}, numbers: 1, ground: none, transfer: county, trade: city,
           source: {zh: 甲, en: a}}
      purposes:
        - {id: first, title: {zh: 先, en: first}, rank: 1}
        - {id: last, title: {zh: 后, en: last}, rank: 2}
      """
    let catalogue = try QuotaCatalogue(yaml: text, file: "k.yaml")
    #expect(catalogue.waterfalls == nil)
    #expect(catalogue.rank(of: "last", kind: "linked") == 2)
    var ledger = try Ledger()
    ledger.book = QuotaDecider.initial
    try ledger.command(.found(title: "t", crs: "EPSG:4549", catalogue: catalogue))
    try ledger.command(
      .enrol(holder: QuotaHolder(id: "v1", title: "v1", level: .village, area: "330211001001")))
    try ledger.post(
      .grant(
        lot: "A", kind: "linked", holder: "v1", origin: "P1", year: 2026, amounts: hectares(1),
        expires: nil),
      .need(
        need: "n", kind: "linked", origin: "P1", purpose: "first", amounts: hectares(0.7),
        day: nil))
    func use(_ value: Double) -> QuotaAct {
      .use(
        use: target("U", purpose: "last", hectares(value)),
        parts: [LotPart("A", hectares(value))], fromLocked: false)
    }
    #expect(ledger.refusal(use(0.31)) == "quota.waterfall")
    try ledger.post(use(0.3))
  }
}
