import Finance
import Foundation
import Groundwork
import Testing

/// 元.
private func yuan(_ value: Int64) -> Money { Money(fen: value * 100) }

@Suite("Fund plans in files")
struct FundFileTests {
  private static let text = """
    format: zhitu.fund/1
    title: 样例
    price_year: 2026
    first_year: 2026
    years: 5
    discount: 4.5%
    lines:
      - id: works
        title: {zh: 复垦, en: reclamation}
        side: cost
        phase: consolidation
        price: 30000
        unit: mu
        quantity: {ledger: linked}
        years: {2026: 1, 2027: 1}
        source: {place: 宁波, year: 2025, text: 占位, grade: P}
      - {id: reserve, title: {zh: 预备费, en: reserve}, side: cost, phase: consolidation, share_of: [works], rate: 6%}
      - id: homes
        title: {zh: 安置, en: homes}
        side: cost
        phase: preparation
        price: 800000.50
        unit: household
        quantity: 12
        years: {2027: 1}
    financing:
      - {id: bond, title: {zh: 债, en: bond}, kind: bond, draws: {2026: 5000000}, rate: 2.8%, repaid_from: 2028, repaid_to: 2030}
    """

  @Test("Quantities of the ledger are asked for, typed ones are marked")
  func reads() throws {
    var asked: [FundLine.Origin] = []
    let plan = try FundPlan(yaml: Self.text, file: "f.yaml") { origin in
      asked.append(origin)
      return 2_000_000
    }
    #expect(asked == [.ledger("linked")])
    #expect(plan.discount == FundRate(millionths: 45_000))
    #expect(
      plan.lines[2].amount
        == .priced(price: Money(fen: 80_000_050), unit: .household, quantity: 1200, origin: .typed))
    let table = try FundEngine(plan).table()
    // 20 000 m² = 30 亩 at 30 000 元, half in each year.
    #expect(table.lines[0] == [yuan(450_000), yuan(450_000), .zero, .zero, .zero])
    #expect(table.lines[1][0] == yuan(27_000))
    #expect(table.lines[2][1] == Money(fen: 960_000_600))
  }

  @Test(
    "A number with too many places, an unknown key and an unknown unit are refused with their line")
  func refuses() {
    for (old, new) in [
      ("800000.50", "800000.505"), ("unit: mu", "unit: acre"), ("price_year", "pricesyear"),
      ("zhitu.fund/1", "zhitu.fund/2"), ("rate: 6%", "rate: six"),
    ] {
      do {
        _ = try FundPlan(yaml: Self.text.replacing(old, with: new), file: "f.yaml") { _ in 0 }
        Issue.record("\(new) was read")
      } catch {
        let fault = error as? Diagnostic
        #expect(fault?.code == "fund.file")
        #expect(fault?.file?.hasPrefix("f.yaml:") == true)
      }
    }
  }

  @Test(
    "All faults of a file are told, each with its line, and none that only follows from another")
  func allFaults() throws {
    let text = Self.text.replacing("price_year: 2026", with: "price_year: soon")
      .replacing("unit: mu", with: "unit: acre").replacing("800000.50", with: "800000.505")
      .replacing("rate: 2.8%", with: "rate: low")
    let (plan, faults) = try FundPlan.read(yaml: text, file: "f.yaml") { _ in 0 }
    #expect(plan == nil)
    #expect(faults.map(\.file) == ["f.yaml:3", "f.yaml:13", "f.yaml:22", "f.yaml:27"])
    // `reserve` is a share of `works`, which cannot be read: that is no fault of its own.
    #expect(faults.allSatisfy { $0.code == "fund.file" })
  }

  @Test("What breaks the laws of a plan is told for every row, with its line")
  func allBroken() throws {
    let text = Self.text.replacing("{2026: 1, 2027: 1}", with: "{2026: 1, 2047: 1}")
      .replacing("years: {2027: 1}", with: "years: {2019: 1}")
      .replacing("repaid_to: 2030", with: "repaid_to: 2027")
    let (plan, faults) = try FundPlan.read(yaml: text, file: "f.yaml") { _ in 100 }
    #expect(plan == nil)
    #expect(faults.map(\.code) == ["fund.schedule", "fund.schedule", "fund.repayment"])
    #expect(faults.map(\.file) == ["f.yaml:8", "f.yaml:18", "f.yaml:27"])
    #expect(faults.map(\.feature) == ["works", "homes", "bond"])
  }

  @Test("A quantity that no ledger gives is a fault of its row")
  func unresolved() throws {
    let missing = Diagnostic(code: "fund.no-ledger", Localized(zh: "没有", en: "none"))
    let (plan, faults) = try FundPlan.read(yaml: Self.text, file: "f.yaml") { _ in throw missing }
    #expect(plan == nil)
    #expect(faults.map(\.code) == ["fund.no-ledger"])
    #expect(faults.first?.file == "f.yaml:14")
  }

  @Test("A plan written as a file reads as the same plan", arguments: ["tame", "wild"])
  func written(kind: String) throws {
    var plan = try FundPlan(yaml: Self.text, file: "f.yaml") { _ in 2_000_000 }
    if kind == "wild" {
      plan.title = "“样例”: {a, b} # 1\n\"c\" \\ \u{7f}"
      plan.lines[0].title = Localized(zh: "null", en: "- x")
      plan.lines[0].source = FundLine.Source(
        place: "2025", year: 2025, text: "true", grade: "P")
      plan.loans[0].asCapital = [2026: Money(fen: 100_001)]
      plan.loans[0].repayment = .byCash
      plan.loans[0].stated = FundLoan.Statements(document: "合同 1: a", isGuaranteed: false)
      plan.discount = FundRate(millionths: 45_001)
      plan.lines[2].amount = .priced(
        price: Money(fen: 5), unit: .kilometre, quantity: 7, origin: .typed)
    }
    let again = try FundPlan(yaml: plan.yaml, file: "again.yaml") { _ in 2_000_000 }
    #expect(again == plan)
    #expect(again.yaml == plan.yaml)
  }

  @Test("The example of the program reads, and is written as the same plan")
  func example() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appendingPathComponent("Policies/finance/example.yaml"), encoding: .utf8)
    let plan = try FundPlan(yaml: text, file: "example.yaml") { _ in 123_456_789 }
    #expect(try FundPlan(yaml: plan.yaml, file: "again.yaml") { _ in 123_456_789 } == plan)
    // 亩 with two places survive the way to 0.01 m² and back.
    for quantity in ["0.01", "72.35", "16000", "99999.99"] {
      let typed = Self.text.replacing("quantity: {ledger: linked}", with: "quantity: \(quantity)")
      let plan = try FundPlan(yaml: typed, file: "f.yaml") { _ in 0 }
      #expect(plan.yaml.contains("quantity: \(quantity)\n"))
    }
  }

  @Test("A row takes the quantity of a row before it, and is measured again with it")
  func followed() throws {
    let row = [
      "    years: {2027: 1}", "  - id: rent", "    title: {zh: 租金, en: rent}", "    side: revenue",
      "    phase: operation", "    price: 10", "    unit: m2",
      "    quantity: {line: works, times: 3}", "    years: {2028: 1}", "financing",
    ].joined(separator: "\n")
    let text = Self.text.replacing("    years: {2027: 1}\nfinancing", with: row)
    let plan = try FundPlan(yaml: text, file: "f.yaml") { _ in 2_000_000 }
    #expect(
      plan.lines[3].amount
        == .priced(
          price: yuan(10), unit: .squareMetre, quantity: 6_000_000,
          origin: .line("works", times: 3)))
    let again = try plan.measuredAgain { origin in
      #expect(origin == .ledger("linked"), "neither typed rows nor those that follow are asked for")
      return 1_500_000
    }
    #expect(
      FundQuantityChange.between(plan, again).map { [$0.line, "\($0.held)", "\($0.now)"] }
        == [["works", "2000000", "1500000"], ["rent", "6000000", "4500000"]])
    #expect(FundQuantityChange.between(plan, try plan.measuredAgain { _ in 2_000_000 }) == [])
    // A household is no area, a row after it gives nothing, and no times are nothing.
    for wrong in ["line: homes, times: 3", "line: rent, times: 3", "line: works, times: 0"] {
      #expect(throws: Diagnostic.self) {
        try FundPlan(
          yaml: text.replacing("line: works, times: 3", with: wrong), file: "f.yaml"
        ) { _ in 0 }
      }
    }
  }
}
