import Groundwork

/// The three-way merge of two plans with a common origin, measure by measure (三方合并).
///
/// A measure that only one plan changed is taken from that plan. Measures that both changed
/// differently are conflicts, which people decide. Measures are identified by number; new measures
/// of the two plans are always different ones.
public struct ScenarioMerge: Hashable, Sendable {
  /// The change of a measure in the other plan.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case added, changed, removed
  }

  public enum Decision: String, Hashable, Sendable, Codable, CaseIterable {
    case ours, theirs
  }

  /// A measure that differs between the other plan and the origin.
  public struct Difference: Hashable, Sendable {
    /// Its number in the other plan.
    public var number: Int64
    public var kind: Kind
    public var base: DrawnMeasure?
    public var ours: DrawnMeasure?
    public var theirs: DrawnMeasure?
    /// Both plans changed it differently.
    public var isConflict: Bool
    /// Our plan has the same change.
    public var isSame: Bool
  }

  /// By number; without measures that the other plan did not change.
  public let differences: [Difference]

  public init(
    base: [Int64: DrawnMeasure], ours: [Int64: DrawnMeasure], theirs: [Int64: DrawnMeasure]
  ) {
    let numbers = Set(base.keys).union(theirs.keys).sorted()
    let grounds = Set(ours.values.map(ScenarioMerge.said))
    differences = numbers.compactMap { number in
      let (b, t) = (base[number].map(ScenarioMerge.said), theirs[number].map(ScenarioMerge.said))
      guard b != t else { return nil }
      guard b != nil else {
        // New in the other plan: a new measure of ours with the same number is a different one.
        return Difference(
          number: number, kind: .added, base: nil, ours: nil, theirs: t, isConflict: false,
          isSame: t.map(grounds.contains) ?? false)
      }
      let o = ours[number].map(ScenarioMerge.said)
      return Difference(
        number: number, kind: t == nil ? .removed : .changed, base: b, ours: o, theirs: t,
        isConflict: o != b && o != t, isSame: o == t)
    }
  }

  /// The compared part of a measure: everything except its origin.
  private static func said(_ measure: DrawnMeasure) -> DrawnMeasure {
    var measure = measure
    measure.origin = nil
    return measure
  }

  /// The steps that apply the changes of the other plan to ours.
  ///
  /// - Parameters:
  ///   - decisions: By number; changes that are neither conflicts nor decided are taken from the
  ///     other plan.
  ///   - next: the number of the first new measure.
  /// - Throws: `Diagnostic` `merge.undecided`, for the first undecided conflict.
  public func steps(
    _ decisions: [Int64: Decision], next: Int64
  ) throws -> [DrawingStep] {
    var number = next
    var steps: [DrawingStep] = []
    for difference in differences where !difference.isSame {
      let decision = decisions[difference.number]
      if difference.isConflict, decision == nil {
        let name = (difference.ours ?? difference.base)?.id ?? String(difference.number)
        throw Diagnostic(
          code: "merge.undecided",
          Localized(
            zh: "两个方案都改了图斑“\(name)”，还没有决定用哪一个。",
            en: "Both plans changed the measure ‘\(name)’; decide which to take."),
          feature: String(difference.number))
      }
      guard decision != .ours else { continue }
      switch difference.kind {
      case .added:
        steps.append(DrawingStep(number, from: nil, to: difference.theirs))
        number += 1
      case .changed, .removed:
        steps.append(
          DrawingStep(difference.number, from: difference.ours, to: difference.theirs))
      }
    }
    return steps.filter { $0.before != $0.after }
  }
}
