import Geometry

/// A fast projection: exact on a grid over a box, interpolated in between.
///
/// A tile holds up to some hundred thousand vertices in a box of a few kilometres, over which the
/// transformation from the workspace's system to Web Mercator is almost linear. The grid is refined
/// until the interpolation is within `tolerance` in the middle of its cells; where that fails, and
/// outside the box, every point is projected exactly.
public struct ProjectionGrid {
  private let exact: PolygonTiler.Projection
  private let box: Bounds
  private let cells: Int
  private let nodes: [(x: Double, y: Double)]

  /// - Parameters:
  ///   - box: In source coordinates.
  ///   - tolerance: In target units.
  /// - Throws: Errors of the projection inside the box.
  public init(
    over box: Bounds, tolerance: Double, exact: @escaping PolygonTiler.Projection
  ) throws {
    self.exact = exact
    self.box = box
    var found: (cells: Int, nodes: [(x: Double, y: Double)]) = (0, [])
    if box.width > 0, box.height > 0 {
      for cells in [4, 16, 48] {
        let nodes = try ProjectionGrid.nodes(box, cells, exact)
        if try ProjectionGrid.error(nodes, box, cells, exact) <= tolerance {
          found = (cells, nodes)
          break
        }
      }
    }
    cells = found.cells
    nodes = found.nodes
  }

  /// Whether points inside the box are interpolated.
  public var isInterpolating: Bool { cells > 0 }

  /// The position of a point.
  public func project(x: Double, y: Double) throws -> (x: Double, y: Double) {
    guard cells > 0, box.contains(x: x, y: y) else { return try exact(x, y) }
    return ProjectionGrid.interpolate(nodes, box, cells, x, y)
  }

  private static func nodes(
    _ box: Bounds, _ cells: Int, _ exact: PolygonTiler.Projection
  ) throws -> [(x: Double, y: Double)] {
    var nodes: [(x: Double, y: Double)] = []
    nodes.reserveCapacity((cells + 1) * (cells + 1))
    for row in 0...cells {
      let y = box.minY + box.height * Double(row) / Double(cells)
      for column in 0...cells {
        nodes.append(try exact(box.minX + box.width * Double(column) / Double(cells), y))
      }
    }
    return nodes
  }

  /// The largest error in the middle of the cells of the corners, the edges and the centre.
  private static func error(
    _ nodes: [(x: Double, y: Double)], _ box: Bounds, _ cells: Int,
    _ exact: PolygonTiler.Projection
  ) throws -> Double {
    var largest = 0.0
    for row in [0, cells / 2, cells - 1] {
      for column in [0, cells / 2, cells - 1] {
        let x = box.minX + box.width * (Double(column) + 0.5) / Double(cells)
        let y = box.minY + box.height * (Double(row) + 0.5) / Double(cells)
        let truth = try exact(x, y)
        let guess = interpolate(nodes, box, cells, x, y)
        largest = max(largest, abs(truth.x - guess.x), abs(truth.y - guess.y))
      }
    }
    return largest.isFinite ? largest : .infinity
  }

  private static func interpolate(
    _ nodes: [(x: Double, y: Double)], _ box: Bounds, _ cells: Int, _ x: Double, _ y: Double
  ) -> (x: Double, y: Double) {
    let u = (x - box.minX) / box.width * Double(cells)
    let v = (y - box.minY) / box.height * Double(cells)
    let column = min(max(Int(u), 0), cells - 1)
    let row = min(max(Int(v), 0), cells - 1)
    let s = u - Double(column)
    let t = v - Double(row)
    let at = row * (cells + 1) + column
    let a = nodes[at]
    let b = nodes[at + 1]
    let c = nodes[at + cells + 1]
    let d = nodes[at + cells + 2]
    return (
      x: (a.x * (1 - s) + b.x * s) * (1 - t) + (c.x * (1 - s) + d.x * s) * t,
      y: (a.y * (1 - s) + b.y * s) * (1 - t) + (c.y * (1 - s) + d.y * s) * t
    )
  }
}
