import Groundwork

/// A table for a terminal; Chinese characters count two columns.
struct TextTable {
  private var rows: [[String]]
  private let rightAligned: Set<Int>

  init(_ head: [String], right: Set<Int> = []) {
    rows = [head]
    rightAligned = right
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// Whether there is nothing below the head.
  var isEmpty: Bool { rows.count == 1 }

  var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? TextTable.width($0[column]) : 0 }.max() ?? 0
    }
    var text = ""
    for (index, row) in rows.enumerated() {
      var line = ""
      for (column, cell) in row.enumerated() {
        let gap = String(repeating: " ", count: widths[column] - TextTable.width(cell))
        let isLast = column == row.count - 1
        line += rightAligned.contains(column) ? gap + cell : cell + (isLast ? "" : gap)
        if !isLast { line += "  " }
      }
      text += line + "\n"
      if index == 0 {
        text += widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ") + "\n"
      }
    }
    return text
  }

  /// The columns that a text takes in a terminal.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
        width + 2
      case 0x0300...0x036F, 0x200B...0x200F: width
      default: width + 1
      }
    }
  }
}

/// Number formats for human readers.
enum Figures {
  /// Two decimals and thousands separators.
  static func fixed(_ value: Double, _ places: Int = 2) -> String {
    guard value.isFinite else { return "–" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (abs(value) * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled < 9e15 else { return String(value) }
    var digits = String(Int64(scaled))
    while digits.count <= places { digits = "0" + digits }
    let whole = String(digits.dropLast(places))
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    let sign = value < 0 && scaled != 0 ? "-" : ""
    return sign + grouped + (places > 0 ? "." + digits.suffix(places) : "")
  }

  static func mu(_ area: Area) -> String { fixed(area.mu) }
  static func hectares(_ area: Area) -> String { fixed(area.hectares) }
}
