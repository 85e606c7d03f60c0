import Groundwork
import Policy
import Testing

/// Conditions on whole columns give the same results as record by record.
///
/// `(let y = F; y)` says the same as `F`, but the engine has no way to ask it of a whole column.
@Suite("Conditions evaluated on whole columns")
struct ColumnwiseTests {
  private func pick(_ dice: inout Dice, _ list: [String]) -> String {
    list.randomElement(using: &dice) ?? ""
  }

  private func condition(_ dice: inout Dice, _ depth: Int) -> String {
    guard depth > 0, Int.random(in: 0..<3, using: &dice) > 0 else {
      return pick(
        &dice,
        [
          "r.on", "r.on == true", "r.code ~ \"01*\"", "not (r.code ~ [\"0101\", \"06*\"])",
          "r.code in [\"0101\", \"耕地\"]", "not (r.code in [\"0702\"])", "r.code == zone",
          "zone != r.code", "r.size > 3 m2", "7 m2 >= r.size", "r.size == land", "land < r.size",
          "r.size - land <= 2 m2", "r.size + r.size > 9 m2", "r.when >= @2024-02-29",
          "r.when < start", "a", "b or r.on", "r.id in [1, 3, 5]", "r.size != r.size",
          "sum(s.size for s in rows if s.code == r.code) > 10 m2", "r.size / land > 1",
          "any(n.level > 2 for n in notes)",
        ])
    }
    switch Int.random(in: 0..<4, using: &dice) {
    case 0: return "not (\(condition(&dice, depth - 1)))"
    case 1: return "(\(condition(&dice, depth - 1))) or (\(condition(&dice, depth - 1)))"
    default: return "(\(condition(&dice, depth - 1))) and (\(condition(&dice, depth - 1)))"
    }
  }

  private func facts(_ dice: inout Dice) throws -> Facts {
    let catalogue = try Small.catalogue()
    func one(_ values: [FactValue]) -> FactValue {
      Int.random(in: 0..<6, using: &dice) == 0
        ? .missing : values.randomElement(using: &dice) ?? .missing
    }
    let sizes: [FactValue] = [
      .whole(0), .whole(3), .whole(7), .number(2.55), .area(Area(hundredths: 1)),
    ]
    let wide = sizes + [.exact(Rational(1)), .number(1e-7), .area(Area(hundredths: .max))]
    let texts: [FactValue] = [.text("0101"), .text("0702"), .text("0601"), .text("耕地")]
    let days = ["2023-12-31", "2024-02-29", "2025-01-01"].compactMap { CalendarDate($0) }
      .map { FactValue.date($0) }
    let truths: [FactValue] = [.truth(true), .truth(false)]
    let isWide = Bool.random(using: &dice)
    var rows = try FactTable("rows", fields: ["id", "size", "on", "code", "when"], of: catalogue)
    for index in 0..<Int.random(in: 1...12, using: &dice) {
      try rows.append([
        .whole(Int64(index + 1)), one(isWide ? wide : sizes), one(truths), one(texts), one(days),
      ])
    }
    var facts = Facts(catalogue)
    try facts.set(rows)
    var notes = try FactTable("notes", fields: ["level"], of: catalogue)
    for _ in 0..<Int.random(in: 0...2, using: &dice) {
      try notes.append([one([.whole(1), .whole(3)])])
    }
    try facts.set(notes)
    try facts.set("land", one(sizes))
    try facts.set("zone", one(texts))
    try facts.set("start", one(days))
    try facts.set("a", one(truths))
    try facts.set("b", one(truths))
    return facts
  }

  @Test("Columns and records give the same result and the same causes", arguments: 0..<8)
  func columnsAndRecords(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed) &* 977 &+ 5)
    let catalogue = try Small.catalogue()
    var decided = 0
    for _ in 0..<1200 {
      let filter = condition(&dice, 3)
      let inner = condition(&dice, 1)
      let amount = pick(&dice, ["r.size", "r.size + 1 m2", "r.size - r.size", "r.size * 2"])
      let (function, value) =
        [
          ("sum", amount), ("count", "r"), ("any", inner), ("all", inner), ("max", amount),
          ("min", "r.when"), ("one", "r.code"),
        ].randomElement(using: &dice) ?? ("count", "r")
      let held = function == "count" ? value : "(let w = \(value); w)"
      let byColumn = "\(function)(\(value) for r in rows if \(filter))"
      let byRecord = "\(function)(\(held) for r in rows if (let v = (\(filter)); v))"
      let facts = try facts(&dice)
      let first = try Formula(byColumn, catalogue: catalogue).evaluate(facts, traced: false)
      let second = try Formula(byRecord, catalogue: catalogue).evaluate(facts, traced: false)
      #expect(first == second, "\(byColumn)")
      if first.value != .unknown { decided += 1 }
    }
    #expect(decided > 300)
  }
}
