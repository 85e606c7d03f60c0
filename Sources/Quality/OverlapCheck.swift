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
  func run() throws -> (findings: [Finding], total: Double) {
    let pairs = coverage.pairs()
    let outcomes = try context.parallel(
      Localized(zh: "检查重叠", en: "Checking overlaps"), count: pairs.count, state: GEOS.init
    ) { geos, index -> [Outcome] in
      let (a, b) = pairs[index]
      guard let first = coverage.geometries[a], let second = coverage.geometries[b] else {
        return []
      }
      do {
        let common = try geos.intersection(first, second)
        let area = common.planarSquareMetres
        guard area > 0 else { return [] }
        return [.overlap(area: area, finding: finding(a, b, common, area))]
      } catch let error as GEOSError {
        return [.failed(failure(a, b, error))]
      }
    }
    var findings: [Finding] = []
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
  private func finding(_ a: Int, _ b: Int, _ common: MultiPolygon, _ area: Double) -> Finding? {
    let bound = context.options.overlapArea
    guard area > bound, common.polygons.contains(where: { context.isReal($0, above: 0) }) else {
      return nil
    }
    let largest = common.polygons.max {
      MultiPolygon($0).doubledPlanarSteps < MultiPolygon($1).doubledPlanarSteps
    }
    let features = context.layer.features
    return context.finding(
      .overlap, features[a], other: context.layer.id(features[b]),
      location: CheckContext.place(of: largest.map { MultiPolygon($0) }), value: area,
      tolerance: bound, unit: "m2",
      Localized(
        zh: "与图斑 \(context.layer.id(features[b])) 重叠 \(shown(area)) m²。",
        en: "Overlaps patch \(context.layer.id(features[b])) by \(shown(area)) m²."))
  }

  private func failure(_ a: Int, _ b: Int, _ error: GEOSError) -> Finding {
    let features = context.layer.features
    return context.finding(
      .notComputable, features[a], other: context.layer.id(features[b]),
      Localized(
        zh: "无法计算与图斑 \(context.layer.id(features[b])) 的重叠：\(error.reason)。",
        en: "The overlap with patch \(context.layer.id(features[b])) cannot be computed: "
          + "\(error.reason)."))
  }
}
