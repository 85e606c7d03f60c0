import Geometry

/// How much detail a tile keeps.
public struct TileDetail: Hashable, Sendable {
  /// Tile units along a side.
  public var extent = 4096
  /// How many tile units geometry extends beyond the tile on each side, so that outlines along the
  /// edge of a tile are drawn outside it.
  public var buffer = 64
  /// From this zoom on every patch is drawn with every vertex, however small it is.
  public var fullZoom = 14
  /// Below ``fullZoom``: the grid in tile units to which vertices are moved. Half a screen pixel.
  public var coarseStep = 4
  /// Below ``fullZoom``: patches smaller than this many tile units² are left out. Half a screen
  /// pixel².
  public var smallestArea = 32.0

  public init() {}
}

/// Converts polygons of the workspace to polygons of one tile: projection, clipping, rounding,
/// orientation.
///
/// Limits: edges are straight lines in the workspace's coordinate system and drawn as straight
/// lines in Web Mercator, which moves the middle of an edge by less than a tile unit for edges up
/// to some kilometres. Rounding may make a thin ring touch itself; renderers fill it nevertheless.
/// Clipping is described at `RingClipper`.
public struct PolygonTiler {
  public enum Outcome: Hashable, Sendable {
    case drawn([TilePolygon])
    /// Nothing of it lies in the tile.
    case outside
    /// It lies in the tile but is too small for the zoom; only below ``TileDetail/fullZoom``.
    case tooSmall
  }

  /// The projection gave no finite position for a point of the workspace (metres).
  public struct NotFinite: Error, Hashable {
    public var x: Double
    public var y: Double
  }

  public typealias Projection = (_ x: Double, _ y: Double) throws -> (x: Double, y: Double)

  public let tile: TileCoordinate
  public let detail: TileDetail
  private let toMercator: Projection
  private let clipper: RingClipper
  private let west: Double
  private let north: Double
  private let unitsPerMetre: Double

  /// `toMercator` turns easting and northing of the workspace into metres of Web Mercator.
  public init(
    tile: TileCoordinate, detail: TileDetail = TileDetail(),
    toMercator: @escaping Projection
  ) {
    self.tile = tile
    self.detail = detail
    self.toMercator = toMercator
    clipper = RingClipper(
      low: -Double(detail.buffer), high: Double(detail.extent + detail.buffer))
    west = tile.mercatorBounds.minX
    north = tile.mercatorBounds.maxY
    unitsPerMetre = Double(detail.extent) / tile.width
  }

  /// The square in metres of Web Mercator from which geometry is taken: the tile and its buffer.
  public var reach: Bounds {
    tile.mercatorBounds.padded(by: tile.width * Double(detail.buffer) / Double(detail.extent))
  }

  /// The polygons of one feature in tile units. Throws ``NotFinite`` and errors of the projection.
  public func place(_ geometry: MultiPolygon) throws -> Outcome {
    let isFull = tile.zoom >= detail.fullZoom
    let step = isFull ? 1.0 : Double(detail.coarseStep)
    var drawn: [TilePolygon] = []
    var lostInside: FinePoint?
    for polygon in geometry.polygons where polygon.exterior.count >= 3 {
      let whole = try units(polygon.exterior)
      let clipped = clipper.clip(whole)
      guard clipped.count >= 3 else { continue }
      let isLarge = isFull || fineArea(whole) >= detail.smallestArea
      let exterior = isLarge ? RingRounding.round(clipped, step: step) : []
      guard exterior.count >= 3, RingRounding.doubledArea(exterior) != 0 else {
        if lostInside == nil { lostInside = whole.first(where: isInTile) }
        continue
      }
      var holes: [[TilePoint]] = []
      for hole in polygon.holes where hole.count >= 3 {
        let ring = RingRounding.round(clipper.clip(try units(hole)), step: step)
        let area = RingRounding.doubledArea(ring)
        if area != 0 { holes.append(area > 0 ? ring.reversed() : ring) }
      }
      let isWound = RingRounding.doubledArea(exterior) > 0
      drawn.append(
        TilePolygon(exterior: isWound ? exterior : exterior.reversed(), holes: holes))
    }
    if !drawn.isEmpty { return .drawn(drawn) }
    guard let lostInside else { return .outside }
    return isFull ? .drawn([smallestTriangle(at: lostInside)]) : .tooSmall
  }

  private func units(_ ring: [GridPoint]) throws -> [FinePoint] {
    var result: [FinePoint] = []
    result.reserveCapacity(ring.count)
    for point in ring {
      let mercator = try toMercator(point.metresX, point.metresY)
      guard mercator.x.isFinite, mercator.y.isFinite else {
        throw NotFinite(x: point.metresX, y: point.metresY)
      }
      result.append(
        FinePoint(
          x: (mercator.x - west) * unitsPerMetre, y: (north - mercator.y) * unitsPerMetre))
    }
    return result
  }

  private func isInTile(_ point: FinePoint) -> Bool {
    let side = Double(detail.extent)
    return point.x >= 0 && point.x < side && point.y >= 0 && point.y < side
  }

  /// Replaces a patch thinner than a tile unit, so that it can still be seen and clicked.
  private func smallestTriangle(at point: FinePoint) -> TilePolygon {
    let x = Int32(point.x)
    let y = Int32(point.y)
    return TilePolygon(
      exterior: [TilePoint(x: x, y: y), TilePoint(x: x + 1, y: y), TilePoint(x: x, y: y + 1)])
  }

  private func fineArea(_ ring: [FinePoint]) -> Double {
    guard let origin = ring.first, var previous = ring.last else { return 0 }
    var doubled = 0.0
    for point in ring {
      doubled +=
        (previous.x - origin.x) * (point.y - origin.y)
        - (point.x - origin.x) * (previous.y - origin.y)
      previous = point
    }
    return abs(doubled) / 2
  }
}
