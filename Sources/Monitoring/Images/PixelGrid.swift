import Geometry
import Groundwork

/// Square pixels in a projected coordinate system, rows from the north.
public struct PixelGrid: Sendable, Hashable {
  /// The grid's west and north edge, and the side of a pixel, in metres.
  public var west: Double
  public var north: Double
  public var pixel: Double
  public var width: Int
  public var height: Int

  public init(west: Double, north: Double, pixel: Double, width: Int, height: Int) {
    self.west = west
    self.north = north
    self.pixel = pixel
    self.width = width
    self.height = height
  }

  public var count: Int { width * height }
  public var east: Double { west + Double(width) * pixel }
  public var south: Double { north - Double(height) * pixel }

  /// The area of so many pixels, in the plane.
  public func area(_ pixels: Int) -> Area {
    Area(hundredths: Int64((Double(pixels) * pixel * pixel * 100).rounded()))
  }

  /// Which polygon of a list each pixel's centre lies in; `-1` for none, the last one where several hold it.
  ///
  /// - Complexity: O(corners × rows that they reach + pixels).
  public func painted(_ polygons: PolygonSet) -> [Int32] {
    var owner = [Int32](repeating: -1, count: count)
    for index in 0..<polygons.count {
      let shape = polygons.multiPolygon(of: index)
      guard let box = shape.bounds else { continue }
      let first = max(0, Int(((north - box.maxY) / pixel).rounded(.down)))
      let last = min(height - 1, Int(((north - box.minY) / pixel).rounded(.up)))
      guard first <= last else { continue }
      for row in first...last { fill(row, of: shape, with: Int32(index), &owner) }
    }
    return owner
  }

  /// The pixels of a row between every second crossing of the outline.
  private func fill(
    _ row: Int, of shape: MultiPolygon, with index: Int32, _ owner: inout [Int32]
  ) {
    let y = north - (Double(row) + 0.5) * pixel
    var crossings: [Double] = []
    for ring in shape.polygons.lazy.flatMap(\.rings) {
      guard var previous = ring.last else { continue }
      for vertex in ring {
        if (vertex.metresY > y) != (previous.metresY > y) {
          let share = (y - previous.metresY) / (vertex.metresY - previous.metresY)
          crossings.append(previous.metresX + share * (vertex.metresX - previous.metresX))
        }
        previous = vertex
      }
    }
    crossings.sort()
    for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
      let from = max(0, Int(((crossings[pair] - west) / pixel - 0.5).rounded(.up)))
      let to = min(width, Int(((crossings[pair + 1] - west) / pixel - 0.5).rounded(.up)))
      if from < to { for column in from..<to { owner[row * width + column] = index } }
    }
  }
}

/// The bands of an image on a grid.
public struct PixelBands: Sendable {
  public var grid: PixelGrid
  /// Each band by rows.
  public var bands: [[Float]]
  /// Whether the image shows a pixel.
  public var isValid: [Bool]

  public init(grid: PixelGrid, bands: [[Float]], isValid: [Bool]) {
    self.grid = grid
    self.bands = bands
    self.isValid = isValid
  }
}
