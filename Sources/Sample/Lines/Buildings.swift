import Geometry
import Groundwork

/// Footprints of buildings (建筑物轮廓) with storeys (JZCS) and height (JZGD), for the map in three dimensions.
///
/// They stand in rows along the longest side of built-up patches and have their own random numbers, so that the rest
/// of the district does not depend on them. Nothing is computed from them.
extension Assembly {
  func buildingLayer() -> SampleLayer {
    var random = Random(seed: planner.draft.seed, stream: 5000)
    let columns = [
      Column("BSM", .text), Column("MC", .text), Column("JZCS", .integer), Column("JZGD", .real),
      Column("BZ", .text),
    ]
    var rows: [(Polygon, [Value])] = []
    for record in records {
      guard let form = BuildingForm(record.traits.use), record.shape.holes.isEmpty else { continue }
      let row = BuildingRow(
        width: random.between(form.width.lowerBound, form.width.upperBound),
        depth: random.between(form.depth.lowerBound, form.depth.upperBound), gap: form.gap,
        most: form.most)
      let ring = mesh.outline(mesh.expanded(record.shape.ring))
      for corners in row.footprints(in: ring) {
        let range = form.storeys
        let storeys = range.lowerBound + random.below(range.upperBound - range.lowerBound + 1)
        rows.append(
          (
            Polygon(corners.map(mesh.gridPoint)),
            [
              .text(Names.county.code + "JZ" + padded(rows.count + 1, 10)),
              .text("\(form.title)（合成）"), .integer(Int64(storeys)),
              .real(((Double(storeys) * form.storey) * 10).rounded() / 10), .text(note),
            ]
          ))
      }
    }
    return layer("JZW", "建筑物轮廓", columns, rows)
  }
}

/// What stands on built-up ground of one use, in metres.
private struct BuildingForm {
  var title: String
  /// Along the street.
  var width: ClosedRange<Double>
  var depth: ClosedRange<Double>
  var gap: Double
  /// On one patch.
  var most: Int
  var storeys: ClosedRange<Int>
  /// The height of one storey.
  var storey: Double

  init(
    _ title: String, _ width: ClosedRange<Double>, _ depth: ClosedRange<Double>, gap: Double,
    most: Int, _ storeys: ClosedRange<Int>, of storey: Double
  ) {
    self.title = title
    self.width = width
    self.depth = depth
    self.gap = gap
    self.most = most
    self.storeys = storeys
    self.storey = storey
  }

  /// `nil` where nothing stands.
  init?(_ use: LandUse) {
    switch use {
    case .ruralHousing: self.init("农房", 11...24, 9...11.5, gap: 5, most: 3, 2...3, of: 3.3)
    case .urbanHousing: self.init("住宅楼", 26...46, 11...14, gap: 11, most: 3, 5...17, of: 2.9)
    case .commerce: self.init("商业楼", 22...40, 15...24, gap: 10, most: 1, 2...5, of: 4.5)
    case .offices: self.init("办公楼", 24...40, 13...18, gap: 12, most: 1, 3...8, of: 3.6)
    case .education: self.init("教学楼", 28...48, 10...14, gap: 14, most: 2, 3...5, of: 3.6)
    case .industrial: self.init("厂房", 26...56, 16...32, gap: 9, most: 2, 1...3, of: 6)
    case .storage: self.init("仓库", 30...60, 20...36, gap: 12, most: 2, 1...1, of: 9)
    default: return nil
    }
  }
}

/// Equal rectangles in rows along the longest side of a patch.
private struct BuildingRow {
  var width: Double
  var depth: Double
  var gap: Double
  var most: Int
  /// The least distance to the border of the patch in metres.
  private let margin = 2.0
  /// How far the next try is from one that found no room, in metres.
  private let step = 3.0

  init(width: Double, depth: Double, gap: Double, most: Int) {
    self.width = width
    self.depth = depth
    self.gap = gap
    self.most = most
  }

  /// Rectangles inside a counter-clockwise ring that do not touch, counter-clockwise too; smaller ones where these
  /// have no room.
  func footprints(in ring: [Vector]) -> [[Vector]] {
    let sides = ring.indices.map { (ring[$0], ring[$0 + 1 == ring.count ? 0 : $0 + 1]) }
    guard let street = sides.max(by: { ($0.1 - $0.0).length < ($1.1 - $1.0).length }) else {
      return []
    }
    let along = (street.1 - street.0).unit
    let inward = along.left
    let places = ring.map { Vector(($0 - street.0).dot(along), ($0 - street.0).dot(inward)) }
    for share in [1.0, 0.75, 0.55] {
      let found = boxes(in: places, width: width * share, depth: depth * share)
      if found.isEmpty { continue }
      return found.map { box in
        [
          box.low, Vector(box.high.x, box.low.y), box.high, Vector(box.low.x, box.high.y),
        ].map { street.0 + along * $0.x + inward * $0.y }
      }
    }
    return []
  }

  /// In the frame of the street: x along it, y away from it.
  private func boxes(in ring: [Vector], width: Double, depth: Double) -> [Box] {
    let whole = Box(ring)
    var found: [Box] = []
    var y = whole.low.y + margin
    while y + depth + margin <= whole.high.y, found.count < most {
      let before = found.count
      var x = whole.low.x + margin
      while x + width + margin <= whole.high.x, found.count < most {
        let room = Box([
          Vector(x - margin, y - margin), Vector(x + width + margin, y + depth + margin),
        ])
        if isFree(room, in: ring) {
          found.append(Box([Vector(x, y), Vector(x + width, y + depth)]))
          x += width + gap
        } else {
          x += step
        }
      }
      y += found.count > before ? depth + gap : step
    }
    return found
  }

  /// Whether a box lies within a ring: no side of the ring meets it, and its middle is inside.
  private func isFree(_ box: Box, in ring: [Vector]) -> Bool {
    guard contains(ring, (box.low + box.high) * 0.5), var a = ring.last else { return false }
    for b in ring {
      if meets(a, b, box) { return false }
      a = b
    }
    return true
  }

  /// Whether the way from `a` to `b` meets a box.
  private func meets(_ a: Vector, _ b: Vector, _ box: Box) -> Bool {
    var first = 0.0
    var last = 1.0
    let way = b - a
    for (start, step, low, high) in [
      (a.x, way.x, box.low.x, box.high.x), (a.y, way.y, box.low.y, box.high.y),
    ] {
      guard step != 0 else {
        if start < low || start > high { return false }
        continue
      }
      let one = (low - start) / step
      let other = (high - start) / step
      first = max(first, min(one, other))
      last = min(last, max(one, other))
    }
    return first <= last
  }
}
