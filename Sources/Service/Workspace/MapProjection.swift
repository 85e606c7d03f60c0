import Foundation
import Geodesy
import Geometry
import Tiles

/// Converts coordinates of the workspace to those of the map and back.
struct MapProjection: Sendable {
  private let toMercator: Transformer
  private let fromMercator: Transformer
  private let toDegrees: Transformer
  private let fromDegrees: Transformer

  init(_ crs: CoordinateReferenceSystem) throws {
    let mercator = try CoordinateReferenceSystem("EPSG:3857")
    toMercator = try Transformer(from: crs, to: mercator)
    fromMercator = try Transformer(from: mercator, to: crs)
    let degrees = try CoordinateReferenceSystem("EPSG:4326")
    toDegrees = try Transformer(from: crs, to: degrees)
    fromDegrees = try Transformer(from: degrees, to: crs)
  }

  func mercator(x: Double, y: Double) throws -> (x: Double, y: Double) {
    try toMercator.transform(x: x, y: y)
  }

  func degrees(x: Double, y: Double) throws -> (x: Double, y: Double) {
    try toDegrees.transform(x: x, y: y)
  }

  /// The box in degrees around a box of the workspace: west, south, east, north.
  func degrees(_ box: Bounds) throws -> [Double] {
    let image = try MapProjection.image(of: box) { try degrees(x: $0, y: $1) }
    return [image.minX, image.minY, image.maxX, image.maxY]
  }

  func mercator(_ box: Bounds) throws -> Bounds {
    try MapProjection.image(of: box) { try mercator(x: $0, y: $1) }
  }

  /// The box of the workspace around a box of Web Mercator.
  func workspace(_ box: Bounds) throws -> Bounds {
    try MapProjection.image(of: box) { try fromMercator.transform(x: $0, y: $1) }
  }

  /// The box of the workspace around a box in degrees.
  func workspace(degrees box: Bounds) throws -> Bounds {
    try MapProjection.image(of: box) { try fromDegrees.transform(x: $0, y: $1) }
  }

  /// The box around the image of a box, taken along its edges, which the projection bends.
  private static func image(
    of box: Bounds, _ project: (Double, Double) throws -> (x: Double, y: Double)
  ) throws -> Bounds {
    let steps = 16
    var image: Bounds?
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      let x = box.minX + box.width * share
      let y = box.minY + box.height * share
      for (px, py) in [(x, box.minY), (x, box.maxY), (box.minX, y), (box.maxX, y)] {
        let point = try project(px, py)
        let dot = Bounds(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y)
        image = image?.union(dot) ?? dot
      }
    }
    return image ?? box
  }
}
