import Foundation
import Geometry

/// How the coordinates of a case are laid on the survey grid: shifted, and multiplied by powers of
/// ten and two, so that they become whole steps if that is possible.
struct CaseFrame {
  /// Digits behind the point that all coordinates get by with; `nil` if they do not.
  private var digits: Int?
  private var origin: SIMD2<Double>
  /// The power of two that comes on top.
  private var power: Int
  /// Whether no coordinate of the two inputs was rounded.
  private(set) var isExact: Bool

  /// Coordinates from 0 to this many steps use the whole grid.
  private static let wholeGrid = GridPoint.limit * GridPoint.stepsPerMetre
  /// Coordinates from 0 to this many steps (1.6 km) are those of ordinary polygons.
  private static let district = Double(1 << 24)

  /// The finest frame that the grid holds, and the one of ordinary size if nothing is rounded there.
  static func frames(of points: [SIMD2<Double>]) -> [CaseFrame] {
    guard let fine = CaseFrame(points, reach: wholeGrid) else { return [] }
    guard let ordinary = CaseFrame(points, reach: district), ordinary.isExact else { return [fine] }
    return [fine, ordinary]
  }

  private init?(_ points: [SIMD2<Double>], reach: Double) {
    guard let first = points.first else { return nil }
    let low = points.reduce(first) { pointwiseMin($0, $1) }
    let high = points.reduce(first) { pointwiseMax($0, $1) }
    let largest = max(abs(low.x), abs(low.y), abs(high.x), abs(high.y))
    guard largest.isFinite else { return nil }
    let numbers = points.flatMap { [$0.x, $0.y] }
    origin = low
    isExact = true
    power = 0
    digits = (0...9).first { digits in
      let ten = pow(10.0, Double(digits))
      return largest * ten <= CaseFrame.wholeGrid
        && numbers.allSatisfy { ($0 * ten).rounded() / ten == $0 }
    }
    let extent = max(high.x - low.x, high.y - low.y) * (digits.map { pow(10.0, Double($0)) } ?? 1)
    guard extent > 0 else { return }
    power = (reach / extent).exponent.clamped(to: -1000...1000)
    let two = pow(2.0, Double(power))
    let frame = self
    isExact = points.allSatisfy { point in
      (0..<2).allSatisfy { axis in
        let steps = frame.unrounded(point)[axis]
        guard steps == steps.rounded() else { return digits != nil && two >= 1 }
        return digits != nil || CaseFrame.isDifferenceExact(point[axis], frame.origin[axis])
      }
    }
  }

  /// Grid steps in one unit of the file.
  var stepsPerUnit: Double { pow(10.0, Double(digits ?? 0)) * pow(2.0, Double(power)) }

  private static func isDifferenceExact(_ a: Double, _ b: Double) -> Bool {
    let difference = a - b
    let back = difference - a
    return (a - (difference - back)) - (b + back) == 0
  }

  private func unrounded(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let two = pow(2.0, Double(power))
    guard let digits else { return (point - origin) * two }
    let ten = pow(10.0, Double(digits))
    return (point * ten - (origin * ten).rounded(.toNearestOrAwayFromZero)) * two
  }

  private func placed(_ point: SIMD2<Double>) -> GridPoint {
    var steps = unrounded(point)
    if let digits {
      // Whole by choice of the digits; the product with the power of ten may be off by a bit.
      let two = pow(2.0, Double(power))
      let ten = pow(10.0, Double(digits))
      let whole =
        (point * ten).rounded(.toNearestOrAwayFromZero)
        - (origin * ten).rounded(.toNearestOrAwayFromZero)
      steps = whole * two
    }
    steps.round(.toNearestOrAwayFromZero)
    return GridPoint(x: Int64(steps.x), y: Int64(steps.y))
  }

  /// The geometry on the grid.
  func placed(_ geometry: CaseGeometry) -> MultiPolygon {
    MultiPolygon(
      geometry.polygons.map { rings in
        let open = rings.map { ring in
          let points = ring.map { placed($0) }
          return points.count > 1 && points.first == points.last ? points.dropLast() : points[...]
        }
        return Polygon(Array(open[0]), holes: open.dropFirst().map { Array($0) })
      })
  }

  /// The area of the geometry in steps², not rounded to the grid.
  func area(of geometry: CaseGeometry) -> Double {
    geometry.polygons.reduce(0) { sum, rings in
      let areas = rings.map { ring -> Double in
        let points = ring.map { unrounded($0) }
        var doubled = 0.0
        for (a, b) in zip(points, points.dropFirst()) {
          let (p, q) = (a - points[0], b - points[0])
          doubled += p.x * q.y - p.y * q.x
        }
        return abs(doubled) / 2
      }
      return sum + areas[0] - areas.dropFirst().reduce(0, +)
    }
  }

  /// The length of all rings in steps.
  func perimeter(of geometry: CaseGeometry) -> Double {
    var length = 0.0
    for ring in geometry.polygons.joined() {
      for (a, b) in zip(ring, ring.dropFirst()) {
        let d = unrounded(b) - unrounded(a)
        length += (d.x * d.x + d.y * d.y).squareRoot()
      }
    }
    return length
  }

  /// What rounding the corners of the geometry by `units` can change its area by, in steps².
  func slack(of geometry: CaseGeometry, corners units: Double) -> Double {
    2.0.squareRoot() * units * stepsPerUnit * perimeter(of: geometry)
  }
}

extension Comparable {
  fileprivate func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
