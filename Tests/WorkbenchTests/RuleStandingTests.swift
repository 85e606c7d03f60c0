import Foundation
import Groundwork
import Policy
import Testing
import Workbench

@Suite("The rules as they stand on a day in a place")
struct RuleStandingTests {
  let book: RuleBook

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    book = try RuleBook.load(root.appendingPathComponent("Policies").path)
  }

  private func standing(
    _ day: String, scope: String = "330299", _ confirmations: [Policy.Confirmation] = []
  ) throws -> RuleStanding {
    RuleStanding(
      book, on: try #require(CalendarDate(day)), scope: scope, confirmations: confirmations)
  }

  @Test("Only rules in force on the day whose scope has the place apply")
  func applying() throws {
    let here = try standing("2026-05-01")
    #expect(here.applying.contains { $0.pack == "ningbo" })
    let elsewhere = try standing("2026-05-01", scope: "310101")
    #expect(!elsewhere.applying.contains { $0.pack == "ningbo" })
    #expect(try standing("1990-01-01").applying.count < here.applying.count)
    // Where the place is not known, no pack is hidden.
    let nowhere = try standing("2026-05-01", scope: "")
    #expect(Set(nowhere.applying.map(\.pack)) == Set(book.packs.map(\.id)))
    for rule in book.rules {
      #expect((here.reasonToSkip(rule) == nil) == here.applying.contains { $0.place == rule.place })
    }
  }

  @Test("A confirmation makes law bind, and never a draft")
  func confirmed() throws {
    let law = try #require(book.rules.first { $0.id == "BAL-04" })
    let draft = try #require(book.rules.first { $0.source.status == .draft && $0.level.blocks })
    let records = [law, draft].map { rule in
      Policy.Confirmation(
        rule: rule.id, name: "王某", date: "2026-03-01", document: "原文", ruleSHA256: rule.sha256,
        place: "workspace")
    }
    let here = try standing("2026-05-01", records)
    #expect(here.effect(of: law) == .blocks)
    #expect(try standing("2026-05-01").effect(of: law) != .blocks)
    #expect(here.effect(of: draft) == .informs)
    #expect(here.review.refused.map(\.record.rule) == [draft.id])
    // A record counts from its day on.
    #expect(try standing("2026-02-01", records).effect(of: law) != .blocks)
  }

  @Test("Of two thresholds for the same thing the stricter binds")
  func bindings() throws {
    let here = try standing("2026-05-01")
    let bound = try #require(here.bindings["CAP-02"])
    let binder = try #require(here.bindings["CAP-01/pbf"])
    #expect(!bound.binds && binder.binds)
    #expect(bound.against.contains("CAP-01/pbf"))
  }

  @Test("The test cases of one rule are those of the whole run")
  func cases() throws {
    let all = try RuleTestReport(book).cases.filter { $0.rule == "CORE-01" }
    let one = try RuleTestReport(book, only: ["CORE-01"])
    #expect(!all.isEmpty && one.cases.map(\.place) == all.map(\.place))
    #expect(one.failed == 0 && one.gaps.isEmpty)
    #expect(throws: Diagnostic.self) { try RuleTestReport(book, only: ["NO-1"]) }
  }

  @Test("The document can be written in every format but an unknown one")
  func formats() throws {
    #expect(try RuleBookFormat.of("a/b.DOCX") == .docx)
    #expect(throws: Diagnostic.self) { try RuleBookFormat.of("rules.txt") }
    let rules = book.rules.filter { $0.id == "CORE-01" }
    let word = try Workbench.ruleBookBytes(book, rules: rules, as: .docx, language: .zh)
    #expect(word.starts(with: Array("PK".utf8)))
    let page = try Workbench.ruleBookBytes(book, rules: rules, as: .html, language: .zh)
    #expect(String(decoding: page, as: UTF8.self).contains("新增耕地比例"))
  }
}
