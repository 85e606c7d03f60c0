import Geometry

/// Converts metres to drawing units: north is up, with one scale in both directions.
struct MapFrame: Sendable {
  /// What the frame shows, in metres.
  let view: Bounds
  /// The frame's upper left corner and size in drawing units.
  let x: Double
  let y: Double
  let width: Double
  let height: Double

  /// A frame of the given width that shows the box, with the height that the box needs.
  init(showing view: Bounds, x: Double, y: Double, width: Double) {
    self.view = view
    self.x = x
    self.y = y
    self.width = width
    height = view.width > 0 ? width * view.height / view.width : width
  }

  /// Drawing units for one metre.
  var scale: Double { view.width > 0 ? width / view.width : 1 }

  func point(_ east: Double, _ north: Double) -> (x: Double, y: Double) {
    (x + (east - view.minX) * scale, y + (view.maxY - north) * scale)
  }

  /// Steps of the drawing grid in one drawing unit: fine enough for print, coarse enough to keep
  /// thousands of patches small.
  static let steps = 4.0

  /// The shapes as path data in grid steps of ``steps``. All vertices are snapped to the same grid,
  /// so neighbours keep their common border; rings that collapse are left out.
  func path(_ shapes: [MultiPolygon]) -> String {
    var data = ""
    for polygon in shapes.lazy.flatMap(\.polygons) {
      for ring in polygon.rings { append(ring, to: &data) }
    }
    return data
  }

  private func append(_ ring: [GridPoint], to data: inout String) {
    var points: [(x: Int, y: Int)] = []
    for vertex in ring {
      let place = point(vertex.metresX, vertex.metresY)
      let next = (
        x: Int((place.x * MapFrame.steps).rounded()), y: Int((place.y * MapFrame.steps).rounded())
      )
      if let last = points.last, last == next { continue }
      points.append(next)
    }
    if let first = points.first, let last = points.last, points.count > 1, first == last {
      points.removeLast()
    }
    guard points.count > 2, let start = points.first else { return }
    data += "M\(start.x) \(start.y)l"
    var previous = start
    var isFirst = true
    for next in points.dropFirst() {
      let (dx, dy) = (next.x - previous.x, next.y - previous.y)
      data += isFirst || dx < 0 ? "\(dx)" : " \(dx)"
      data += dy < 0 ? "\(dy)" : " \(dy)"
      previous = next
      isFirst = false
    }
    data += "z"
  }

  /// A round length for a scale bar (比例尺) that takes at most the given share of the width, in metres.
  func scaleBarMetres(share: Double = 0.22) -> Double {
    let most = max(view.width * share, 1e-6)
    var decade = 1.0
    while decade * 10 <= most { decade *= 10 }
    while decade > most { decade /= 10 }
    return [5.0, 2.0, 1.0].map { $0 * decade }.first { $0 <= most } ?? decade
  }
}
