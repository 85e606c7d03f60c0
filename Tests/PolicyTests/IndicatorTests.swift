import Foundation
import Groundwork
import Policy
import Testing

/// Indicators, against sums done by hand.
@Suite struct IndicatorTests {
  private func book(_ lines: String) throws -> IndicatorBook {
    try IndicatorBook(
      yaml: """
        schema: zhitu.indicators/1
        title: {zh: 指标, en: indicators}
        source: test
        indicators:
          - id: i
            title: {zh: 甲, en: a}
            source: test
        \(lines.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
        """, file: "i.yaml", catalogue: try Small.catalogue())
  }

  private let additive = """
    unit: mu
    direction: up
    each: r in rows
    where: r.on
    amount: if r.code == "c" then 0 m2 - r.size else r.size
    by: code
    target: 10 mu
    full: 4
    """

  private func facts() throws -> Facts {
    try Small.facts([
      (.number(2000), .truth(true), .text("a")), (.number(4000), .truth(true), .text("b")),
      (.number(1000), .truth(true), .text("a")), (.number(1000), .truth(true), .text("c")),
      (.number(9000), .truth(false), .text("b")),
    ])
  }

  @Test func theGroupsAddUpToTheIndicator() throws {
    let indicator = try #require(try book(additive).indicator("i"))
    let value = try indicator.value(try facts())
    // 2000 + 4000 + 1000 − 1000 m² are 9 mu.
    #expect(value.value == Rational(9))
    #expect(value.target == Rational(10))
    let half = try #require(Rational(9, over: 2))
    #expect(value.groups["a"] == half)
    #expect(value.groups["b"] == Rational(6))
    let sum = value.groups.values.reduce(Rational.zero) { $0.adding($1) ?? .zero }
    #expect(sum == value.value)
    #expect(value.score(of: Rational(10)) == Rational(9))
  }

  @Test func itOpensDownToItsRecords() throws {
    let indicator = try #require(try book(additive).indicator("i"))
    let all = try indicator.records(try facts(), of: nil, limit: 2)
    #expect(all.count == 4)
    #expect(all.records.map(\.amount) == [4000, 2000])
    let own = try indicator.records(try facts(), of: "a", limit: 10)
    #expect(own.records.map(\.amount) == [2000, 1000])
    // What takes away most stands before what adds less.
    let taking = try Small.facts([
      (.number(500), .truth(true), .text("a")), (.number(4000), .truth(true), .text("c")),
      (.number(700), .truth(true), .text("c")),
    ])
    #expect(
      try indicator.records(taking, of: nil, limit: 9).records.map(\.amount) == [-4000, -700, 500])
    #expect(throws: Diagnostic.self) {
      try indicator.records(try facts(), of: "\" or true or \"", limit: 10)
    }
  }

  @Test func whatIsUnknownGivesNoFigureAndNoPoints() throws {
    let indicator = try #require(try book(additive).indicator("i"))
    let unknown = try Small.facts([(.number(2000), .missing, .text("a"))])
    let value = try indicator.value(unknown)
    #expect(value.value == nil && value.groups.isEmpty)
    #expect(value.missing == ["rows.on"])
    #expect(value.score(of: Rational(10)) == nil)
  }

  @Test(arguments: [
    ("unit: furlong\ndirection: up\nformula: land", "indicator.unit"),
    ("unit: day\ndirection: up\nformula: land", "indicator.dimension"),
    ("unit: mu\ndirection: up\nformula: nothing", "indicator.formula"),
    ("unit: mu\ndirection: sideways\nformula: land", "indicator.choice"),
  ])
  func aFaultyFileIsRefusedWithItsLine(lines: String, code: String) throws {
    let refusal = #expect(throws: Diagnostic.self) { try book(lines) }
    #expect(refusal?.file?.contains("i.yaml") == true)
    if code != "indicator.choice" { #expect(refusal?.code == code) }
  }

  @Test func theShippedIndicatorsFitTheFacts() throws {
    for name in ["boards/indicators.yaml", "boards/assessment.yaml"] {
      let text = try String(contentsOfFile: "\(Repository.policies)/\(name)", encoding: .utf8)
      let book = try IndicatorBook(
        yaml: text, file: name, catalogue: try Repository.book().catalogue)
      let rules = Set(try Repository.book().packs.flatMap(\.rules).map(\.id))
      #expect(book.indicators.count >= 5)
      for indicator in book.indicators {
        #expect(indicator.rule.map(rules.contains) ?? true, "\(indicator.id)")
      }
    }
  }
}
