/// Moves single units from columns with too much to columns with too little.
///
/// A search walks breadth-first from a column to the nearest that gains by the exchange. In each row on
/// the way one cell goes up and another down. The sum of squared errors falls every time.
///
/// Columns that are out by several units are mended one by one. For the many that are out by one, the
/// searches of some thousand go at once, each column belonging to the search that came to it first.
/// Rounds follow, with ever more columns together, until none mends anything.
struct ColumnMending {
  private let cells: UnsafeMutableBufferPointer<ControlledRounding.Cell>
  private let rounding: UnsafeMutablePointer<CellRounding>
  private let columns: UnsafeMutablePointer<RoundingTable.Column>
  private let columnCells: UnsafeMutablePointer<Int32>
  private let rowStarts: [Int32]
  /// The columns to mend, and the block that the searches keep to; `nil` if they go anywhere.
  private let list: ArraySlice<Int32>
  private let block: Int16?
  /// The number of the last search.
  private(set) var search: Int32
  private var queue: [Int32] = []
  /// How many cells may still be looked at for columns that are one unit off.
  private(set) var patience: Int

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

  /// How many columns are mended together in the first round.
  private static let chunk = 4_096
  /// How many columns the search of a column looks at that is out by more than one unit.
  private static let farReach = 65_536

  /// What is mended.
  enum Part {
    case whole, block
    /// What all blocks have left over.
    case rest
  }

  /// How many cells may be looked at for columns that are one unit off: of small tables as many as
  /// it takes, of large ones each so many times.
  static func patience(_ cells: Int, _ part: Part) -> Int {
    switch part {
    case .whole where cells <= ControlledRounding.small: 4_000_000
    case .whole: cells * 9 / 4
    case .block: cells * 2
    case .rest: cells / 8
    }
  }

  init(
    _ table: RoundingTable, _ list: ArraySlice<Int32>, block: Int16?, patience: Int,
    after search: Int32
  ) {
    cells = table.cells
    rounding = table.rounding
    columns = table.columns
    columnCells = table.columnCells
    rowStarts = table.rowStarts
    self.list = list
    self.block = block
    self.patience = patience
    self.search = search
  }

  mutating func run() {
    let isOff = list.contains { columns[Int($0)].hasTotal && columns[Int($0)].lacks != 0 }
    guard isOff else { return }
    for column in list.lazy.map({ Int($0) }) where columns[column].hasTotal {
      while abs(columns[column].lacks) > 1, let end = find(from: column) {
        apply(from: column, to: end)
      }
    }
    // Near ones first, which stay in the cache and are nearly all that can be mended. What one way
    // leaves over, the other finds seldom.
    var chunk = ColumnMending.chunk
    var idle = 0
    var wantMore = true
    while patience > 0, idle < 2 {
      var moved = 0
      for start in stride(from: list.startIndex, to: list.endIndex, by: chunk) {
        moved += mend(list[start..<min(start + chunk, list.endIndex)], wantMore: wantMore)
      }
      idle = chunk >= list.count && moved == 0 ? idle + 1 : 0
      if !wantMore, chunk < list.count { chunk *= 8 }
      wantMore.toggle()
    }
  }

  // MARK: All at once

  /// Walks at the same time from those columns of a list that err one way to the nearest that err
  /// the other way or have no total; returns how many units were moved.
  ///
  /// The searches share no column, hence no cell: an exchange of one leaves the ways of the others
  /// as they were found. A search that has come to its end goes no farther. They come to no more
  /// columns than there are in the list.
  private mutating func mend(_ list: ArraySlice<Int32>, wantMore: Bool) -> Int {
    search += 1
    let standing: CellRounding = wantMore ? .down : .up
    let opposite: CellRounding = wantMore ? .up : .down
    queue.removeAll(keepingCapacity: true)
    for column in list.lazy.map({ Int($0) })
    where columns[column].hasTotal
      && (wantMore ? columns[column].lacks > 0 : columns[column].lacks < 0)
    {
      queue.append(Int32(column))
      columns[column].seen = search
      columns[column].origin = Int32(column)
    }
    let sources = queue.count
    var ended = 0
    var head = 0
    while head < min(queue.count, list.count), ended < sources, patience > 0 {
      let column = Int(queue[head])
      head += 1
      let start = Int(columns[column].origin)
      // A search that has ended is marked by an origin that is none.
      guard columns[start].origin >= 0, let end = spread(from: column, start, standing, opposite)
      else {
        continue
      }
      apply(from: start, to: end)
      columns[start].origin = -1
      ended += 1
    }
    return ended
  }

  /// Takes a search from one of its columns to the next ones; returns its end if it is among them.
  private mutating func spread(
    from column: Int, _ start: Int, _ standing: CellRounding, _ opposite: CellRounding
  ) -> End? {
    let wantsMore = standing == .down
    for place in columns[column].start..<columns[column].end {
      let here = Int(columnCells[Int(place)])
      guard rounding[here] == standing else { continue }
      let row = Int(cells[here].row)
      patience -= Int(rowStarts[row + 1] - rowStarts[row])
      for other in Int(rowStarts[row])..<Int(rowStarts[row + 1])
      where rounding[other] == opposite {
        let step = Step(here, other, wantsMore)
        guard cells[other].column >= 0 else { return .free(from: column, step) }
        let next = Int(cells[other].column)
        guard columns[next].seen != search, block == nil || columns[next].block == block else {
          continue
        }
        columns[next].seen = search
        columns[next].cameBy = step
        columns[next].origin = Int32(start)
        if !columns[next].hasTotal
          || (wantsMore ? columns[next].lacks < 0 : columns[next].lacks > 0)
        {
          return .column(next)
        }
        queue.append(Int32(next))
      }
    }
    return nil
  }

  // MARK: One by one

  /// Walks from a column to one that errs the other way or has no total, or failing that to one that
  /// errs less by at least two units.
  private mutating func find(from start: Int) -> End? {
    search += 1
    // Such columns are few, and have no part in what the others may cost.
    let patience = patience
    defer { self.patience = patience }
    let lacks = columns[start].lacks
    let standing: CellRounding = lacks > 0 ? .down : .up
    let opposite: CellRounding = lacks > 0 ? .up : .down
    queue.removeAll(keepingCapacity: true)
    queue.append(Int32(start))
    columns[start].seen = search
    var head = 0
    while head < queue.count, head < ColumnMending.farReach {
      if let end = spread(from: Int(queue[head]), start, standing, opposite) { return end }
      head += 1
    }
    let second = queue.first { column in
      let gap = lacks - columns[Int(column)].lacks
      return abs(gap) > 1 && (gap > 0) == (lacks > 0)
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
      let step = columns[column].cameBy
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
    if cells[up].column >= 0 { columns[Int(cells[up].column)].lacks -= 1 }
    if cells[down].column >= 0 { columns[Int(cells[down].column)].lacks += 1 }
  }
}
