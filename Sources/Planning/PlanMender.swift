import Flow
import Geometry
import Groundwork
import Overlay
import Policy

/// Finds the least change of the measures of a plan with which parts of rules that fail would pass:
/// which measures to touch, and how much of their ground each must give up.
///
/// First the smallest set of measures is searched, where a measure either goes as a whole or gives
/// up the pieces that bear witness to the breach; see ``Policy/LeastChange``. Then each keeps as
/// much of its ground as it can: whole pieces, and of one a part, cut off by a straight line. The
/// answer is asked of the plan laid anew.
public struct PlanMender {
  /// A part of a rule, and what it says about the plan as it is.
  public struct Test: Sendable {
    public var rule: Rule
    public var part: RulePart
    public var verdict: PartVerdict

    public init(rule: Rule, part: RulePart, verdict: PartVerdict) {
      self.rule = rule
      self.part = part
      self.verdict = verdict
    }

    /// It fails for certain although its value is not known for lack of facts.
    var isOpen: Bool { verdict.verdict == .fail && verdict.exactMargin == nil }

    /// Whether a verdict is what is wanted: that it passes, or, where that cannot be known, that it
    /// no longer fails for certain.
    func accepts(_ verdict: PartVerdict) -> Bool {
      verdict.verdict.isClear || isOpen && verdict.verdict == .undecidable
    }
  }

  /// The plan that is to be changed and all that is needed to judge it.
  public struct Case {
    public var state: PlannedState
    public var plan: ConsolidationPlan
    public var ground: PlanGround
    public var facts: PlanFacts
    public var date: CalendarDate?
    public var density: (any ArealDensity)?
    /// The area of a geometry, in the sense in which the plan's areas are taken.
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

  /// What is to be done with one measure.
  public struct Change: Sendable {
    /// Its number in the plan.
    public var number: Int
    /// What is left of it; nil when it is dropped.
    public var rest: MultiPolygon?
    public var before: Area
    public var kept: Area

    public var taken: Area { before - kept }
  }

  public struct Answer: Sendable {
    /// In the order of the plan.
    public var changes: [Change]
    public var proof: LeastChange.Proof
    /// How many sets were evaluated, and how many changed plans were laid anew.
    public var trials: Int
    public var layings: Int
    /// What the parts say about the plan laid anew.
    public var after: [PartVerdict]
    /// Whether that is enough: every part passes, or, where it failed for certain although its
    /// value is not known for lack of facts, it no longer does.
    public var isEnough: Bool
    /// Ground cut off by a line: with so much less of it the rule was found to fail.
    public var spare: Area?

    public var passes: Bool { after.allSatisfy { $0.verdict.isClear } }
  }

  let matter: Case
  let tests: [Test]
  let dropper: MeasureDropper
  let job: Job
  private let needed: Set<String>

  /// - Parameter tests: parts that fail, and such as are to stay as they are; what they say about
  ///   the plan.
  /// - Throws: ``Groundwork/Diagnostic`` `plan.foreign-pieces`.
  public init(_ matter: Case, tests: [Test], job: Job = Job()) throws {
    self.matter = matter
    self.tests = tests
    self.job = job
    dropper = try MeasureDropper(
      matter.state, plan: matter.plan, ground: matter.ground, facts: matter.facts)
    needed = Set(tests.flatMap(\.part.facts))
  }

  /// - Returns: nil when no set of measures was found with which the parts pass and something of
  ///   the plan is left. An answer may fall through on the plan laid anew; see ``Answer/isEnough``.
  public func mend() throws -> Answer? {
    do {
      return try search()
    } catch let diagnostic as Diagnostic where diagnostic.code == "plan.nowhere" {
      return nil
    }
  }

  private func search() throws -> Answer? {
    let witnesses = try witnesses()
    let ways = try shedding(witnesses)
    if !ways.isEmpty, let answer = try mend(ways, witnesses), answer.isEnough { return answer }
    return try mend([:], witnesses)
  }

  private func mend(_ ways: [Int: Set<Int>], _ witnesses: Witnesses) throws -> Answer? {
    let candidates = matter.plan.measures.indices.map { measure in
      let area = ways[measure].map { $0.map { matter.facts.atoms[$0].area }.total() }
      return LeastChange.Candidate(
        number: measure, area: (area ?? dropper.areas[measure]).hundredths,
        isSuspect: witnesses.pieces[measure] != nil || witnesses.measures.contains(measure))
    }
    let found = try LeastChange.search(candidates) { touched in
      try trial(touched, ways)
    }
    guard let found else { return nil }
    var shrinker = try MeasureShrinker(
      self, touched: found.dropped.map(\.number).sorted(), ways: ways)
    var answer = try shrinker.answer(found.proof)
    answer.trials += found.trials
    return answer
  }

