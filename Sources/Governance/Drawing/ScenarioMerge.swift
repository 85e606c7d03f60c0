import Groundwork

/// Two plans that go back to one beginning, measure by measure (三方合并).
///
/// A measure that only one of them changed is as that one has it. What both changed, each in its own way,
/// is a conflict that somebody decides. Measures go by their number, so those that were new in one plan are
/// never taken for those that were new in the other.
public struct ScenarioMerge: Hashable, Sendable {
  /// What the other plan did to a measure.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case added, changed, removed
  }

  public enum Decision: String, Hashable, Sendable, Codable, CaseIterable {
    case ours, theirs
  }

  /// A measure that the other plan has otherwise than it was at the beginning.
  public struct Difference: Hashable, Sendable {
    /// Its number in the other plan.
    public var number: Int64
    public var kind: Kind
    public var base: DrawnMeasure?
    public var ours: DrawnMeasure?
    public var theirs: DrawnMeasure?
    /// Both changed it, each in its own way.
    public var isConflict: Bool
    /// Ours has it so already.
    public var isSame: Bool
  }

  /// By number; what the other plan left as it was is not among them.
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
        // New there: a measure of the same number that is new here is another one.
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

  /// What is compared of a measure: all but where it came from.
  private static func said(_ measure: DrawnMeasure) -> DrawnMeasure {
    var measure = measure
    measure.origin = nil
    return measure
  }

  /// The steps that bring what the other plan did into ours.
  ///
  /// - Parameters:
  ///   - decisions: by number; what is not a conflict and not decided is taken from the other plan.
  ///   - next: the number of the first new measure.
  /// - Throws: `Diagnostic` `merge.undecided`, naming the first conflict that nobody has decided.
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
            en: "Both plans changed the measure ‘\(name)’, and nobody has decided which to take."),
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
