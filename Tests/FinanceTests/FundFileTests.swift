import Finance
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
