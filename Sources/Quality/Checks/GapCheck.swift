import Geometry
import Groundwork

/// Ground that no patch covers (缝隙检查): holes of the layer, or with a village layer whatever of the
/// villages is left.
struct GapCheck {
  let context: CheckContext
  let coverage: Coverage

  /// One finding a gap, and the sum over all gaps in m².
  func run() throws -> (findings: FindingList, total: Double) {
    context.job.progress.begin(Localized(zh: "检查缝隙", en: "Checking gaps"), total: nil)
    defer { context.job.progress.end() }
    try context.job.cancellation.check()
    let uncovered: Uncovered
    do {
      uncovered = try Uncovered(coverage, context)
    } catch let error as GEOSError {
      let finding = Finding(
        rule: .notComputable, layer: context.layer.name,
        message: Localized(
          zh: "无法计算缝隙：\(error.reason)。", en: "Gaps cannot be computed: \(error.reason)."))
      var findings = context.findingList
      findings.append(finding)
      return (findings, 0)
    }
    try context.job.cancellation.check()
    let villages = context.input.villages
    guard let villages, !villages.features.isEmpty else {
      return report(uncovered.gaps.map { ($0, nil) })
    }
    var pieces: [(MultiPolygon, String?)] = []
    let geos = GEOS()
    let gaps = BoxIndex(uncovered.gaps.map(\.bounds))
    let outside = uncovered.outside.map { MultiPolygon($0) }
    let outer = BoxIndex(outside.map(\.bounds))
    for village in villages.features {
      try context.job.cancellation.check()
      guard let geometry = village.geometry, let box = geometry.bounds else { continue }
      let valid = try geos.isValid(geometry) ? geometry : geos.makeValid(geometry)
      var found = try gaps.items(in: box).map { try geos.intersection(uncovered.gaps[$0], valid) }
      // What lies outside of all patches comes cell by cell.
      let cells = try outer.items(in: box).map { try geos.intersection(outside[$0], valid) }
        .filter { !$0.isEmpty }
      if cells.count > 1 { found.append(try geos.union(cells)) } else { found += cells }
      for polygon in found.flatMap(\.polygons) {
        pieces.append((MultiPolygon(polygon), villages.unitCode(village)))
      }
    }
    return report(pieces)
  }

  private func report(_ gaps: [(MultiPolygon, String?)]) -> (findings: FindingList, total: Double) {
    var findings = context.findingList
    var total = 0.0
    let bound = context.options.gapArea
    for (gap, unit) in gaps {
      let area = gap.planarSquareMetres
      total += area
      guard gap.polygons.contains(where: { context.isReal($0, above: bound) }) else { continue }
      findings.append(
        Finding(
          rule: .gap, layer: context.layer.name, other: unit,
          location: CheckContext.place(of: gap), value: area, tolerance: bound, unit: "m2",
          message: Localized(
            zh: "存在 \(shown(area)) m² 的缝隙\(unit.map { "（单位 \($0)）" } ?? "")。",
            en: "A gap of \(shown(area)) m²\(unit.map { " in unit \($0)" } ?? "").")))
    }
    return (findings, total)
  }
}

extension CheckLayer {
  /// The code of a village or administrative unit.
  func unitCode(_ feature: Feature) -> String {
    text(feature, "ZLDWDM") ?? text(feature, "XZQDM") ?? text(feature, "ZT_ID") ?? "\(feature.fid)"
  }
}
