import EventLog
import Flow
import Governance
import Groundwork
import Planning
import Policy
import Records
import Storage

/// The comparison of two plans (方案比较).
public struct ScenarioComparison: Sendable {
  public struct Row: Sendable {
    public var label: FlowClass.Label
    public var base: Area
    public var a: Area
    public var b: Area
  }

  public struct RuleRow: Sendable {
    public var a: PartVerdict
    public var b: PartVerdict
  }

  /// A measure that is in one plan only, or differs.
  public struct MeasureRow: Sendable {
    public var number: Int64
    public var a: DrawnMeasure?
    public var b: DrawnMeasure?
  }

  public var a: DrawingSession
  public var b: DrawingSession
  /// All classes of the base and the plans, ordered by key.
  public var classes: [Row]
  /// Rules whose verdict or value differs; empty unless both plans were verified.
  public var rules: [RuleRow]
  public var measures: [MeasureRow]
  /// The changes of `b` since the plans diverged, for a merge into `a`; `nil` if neither was
  /// branched from the other.
  public var merge: ScenarioMerge?
}

extension Workbench {
  /// Compares the current drawings of two plans.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `scenario.base` if their base epochs differ.
  public func compare(_ first: DrawingSession, _ second: DrawingSession) throws
    -> ScenarioComparison
  {
    guard first.trial.base.name == second.trial.base.name else {
      throw Diagnostic(
        code: "scenario.base",
        Localized(
          zh: "方案“\(first.plan)”的基期是 \(first.trial.base.epoch ?? "")，“\(second.plan)”的是"
            + " \(second.trial.base.epoch ?? "")，不能比较。",
          en: "Plan ‘\(first.plan)’ stands on \(first.trial.base.epoch ?? ""), ‘\(second.plan)’ on"
            + " \(second.trial.base.epoch ?? ""); they cannot be compared."))
    }
    let tables = [first, second].map { $0.draft.state.ledger.matrix(by: .class) }
    var rows: [String: ScenarioComparison.Row] = [:]
    func add(
      _ totals: [(label: FlowClass.Label, area: Area)],
      _ column: WritableKeyPath<ScenarioComparison.Row, Area>
    ) {
      for (label, area) in totals {
        let none = ScenarioComparison.Row(label: label, base: .zero, a: .zero, b: .zero)
        rows[label.key, default: none][keyPath: column] = area
      }
    }
    add(tables[0].before, \.base)
    add(tables[0].after, \.a)
    add(tables[1].after, \.b)
    let theirs = Dictionary(
      (second.trial.verdicts ?? []).map { ($0.reference, $0) }, uniquingKeysWith: { $1 })
    let rules = (first.trial.verdicts ?? []).compactMap { one -> ScenarioComparison.RuleRow? in
      guard let other = theirs[one.reference],
        one.verdict != other.verdict || one.exactValue != other.exactValue
      else { return nil }
      return ScenarioComparison.RuleRow(a: one, b: other)
    }
    let (a, b) = (Workbench.byNumber(first.measures), Workbench.byNumber(second.measures))
    let numbers = Set(a.keys).union(b.keys).sorted()
    let isRelated = first.drawing.origin == second.plan || second.drawing.origin == first.plan
    return ScenarioComparison(
      a: first, b: second, classes: rows.values.sorted { $0.label.key < $1.label.key },
      rules: rules.filter { $0.a.verdict != $0.b.verdict }
        + rules.filter { $0.a.verdict == $0.b.verdict },
      measures: numbers.compactMap { number in
        a[number] == b[number]
          ? nil : ScenarioComparison.MeasureRow(number: number, a: a[number], b: b[number])
      },
      merge: isRelated ? try merge(of: second, into: first) : nil)
  }

  /// The common origin of two plans, and the changes of the second since.
  private func merge(
    of theirs: DrawingSession, into ours: DrawingSession
  ) throws -> ScenarioMerge {
    let branch = theirs.drawing.origin == ours.plan ? theirs : ours
    return ScenarioMerge(
      base: Workbench.byNumber(try firstMeasures(of: branch.plan)),
      ours: Workbench.byNumber(ours.measures), theirs: Workbench.byNumber(theirs.measures))
  }

  /// The measures at the beginning of a plan's drawing.
  private func firstMeasures(
    of plan: String
  ) throws -> [(number: Int64, measure: DrawnMeasure)] {
    let history = try drawingHistory(plan)
    let first = history.last { entry in
      if case .begun = entry.event { true } else { false }
    }
    guard let first else { return [] }
    return try drawnMeasures(of: plan, at: first.version)
  }

  private static func byNumber(
    _ measures: [(number: Int64, measure: DrawnMeasure)]
  ) -> [Int64: DrawnMeasure] {
    var found: [Int64: DrawnMeasure] = [:]
    for (number, measure) in measures {
      var measure = measure
      measure.origin = nil
      found[number] = measure
    }
    return found
  }

  /// Merges the changes of another plan since the two diverged into a plan, as one act that can be
  /// undone.
  ///
  /// - Parameter decisions: By number in the other plan; every conflict needs one.
  /// - Throws: ``Groundwork/Diagnostic`` `scenario.unrelated`, `merge.undecided`, `merge.nothing`,
  ///   `plan.overlap` if a merged measure would overlap an existing one.
  public func mergeScenario(
    _ theirs: DrawingSession, _ decisions: [Int64: ScenarioMerge.Decision],
    into session: DrawingSession, by context: DeedContext, in writer: WorkspaceWriter
  ) throws -> DrawingOutcome {
    var session = try caughtUp(session, writer.events)
    guard theirs.drawing.origin == session.plan || session.drawing.origin == theirs.plan else {
      throw Diagnostic(
        code: "scenario.unrelated",
        Localized(
          zh: "“\(theirs.plan)”与“\(session.plan)”没有共同的起点，只能比较，不能合并。",
          en:
            "‘\(theirs.plan)’ and ‘\(session.plan)’ have no common beginning; they can be compared, not"
            + " merged."))
    }
    if !session.drawing.isBegun { session = try beginNow(session, by: context, in: writer) }
    let next = max(session.drawing.next, (session.draft.plan.side.fids.max() ?? 0) + 1)
    var steps = try merge(of: theirs, into: session).steps(decisions, next: next)
    var ids = Set(session.draft.plan.side.ids)
    for index in steps.indices {
      let step = steps[index]
      // The rules of drawing need the measure of the drawing, with its origin.
      if let before = step.before {
        steps[index].before = session.drawing.touched[step.number]?.measure ?? before
      } else if var after = step.after {
        while !ids.insert(after.id).inserted { after.id += "'" }
        steps[index].after = after
      }
    }
    guard !steps.isEmpty else {
      throw Diagnostic(
        code: "merge.nothing",
        Localized(zh: "没有可并入的改动。", en: "There are no changes to merge."))
    }
    return try perform(
      .edit(.adopt, steps, seen: steps.map { session.drawing.version(of: $0.number) }),
      on: session, by: context, in: writer)
  }
}
