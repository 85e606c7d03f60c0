import Geometry
import Groundwork

/// A piece of the flow ledger (地类流向台账) that backs units of quota.
public struct GroundPiece: Hashable, Sendable, Codable {
  /// Its number in the flow ledger or the acceptance survey; unique in its lot.
  public var id: String
  /// Polygons, each a list of rings (the first outside, the others holes), each a list of
  /// eastings and northings by turns in steps of 0.1 mm of the book's coordinate system.
  public var polygons: [[[Int64]]]
  /// The official area.
  public var area: Area
  /// The land classes before and after.
  public var from: String
  public var to: String
  public var isPaddy: Bool
  /// The quality grade, where there is one.
  public var grade: Int?
  /// The standard yield in kg a 亩 a year; 0 for kinds without capacity.
  public var yield: Int64

  public init(
    id: String, polygons: [[[Int64]]], area: Area, from: String, to: String, isPaddy: Bool = false,
    grade: Int? = nil, yield: Int64 = 0
  ) {
    self.id = id
    self.polygons = polygons
    self.area = area
    self.from = from
    self.to = to
    self.isPaddy = isPaddy
    self.grade = grade
    self.yield = yield
  }

  public init(
    id: String, _ geometry: MultiPolygon, area: Area, from: String, to: String,
    isPaddy: Bool = false, grade: Int? = nil, yield: Int64 = 0
  ) {
    self.init(
      id: id, polygons: GroundPiece.numbers(of: geometry), area: area, from: from, to: to,
      isPaddy: isPaddy, grade: grade, yield: yield)
  }

  /// A geometry as ``polygons``.
  static func numbers(of geometry: MultiPolygon) -> [[[Int64]]] {
    geometry.polygons.map { polygon in
      polygon.rings.map { ring in ring.flatMap { [$0.x, $0.y] } }
    }
  }

  public var geometry: MultiPolygon { GroundPiece.geometry(of: polygons) }

  static func geometry(of polygons: [[[Int64]]]) -> MultiPolygon {
    MultiPolygon(
      polygons.compactMap { rings in
        let lists = rings.map { numbers in
          stride(from: 0, to: numbers.count - 1, by: 2).map {
            GridPoint(x: numbers[$0], y: numbers[$0 + 1])
          }
        }
        guard let exterior = lists.first else { return nil }
        return Polygon(exterior, holes: Array(lists.dropFirst()))
      })
  }

  /// What it is good for: its area, all of it paddy or none, and its capacity rounded half up to a kg.
  ///
  /// Capacity = area × yield; 1 亩 = 2000/3 m² (BAL-05).
  public var amounts: QuotaAmounts {
    let product = Int128(area.hundredths) * Int128(yield) * 3
    return QuotaAmounts(
      quantity: area, paddy: isPaddy ? area : .zero,
      capacity: Int64((product + 100_000) / 200_000))
  }

  /// Of a geometry that the kernel can take: rings of three points or more, on the grid.
  var isWellFormed: Bool {
    let limit = Int64(GridPoint.limit * GridPoint.stepsPerMetre)
    return !polygons.isEmpty
      && polygons.allSatisfy { rings in
        !rings.isEmpty
          && rings.allSatisfy { ring in
            ring.count >= 6 && ring.count % 2 == 0
              && ring.allSatisfy { $0.magnitude <= UInt64(limit) }
          }
      }
  }
}
