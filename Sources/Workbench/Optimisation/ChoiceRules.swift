import Flow
import Groundwork
import Planning
import Policy

/// A rule that a chosen plan must keep.
struct ChoiceRule: Sendable {
  let test: PlanRepair.Test
  /// The rule as linear rows over the measures; empty where its formula is not linear, so that it is
  /// only judged on the plan that was chosen.
  let rows: [Row]
  /// Whether every plan that keeps the rule keeps the rows. Not so where the condition of the rule depends
  /// on the choice, and plans to which the rule does not apply may break them: such rows narrow a
  /// search, and prove nothing.
  let isBinding: Bool

  /// What the chosen measures contribute sums to at least the limit.
  struct Row: Sendable {
    /// By the number of the measure.
    var amounts: [Int64]
    var least: Int64
    /// Units of the amounts in one base unit of the rule's own value; `nil` for a quotient.
    var scale: Double?
  }

  var reference: String { test.verdict.reference }
  /// Whether the rule is part of the model.
  var isLinear: Bool { isBinding && !rows.isEmpty }
}

/// Reads from the formulas of the rules what each measure contributes to them.
struct ChoiceRules {
  private let drawn: Verification
  private let job: Job

  init(_ drawn: Verification, job: Job) {
    self.drawn = drawn
    self.job = job
  }

  /// The tests that depend on which measures are carried out, and that pass or fail on the drawn plan.
  private func tests() -> [PlanRepair.Test] {
    drawn.evaluation.verdicts.compactMap { verdict in
      guard !verdict.isReport, verdict.verdict == .pass || verdict.verdict == .fail,
        let rule = drawn.book.rules.first(where: {
          $0.id == verdict.rule && $0.pack == verdict.pack && $0.isInForce(on: drawn.date)
        }), let part = rule.parts.first(where: { $0.name == verdict.part })
      else { return nil }
      let facts = part.formula.facts + (part.applies?.facts ?? []) + (part.breach?.facts ?? [])
      return isFixed(facts) ? nil : PlanRepair.Test(rule: rule, part: part, verdict: verdict)
    }
  }

  private func isFixed(_ facts: [String]) -> Bool {
    facts.allSatisfy { fact in
      if case .fixed = MeasureDropper.dependence(of: fact) { return true }
      return isForeign(fact)
    }
  }

  /// Whether a fact comes from a register, and stays whatever is chosen.
  private func isForeign(_ fact: String) -> Bool {
    let collection = fact.split(separator: ".").first.map(String.init) ?? fact
    return drawn.facts.facts.origins.contains {
      ($0.fact == fact || $0.fact == collection) && $0.isForeign
    }
  }

  /// - Parameters:
  ///   - facts: of the plan with all measures.
  ///   - state: of the same.
  func rules(
    on facts: PlanFacts, state: PlannedState, plan: ConsolidationPlan
  ) throws -> [ChoiceRule] {
    let dropper = try MeasureDropper(state, plan: plan, ground: drawn.ground, facts: facts)
    let count = plan.measures.count
    let base = try dropper.facts(without: Set(0..<count))
    let records = facts.facts.rows(of: "measures")
    let own = (0..<count).map { number in
      (
        pieces: dropper.pieces(of: number).sorted(),
        record: records[plan.side.fids[number]].map { [$0] } ?? []
      )
    }
    // Each measure alone, as it is planned and as it was before.
    let planned = try job.map(count) { number in
      facts.facts.selecting(own[number].pieces, of: "pieces")
        .selecting(own[number].record, of: "measures")
    }
    let former = try job.map(count) { number in
      base.selecting(own[number].pieces, of: "pieces").selecting([], of: "measures")
    }
    let made = Set(own.flatMap(\.pieces))
    let pieces = facts.facts.count(of: "pieces") ?? 0
    let untouched = facts.facts.selecting((0..<pieces).filter { !made.contains($0) }, of: "pieces")
      .selecting([], of: "measures")
    let reader = Reader(base: base, planned: planned, former: former)
    let tests = tests()
    return try job.map(tests.count) { index in
      let test = tests[index]
      let (rows, isExtreme) = try reader.rows(test, on: facts.facts)
      return ChoiceRule(
        test: test, rows: rows,
        isBinding: try isBinding(
          rows, isExtreme, test.part.applies, planned: planned, untouched: untouched))
    }
  }

