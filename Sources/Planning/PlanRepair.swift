import Flow
import Geometry
import Groundwork
import Overlay
import Policy

/// Finds the least change of the measures of a plan with which failing parts of rules would pass:
/// which measures to change, and how much ground each must give up.
///
/// It first searches the smallest set of measures, where a measure is either dropped or gives up
/// the pieces that are witnesses of the breach; see ``Policy/LeastChange``. Then each measure keeps
/// as much of its ground as possible: whole pieces, and part of one piece, cut by a straight line.
/// The result is verified on the plan, laid again with the changes.
public struct PlanRepair {
  /// A part of a rule, and its verdict on the original plan.
  public struct Test: Sendable {
    public var rule: Rule
    public var part: RulePart
    public var verdict: PartVerdict

    public init(rule: Rule, part: RulePart, verdict: PartVerdict) {
      self.rule = rule
      self.part = part
      self.verdict = verdict
    }

    /// It certainly fails, although facts are missing for its value.
    var isOpen: Bool { verdict.verdict == .fail && verdict.exactMargin == nil }

    /// Whether a verdict satisfies the test: it passes, or, where that cannot be known, it no
    /// longer certainly fails.
    func accepts(_ verdict: PartVerdict) -> Bool {
      verdict.verdict.isClear || isOpen && verdict.verdict == .undecidable
    }
  }

  /// The plan to change and everything needed to evaluate it.
  public struct Case {
    public var state: PlannedState
    public var plan: ConsolidationPlan
    public var ground: PlanGround
    public var facts: PlanFacts
    public var date: CalendarDate?
    public var density: (any ArealDensity)?
    /// The area of a geometry, of the same kind (official or planar) as the plan's areas.
    public var area: (MultiPolygon) throws -> Area

    public init(
      state: PlannedState, plan: ConsolidationPlan, ground: PlanGround, facts: PlanFacts,
      date: CalendarDate?, density: (any ArealDensity)?,
      area: @escaping (MultiPolygon) throws -> Area
    ) {
      self.state = state
      self.plan = plan
      self.ground = ground
      self.facts = facts
      self.date = date
      self.density = density
      self.area = area
    }
  }

  /// The change of one measure.
  public struct Change: Sendable {
    /// Its number in the plan.
    public var number: Int
    /// The ground that it keeps; nil when it is dropped.
    public var rest: MultiPolygon?
    public var before: Area
    public var kept: Area

    public var taken: Area { before - kept }
  }

  public struct Answer: Sendable {
    /// In the order of the plan.
    public var changes: [Change]
    public var proof: LeastChange.Proof
    /// The number of sets evaluated and of changed plans laid.
    public var trials: Int
    public var draftCount: Int
    /// The verdicts of the parts on the changed plan.
    public var after: [PartVerdict]
    /// Whether the change suffices: every part passes, or, if it certainly failed with facts
    /// missing, no longer certainly fails.
    public var isEnough: Bool
    /// The precision of a cut: with this much less ground removed, the rule was found to fail.
    public var spare: Area?

    public var passes: Bool { after.allSatisfy { $0.verdict.isClear } }
  }

  let input: Case
  let tests: [Test]
  let dropper: MeasureDropper
  let job: Job
  private let needed: Set<String>

  /// - Parameter tests: parts that fail, and parts whose verdict must not get worse, each with its
  ///   verdict on the plan.
  /// - Throws: ``Groundwork/Diagnostic`` `plan.foreign-pieces`.
  public init(_ input: Case, tests: [Test], job: Job = Job()) throws {
    self.input = input
    self.tests = tests
    self.job = job
    dropper = try MeasureDropper(
      input.state, plan: input.plan, ground: input.ground, facts: input.facts)
    needed = Set(tests.flatMap(\.part.facts))
  }

  /// - Returns: nil when no set of measures was found with which the parts pass and the plan is not
  ///   empty. An answer may turn out insufficient when the changed plan is laid; see
  ///   ``Answer/isEnough``.
  public func repaired() throws -> Answer? {
    do {
      return try search()
    } catch let diagnostic as Diagnostic where diagnostic.code == "plan.nowhere" {
      return nil
    }
  }

  private func search() throws -> Answer? {
    let witnesses = try witnesses()
    let partial = try givingUp(witnesses)
    if !partial.isEmpty, let answer = try repaired(partial, witnesses), answer.isEnough {
      return answer
    }
    return try repaired([:], witnesses)
  }

  private func repaired(_ partial: [Int: Set<Int>], _ witnesses: Witnesses) throws -> Answer? {
    let candidates = input.plan.measures.indices.map { measure in
      let area = partial[measure].map { $0.map { input.facts.atoms[$0].area }.total() }
      return LeastChange.Candidate(
        number: measure, area: (area ?? dropper.areas[measure]).hundredths,
        isWitness: witnesses.pieces[measure] != nil || witnesses.measures.contains(measure))
    }
    let found = try LeastChange.search(candidates) { touched in
      try trial(touched, partial)
    }
    guard let found else { return nil }
    var shrinker = try MeasureShrinker(
      self, touched: found.dropped.map(\.number).sorted(), partial: partial)
    var answer = try shrinker.answer(found.proof)
    answer.trials += found.trials
    return answer
  }

