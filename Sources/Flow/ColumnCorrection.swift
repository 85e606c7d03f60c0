/// Corrects columns that miss their totals by moving single units along alternating paths.
///
/// A breadth-first search leads from a column to the nearest one that gains by the exchange; in
/// each row on the path one cell goes up and another down. Each exchange lowers the sum of squared
/// errors.
///
/// Columns that are off by several units are corrected one by one. For the many that are off by
/// one, some thousand searches run interleaved, and each column belongs to the search that reached
/// it first. Rounds with growing groups of columns follow until none corrects anything.
struct ColumnCorrection {
  private let cells: UnsafeMutableBufferPointer<ControlledRounding.Cell>
  private let rounding: UnsafeMutablePointer<CellRounding>
  private let columns: UnsafeMutablePointer<RoundingTable.Column>
  private let columnCells: UnsafeMutablePointer<Int32>
  private let rowStarts: [Int32]
  /// The columns to correct, and the block to which the searches are confined; `nil` for none.
  private let list: ArraySlice<Int32>
  private let block: Int16?
  /// The number of the last search.
  private(set) var search: Int32
  private var queue: [Int32] = []
  /// The number of cells that may still be visited for columns that are one unit off.
  private(set) var budget: Int

  /// An exchange in a row: the cell that goes up and the one that goes down.
  struct Step {
    var raised: Int32 = 0
    var lowered: Int32 = 0

    init() {}

    /// - Parameter wantsMore: whether it is the first cell that goes up.
    @inline(__always)
    init(_ first: Int, _ second: Int, _ wantsMore: Bool) {
      raised = Int32(wantsMore ? first : second)
      lowered = Int32(wantsMore ? second : first)
    }
  }

  /// Where a search ends: in a column, or with a cell that has none.
  private enum End {
    case column(Int)
    case free(from: Int, Step)
  }

  /// The number of columns in a group in the first round.
  private static let chunk = 4_096
  /// The most columns that the search from a column visits that is off by more than one unit.
  private static let farSearchLimit = 65_536

  /// Which part of a table is corrected.
  enum Part {
    case whole, block
    /// The outer columns, after all blocks.
    case rest
  }

  /// The number of cells that may be visited for columns that are one unit off: practically
  /// unlimited in small tables, proportional to the cells in large ones.
  static func budget(_ cells: Int, _ part: Part) -> Int {
    switch part {
    case .whole where cells <= ControlledRounding.singleBlockLimit: 4_000_000
    case .whole: cells * 9 / 4
    case .block: cells * 2
    case .rest: cells / 8
    }
  }

  init(
    _ table: RoundingTable, _ list: ArraySlice<Int32>, block: Int16?, budget: Int,
    after search: Int32
  ) {
    cells = table.cells
    rounding = table.rounding
    columns = table.columns
    columnCells = table.columnCells
    rowStarts = table.rowStarts
    self.list = list
    self.block = block
    self.budget = budget
    self.search = search
  }

  mutating func run() {
    let isOff = list.contains { columns[Int($0)].hasTotal && columns[Int($0)].deficit != 0 }
    guard isOff else { return }
    for column in list.lazy.map({ Int($0) }) where columns[column].hasTotal {
      while abs(columns[column].deficit) > 1, let end = find(from: column) {
        apply(from: column, to: end)
      }
    }
    // Near columns first: they stay in the cache, and nearly all corrections are among them.
    var chunk = ColumnCorrection.chunk
    var idle = 0
    var wantMore = true
    while budget > 0, idle < 2 {
      var moved = 0
      for start in stride(from: list.startIndex, to: list.endIndex, by: chunk) {
        moved += correct(list[start..<min(start + chunk, list.endIndex)], wantMore: wantMore)
      }
      idle = chunk >= list.count && moved == 0 ? idle + 1 : 0
      if !wantMore, chunk < list.count { chunk *= 8 }
      wantMore.toggle()
    }
  }

  // MARK: Interleaved searches

