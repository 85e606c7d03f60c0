/// How wide the columns of a table are (列宽), and how large its letters: by what stands in the cells, so that
/// no figure and no number of a patch breaks into two lines.
struct WordColumns: Hashable {
  /// The width of the text on an A4 page, in twentieths of a point.
  static let portrait = 9026
  static let landscape = 13958

  /// Of each column, in twentieths of a point; they add up to the width of the text.
  let widths: [Int]
  /// In half points, as Word states it.
  let size: Int

  /// Sizes that are tried, the largest first.
  private static let sizes = [20, 18, 16, 14]
  /// Left and right of the text in a cell.
  private static let margins = 230
  /// A column of words is not made wider than so many Chinese characters before all have what they need.
  private static let widest = 22.0

  /// - Parameter width: of the text on the page.
  init(_ table: WordTable, width: Int) {
    let columns = table.headings.indices.map { column in
      Column(
        table.rows.compactMap { $0.indices.contains(column) ? $0[column] : nil },
        table.headings[column])
    }
    let size =
      WordColumns.sizes.first { size in
        columns.map { $0.least(size) }.reduce(0, +) <= Double(width)
      } ?? WordColumns.sizes[WordColumns.sizes.count - 1]
    self.size = size
    let least = columns.map { $0.least(size) }
    let wanted = columns.map { max($0.least(size), $0.wanted(size)) }
    let (needs, wishes) = (least.reduce(0, +), wanted.reduce(0, +))
    let whole = Double(width)
    let shares: [Double]
    if wishes <= whole {
      shares = wanted.map { $0 * whole / wishes }
    } else if needs <= whole {
      // Who asks for more gets more of what is left.
      let rest = (whole - needs) / (wishes - needs)
      shares = zip(least, wanted).map { $0 + ($1 - $0) * rest }
    } else {
      shares = least.map { $0 * whole / needs }
    }
    var widths = shares.map { Int($0) }
    if let last = widths.indices.last { widths[last] += width - widths.reduce(0, +) }
    self.widths = widths
  }

  /// What the cells of a column need, in Chinese characters.
  private struct Column {
    var longestWhole = 0.0
    /// What cannot be broken.
    var longestPart = 0.0

    init(_ cells: [String], _ heading: String) {
      for cell in cells + [heading] {
        let measured = Column.measure(cell)
        longestWhole = max(longestWhole, measured.whole)
        longestPart = max(longestPart, measured.part, min(measured.whole, cell == heading ? 2 : 4))
      }
    }

    func least(_ size: Int) -> Double { longestPart * Double(size * 10) + Double(margins) }

    func wanted(_ size: Int) -> Double {
      min(longestWhole, widest) * Double(size * 10) + Double(margins)
    }

    /// Words of letters and digits do not break; Chinese text breaks anywhere.
    private static func measure(_ text: String) -> (whole: Double, part: Double) {
      var (whole, part, run) = (0.0, 0.0, 0.0)
      for scalar in text.unicodeScalars {
        let width = em(scalar)
        whole += width
        if scalar.value >= 0x2E80 || scalar == " " {
          run = 0
        } else {
          run += width
          part = max(part, run)
        }
      }
      return (whole, part)
    }

    /// The widths of Times New Roman, a little generous.
    private static func em(_ scalar: Unicode.Scalar) -> Double {
      switch scalar {
      case "0"..."9": 0.5
      case "A"..."Z", "%", "m", "w", "−": 0.75
      case ".", ",", ":", ";", " ", "i", "l": 0.3
      default: scalar.value >= 0x2E80 || scalar == "→" ? 1 : 0.55
      }
    }
  }
}