  // MARK: Witnesses

  private struct Witnesses {
    /// The witnesses among the pieces, by their measures.
    var pieces: [Int: Set<Int>] = [:]
    /// The measures that are witnesses themselves.
    var measures: Set<Int> = []
  }

  private func witnesses() throws -> Witnesses {
    let numbers = Dictionary(
      input.plan.side.fids.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    var found = Witnesses()
    for test in tests where test.verdict.verdict == .fail {
      let verdict = try RuleEngine.verdict(
        of: test.part, test.rule, input.facts.facts, witnessLimit: .max, job: job)
      for witness in verdict.witnesses {
        switch witness.collection {
        case "measures":
          if let number = numbers[witness.id] { found.measures.insert(number) }
        case "pieces":
          let piece = Int(witness.id) - 1
          if let measure = dropper.measure(ofPiece: piece) {
            found.pieces[measure, default: []].insert(piece)
          }
        default: break
        }
      }
    }
    return found
  }

  /// For measures that need not be dropped, the pieces that they give up.
  private func givingUp(_ witnesses: Witnesses) throws -> [Int: Set<Int>] {
    var partial: [Int: Set<Int>] = [:]
    for (measure, pieces) in witnesses.pieces.sorted(by: { $0.key < $1.key })
    where !witnesses.measures.contains(measure) && pieces.count < dropper.pieces(of: measure).count
    {
      let trial = try trial([measure], [measure: pieces])
      let helps = zip(tests, trial.margins).contains { test, margin in
        guard let before = test.verdict.exactMargin else { return test.isOpen }
        guard test.verdict.verdict == .fail else { return false }
        return margin.map { $0 > before } ?? false
      }
      if helps || trial.passes { partial[measure] = pieces }
    }
    return partial
  }

  // MARK: Evaluation

  /// The result without these measures, or without the pieces that they give up.
  func trial(_ touched: Set<Int>, _ partial: [Int: Set<Int>]) throws -> LeastChange.Trial {
    let givenUp = touched.reduce(into: Set<Int>()) { $0.formUnion(partial[$1] ?? []) }
    return trial(try verdicts(without: touched.filter { partial[$0] == nil }, givingUp: givenUp))
  }

  func verdicts(without dropped: Set<Int>, givingUp givenUp: Set<Int>) throws -> [PartVerdict] {
    try job.cancellation.check()
    let facts = try dropper.facts(without: dropped, givingUp: givenUp, needed: needed)
    return try tests.map { try RuleEngine.verdict(of: $0.part, $0.rule, facts) }
  }

  func trial(_ verdicts: [PartVerdict]) -> LeastChange.Trial {
    LeastChange.Trial(
      passes: isEnough(verdicts),
      // Where nothing is left to test, the margin counts as zero.
      margins: verdicts.map { $0.applies ? $0.exactMargin : .zero })
  }

  func isEnough(_ verdicts: [PartVerdict]) -> Bool {
    zip(tests, verdicts).allSatisfy { test, verdict in test.accepts(verdict) }
  }

  /// The facts of a changed plan.
  func facts(of draft: PlanDraft) throws -> IncrementalFacts {
    try IncrementalFacts(
      draft, ground: input.ground, catalogue: input.facts.facts.catalogue, job: withoutProgress)
  }

  /// The verdicts of the parts on a changed plan, with the day of the evaluation and the facts of
  /// registers.
  func verdicts(on incremental: IncrementalFacts) throws -> [PartVerdict] {
    var facts = incremental.facts.facts
    try facts.complete(asOf: input.date, from: input.facts.facts)
    return try tests.map {
      try RuleEngine.verdict(of: $0.part, $0.rule, facts, job: withoutProgress)
    }
  }

  /// The job without progress reports.
  var withoutProgress: Job { Job(cancellation: job.cancellation, threads: job.threads) }

  /// The changed plan, laid with the remainders of some measures; measures without a remainder are
  /// dropped.
  func draft(_ rests: [Int: MultiPolygon]) throws -> PlanDraft {
    var plan = input.plan
    for (number, rest) in rests where !rest.isEmpty {
      plan.replace(number, with: try drawing(of: number, rest))
    }
    for number in rests.keys.sorted(by: >) where rests[number]?.isEmpty == true {
      plan.remove(number)
    }
    return try PlanDraft(
      plan, over: input.state.ledger.before, density: input.density, job: withoutProgress)
  }

  func drawing(of number: Int, _ ground: MultiPolygon) throws -> MeasureDrawing {
    var drawing = input.plan.drawing(of: number)
    drawing.geometry = ground
    drawing.area = try input.area(ground)
    return drawing
  }
}
