import EventLog
import Groundwork
import Quota
import Testing

@Suite("The history of other systems")
struct QuotaHistoryTests {
  /// A county's opening balance of 1 ha, of which 0.4 ha are paddy.
  private func ledger() throws -> Ledger {
    var ledger = try Ledger()
    try ledger.post(
      .open(
        lot: "OLD", kind: "balance", holder: "county", origin: "旧系统", year: 2017,
        amounts: hectares(1, paddy: 0.4, kg: 9000), expires: nil))
    return ledger
  }

  private func movement(
    _ row: Int, _ day: String, _ kind: String, _ amounts: QuotaAmounts, summary: String = "项目"
  ) -> QuotaMovement {
    QuotaMovement(row: row, day: day, kind: kind, summary: summary, amounts: amounts)
  }

  private func inherit(_ lot: String, _ movements: [QuotaMovement]) -> QuotaAct {
    .inherit(lot: lot, history: QuotaHistory(system: "旧系统", movements: movements))
  }

  @Test("Movements make the stock of the other system, holds do not, and the difference is told")
  func sums() throws {
    var ledger = try ledger()
    let before = ledger.book.balances
    try ledger.post(
      inherit(
        "OLD",
        [
          movement(2, "2015-01-01", "project_entry", hectares(1.5, paddy: 0.6, kg: 14_000)),
          movement(3, "2015-06-01", "frozen", hectares(0.2)),
          movement(4, "2016-01-01", "linked", hectares(0.6, paddy: 0.2, kg: 5000)),
        ]))
    let check = try #require(ledger.book.historyChecks.first)
    #expect(check.stock == hectares(0.9, paddy: 0.4, kg: 9000))
    #expect(check.held == hectares(0.2))
    #expect(check.difference == hectares(0.1))
    #expect(!check.isEqual)
    // It is history: no account of this book changed, and the proof adds up as before.
    #expect(ledger.book.balances == before)
    let proof = try ledger.proof()
    #expect(proof.holds)
    #expect(proof.histories == [check])
    // Handed in again, the other system's file takes the place of the former.
    try ledger.post(
      inherit(
        "OLD", [movement(2, "2015-01-01", "project_entry", hectares(1, paddy: 0.4, kg: 9000))]))
    #expect(ledger.book.historyChecks.map(\.isEqual) == [true])
    #expect(try ledger.proof().histories?.map(\.isEqual) == [true])
  }

  @Test("Card and trace show it by day, with the stock there after each movement")
  func shown() throws {
    var ledger = try ledger()
    try ledger.post(
      inherit(
        "OLD",
        [
          movement(2, "2016-01-01", "moved_out", hectares(0.25)),
          movement(3, "2015-01-01", "project_entry", hectares(0.2)),
        ]))
    let card = try QuotaStatement(
      holder: "county", kind: "balance", book: ledger.book, deeds: ledger.deeds)
    #expect(card.history.map(\.movement.row) == [3, 2])
    // Below zero for a while, as such ledgers are.
    #expect(card.history.map(\.stock) == [hectares(0.2), hectares(-0.05)])
    #expect(card.lines.count == 1, "what the other system did is no line of ours")
    #expect(card.historyChecks.map(\.lot) == ["OLD"])
    let trace = try QuotaTrace(lot: "OLD", book: ledger.book, deeds: ledger.deeds)
    #expect(trace.history == card.history)
    #expect(trace.steps.map(\.posted.entry.operation) == [.open, .inherit])
    // A card of another account has none of it.
    #expect(
      try QuotaStatement(holder: "v1", kind: "balance", book: ledger.book, deeds: ledger.deeds)
        .history.isEmpty)
  }

  @Test("What cannot be history of an opening balance is refused with its row")
  func refusals() throws {
    var ledger = try ledger()
    try ledger.stock("A", x: 0)
    let fine = movement(2, "2015-01-01", "project_entry", hectares(1))
    #expect(ledger.refusal(inherit("A", [fine])) == "quota.not-opening")
    #expect(ledger.refusal(inherit("NONE", [fine])) == "quota.no-lot")
    #expect(ledger.refusal(inherit("OLD", [])) == "quota.movements")
    for (wrong, code) in [
      (movement(3, "2015-01-01", "nothing", hectares(1)), "quota.movement-kind"),
      (movement(3, "2015-02-30", "linked", hectares(1)), "quota.day"),
      (movement(3, "2026-01-02", "linked", hectares(1)), "quota.after-opening"),
      (movement(3, "2015-01-01", "linked", hectares(1), summary: " "), "quota.summary"),
    ] {
      #expect(ledger.refusal(inherit("OLD", [fine, wrong])) == code)
      do {
        try ledger.post(inherit("OLD", [fine, wrong]))
      } catch let fault as Diagnostic {
        #expect(fault.feature == "3")
      }
    }
    #expect(ledger.book.histories.isEmpty)
    // A kind without the three numbers has no paddy in its history either.
    try ledger.post(
      .open(
        lot: "LINK", kind: "linked", holder: "county", origin: "旧系统", year: 2017,
        amounts: hectares(-1), expires: nil))
    #expect(
      ledger.refusal(
        inherit("LINK", [movement(2, "2015-01-01", "linked", hectares(1, paddy: 1))]))
        == "quota.numbers")
  }
}
