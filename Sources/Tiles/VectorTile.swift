/// A vertex in tile units: x to the east, y to the **south**, the tile's north-west corner at (0, 0).
public struct TilePoint: Hashable, Sendable {
  public var x: Int32
  public var y: Int32

  public init(x: Int32, y: Int32) {
    self.x = x
    self.y = y
  }
}

/// One polygon in tile units, its rings open. The exterior has positive area in the sense of the
/// specification (clockwise on the screen), holes negative.
public struct TilePolygon: Hashable, Sendable {
  public var exterior: [TilePoint]
  public var holes: [[TilePoint]]

  public init(exterior: [TilePoint], holes: [[TilePoint]] = []) {
    self.exterior = exterior
    self.holes = holes
  }
}

/// An attribute value of a tile feature.
public enum TileValue: Hashable, Sendable {
  case text(String)
  case integer(Int64)
  case real(Double)
}

/// One layer of a Mapbox Vector Tile, written feature by feature.
///
/// Follows version 2.1 of the Mapbox Vector Tile Specification. Only what Zhitu shows is supported:
/// polygons with an id.
public struct VectorTileLayer: Sendable {
  public let name: String
  /// Tile units along a side.
  public let extent: Int
  public private(set) var featureCount = 0

  private var features = ProtobufWriter()
  private var keys: [String] = []
  private var keyIndex: [String: UInt32] = [:]
  private var values: [TileValue] = []
  private var valueIndex: [TileValue: UInt32] = [:]

  public init(name: String, extent: Int = 4096) {
    self.name = name
    self.extent = extent
  }

  /// Adds a feature. One without a polygon is left out, as the specification demands.
  public mutating func append(
    id: UInt64?, polygons: [TilePolygon], attributes: [(key: String, value: TileValue)]
  ) {
    guard !polygons.isEmpty else { return }
    var feature = ProtobufWriter()
    if let id { feature.field(1, varint: id) }
    var tags: [UInt32] = []
    tags.reserveCapacity(attributes.count * 2)
    for (key, value) in attributes {
      tags.append(index(ofKey: key))
      tags.append(index(ofValue: value))
    }
    if !tags.isEmpty { feature.field(2, packed: tags) }
    feature.field(3, varint: 3)
    feature.field(4, packed: VectorTileLayer.commands(polygons))
    features.field(2, bytes: feature.bytes)
    featureCount += 1
  }

  private mutating func index(ofKey key: String) -> UInt32 {
    if let index = keyIndex[key] { return index }
    let index = UInt32(keys.count)
    keys.append(key)
    keyIndex[key] = index
    return index
  }

  private mutating func index(ofValue value: TileValue) -> UInt32 {
    if let index = valueIndex[value] { return index }
    let index = UInt32(values.count)
    values.append(value)
    valueIndex[value] = index
    return index
  }

  private static func commands(_ polygons: [TilePolygon]) -> [UInt32] {
    var result: [UInt32] = []
    var cursor = TilePoint(x: 0, y: 0)
    func step(to point: TilePoint) {
      result.append(ProtobufWriter.zigzag(point.x - cursor.x))
      result.append(ProtobufWriter.zigzag(point.y - cursor.y))
      cursor = point
    }
    for polygon in polygons {
      for ring in [polygon.exterior] + polygon.holes {
        guard let first = ring.first else { continue }
        result.append(1 << 3 | 1)
        step(to: first)
        result.append(UInt32(ring.count - 1) << 3 | 2)
        for point in ring.dropFirst() { step(to: point) }
        result.append(1 << 3 | 7)
      }
    }
    return result
  }

  /// The layer as the body of a `Layer` message.
  var message: [UInt8] {
    var layer = ProtobufWriter()
    layer.field(15, varint: 2)
    layer.field(1, bytes: name.utf8)
    var bytes = layer.bytes + features.bytes
    var tail = ProtobufWriter()
    for key in keys { tail.field(3, bytes: key.utf8) }
    for value in values {
      var body = ProtobufWriter()
      switch value {
      case .text(let text): body.field(1, bytes: text.utf8)
      case .real(let number): body.field(3, double: number)
      case .integer(let number) where number < 0:
        body.field(6, varint: ProtobufWriter.zigzag(number))
      case .integer(let number): body.field(5, varint: UInt64(number))
      }
      tail.field(4, bytes: body.bytes)
    }
    tail.field(5, varint: UInt64(extent))
    bytes += tail.bytes
    return bytes
  }
}

/// A Mapbox Vector Tile (矢量瓦片) of any number of layers.
public enum VectorTile {
  /// The bytes of the tile, not compressed. Layers without a feature are left out.
  public static func encode(_ layers: [VectorTileLayer]) -> [UInt8] {
    var tile = ProtobufWriter()
    for layer in layers where layer.featureCount > 0 { tile.field(3, bytes: layer.message) }
    return tile.bytes
  }
}
