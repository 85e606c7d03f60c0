import Classes
import Geometry
import Groundwork

extension Increment {
  /// What is wrong with an increment by itself: areas that do not add up, ground that vanishes or
  /// arrives, ids that are used again, classes that the system lacks, patches in several parts.
  ///
  /// - Complexity: O(steps + patches).
  public func faults(system: LandClassSystem?) -> [Diagnostic] {
    areaFaults(removed, \.before, from, within: .zero)
      + areaFaults(added, \.after, to, within: Area(hundredths: 100)) + groundFaults()
      + idFaults() + classFaults(system) + partFaults()
  }

  /// The areas of the pieces of a patch add up to it: exactly before; within 1 m² after, as the new
  /// patches of a village are adjusted to it as a whole (平差).
  private func areaFaults(
    _ patches: [SurveyPatch], _ side: KeyPath<Step, Int?>, _ epoch: String, within least: Area
  ) -> [Diagnostic] {
    var sums = [Area](repeating: .zero, count: patches.count)
    for step in steps {
      if let patch = step[keyPath: side] { sums[patch] += step.area }
    }
    return zip(patches, sums).compactMap { patch, sum in
      let gap = patch.area - sum
      guard gap.hundredths.magnitude > least.hundredths.magnitude else { return nil }
      return Diagnostic(
        code: "increment.area",
        Localized(
          zh: "过程面积合计 \(sum.decimal)，图斑面积 \(patch.area.decimal) 平方米。",
          en: "The pieces add up to \(sum.decimal) m², the patch has \(patch.area.decimal)."),
        layer: epoch, feature: patch.id, field: "BGMJ")
    }
  }

  private func groundFaults() -> [Diagnostic] {
    steps.compactMap { step in
      guard step.kind == .vanished || step.kind == .arrived else { return nil }
      let patch = step.before.map { removed[$0].id } ?? step.after.map { added[$0].id } ?? ""
      let isGap = step.kind == .vanished
      return Diagnostic(
        // A survey's boundary may be adjusted; within it every square metre goes on.
        .warning, code: isGap ? "increment.vanished" : "increment.arrived",
        Localized(
          zh: isGap
            ? "\(step.area.decimal) 平方米地块灭失：没有后续图斑。" : "\(step.area.decimal) 平方米地块新增：基期没有图斑。",
          en: isGap
            ? "\(step.area.decimal) m² of ground vanish: no patch follows."
            : "\(step.area.decimal) m² of ground arrive: no patch of the base epoch."),
        remedy: Localized(
          zh: "只有调查界线调整时才会如此。", en: "This is right only where the survey's boundary is adjusted."),
        layer: isGap ? from : to, feature: patch)
    }
  }

  /// An id goes on only with the same ground (BGXW 1).
  private func idFaults() -> [Diagnostic] {
    let old = Dictionary(removed.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return added.compactMap { patch in
      guard let before = old[patch.id], before.geometry != patch.geometry else { return nil }
      return Diagnostic(
        code: "increment.id-kept",
        Localized(
          zh: "图形已变，标识码须新编。", en: "The ground changed, so the patch needs a new id."),
        layer: to, feature: patch.id, field: "BSM")
    }
  }

  private func classFaults(_ system: LandClassSystem?) -> [Diagnostic] {
    guard let system,
      let column = columns.firstIndex(where: { $0.name.uppercased() == "DLBM" })
    else { return [] }
    return added.compactMap { patch in
      let code = patch.values[column].string ?? ""
      guard LandClass(known: code, in: system) == nil else { return nil }
      return Diagnostic(
        code: "increment.class",
        Localized(
          zh: "\(system.title.zh)中没有地类“\(code)”。",
          en: "\(system.title.en) has no class ‘\(code)’."),
        layer: to, feature: patch.id, field: "DLBM")
    }
  }

  private func partFaults() -> [Diagnostic] {
    added.compactMap { patch in
      guard patch.geometry.polygons.count != 1 else { return nil }
      return Diagnostic(
        code: "increment.parts",
        Localized(
          zh: "图斑有 \(patch.geometry.polygons.count) 个部分，须为一个。",
          en: "The patch has \(patch.geometry.polygons.count) parts and must be one."),
        layer: to, feature: patch.id)
    }
  }
}
