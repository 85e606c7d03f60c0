import Dispatch
import Groundwork
import Synchronization

extension FlowLedger {
  /// The piece table as CSV: `from_id,to_id,from,to,area_m2`; an uncovered part has an empty id and
  /// class. Classes are those of the grouping.
  ///
  /// - Parameters:
  ///   - threads: how many format at a time; the text is the same.
  ///   - write: takes the bytes of the text (UTF-8) in order, in portions of bounded size.
  public func writePieces(
    by grouping: FlowGrouping, threads: Int = 1, _ write: ([UInt8]) throws -> Void
  ) throws {
    try write(Array("from_id,to_id,from,to,area_m2\n".utf8))
    let from = PieceNames(before, grouping)
    let to = PieceNames(after, grouping)
    var start = 0
    while start < rows.count {
      let starts = (0..<threads).map { start + $0 * FlowLedger.portion }.filter { $0 < rows.count }
      let texts = Mutex<[[UInt8]]>(Array(repeating: [], count: starts.count))
      let format: @Sendable (Int) -> Void = { index in
        let part = starts[index]..<min(starts[index] + FlowLedger.portion, rows.count)
        let text = csv(part, from, to)
        texts.withLock { $0[index] = text }
      }
      if starts.count == 1 {
        format(0)
      } else {
        DispatchQueue.concurrentPerform(iterations: starts.count, execute: format)
      }
      for text in texts.withLock({ $0 }) { try write(text) }
      start += starts.count * FlowLedger.portion
    }
  }

  /// Rows that are formatted at a time.
  private static let portion = 1 << 15

  private func csv(_ part: Range<Int>, _ from: PieceNames, _ to: PieceNames) -> [UInt8] {
    var text = ByteText(capacity: part.count * 48)
    for row in rows[part] {
      if let patch = row.from { from.appendID(Int(patch), to: &text) }
      text.append(44)
      if let patch = row.to { to.appendID(Int(patch), to: &text) }
      text.append(44)
      if let patch = row.from { text.append(from.classKey(Int(patch))) }
      text.append(44)
      if let patch = row.to { text.append(to.classKey(Int(patch))) }
      text.append(44)
      text.append(hundredths: row.area.hundredths)
      text.append(10)
    }
    return text.bytes
  }
}

/// The ids and class keys of a side as they stand in CSV.
private struct PieceNames: Sendable {
  private let side: FlowSide
  private let keys: [[UInt8]]

  init(_ side: FlowSide, _ grouping: FlowGrouping) {
    self.side = side
    keys = side.classes.map { Array(CSV.field(($0.label(grouping) ?? $0.source).key).utf8) }
  }

  @inline(__always)
  func classKey(_ patch: Int) -> [UInt8] { keys[Int(side.classOf[patch])] }

  @inline(__always)
  func appendID(_ patch: Int, to text: inout ByteText) {
    var id = side.ids[patch]
    let isPlain = id.withUTF8 { bytes in
      bytes.allSatisfy { $0 != 44 && $0 != 34 && $0 != 10 && $0 != 13 }
    }
    if !isPlain { id = CSV.field(id) }
    id.withUTF8 { text.append($0) }
  }
}

/// UTF-8 text that grows.
private struct ByteText {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  @inline(__always)
  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  @inline(__always)
  mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  @inline(__always)
  mutating func append(_ more: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: more) }

  /// A number of hundredths as a decimal with two places.
  @inline(__always)
  mutating func append(hundredths: Int64) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { digits in
      var at = 24
      var rest = hundredths.magnitude
      var places = 0
      repeat {
        at &-= 1
        digits[at] = UInt8(truncatingIfNeeded: rest % 10) &+ 48
        rest /= 10
        places &+= 1
        if places == 2 {
          at &-= 1
          digits[at] = 46
        }
      } while rest > 0 || places < 3
      if hundredths < 0 {
        at &-= 1
        digits[at] = 45
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[at..<24]))
    }
  }
}

extension FlowMatrix {
  /// The matrix as CSV: `from,to,area_m2`; an uncovered part has an empty class.
  public var csv: String {
    cells.reduce(into: "from,to,area_m2\n") { text, cell in
      text += CSV.field(cell.from?.key ?? "") + "," + CSV.field(cell.to?.key ?? "") + ","
      text += cell.area.decimal + "\n"
    }
  }
}
