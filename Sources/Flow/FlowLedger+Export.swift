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
    var next = 0
    /// Starts to format the next portions, as many as there are threads.
    func format() -> Portions? {
      let starts = Array(
        stride(from: next, to: rows.count, by: FlowLedger.portion).prefix(max(1, threads)))
      guard !starts.isEmpty else { return nil }
      next += starts.count * FlowLedger.portion
      let parts = starts.map { $0..<min($0 + FlowLedger.portion, rows.count) }
      return Portions(parts, isAhead: threads > 1) { csv($0, from, to) }
    }
    var ready = format()
    while let portions = ready {
      let texts = portions.wait()
      // While these are written the next are formatted.
      ready = format()
      for text in texts { try write(text) }
    }
  }

  /// Texts that are being formatted.
  private final class Portions: Sendable {
    private let texts: Mutex<[[UInt8]]>
    private let isDone = DispatchGroup()

    /// - Parameter isAhead: whether to format on other threads.
    init(
      _ parts: [Range<Int>], isAhead: Bool, _ format: @escaping @Sendable (Range<Int>) -> [UInt8]
    ) {
      texts = Mutex(Array(repeating: [], count: parts.count))
      for (index, part) in parts.enumerated() {
        if isAhead {
          DispatchQueue.global().async(group: isDone) { [self] in
            let text = format(part)
            texts.withLock { $0[index] = text }
          }
        } else {
          let text = format(part)
          texts.withLock { $0[index] = text }
        }
      }
    }

    func wait() -> [[UInt8]] {
      isDone.wait()
      return texts.withLock { $0 }
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
