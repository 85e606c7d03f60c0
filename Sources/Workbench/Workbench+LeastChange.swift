import Flow
import Geometry
import Groundwork
import Planning
import Policy
import Records

extension Workbench {
  /// Finds the least change of the measures that makes a failing rule pass, and verifies it on the
  /// changed plan; see ``Planning/PlanRepair``.
  ///
  /// - Parameter reference: a rule, or a part of one as `CAP-01/pbf`.
  /// - Throws: ``Groundwork/Diagnostic`` `rules.unknown`, `rules.not-reducible`,
  ///   `plan.foreign-pieces`.
  public func leastChange(
    for reference: String, in verification: Verification
  ) throws -> LeastChangeReport {
    let asked = try tests(reference, verification)
    let fails = asked.contains { $0.verdict.verdict == .fail }
    var report = LeastChangeReport(
      plan: verification.evaluation.plan, base: verification.evaluation.base, rule: reference,
      before: fails ? .fail : asked.map(\.verdict.verdict).max() ?? .notApplicable)
    guard fails else { return report }
    let decided = asked.filter { $0.verdict.verdict != .undecidable }
    report.undecided = asked.filter { $0.verdict.verdict == .undecidable }.map(\.verdict.reference)
    let laid = verification.laid
    let meter = try meter()
    let input = PlanRepair.Case(
      state: laid.state, plan: laid.plan, ground: verification.ground, facts: verification.facts,
      date: verification.date, density: meter.density(.official),
      area: { try meter.area($0, .official) })
    if let answer = try PlanRepair(input, tests: decided, job: job).repaired() {
      report.take(answer, laid)
    }
    return report
  }

  /// The least change by the rules of the last verification of a plan, and the ground that it
  /// removes from each measure, in the order of ``LeastChangeReport/changes``.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `rules.not-verified`, and as ``leastChange(for:in:)``.
  public func leastChange(
    for reference: String, plan name: String
  ) throws -> (report: LeastChangeReport, taken: [MultiPolygon]) {
    guard let verification = try verifyAgain(plan: name) else {
      throw Diagnostic(
        code: "rules.not-verified",
        Localized(zh: "方案“\(name)”还没有检验过。", en: "Plan ‘\(name)’ has not been verified."),
        remedy: Localized(zh: "先运行 zhitu verify。", en: "Run zhitu verify first."), layer: name)
    }
    let report = try leastChange(for: reference, in: verification)
    let side = verification.laid.plan.side
    let geos = GEOS()
    let taken = try ((report.drop ?? []) + report.shrink).map { change in
      guard let number = side.fids.firstIndex(of: change.fid) else { return MultiPolygon([]) }
      let whole = side.polygons.multiPolygon(of: number)
      guard let rest = try change.geometry?.onGrid(nil) else { return whole }
      return try geos.difference(whole, rest)
    }
    return (report, taken)
  }

  /// The selected parts with their verdicts.
  private func tests(
    _ reference: String, _ verification: Verification
  ) throws -> [PlanRepair.Test] {
    let verdicts = verification.evaluation.verdicts
      .filter { $0.rule == reference || $0.reference == reference }
    guard !verdicts.isEmpty else { throw verification.book.unknown(reference) }
    let tests = try verdicts.map { verdict in
      let rule = verification.book.rules.first { rule in
        rule.id == verdict.rule && rule.pack == verdict.pack
          && rule.isInForce(on: verification.date)
      }
      guard let rule, let part = rule.parts.first(where: { $0.name == verdict.part }) else {
        throw verification.book.unknown(reference)
      }
      return PlanRepair.Test(rule: rule, part: part, verdict: verdict)
    }
    // All failing parts must be reducible; where none fails, at least one part must be.
    let failing = tests.filter { $0.verdict.verdict == .fail }
    let isReducible =
      failing.isEmpty
      ? tests.contains { $0.part.reducible == .measures }
      : failing.allSatisfy { $0.part.reducible == .measures }
    guard isReducible else {
      throw Diagnostic(
        code: "rules.not-reducible",
        Localized(
          zh: "规则 \(reference) 不能靠删去或缩小整治图斑来满足。",
          en: "Rule \(reference) cannot be satisfied by dropping or shrinking measures."),
        remedy: Localized(
          zh: "此类规则在规则包中写有 reducible: measures。",
          en: "Rules that can have ‘reducible: measures’ in their pack."))
    }
    return tests
  }
}
