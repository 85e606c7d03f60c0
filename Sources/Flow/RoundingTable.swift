import Groundwork

/// A table while it is rounded, in memory that the blocks share: each of them writes to its own
/// rows and columns only.
final class RoundingTable: @unchecked Sendable {
  typealias Cell = ControlledRounding.Cell

  let cells: UnsafeMutableBufferPointer<Cell>
  /// How each cell has been rounded.
  let rounding: UnsafeMutablePointer<CellRounding>
  let columns: UnsafeMutablePointer<Column>
  /// The cells of each column that are not whole. Those of a block are where the block has its
  /// cells, those of outer columns behind all.
  let columnCells: UnsafeMutablePointer<Int32>
  let rowTotals: [Int64]
  let columnTotals: [Int64?]
  /// Where the cells of each row begin, and the end of the last.
  let rowStarts: [Int32]
  let blocks: RoundingBlocks

  /// The state of a column, in one structure for locality.
  struct Column {
    /// Its total, or zero if it has none, less the sum of its rounded cells; positive: too little.
    var deficit: Int64
    /// The rounding error carried from the rows so far; initially the total less the sum of the
    /// values.
    var carry: Double
    /// The number of its cells still to come that are not whole.
    var open: Int32 = 0
    let block: Int16
    let hasTotal: Bool
    /// The range of its cells in ``RoundingTable/columnCells``.
    var start: Int32 = 0
    var end: Int32 = 0
    /// The last search that visited it, the column where that search began, and the step that led
    /// here.
    var visitedBy: Int32 = 0
    var origin: Int32 = 0
    var predecessor = ColumnCorrection.Step()

    /// Counts one of its cells before any is rounded.
    @inline(__always)
    mutating func expect(_ value: Double) {
      carry -= value
      open += value != value.rounded(.down) ? 1 : 0
    }
  }

  /// - Parameter cells: ordered by row.
  init(
    _ cells: UnsafeMutableBufferPointer<Cell>, rows: [Int64], columns totals: [Int64?]
  ) {
    self.cells = cells
    rowTotals = rows
    columnTotals = totals
    rowStarts = RoundingTable.starts(cells, rows.count)
    blocks = RoundingBlocks(cells, rowStarts: rowStarts, columns: totals.count)
    rounding = .allocate(capacity: cells.count)
    columns = .allocate(capacity: totals.count)
    columnCells = .allocate(capacity: 2 * cells.count)
    begin(blocks.outerColumns, RoundingBlocks.outer)
  }

  deinit {
    rounding.deallocate()
    columns.deallocate()
    columnCells.deallocate()
  }

  private static func starts(_ cells: UnsafeMutableBufferPointer<Cell>, _ rows: Int) -> [Int32] {
    var starts: [Int32] = [0]
    starts.reserveCapacity(rows + 1)
    var end = 0
    for row in 0..<rows {
      while end < cells.count, cells[end].row == row { end += 1 }
      starts.append(Int32(end))
    }
    return starts
  }

  /// The cells of some rows.
  func cells(of rows: Range<Int>) -> Range<Int> {
    Int(rowStarts[rows.lowerBound])..<Int(rowStarts[rows.upperBound])
  }

  // MARK: Rounding

  /// Rounds all cells: block by block what lies within the blocks, and then what lies across them.
  ///
  /// - Throws: ``Groundwork/Cancelled``.
  func round(_ job: Job) throws {
    let outer = try job.map(blocks.count) { self.roundRows(of: $0) }
    let rest = RowRounding(self, block: nil)
    let outerCells = outer.flatMap(\.cells)
    rest.count(outerCells)
    rest.round(outer.flatMap(\.rows))
    let ends = try job.map(blocks.count) { self.correctColumns(of: $0) }
    guard blocks.count > 1 else { return }
    place(outerCells, of: blocks.outerColumns, from: cells.count)
    let budget = ends.reduce(ColumnCorrection.budget(cells.count, .rest)) { $0 + $1.budget }
    var correction = ColumnCorrection(
      self, blocks.outerColumns, block: nil, budget: budget,
      after: ends.map(\.search).max() ?? 0)
    correction.run()
  }

  /// Rounds the rows of a block that have no outer columns.
  /// - Returns: the others, and the cells of outer columns.
  private func roundRows(of block: Int) -> (rows: [Int], cells: [Int]) {
    begin(blocks.columns(of: block), Int16(block))
    var rounding = RowRounding(self, block: Int16(block))
    rounding.scale(blocks.rows[block])
    rounding.round(blocks.rows[block])
    return (rounding.outerRows, rounding.outerCells)
  }

  /// Corrects the columns of a block by exchanges within it.
  /// - Returns: the number of the last search, and the remaining budget.
  private func correctColumns(of block: Int) -> (search: Int32, budget: Int) {
    let own = blocks.columns(of: block)
    let range = cells(of: blocks.rows[block])
    place(range, of: own, from: range.lowerBound)
    let budget = ColumnCorrection.budget(range.count, blocks.count > 1 ? .block : .whole)
    var correction = ColumnCorrection(self, own, block: Int16(block), budget: budget, after: 0)
    correction.run()
    return (correction.search, correction.budget)
  }

  private func begin(_ list: ArraySlice<Int32>, _ block: Int16) {
    for column in list {
      let total = columnTotals[Int(column)]
      (columns + Int(column)).initialize(
        to: Column(
          deficit: total ?? 0, carry: Double(total ?? 0), block: block, hasTotal: total != nil))
    }
  }

  /// Fills ``columnCells`` with the cells that are not whole, column by column.
  ///
  /// - Parameters:
  ///   - places: cells in ascending order; those of columns of other blocks are passed over.
  ///   - list: all columns of one block, or all outer ones.
  ///   - start: the index in ``columnCells`` from which they are written.
  private func place(_ places: some Sequence<Int>, of list: ArraySlice<Int32>, from start: Int) {
    guard let block = list.first.map({ columns[Int($0)].block }) else { return }
    /// The column of a cell, if it is one of the list and the cell is not whole.
    func column(_ cell: Int) -> UnsafeMutablePointer<Column>? {
      guard rounding[cell] != .whole, cells[cell].column >= 0 else { return nil }
      let column = columns + Int(cells[cell].column)
      return column.pointee.block == block ? column : nil
    }
    for cell in places { column(cell)?.pointee.end += 1 }
    var next = Int32(start)
    for column in list {
      let count = columns[Int(column)].end
      columns[Int(column)].start = next
      columns[Int(column)].end = next
      next += count
    }
    for cell in places {
      guard let column = column(cell) else { continue }
      columnCells[Int(column.pointee.end)] = Int32(cell)
      column.pointee.end += 1
    }
  }
}
