import Groundwork

/// The official ellipsoid area (图斑椭球面积) of polygons in one coordinate system.
///
/// The rule is 国土调查办发〔2008〕32号 with CGCS2000 constants: coordinates rounded to 0.0001 m,
/// edges longer than 70 m divided into ⌊length/70⌋ + 1 equal pieces in the plane, every point taken
/// to latitude and longitude rounded to 10⁻⁶ ″, trapezoids summed; all rounding is half away from
/// zero (四舍五入). Points inserted into an edge are not rounded in the plane. Holes are subtracted, parts added, and only the end is rounded, to 0.01 m².
///
/// For a transverse Mercator system of any scale, false origin and latitude of origin the series of
/// the rule is used within 3° of the central meridian, half the widest zone of the survey; a ring that
/// reaches farther goes to latitude and longitude by Krüger's series, so that the area does not depend
/// on the projection. Other projections go there through PROJ; in a geographic system degrees are taken
/// as they are and edges are straight in latitude and longitude. An edge that spans more than 180° of
/// longitude is the short one, across the 180th meridian.
///
/// Rings are open or closed and run either way. Coordinates are metres (degrees in a geographic
/// system), x = easting, y = northing. May be used from several threads.
public struct OfficialArea: Sendable {
  /// Edges longer than this, in metres, are divided.
  public static let longestEdge = 70.0
  /// Degrees of longitude from the central meridian within which the series of the rule is used. Its
  /// first missing term costs 0.01 m² a km² at 3°, 3 m² at 8° and 15 % at 40°.
  public static let seriesReach = 3.0

  public let crs: CoordinateReferenceSystem
  private let method: Method
  private let sum: TrapezoidSum

  private enum Method: Sendable {
    case transverse(near: GaussKruegerInverse, far: FarInverse)
    case geographic(Ellipsoid)
    case proj(ProjPool, unitsPerMetre: Double)
  }

  /// Throws `crs.no-transformation` if the projection is one that PROJ cannot invert.
  public init(_ crs: CoordinateReferenceSystem) throws {
    try self.init(crs, constants: OfficialConstants(crs.ellipsoid))
  }

  /// With constants of one's own choice, for comparison.
  package init(_ crs: CoordinateReferenceSystem, constants: OfficialConstants) throws {
    self.crs = crs
    sum = TrapezoidSum(constants)
    if let projection = crs.transverseMercator {
      method = .transverse(
        near: GaussKruegerInverse(projection, constants), far: FarInverse(projection))
    } else if crs.isGeographic {
      method = .geographic(crs.ellipsoid)
    } else {
      method = .proj(
        try ProjPool { try ProjSession.transformation(from: crs, to: .ownGeographic) },
        unitsPerMetre: 1 / crs.metresPerUnit)
    }
  }

  /// The area of one ring in m², not rounded, never negative. NaN if a coordinate is not finite or
  /// lies outside the projection.
  public func squareMetres(ofRing ring: [(x: Double, y: Double)]) -> Double {
    squareMetres(count: ring.count) { ring[$0] }
  }

  /// As ``squareMetres(ofRing:)`` for points stored in any way: `point` gives the i-th of `count`.
  public func squareMetres(count: Int, point: (Int) -> (x: Double, y: Double)) -> Double {
    guard count >= 3 else { return 0 }
    switch method {
    case .transverse(let near, let far):
      let isFar = far.isNeeded(count, point)
      return abs(
        isFar
          ? planeSum(count, point) { far.position(x: $0, y: $1) }
          : planeSum(count, point) { near.position(x: $0, y: $1) })
    case .geographic(let ellipsoid):
      return abs(geographicSum(count, point, ellipsoid))
    case .proj(let pool, let unitsPerMetre):
      let total = try? pool.withSession { session in
        planeSum(count, point) { x, y in
          guard let place = session.transform(x: x * unitsPerMetre, y: y * unitsPerMetre) else {
            return GeodeticPosition(latitudeSeconds: .nan, longitudeSeconds: .nan)
          }
          return GeodeticPosition(
            latitudeSeconds: place.y * 3600, longitudeSeconds: place.x * 3600)
        }
      }
      return total.map(abs) ?? .nan
    }
  }

  /// The area of a polygon with holes, rounded to 0.01 m²; `nil` where the area is not a number.
  public func area(
    exterior: [(x: Double, y: Double)], holes: [[(x: Double, y: Double)]] = []
  ) -> Area? {
    area(polygons: [(exterior, holes)])
  }

