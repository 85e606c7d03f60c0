/// How a table is cut into blocks of rows that can be rounded at the same time.
///
/// Where near rows have near columns, nearly every column has all its cells in one block, to which
/// it then belongs. The others are outer columns, which no block changes. The cut depends only on
/// the table. A small table, and one whose rows do not go with its columns, is one block.
package struct RoundingBlocks {
  /// The rows of each block.
  private(set) var rows: [Range<Int>]
  /// All columns: the outer ones and those without cells, then block by block, each time ascending.
  private let columns: [Int32]
  /// Where the columns of each block begin in ``columns``, and the end of the last.
  private let starts: [Int]

  /// The block of outer columns, and that of columns without cells.
  static let outer: Int16 = -1
  private static let unseen: Int16 = -2

  /// The cells that a block has at least, and how many blocks there are at most.
  private static let size = (least: 1 << 17, most: 1 << 14)
  /// One column in so many may be an outer one; with more the table stays in one piece.
  private static let fewOuter = 20

  package init(
    _ cells: UnsafeMutableBufferPointer<ControlledRounding.Cell>, rowStarts: [Int32],
    columns count: Int
  ) {
    rows = RoundingBlocks.cut(rowStarts)
    var ofColumn = [Int16](repeating: RoundingBlocks.unseen, count: count)
    var outer = 0
    for (block, rows) in rows.enumerated() where self.rows.count > 1 {
      for cell in Int(rowStarts[rows.lowerBound])..<Int(rowStarts[rows.upperBound]) {
        let column = Int(cells[cell].column)
        guard column >= 0, ofColumn[column] != block, ofColumn[column] != RoundingBlocks.outer
        else { continue }
        let isNew = ofColumn[column] == RoundingBlocks.unseen
        ofColumn[column] = isNew ? Int16(block) : RoundingBlocks.outer
        outer += isNew ? 0 : 1
      }
    }
    if rows.count <= 1 || outer > count / RoundingBlocks.fewOuter {
      rows = [0..<(rowStarts.count - 1)]
      ofColumn = [Int16](repeating: 0, count: count)
    }
    var starts = [Int](repeating: 0, count: rows.count + 1)
    for block in ofColumn { starts[max(0, Int(block) + 1)] += 1 }
    for block in rows.indices { starts[block + 1] += starts[block] }
    var next = [0] + starts.dropLast()
    columns = [Int32](unsafeUninitializedCapacity: count) { [ofColumn] places, used in
      for (column, block) in ofColumn.enumerated() {
        let list = max(0, Int(block) + 1)
        places.initializeElement(at: next[list], to: Int32(column))
        next[list] += 1
      }
      used = count
    }
    self.starts = starts
  }

  package var count: Int { rows.count }

  /// The columns of a block, ascending.
  package func columns(of block: Int) -> ArraySlice<Int32> {
    columns[starts[block]..<starts[block + 1]]
  }

  /// The outer columns and those without cells.
  package var outerColumns: ArraySlice<Int32> { columns[..<starts[0]] }

  /// Ranges of rows with about as many cells; all in one for a small table.
  private static func cut(_ rowStarts: [Int32]) -> [Range<Int>] {
    let cells = Int(rowStarts[rowStarts.count - 1])
    let whole = 0..<(rowStarts.count - 1)
    guard cells > ControlledRounding.singleBlockLimit else { return [whole] }
    let size = max(RoundingBlocks.size.least, cells / RoundingBlocks.size.most + 1)
    var ranges: [Range<Int>] = []
    var start = 0
    for row in whole where Int(rowStarts[row + 1] - rowStarts[start]) >= size {
      ranges.append(start..<row + 1)
      start = row + 1
    }
    if start < whole.upperBound { ranges.append(start..<whole.upperBound) }
    return ranges
  }
}
