import Governance
import Groundwork
import Policy

/// Net areas of farmland and basic farmland of a plan (净面积, ridges deducted): the formulas of the rules on the facts
/// of its last verification, so that a form shows what the rules judge.
struct NetFarmland {
  /// A sum over the pieces of the ledger, and where it is from or why it is unknown.
  struct Figure {
    var area: Area?
    var source: Localized

    var value: ApplicationForm.Value? { area.map { .area($0) } }
  }

  private var facts: Facts?
  private var source: Localized
  private var cancellation: Cancellation

  /// - Parameter record: The last evaluation of the plan; `nil` where it was not verified.
  init(_ record: EvaluationRecord?, of facts: Facts?, base: String, _ cancellation: Cancellation) {
    self.cancellation = cancellation
    guard let record, let facts else {
      source = Localized(
        zh: "方案没有检验过，净面积未知", en: "the plan was not verified: net areas are unknown")
      return
    }
    guard record.base == base else {
      source = Localized(
        zh: "方案没有在 \(base) 上检验过，净面积未知",
        en: "the plan was not verified on \(base): net areas are unknown")
      return
    }
    self.facts = facts
    source = Localized(
      zh: "检验结果 \(record.id) 的事实，净面积（扣除田坎）",
      en: "facts of the evaluation \(record.id), net: ridges deducted")
  }

  // MARK: Figures

  func before() throws -> Figure { try sum("p.farmland_before for p in pieces") }

  func after() throws -> Figure { try sum("p.farmland_after for p in pieces") }

  /// What farmland gains where a piece gains any, as the boards count it.
  ///
  /// - Parameter classes: Only pieces of these classes after; `nil`: all.
  func gained(_ classes: [String]? = nil) throws -> Figure {
    let gained =
      "p.farmland_after - p.farmland_before for p in pieces if p.farmland_after > p.farmland_before"
    guard let classes else { return try sum(gained) }
    // A code that cannot stand in a formula is no code of a class table.
    let known = classes.filter { !$0.contains { $0 == "\"" || $0 == "\\" || $0.isNewline } }
    guard !known.isEmpty else {
      return Figure(area: facts == nil ? nil : .zero, source: source)
    }
    let isOne = known.map { "p.to_class == \"\($0)\"" }.joined(separator: " or ")
    return try sum("\(gained) and (\(isOne))")
  }

  /// As CORE-05 takes it.
  func takenOut() throws -> Figure {
    try sum("p.pbf_area for p in pieces if p.in_pbf and p.pbf_adjust == \"DC\"")
  }

  /// As CORE-05 takes it.
  func broughtIn() throws -> Figure {
    try sum("p.pbf_area for p in pieces if not p.in_pbf and p.pbf_adjust == \"DR\"")
  }

  private func sum(_ terms: String) throws -> Figure {
    guard let facts else { return Figure(area: nil, source: source) }
    guard let formula = try? Formula("sum(\(terms))", catalogue: facts.catalogue) else {
      return Figure(
        area: nil,
        source: Localized(
          zh: "检验所用的事实目录没有所需字段", en: "the catalogue of the evaluation has no such facts"))
    }
    let outcome = try formula.evaluate(facts, traced: false, cancellation: cancellation)
    guard let area = outcome.number.flatMap(Area.init(squareMetres:)) else {
      let missing = outcome.missing.map { facts.catalogue.label($0) }
      return Figure(
        area: nil,
        source: Localized(
          zh: "检验所用事实缺少：\(missing.map(\.zh).joined(separator: "、"))",
          en: "missing in the facts of the evaluation: \(missing.map(\.en).joined(separator: ", "))"
        ))
    }
    return Figure(area: area, source: source)
  }
}

extension Area {
  /// Square metres as facts have them, to the nearest 0.01 m²; `nil` where they do not fit.
  init?(squareMetres: Rational) {
    guard let hundredths = squareMetres.multiplied(by: Rational(100)),
      let doubled = hundredths.multiplied(by: Rational(2))?.adding(.one)
    else { return nil }
    let divisor = doubled.denominator * 2
    let (quotient, remainder) = doubled.numerator.quotientAndRemainder(dividingBy: divisor)
    guard let whole = Int64(exactly: remainder < 0 ? quotient - 1 : quotient) else { return nil }
    self.init(hundredths: whole)
  }
}
