import Geometry

/// Unit squares of a lattice: the ground whose area can be counted.
struct CellSet {
  struct Cell: Hashable {
    var x: Int
    var y: Int
  }

  var cells: Set<Cell> = []

  /// Cells at random within a square of `side`, as often as `share` says.
  static func random(_ random: inout SplitMix, side: Int, share: Double) -> CellSet {
    var set = CellSet()
    for y in 0..<side {
      for x in 0..<side where Double.random(in: 0..<1, using: &random) < share {
        set.cells.insert(Cell(x: x, y: y))
      }
    }
    return set
  }

  /// A band that winds around the origin.
  static func spiral(legs: Int, width: Int, gap: Int) -> CellSet {
    var set = CellSet()
    var at = Cell(x: 0, y: 0)
    var step = Cell(x: 1, y: 0)
    for leg in 0..<legs {
      for _ in 0..<(leg / 2 + 1) * (width + gap) {
        at = Cell(x: at.x + step.x, y: at.y + step.y)
        for dx in 0..<width {
          for dy in 0..<width { set.cells.insert(Cell(x: at.x + dx, y: at.y + dy)) }
        }
      }
      step = Cell(x: -step.y, y: step.x)
    }
    return set
  }

  func intersection(_ other: CellSet) -> CellSet {
    CellSet(cells: cells.intersection(other.cells))
  }

  /// The connected groups of cells.
  private var components: [Set<Cell>] {
    var left = cells
    var found: [Set<Cell>] = []
    for seed in cells.sorted(by: { ($0.y, $0.x) < ($1.y, $1.x) }) where left.remove(seed) != nil {
      var group: Set<Cell> = [seed]
      var open = [seed]
      while let cell = open.popLast() {
        for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
          let next = Cell(x: cell.x + dx, y: cell.y + dy)
          if left.remove(next) != nil {
            group.insert(next)
            open.append(next)
          }
        }
      }
      found.append(group)
    }
    return found
  }

  /// The border of the cells: a polygon with its holes for each group of cells. Rings that meet in
  /// a corner touch there. With `keepingAll`, corners of cells within a straight border stay.
  func outline(keepingAll: Bool) -> MultiPolygon {
    MultiPolygon(
      components.compactMap { group in
        var outer: [GridPoint] = []
        var holes: [[GridPoint]] = []
        for ring in CellSet.rings(of: group, keepingAll: keepingAll) {
          if doubledSignedArea(ring) > 0 { outer = ring } else { holes.append(ring) }
        }
        return outer.isEmpty ? nil : Polygon(outer, holes: holes)
      })
  }

  /// Follows the border with the cells to the left. Where four sides meet, it stays with the empty
  /// cell, so that no ring touches itself.
  private static func rings(of group: Set<Cell>, keepingAll: Bool) -> [[GridPoint]] {
    struct Side: Hashable {
      var from: Cell
      var dx: Int
      var dy: Int
      var to: Cell { Cell(x: from.x + dx, y: from.y + dy) }
      func turned(_ times: Int, at cell: Cell) -> Side {
        var side = Side(from: cell, dx: dx, dy: dy)
        for _ in 0..<times { (side.dx, side.dy) = (-side.dy, side.dx) }
        return side
      }
    }
    var sides: [Side] = []
    for cell in group.sorted(by: { ($0.y, $0.x) < ($1.y, $1.x) }) {
      var corner = cell
      for (dx, dy) in [(1, 0), (0, 1), (-1, 0), (0, -1)] {
        // The neighbour lies to the right of the side.
        if !group.contains(Cell(x: cell.x + dy, y: cell.y - dx)) {
          sides.append(Side(from: corner, dx: dx, dy: dy))
        }
        corner = Cell(x: corner.x + dx, y: corner.y + dy)
      }
    }
    var left = Set(sides)
    var rings: [[GridPoint]] = []
    for first in sides where left.remove(first) != nil {
      var ring: [GridPoint] = []
      var side = first
      while true {
        // To the right, straight on, to the left; the first that is there.
        let next = [3, 0, 1].map { side.turned($0, at: side.to) }
          .first { $0 == first || left.contains($0) }
        guard let next else { break }
        if keepingAll || (next.dx, next.dy) != (side.dx, side.dy) {
          ring.append(GridPoint(x: Int64(side.to.x), y: Int64(side.to.y)))
        }
        if next == first { break }
        left.remove(next)
        side = next
      }
      rings.append(ring)
    }
    return rings
  }
}