  // MARK: Who is to blame

  private struct Witnesses {
    /// The pieces that bear witness, by their measures.
    var pieces: [Int: Set<Int>] = [:]
    /// The measures that bear witness themselves.
    var measures: Set<Int> = []
  }

  private func witnesses() throws -> Witnesses {
    let numbers = Dictionary(
      matter.plan.side.fids.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    var found = Witnesses()
    for test in tests where test.verdict.verdict == .fail {
      let verdict = try RuleEngine.verdict(
        of: test.part, test.rule, matter.facts.facts, witnessLimit: .max, job: job)
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

  /// For measures that need not go as a whole the pieces that they give up.
  private func shedding(_ witnesses: Witnesses) throws -> [Int: Set<Int>] {
    var ways: [Int: Set<Int>] = [:]
    for (measure, pieces) in witnesses.pieces.sorted(by: { $0.key < $1.key })
    where !witnesses.measures.contains(measure) && pieces.count < dropper.pieces(of: measure).count
    {
      let trial = try trial([measure], [measure: pieces])
      let helps = zip(tests, trial.margins).contains { test, margin in
        guard let before = test.verdict.exactMargin else { return test.isOpen }
        guard test.verdict.verdict == .fail else { return false }
        return margin.map { $0 > before } ?? false
      }
      if helps || trial.passes { ways[measure] = pieces }
    }
    return ways
  }

  // MARK: Asking

  /// What the parts say without these measures, or without what they give up.
  func trial(_ touched: Set<Int>, _ ways: [Int: Set<Int>]) throws -> LeastChange.Trial {
    let shed = touched.reduce(into: Set<Int>()) { $0.formUnion(ways[$1] ?? []) }
    return trial(try verdicts(without: touched.filter { ways[$0] == nil }, shedding: shed))
  }

  func verdicts(without dropped: Set<Int>, shedding shed: Set<Int>) throws -> [PartVerdict] {
    try job.cancellation.check()
    let facts = try dropper.facts(without: dropped, shedding: shed, needed: needed)
    return try tests.map { try RuleEngine.verdict(of: $0.part, $0.rule, facts) }
  }

  func trial(_ verdicts: [PartVerdict]) -> LeastChange.Trial {
    LeastChange.Trial(
      passes: isEnough(verdicts),
      // Where nothing is left to test, the threshold is met with nothing to spare.
      margins: verdicts.map { $0.applies ? $0.exactMargin : .zero })
  }

  func isEnough(_ verdicts: [PartVerdict]) -> Bool {
    zip(tests, verdicts).allSatisfy { test, verdict in test.accepts(verdict) }
  }

  /// The facts of a changed plan that was laid.
  func facts(of draft: PlanDraft) throws -> IncrementalFacts {
    try IncrementalFacts(
      draft, ground: matter.ground, catalogue: matter.facts.facts.catalogue, job: quiet)
  }

  /// What the parts say about a changed plan, with the day of judgement and what registers said.
  func verdicts(on incremental: IncrementalFacts) throws -> [PartVerdict] {
    var facts = incremental.facts.facts
    try facts.complete(asOf: matter.date, from: matter.facts.facts)
    return try tests.map { try RuleEngine.verdict(of: $0.part, $0.rule, facts, job: quiet) }
  }

  /// Without progress.
  var quiet: Job { Job(cancellation: job.cancellation, threads: job.threads) }

  /// The plan laid anew with what is left of some measures; those of which nothing is left are
  /// dropped.
  func draft(_ rests: [Int: MultiPolygon]) throws -> PlanDraft {
    var plan = matter.plan
    for (number, rest) in rests where !rest.isEmpty {
      plan.replace(number, with: try drawing(of: number, rest))
    }
    for number in rests.keys.sorted(by: >) where rests[number]?.isEmpty == true {
      plan.remove(number)
    }
    return try PlanDraft(
      plan, over: matter.state.ledger.before, density: matter.density, job: quiet)
  }

  func drawing(of number: Int, _ ground: MultiPolygon) throws -> MeasureDrawing {
    var drawing = matter.plan.drawing(of: number)
    drawing.geometry = ground
    drawing.area = try matter.area(ground)
    return drawing
  }
}
