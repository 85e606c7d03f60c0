import Geometry
import Groundwork

/// Patches that leave their village unit (图斑不越村界).
///
/// A patch belongs to the village that its location code names; where it has no code, or no village
/// has that code, to the village in which its first vertex lies.
struct VillageCheck: Sendable {
  let context: CheckContext
  private let villages: CheckLayer
  private let geometries: [MultiPolygon?]
  private let borders: [SignedEdges]
  private let index: BoxIndex
  private let byCode: [String: Int]

  /// `nil` without a village layer.
  init?(_ context: CheckContext) throws {
    guard let villages = context.input.villages, !villages.features.isEmpty else { return nil }
    self.context = context
    self.villages = villages
    let geos = GEOS()
    geometries = try villages.features.map { village in
      guard let geometry = village.geometry, !geometry.isEmpty else { return nil }
      return try geos.isValid(geometry) ? geometry : geos.makeValid(geometry)
    }
    borders = geometries.map { SignedEdges([$0]) }
    index = BoxIndex(geometries.map { $0?.bounds })
    byCode = Dictionary(
      villages.features.enumerated().map { (villages.unitCode($1), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  func run(_ batch: CheckBatch) throws -> [Finding] {
    try zip(batch.context.layer.features, batch.geometries).flatMap {
      feature, geometry -> [Finding] in
      guard let geometry, let box = geometry.bounds,
        let first = geometry.polygons.first?.exterior.first
      else { return [] }
      guard let village = village(of: feature, at: first, box) else {
        return [
          outside(
            feature, geometry, nil, geometry.planarSquareMetres,
            Localized(zh: "图斑不在任何村级调查区内。", en: "The patch lies in no village unit."))
        ]
      }
      guard let ground = geometries[village] else { return [] }
      // Away from the border a patch is wholly inside or wholly outside.
      if !borders[village].touches(box), borders[village].coverage(at: first) > 0 { return [] }
      let rest = MultiPolygon(
        try batch.geos.difference(geometry, ground).polygons.filter {
          context.isReal($0, above: context.options.outsideArea)
        })
      guard !rest.isEmpty else { return [] }
      let area = rest.planarSquareMetres
      let code = villages.unitCode(villages.features[village])
      return [
        outside(
          feature, rest, code, area,
          Localized(
            zh: "图斑有 \(shown(area)) m² 在村级调查区 \(code) 之外。",
            en: "\(shown(area)) m² of the patch lie outside its village unit \(code)."))
      ]
    }
  }

  private func outside(
    _ feature: Feature, _ piece: MultiPolygon, _ code: String?, _ area: Double, _ text: Localized
  ) -> Finding {
    context.finding(
      .outsideVillage, feature, other: code, field: "ZLDWDM",
      location: CheckContext.place(of: piece), value: area,
      tolerance: context.options.outsideArea, unit: "m2", text)
  }

  private func village(of feature: Feature, at point: GridPoint, _ box: Bounds) -> Int? {
    if let code = context.layer.text(feature, "ZLDWDM"), let village = byCode[code] {
      return village
    }
    let candidates = index.items(in: box)
    // A vertex on a border counts for one side only; else any village near will do.
    return candidates.first { borders[$0].coverage(at: point) > 0 } ?? candidates.first
  }
}
