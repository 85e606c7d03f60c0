import Geometry
import Groundwork

/// The patches as a coverage (面状覆盖): who may overlap whom, and where ground is left uncovered.
///
/// Only what lies near a left-over edge of ``SignedEdges`` is looked at with GEOS. A patch whose box
/// meets no left-over edge is covered by the same number of patches everywhere in its box; if that
/// number is one it overlaps nothing.
struct Coverage: Sendable {
  /// Valid geometries, by the position of their feature; `nil` for features without area.
  let geometries: [MultiPolygon?]
  let boxes: [Bounds?]
  let signed: SignedEdges
  /// Positions of patches that may overlap another or border a gap, ascending.
  let suspects: [Int]
  private let index: BoxIndex

  /// Makes invalid geometries valid first, as GEOS does.
  init(_ context: CheckContext) throws {
    let features = context.layer.features
    geometries = try context.parallel(
      Localized(zh: "准备拓扑检查", en: "Preparing topology"), count: features.count,
      state: GEOS.init
    ) { geos, index -> [MultiPolygon?] in
      guard let geometry = features[index].geometry, !geometry.isEmpty else { return [nil] }
      return [try geos.isValid(geometry) ? geometry : geos.makeValid(geometry)]
    }
    let boxes = geometries.map { $0?.bounds }
    self.boxes = boxes
    try context.job.cancellation.check()
    let signed = SignedEdges(geometries)
    self.signed = signed
    try context.job.cancellation.check()
    index = BoxIndex(boxes)
    let geometries = geometries
    suspects = try context.parallel(
      Localized(zh: "查找可疑边界", en: "Looking for doubtful borders"), count: geometries.count,
      state: {}
    ) { _, number in
      guard let box = boxes[number], let first = geometries[number]?.polygons.first?.exterior.first
      else { return [] }
      if signed.touches(box) { return [number] }
      return signed.coverage(at: first) > 1 ? [number] : []
    }
  }

  /// Pairs of patches that may share ground, each once.
  func pairs() -> [(Int, Int)] {
    let isSuspect = Set(suspects)
    var pairs: [(Int, Int)] = []
    for number in suspects {
      guard let box = boxes[number] else { continue }
      for other in index.items(in: box) where other != number {
        guard !isSuspect.contains(other) || other > number, let otherBox = boxes[other] else {
          continue
        }
        let common = Bounds(
          minX: max(box.minX, otherBox.minX), minY: max(box.minY, otherBox.minY),
          maxX: min(box.maxX, otherBox.maxX), maxY: min(box.maxY, otherBox.maxY))
        guard common.width > 0, common.height > 0 else { continue }
        // Without a left-over edge in it the common box is covered evenly.
        if !signed.touches(common),
          let corner = GridPoint(metresX: common.minX, y: common.minY),
          signed.coverage(at: corner) <= 1
        {
          continue
        }
        pairs.append((min(number, other), max(number, other)))
      }
    }
    return pairs
  }

  /// The ground near the patches that no patch covers: enclosed gaps, and the outside up to a frame.
  func uncovered() throws -> (gaps: [MultiPolygon], outside: MultiPolygon) {
    let near = suspects.compactMap { geometries[$0] }
    guard let extent = suspects.compactMap({ boxes[$0] }).reduce(nil, { $0?.union($1) ?? $1 }),
      let frame = Coverage.rectangle(extent.padded(by: 100)),
      let corner = frame.polygons.first?.exterior.first
    else { return ([], MultiPolygon([])) }
    let geos = GEOS()
    let rest = try geos.difference(frame, geos.union(near))
    var gaps: [MultiPolygon] = []
    var outside: [Polygon] = []
    for polygon in rest.polygons {
      let part = MultiPolygon(polygon)
      if polygon.exterior.contains(corner) {
        outside.append(polygon)
        continue
      }
      // A hole of the suspects' union is either filled by other patches or a gap.
      guard let inside = try geos.pointOnSurface(part), signed.coverage(at: inside) == 0 else {
        continue
      }
      gaps.append(part)
    }
    return (gaps, MultiPolygon(outside))
  }

  static func rectangle(_ box: Bounds) -> MultiPolygon? {
    let corners = [
      GridPoint(metresX: box.minX, y: box.minY), GridPoint(metresX: box.maxX, y: box.minY),
      GridPoint(metresX: box.maxX, y: box.maxY), GridPoint(metresX: box.minX, y: box.maxY),
    ].compactMap(\.self)
    return corners.count == 4 ? MultiPolygon(Polygon(corners)) : nil
  }
}
