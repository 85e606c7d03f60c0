import Finance
import Foundation
import Groundwork
import Testing

@Suite("Plans of sharing")
struct SharingPlanTests {
  private static func plan(_ change: (String) -> String = { $0 }) throws -> SharingPlan {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Policies/finance/sharing.yaml")
    let text = change(try String(contentsOf: file, encoding: .utf8))
    return try SharingPlan(yaml: text, file: "sharing.yaml") { line in
      try #require(line == "linked_quota" ? Money(fen: 12_345_678_91) : nil)
    }
  }

  @Test("Every pool is given away to the last 分, and the statements add up")
  func addsUp() throws {
    let plan = try Self.plan()
    let result = try SharingResult(plan)
    for (pool, amounts) in zip(plan.pools, result.pools) {
      let all = amounts.deducted + amounts.shares
      #expect(all.reduce(.zero, +) == pool.income)
      let toHouseholds = zip(pool.shares, amounts.shares).filter { $0.0.kind == .households }
        .reduce(Money.zero) { $0 + $1.1 }
      #expect(amounts.households.reduce(.zero, +) == toHouseholds)
    }
    for (household, total) in zip(plan.households, result.totals) {
      let statement = try SharingStatement(plan, household: household.id)
      #expect(statement.lines.map(\.amount).reduce(.zero, +) == total)
      #expect(statement.total == total)
    }
  }

  @Test("What a household gets is within a 分 a part of its exact share")
  func exact() throws {
    let plan = try Self.plan()
    let result = try SharingResult(plan)
    // By hand: 20 % and 45.5 % off, 45 of 100 to the households, 60 by people and 40 by land.
    let income = 12_345_678_91.0
    let rest = income - (income * 0.2).rounded() - (income * 0.455).rounded()
    let people = plan.households.map { Double($0.measures["people"] ?? 0) }
    let land = plan.households.map { Double($0.measures["land"] ?? 0) }
    for index in plan.households.indices {
      let exact =
        rest * 0.45
        * (0.6 * people[index] / people.reduce(0, +) + 0.4 * land[index] / land.reduce(0, +))
      #expect(abs(Double(result.pools[0].households[index].fen) - exact) < 3)
    }
    // 120.5 m² at 1 850.50 元, and 3.27 亩 at 1 200 元.
    #expect(result.items[0][0] == Money(fen: 222_985_25))
    #expect(result.items[1][0] == Money(fen: 3_924_00))
    // Without land: only by people.
    #expect(result.items[1][7] == .zero)
  }

  @Test("Without a resolution, a measure that nobody has, or with too much taken off it is refused")
  func refusals() throws {
    for (old, new, code) in [
      ("number: 河头村〔2026〕3号", "number: \"\"", "fund.sharing-file"),
      ("by: { stock: 1 }", "by: { stok: 1 }", "fund.sharing-file"),
      ("rate: 45.5%", "rate: 85%", "fund.sharing"),
      ("weight: 45,", "weight: 4.555,", "fund.sharing-file"),
      ("village_code: \"330299001201\",", "", "fund.sharing-file"),
      ("330299001202", "3302990012", "fund.sharing-file"),
      ("clearing: { planned: false }", "clearing: {}", "fund.sharing-file"),
      ("id: H02", "id: H01", "fund.sharing"), ("by: { stock: 1 }", "by: {}", "fund.sharing"),
      // What a household does not state is unknown, not nothing.
      (", stock: 0 }", " }", "fund.sharing"),
      // Homesteads of 10¹³ m² each: what they are paid has no sum in 64 bits, and is refused before it is made.
      ("house: 1", "house: 99999999991", "fund.sharing"),
    ] {
      let fault = #expect(throws: Diagnostic.self, "\(new)") {
        try Self.plan { $0.replacing(old, with: new) }
      }
      #expect(fault?.code == code, "\(new)")
    }
  }

  @Test("All faults of a file are told, each with its line")
  func allFaults() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Policies/finance/sharing.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    func read(_ text: String) throws -> (plan: SharingPlan?, faults: [Diagnostic]) {
      try SharingPlan.read(yaml: text, file: "s.yaml") { _ in Money(fen: 100_000_00) }
    }
    func line(_ part: String) -> String {
      let index = text.split(separator: "\n", omittingEmptySubsequences: false)
        .firstIndex { $0.contains(part) }
      return "s.yaml:\((index ?? -1) + 1)"
    }
    let unread = try read(
      text.replacing("price: 1850.50", with: "price: dear").replacing(
        "income: 432000", with: "income: -1"
      )
      .replacing("330299101203", with: "33"))
    #expect(unread.plan == nil)
    #expect(
      unread.faults.map(\.file) == [
        line("income: 432000"), line("price: 1850.50"), line("id: H08"),
      ])
    let broken = try read(
      text.replacing("rate: 45.5%", with: "rate: 85%").replacing("id: H03", with: "id: H02"))
    #expect(broken.plan == nil)
    #expect(broken.faults.map(\.feature) == ["H02", "linked"])
    #expect(broken.faults.map(\.file) == [line("id: H03"), line("- id: linked")])
    #expect(try read(text).faults.isEmpty)
  }

  @Test("A plan written as a file reads as the same plan")
  func written() throws {
    let plan = try Self.plan()
    let again = try SharingPlan(yaml: plan.yaml, file: "again.yaml") { line in
      try #require(line == "linked_quota" ? Money(fen: 12_345_678_91) : nil)
    }
    #expect(again == plan)
  }
}
