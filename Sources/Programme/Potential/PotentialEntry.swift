import Classes
import Groundwork

/// A patch that a task's sources select (潜力图斑): a candidate, or excluded with the rule that does it.
public struct PotentialEntry: Sendable, Hashable, Codable {
  /// What a rule said about the patch, where that was not simply that it does not apply.
  public struct Step: Sendable, Hashable, Codable {
    public enum Outcome: String, Sendable, Codable, CaseIterable {
      /// A part is cut off.
      case cut
      /// The whole of what was left is excluded.
      case excluded
      /// Nobody knows: the layer or the value is missing.
      case unchecked
    }

    /// The id of the exclusion in the task.
    public var rule: String
    public var outcome: Outcome
    /// The area that it takes; `nil` where it is unchecked.
    public var area: Area?
    /// The value of the field that decided, such as `GDPDJB = 5`.
    public var seen: String?
  }

  /// A value of the ranking, in thousandths.
  public struct Value: Sendable, Hashable, Codable {
    public var indicator: String
    /// `nil` where the survey does not state it.
    public var thousandths: Int64?
  }

  /// The permanent number in the library, such as `NG-0012`; empty before it is given one.
  public var number: String
  public var task: String
  /// The patch's id in the survey.
  public var patch: String
  public var source: String
  public var landClass: String
  public var use: LandUse?
  public var village: String?
  public var villageName: String?
  public var area: Area
  /// In the order of the task's exclusions; rules that are not mentioned do not apply to it.
  public var course: [Step]
  /// The area less all cuts; zero for an excluded patch.
  public var net: Area
  /// The exclusion that took the rest; `nil` for a candidate.
  public var exclusion: String?
  /// Net area × net rate.
  public var theoretical: Area
  public var values: [Value]
  /// From 0 to 1000, within the task; `nil` without any known indicator, and for excluded patches.
  public var score: Int?
  /// What it yields besides ground, at the theoretical level; `nil` in records of older versions.
  public var benefits: [Value]?

  public var isCandidate: Bool { exclusion == nil }
  /// Identifies it within one survey.
  public var key: String { "\(task)/\(patch)" }
  /// The number of indicators that the score rests on.
  public var knownValues: Int { values.count { $0.thousandths != nil } }

  /// The area of a level, with what the field survey found.
  public func area(
    _ level: PotentialLevel, _ levels: PotentialTask.Levels, will: OwnersWill,
    condition: GroundCondition
  ) -> Area {
    if level == .theoretical { return theoretical }
    let agreed = levels.will[will.rawValue] ?? .zero
    let realisable = (agreed * levels.funding.value).of(theoretical)
    if level == .realisable { return realisable }
    return (levels.condition[condition.rawValue] ?? .zero).of(realisable)
  }
}

/// Patches about which a source cannot say whether it selects them.
public struct PotentialGap: Sendable, Hashable, Codable {
  public var task: String
  public var source: String
  /// The field or layer that is missing.
  public var missing: String
  public var suppliedBy: Localized
  public var patches: Int
  public var area: Area
}
