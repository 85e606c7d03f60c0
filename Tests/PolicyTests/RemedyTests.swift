import Groundwork
import Policy
import Testing

@Suite("Remedies, first days of a breach, least changes")
struct RemedyTests {
  private static let remedy = """
    remedies: [{say: {zh: "减 {quantity}", en: "{quantity} less"}, quantity: land - 100 m2, unit: mu, applied: (land - quantity) / (200 m2)}]
    """

  private func verdict(_ rule: String, land: FactValue) throws -> PartVerdict {
    var facts = try Small.facts()
    try facts.set("land", land)
    return try #require(try Packs.ask(try Packs.book(rule), facts).verdicts.first)
  }

  @Test(
    "A remedy gives the exact quantity, rounded up in its sentence, and is verified by applying it")
  func remedy() throws {
    let rule = Packs.rule("R", "formula: land / (200 m2)\n" + Self.remedy)
    let failed = try verdict(rule, land: .whole(200))
    #expect(failed.verdict == .fail)
    let answer = try #require(failed.remedies.first)
    #expect(answer.exact == "3/20")
    #expect(answer.say == Localized(zh: "减 0.15 亩", en: "0.15 mu less"))
    #expect(answer.leads == 0.5 && answer.verified)
    // A third of a hundredth more than 0.15 mu must not be said to be 0.15.
    let more = try verdict(rule, land: .exact(Rational(decimal: "200.02") ?? .zero))
    #expect(more.remedies.first?.say.en == "0.16 mu less")
    #expect(try verdict(rule, land: .whole(100)).remedies.isEmpty)
    #expect(try verdict(rule, land: .missing).remedies.isEmpty)
  }

  @Test("An insufficient remedy is not offered; one that cannot be checked is not marked verified")
  func wrongRemedy() throws {
    let wrong = Self.remedy.replacing("land - 100 m2,", with: "land - 150 m2,")
    let rule = Packs.rule("R", "formula: land / (200 m2)\n" + wrong)
    #expect(try verdict(rule, land: .whole(200)).remedies.isEmpty)
    let silent = Self.remedy.replacing(", applied: (land - quantity) / (200 m2)", with: "")
    let unproven = Packs.rule("R", "formula: land / (200 m2)\n" + silent)
    let answer = try #require(try verdict(unproven, land: .whole(200)).remedies.first)
    #expect(!answer.verified && answer.leads == nil)
  }

  @Test("Errors in remedies, breach dates and reducible are found when the pack is read")
  func errors() throws {
    let cases: [(String, String)] = [
      (Self.remedy.replacing("unit: mu", with: "unit: ratio"), "policy.unit-mismatch"),
      (Self.remedy.replacing("en: \"{quantity} less\"", with: "en: less"), "policy.bad-remedy"),
      (
        Self.remedy.replacing("(land - quantity)", with: "(share - quantity)"), "policy.bad-formula"
      ),
      (Self.remedy.replacing("/ (200 m2)}", with: "}"), "policy.unit-mismatch"),
      ("breach_date: land", "policy.unit-mismatch"),
      ("reducible: townships", "policy.unknown-value"),
    ]
    for (text, code) in cases {
      let rule = Packs.rule("R", "formula: land / (200 m2)\n" + text)
      let problems = RuleBook.read(Packs.files(rule)).problems
      #expect(problems.first?.code == code, "\(text): \(problems)")
    }
  }

  @Test("A cumulative rule names the first day on which it breaks")
  func breachDate() throws {
    let text = """
      formula: any(sum(e.size for e in rows if e.when <= d.when) > 100 m2 for d in rows)
      unit: truth
      comparator: "=="
      threshold: false
      breach_date: min(d.when for d in rows if sum(e.size for e in rows if e.when <= d.when) > 100 m2)
      """
    let book = try Packs.book(Packs.rule("R", text))
    func ask(_ sizes: [Int64]) throws -> PartVerdict {
      var facts = try Small.facts()
      var table = try FactTable("rows", fields: ["id", "size", "when"], of: facts.catalogue)
      for (index, size) in sizes.enumerated() {
        let day = try #require(CalendarDate(year: 2025, month: 12 - index, day: 28))
        try table.append([.whole(Int64(index + 1)), .whole(size), .date(day)])
      }
      try facts.set(table)
      return try #require(try Packs.ask(book, facts).verdicts.first)
    }
    // December, October, August: the sum passes 100 in October.
    let broken = try ask([30, 0, 60, 0, 50])
    #expect(broken.verdict == .fail)
    #expect(broken.breachDate == "2025-10-28")
    let fine = try ask([30, 0, 20, 0, 50])
    #expect(fine.verdict == .pass && fine.breachDate == nil)
  }

