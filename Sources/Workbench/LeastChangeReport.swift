import Flow
import Geometry
import Groundwork
import Planning
import Policy
import Records

/// The least change of the measures of a plan so that a rule passes (`zhitu.least-change/1`).
public struct LeastChangeReport: Encodable, Sendable {
  public struct Measure: Encodable, Sendable {
    public enum Action: String, Encodable, Sendable {
      case drop, shrink
    }

    public var action: Action
    public var measure: String
    public var fid: Int64
    public var project: String
    /// As planned.
    public var area: Area
    public var kept: Area
    public var taken: Area
    /// The ground that it keeps, in the coordinates of the workspace; nil when it is dropped.
    public var geometry: GeoJSONPolygon?
  }

  /// One change, as `zhitu plan --try` takes it.
  public struct Change: Encodable, Sendable {
    public var action: PlanChange.Action
    public var measure: String
    public var fid: Int64
    public var geometry: GeoJSONPolygon?
    public var crs: PlanChange.Coordinates?
  }

  public var schema = "zhitu.least-change/1"
  public var engine = Program.engine
  public var plan: String
  public var base: String
  /// `CORE-01`, `CAP-01/pbf`.
  public var rule: String
  /// The verdict before the change.
  public var before: Verdict
  /// The measures to drop; nil when no sufficient set was found.
  public var drop: [Measure]?
  /// The measures to shrink.
  public var shrink: [Measure] = []
  /// The total area given up.
  public var taken = Area.zero
  /// The precision of a cut: with this much less ground removed, the rule was found to fail.
  public var spare: Area?
  /// How it is known that no smaller set suffices; nil when there is nothing to change.
  public var proof: LeastChange.Proof?
  /// How many sets of measures were evaluated.
  public var trials = 0
  /// How many changed plans were laid.
  public var layings = 0
  /// The verdict on the changed plan.
  public var after: Verdict?
  /// Parts of the rule that are undecidable before and after, and are ignored.
  public var undecided: [String] = []
  public var changes: [Change] = []

  init(plan: String, base: String, rule: String, before: Verdict) {
    self.plan = plan
    self.base = base
    self.rule = rule
    self.before = before
  }

  /// Enters the answer for a plan.
  mutating func take(_ answer: PlanRepair.Answer, _ laid: LaidPlan) {
    let measures = answer.changes.map { change in
      Measure(
        action: change.rest == nil ? .drop : .shrink, measure: laid.plan.measures[change.number].id,
        fid: laid.plan.side.fids[change.number], project: laid.plan.measures[change.number].project,
        area: change.before, kept: change.kept, taken: change.taken,
        geometry: change.rest.map { GeoJSONPolygon($0) })
    }
    drop = measures.filter { $0.action == .drop }
    shrink = measures.filter { $0.action == .shrink }
    taken = answer.changes.map(\.taken).total()
    spare = answer.spare
    proof = answer.proof
    trials = answer.trials
    layings = answer.draftCount
    after = answer.after.map(\.verdict).max()
    changes = measures.map { measure in
      Change(
        action: measure.action == .drop ? .remove : .replace, measure: measure.measure,
        fid: measure.fid, geometry: measure.geometry,
        crs: measure.geometry == nil ? nil : .workspace)
    }
  }
}
