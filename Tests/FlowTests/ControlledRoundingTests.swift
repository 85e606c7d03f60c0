import Flow
import Groundwork
import Testing

@Suite("Controlled rounding")
struct ControlledRoundingTests {
  @Test("rows are exact, cells are rounded to a neighbouring unit, columns are within one unit")
  func laws() throws {
    for seed in 0..<300 {
      var random = Numbers(state: UInt64(seed))
      let rows = 1 + seed % 23
      let columns = 1 + seed % 19
      var cells: [ControlledRounding.Cell] = []
      var rowSums = [Double](repeating: 0, count: rows)
      var columnSums = [Double](repeating: 0, count: columns)
      for row in 0..<rows {
        for column in 0..<columns where random.unit() < 0.6 || column == row % columns {
          let value = random.unit() * (seed % 3 == 0 ? 3 : 5_000)
          cells.append(.init(row: Int32(row), column: Int32(column), value: value))
          rowSums[row] += value
          columnSums[column] += value
        }
      }
      let rowTotals = rowSums.map { Int64($0.rounded()) }
      let columnTotals = columnSums.map { Int64($0.rounded()) }
      let values = cells.map(\.value)
      try ControlledRounding.round(&cells, rows: rowTotals, columns: columnTotals)
      var gotRows = [Int64](repeating: 0, count: rows)
      var gotColumns = [Int64](repeating: 0, count: columns)
      for (cell, value) in zip(cells, values) {
        gotRows[Int(cell.row)] += cell.units
        gotColumns[Int(cell.column)] += cell.units
        let scaled = value * Double(rowTotals[Int(cell.row)]) / rowSums[Int(cell.row)]
        #expect(abs(cell.value - scaled) < 1 + 1e-9, "seed \(seed)")
      }
      #expect(gotRows == rowTotals, "seed \(seed)")
      let off = zip(gotColumns, columnTotals).map { abs($0 - $1) }.max() ?? 0
      // A table as thin as a tree leaves little to move.
      if cells.count >= 2 * (rows + columns) { #expect(off <= 1, "seed \(seed): \(off)") }
    }
  }

  /// Squares over squares that are shifted at random: every row meets four columns, as patches do.
  ///
  /// - Parameter everyOpen: every so many columns one has no total; 0: all have.
  private func squares(_ side: Int, everyOpen: Int = 0) -> Table {
    var random = Numbers(state: 5)
    var cells: [ControlledRounding.Cell] = []
    var columnSums = [Double](repeating: 0, count: (side + 1) * (side + 1))
    var rowTotals: [Int64] = []
    for row in 0..<(side * side) {
      let (x, y) = (row % side, row / side)
      var sum = 0.0
      for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
        let column = (y + dy) * (side + 1) + x + dx
        let value = random.unit() * 1_000
        cells.append(.init(row: Int32(row), column: Int32(column), value: value))
        columnSums[column] += value
        sum += value
      }
      rowTotals.append(Int64(sum.rounded()))
    }
    let columns = columnSums.enumerated().map { column, sum in
      everyOpen > 0 && column % everyOpen == 0 ? nil : Int64(sum.rounded())
    }
    return (cells, rowTotals, columns)
  }

  private typealias Table = (cells: [ControlledRounding.Cell], rows: [Int64], columns: [Int64?])

  /// Rounds a table, expects what holds of every one, and returns by how much each column errs.
  ///
  /// - Parameter isDone: whether no unit may be left that could still be moved.
  private func errors(
    _ table: Table, isDone: Bool = false, threads: Int = 1
  ) throws -> [Int64] {
    var cells = table.cells
    try ControlledRounding.round(
      &cells, rows: table.rows, columns: table.columns, job: Job(threads: threads))
    var sums = [Double](repeating: 0, count: table.rows.count)
    for cell in table.cells { sums[Int(cell.row)] += cell.value }
    var rows = [Int64](repeating: 0, count: table.rows.count)
    var columns = [Int64](repeating: 0, count: table.columns.count)
    var far = 0
    var changes: [Double] = []
    for (cell, before) in zip(cells, table.cells) {
      rows[Int(cell.row)] += cell.units
      columns[Int(cell.column)] += cell.units
      let scaled = before.value * Double(table.rows[Int(cell.row)]) / sums[Int(cell.row)]
      changes.append(cell.value - scaled)
      if abs(cell.value - scaled) > 1 + 1e-6 { far += 1 }
    }
    #expect(rows == table.rows)
    #expect(far == 0, "cells that are not next to their value")
    let errors = zip(columns, table.columns).map { got, wanted in wanted.map { got - $0 } ?? 0 }
    if isDone {
      for sign in [1, -1] as [Int64] {
        let wanting = errors.indices.filter { errors[$0] * sign < 0 }
        let reached = reached(from: wanting, sign, cells, changes)
        let ends = reached.filter { errors[$0] * sign > 0 || table.columns[$0] == nil }
        #expect(ends.isEmpty, "units that could be moved")
      }
    }
    return errors
  }

  /// The columns that some columns could have a unit from, or with sign −1 give one to, by exchanges
  /// along rows: a plain flood of the whole table.
  private func reached(
    from starts: [Int], _ sign: Int64, _ cells: [ControlledRounding.Cell], _ changes: [Double]
  ) -> Set<Int> {
    var ofRow: [Int32: [Int]] = [:]
    var ofColumn: [Int32: [Int]] = [:]
    for (place, cell) in cells.enumerated() where abs(changes[place]) > 1e-6 {
      ofRow[cell.row, default: []].append(place)
      ofColumn[cell.column, default: []].append(place)
    }
    var reached = Set(starts)
    var next = starts
    while let column = next.popLast() {
      for here in ofColumn[Int32(column)] ?? [] where changes[here] * Double(sign) < 0 {
        for other in ofRow[cells[here].row] ?? [] where changes[other] * Double(sign) > 0 {
          let found = Int(cells[other].column)
          if reached.insert(found).inserted { next.append(found) }
        }
      }
    }
    return reached
  }