  // MARK: Least change

  /// The fewest by trying everything.
  private func fewest(_ count: Int, _ passes: (Set<Int>) -> Bool) -> Int? {
    (0..<(1 << count)).map { bits in Set((0..<count).filter { bits >> $0 & 1 == 1 }) }
      .filter(passes).map(\.count).min()
  }

  @Test("Where contributions are additive, the smallest set is found and proven", arguments: 0..<40)
  func additive(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed) &+ 1)
    let gains = (0..<9).map { _ in Int.random(in: -3...20, using: &dice) }
    let short = Int.random(in: 1...80, using: &dice)
    func margin(_ dropped: Set<Int>) -> Int { dropped.map { gains[$0] }.reduce(-short, +) }
    let candidates = gains.indices.map {
      LeastChange.Candidate(number: $0, area: Int64.random(in: 1...50, using: &dice))
    }
    let answer = try LeastChange.search(candidates) { dropped in
      LeastChange.Trial(passes: margin(dropped) >= 0, margin: Rational(margin(dropped)))
    }
    let least = fewest(9) { margin($0) >= 0 }
    #expect(answer?.dropped.count == least)
    guard let answer else { return }
    #expect(margin(Set(answer.dropped.map(\.number))) >= 0)
    #expect(answer.proof != .greedy)
  }

  @Test("Where only the worst counts, all that are too large must go", arguments: 0..<20)
  func extreme(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed) &+ 77)
    let sizes = (0..<8).map { _ in Int.random(in: 1...9, using: &dice) }
    let candidates = sizes.indices.map { LeastChange.Candidate(number: $0, area: 1) }
    func largest(_ dropped: Set<Int>) -> Int {
      sizes.indices.filter { !dropped.contains($0) }.map { sizes[$0] }.max() ?? 0
    }
    let answer = try LeastChange.search(candidates) { dropped in
      LeastChange.Trial(passes: largest(dropped) <= 5, margin: Rational(5 - largest(dropped)))
    }
    let large = sizes.filter { $0 > 5 }
    #expect(answer?.dropped.count == large.count)
    #expect(answer?.proof != .greedy)
  }

  @Test(
    "Beyond the trial limit a set is found greedily, contains nothing unnecessary, and is marked unproven"
  )
  func many() throws {
    let candidates = (0..<60).map { LeastChange.Candidate(number: $0, area: Int64($0)) }
    // Pairs: only both halves of a pair together help.
    func pairs(_ dropped: Set<Int>) -> Int {
      (0..<30).count { dropped.contains(2 * $0) && dropped.contains(2 * $0 + 1) }
    }
    func trial(_ dropped: Set<Int>) -> LeastChange.Trial {
      LeastChange.Trial(passes: pairs(dropped) >= 3, margin: Rational(pairs(dropped) - 3))
    }
    let answer = try #require(try LeastChange.search(candidates, evaluate: trial))
    #expect(answer.proof == .greedy)
    let dropped = Set(answer.dropped.map(\.number))
    #expect(trial(dropped).passes)
    for number in dropped { #expect(!trial(dropped.subtracting([number])).passes) }
    let hopeless = try LeastChange.search(candidates) { _ in .init(passes: false, margin: nil) }
    #expect(hopeless == nil)
    let fine = try LeastChange.search(candidates) { _ in .init(passes: true, margin: nil) }
    #expect(fine?.dropped.isEmpty == true)
  }
}
