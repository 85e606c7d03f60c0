import Flow
import Testing

@Suite("Controlled rounding")
struct ControlledRoundingTests {
  @Test("rows are exact, cells stay next to their value, columns come within one unit")
  func laws() {
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
      ControlledRounding.round(&cells, rows: rowTotals, columns: columnTotals)
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
  @Test("in a large table every column comes within one unit, nearly all exactly")
  func large() {
    let side = 250
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
    let columnTotals = columnSums.map { Int64($0.rounded()) }
    ControlledRounding.round(&cells, rows: rowTotals, columns: columnTotals)
    var rows = [Int64](repeating: 0, count: rowTotals.count)
    var columns = [Int64](repeating: 0, count: columnTotals.count)
    for cell in cells {
      rows[Int(cell.row)] += cell.units
      columns[Int(cell.column)] += cell.units
    }
    #expect(rows == rowTotals)
    let off = zip(columns, columnTotals).map { abs($0 - $1) }
    #expect(off.allSatisfy { $0 <= 1 })
    #expect(off.count { $0 == 1 } < off.count / 20)
  }

  @Test("a cell that is whole stays as it is")
  func whole() {
    var cells: [ControlledRounding.Cell] = [
      .init(row: 0, column: 0, value: 4), .init(row: 0, column: 1, value: 2.5),
      .init(row: 0, column: 2, value: 1.5),
    ]
    ControlledRounding.round(&cells, rows: [8], columns: [5, 2, 1])
    #expect(cells[0].units == 4)
    #expect(cells[1].units + cells[2].units == 4)
  }

  @Test("a column is mended through a chain of rows")
  func chain() {
    // Each row rounds its halves up on the left; the last column then lacks one unit.
    var cells: [ControlledRounding.Cell] = [
      .init(row: 0, column: 0, value: 0.5), .init(row: 0, column: 1, value: 0.5),
      .init(row: 1, column: 1, value: 0.5), .init(row: 1, column: 2, value: 0.5),
      .init(row: 2, column: 2, value: 0.5), .init(row: 2, column: 3, value: 0.5),
    ]
    ControlledRounding.round(&cells, rows: [1, 1, 1], columns: [0, 1, 1, 1])
    #expect(cells.map(\.units) == [0, 1, 0, 1, 0, 1])
  }

  @Test("ground without a column takes part in its row only")
  func free() {
    var cells: [ControlledRounding.Cell] = [
      .init(row: 0, column: 0, value: 10.4), .init(row: 0, column: -1, value: 5.6),
      .init(row: 1, column: 0, value: 3.3), .init(row: 1, column: -1, value: -1.3),
    ]
    ControlledRounding.round(&cells, rows: [16, 2], columns: [nil])
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
