import Groundwork

extension FlowLedger {
  /// The piece table as CSV with a byte order mark: `from_id,to_id,from,to,area_m2,kind`; an uncovered
  /// part has an empty id and class. Classes are those of the grouping; where they have names beside
  /// their codes, `from_name,to_name` follow. Kinds are those of ``FlowRow/Kind``; the area of an
  /// `overlap` is negative, so that the rows of a patch add up to it.
  ///
  /// - Complexity: O(rows) time; memory for some portions only.
  /// - Parameters:
  ///   - job: whose threads format; the text is the same for any number.
  ///   - write: receives the bytes of the text (UTF-8) in order, in portions of bounded size, from
  ///     any thread.
  /// - Throws: what `write` throws; ``Groundwork/Cancelled``.
  public func writePieces(
    by grouping: FlowGrouping, job: Job = Job(), _ write: ([UInt8]) throws -> Void
  ) throws {
    let from = PieceNames(before, grouping)
    let to = PieceNames(after, grouping)
    let hasNames = from.hasNames || to.hasNames
    let header = "from_id,to_id,from,to,area_m2,kind" + (hasNames ? ",from_name,to_name" : "")
    try write(Array((CSV.byteOrderMark + header + "\n").utf8))
    let portion = FlowLedger.portion
    let body: @Sendable (Int) -> [UInt8] = { index in
      csv(index * portion..<min((index + 1) * portion, rows.count), from, to, hasNames: hasNames)
    }
    try job.forEach((rows.count + portion - 1) / portion, body, inOrder: write)
  }

  /// Rows that are formatted at a time.
  private static let portion = 1 << 13

  private func csv(
    _ part: Range<Int>, _ from: PieceNames, _ to: PieceNames, hasNames: Bool
  ) -> [UInt8] {
    let rows = rows[part]
    let room = rows.reduce(0) { room, row in
      room + from.room(of: row.from) + to.room(of: row.to) + ByteText.numberRoom + ByteText.kindRoom
        + 8
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
        if hasNames {
          text.append(44)
          from.appendName(of: row.from, to: &text)
          text.append(44)
          to.appendName(of: row.to, to: &text)
        }
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
  /// The Chinese names of all classes, in the same way; empty where every name is its key.
  private let names: [UInt8]
  private let nameStarts: [Int]

  var hasNames: Bool { !names.isEmpty }

  init(_ side: FlowSide, _ grouping: FlowGrouping) {
    ids = side.ids
    classOf = side.classOf
    let labels = side.classes.map { $0.label(grouping) ?? $0.source }
    (keys, starts) = PieceNames.joined(labels.map(\.key))
    let isNamed = labels.contains { $0.name.zh != $0.key }
    (names, nameStarts) = PieceNames.joined(labels.map { isNamed ? $0.name.zh : "" })
  }

  private static func joined(_ texts: [String]) -> (bytes: [UInt8], starts: [Int]) {
    var bytes: [UInt8] = []
    var starts = [0]
    for text in texts {
      bytes += CSV.field(text).utf8
      starts.append(bytes.count)
    }
    return (bytes, starts)
  }

  /// The most bytes that id and class take.
  @inline(__always)
  func room(of patch: Int32?) -> Int {
    guard let patch = patch.map(Int.init) else { return 0 }
    let label = Int(classOf[patch])
    return 2 + 2 * ids[patch].utf8.count + starts[label + 1] - starts[label]
      + nameStarts[label + 1] - nameStarts[label]
  }

  @inline(__always)
  func appendName(of patch: Int32?, to text: inout ByteText) {
    guard let patch else { return }
    let label = Int(classOf[Int(patch)])
    for place in nameStarts[label]..<nameStarts[label + 1] { text.append(names[place]) }
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
  /// The matrix as CSV with a byte order mark: `from,to,area_m2,kind,from_name,to_name`; an uncovered
  /// part has an empty class, and so has ground that is covered more than once, whose kind is `overlap`
  /// and whose area is negative.
  ///
  /// - Complexity: O(cells).
  public var csv: String {
    func line(_ cell: Cell, _ area: Area, _ kind: FlowRow.Kind) -> String {
      CSV.line([
        cell.from?.key ?? "", cell.to?.key ?? "", area.decimal, kind.rawValue,
        cell.from?.name.zh ?? "", cell.to?.name.zh ?? "",
      ])
    }
    return CSV.byteOrderMark + "from,to,area_m2,kind,from_name,to_name\n"
      + cells.map { cell in
        line(
          cell, cell.area,
          cell.to == nil ? .uncoveredFrom : cell.from == nil ? .uncoveredTo : .piece)
      }.joined() + coveredTwice.map { line($0, -$0.area, .overlap) }.joined()
  }
}
