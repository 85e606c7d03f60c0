import Foundation
import Geometry
import Groundwork

/// The aggregation of the cells of one kind (聚集度, AI): 100 for one compact patch.
///
/// AI is defined on cells (He, DeZonia, Mladenoff 2000), so the polygons are rasterised first; the
/// value depends on the size of the cells, which is part of the result. A cell belongs to the patch
/// that contains its centre, or to the first of overlapping patches.
public enum AggregationIndex {
  /// The percentage for each group; `nil` for groups with fewer than two cells.
  ///
  /// - Parameters:
  ///   - groups: The group of each patch, from 0; `nil` excludes the patch.
  ///   - cell: The side of a cell in metres.
  /// - Complexity: O(edges × rows they cross + cells); two rows of cells are in memory at a time.
  public static func values(
    of patches: [MultiPolygon], groups: [Int?], cell: Double, job: Job = Job()
  ) throws -> [Int: Double] {
    precondition(cell > 0 && patches.count == groups.count)
    let spans = try Spans(patches, groups, cell: cell * GridPoint.stepsPerMetre, job)
    var counts: [Int: (cells: Int, sides: Int)] = [:]
    var before: [Int32] = []
    var row: [Int32] = []
    var lastRow: Int?
    var next = 0
    while next < spans.all.count {
      try job.cancellation.check()
      let number = spans.all[next].row
      row = [Int32](repeating: -1, count: spans.width)
      while next < spans.all.count, spans.all[next].row == number {
        let span = spans.all[next]
        for column in span.columns where row[column] < 0 { row[column] = span.group }
        next += 1
      }
      let isNext = lastRow.map { $0 + 1 == number } ?? false
      for column in row.indices where row[column] >= 0 {
        let group = row[column]
        var count = counts[Int(group)] ?? (0, 0)
        count.cells += 1
        if column > 0, row[column - 1] == group { count.sides += 1 }
        if isNext, before[column] == group { count.sides += 1 }
        counts[Int(group)] = count
      }
      (before, lastRow) = (row, number)
    }
    return counts.compactMapValues { count in
      let most = mostSides(cells: count.cells)
      return most > 0 ? 100 * Double(count.sides) / Double(most) : nil
    }
  }

  /// The maximum number of shared sides of so many cells, reached by the most compact arrangement.
  public static func mostSides(cells: Int) -> Int {
    guard cells > 0 else { return 0 }
    var side = Int(Double(cells).squareRoot())
    while side * side > cells { side -= 1 }
    while (side + 1) * (side + 1) <= cells { side += 1 }
    let rest = cells - side * side
    let square = 2 * side * (side - 1)
    return rest == 0 ? square : rest <= side ? square + 2 * rest - 1 : square + 2 * rest - 2
  }
}

/// The runs of cells that patches cover, row by row, in each row in the order of the patches.
private struct Spans {
  struct Span {
    var row: Int
    var columns: Range<Int>
    var group: Int32
    var patch: Int32
  }

  private(set) var all: [Span] = []
  private(set) var width = 0

  init(_ patches: [MultiPolygon], _ groups: [Int?], cell: Double, _ job: Job) throws {
    let chunk = 2048
    let count = (patches.count + chunk - 1) / chunk
    all = try job.map(count) { number -> [Span] in
      var spans: [Span] = []
      for index in (number * chunk)..<min((number + 1) * chunk, patches.count) {
        guard let group = groups[index] else { continue }
        for run in Spans.runs(of: patches[index], cell: cell) {
          spans.append(
            Span(
              row: run.row, columns: run.from..<run.to, group: Int32(group), patch: Int32(index)))
        }
      }
      return spans
    }.flatMap(\.self)
    guard let first = all.lazy.map(\.columns.lowerBound).min(),
      let last = all.lazy.map(\.columns.upperBound).max()
    else { return }
    width = last - first
    for index in all.indices {
      let columns = all[index].columns
      all[index].columns = (columns.lowerBound - first)..<(columns.upperBound - first)
    }
    all.sort {
      ($0.row, $0.patch, $0.columns.lowerBound) < ($1.row, $1.patch, $1.columns.lowerBound)
    }
  }

  /// The runs of cells whose centres lie inside, by the even-odd rule.
  private static func runs(
    of patch: MultiPolygon, cell: Double
  ) -> [(row: Int, from: Int, to: Int)] {
    var crossings: [(row: Int, x: Double)] = []
    for polygon in patch.polygons {
      for ring in polygon.rings {
        guard var last = ring.last else { continue }
        for point in ring {
          let (low, high) = last.y <= point.y ? (last, point) : (point, last)
          last = point
          // The centre of row r lies at (r + ½) cells; an edge meets those in [low, high).
          let firstRow = Int((Double(low.y) / cell - 0.5).rounded(.up))
          let endRow = Int((Double(high.y) / cell - 0.5).rounded(.up))
          guard firstRow < endRow else { continue }
          let slope = Double(high.x - low.x) / Double(high.y - low.y)
          for row in firstRow..<endRow {
            let y = (Double(row) + 0.5) * cell
            crossings.append((row, Double(low.x) + (y - Double(low.y)) * slope))
          }
        }
      }
    }
    crossings.sort { ($0.row, $0.x) < ($1.row, $1.x) }
    // A closed ring crosses every line an even number of times.
    return stride(from: 0, to: crossings.count - 1, by: 2).compactMap { index in
      let from = Int((crossings[index].x / cell - 0.5).rounded(.up))
      let to = Int((crossings[index + 1].x / cell - 0.5).rounded(.up))
      return from < to ? (crossings[index].row, from, to) : nil
    }
  }
}
