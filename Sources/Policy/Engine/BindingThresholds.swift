import Groundwork

/// Finds which of several thresholds for the same thing binds: the stricter one.
public struct BindingThresholds {
  private let applicable: [(rule: Rule, part: RulePart)]
  private let references: [String]
  /// For each part, the parts it conflicts with, whichever of the two declares it.
  private var conflicts: [Set<Int>]

  /// - Parameter applicable: the parts of all rules in force on a day in a place.
  public init(_ applicable: [(rule: Rule, part: RulePart)]) {
    self.applicable = applicable
    references = applicable.map { Rule.reference($0.rule.id, $0.part.name) }
    conflicts = Array(repeating: [], count: applicable.count)
    for (index, (_, part)) in applicable.enumerated() {
      for other in references.indices where part.conflictsWith.contains(references[other]) {
        conflicts[index].insert(other)
        conflicts[other].insert(index)
      }
    }
  }

  /// Nil when no other rule in force sets a threshold for the same thing.
  public func binding(at index: Int) -> PartVerdict.Binding? {
    let others = conflicts[index].sorted()
    guard !others.isEmpty else { return nil }
    let stricter = others.first { yields(index, to: $0) }
    let reason: Localized
    if let stricter {
      reason = Localized(
        zh: "\(describe(stricter)) 更严，从其规定", en: "\(describe(stricter)) is stricter and binds")
    } else {
      let list = others.map { describe($0) }
      reason = Localized(
        zh: "本条不宽于 \(list.joined(separator: "、"))，以本条为准",
        en: "no less strict than \(list.joined(separator: ", ")), so this one binds")
    }
    return PartVerdict.Binding(
      binds: stricter == nil, against: others.map { references[$0] }, reason: reason)
  }

  /// Whether the part at `index` gives way to another: by threshold, then level, then name.
  private func yields(_ index: Int, to other: Int) -> Bool {
    let mine = applicable[index]
    let theirs = applicable[other]
    guard let a = mine.part.threshold.multiplied(by: mine.part.unit.factor),
      let b = theirs.part.threshold.multiplied(by: theirs.part.unit.factor)
    else { return false }
    if theirs.part.comparator.isStricter(b, than: a) == true { return true }
    guard a == b else { return false }
    if mine.rule.level.strength != theirs.rule.level.strength {
      return mine.rule.level.strength < theirs.rule.level.strength
    }
    return references[index] > references[other]
  }

  private func describe(_ index: Int) -> String {
    let part = applicable[index].part
    return "\(references[index]) (\(part.comparator.rawValue) \(part.threshold.double)"
      + (part.unit.name == "ratio" ? ")" : " \(part.unit.name))")
  }
}
