/// Moves single units from columns with too much to columns with too little.
///
/// Each search walks breadth-first from one column to the nearest that gains by the exchange. In each
/// row on the way one cell goes up and another down. The sum of squared errors falls every time.
struct ColumnMending {
  typealias Cell = ControlledRounding.Cell

  private let cells: UnsafeMutableBufferPointer<Cell>
  private let rounding: UnsafeMutableBufferPointer<CellRounding>
  private let rowStarts: [Int32]
  /// What a column lacks; positive: it wants more.
  private var lacks: [Int64]
  private let hasTotal: [Bool]
  /// The cells of each column that are not whole.
  private var columnStarts: [Int32]
  private var columnCells: [Int32]

  /// The last search that has come to a column.
  private var seen: [Int32]
  private var search: Int32 = 0
  /// How a search has come to a column.
  private var cameBy: [Step]
  private var queue: [Int32] = []
  /// How many cells may still be looked at for columns that are one unit off.
  private var patience: Int

  /// An exchange in a row: the cell that goes up and the one that goes down.
  private struct Step {
    var raised: Int32 = 0
    var lowered: Int32 = 0
  }

  /// Where a search ends: in a column, or with a cell that has none.
  private enum End {
    case column(Int)
    case free(from: Int, Step)
  }

  /// How many columns the searches look at, round by round.
  private static let reaches = [8, 64, 512, 4_096]
  /// For columns that are out by more than one unit.
  private static let farReach = 65_536
  /// How many cells are looked at in all: of small tables as many as it takes, of large ones each so
  /// many times.
  private static let patience = (least: 4_000_000, times: 4)

  init(
    _ cells: UnsafeMutableBufferPointer<Cell>,
    _ rounding: UnsafeMutableBufferPointer<CellRounding>, rowStarts: [Int32], lacks: [Int64],
    hasTotal: [Bool]
  ) {
    self.cells = cells
    self.rounding = rounding
    self.rowStarts = rowStarts
    self.lacks = lacks
    self.hasTotal = hasTotal
    patience = max(ColumnMending.patience.least, ColumnMending.patience.times * cells.count)
    seen = Array(repeating: 0, count: lacks.count)
    cameBy = Array(repeating: Step(), count: lacks.count)
    var starts = [Int32](repeating: 0, count: lacks.count + 1)
    let open = cells.indices.lazy.filter { rounding[$0] != .whole && cells[$0].column >= 0 }
    for cell in open { starts[Int(cells[cell].column) + 1] += 1 }
    for column in lacks.indices { starts[column + 1] += starts[column] }
    columnStarts = starts
    columnCells = [Int32](unsafeUninitializedCapacity: Int(starts[lacks.count])) { places, count in
      for cell in open {
        let column = Int(cells[cell].column)
        places[Int(starts[column])] = Int32(cell)
        starts[column] += 1
      }
      count = places.count
    }
  }

  mutating func run() {
    for reach in ColumnMending.reaches {
      for column in lacks.indices where hasTotal[column] {
        while lacks[column] != 0 {
          let isFar = abs(lacks[column]) > 1
          guard isFar || patience > 0,
            let end = find(from: column, reach: isFar ? ColumnMending.farReach : reach)
          else { break }
          apply(from: column, to: end)
        }
      }
    }
  }

  /// Walks from a column to one that errs the other way or has no total, or failing that to one that
  /// errs less by at least two units.
  private mutating func find(from start: Int, reach: Int) -> End? {
    search += 1
    let wantsMore = lacks[start] > 0
    let standing: CellRounding = wantsMore ? .down : .up
    let opposite: CellRounding = wantsMore ? .up : .down
    var second: Int?
    queue.removeAll(keepingCapacity: true)
    queue.append(Int32(start))
    seen[start] = search
    var head = 0
    while head < queue.count, head < reach {
      let column = Int(queue[head])
      head += 1
      for place in columnStarts[column]..<columnStarts[column + 1] {
        let here = Int(columnCells[Int(place)])
        guard rounding[here] == standing else { continue }
        let row = Int(cells[here].row)
        patience -= Int(rowStarts[row + 1] - rowStarts[row])
        for other in Int(rowStarts[row])..<Int(rowStarts[row + 1])
        where rounding[other] == opposite {
          let step =
            wantsMore
            ? Step(raised: Int32(here), lowered: Int32(other))
            : Step(raised: Int32(other), lowered: Int32(here))
          guard cells[other].column >= 0 else { return .free(from: column, step) }
          let next = Int(cells[other].column)
          guard seen[next] != search else { continue }
          seen[next] = search
          cameBy[next] = step
          if !hasTotal[next] || (wantsMore ? lacks[next] < 0 : lacks[next] > 0) {
            return .column(next)
          }
          let gap = lacks[start] - lacks[next]
          if second == nil, abs(gap) > 1, (gap > 0) == wantsMore { second = next }
          queue.append(Int32(next))
        }
      }
    }
    return second.map { .column($0) }
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
      let step = cameBy[column]
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
    if cells[up].column >= 0 { lacks[Int(cells[up].column)] -= 1 }
    if cells[down].column >= 0 { lacks[Int(cells[down].column)] += 1 }
  }
}
