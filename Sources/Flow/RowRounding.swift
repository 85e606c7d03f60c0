/// Rounds rows of a table one after another by error diffusion.
///
/// The score for rounding a cell up is its fractional part plus the error carried by its column,
/// divided by the number of cells that the column has still to come.
struct RowRounding {
  private let table: RoundingTable
  /// The block whose rows these are; `nil` for rows that are rounded after all blocks.
  private let block: Int16?
  private let cells: UnsafeMutableBufferPointer<ControlledRounding.Cell>
  private let columns: UnsafeMutablePointer<RoundingTable.Column>
  private let rounding: UnsafeMutablePointer<CellRounding>
  /// The cells of columns that do not belong to the block, and their rows, which are left out.
  private(set) var outerCells: [Int] = []
  private(set) var outerRows: [Int] = []

  /// Values this near to an integer count as that integer.
  private static let integerTolerance = 1e-7
  /// Rows with more cells are sorted by the standard library.
  private static let insertionSortLimit = 32

  /// A cell of the current row that is not whole.
  private struct Candidate {
    var score: Double
    var cell: Int
  }

  init(_ table: RoundingTable, block: Int16?) {
    self.table = table
    self.block = block
    cells = table.cells
    columns = table.columns
    rounding = table.rounding
  }

  /// The column of a cell, `nil` if it is none that may be changed.
  @inline(__always)
  private func column(_ cell: Int) -> UnsafeMutablePointer<RoundingTable.Column>? {
    guard cells[cell].column >= 0 else { return nil }
    let column = columns + Int(cells[cell].column)
    return block == nil || column.pointee.block == block ? column : nil
  }

  /// Scales every row to its total, and notes what goes beyond the block.
  mutating func scale(_ rows: Range<Int>) {
    for row in rows {
      let range = table.cells(of: row..<row + 1)
      let sum = range.reduce(0.0) { $0 + cells[$1].value }
      let scale = sum != 0 ? Double(table.rowTotals[row]) / sum : 0
      let outer = outerCells.count
      for cell in range {
        var value = cells[cell].value * scale
        let whole = value.rounded()
        if abs(value - whole) <= RowRounding.integerTolerance { value = whole }
        cells[cell].value = value
        (rounding + cell).initialize(to: .whole)
        if let column = column(cell) {
          column.pointee.expect(value)
        } else if cells[cell].column >= 0 {
          outerCells.append(cell)
        }
      }
      if outerCells.count > outer { outerRows.append(row) }
    }
  }

  /// Registers cells with their columns that no block has counted.
  func count(_ outerCells: [Int]) {
    for cell in outerCells { column(cell)?.pointee.expect(cells[cell].value) }
  }

  /// Rounds rows that are scaled, but for those left out.
  func round(_ rows: some Sequence<Int>) {
    var left = outerRows[...]
    let longest = rows.reduce(0) { max($0, table.cells(of: $1..<$1 + 1).count) }
    withUnsafeTemporaryAllocation(of: Candidate.self, capacity: longest) { candidates in
      for row in rows {
        if row == left.first {
          left.removeFirst()
        } else {
          round(table.cells(of: row..<row + 1), to: table.rowTotals[row], candidates)
        }
      }
    }
  }

  /// Rounds the cells of one row.
  private func round(
    _ range: Range<Int>, to total: Int64, _ candidates: UnsafeMutableBufferPointer<Candidate>
  ) {
    guard !range.isEmpty else { return }
    var rest = total
    var open = 0
    for cell in range {
      let whole = cells[cell].value.rounded(.down)
      rest -= Int64(whole)
      guard whole != cells[cell].value else { continue }
      let score = score(cells[cell].value - whole, column(cell))
      var place = open
      if range.count <= RowRounding.insertionSortLimit {
        while place > 0, candidates[place - 1].score < score {
          candidates[place] = candidates[place - 1]
          place -= 1
        }
      }
      candidates[place] = Candidate(score: score, cell: cell)
      open += 1
    }
    if range.count > RowRounding.insertionSortLimit {
      var row = UnsafeMutableBufferPointer(rebasing: candidates[0..<open])
      row.sort {
        $0.score != $1.score ? $0.score > $1.score : $0.cell < $1.cell
      }
    }
    for rank in 0..<open {
      let cell = candidates[rank].cell
      let isUp = rank < rest
      let whole = cells[cell].value.rounded(isUp ? .up : .down)
      rounding[cell] = isUp ? .up : .down
      if let column = column(cell) {
        column.pointee.carry += cells[cell].value - whole
        column.pointee.open -= 1
      }
      cells[cell].value = whole
    }
    // Sums of numbers near 2⁵³ can be out by a few units more.
    let left = rest < 0 ? rest : max(0, rest - Int64(open))
    if left != 0, range.contains(where: { cells[$0].value != 0 }) {
      let largest = range.reduce(range.lowerBound) {
        abs(cells[$1].value) > abs(cells[$0].value) ? $1 : $0
      }
      cells[largest].value += Double(left)
    }
    for cell in range { column(cell)?.pointee.deficit -= cells[cell].units }
  }

  /// - Parameter part: what rounding down cuts off the cell.
  @inline(__always)
  private func score(
    _ part: Double, _ column: UnsafeMutablePointer<RoundingTable.Column>?
  ) -> Double {
    guard let column, column.pointee.hasTotal else { return part - 0.5 }
    return (column.pointee.carry + part - 0.5) / Double(column.pointee.open)
  }
}