  /// The area of several parts, each with holes, rounded once at the end to 0.01 m².
  public func area(
    polygons: [(exterior: [(x: Double, y: Double)], holes: [[(x: Double, y: Double)]])]
  ) -> Area? {
    var total = 0.0
    for polygon in polygons {
      total += squareMetres(ofRing: polygon.exterior)
      for hole in polygon.holes { total -= squareMetres(ofRing: hole) }
    }
    return Area(roundingSquareMetres: total)
  }

  /// Latitude and longitude as the rule rounds them; `nil` outside the projection.
  public func position(x: Double, y: Double) -> GeodeticPosition? {
    let position: GeodeticPosition
    switch method {
    case .transverse(let near, let far):
      let isFar = far.isNeeded(1) { _ in (x, y) }
      position =
        isFar
        ? far.position(x: roundedToGrid(x), y: roundedToGrid(y))
        : near.position(x: roundedToGrid(x), y: roundedToGrid(y))
    case .geographic:
      position = GeodeticPosition(latitudeSeconds: y * 3600, longitudeSeconds: x * 3600)
    case .proj(let pool, let unitsPerMetre):
      let place = try? pool.withSession { session in
        session.transform(
          x: roundedToGrid(x) * unitsPerMetre, y: roundedToGrid(y) * unitsPerMetre)
      }
      guard let place = place ?? nil else { return nil }
      position = GeodeticPosition(
        latitudeSeconds: place.y * 3600, longitudeSeconds: place.x * 3600)
    }
    return position.latitude.isFinite && position.longitude.isFinite ? position : nil
  }

  // MARK: - The sum

  private func planeSum(
    _ count: Int, _ point: (Int) -> (x: Double, y: Double),
    _ position: (Double, Double) -> GeodeticPosition
  ) -> Double {
    let last = point(count - 1)
    var fromX = roundedToGrid(last.x)
    var fromY = roundedToGrid(last.y)
    var from = position(fromX, fromY)
    // Near the ring the trapezoids stay small, and so does their rounding.
    let reference = from.longitude
    var total = 0.0
    for index in 0..<count {
      let vertex = point(index)
      let toX = roundedToGrid(vertex.x)
      let toY = roundedToGrid(vertex.y)
      let to = position(toX, toY).unwrapped(near: from)
      let dx = toX - fromX
      let dy = toY - fromY
      let squared = dx * dx + dy * dy
      if squared > OfficialArea.longestEdge * OfficialArea.longestEdge, squared.isFinite {
        let inserted = (squared.squareRoot() / OfficialArea.longestEdge).rounded(.down)
        // Counted from the same end whichever way the edge runs: neighbours share their points.
        let isForward = dx > 0 || (dx == 0 && dy > 0)
        var step = 1.0
        while step <= inserted {
          let t = (isForward ? step : inserted + 1 - step) / (inserted + 1)
          let next =
            (isForward
            ? position(fromX + dx * t, fromY + dy * t) : position(toX - dx * t, toY - dy * t))
            .unwrapped(near: from)
          total += sum.term(from: from, to: next, reference: reference)
          from = next
          step += 1
        }
      }
      total += sum.term(from: from, to: to.unwrapped(near: from), reference: reference)
      from = to.unwrapped(near: from)
      fromX = toX
      fromY = toY
    }
    return total
  }

  private func geographicSum(
    _ count: Int, _ point: (Int) -> (x: Double, y: Double), _ ellipsoid: Ellipsoid
  ) -> Double {
    var start = point(count - 1)
    var from = GeodeticPosition(
      latitudeSeconds: start.y * 3600, longitudeSeconds: start.x * 3600)
    let reference = from.longitude
    var total = 0.0
    for index in 0..<count {
      var end = point(index)
      end.x = Longitude.unwrapped(end.x, near: start.x)
      let length = ellipsoid.approximateLength(from: start, to: end)
      if length > OfficialArea.longestEdge, length.isFinite {
        let inserted = (length / OfficialArea.longestEdge).rounded(.down)
        var step = 1.0
        while step <= inserted {
          let t = step / (inserted + 1)
          let next = GeodeticPosition(
            latitudeSeconds: (start.y + (end.y - start.y) * t) * 3600,
            longitudeSeconds: (start.x + (end.x - start.x) * t) * 3600)
          total += sum.term(from: from, to: next, reference: reference)
          from = next
          step += 1
        }
      }
      let to = GeodeticPosition(latitudeSeconds: end.y * 3600, longitudeSeconds: end.x * 3600)
      total += sum.term(from: from, to: to, reference: reference)
      from = to
      start = end
    }
    return total
  }
}

/// Half away from zero to 0.0001 m.
@inline(__always)
private func roundedToGrid(_ metres: Double) -> Double {
  (metres * 10_000).rounded(.toNearestOrAwayFromZero) / 10_000
}
