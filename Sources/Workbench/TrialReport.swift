import Flow
import Groundwork
import Policy

/// The effect of a change of one measure on the class table of a plan (`zhitu.trial/1`).
///
/// Areas are in 0.01 m².
public struct TrialReport: Encodable, Sendable {
  /// A class and its ground.
  public struct Row: Encodable, Sendable {
    public var `class`: FlowClass.Label
    /// In the base epoch.
    public var base: Area
    /// In the plan before the change.
    public var before: Area
    /// In the plan after the change.
    public var after: Area
    /// After the change minus before.
    public var difference: Area
  }

  /// A changed cell of the flow matrix from the base epoch to the plan.
  public struct Cell: Encodable, Sendable {
    /// The class in the base epoch; `nil` for ground that it does not cover.
    public var from: String?
    /// The class in the plan.
    public var to: String?
    public var before: Area
    public var after: Area
  }

  public var schema = "zhitu.trial/1"
  public var engine = Program.engine
  public var plan: String
  public var base: String
  public var area = AreaKind.official
  public var by: FlowGrouping
  public var action: PlanChange.Action
  public var measure: String
  /// From the change to the new ledger and table.
  public var milliseconds = 0.0
  /// The rows of the new ledger.
  public var pieces = 0
  /// Every class that the base or the plan has, ordered by key.
  public var classes: [Row]
  /// The changed cells of the matrix, in its order.
  public var flows: [Cell]
  /// Warnings that the plan did not give before.
  public var warnings: [Diagnostic] = []
  /// The verdicts by the rules of the last verification; nil if the plan has not been verified, or
  /// for planar areas.
  public var rules: Rules?

  init(
    _ change: PlanChange, from old: FlowMatrix, to new: FlowMatrix, base: String, plan: String
  ) {
    self.plan = plan
    self.base = base
    action = change.action
    measure = change.measure
    by = new.grouping
    classes = TrialReport.classes(old, new)
    flows = TrialReport.flows(old, new)
  }

  private static func classes(_ old: FlowMatrix, _ new: FlowMatrix) -> [Row] {
    var rows: [String: Row] = [:]
    func add(
      _ totals: [(label: FlowClass.Label, area: Area)], to column: WritableKeyPath<Row, Area>
    ) {
      for (label, area) in totals {
        let none = Row(class: label, base: .zero, before: .zero, after: .zero, difference: .zero)
        rows[label.key, default: none][keyPath: column] = area
      }
    }
    add(new.before, to: \.base)
    add(old.after, to: \.before)
    add(new.after, to: \.after)
    return rows.values.sorted { $0.class.key < $1.class.key }.map { row in
      var row = row
      row.difference = row.after - row.before
      return row
    }
  }

  private static func flows(_ old: FlowMatrix, _ new: FlowMatrix) -> [Cell] {
    struct Ends: Hashable {
      var from: String?
      var to: String?
      init(_ cell: FlowMatrix.Cell) {
        from = cell.from?.key
        to = cell.to?.key
      }
    }
    var gone = Dictionary(uniqueKeysWithValues: old.cells.map { (Ends($0), $0.area) })
    var cells: [(ends: Ends, before: Area, after: Area)] = []
    for cell in new.cells {
      let before = gone.removeValue(forKey: Ends(cell)) ?? .zero
      if before != cell.area { cells.append((Ends(cell), before, cell.area)) }
    }
    for cell in old.cells where gone[Ends(cell)] != nil {
      cells.append((Ends(cell), cell.area, .zero))
    }
    return
      cells
      .sorted {
        ($0.ends.from ?? "~", $0.ends.to ?? "~") < ($1.ends.from ?? "~", $1.ends.to ?? "~")
      }
      .map { Cell(from: $0.ends.from, to: $0.ends.to, before: $0.before, after: $0.after) }
  }
}

extension TrialReport {
  /// The effect of a change on the verdicts.
  public struct Rules: Encodable, Sendable {
    /// The stored evaluation whose rules, date, place and registers were used; see `zhitu verify
    /// --history`.
    public var evaluation: String
    /// The number of parts that were evaluated again; the facts of the others are unchanged.
    public var asked: Int
    /// From the new ledger to the new verdicts.
    public var milliseconds = 0.0
    public var passed: Int
    public var failed: Int
    public var undecidable: Int
    public var notApplicable: Int
    /// Parts whose verdict or value has changed; those whose verdict has changed come first.
    public var changes: [Change]

    private enum CodingKeys: String, CodingKey {
      case evaluation, asked, milliseconds, passed, failed, undecidable, changes
      case notApplicable = "not_applicable"
    }
  }

  /// A part of a rule before and after.
  public struct Change: Encodable, Sendable {
    public var rule: String
    public var title: Localized
    public var level: RuleLevel
    public var before: Verdict
    public var after: Verdict
    /// In ``unit``; nil where it is unknown.
    public var valueBefore: Double?
    public var valueAfter: Double?
    public var unit: String

    private enum CodingKeys: String, CodingKey {
      case rule, title, level, before, after, unit
      case valueBefore = "value_before"
      case valueAfter = "value_after"
    }
  }
}

extension TrialReport.Rules {
  init(_ record: EvaluationRecord, from old: [PartVerdict], to new: [PartVerdict], asked: Int) {
    evaluation = record.id
    self.asked = asked
    let count = VerdictCount(new.lazy.map(\.verdict))
    passed = count.passed
    failed = count.failed
    undecidable = count.undecidable
    notApplicable = count.notApplicable
    let changes = zip(old, new).compactMap { a, b -> TrialReport.Change? in
      guard a.verdict != b.verdict || a.exactValue != b.exactValue else { return nil }
      return TrialReport.Change(
        rule: b.reference, title: b.partTitle ?? b.title, level: b.level, before: a.verdict,
        after: b.verdict, valueBefore: a.value, valueAfter: b.value, unit: b.unit)
    }
    self.changes =
      changes.filter { $0.before != $0.after } + changes.filter { $0.before == $0.after }
  }
}
