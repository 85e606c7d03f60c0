import Classes
import Flow
import Geometry
import Groundwork
import Overlay

extension Increment {
  /// The change between two epochs.
  ///
  /// A patch that has the same id, ground and values in both, but for ``stamps``, is not part of it.
  ///
  /// - Parameter system: that of the classes.
  /// - Complexity: that of an overlay of what changed, and one intersection for each piece.
  /// - Throws: Diagnostics `increment.columns`, `increment.id-twice`; ``Geometry/GEOSError``.
  public static func make(
    from base: SurveyEpoch, to next: SurveyEpoch, system: LandClassSystem?,
    density: (any ArealDensity)?, job: Job = Job()
  ) throws -> Increment {
    guard base.columns.map(\.name) == next.columns.map(\.name) else {
      throw Diagnostic(
        code: "increment.columns",
        Localized(
          zh: "\(base.name) 与 \(next.name) 的字段不同。",
          en: "\(base.name) and \(next.name) have different fields."),
        remedy: Localized(
          zh: "两期须有相同的字段（名称与次序）。", en: "Both need the same fields in the same order."),
        layer: next.name)
    }
    let stamps = Increment.stamps(base, next)
    let old = try base.byID()
    let new = try next.byID()
    func isKept(_ patch: SurveyPatch, in others: [String: SurveyPatch]) -> Bool {
      guard let other = others[patch.id], other.geometry == patch.geometry else { return false }
      return zip(patch.values, other.values).enumerated().allSatisfy {
        stamps[$0] != nil || $1.0 == $1.1
      }
    }
    let removed = base.patches.filter { !isKept($0, in: new) }.sorted { $0.id < $1.id }
    let added = next.patches.filter { !isKept($0, in: old) }.sorted { $0.id < $1.id }
    let field = next.position("DLBM")
    var increment = Increment(
      from: base.name, to: next.name, columns: next.columns, removed: removed, added: added,
      steps: [],
      stamps: Dictionary(
        uniqueKeysWithValues: stamps.map { (next.columns[$0.key].name, $0.value) }))
    let ledger = try FlowLedger.make(
      before: side(removed, base.name, field, system), after: side(added, next.name, field, system),
      density: density, job: job)
    increment.steps = try steps(of: ledger, removed, added)
    return increment
  }

  private static func stamps(_ base: SurveyEpoch, _ next: SurveyEpoch) -> [Int: Value] {
    let before = base.constants()
    return next.constants().filter { column, value in
      before[column].map { $0 != value } ?? false
    }
  }

  private static func side(
    _ patches: [SurveyPatch], _ name: String, _ field: Int?, _ system: LandClassSystem?
  ) -> FlowSide {
    var side = FlowSide(name: name)
    var labels = ClassLabels(system: system)
    var rings = RingBuffer()
    for (index, patch) in patches.enumerated() {
      rings.clear()
      rings.append(patch.geometry)
      let code = field.flatMap { patch.values[$0].string } ?? ""
      side.append(
        fid: Int64(index), id: patch.id, class: labels.index(source: code, code: code),
        area: patch.area, rings: rings)
    }
    side.classes = labels.classes
    return side
  }

  private static func steps(
    of ledger: FlowLedger, _ removed: [SurveyPatch], _ added: [SurveyPatch]
  ) throws -> [Step] {
    let geos = GEOS()
    return try ledger.rows.indices.compactMap { index in
      let row = ledger.rows[index]
      guard row.kind != .overlap else {
        throw overlapping(row, removed, added, ledger)
      }
      let before = row.from.map(Int.init)
      let after = row.to.map(Int.init)
      let kind: ChangeKind =
        switch (before, after) {
        case (let before?, let after?):
          removed[before].id == added[after].id
            && removed[before].geometry == added[after].geometry ? .attributes : .geometry
        case (_?, nil): .vanished
        default: .arrived
        }
      return Step(
        before: before, after: after, kind: kind, area: row.area,
        geometry: try ledger.geometry(ofRow: index, geos: geos))
    }
  }

  private static func overlapping(
    _ row: FlowRow, _ removed: [SurveyPatch], _ added: [SurveyPatch], _ ledger: FlowLedger
  ) -> Diagnostic {
    // The row of a patch before tells of overlaps after, and the other way round.
    let isAfter = row.from != nil
    let patch = row.from.map { removed[Int($0)].id } ?? row.to.map { added[Int($0)].id } ?? ""
    let name = isAfter ? ledger.after.name : ledger.before.name
    return Diagnostic(
      code: "increment.overlap",
      Localized(
        zh: "\(name) 的变更图斑互相重叠 \((-row.area).decimal) 平方米，在 \(patch) 处。",
        en: "Changed patches of \(name) overlap by \((-row.area).decimal) m², at \(patch)."),
      remedy: Localized(
        zh: "用 zhitu check 找出重叠并改正。", en: "Find and correct the overlap with zhitu check."),
      layer: name, feature: patch)
  }
}
