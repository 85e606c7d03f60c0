import Foundation
import Groundwork
import Policy
import Reports
import Testing

@Suite("The rule book as a document")
struct RuleBookDocumentTests {
  private func book() throws -> RuleBook {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try RuleBook.load(root.appendingPathComponent("Policies").path)
  }

  @Test(
    "Every rule has a card with its test, source, evidence and cases", arguments: Language.allCases)
  func cards(_ language: Language) throws {
    let book = try book()
    let results = try RuleTests.run(book)
    let document = RuleBookDocument(
      book, rules: book.rules, results: results, language: language
    ).make()
    var cards: [ReportDocument.VerdictCard] = []
    for case .verdict(let card) in document.blocks { cards.append(card) }
    #expect(cards.map(\.rule) == book.rules.map(\.id))
    for (card, rule) in zip(cards, book.rules) {
      #expect(card.statement == rule.statement[language])
      #expect(card.trace.count == results.count { $0.rule == rule.id })
      let isMarked = card.marks.contains(language == .zh ? "待核实" : "to be verified")
      #expect(isMarked == !rule.evidence.verified, "\(rule.id)")
      let text = card.facts.map(\.value).joined(separator: "\n")
      #expect(text.contains(rule.source.title), "\(rule.id)")
      for part in rule.parts where part.gap == nil {
        let formula = part.formula.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains(formula), "\(rule.id)")
      }
      for part in rule.parts {
        if let gap = part.gap { #expect(text.contains(gap[language]), "\(rule.id)") }
      }
    }
  }

  @Test("Markdown keeps every word, and none of them is taken for markup")
  func markdown() throws {
    let book = try book()
    let rules = book.rules.filter { $0.id == "CORE-05" }
    let document = RuleBookDocument(
      book, rules: rules, results: try RuleTests.run(book), language: .zh
    ).make()
    let text = MarkdownPage(document).write()
    #expect(text.hasPrefix("# 全域土地综合整治规则汇编\n"))
    #expect(text.contains("### CORE-05　永久基本农田补划量"))
    #expect(text.contains("待核实"))
    #expect(text.contains("p.in\\_pbf"))
    #expect(text.contains("还须补划 … 亩"))
    #expect(!text.contains("CORE-03"))
    let tables = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    let widths = tables.map { line in line.count(where: { $0 == "|" }) }
    #expect(Set(widths).count == 1)
  }

  @Test("A format that is not known is refused")
  func format() async throws {
    let book = try book()
    let document = RuleBookDocument(book, rules: [], results: [], language: .en).make()
    await #expect(throws: Diagnostic.self) {
      try await RuleBookWriter().write(document, to: "/nowhere/rules.txt")
    }
    await #expect(throws: Diagnostic.self) {
      try await RuleBookWriter().write(document, to: "/nowhere/rules.md")
    }
  }
}
