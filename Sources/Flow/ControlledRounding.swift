/// Rounds a sparse table to whole units so that rows and columns still add up (控制取整).
///
/// Every row adds up to its given total exactly. Every cell is its value, scaled to the row's total,
/// rounded up or down. Columns with a given total come as near to it as moving single units along
/// the rows allows: to the unit where the totals of rows and columns agree, else within one unit.
///
/// The result depends only on the table, never on threads. Complexity: O(n log n) for the rows;
/// for the columns a short breadth-first search per missing unit.
public enum ControlledRounding {
  public struct Cell: Sendable {
    public var row: Int32
    /// `nil` for a cell that belongs to no column.
    public var column: Int32?
    /// In units or any other measure: each row is scaled to its total.
    public var value: Double

    public init(row: Int32, column: Int32?, value: Double) {
      self.row = row
      self.column = column
      self.value = value
    }
  }

  /// - Parameters:
  ///   - cells: ordered by row.
  ///   - rows: the total of each row.
  ///   - columns: the total of each column, `nil` where none is asked for.
  /// - Returns: one whole number for each cell. A row without cells, or whose cells sum to nothing,
  ///   gets zeros.
  public static func round(_ cells: [Cell], rows: [Int64], columns: [Int64?]) -> [Int64] {
    var table = Table(cells, columns: columns)
    table.fillRows(totals: rows)
    table.mendColumns()
    return table.units
  }
}

/// The working table of one rounding.
private struct Table {
  let cells: [ControlledRounding.Cell]
  /// Whole units of each cell, and whether that is the larger of its two neighbours.
  var units: [Int64]
  var isUp: [Bool]
  /// What a column still lacks; positive: it wants more.
  private var lacks: [Int64]
  private let hasTotal: [Bool]
  /// The cells of each row and of each column.
  private var rowRange: [Range<Int>]
  private var columnStart: [Int]
  private var columnCells: [Int32]

  /// Columns looked at before a search gives up.
  private static let searchLimit = 4_096

  init(_ cells: [ControlledRounding.Cell], columns: [Int64?]) {
    self.cells = cells
    units = Array(repeating: 0, count: cells.count)
    isUp = Array(repeating: false, count: cells.count)
    lacks = columns.map { $0 ?? 0 }
    hasTotal = columns.map { $0 != nil }
    rowRange = []
    columnStart = Array(repeating: 0, count: columns.count + 1)
    for cell in cells { if let column = cell.column { columnStart[Int(column) + 1] += 1 } }
    for column in columns.indices { columnStart[column + 1] += columnStart[column] }
    columnCells = Array(repeating: 0, count: columnStart[columns.count])
    var next = columnStart
    for (index, cell) in cells.enumerated() {
      guard let column = cell.column else { continue }
      columnCells[next[Int(column)]] = Int32(index)
      next[Int(column)] += 1
    }
  }

  /// Scales each row to its total and rounds by the largest remainders, so that columns come out about
  /// right already.
  mutating func fillRows(totals: [Int64]) {
    rowRange = Array(repeating: 0..<0, count: totals.count)
    var order: [(rest: Double, cell: Int)] = []
    var owing = [Double](repeating: 0, count: lacks.count)
    var start = 0
    while start < cells.count {
      let row = Int(cells[start].row)
      var end = start
      var sum = 0.0
      while end < cells.count, Int(cells[end].row) == row {
        sum += cells[end].value
        end += 1
      }
      rowRange[row] = start..<end
      if sum != 0 {
        let scale = Double(totals[row]) / sum
        var rest = totals[row]
        order.removeAll(keepingCapacity: true)
        for cell in start..<end {
          let exact = cells[cell].value * scale
          let whole = exact.rounded(.down)
          units[cell] = Int64(whole)
          rest -= Int64(whole)
          // What the rows before have left the column owing decides with the remainder.
          let owed = cells[cell].column.map { owing[Int($0)] } ?? 0
          order.append((exact - whole + owed, cell))
          if let column = cells[cell].column { owing[Int(column)] += exact - whole }
        }
        order.sort { $0.rest != $1.rest ? $0.rest > $1.rest : $0.cell < $1.cell }
        for (_, cell) in order.prefix(Int(max(0, rest))) {
          units[cell] += 1
          isUp[cell] = true
          if let column = cells[cell].column { owing[Int(column)] -= 1 }
        }
      }
      start = end
    }
    for (index, cell) in cells.enumerated() {
      if let column = cell.column { lacks[Int(column)] -= units[index] }
    }
  }

  /// Moves single units from columns with too much to columns with too little, until no move helps.
  mutating func mendColumns() {
    var seen = Array(repeating: Int32(-1), count: lacks.count)
    var cameBy = Array(repeating: (raised: Int32(0), lowered: Int32(0)), count: lacks.count)
    var search: Int32 = 0
    var moved = true
    while moved {
      moved = false
      for column in lacks.indices where hasTotal[column] {
        while lacks[column] != 0 {
          search += 1
          guard let end = find(from: column, search: search, seen: &seen, cameBy: &cameBy)
          else { break }
          apply(from: column, to: end, cameBy)
          moved = true
        }
      }
    }
  }

  /// Walks from a column to one that gains by the exchange: one that errs the other way or has no
  /// total, or failing that one that errs less by at least two units. In each row on the way one cell
  /// goes up and another down. The sum of squared errors falls with every exchange.
  private func find(
    from start: Int, search: Int32, seen: inout [Int32],
    cameBy: inout [(raised: Int32, lowered: Int32)]
  ) -> Int? {
    let wantsMore = lacks[start] > 0
    var second: Int?
    var queue = [start]
    var head = 0
    seen[start] = search
    while head < queue.count, head < Table.searchLimit {
      let column = queue[head]
      head += 1
      for position in columnStart[column]..<columnStart[column + 1] {
        let here = Int(columnCells[position])
        guard isUp[here] != wantsMore else { continue }
        for other in rowRange[Int(cells[here].row)] where other != here {
          guard isUp[other] == wantsMore else { continue }
          guard let next = cells[other].column.map(Int.init) else { continue }
          guard seen[next] != search else { continue }
          seen[next] = search
          cameBy[next] = wantsMore ? (Int32(here), Int32(other)) : (Int32(other), Int32(here))
          if !hasTotal[next] || (wantsMore ? lacks[next] < 0 : lacks[next] > 0) { return next }
          let gap = lacks[start] - lacks[next]
          if second == nil, abs(gap) > 1, (gap > 0) == wantsMore { second = next }
          queue.append(next)
        }
      }
    }
    return second
  }

  private mutating func apply(
    from start: Int, to end: Int, _ cameBy: [(raised: Int32, lowered: Int32)]
  ) {
    var column = end
    while column != start {
      let step = cameBy[column]
      let (up, down) = (Int(step.raised), Int(step.lowered))
      units[up] += 1
      isUp[up] = true
      units[down] -= 1
      isUp[down] = false
      let upColumn = cells[up].column.map(Int.init) ?? start
      let downColumn = cells[down].column.map(Int.init) ?? start
      lacks[upColumn] -= 1
      lacks[downColumn] += 1
      column = column == downColumn ? upColumn : downColumn
    }
  }
}
