import Groundwork
import YAMLFiles

/// Runs the test cases beside the chapters of a rule book (`*.tests.yaml`): each has a sentence as
/// its name, facts, and the expected verdict. Jurists write them; `zhitu rules test` runs them.
public enum RuleTests {
  /// The result of one case.
  public struct Result: Sendable, Hashable {
    public var name: Localized
    public var rule: String
    /// `national/core.tests.yaml:17`.
    public var place: String
    /// Differences from what was expected; empty when the case passes.
    public var differences: [Localized]
    /// The verdicts that the engine gave.
    public var verdicts: [PartVerdict]
    /// What an order of purposes says, where the case is of one.
    var outcome: WaterfallCase.Outcome?

    public var holds: Bool { differences.isEmpty }
  }

  /// Runs every case of the book.
  ///
  /// Throws when a test file cannot be read; a case whose verdict differs is reported as a result.
  ///
  /// - Parameter only: the rules whose cases are run; nil for all.
  public static func run(_ book: RuleBook, only: Set<String>? = nil) throws -> [Result] {
    var results: [Result] = []
    for file in book.tests where only?.contains(where: { file.text.contains($0) }) ?? true {
      results += try run(file, book, only)
    }
    return results
  }

  private static func run(
    _ file: PolicyFile, _ book: RuleBook, _ only: Set<String>?
  ) throws -> [Result] {
    let root = try YAMLNode.document(file.text, file: file.name)
    let map = try root.mapping(["schema", "date", "scope", "defaults", "tests"])
    try root.expectSchema("zhitu.tests/1", in: map)
    let reader = FactsReader(
      catalogue: book.catalogue,
      defaults: try map["defaults"].map { (node) throws(Diagnostic) in
        try FactsReader.defaults(node, book.catalogue)
      } ?? [:])
    let date = try root.require("date", in: map).date()
    let scope = try root.require("scope", in: map).text()
    var results: [Result] = []
    for node in try root.require("tests", in: map).list() {
      if let only, let rule = node.peek("rule"), !only.contains(rule) { continue }
      if node.peek("exit") != nil {
        results.append(try WaterfallCase(node).run(book))
        continue
      }
      let test = try Case(node, reader, date: date, scope: scope)
      results.append(try test.run(book))
    }
    return results
  }

  /// Which cases a book lacks. Each part of each rule needs one case that passes, one that fails,
  /// one that is undecidable, one at the threshold, and, where it has a condition, one to which it
  /// does not apply. A part that only reports its value cannot fail, and one whose formula is
  /// unknown can only be undecidable. An order of purposes needs two for each exit.
  public static func gaps(_ book: RuleBook, _ results: [Result]) -> [Localized] {
    var gaps: [Localized] = []
    let verdicts = results.filter(\.holds).flatMap(\.verdicts)
    for rule in book.rules {
      for part in rule.parts {
        let own = verdicts.filter { $0.rule == rule.id && $0.part == part.name }
        let name = Rule.reference(rule.id, part.name)
        for verdict in part.possible
        where !own.contains(where: { $0.verdict == verdict }) {
          gaps.append(
            Localized(
              zh: "\(name) 没有结论为 \(verdict.rawValue) 的用例",
              en: "\(name) has no case that ends in \(verdict.rawValue)"))
        }
        if !part.isReport, !own.contains(where: { $0.exactValue == part.threshold }) {
          gaps.append(
            Localized(
              zh: "\(name) 没有恰等于阈值的用例", en: "\(name) has no case at its threshold"))
        }
      }
    }
    return gaps + waterfallGaps(book, results)
  }
}

extension YAMLNode {
  func date() throws(Diagnostic) -> CalendarDate {
    guard let date = CalendarDate(try text()) else {
      throw error("bad-date", zh: "日期应写作 2024-08-05", en: "a date is written as 2024-08-05")
    }
    return date
  }
}

/// One case: facts and the expected verdict.
private struct Case {
  let name: Localized
  let rule: String
  let place: String
  let date: CalendarDate
  let scope: String
  let facts: Facts
  /// By the name of the part; the empty name stands for the rule as a whole.
  var expected: [String: Expected] = [:]

  /// Only the values that are given are compared.
  struct Expected {
    var verdict: Verdict
    var value: Rational?
    var margin: Rational?
    var applies: Bool?
    var binds: Bool?
    var missing: [String]?
    var witnesses: [Int64]?
    /// The exact quantities of the remedies, in their units.
    var remedies: [Rational]?
    var breachDate: CalendarDate?
  }

