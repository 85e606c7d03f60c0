import Groundwork

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The density of ellipsoidal area: how many m² of the ellipsoid lie under one m² of the plane, as a
/// smooth function of the place.
///
/// For transverse Mercator the factor is 1/m² with the point scale m from Krüger's series; for other
/// projections it comes from differences of PROJ's inverse, to about 10⁻⁹; in a geographic system it
/// is m² per square degree.
/// May be used from several threads.
public struct ArealScale: Sendable {
  public let crs: CoordinateReferenceSystem
  private let method: Method

  private enum Method: Sendable {
    case krueger(Krueger)
    case geographic(Ellipsoid)
    case proj(places: ProjPool, Ellipsoid, unitsPerMetre: Double)
  }

  /// The value of the density at a point and its derivatives by x and y, per m and per m².
  public struct Expansion: Hashable, Sendable {
    public var m: Double
    public var mx: Double
    public var my: Double
    public var mxx: Double
    public var mxy: Double
    public var myy: Double

    public init(m: Double, mx: Double, my: Double, mxx: Double, mxy: Double, myy: Double) {
      self.m = m
      self.mx = mx
      self.my = my
      self.mxx = mxx
      self.mxy = mxy
      self.myy = myy
    }

    /// The density at an offset from the point of expansion, to second order.
    public func value(dx: Double, dy: Double) -> Double {
      m + mx * dx + my * dy + mxx * dx * dx / 2 + mxy * dx * dy + myy * dy * dy / 2
    }
  }

  /// Throws `crs.no-transformation` if PROJ cannot invert the projection.
  public init(_ crs: CoordinateReferenceSystem) throws {
    self.crs = crs
    if let projection = crs.transverseMercator {
      method = .krueger(Krueger(projection))
    } else if crs.isGeographic {
      method = .geographic(crs.ellipsoid)
    } else {
      method = .proj(
        places: try ProjPool { try ProjSession.transformation(from: crs, to: .ownGeographic) },
        crs.ellipsoid, unitsPerMetre: 1 / crs.metresPerUnit)
    }
  }

  /// Ellipsoidal area per planar area at a point in metres (degrees in a geographic system). NaN
  /// outside the projection.
  public func factor(x: Double, y: Double) -> Double {
    switch method {
    case .krueger(let krueger):
      let scale = krueger.pointScale(x: x, y: y)
      return 1 / (scale * scale)
    case .geographic(let ellipsoid):
      return ellipsoid.squareMetresPerSquareDegree(latitude: y)
    case .proj(let places, let ellipsoid, let unitsPerMetre):
      let found = try? places.withSession { session in
        ArealScale.factor(x: x, y: y, ellipsoid) { x, y in
          session.transform(x: x * unitsPerMetre, y: y * unitsPerMetre)
        }
      }
      return (found ?? nil) ?? .nan
    }
  }

  /// The Jacobian of the way from the plane to the ellipsoid, by central differences.
  ///
  /// PROJ's own factors would do, but they set up a transformation for every single point of a CRS.
  private static func factor(
    x: Double, y: Double, _ ellipsoid: Ellipsoid,
    place: (Double, Double) -> (x: Double, y: Double)?
  ) -> Double? {
    let h = 100.0
    guard let centre = place(x, y), let east = place(x + h, y), let west = place(x - h, y),
      let north = place(x, y + h), let south = place(x, y - h)
    else { return nil }
    // Across the 180th meridian longitudes jump by a whole turn.
    let eastLongitude = remainder(east.x - west.x, 360) / (2 * h)
    let northLongitude = remainder(north.x - south.x, 360) / (2 * h)
    let eastLatitude = (east.y - west.y) / (2 * h)
    let northLatitude = (north.y - south.y) / (2 * h)
    let jacobian = eastLongitude * northLatitude - northLongitude * eastLatitude
    return abs(jacobian) * ellipsoid.squareMetresPerSquareDegree(latitude: centre.y)
  }

  /// The density and its first two derivatives at a point.
  ///
  /// Central differences over ``differenceStep``: the error of rounding and of the step is below
  /// 10⁻⁶ of the second derivative for transverse Mercator, and below 1 % where PROJ gives the scale.
  public func expansion(x: Double, y: Double) -> Expansion {
    let h = differenceStep
    let centre = factor(x: x, y: y)
    let east = factor(x: x + h, y: y)
    let west = factor(x: x - h, y: y)
    let north = factor(x: x, y: y + h)
    let south = factor(x: x, y: y - h)
    let mixed =
      factor(x: x + h, y: y + h) - factor(x: x + h, y: y - h)
      - factor(x: x - h, y: y + h) + factor(x: x - h, y: y - h)
    return Expansion(
      m: centre, mx: (east - west) / (2 * h), my: (north - south) / (2 * h),
      mxx: ((east - centre) - (centre - west)) / (h * h), mxy: mixed / (4 * h * h),
      myy: ((north - centre) - (centre - south)) / (h * h))
  }

  /// The step of ``expansion(x:y:)``: 2 km for transverse Mercator, 10 km where the factor is itself a
  /// difference quotient, 0.01° in a geographic system.
  public var differenceStep: Double {
    switch method {
    case .krueger: 2000
    case .geographic: 0.01
    case .proj: 10_000
    }
  }
}

extension Ellipsoid {
  /// M N cos φ (π/180)²: the area of one square degree at a latitude in degrees.
  func squareMetresPerSquareDegree(latitude: Double) -> Double {
    let radians = Double.pi / 180
    let phi = latitude * radians
    let w2 = 1 - eccentricitySquared * sin(phi) * sin(phi)
    return semiMajorAxis * semiMajorAxis * (1 - eccentricitySquared) / (w2 * w2) * cos(phi)
      * radians * radians
  }

  /// The length in metres of a short edge between two places in degrees, to about 1 %.
  func approximateLength(
    from p: (x: Double, y: Double), to q: (x: Double, y: Double)
  ) -> Double {
    let radians = Double.pi / 180
    let dx = (q.x - p.x) * cos((p.y + q.y) / 2 * radians)
    let dy = q.y - p.y
    return (dx * dx + dy * dy).squareRoot() * radians * semiMajorAxis
  }
}
