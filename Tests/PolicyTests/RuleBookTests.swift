import Groundwork
import Policy
import Testing

@Suite("The rule book of the repository")
struct RuleBookTests {
  @Test("Every test case of the chapters passes")
  func cases() throws {
    let results = try Repository.results()
    // Every rule has a case at all; what cases it must have is another test.
    let rules = Set(try Repository.book().rules.map(\.id))
    #expect(Set(results.map(\.rule)).isSuperset(of: rules))
    for result in results {
      let text = result.differences.map(\.en).joined(separator: "; ")
      #expect(result.holds, "\(result.place) \(result.rule): \(result.name.en) — \(text)")
    }
  }

  @Test("Every part has cases that pass, fail, are undecidable, and are at the threshold")
  func coverage() throws {
    let book = try Repository.book()
    let gaps = RuleTests.gaps(book, try Repository.results())
    #expect(gaps.isEmpty, "\(gaps.map(\.en).joined(separator: "\n"))")
  }

  /// The rules of the dossier, chapter by chapter: the prefix and the last number.
  private static let dossier = [
    ("CORE", 22), ("CAP", 5), ("NB", 25), ("P37", 5), ("ZJ", 12), ("CTG", 9), ("LNK", 8),
    ("BAL", 9), ("QTA", 6), ("PBF", 7), ("SLP", 3), ("TOP", 3), ("QLT", 3), ("HSF", 10), ("FAC", 5),
    ("CNS", 10), ("TEN", 3), ("EXP", 10), ("RED", 1), ("FIN", 10), ("IND", 7), ("GEO", 7),
    ("NEG", 10),
  ]
  /// What the engine itself does and no rule can ask: the stricter binds, which geometry and which
  /// engine are used, that nothing is rounded before it is compared.
  private static let engineOnly: Set<String> = ["CAP-03", "GEO-04", "GEO-05"]

  @Test("Every rule of the dossier that a program can decide is there, under its own id")
  func rules() throws {
    var wanted: Set<String> = []
    for (prefix, last) in Self.dossier {
      for number in 1...last {
        wanted.insert("\(prefix)-" + (number < 10 ? "0" : "") + "\(number)")
      }
    }
    let ids = Set(try Repository.book().rules.map(\.id))
    #expect(ids.symmetricDifference(wanted).sorted() == Self.engineOnly.sorted())
  }

  @Test("A gap states what is unknown, only where no formula is given, and never passes")
  func gaps() throws {
    let book = try Repository.book()
    let open = book.rules.filter { $0.parts.contains { $0.gap != nil } }
    #expect(
      open.map(\.id).sorted() == [
        "BAL-08", "BAL-09", "CORE-21", "FAC-05", "LNK-06", "NB-21", "PBF-04", "ZJ-06", "ZJ-08",
        "ZJ-09",
        "ZJ-12",
      ])
    let results = try Repository.results()
    for rule in open {
      for part in rule.parts where part.gap != nil {
        let verdicts = results.flatMap(\.verdicts).filter {
          $0.rule == rule.id && $0.part == part.name
        }
        #expect(!verdicts.isEmpty)
        #expect(verdicts.allSatisfy { $0.verdict == .undecidable && $0.value == nil })
        #expect(verdicts.allSatisfy { $0.reason == part.gap && $0.isReport })
      }
    }
  }

  @Test(
    "Drafts say in their Chinese title that they are drafts, and rules from memory are unverified")
  func honesty() throws {
    for rule in try Repository.book().rules {
      if rule.source.status == .draft { #expect(rule.title.zh.contains("征求意见稿")) }
      switch rule.evidence.grade {
      case .memoryHigh, .memoryMedium, .memoryLow, .excerpt: #expect(!rule.evidence.verified)
      case .official, .seed, .own: break
      }
    }
  }

  @Test("Without facts every rule is undecidable and states what to supply")
  func nothingKnown() throws {
    let book = try Repository.book()
    let date = try #require(CalendarDate("2026-01-01"))
    let evaluation = try RuleEngine.evaluate(
      book.packs, Facts(book.catalogue), on: date, scope: "330211")
    let asked = book.rules.filter { $0.isInForce(on: date) }
    #expect(evaluation.verdicts.count == asked.flatMap(\.parts).count)
    let gaps = Set(asked.filter { $0.parts.contains { $0.gap != nil } }.map(\.id))
    for verdict in evaluation.verdicts {
      #expect(verdict.verdict == .undecidable, "\(verdict.rule)")
      #expect(!verdict.missing.isEmpty || gaps.contains(verdict.rule), "\(verdict.rule)")
      #expect(verdict.value == nil)
    }
  }
}
