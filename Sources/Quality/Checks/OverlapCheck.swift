import Geometry
import Groundwork

/// Ground that two patches both claim (重叠检查).
struct OverlapCheck {
  let context: CheckContext
  let coverage: Coverage

  /// What a block of doubtful patches has come to.
  private struct Result: Sendable {
    var findings: FindingList
    var total = 0.0
  }

  /// How many doubtful patches are compared with their neighbours at a time.
  private static let block = 64

  /// One finding a pair, and the sum over all pairs in m².
  ///
  /// In memory are the pairs of a few blocks, and what is listed of their findings.
  func run() throws -> (findings: FindingList, total: Double) {
    let suspects = coverage.suspects
    let blocks = (suspects.count + OverlapCheck.block - 1) / OverlapCheck.block
    let progress = context.job.progress
    progress.begin(Localized(zh: "检查重叠", en: "Checking overlaps"), total: suspects.count)
    var all = Result(findings: context.findingList)
    var done = 0
    try context.job.forEach(
      blocks,
      { number in
        let start = number * OverlapCheck.block
        return try compare(suspects[start..<min(start + OverlapCheck.block, suspects.count)])
      },
      inOrder: { (result: Result) in
        all.findings.append(result.findings)
        all.total += result.total
        done += OverlapCheck.block
        progress.advance(to: min(done, suspects.count))
      })
    progress.end()
    return (all.findings, all.total)
  }

  private func compare(_ suspects: ArraySlice<Int>) throws -> Result {
    let geos = GEOS()
    var result = Result(findings: context.findingList)
    for number in suspects {
      try context.job.cancellation.check()
      let others = coverage.partners(of: number)
      guard !others.isEmpty else { continue }
      let own = try coverage.load(number, geos)
      for other in others {
        let pair = try (own, coverage.load(other, geos))
        // The earlier patch of the layer is the one that the finding is about.
        let (first, second) = number < other ? pair : (pair.1, pair.0)
        guard let one = first.ground, let another = second.ground else { continue }
        do {
          let common = try geos.intersection(one, another)
          let area = common.planarSquareMetres
          guard area > 0 else { continue }
          result.total += area
          if let finding = finding(first.feature, second.feature, common, area) {
            result.findings.append(finding)
          }
        } catch let error as GEOSError {
          result.findings.append(failure(first.feature, second.feature, error))
        }
      }
    }
    return result
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
