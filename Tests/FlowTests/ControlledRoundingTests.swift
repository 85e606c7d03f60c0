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
      let units = ControlledRounding.round(cells, rows: rowTotals, columns: columnTotals)
      var gotRows = [Int64](repeating: 0, count: rows)
      var gotColumns = [Int64](repeating: 0, count: columns)
      for (cell, unit) in zip(cells, units) {
        gotRows[Int(cell.row)] += unit
        if let column = cell.column { gotColumns[Int(column)] += unit }
        let scaled = cell.value * Double(rowTotals[Int(cell.row)]) / rowSums[Int(cell.row)]
        #expect(abs(Double(unit) - scaled) < 1 + 1e-9, "seed \(seed)")
      }
      #expect(gotRows == rowTotals, "seed \(seed)")
      let off = zip(gotColumns, columnTotals).map { abs($0 - $1) }.max() ?? 0
      // A table as thin as a tree leaves little to move.
      if cells.count >= 2 * (rows + columns) { #expect(off <= 1, "seed \(seed): \(off)") }
    }
  }

  @Test("a column is mended through a chain of rows")
  func chain() {
    // Each row rounds its halves up on the left; the last column then lacks one unit.
    let cells: [ControlledRounding.Cell] = [
      .init(row: 0, column: 0, value: 0.5), .init(row: 0, column: 1, value: 0.5),
      .init(row: 1, column: 1, value: 0.5), .init(row: 1, column: 2, value: 0.5),
      .init(row: 2, column: 2, value: 0.5), .init(row: 2, column: 3, value: 0.5),
    ]
    let units = ControlledRounding.round(cells, rows: [1, 1, 1], columns: [0, 1, 1, 1])
    #expect(units == [0, 1, 0, 1, 0, 1])
  }

  @Test("ground without a column takes part in its row only")
  func free() {
    let cells: [ControlledRounding.Cell] = [
      .init(row: 0, column: 0, value: 10.4), .init(row: 0, column: nil, value: 5.6),
      .init(row: 1, column: 0, value: 3.3), .init(row: 1, column: nil, value: -1.3),
    ]
    let units = ControlledRounding.round(cells, rows: [16, 2], columns: [nil])
    #expect(units[0] + units[1] == 16)
    #expect(units[2] + units[3] == 2)
    #expect(units[3] == -1 || units[3] == -2)
  }
}

struct Numbers {
  var state: UInt64
  mutating func unit() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }
}
