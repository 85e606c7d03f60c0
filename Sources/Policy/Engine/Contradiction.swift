import Groundwork

/// A register states less than the ledger measures (登记与台账不符). The rules that it concerns cannot
/// pass until the register is corrected.
public struct Contradiction: Sendable, Hashable, Codable {
  /// The check, such as `REG-01`.
  public var id: String
  public var title: Localized
  public var statement: Localized
  /// What the two amounts are.
  public var ledgerName: Localized
  public var registerName: Localized
  /// In ``unit``.
  public var ledger: Double
  public var register: Double
  public var unit: String
  /// The parts of rules that are undecidable because of it, as `BAL-04/quantity`.
  public var rules: [String]
  public var chapter: Localized?

  private enum CodingKeys: String, CodingKey {
    case id, title, statement, ledger, register, unit, rules, chapter
    case ledgerName = "ledger_name"
    case registerName = "register_name"
  }
}

extension ContradictionCheck {
  /// The facts that the check names.
  var facts: [String] { ledger.formula.facts + register.formula.facts }

  /// The contradiction on these facts; nil where there is none, or one side is unknown.
  func find(_ facts: Facts, job: Job = Job()) throws -> Contradiction? {
    func amount(_ side: Side) throws -> Rational? {
      try side.formula.evaluate(facts, traced: false, cancellation: job.cancellation)
        .number?.divided(by: unit.factor)?.reduced
    }
    guard let measured = try amount(ledger), let stated = try amount(register),
      let allowed = stated.adding(tolerance), measured > allowed
    else { return nil }
    return Contradiction(
      id: id, title: title, statement: statement, ledgerName: ledger.name,
      registerName: register.name, ledger: measured.double, register: stated.double,
      unit: unit.name, rules: [])
  }

  func concerns(_ verdict: PartVerdict) -> Bool {
    concerns.contains(verdict.rule) || concerns.contains(verdict.reference)
  }
}

/// Finds the contradictions in facts and applies them to verdicts.
struct ContradictionFinder: Sendable {
  let checks: [ContradictionCheck]
  private(set) var found: [Contradiction?]

  init(_ packs: [RulePack], _ facts: Facts, job: Job = Job()) throws {
    checks = packs.flatMap(\.contradictions)
    found = try checks.map { try $0.find(facts, job: job) }
  }

  /// Repeats the checks that name one of the changed facts.
  mutating func update(to facts: Facts, changed: Set<String>, job: Job) throws {
    for index in checks.indices where !changed.isDisjoint(with: checks[index].facts) {
      found[index] = try checks[index].find(facts, job: job)
    }
  }

  /// Turns `pass` and `notApplicable` into `undecidable` where they rest on a register that
  /// contradicts the ledger. A failing verdict stays.
  func apply(to verdicts: inout [PartVerdict]) -> [Contradiction] {
    var result: [Contradiction] = []
    for (check, contradiction) in zip(checks, found) {
      guard var contradiction else { continue }
      for index in verdicts.indices where check.concerns(verdicts[index]) {
        if contradiction.chapter == nil { contradiction.chapter = verdicts[index].chapter }
        guard verdicts[index].verdict.isClear || !verdicts[index].contradictions.isEmpty else {
          continue
        }
        contradiction.rules.append(verdicts[index].reference)
        verdicts[index].verdict = .undecidable
        verdicts[index].contradictions.append(check.id)
        let reason = Localized(
          zh: "登记与台账不符（\(check.id) \(check.title.zh)）",
          en: "the register contradicts the ledger (\(check.id), \(check.title.en))")
        verdicts[index].reason =
          verdicts[index].contradictions.count > 1
          ? verdicts[index].reason.map {
            Localized(zh: "\($0.zh)；\(reason.zh)", en: "\($0.en); \(reason.en)")
          } : reason
      }
      result.append(contradiction)
    }
    return result
  }
}