  @Test("columns are as close as exchanges of single units allow")
  func exact() throws {
    let errors = try errors(squares(100), isDone: true)
    #expect(errors.allSatisfy { abs($0) <= 1 })
    #expect(errors.count { $0 != 0 } < 100)
  }

  @Test("columns without a total absorb the errors of the others")
  func open() throws {
    let errors = try errors(squares(100, everyOpen: 50), isDone: true)
    #expect(errors.count { $0 != 0 } < 60)
  }

  @Test(
    "in a large table every column comes within one unit, nearly all exactly",
    arguments: [(250, 100), (400, 50)])
  func large(side: Int, part: Int) throws {
    let errors = try errors(squares(side))
    #expect(errors.allSatisfy { abs($0) <= 1 })
    #expect(errors.count { $0 != 0 } < errors.count / part)
  }

  @Test("the result does not depend on the number of threads")
  func threads() throws {
    let table = squares(420, everyOpen: 97)
    let rounded = try [1, 2, 7].map { threads in
      var cells = table.cells
      try ControlledRounding.round(
        &cells, rows: table.rows, columns: table.columns, job: Job(threads: threads))
      return cells
    }
    // Not the tables themselves, which a failure would print.
    let isSame = rounded.map { $0 == rounded[0] }
    #expect(isSame == [true, true, true])
  }

  /// The blocks of a table with four cells in every row.
  private func blocks(of table: Table) -> RoundingBlocks {
    var cells = table.cells
    return cells.withUnsafeMutableBufferPointer { cells in
      RoundingBlocks(
        cells, rowStarts: table.rows.indices.map { Int32(4 * $0) } + [Int32(cells.count)],
        columns: table.columns.count)
    }
  }

  @Test("columns that span blocks of rows are corrected like the others")
  func acrossBlocks() throws {
    let side = 420
    let table = squares(side)
    let blocks = blocks(of: table)
    // Each cut between rows of squares, which falls within one, is met by its columns below.
    #expect(blocks.count == 6)
    #expect((5 * side...10 * (side + 1)).contains(blocks.outerColumns.count))
    let errors = try errors(table)
    let off = blocks.outerColumns.count { errors[Int($0)] != 0 }
    #expect(off < blocks.outerColumns.count / 5)
  }

  @Test("a large table whose rows and columns do not match stays in one block")
  func scattered() throws {
    let near = squares(400)
    var random = Numbers(state: 9)
    var order = Array(near.rows.indices)
    for place in order.indices.reversed() {
      order.swapAt(place, Int(random.unit() * Double(place + 1)))
    }
    var table = near
    table.rows = order.map { near.rows[$0] }
    table.cells = order.enumerated().flatMap { row, was in
      near.cells[4 * was..<4 * was + 4].map { cell in
        .init(row: Int32(row), column: cell.column, value: cell.value)
      }
    }
    let blocks = blocks(of: table)
    #expect(blocks.count == 1)
    #expect(blocks.outerColumns.isEmpty)
    let own = Array(blocks.columns(of: 0)) == Array(0..<Int32(table.columns.count))
    #expect(own)
    let errors = try errors(table, threads: 2)
    #expect(errors.allSatisfy { abs($0) <= 1 })
    #expect(errors.count { $0 != 0 } < errors.count / 40)
  }

  @Test("a job that is cancelled ends")
  func cancelled() throws {
    let table = squares(100)
    var cells = table.cells
    let job = Job(threads: 2)
    job.cancellation.cancel()
    #expect(throws: Cancelled.self) {
      try ControlledRounding.round(&cells, rows: table.rows, columns: table.columns, job: job)
    }
  }

  @Test("a whole cell is unchanged")
  func whole() throws {
    var cells: [ControlledRounding.Cell] = [
      .init(row: 0, column: 0, value: 4), .init(row: 0, column: 1, value: 2.5),
      .init(row: 0, column: 2, value: 1.5),
    ]
    try ControlledRounding.round(&cells, rows: [8], columns: [5, 2, 1])
    #expect(cells[0].units == 4)
    #expect(cells[1].units + cells[2].units == 4)
  }

  @Test("a column is corrected through a chain of rows")
  func chain() throws {
    // Each row rounds its halves up on the left; the last column then lacks one unit.
    var cells: [ControlledRounding.Cell] = [
      .init(row: 0, column: 0, value: 0.5), .init(row: 0, column: 1, value: 0.5),
      .init(row: 1, column: 1, value: 0.5), .init(row: 1, column: 2, value: 0.5),
      .init(row: 2, column: 2, value: 0.5), .init(row: 2, column: 3, value: 0.5),
    ]
    try ControlledRounding.round(&cells, rows: [1, 1, 1], columns: [0, 1, 1, 1])
    #expect(cells.map(\.units) == [0, 1, 0, 1, 0, 1])
  }

  @Test("ground without a column counts only in its row")
  func free() throws {
    var cells: [ControlledRounding.Cell] = [
      .init(row: 0, column: 0, value: 10.4), .init(row: 0, column: -1, value: 5.6),
      .init(row: 1, column: 0, value: 3.3), .init(row: 1, column: -1, value: -1.3),
    ]
    try ControlledRounding.round(&cells, rows: [16, 2], columns: [nil])
    #expect(cells[0].units + cells[1].units == 16)
    #expect(cells[2].units + cells[3].units == 2)
    #expect(cells[3].units == -1 || cells[3].units == -2)
  }
}

struct Numbers {
  var state: UInt64
  mutating func unit() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }
}
