import Geometry
import Groundwork

/// Ground that two patches both claim (重叠检查).
struct OverlapCheck {
  let context: CheckContext
  let coverage: Coverage

  private enum Outcome: Sendable {
    case overlap(area: Double, finding: Finding?)
    case failed(Finding)
  }

  /// One finding a pair, and the sum over all pairs in m².
  func run() throws -> (findings: FindingList, total: Double) {
    let pairs = coverage.pairs()
    let outcomes = try context.parallel(
      Localized(zh: "检查重叠", en: "Checking overlaps"), count: pairs.count, state: GEOS.init
    ) { geos, index -> [Outcome] in
      let (a, b) = pairs[index]
      let first = try coverage.load(a, geos)
      let second = try coverage.load(b, geos)
      guard let one = first.ground, let other = second.ground else { return [] }
      do {
        let common = try geos.intersection(one, other)
        let area = common.planarSquareMetres
        guard area > 0 else { return [] }
        return [
          .overlap(area: area, finding: finding(first.feature, second.feature, common, area))
        ]
      } catch let error as GEOSError {
        return [.failed(failure(first.feature, second.feature, error))]
      }
    }
    var findings = context.findingList
    var total = 0.0
    for outcome in outcomes {
      switch outcome {
      case .overlap(let area, let finding):
        total += area
        if let finding { findings.append(finding) }
      case .failed(let finding): findings.append(finding)
      }
    }
    return (findings, total)
  }

  /// `nil` if the overlap is within the tolerances.
  private func finding(
    _ a: Feature, _ b: Feature, _ common: MultiPolygon, _ area: Double
  ) -> Finding? {
    let bound = context.options.overlapArea
    guard area > bound, common.polygons.contains(where: { context.isReal($0, above: 0) }) else {
      return nil
    }
    let largest = common.polygons.max {
      MultiPolygon($0).doubledPlanarSteps < MultiPolygon($1).doubledPlanarSteps
    }
    let id = context.layer.id(b)
    return context.finding(
      .overlap, a, other: id,
      location: CheckContext.place(of: largest.map { MultiPolygon($0) }), value: area,
      tolerance: bound, unit: "m2",
      Localized(
        zh: "与图斑 \(id) 重叠 \(shown(area)) m²。",
        en: "Overlaps patch \(id) by \(shown(area)) m²."))
  }

  private func failure(_ a: Feature, _ b: Feature, _ error: GEOSError) -> Finding {
    let id = context.layer.id(b)
    return context.finding(
      .notComputable, a, other: id,
      Localized(
        zh: "无法计算与图斑 \(id) 的重叠：\(error.reason)。",
        en: "The overlap with patch \(id) cannot be computed: \(error.reason)."))
  }
}
