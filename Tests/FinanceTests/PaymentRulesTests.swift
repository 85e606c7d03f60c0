import Finance
import Groundwork
import Testing

@Suite("Rules of payments in files")
struct PaymentRulesTests {
  @Test("The tiers ascend, and the last has no bound")
  func reads() throws {
    let text = """
      format: zhitu.payments/1
      split_days: 30
      most_retention: 3%
      most_advance: 30%
      tiers:
        - { up_to: 1000, approvals: [reviewer] }
        - { approvals: [reviewer, supervisor] }
      """
    let rules = try PaymentRules(yaml: text, file: "p.yaml")
    #expect(rules.approvals(for: Money(fen: 100_000)) == ["reviewer"])
    #expect(rules.approvals(for: Money(fen: 100_001)) == ["reviewer", "supervisor"])
    for (old, new) in [
      ("up_to: 1000, ", ""), ("- { approvals: [", "- { up_to: 900, approvals: ["),
      ("3%", "3"), ("[reviewer]", "[]"),
    ] {
      let fault = #expect(throws: Diagnostic.self) {
        try PaymentRules(yaml: text.replacing(old, with: new), file: "p.yaml")
      }
      #expect(fault?.code.hasPrefix("payment.") == true, "\(old)")
    }
  }
}
