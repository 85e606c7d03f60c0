import Geometry

/// The address of a map tile (瓦片) in the usual web scheme: `y` counts from the north.
public struct TileCoordinate: Hashable, Sendable {
  public var zoom: Int
  public var x: Int
  public var y: Int

  /// The deepest zoom that has an address here.
  public static let deepestZoom = 24

  /// `nil` if there is no such tile.
  public init?(zoom: Int, x: Int, y: Int) {
    guard (0...TileCoordinate.deepestZoom).contains(zoom) else { return nil }
    let count = 1 << zoom
    guard (0..<count).contains(x), (0..<count).contains(y) else { return nil }
    self.zoom = zoom
    self.x = x
    self.y = y
  }

  /// The tile that holds a point of Web Mercator (EPSG:3857, metres); points beyond the edge of
  /// the square world go to the nearest tile.
  public init(zoom: Int, mercatorX: Double, mercatorY: Double) {
    let level = min(max(zoom, 0), TileCoordinate.deepestZoom)
    let count = 1 << level
    let side = WebMercator.worldWidth / Double(count)
    self.zoom = level
    x = TileCoordinate.step((mercatorX + WebMercator.worldWidth / 2) / side, count)
    y = TileCoordinate.step((WebMercator.worldWidth / 2 - mercatorY) / side, count)
  }

  private static func step(_ position: Double, _ count: Int) -> Int {
    guard position > 0 else { return 0 }
    return position < Double(count) ? Int(position) : count - 1
  }

  /// The length of a side in metres of Web Mercator.
  public var width: Double { WebMercator.worldWidth / Double(1 << zoom) }

  /// The tile's square in metres of Web Mercator.
  public var mercatorBounds: Bounds {
    let west = Double(x) * width - WebMercator.worldWidth / 2
    let north = WebMercator.worldWidth / 2 - Double(y) * width
    return Bounds(minX: west, minY: north - width, maxX: west + width, maxY: north)
  }
}

/// Constants and formulas of the Web Mercator projection (EPSG:3857).
public enum WebMercator {
  /// The radius of its sphere in metres, the semi-major axis of WGS 84.
  public static let radius = 6_378_137.0
  /// The side of the square world in metres.
  public static let worldWidth = 2 * Double.pi * radius
}
