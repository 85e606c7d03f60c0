import Geometry
import Groundwork

/// Values that must not occur twice (唯一性检查), noted patch by patch in their order.
///
/// Keeps a hash of each value, and loads the earlier patch where hashes meet.
struct UniquenessCheck {
  let context: CheckContext
  private let rule: CheckRule
  private var first: [Int: Int32] = [:]
  /// One finding for each patch whose value an earlier one has.
  private(set) var findings: FindingList

  init(_ rule: CheckRule, _ context: CheckContext) {
    self.rule = rule
    self.context = context
    findings = context.findingList
  }

  /// - Throws: ``Groundwork/SpillFile/Failure``.
  mutating func add(_ feature: Feature, at position: Int) throws {
    guard let key = key(feature) else { return }
    var place = key.hashValue
    while let earlier = first[place] {
      let other = try context.input.patches.load(Int(earlier))
      if self.key(other) == key {
        let field = rule == .uniqueId ? "BSM" : "TBBH"
        return findings.append(
          context.finding(rule, feature, other: "\(other.fid)", field: field, message(key)))
      }
      // Two values with one hash: the next place is free, or that of this value.
      place &+= 1
    }
    first[place] = Int32(position)
  }

  /// BSM, or TBBH in its village unit.
  private func key(_ feature: Feature) -> String? {
    let layer = context.layer
    if rule == .uniqueId { return layer.text(feature, "BSM") }
    guard let number = layer.text(feature, "TBBH"), let unit = layer.text(feature, "ZLDWDM") else {
      return nil
    }
    return unit + "/" + number
  }

  private func message(_ key: String) -> Localized {
    rule == .uniqueId
      ? Localized(zh: "标识码 \(key) 重复。", en: "BSM \(key) occurs more than once.")
      : Localized(
        zh: "村内图斑编号重复（单位/编号 \(key)）。",
        en: "The patch number occurs more than once in its village (unit/number \(key)).")
  }
}
