/// Rounds the rows of a table one after another by error diffusion.
///
/// What speaks for rounding a cell up is the part that rounding down cuts off it, and what its column
/// has been left owing by the rows before; the more, the fewer cells the column has still to come.
struct RowRounding {
  typealias Cell = ControlledRounding.Cell

  private let cells: UnsafeMutableBufferPointer<Cell>
  private let rounding: UnsafeMutableBufferPointer<CellRounding>
  /// What a column lacks to its total, or to nothing if it has none.
  private let lacks: UnsafeMutableBufferPointer<Int64>
  private let columns: [Int64?]

  /// Values that are this near to a whole number are taken to be it.
  private static let grain = 1e-7
  /// Rows with more cells are sorted in another way.
  private static let few = 32

  /// What is known of a column while the rows are rounded.
  private struct Column {
    /// What the cells so far have left it owing; in the beginning what its values lack to its total.
    var owed = 0.0
    /// Its cells still to come that are not whole.
    var open: Int32 = 0
    var hasTotal = false
  }

  /// A cell of the row in hand that is not whole.
  private struct Bid {
    var score: Double
    var cell: Int
  }

  init(
    _ cells: UnsafeMutableBufferPointer<Cell>,
    _ rounding: UnsafeMutableBufferPointer<CellRounding>,
    _ lacks: UnsafeMutableBufferPointer<Int64>, _ columns: [Int64?]
  ) {
    self.cells = cells
    self.rounding = rounding
    self.lacks = lacks
    self.columns = columns
  }

  /// - Returns: where the cells of each row begin, and the end of the last.
  func round(totals: [Int64]) -> [Int32] {
    var known = columns.map { Column(owed: Double($0 ?? 0), hasTotal: $0 != nil) }
    return known.withUnsafeMutableBufferPointer { known in
      let starts = scale(totals, known)
      let longest = zip(starts, starts.dropFirst()).reduce(0) { max($0, Int($1.1 - $1.0)) }
      withUnsafeTemporaryAllocation(of: Bid.self, capacity: longest) { bids in
        for row in totals.indices {
          round(Int(starts[row])..<Int(starts[row + 1]), to: totals[row], known, bids)
        }
      }
      return starts
    }
  }

  /// Scales every row to its total.
  private func scale(
    _ totals: [Int64], _ known: UnsafeMutableBufferPointer<Column>
  ) -> [Int32] {
    var starts: [Int32] = []
    starts.reserveCapacity(totals.count + 1)
    var start = 0
    for (row, total) in totals.enumerated() {
      starts.append(Int32(start))
      var end = start
      var sum = 0.0
      while end < cells.count, cells[end].row == row {
        sum += cells[end].value
        end += 1
      }
      let scale = sum != 0 ? Double(total) / sum : 0
      for cell in start..<end {
        var value = cells[cell].value * scale
        let whole = value.rounded()
        if abs(value - whole) <= RowRounding.grain { value = whole }
        cells[cell].value = value
        guard cells[cell].column >= 0 else { continue }
        let column = Int(cells[cell].column)
        known[column].owed -= value
        known[column].open += value != whole ? 1 : 0
      }
      start = end
    }
    starts.append(Int32(start))
    return starts
  }

  /// Rounds the cells of one row.
  private func round(
    _ range: Range<Int>, to total: Int64, _ known: UnsafeMutableBufferPointer<Column>,
    _ bids: UnsafeMutableBufferPointer<Bid>
  ) {
    guard !range.isEmpty else { return }
    var rest = total
    var open = 0
    for cell in range {
      let whole = cells[cell].value.rounded(.down)
      rest -= Int64(whole)
      guard whole != cells[cell].value else { continue }
      let score = score(cells[cell].value - whole, cells[cell].column, known)
      var place = open
      if range.count <= RowRounding.few {
        while place > 0, bids[place - 1].score < score {
          bids[place] = bids[place - 1]
          place -= 1
        }
      }
      bids[place] = Bid(score: score, cell: cell)
      open += 1
    }
    if range.count > RowRounding.few {
      var row = UnsafeMutableBufferPointer(rebasing: bids[0..<open])
      row.sort {
        $0.score != $1.score ? $0.score > $1.score : $0.cell < $1.cell
      }
    }
    for rank in 0..<open {
      let cell = bids[rank].cell
      let isUp = rank < rest
      let whole = cells[cell].value.rounded(isUp ? .up : .down)
      rounding[cell] = isUp ? .up : .down
      if cells[cell].column >= 0 {
        let column = Int(cells[cell].column)
        known[column].owed += cells[cell].value - whole
        known[column].open -= 1
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
    for cell in range where cells[cell].column >= 0 {
      lacks[Int(cells[cell].column)] -= cells[cell].units
    }
  }

  /// - Parameter part: what rounding down cuts off the cell.
  @inline(__always)
  private func score(
    _ part: Double, _ column: Int32, _ known: UnsafeMutableBufferPointer<Column>
  ) -> Double {
    guard column >= 0, known[Int(column)].hasTotal else { return part - 0.5 }
    let column = known[Int(column)]
    return (column.owed + part - 0.5) / Double(column.open)
  }
}
