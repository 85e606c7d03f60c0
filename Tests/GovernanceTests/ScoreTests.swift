import Governance
import Groundwork
import TestSupport
import Testing

private func line(
  _ id: String, full: String = "2", target: String? = "100", applies: Bool? = true,
  value: String? = "80"
) -> ScoreSheet.Line {
  ScoreSheet.Line(
    id: id, title: Localized(id), unit: Localized("亩"), full: ScoreNumber(full) ?? .zero,
    target: target.flatMap { ScoreNumber($0) }, applies: applies,
    computed: value.flatMap { ScoreNumber($0) }, value: value.flatMap { ScoreNumber($0) })
}

private func sheet(_ lines: [ScoreSheet.Line]) -> ScoreSheet {
  ScoreSheet(year: 2025, plan: "demo", evaluation: "E", lines: lines)
}

@Suite("Scores of a year") struct ScoreTests {
  @Test(
    arguments: [
      ("1.5", 1_500_000), ("0.0345", 34_500), ("-2", -2_000_000), (" 1,200 ", 1_200_000_000),
      ("1e3", nil), ("", nil), ("1.1234567", nil), (".5", nil), ("5.", nil), ("--1", nil),
      ("1.2.3", nil), ("9999999999", nil), ("十", nil), ("NaN", nil),
    ] as [(String, Int64?)])
  func numbersAreReadAsPeopleTypeThem(text: String, millionths: Int64?) throws {
    let number = ScoreNumber(text)
    #expect(number?.millionths == millionths)
    if let number { #expect(ScoreNumber(number.text) == number) }
  }

  @Test(
    arguments: [
      ("100", "100", Bool?(true), "2"), ("250", "100", true, "2"), ("80", "100", true, "1.6"),
      ("-5", "100", true, "0"), ("0", "100", true, "0"), ("1", "3", true, "0.666667"),
      ("1", "0", true, nil), ("1", nil, true, nil), (nil, "100", true, nil),
      ("1", "100", false, nil), ("1", "100", nil, nil),
    ] as [(String?, String?, Bool?, String?)])
  func pointsFollowFromTheValue(
    value: String?, target: String?, applies: Bool?, points: String?
  ) {
    #expect(line("a", target: target, applies: applies, value: value).points?.text == points)
  }

  @Test func theTotalCountsWhatAppliesAndIsKnown() {
    let total = sheet([
      line("a"), line("b", applies: false), line("c", value: nil), line("d", value: "50"),
    ]).total
    #expect(total.points.text == "2.6" && total.full.text == "4")
  }

  @Test func aChangedValueNeedsItsReason() throws {
    let begun = sheet([line("a"), line("b")])
    let typed = try begun.filled([
      .init(indicator: "a", value: "90", note: "复核"), .init(indicator: "b", value: "", note: ""),
    ])
    #expect(typed.lines[0].value?.text == "90" && typed.lines[0].note == "复核")
    #expect(typed.lines[1] == begun.lines[1])
    // The same value is no change.
    #expect(try begun.filled([.init(indicator: "a", value: "80.0", note: "")]) == begun)
    func code(_ entries: [ScoreSheet.Entry]) -> String? {
      do {
        _ = try begun.filled(entries)
        return nil
      } catch { return (error as? Diagnostic)?.code }
    }
    #expect(code([.init(indicator: "a", value: "90", note: " ")]) == "assessment.reason")
    #expect(code([.init(indicator: "z", value: "1", note: "x")]) == "assessment.indicator")
    #expect(code([.init(indicator: "a", value: "多", note: "x")]) == "assessment.number")
    let twice = ScoreSheet.Entry(indicator: "a", value: "1", note: "x")
    #expect(code([twice, twice]) == "assessment.indicator")
    #expect(typed.toCheck.lines.allSatisfy { $0.note.isEmpty })
  }

  /// Against a plain count of who is better, and a search over all tiers.
  @Test func placesAndRewardsFollowFromTheShares() throws {
    var random = SplitMix(state: 11)
    let tiers = try ScoreRanking.tiers([
      .init(from: "60", quota: "10", funds: "0.5"), .init(from: "90", quota: "60", funds: "300"),
    ])
    for _ in 0..<200 {
      let entrants = (0..<Int(1 + random.next() % 6)).map { number in
        ScoreRanking.Entrant(
          number: "KH-\(number)", title: "县 \(number)", area: "33020\(number)",
          sheet: sheet([
            line("a", applies: random.next() % 9 > 0, value: String(random.next() % 12 * 10))
          ]))
      }
      let ranking = ScoreRanking(year: 2025, basis: "文", tiers: tiers, entrants: entrants)
      #expect(ranking.rows.count == entrants.count)
      for row in ranking.rows {
        guard let share = row.share else {
          #expect(row.place == nil && row.quota == nil)
          continue
        }
        let better = ranking.rows.filter { $0.share.map { share < $0 } ?? false }.count
        #expect(row.place == better + 1)
        let tier = tiers.filter { $0.from <= share }.max { $0.from < $1.from }
        #expect(row.quota == tier?.quota && row.funds == tier?.funds)
      }
    }
    #expect(tiers.map(\.funds) == [Money(fen: 500_000), Money(fen: 300_000_000)])
  }

  @Test(
    arguments: [
      ("101", "1", "1", "assessment.tiers"), ("-1", "1", "1", "assessment.number"),
      ("90", "many", "1", "assessment.number"), ("90", "1", "", "assessment.number"),
    ])
  func aWrongFormulaIsRefused(from: String, quota: String, funds: String, code: String) {
    do {
      _ = try ScoreRanking.tiers([.init(from: from, quota: quota, funds: funds)])
      Issue.record("\(from) \(quota) \(funds) was accepted")
    } catch { #expect((error as? Diagnostic)?.code == code) }
  }
}
