import Geometry
import Groundwork

/// The ground near doubtful patches that no patch covers, as gaps and as what lies outside of all.
///
/// Uniting many patches takes far more memory than the patches, so ground with many of them is cut into
/// cells; what is uncovered in two cells is joined again where it meets on their common side.
struct Uncovered {
  /// Enclosed by patches; one polygon each, but for gaps that hang together by a point.
  private(set) var gaps: [MultiPolygon] = []
  /// The outside up to a frame, in one polygon a cell.
  private(set) var outside: [Polygon] = []

  /// Ground of a cell that no patch covers, and that may go on in the next.
  private struct Piece: Sendable {
    var polygon: Polygon
    var sides: [Side]
  }

  /// Part of a piece's border that lies on a side of its cell.
  private struct Side: Sendable {
    var isUpright: Bool
    /// Where the line of the side lies, and from where to where the part goes, in steps.
    var line: Int64
    var start: Int64
    var end: Int64
  }

  /// - Throws: ``Geometry/GEOSError``, ``Groundwork/SpillFile/Failure``, ``Groundwork/Cancelled``.
  init(_ coverage: Coverage, _ context: CheckContext) throws {
    guard let extent = Bounds.around(coverage.suspects.lazy.map { coverage.boxes[$0] }),
      let frame = GroundCell(extent.padded(by: 100))
    else { return }
    let cells = frame.split(
      coverage.suspects.map(Int32.init), boxes: coverage.boxes,
      most: max(1, context.options.patchesPerCell))
    var pieces: [Piece] = []
    try context.job.forEach(
      cells.count, { try Uncovered.pieces(of: cells[$0], frame, coverage) },
      inOrder: { (found: (gaps: [MultiPolygon], pieces: [Piece])) in
        gaps += found.gaps
        pieces += found.pieces
      })
    try join(pieces, frame)
  }

  private static func pieces(
    of cell: (cell: GroundCell, patches: [Int32]), _ frame: GroundCell, _ coverage: Coverage
  ) throws -> (gaps: [MultiPolygon], pieces: [Piece]) {
    let geos = GEOS()
    let near = try cell.patches.compactMap { try coverage.load(Int($0), geos).ground }
    let rest = try geos.difference(MultiPolygon(cell.cell.polygon), geos.union(near))
    var gaps: [MultiPolygon] = []
    var pieces: [Piece] = []
    for polygon in rest.polygons {
      let part = MultiPolygon(polygon)
      let sides = sides(of: polygon, in: cell.cell)
      // A hole in the union of doubtful patches is either filled by other patches or a gap.
      guard let inside = try geos.pointOnSurface(part),
        coverage.signed.coverage(at: inside) == 0
      else { continue }
      if sides.isEmpty {
        gaps.append(part)
      } else {
        pieces.append(Piece(polygon: polygon, sides: sides))
      }
    }
    return (gaps, pieces)
  }

  private static func sides(of polygon: Polygon, in cell: GroundCell) -> [Side] {
    guard var previous = polygon.exterior.last else { return [] }
    var sides: [Side] = []
    for point in polygon.exterior {
      if point.x == previous.x, point.x == cell.minX || point.x == cell.maxX {
        sides.append(
          Side(
            isUpright: true, line: point.x, start: min(point.y, previous.y),
            end: max(point.y, previous.y)))
      } else if point.y == previous.y, point.y == cell.minY || point.y == cell.maxY {
        sides.append(
          Side(
            isUpright: false, line: point.y, start: min(point.x, previous.x),
            end: max(point.x, previous.x)))
      }
      previous = point
    }
    return sides
  }

  /// Joins the pieces that have part of a side in common.
  private mutating func join(_ pieces: [Piece], _ frame: GroundCell) throws {
    var groups = DisjointSets(count: pieces.count)
    let sides = pieces.enumerated().flatMap { number, piece in piece.sides.map { (number, $0) } }
      .sorted {
        ($0.1.isUpright ? 1 : 0, $0.1.line, $0.1.start, $0.0)
          < ($1.1.isUpright ? 1 : 0, $1.1.line, $1.1.start, $1.0)
      }
    // The side that reaches furthest of those that began before on the same line.
    var furthest: (piece: Int, side: Side)?
    for (piece, side) in sides {
      if let last = furthest, last.side.isUpright == side.isUpright, last.side.line == side.line {
        if side.start < last.side.end { groups.join(last.piece, piece) }
        if side.end <= last.side.end { continue }
      }
      furthest = (piece, side)
    }
    var members: [Int: [Int]] = [:]
    for number in pieces.indices { members[groups.first(of: number), default: []].append(number) }
    let geos = GEOS()
    for (_, group) in members.sorted(by: { $0.key < $1.key }) {
      // All along the frame nothing is covered.
      let reachesFrame = group.contains { number in
        pieces[number].sides.contains { frame.hasSide(on: $0.line, isUpright: $0.isUpright) }
      }
      if reachesFrame {
        outside += group.map { pieces[$0].polygon }
      } else {
        gaps.append(try geos.union(group.map { MultiPolygon(pieces[$0].polygon) }))
      }
    }
  }
}

extension GroundCell {
  fileprivate func hasSide(on line: Int64, isUpright: Bool) -> Bool {
    isUpright ? line == minX || line == maxX : line == minY || line == maxY
  }
}
