/// Comma-separated values (RFC 4180): quoted fields, doubled quotes, any line ending.
enum CSV {
  /// The rows of a text; blank lines are left out.
  static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var quoted = false
    var characters = text.makeIterator()
    var pending = characters.next()
    while let character = pending {
      pending = characters.next()
      switch character {
      case "\"" where quoted && pending == "\"":
        field.append("\"")
        pending = characters.next()
      case "\"": quoted.toggle()
      case "," where !quoted:
        row.append(field)
        field = ""
      case _ where character.isNewline && !quoted:
        row.append(field)
        if row != [""] { rows.append(row) }
        row = []
        field = ""
      default: field.append(character)
      }
    }
    row.append(field)
    if row != [""] { rows.append(row) }
    return rows
  }
}