  /// Whether the rows hold for every plan to which the rule does not apply, besides those that keep it.
  private func isBinding(
    _ rows: [ChoiceRule.Row], _ isExtreme: Bool, _ applies: Formula?, planned: [Facts],
    untouched: Facts
  ) throws -> Bool {
    guard let applies, !isFixed(applies.facts) else { return true }
    guard applies.staysTrue(dependence: MeasureDropper.dependence) else { return false }
    // A measure that breaks a limit alone makes the rule apply alone, and so in every plan.
    if isExtreme { return true }
    func isTrue(_ facts: Facts) throws -> Bool {
      try applies.evaluate(facts, traced: false).value == .truth(true)
    }
    if try isTrue(untouched) { return true }
    // Where the rule does not apply, none of the measures is chosen that alone make it apply.
    let makesItApply = try planned.map(isTrue)
    return rows.allSatisfy { row in
      let least = row.amounts.indices.reduce(Int128(0)) { sum, number in
        makesItApply[number] ? sum : sum + Int128(min(0, row.amounts[number]))
      }
      return least >= Int128(row.least)
    }
  }

  /// Makes rows of rules.
  private struct Reader: Sendable {
    let base: Facts
    let planned: [Facts]
    let former: [Facts]

    /// The value of a linear sum without measures, and what each adds; `nil` if something is unknown.
    private func values(_ sum: LinearForm.Sum) throws -> (rest: Rational, added: [Rational])? {
      var rest = sum.constant
      var added = [Rational](repeating: .zero, count: planned.count)
      for term in sum.terms {
        func value(_ facts: Facts) throws -> Rational? {
          try term.sum.evaluate(facts, traced: false).number?.multiplied(by: term.factor)?.reduced
        }
        guard let without = try value(base), let next = rest.adding(without)?.reduced else {
          return nil
        }
        rest = next
        for number in planned.indices {
          guard let after = try value(planned[number]), let before = try value(former[number]),
            let change = after.subtracting(before),
            let total = added[number].adding(change)?.reduced
          else { return nil }
          added[number] = total
        }
      }
      return (rest, added)
    }

    /// The rows of a rule, and whether they exclude single measures.
    func rows(
      _ test: PlanRepair.Test, on facts: Facts
    ) throws -> (rows: [ChoiceRule.Row], isExtreme: Bool) {
      if let row = try extremeRow(test) { return ([row], true) }
      return (try sumRows(test, on: facts), false)
    }

    private func sumRows(_ test: PlanRepair.Test, on facts: Facts) throws -> [ChoiceRule.Row] {
      let part = test.part
      guard part.breach == nil || test.verdict.exactMargin != nil,
        let limit = part.threshold.multiplied(by: part.unit.factor),
        let form = try part.formula.linearForm(on: base, dependence: MeasureDropper.dependence),
        let top = try values(form.numerator), let bottom = try values(form.denominator),
        try agrees(test, top, bottom, facts)
      else { return [] }
      // A quotient is compared by its numerator less the limit times its denominator.
      func excess(_ top: Rational, _ bottom: Rational) -> Rational? {
        limit.multiplied(by: bottom).flatMap { top.subtracting($0)?.reduced }
      }
      guard let rest = excess(top.rest, bottom.rest) else { return [] }
      var amounts: [Rational] = []
      for (above, below) in zip(top.added, bottom.added) {
        guard let amount = excess(above, below) else { return [] }
        amounts.append(amount)
      }
      // With a fixed denominator, the amounts stand for that many times the value.
      let divisor = form.denominator.terms.isEmpty ? form.denominator.constant.double : nil
      func row(_ sign: Rational) -> ChoiceRule.Row? {
        WholeRow(amounts.map { $0.multiplied(by: sign) }, rest: rest.multiplied(by: sign))
          .map {
            let scale = $0.scale
            return ChoiceRule.Row(
              amounts: $0.amounts, least: $0.least, scale: divisor.map { scale * $0 })
          }
      }
      switch part.comparator {
      case .greater, .greaterOrEqual: return row(.one).map { [$0] } ?? []
      case .less, .lessOrEqual: return row(Rational(-1)).map { [$0] } ?? []
      case .equal:
        guard let up = row(.one), let down = row(Rational(-1)) else { return [] }
        return [up, down]
      case .notEqual: return []
      }
    }

