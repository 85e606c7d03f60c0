/// A rectangle of cells that is converted to polygons.
public struct CellWindow: Sendable, Equatable {
  public var width: Int
  public var height: Int
  /// Row by row; 0 where there is nothing.
  public var cells: [UInt16]

  public init(width: Int, height: Int, cells: [UInt16]) {
    precondition(cells.count == width * height, "a window needs a value for each cell")
    self.width = width
    self.height = height
    self.cells = cells
  }

  /// The polygons of every value but 0: cells that share a side and a value are one polygon.
  ///
  /// - Parameters:
  ///   - origin: the place of the window's corner in tile units.
  ///   - size: the side of a cell in tile units.
  /// - Returns: by value, in the order of the values; together they cover exactly the cells of the
  ///   value.
  ///
  /// Complexity: O(*n*) for *n* cells.
  public func polygons(origin: TilePoint, size: Int32) -> [(value: UInt16, polygons: [TilePolygon])]
  {
    let labels = labels()
    var outlines = OutlineTracer(window: self, labels: labels.of)
    var found = [TilePolygon?](repeating: nil, count: labels.values.count)
    for cell in cells.indices where cells[cell] != 0 {
      for side in 0..<4 where outlines.isOpen(cell, side) {
        let ring = outlines.trace(cell, side).map {
          TilePoint(x: origin.x + $0.x * size, y: origin.y + $0.y * size)
        }
        let label = Int(labels.of[cell])
        // The first side found is the upper side of the topmost cell, so it is on the outer ring.
        if found[label] == nil {
          found[label] = TilePolygon(exterior: ring)
        } else {
          found[label]?.holes.append(ring)
        }
      }
    }
    var byValue: [UInt16: [TilePolygon]] = [:]
    for (label, polygon) in found.enumerated() {
      if let polygon { byValue[labels.values[label], default: []].append(polygon) }
    }
    return byValue.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Labels the connected areas of cells.
  private func labels() -> (of: [Int32], values: [UInt16]) {
    var of = [Int32](repeating: -1, count: cells.count)
    var values: [UInt16] = []
    var stack: [Int] = []
    for start in cells.indices where of[start] < 0 && cells[start] != 0 {
      let label = Int32(values.count)
      let value = cells[start]
      values.append(value)
      of[start] = label
      stack.append(start)
      while let cell = stack.popLast() {
        let (x, y) = (cell % width, cell / width)
        func visit(_ next: Int) {
          guard of[next] < 0, cells[next] == value else { return }
          of[next] = label
          stack.append(next)
        }
        if x > 0 { visit(cell - 1) }
        if x < width - 1 { visit(cell + 1) }
        if y > 0 { visit(cell - width) }
        if y < height - 1 { visit(cell + width) }
      }
    }
    return (of, values)
  }
}

/// Traces the outlines of areas of cells with the inside on the right.
///
/// The sides of a cell are numbered clockwise from the upper one; a side is traced east, south,
/// west or north. Two areas of one value that touch only at a corner stay separate.
private struct OutlineTracer {
  private let window: CellWindow
  private let labels: [Int32]
  /// One bit for each side of each cell that was traced.
  private var walked: [UInt8]

  private static let steps = [(x: 1, y: 0), (x: 0, y: 1), (x: -1, y: 0), (x: 0, y: -1)]

  init(window: CellWindow, labels: [Int32]) {
    self.window = window
    self.labels = labels
    walked = [UInt8](repeating: 0, count: labels.count)
  }

  /// Whether the side lies on an outline that was not traced yet.
  func isOpen(_ cell: Int, _ side: Int) -> Bool {
    let outward = OutlineTracer.steps[(side + 3) % 4]
    return walked[cell] & (1 << side) == 0 && neighbour(cell, outward) == nil
  }

  /// The cell beside another one, if both belong to the same area.
  private func neighbour(_ cell: Int, _ step: (x: Int, y: Int)) -> Int? {
    let (x, y) = (cell % window.width + step.x, cell / window.width + step.y)
    guard x >= 0, x < window.width, y >= 0, y < window.height else { return nil }
    let next = y * window.width + x
    return labels[next] == labels[cell] ? next : nil
  }

  /// The corners of the outline, open, in cells from the window's corner.
  mutating func trace(_ cell: Int, _ side: Int) -> [TilePoint] {
    var ring: [TilePoint] = []
    var (here, heading) = (cell, side)
    repeat {
      walked[here] |= 1 << heading
      let ahead = OutlineTracer.steps[heading]
      let outward = OutlineTracer.steps[(heading + 3) % 4]
      guard let next = neighbour(here, ahead) else {
        ring.append(corner(here, heading))
        heading = (heading + 1) % 4
        continue
      }
      if let beyond = neighbour(next, outward) {
        ring.append(corner(here, heading))
        here = beyond
        heading = (heading + 3) % 4
      } else {
        here = next
      }
    } while here != cell || heading != side
    return ring
  }

  /// The corner at the end of a side.
  private func corner(_ cell: Int, _ side: Int) -> TilePoint {
    let (x, y) = (Int32(cell % window.width), Int32(cell / window.width))
    switch side {
    case 0: return TilePoint(x: x + 1, y: y)
    case 1: return TilePoint(x: x + 1, y: y + 1)
    case 2: return TilePoint(x: x, y: y + 1)
    default: return TilePoint(x: x, y: y)
    }
  }
}
