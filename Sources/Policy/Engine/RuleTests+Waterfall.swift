import Groundwork
import YAMLFiles

/// A case of an order of purposes: needs that were declared, what is there, and what leaves by an exit.
struct WaterfallCase {
  let name: Localized
  let rule: String
  let place: String
  let exit: Waterfall.Exit
  let purpose: String?
  /// In m².
  var needs: [(purpose: String, area: Rational)] = []
  let stock: Rational
  let leaves: Rational
  let expected: Verdict

  /// What the order says of an exit.
  struct Outcome: Sendable, Hashable {
    var exit: Waterfall.Exit
    var verdict: Verdict
    /// What stays beyond what has to, in m².
    var margin: Rational
  }

  init(_ node: YAMLNode) throws(Diagnostic) {
    let map = try node.mapping([
      "name", "rule", "exit", "purpose", "needs", "stock", "leaves", "expect",
    ])
    name = try node.require("name", in: map).localized()
    rule = try node.require("rule", in: map).text()
    place = node.place
    exit = try node.require("exit", in: map).oneOf(Waterfall.Exit.self)
    purpose = try map["purpose"]?.text()
    for (purpose, area) in try node.require("needs", in: map).pairs() {
      needs.append((purpose, try area.fraction()))
    }
    stock = try node.require("stock", in: map).fraction()
    leaves = try node.require("leaves", in: map).fraction()
    expected = try node.require("expect", in: map).oneOf(Verdict.self)
  }

  func run(_ book: RuleBook) -> RuleTests.Result {
    var result = RuleTests.Result(
      name: name, rule: rule, place: place, differences: [], verdicts: [])
    guard let order = book.rules.first(where: { $0.id == rule && $0.waterfall != nil })?.waterfall
    else {
      result.differences.append(
        Localized(zh: "规则 \(rule) 没有用途次序", en: "rule \(rule) has no order of purposes"))
      return result
    }
    let unknown = (needs.map(\.purpose) + [purpose].compactMap(\.self))
      .filter { order.rank(of: $0) == nil }
    guard unknown.isEmpty else {
      let names = unknown.joined(separator: ", ")
      result.differences.append(
        Localized(zh: "规则 \(rule) 没有用途 \(names)", en: "rule \(rule) has no purpose \(names)"))
      return result
    }
    var margin = stock.subtracting(leaves)
    for need in needs where order.keeps(need.purpose, at: exit, for: purpose) {
      margin = margin?.subtracting(need.area)
    }
    guard let margin else {
      result.differences.append(Localized(zh: "数值过大", en: "the numbers are too large"))
      return result
    }
    let found: Verdict = margin < .zero ? .fail : .pass
    result.outcome = Outcome(exit: exit, verdict: found, margin: margin.reduced)
    if found != expected {
      result.differences.append(
        Localized(
          zh: "verdict：应为 \(expected.rawValue)，得 \(found.rawValue)",
          en: "verdict: expected \(expected.rawValue), got \(found.rawValue)"))
    }
    return result
  }
}

extension RuleTests {
  /// Which cases the orders of purposes lack: of each exit one that passes with nothing to spare and one
  /// that fails; where nothing has to stay, one that passes.
  static func waterfallGaps(_ book: RuleBook, _ results: [Result]) -> [Localized] {
    var gaps: [Localized] = []
    for rule in book.rules {
      for test in rule.waterfall?.tests ?? [] {
        let own = results.filter { $0.holds && $0.rule == rule.id }.compactMap(\.outcome)
          .filter { $0.exit == test.exit }
        let name = "\(rule.id) \(test.exit.rawValue)"
        if !own.contains(where: {
          $0.verdict == .pass && (test.stays == .nothing || $0.margin.isZero)
        }) {
          gaps.append(
            Localized(
              zh: "\(name) 没有恰好留足的用例", en: "\(name) has no case with nothing to spare"))
        }
        if test.stays != .nothing, !own.contains(where: { $0.verdict == .fail }) {
          gaps.append(Localized(zh: "\(name) 没有不通过的用例", en: "\(name) has no case that fails"))
        }
      }
    }
    return gaps
  }
}
