import Groundwork

/// Rounds a sparse table to whole units so that rows and columns still add up (控制取整).
///
/// Every row adds up to its given total exactly. Every cell is its value, scaled to the row's
/// total, rounded up or down; one that is whole already stays as it is. Columns with a given total
/// come within one unit of it as far as moving single units along the rows allows. In tables of up
/// to some hundred thousand cells they come as near as that allows; in larger ones, where a missing
/// unit may be a thousand rows away, one to three columns in a hundred stay one unit off, rather
/// than spending more on them than on the whole table.
///
/// The result depends only on the table, never on threads.
///
/// Rows are rounded one after another; the rounding error of a column is carried to its next row
/// (error diffusion), so that most columns meet their totals at once: see `RowRounding`. The others
/// are corrected by breadth-first searches for a column with the opposite error: see
/// `ColumnCorrection`. Blocks of rows in large tables are worked on at the same time: see
/// `RoundingBlocks`. Complexity: O(n) for n cells, but for the sorting of rows with many.
public enum ControlledRounding {
  /// A cell of the table; 16 bytes.
  public struct Cell: Sendable, Hashable {
    public var row: Int32
    /// The column, −1 for a cell that belongs to none.
    public var column: Int32
    /// Before rounding in units or any other measure: each row is scaled to its total. Afterwards a
    /// whole number of units, which is exact up to 2⁵³.
    public var value: Double

    public init(row: Int32, column: Int32, value: Double) {
      self.row = row
      self.column = column
      self.value = value
    }

    /// The value of a rounded cell.
    public var units: Int64 { Int64(value) }
  }

  /// Tables with at most this number of cells are rounded as one block and corrected as far as
  /// possible.
  static let singleBlockLimit = 500_000

  /// Rounds the values of all cells. A row whose cells sum to nothing gets zeros.
  ///
  /// - Parameters:
  ///   - cells: ordered by row.
  ///   - rows: the total of each row, at most 2⁵³ units.
  ///   - columns: the total of each column, `nil` where none is asked for.
  ///   - job: its threads share the work.
  /// - Throws: ``Groundwork/Cancelled``; the cells are then of no use.
  public static func round(
    _ cells: inout [Cell], rows: [Int64], columns: [Int64?], job: Job = Job()
  ) throws {
    try cells.withUnsafeMutableBufferPointer { cells in
      try RoundingTable(cells, rows: rows, columns: columns).round(job)
    }
  }
}

/// How a cell has been rounded.
enum CellRounding: UInt8 {
  /// It was whole and stays so.
  case whole
  case down, up
}
