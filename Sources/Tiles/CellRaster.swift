import Geometry

/// A layer as a grid of Web Mercator cells, each with the value at its centre: the generalised form
/// of a layer (概化图层) for zooms at which its patches are smaller than a few pixels.
///
/// A cell takes the value at one point, so the cells of a complete layer are complete too, without
/// gaps and overlaps, however small the patches are. Omitting small patches instead would leave the
/// map empty.
public struct CellRaster: Sendable {
  /// The world has 2 to this power cells in each direction.
  public let level: Int
  /// The column and row of the first cell, counted from the north-west corner of the world.
  public let firstColumn: Int
  public let firstRow: Int
  public let columns: Int
  public let rows: Int
  /// Row by row; 0 where there is nothing.
  public private(set) var cells: [UInt16]

  private var crossings: [Crossing] = []

  private struct Crossing: Comparable {
    var row: Int32
    var x: Double

    static func < (a: Crossing, b: Crossing) -> Bool { (a.row, a.x) < (b.row, b.x) }
  }

  private init(level: Int, firstColumn: Int, firstRow: Int, columns: Int, rows: Int) {
    self.level = level
    self.firstColumn = firstColumn
    self.firstRow = firstRow
    self.columns = columns
    self.rows = rows
    cells = [UInt16](repeating: 0, count: columns * rows)
  }

  /// An empty raster over a box of Web Mercator (metres), as fine as the number of cells allows.
  ///
  /// - Parameters:
  ///   - deepest: the finest level, at most 24.
  ///   - most: the maximum number of cells; each takes two bytes.
  public init(over box: Bounds, deepest: Int, most: Int) {
    var level = min(max(deepest, 0), TileCoordinate.deepestZoom)
    func corner(_ x: Double, _ y: Double) -> TileCoordinate {
      TileCoordinate(zoom: level, mercatorX: x, mercatorY: y)
    }
    while level > 0 {
      let (low, high) = (corner(box.minX, box.maxY), corner(box.maxX, box.minY))
      if (high.x - low.x + 1) * (high.y - low.y + 1) <= most { break }
      level -= 1
    }
    let (low, high) = (corner(box.minX, box.maxY), corner(box.maxX, box.minY))
    self.init(
      level: level, firstColumn: low.x, firstRow: low.y, columns: high.x - low.x + 1,
      rows: high.y - low.y + 1)
  }

  /// The value of a cell by its place in the world; 0 outside.
  public subscript(column: Int, row: Int) -> UInt16 {
    let (x, y) = (column - firstColumn, row - firstRow)
    guard x >= 0, x < columns, y >= 0, y < rows else { return 0 }
    return cells[y * columns + x]
  }

  /// Sets the cells whose centres lie in a polygon to its value. Rings may have either orientation
  /// (even-odd rule).
  ///
  /// - Parameter project: converts easting and northing to metres of Web Mercator.
  ///
  /// Complexity: O(*n* + *c* log *c*) for *n* vertices and *c* rows crossed by edges.
  public mutating func fill(
    _ geometry: MultiPolygon, with value: UInt16, project: PolygonTiler.Projection
  ) throws {
    let perMetre = Double(1 << level) / WebMercator.worldWidth
    func place(_ point: GridPoint) throws -> (x: Double, y: Double) {
      let mercator = try project(point.metresX, point.metresY)
      guard mercator.x.isFinite, mercator.y.isFinite else {
        throw PolygonTiler.NotFinite(x: point.metresX, y: point.metresY)
      }
      return (
        (mercator.x + WebMercator.worldWidth / 2) * perMetre - Double(firstColumn),
        (WebMercator.worldWidth / 2 - mercator.y) * perMetre - Double(firstRow)
      )
    }
    for polygon in geometry.polygons {
      crossings.removeAll(keepingCapacity: true)
      for ring in [polygon.exterior] + polygon.holes {
        guard let last = ring.last else { continue }
        var before = try place(last)
        for point in ring {
          let here = try place(point)
          cross(before, here)
          before = here
        }
      }
      paint(value)
    }
  }

  /// Records where an edge crosses the centre lines of the rows. An end on a centre line belongs
  /// only to the edge below it, so a vertex counts once.
  private mutating func cross(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) {
    let (upper, lower) = a.y < b.y ? (a, b) : (b, a)
    let first = max(0, (upper.y - 0.5).rounded(.up))
    let last = min(Double(rows), (lower.y - 0.5).rounded(.up))
    guard first < last else { return }
    let slope = (lower.x - upper.x) / (lower.y - upper.y)
    for row in Int(first)..<Int(last) {
      crossings.append(
        Crossing(row: Int32(row), x: upper.x + (Double(row) + 0.5 - upper.y) * slope))
    }
  }

  private mutating func paint(_ value: UInt16) {
    crossings.sort()
    var index = 0
    while index + 1 < crossings.count {
      let (from, to) = (crossings[index], crossings[index + 1])
      index += 2
      let start = max(0, (from.x - 0.5).rounded(.up))
      let end = min(Double(columns), (to.x - 0.5).rounded(.up))
      guard start < end else { continue }
      let base = Int(from.row) * columns
      for cell in (base + Int(start))..<(base + Int(end)) { cells[cell] = value }
    }
  }

  /// The raster of the next coarser level: each cell has the most frequent value of its four; among
  /// equals, the first.
  public func halved() -> CellRaster {
    let (left, top) = (firstColumn >> 1, firstRow >> 1)
    var result = CellRaster(
      level: level - 1, firstColumn: left, firstRow: top,
      columns: (firstColumn + columns - 1) >> 1 - left + 1,
      rows: (firstRow + rows - 1) >> 1 - top + 1)
    for row in 0..<result.rows {
      for column in 0..<result.columns {
        let (x, y) = ((left + column) * 2, (top + row) * 2)
        let four = (self[x, y], self[x + 1, y], self[x, y + 1], self[x + 1, y + 1])
        result.cells[row * result.columns + column] = CellRaster.majority(four)
      }
    }
    return result
  }

  private static func majority(_ four: (UInt16, UInt16, UInt16, UInt16)) -> UInt16 {
    let (a, b, c, d) = four
    if a == b || a == c || a == d { return a }
    if b == c || b == d { return b }
    if c == d { return c }
    return a
  }

  /// The cells of a tile and of a margin around it, row by row.
  ///
  /// - Parameter margin: in cells.
  /// - Precondition: The tile's zoom is not above ``level``.
  public func window(_ tile: TileCoordinate, margin: Int) -> CellWindow {
    let side = 1 << (level - tile.zoom)
    let width = side + 2 * margin
    var window = CellWindow(
      width: width, height: width, cells: [UInt16](repeating: 0, count: width * width))
    let (left, top) = (tile.x * side - margin, tile.y * side - margin)
    let first = max(0, firstRow - top)
    for y in first..<max(first, min(width, firstRow + rows - top)) {
      for x in 0..<width { window.cells[y * width + x] = self[left + x, top + y] }
    }
    return window
  }
}
