import Groundwork
import Policy
import Testing

@Suite("The rule book of the repository")
struct RuleBookTests {
  @Test("Every case beside the chapters holds")
  func cases() throws {
    let results = try RuleTests.run(try Repository.book())
    #expect(results.count >= 50)
    for result in results {
      let text = result.differences.map(\.en).joined(separator: "; ")
      #expect(result.holds, "\(result.place) \(result.rule): \(result.name.en) — \(text)")
    }
  }

  @Test("Every part has a case that passes, fails, is undecidable, and stands at the threshold")
  func coverage() throws {
    let book = try Repository.book()
    let gaps = RuleTests.gaps(book, try RuleTests.run(book))
    #expect(gaps.isEmpty, "\(gaps.map(\.en).joined(separator: "\n"))")
  }

  @Test("The first pack holds the rules it was built for")
  func rules() throws {
    let book = try Repository.book()
    #expect(
      Set(book.rules.map(\.id)) == [
        "CORE-01", "CORE-03", "CORE-04", "CORE-05", "CORE-08", "CAP-01", "CAP-02", "NB-01", "NB-04",
        "NB-05", "SLP-01",
      ])
  }

  @Test(
    "Drafts say in their Chinese title that they are drafts, and rules from memory are unverified")
  func honesty() throws {
    for rule in try Repository.book().rules {
      if rule.source.status == .draft { #expect(rule.title.zh.contains("征求意见稿")) }
      switch rule.evidence.grade {
      case .memoryHigh, .memoryMedium, .memoryLow, .excerpt: #expect(!rule.evidence.verified)
      case .official, .seed: break
      }
    }
  }

  @Test("Without facts every rule is undecidable and says what to supply")
  func nothingKnown() throws {
    let book = try Repository.book()
    let date = try #require(CalendarDate("2026-01-01"))
    let evaluation = try RuleEngine.evaluate(
      book.packs, Facts(book.catalogue), on: date, scope: "330211")
    #expect(evaluation.verdicts.count == book.rules.flatMap(\.parts).count)
    for verdict in evaluation.verdicts {
      #expect(verdict.verdict == .undecidable)
      #expect(!verdict.missing.isEmpty)
      #expect(verdict.value == nil)
    }
  }
}
