/// Tracked changes of a Word document (修订): what differs from the version that was approved, so that a
/// reader sees old and new, and accepts or refuses each.
struct WordMarks {
  private static let author = "治土"
  /// Ids of revisions begin where hand-made ones rarely are.
  private var next = 900_000

  private mutating func attributes() -> String {
    next += 1
    return "w:id=\"\(next)\" w:author=\"\(WordMarks.author)\""
  }

  // MARK: Fields

  /// The content of an inline field with the approved text struck out and the new one inserted.
  ///
  /// - Parameter looks: the properties of the run, or an empty text.
  mutating func field(from old: String, to new: String, looks: String) -> String {
    var text = ""
    if !old.isEmpty {
      text += "<w:del \(attributes())><w:r>\(looks)<w:delText xml:space=\"preserve\">"
      text += WordXML.escaped(old) + "</w:delText></w:r></w:del>"
    }
    if !new.isEmpty {
      text += "<w:ins \(attributes())><w:r>\(looks)<w:t xml:space=\"preserve\">"
      text += WordXML.escaped(new) + "</w:t></w:r></w:ins>"
    }
    return text
  }

  /// The properties of the first run.
  static func looks(of content: String) -> String {
    guard let start = content.firstRange(of: "<w:rPr>"),
      let end = content[start.upperBound...].firstRange(of: "</w:rPr>")
    else { return "" }
    return String(content[start.lowerBound..<end.upperBound])
  }

  /// The text as it was approved: without what tracked changes insert, with what they delete.
  static func approvedText(of xml: String) -> String {
    let kept = xml.replacing(/<w:ins [^>]*[^\/]>.*?<\/w:ins>/.dotMatchesNewlines(), with: "")
      .replacing("<w:delText", with: "<w:t").replacing("</w:delText>", with: "</w:t>")
    return WordRefresh.text(of: kept)
  }

  // MARK: Tables

  /// The approved rows of a table, the heads first.
  static func approvedRows(of xml: String) -> [[String]] {
    // What follows the last end is no row and no cell, also where nothing follows.
    xml.split(separator: "</w:tr>", omittingEmptySubsequences: false).dropLast()
      .filter { row in
        let properties = row.firstRange(of: "</w:trPr>").map { row[..<$0.lowerBound] } ?? ""
        return !properties.contains("<w:ins ")
      }
      .map { row in
        row.split(separator: "</w:tc>", omittingEmptySubsequences: false).dropLast().map {
          approvedText(of: String($0))
        }
      }
  }

  /// The table with its changes against approved rows: rows that came and went, and cells of those that
  /// stayed, where the first cell tells which row is which.
  ///
  /// - Returns: `nil` if the columns are others, so that rows cannot be compared.
  mutating func table(
    _ table: WordTable, since approved: [[String]], width: Int
  ) -> String? {
    guard approved.first == table.headings else { return nil }
    let columns = WordColumns(table, width: width)
    let looks = columns.looks()
    let old = Array(approved.dropFirst())
    let change = table.rows.difference(from: old) { $0.first == $1.first }
    var gone: Set<Int> = []
    var come: Set<Int> = []
    for step in change {
      switch step {
      case .remove(let offset, _, _): gone.insert(offset)
      case .insert(let offset, _, _): come.insert(offset)
      }
    }
    var rows = ""
    var (before, after) = (0, 0)
    while before < old.count || after < table.rows.count {
      if before < old.count, gone.contains(before) {
        let cells = old[before].map { field(from: $0, to: "", looks: looks) }
        rows += table.row(cells, columns, mark: "<w:del \(attributes())/>")
        before += 1
      } else if after < table.rows.count, come.contains(after) {
        let cells = table.rows[after].map { field(from: "", to: $0, looks: looks) }
        rows += table.row(cells, columns, mark: "<w:ins \(attributes())/>")
        after += 1
      } else if before < old.count, after < table.rows.count {
        var cells: [String] = []
        for (was, now) in zip(old[before], table.rows[after]) {
          cells.append(
            was == now
              ? WordXML.run(now, looks: looks) : field(from: was, to: now, looks: looks))
        }
        rows += table.row(cells, columns)
        before += 1
        after += 1
      } else {
        // A difference accounts for every row of both sides.
        return nil
      }
    }
    return table.xml(rows: rows, columns)
  }
}