  init(
    _ node: YAMLNode, _ reader: FactsReader, date: CalendarDate, scope: String
  ) throws(Diagnostic) {
    let map = try node.mapping(["name", "rule", "date", "scope", "facts", "expect"])
    name = try node.require("name", in: map).localized()
    rule = try node.require("rule", in: map).text()
    place = node.place
    self.date = try map["date"]?.date() ?? date
    self.scope = try map["scope"]?.text() ?? scope
    facts = try reader.facts(node.require("facts", in: map))
    let expect = try node.require("expect", in: map)
    if expect.isScalar {
      expected[""] = Expected(verdict: try expect.oneOf(Verdict.self))
      return
    }
    let pairs = try expect.pairs()
    if pairs.contains(where: { $0.key == "verdict" }) {
      expected[""] = try Case.expected(expect)
    } else {
      for (part, node) in pairs { expected[part] = try Case.expected(node) }
    }
  }

  private static func expected(_ node: YAMLNode) throws(Diagnostic) -> Expected {
    if node.isScalar { return Expected(verdict: try node.oneOf(Verdict.self)) }
    let map = try node.mapping([
      "verdict", "value", "margin", "applies", "binds", "missing", "witnesses", "remedy",
      "breach_date",
    ])
    var expected = Expected(verdict: try node.require("verdict", in: map).oneOf(Verdict.self))
    expected.value = try map["value"]?.fraction()
    expected.margin = try map["margin"]?.fraction()
    expected.applies = try map["applies"]?.boolean()
    expected.binds = try map["binds"]?.boolean()
    expected.missing = try map["missing"]?.texts()
    expected.breachDate = try map["breach_date"]?.date()
    if let node = map["remedy"] {
      let items = try node.isScalar ? [node] : node.list()
      var quantities: [Rational] = []
      for item in items where !item.isNull { quantities.append(try item.fraction()) }
      expected.remedies = quantities
    }
    if let list = map["witnesses"] {
      var numbers: [Int64] = []
      for item in try list.list() {
        guard let number = Int64(try item.text()) else {
          throw item.error("not-a-number", zh: "应为记录编号", en: "expected the id of a record")
        }
        numbers.append(number)
      }
      expected.witnesses = numbers
    }
    return expected
  }

  func run(_ book: RuleBook) throws -> RuleTests.Result {
    var result = RuleTests.Result(
      name: name, rule: rule, place: place, differences: [], verdicts: [])
    let evaluation = try RuleEngine.evaluate(
      book.packs, facts, on: date, scope: scope, rule: rule)
    result.verdicts = evaluation.verdicts
    for (part, expected) in expected.sorted(by: { $0.key < $1.key }) {
      let own = result.verdicts.filter { part.isEmpty || $0.part == part }
      guard let verdict = own.map(\.verdict).max() else {
        result.differences.append(
          Localized(zh: "规则 \(rule) \(part) 未被检验", en: "rule \(rule) \(part) was not evaluated"))
        continue
      }
      compare("verdict", expected.verdict.rawValue, verdict.rawValue, &result)
      if own.count == 1, let only = own.first { compare(expected, only, &result) }
    }
    return result
  }

  private func compare(_ expected: Expected, _ found: PartVerdict, _ result: inout RuleTests.Result)
  {
    if let value = expected.value {
      compare("value", value.description, found.exactValue?.description ?? "–", &result)
    }
    if let margin = expected.margin {
      compare("margin", margin.description, found.exactMargin?.description ?? "–", &result)
    }
    if let applies = expected.applies {
      compare("applies", "\(applies)", "\(found.applies)", &result)
    }
    if let binds = expected.binds {
      compare("binds", "\(binds)", found.binding.map { "\($0.binds)" } ?? "–", &result)
    }
    if let missing = expected.missing {
      compare("missing", "\(missing)", "\(found.missing)", &result)
    }
    if let remedies = expected.remedies {
      compare(
        "remedy", remedies.map(\.description).joined(separator: ", "),
        found.remedies.filter(\.verified).map(\.exact).joined(separator: ", "), &result)
    }
    if let date = expected.breachDate {
      compare("breach_date", date.description, found.breachDate ?? "–", &result)
    }
    if let witnesses = expected.witnesses {
      compare("witnesses", "\(witnesses)", "\(found.witnesses.map(\.id))", &result)
    }
  }

  private func compare(
    _ what: String, _ expected: String, _ found: String, _ result: inout RuleTests.Result
  ) {
    guard expected != found else { return }
    result.differences.append(
      Localized(
        zh: "\(what)：应为 \(expected)，得 \(found)", en: "\(what): expected \(expected), got \(found)"))
  }
}

extension RulePart {
  /// The verdicts that the part can give.
  fileprivate var possible: [Verdict] {
    if gap != nil { return [.undecidable] }
    let usual: [Verdict] = isReport ? [.pass, .undecidable] : [.pass, .undecidable, .fail]
    return applies == nil ? usual : usual + [.notApplicable]
  }
}

extension YAMLNode {
  /// A decimal number or a fraction such as `820/30000`.
  func fraction() throws(Diagnostic) -> Rational {
    let text = try text()
    if let number = Rational(fraction: text) { return number.reduced }
    throw error("not-a-number", zh: "“\(text)”不是数", en: "‘\(text)’ is not a number")
  }
}
