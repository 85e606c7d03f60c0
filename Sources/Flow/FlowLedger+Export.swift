import Groundwork

extension FlowLedger {
  /// The piece table as CSV: `from_id,to_id,from,to,area_m2,kind`; an uncovered part has an empty id
  /// and class. Classes are those of the grouping; kinds are those of ``FlowRow/Kind``. The area of an
  /// `overlap` is negative, so that the rows of a patch add up to it.
  ///
  /// - Parameters:
  ///   - job: whose threads format; the text is the same for any number.
  ///   - write: takes the bytes of the text (UTF-8) in order, in portions of bounded size, from
  ///     whatever thread.
  /// - Throws: what `write` throws; ``Groundwork/Cancelled``.
  public func writePieces(
    by grouping: FlowGrouping, job: Job = Job(), _ write: ([UInt8]) throws -> Void
  ) throws {
    try write(Array("from_id,to_id,from,to,area_m2,kind\n".utf8))
    let from = PieceNames(before, grouping)
    let to = PieceNames(after, grouping)
    let portion = FlowLedger.portion
    let body: @Sendable (Int) -> [UInt8] = { index in
      csv(index * portion..<min((index + 1) * portion, rows.count), from, to)
    }
    try job.forEach((rows.count + portion - 1) / portion, body, inOrder: write)
  }

  /// Rows that are formatted at a time.
  private static let portion = 1 << 13

  private func csv(_ part: Range<Int>, _ from: PieceNames, _ to: PieceNames) -> [UInt8] {
    let rows = rows[part]
    let room = rows.reduce(0) { room, row in
      room + from.room(of: row.from) + to.room(of: row.to) + ByteText.numberRoom + ByteText.kindRoom
        + 6
    }
    return [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      var text = ByteText(start)
      for row in rows {
        from.appendID(of: row.from, to: &text)
        text.append(44)
        to.appendID(of: row.to, to: &text)
        text.append(44)
        from.appendClass(of: row.from, to: &text)
        text.append(44)
        to.appendClass(of: row.to, to: &text)
        text.append(44)
        text.append(hundredths: row.area.hundredths)
        text.append(44)
        text.append(row.kind)
        text.append(10)
      }
      count = text.end - start
    }
  }
}

/// The ids and class keys of a side as they stand in CSV; nothing stands there for no patch.
private struct PieceNames: Sendable {
  private let ids: [String]
  private let classOf: [Int32]
  /// The keys of all classes, one after the other; that of class `c` begins at `starts[c]`.
  private let keys: [UInt8]
  private let starts: [Int]

  init(_ side: FlowSide, _ grouping: FlowGrouping) {
    ids = side.ids
    classOf = side.classOf
    var keys: [UInt8] = []
    var starts = [0]
    for label in side.classes {
      keys += CSV.field((label.label(grouping) ?? label.source).key).utf8
      starts.append(keys.count)
    }
    self.keys = keys
    self.starts = starts
  }

  /// The most bytes that id and class take.
  @inline(__always)
  func room(of patch: Int32?) -> Int {
    guard let patch = patch.map(Int.init) else { return 0 }
    let label = Int(classOf[patch])
    return 2 + 2 * ids[patch].utf8.count + starts[label + 1] - starts[label]
  }

  @inline(__always)
  func appendClass(of patch: Int32?, to text: inout ByteText) {
    guard let patch else { return }
    let label = Int(classOf[Int(patch)])
    for place in starts[label]..<starts[label + 1] { text.append(keys[place]) }
  }

  @inline(__always)
  func appendID(of patch: Int32?, to text: inout ByteText) {
    guard let patch else { return }
    var id = ids[Int(patch)]
    let isPlain = id.withUTF8 { bytes in
      var isPlain = true
      for byte in bytes {
        isPlain = isPlain && byte != 44 && byte != 34 && byte != 10 && byte != 13
        text.append(byte)
      }
      if !isPlain { text.removeLast(bytes.count) }
      return isPlain
    }
    if isPlain { return }
    for byte in CSV.field(id).utf8 { text.append(byte) }
  }
}

/// UTF-8 text in memory that is large enough for it.
private struct ByteText {
  /// One past the last byte.
  private(set) var end: UnsafeMutablePointer<UInt8>

  /// The most bytes that a number takes, and the name of a kind.
  static let numberRoom = 24
  static let kindRoom = 16
  private static let piece = Array(FlowRow.Kind.piece.rawValue.utf8)

  init(_ start: UnsafeMutablePointer<UInt8>) { end = start }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    end.initialize(to: byte)
    end += 1
  }

  @inline(__always)
  mutating func removeLast(_ count: Int) { end -= count }

  @inline(__always)
  mutating func append(_ kind: FlowRow.Kind) {
    if kind == .piece {
      for byte in ByteText.piece { append(byte) }
    } else {
      for byte in kind.rawValue.utf8 { append(byte) }
    }
  }

  /// A number of hundredths as a decimal with two places.
  @inline(__always)
  mutating func append(hundredths: Int64) {
    if hundredths < 0 { append(45) }
    let (whole, part) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    var digits = 1
    var bound: UInt64 = 10
    while whole >= bound {
      digits &+= 1
      bound &*= 10
    }
    var rest = whole
    var place = digits
    while place > 1 {
      let pair = rest % 100
      rest /= 100
      place &-= 2
      (end + place).initialize(to: 48 &+ UInt8(truncatingIfNeeded: pair / 10))
      (end + (place &+ 1)).initialize(to: 48 &+ UInt8(truncatingIfNeeded: pair % 10))
    }
    if place == 1 { end.initialize(to: 48 &+ UInt8(truncatingIfNeeded: rest)) }
    end += digits
    append(46)
    append(48 &+ UInt8(truncatingIfNeeded: part / 10))
    append(48 &+ UInt8(truncatingIfNeeded: part % 10))
  }
}

extension FlowMatrix {
  /// The matrix as CSV: `from,to,area_m2,kind`; an uncovered part has an empty class, and so has
  /// ground that is covered more than once, whose kind is `overlap` and whose area is negative.
  public var csv: String {
    func line(_ cell: Cell, _ area: Area, _ kind: FlowRow.Kind) -> String {
      CSV.field(cell.from?.key ?? "") + "," + CSV.field(cell.to?.key ?? "") + ","
        + "\(area.decimal),\(kind.rawValue)\n"
    }
    return "from,to,area_m2,kind\n"
      + cells.map { cell in
        line(
          cell, cell.area,
          cell.to == nil ? .uncoveredFrom : cell.from == nil ? .uncoveredTo : .piece)
      }.joined() + coveredTwice.map { line($0, -$0.area, .overlap) }.joined()
  }
}
