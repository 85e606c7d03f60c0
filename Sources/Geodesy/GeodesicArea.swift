import CPROJ
import Groundwork

/// The exact area on the ellipsoid by C. F. F. Karney's geodesic polygon (PROJ's geodesic.h), as an
/// independent check of the official area.
///
/// Edges are taken as straight in the plane of the system (in longitude and latitude for a geographic
/// one): each is divided into equal pieces no longer than ``step``, and the points are joined by
/// geodesics. A piece of 5 m departs from its geodesic by less than a micrometre, so the area keeps
/// its 0.001 m² for parcels.
public struct GeodesicArea: Sendable {
  public let crs: CoordinateReferenceSystem
  /// Longest piece of an edge in metres; `nil` leaves edges whole, as geodesics between vertices.
  public let step: Double?
  private let pool: ProjPool?
  private let unitsPerMetre: Double

  /// Throws `crs.no-transformation` if PROJ cannot invert the projection.
  public init(_ crs: CoordinateReferenceSystem, step: Double? = 5) throws {
    self.crs = crs
    self.step = step.map { max($0, 0.01) }
    unitsPerMetre = 1 / crs.metresPerUnit
    pool =
      crs.isGeographic
      ? nil : try ProjPool { try ProjSession.transformation(from: crs, to: .ownGeographic) }
  }

  /// The area of one ring in m², never negative; coordinates in metres (degrees in a geographic
  /// system). NaN if a point lies outside the projection.
  public func squareMetres(ofRing ring: [(x: Double, y: Double)]) -> Double {
    squareMetres(count: ring.count) { ring[$0] }
  }

  /// As ``squareMetres(ofRing:)`` for points stored in any way.
  public func squareMetres(count: Int, point: (Int) -> (x: Double, y: Double)) -> Double {
    guard count >= 3 else { return 0 }
    guard let pool else {
      return geodesicSum(count, point) { ($0, $1) }
    }
    let total = try? pool.withSession { session in
      geodesicSum(count, point) { x, y in
        session.transform(x: x * unitsPerMetre, y: y * unitsPerMetre) ?? (.nan, .nan)
      }
    }
    return total ?? .nan
  }

  private func geodesicSum(
    _ count: Int, _ point: (Int) -> (x: Double, y: Double),
    _ place: (Double, Double) -> (x: Double, y: Double)
  ) -> Double {
    var ellipsoid = geod_geodesic()
    geod_init(&ellipsoid, crs.ellipsoid.semiMajorAxis, crs.ellipsoid.flattening)
    var polygon = geod_polygon()
    geod_polygon_init(&polygon, 0)
    var start = point(count - 1)
    for index in 0..<count {
      var end = point(index)
      if crs.isGeographic { end.x = Longitude.unwrapped(end.x, near: start.x) }
      let pieces = pieceCount(from: start, to: end)
      for piece in 1...pieces {
        let t = Double(piece) / Double(pieces)
        let p =
          piece == pieces
          ? place(end.x, end.y)
          : place(start.x + (end.x - start.x) * t, start.y + (end.y - start.y) * t)
        geod_polygon_addpoint(&ellipsoid, &polygon, p.y, p.x)
      }
      start = end
    }
    var area = 0.0
    geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &area, nil)
    return abs(area)
  }

  private func pieceCount(from p: (x: Double, y: Double), to q: (x: Double, y: Double)) -> Int {
    guard let step else { return 1 }
    let length =
      crs.isGeographic
      ? crs.ellipsoid.approximateLength(from: p, to: q)
      : ((q.x - p.x) * (q.x - p.x) + (q.y - p.y) * (q.y - p.y)).squareRoot()
    guard length.isFinite, length > step else { return 1 }
    return Int(min((length / step).rounded(.up), 1e6))
  }
}
