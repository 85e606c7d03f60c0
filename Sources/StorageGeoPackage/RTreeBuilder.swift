import Geometry
import Groundwork
import Storage

/// Fills a new SQLite R-tree in one go.
///
/// Inserting boxes one by one into the virtual table costs more than everything else in an import.
/// So the nodes are packed here (Sort-Tile-Recursive: Leutenegger, Lopez, Edgington 1997) and
/// written straight into the three tables behind it, whose format is documented with SQLite's R-tree
/// module: a node is a 2-byte depth (root only), a 2-byte cell count, then cells of an 8-byte number
/// and four 4-byte floats, all big endian. The result passes `rtreecheck()`, and later edits through
/// the virtual table work on it as usual.
struct RTreeBuilder {
  /// A box rounded outwards to single precision, as the module does.
  struct Entry {
    var id: Int64
    var minX: Float
    var maxX: Float
    var minY: Float
    var maxY: Float

    init(id: Int64, _ bounds: Bounds) {
      self.id = id
      minX = Entry.down(bounds.minX)
      maxX = Entry.up(bounds.maxX)
      minY = Entry.down(bounds.minY)
      maxY = Entry.up(bounds.maxY)
    }

    /// The box around several entries.
    init(id: Int64, around entries: ArraySlice<Entry>) {
      self.id = id
      minX = entries.reduce(.infinity) { min($0, $1.minX) }
      maxX = entries.reduce(-.infinity) { max($0, $1.maxX) }
      minY = entries.reduce(.infinity) { min($0, $1.minY) }
      maxY = entries.reduce(-.infinity) { max($0, $1.maxY) }
    }

    private static func down(_ value: Double) -> Float {
      let single = Float(value)
      return Double(single) > value ? single.nextDown : single
    }

    private static func up(_ value: Double) -> Float {
      let single = Float(value)
      return Double(single) < value ? single.nextUp : single
    }
  }

  private(set) var entries: [Entry] = []

  mutating func add(_ id: Int64, _ bounds: Bounds) {
    entries.append(Entry(id: id, bounds))
  }

  /// Writes the entries into the empty R-tree `table`.
  ///
  /// - Complexity: O(n log n).
  func write(to table: String, _ connection: SQLiteConnection) throws {
    guard !entries.isEmpty else { return }
    let size = try connection.integer(
      "SELECT length(data) FROM \(quoted(table + "_node")) WHERE nodeno = 1")
    let nodeSize = Int(size ?? 0)
    let capacity = (nodeSize - 4) / 24
    guard capacity > 1 else {
      throw Diagnostic.damaged(file: connection.path, detail: "R-tree \(table)")
    }
    let nodes = try connection.prepare(
      "INSERT OR REPLACE INTO \(quoted(table + "_node")) VALUES (?1, ?2)")
    let parents = try connection.prepare(
      "INSERT INTO \(quoted(table + "_parent")) VALUES (?1, ?2)")
    var level = entries
    var depth = 0
    var nextNode: Int64 = 2
    while true {
      let isRoot = level.count <= capacity
      if !isRoot { RTreeBuilder.tile(&level, capacity: capacity) }
      var above: [Entry] = []
      var leafOf: [(id: Int64, node: Int64)] = []
      for start in stride(from: 0, to: level.count, by: capacity) {
        let cells = level[start..<min(start + capacity, level.count)]
        let number = isRoot ? 1 : nextNode
        nextNode += isRoot ? 0 : 1
        let blob = RTreeBuilder.node(cells, depth: isRoot ? depth : 0, size: nodeSize)
        try nodes.bind(.integer(number), at: 1)
        try nodes.bind(blob: blob, at: 2)
        try nodes.finish()
        if depth == 0 {
          for cell in cells { leafOf.append((cell.id, number)) }
        } else {
          for cell in cells {
            try parents.bind(.integer(cell.id), at: 1)
            try parents.bind(.integer(number), at: 2)
            try parents.finish()
          }
        }
        above.append(Entry(id: number, around: cells))
      }
      if depth == 0 { try RTreeBuilder.writeRows(&leafOf, to: table, connection) }
      if isRoot { return }
      level = above
      depth += 1
    }
  }

  /// The table from feature to leaf, in ascending order so that SQLite only appends.
  private static func writeRows(
    _ leafOf: inout [(id: Int64, node: Int64)], to table: String, _ connection: SQLiteConnection
  ) throws {
    leafOf.sort { $0.id < $1.id }
    let rows = try connection.prepare(
      "INSERT INTO \(quoted(table + "_rowid")) (rowid, nodeno) VALUES (?1, ?2)")
    for (id, node) in leafOf {
      try rows.bind(.integer(id), at: 1)
      try rows.bind(.integer(node), at: 2)
      try rows.finish()
    }
  }

  /// Orders the boxes so that every run of `capacity` is a compact tile: by x into vertical slices,
  /// by y within a slice. Ties go by number, so that the order is always the same.
  private static func tile(_ level: inout [Entry], capacity: Int) {
    let nodes = (level.count + capacity - 1) / capacity
    let slices = Int(Double(nodes).squareRoot().rounded(.up))
    let sliceSize = (nodes + slices - 1) / slices * capacity
    level.sort { a, b in
      let (ax, bx) = (a.minX + a.maxX, b.minX + b.maxX)
      return ax == bx ? a.id < b.id : ax < bx
    }
    for start in stride(from: 0, to: level.count, by: sliceSize) {
      level[start..<min(start + sliceSize, level.count)].sort { a, b in
        let (ay, by) = (a.minY + a.maxY, b.minY + b.maxY)
        return ay == by ? a.id < b.id : ay < by
      }
    }
  }

  private static func node(_ cells: ArraySlice<Entry>, depth: Int, size: Int) -> [UInt8] {
    var blob: [UInt8] = []
    blob.reserveCapacity(size)
    append(UInt16(truncatingIfNeeded: depth), to: &blob)
    append(UInt16(truncatingIfNeeded: cells.count), to: &blob)
    for cell in cells {
      append(cell.id, to: &blob)
      append(cell.minX.bitPattern, to: &blob)
      append(cell.maxX.bitPattern, to: &blob)
      append(cell.minY.bitPattern, to: &blob)
      append(cell.maxY.bitPattern, to: &blob)
    }
    blob.append(contentsOf: repeatElement(0, count: size - blob.count))
    return blob
  }

  private static func append<T: FixedWidthInteger>(_ value: T, to out: inout [UInt8]) {
    withUnsafeBytes(of: value.bigEndian) { out.append(contentsOf: $0) }
  }
}
