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
      if rule.source.status == .draft {
        #expect(card.facts.first?.value == (language == .zh ? "提示" : "informs"), "\(rule.id)")
      }
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

  @Test("A Word document keeps every word, in parts that Word opens")
  func word() throws {
    let book = try book()
    let rules = book.rules.filter { $0.id == "CORE-05" }
    let document = RuleBookDocument(
      book, rules: rules, results: try RuleTests.run(book), language: .zh
    ).make()
    let members = Dictionary(
      ReportWord(document).members().map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) },
      uniquingKeysWith: { a, _ in a })
    #expect(members["[Content_Types].xml"]?.contains("word/document.xml") == true)
    let body = try #require(members["word/document.xml"])
    for text in ["CORE-05　永久基本农田补划量", "待核实", "p.in_pbf", "还须补划 … 亩", "证据等级"] {
      #expect(body.contains(text), "\(text)")
    }
    #expect(!body.contains("CORE-03"))
    // Every tag that opens closes, so that the document can be read as XML.
    for tag in ["w:p", "w:r", "w:tbl", "w:tr", "w:tc", "w:body"] {
      let opened = body.matches(of: try Regex("<\(tag)[ >]")).count
      let closed = body.components(separatedBy: "</\(tag)>").count - 1
      #expect(opened == closed, "\(tag)")
    }
  }
}