  /// Searches from all columns of a list with an error of one sign for the nearest columns with an
  /// error of the other sign or without a total; returns the number of units moved.
  ///
  /// The searches share no column, hence no cell: an exchange of one leaves the paths of the others
  /// valid. A search ends with its first exchange. Together they visit no more columns than the
  /// list has.
  private mutating func correct(_ list: ArraySlice<Int32>, wantMore: Bool) -> Int {
    search += 1
    let current: CellRounding = wantMore ? .down : .up
    let opposite: CellRounding = wantMore ? .up : .down
    queue.removeAll(keepingCapacity: true)
    for column in list.lazy.map({ Int($0) })
    where columns[column].hasTotal
      && (wantMore ? columns[column].deficit > 0 : columns[column].deficit < 0)
    {
      queue.append(Int32(column))
      columns[column].visitedBy = search
      columns[column].origin = Int32(column)
    }
    let sources = queue.count
    var ended = 0
    var head = 0
    while head < min(queue.count, list.count), ended < sources, budget > 0 {
      let column = Int(queue[head])
      head += 1
      let start = Int(columns[column].origin)
      // The origin of a search that has ended is negative.
      guard columns[start].origin >= 0, let end = expand(from: column, start, current, opposite)
      else {
        continue
      }
      apply(from: start, to: end)
      columns[start].origin = -1
      ended += 1
    }
    return ended
  }

  /// Expands a search by the neighbours of one of its columns; returns its end if it is among them.
  private mutating func expand(
    from column: Int, _ start: Int, _ current: CellRounding, _ opposite: CellRounding
  ) -> End? {
    let wantsMore = current == .down
    for place in columns[column].start..<columns[column].end {
      let here = Int(columnCells[Int(place)])
      guard rounding[here] == current else { continue }
      let row = Int(cells[here].row)
      budget -= Int(rowStarts[row + 1] - rowStarts[row])
      for other in Int(rowStarts[row])..<Int(rowStarts[row + 1])
      where rounding[other] == opposite {
        let step = Step(here, other, wantsMore)
        guard cells[other].column >= 0 else { return .free(from: column, step) }
        let next = Int(cells[other].column)
        guard columns[next].visitedBy != search, block == nil || columns[next].block == block else {
          continue
        }
        columns[next].visitedBy = search
        columns[next].predecessor = step
        columns[next].origin = Int32(start)
        if !columns[next].hasTotal
          || (wantsMore ? columns[next].deficit < 0 : columns[next].deficit > 0)
        {
          return .column(next)
        }
        queue.append(Int32(next))
      }
    }
    return nil
  }

  // MARK: Single searches

  /// Searches from a column for one with an error of the other sign or without a total, or failing
  /// that for one whose error is smaller by at least two units.
  private mutating func find(from start: Int) -> End? {
    search += 1
    // Such columns are few; their searches do not count against the budget.
    let budget = budget
    defer { self.budget = budget }
    let deficit = columns[start].deficit
    let current: CellRounding = deficit > 0 ? .down : .up
    let opposite: CellRounding = deficit > 0 ? .up : .down
    queue.removeAll(keepingCapacity: true)
    queue.append(Int32(start))
    columns[start].visitedBy = search
    var head = 0
    while head < queue.count, head < ColumnCorrection.farSearchLimit {
      if let end = expand(from: Int(queue[head]), start, current, opposite) { return end }
      head += 1
    }
    let second = queue.first { column in
      let gap = deficit - columns[Int(column)].deficit
      return abs(gap) > 1 && (gap > 0) == (deficit > 0)
    }
    return second.map { .column(Int($0)) }
  }

  private mutating func apply(from start: Int, to end: End) {
    var column: Int
    switch end {
    case .column(let last): column = last
    case .free(let from, let step):
      exchange(step)
      column = from
    }
    while column != start {
      let step = columns[column].predecessor
      exchange(step)
      let lowered = Int(cells[Int(step.lowered)].column)
      column = column == lowered ? Int(cells[Int(step.raised)].column) : lowered
    }
  }

  private mutating func exchange(_ step: Step) {
    let (up, down) = (Int(step.raised), Int(step.lowered))
    cells[up].value += 1
    rounding[up] = .up
    cells[down].value -= 1
    rounding[down] = .down
    if cells[up].column >= 0 { columns[Int(cells[up].column)].deficit -= 1 }
    if cells[down].column >= 0 { columns[Int(cells[down].column)].deficit += 1 }
  }
}
