import Groundwork

/// What a new survey changed in the library, and why (更新说明).
public struct PotentialChange: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// A candidate that was none before.
    case came
    /// A candidate no longer.
    case went
    /// A candidate still, with another area.
    case changed

    public var title: Localized {
      switch self {
      case .came: Localized(zh: "新增", en: "came")
      case .went: Localized(zh: "退出", en: "went")
      case .changed: Localized(zh: "变化", en: "changed")
      }
    }
  }

  public var number: String
  public var task: String
  public var patch: String
  public var kind: Kind
  /// The theoretical potential.
  public var before: Area
  public var after: Area
  /// At least one.
  public var reasons: [Localized]

  /// In the order of the new entries, then those that are gone, by number.
  static func between(
    _ old: PotentialRecord, _ new: PotentialRecord, _ lineage: PotentialLineage,
    _ classes: [String: String], _ conditions: ConditionReasons
  ) throws -> [PotentialChange] {
    var before: [String: PotentialEntry] = [:]
    for entry in old.entries { before[lineage.renamed(entry.key)] = entry }
    let reasons = ChangeReasons(old, new, conditions)
    var changes: [PotentialChange] = []
    for entry in new.entries {
      let earlier = before.removeValue(forKey: entry.key)
      let was = earlier?.isCandidate ?? false
      guard was || entry.isCandidate else { continue }
      let kind: Kind = !was ? .came : !entry.isCandidate ? .went : .changed
      let first = earlier?.theoretical ?? .zero
      if kind == .changed, first == entry.theoretical { continue }
      changes.append(
        PotentialChange(
          number: entry.number, task: entry.task, patch: entry.patch, kind: kind, before: first,
          after: entry.theoretical, reasons: try reasons.between(earlier, entry)))
    }
    for (key, entry) in before.sorted(by: { $0.value.number < $1.value.number })
    where entry.isCandidate {
      let patch = String(key.dropFirst(entry.task.count + 1))
      changes.append(
        PotentialChange(
          number: entry.number, task: entry.task, patch: entry.patch, kind: .went,
          before: entry.theoretical, after: .zero,
          reasons: [try reasons.gone(entry, patch, isKnown: classes[patch])]))
    }
    return changes
  }
}
