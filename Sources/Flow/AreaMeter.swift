import Geodesy
import Geometry
import Groundwork
import Overlay

/// Measures areas in one coordinate system: in the plane, by the national formula and on the
/// ellipsoid.
public struct AreaMeter: Sendable {
  public let crs: CoordinateReferenceSystem
  private let officialArea: OfficialArea
  private let geodesicArea: GeodesicArea
  private let scale: ArealScale

  public init(_ crs: CoordinateReferenceSystem) throws {
    self.crs = crs
    officialArea = try OfficialArea(crs)
    geodesicArea = try GeodesicArea(crs)
    scale = try ArealScale(crs)
  }

  /// The national ellipsoid area (图斑椭球面积), rounded to 0.01 m² once for the whole feature.
  public func official(_ geometry: MultiPolygon) throws -> Area { try area(geometry, .official) }

  /// The area in the plane, rounded half up to 0.01 m².
  public func planar(_ geometry: MultiPolygon) throws -> Area { try area(geometry, .planar) }

  /// The area in the asked sense.
  public func area(_ geometry: MultiPolygon, _ kind: AreaKind) throws -> Area {
    var rings = RingBuffer()
    rings.append(geometry)
    return try area(rings, kind)
  }

  /// The area of the rings that a reader has just filled, in the asked sense.
  public func area(_ rings: RingBuffer, _ kind: AreaKind) throws -> Area {
    var total = 0.0
    var ring = 0
    var first = 0
    for polygonEnd in rings.polygonEnds {
      var isOuter = true
      while ring < polygonEnd {
        let start = first
        let count = rings.ringEnds[ring] - start
        if count >= 3 {
          let area =
            switch kind {
            case .official:
              officialArea.squareMetres(count: count) {
                (rings.points[start + $0].metresX, rings.points[start + $0].metresY)
              }
            case .planar:
              MultiPolygon(Polygon(Array(rings.points[start..<start + count]))).planarSquareMetres
            }
          total += isOuter ? area : -area
        }
        first = rings.ringEnds[ring]
        ring += 1
        isOuter = false
      }
    }
    guard let area = Area(roundingSquareMetres: total) else { throw notMeasured }
    return area
  }

  /// The geodesic area in m² of the polygon whose edges are straight in the plane.
  public func geodesic(_ geometry: MultiPolygon) -> Double {
    var total = 0.0
    for polygon in geometry.polygons {
      for (index, ring) in polygon.rings.enumerated() where ring.count >= 3 {
        let area = geodesicArea.squareMetres(count: ring.count) {
          (ring[$0].metresX, ring[$0].metresY)
        }
        total += index == 0 ? area : -area
      }
    }
    return total
  }

  /// True area per planar area, for the overlay of pieces; `nil` for planar areas.
  public func density(_ kind: AreaKind) -> (any ArealDensity)? {
    kind == .official ? ScaleDensity(scale: scale) : nil
  }

  private var notMeasured: Diagnostic {
    Diagnostic(
      code: "area.not-a-number",
      Localized(
        zh: "无法在坐标系“\(crs.name)”中计算面积：坐标超出其适用范围。",
        en: "No area can be computed in ‘\(crs.name)’: the coordinates lie outside it."),
      remedy: Localized(
        zh: "核对图层坐标系，或用 --crs 指定正确的坐标系。",
        en: "Check the layer's coordinate system, or give the right one with --crs."))
  }
}

/// The areal scale of a projection as the overlay kernel wants it.
private struct ScaleDensity: ArealDensity {
  let scale: ArealScale

  func expansion(x: Double, y: Double) -> DensityExpansion {
    let found = scale.expansion(x: x, y: y)
    return DensityExpansion(
      value: found.m, x: found.mx, y: found.my, xx: found.mxx, xy: found.mxy, yy: found.myy)
  }
}
