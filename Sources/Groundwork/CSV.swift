/// Comma-separated values (RFC 4180).
public enum CSV {
  /// What a file for spreadsheet programs begins with, so that they take it for UTF-8.
  public static let byteOrderMark = "\u{FEFF}"

  /// One field, quoted where it must be.
  public static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else {
      return text
    }
    var quoted = "\""
    for character in text.unicodeScalars {
      if character == "\"" { quoted += "\"\"" } else { quoted.unicodeScalars.append(character) }
    }
    return quoted + "\""
  }

  /// One line with its end.
  public static func line(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\n"
  }

  /// The rows of a text; a byte order mark is left out.
  ///
  /// - Parameter keepsBlank: keeps blank lines, so that rows can be counted like those of a sheet.
  public static func rows(_ text: String, keepsBlank: Bool = false) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var quoted = false
    var characters = (text.hasPrefix(byteOrderMark) ? text.dropFirst() : text[...]).makeIterator()
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
        if keepsBlank || row != [""] { rows.append(row) }
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