    /// A limit on the greatest or least value of single measures excludes those that break it alone.
    private func extremeRow(_ test: PlanRepair.Test) throws -> ChoiceRule.Row? {
      let part = test.part
      let extreme = part.formula.extreme(on: base, dependence: MeasureDropper.dependence)
      switch (extreme, part.comparator) {
      case (.greatest, .less), (.greatest, .lessOrEqual), (.least, .greater),
        (.least, .greaterOrEqual):
        break
      default: return nil
      }
      let amounts = try planned.map { facts -> Int64 in
        let alone = try RuleEngine.verdict(of: part, test.rule, facts)
        // By its value: what else breaks the rule need not do so in a plan with more measures.
        return alone.verdict == .fail && alone.exactMargin != nil ? -1 : 0
      }
      return ChoiceRule.Row(amounts: amounts, least: 0, scale: nil)
    }

    /// Whether the sums give the value that the rule engine gives for all measures together: two ways
    /// to one number.
    private func agrees(
      _ test: PlanRepair.Test, _ top: (rest: Rational, added: [Rational]),
      _ bottom: (rest: Rational, added: [Rational]), _ facts: Facts
    ) throws -> Bool {
      func total(_ sum: (rest: Rational, added: [Rational])) -> Rational? {
        sum.added.reduce(Optional(sum.rest)) { $0?.adding($1)?.reduced }
      }
      // The least that the denominator of any choice can be: the sign decides the direction of the row.
      let least = bottom.added.reduce(Optional(bottom.rest)) { sum, amount in
        amount < .zero ? sum?.adding(amount)?.reduced : sum
      }
      guard let above = total(top), let below = total(bottom), below > .zero, let least,
        least >= .zero,
        let value = above.divided(by: below)?.divided(by: test.part.unit.factor)?.reduced,
        let judged = try RuleEngine.verdict(of: test.part, test.rule, facts).exactValue?.reduced
      else { return false }
      return value == judged
    }
  }
}

/// A row of fractions in whole numbers: the same row, or one that every point of it keeps.
struct WholeRow {
  let amounts: [Int64]
  let least: Int64
  /// By which the fractions were multiplied.
  let scale: Double

  /// The largest amount of a row whose fractions have no small common denominator.
  private static let fine = 1e13
  private static let most: Int128 = 1_000_000_000_000_000

  /// `Σ amount + rest ≥ 0`.
  init?(_ fractions: [Rational?], rest: Rational?) {
    guard let rest else { return nil }
    let known = fractions.compactMap { $0 }
    guard known.count == fractions.count else { return nil }
    if let exact = WholeRow.exact(known, rest) {
      self = exact
      return
    }
    let largest = known.map { abs($0.double) }.max() ?? 0
    guard largest > 0, largest.isFinite else { return nil }
    let scale = WholeRow.fine / largest
    // Rounded so that no point is lost; what it lets through is found when the plan is judged.
    let limit = (-rest.double * scale - 0.001).rounded(.down)
    guard let least = Int64(exactly: limit) else { return nil }
    amounts = known.map { $0.isZero ? 0 : Int64(($0.double * scale + 0.001).rounded(.up)) }
    self.least = least
    self.scale = scale
  }

  private init(amounts: [Int64], least: Int64, scale: Double) {
    self.amounts = amounts
    self.least = least
    self.scale = scale
  }

  private static func exact(_ fractions: [Rational], _ rest: Rational) -> WholeRow? {
    var common: Int128 = 1
    for fraction in fractions + [rest] {
      let denominator = fraction.reduced.denominator
      guard common % denominator != 0 else { continue }
      common *= denominator / greatestDivisor(common, denominator)
      guard common <= 1_000_000_000 else { return nil }
    }
    func whole(_ fraction: Rational) -> Int64? {
      let reduced = fraction.reduced
      let (value, isTooLarge) = reduced.numerator
        .multipliedReportingOverflow(by: common / reduced.denominator)
      return isTooLarge || value.magnitude > UInt128(most) ? nil : Int64(value)
    }
    let amounts = fractions.compactMap(whole)
    guard amounts.count == fractions.count, let limit = whole(rest) else { return nil }
    return WholeRow(amounts: amounts, least: -limit, scale: Double(common))
  }

  private static func greatestDivisor(_ a: Int128, _ b: Int128) -> Int128 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
