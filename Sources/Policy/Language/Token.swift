/// A word of the formula language, with its place in the text (bytes).
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number(String)
    case text(String)
    case date(CalendarDate)
    case name(String)
    case symbol(String)
    case end
  }

  var kind: Kind
  var range: Range<Int>

  /// Names that have a meaning in the grammar and cannot be used for a variable.
  static let keywords: Set<String> = [
    "and", "or", "not", "in", "if", "then", "else", "for", "let", "true", "false",
  ]
}

/// Splits a formula into tokens. Every text gives tokens or a ``FormulaError``.
struct Lexer {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  static func tokens(of text: String) throws(FormulaError) -> [Token] {
    var lexer = Lexer(text)
    guard lexer.bytes.count <= FormulaLimits.length else {
      throw FormulaError(
        0, zh: "公式超过 \(FormulaLimits.length) 字节",
        en: "the formula is longer than \(FormulaLimits.length) bytes")
    }
    var tokens: [Token] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(FormulaError) -> Token {
    while let byte = peek, byte == 32 || byte == 9 || byte == 10 || byte == 13 { position += 1 }
    let start = position
    guard let byte = peek else { return Token(kind: .end, range: start..<start) }
    let kind: Token.Kind
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): kind = .number(number())
    case UInt8(ascii: "\""): kind = .text(try quoted())
    case UInt8(ascii: "@"): kind = .date(try date())
    default:
      if Lexer.startsName(byte) {
        kind = .name(take { Lexer.startsName($0) || (48...57).contains($0) })
      } else {
        kind = .symbol(try symbol())
      }
    }
    return Token(kind: kind, range: start..<position)
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func byte(after count: Int) -> UInt8? {
    position + count < bytes.count ? bytes[position + count] : nil
  }

  private static func startsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private mutating func take(while condition: (UInt8) -> Bool) -> String {
    let start = position
    while let byte = peek, condition(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func number() -> String {
    var text = take { (48...57).contains($0) }
    if peek == UInt8(ascii: "."), let next = byte(after: 1), (48...57).contains(next) {
      position += 1
      text += "." + take { (48...57).contains($0) }
    }
    return text
  }

  private mutating func quoted() throws(FormulaError) -> String {
    let start = position
    position += 1
    let text = take { $0 != UInt8(ascii: "\"") && $0 != 10 }
    guard peek == UInt8(ascii: "\"") else {
      throw FormulaError(start, zh: "引号没有闭合", en: "the quotation mark is not closed")
    }
    position += 1
    return text
  }

  private mutating func date() throws(FormulaError) -> CalendarDate {
    let start = position
    position += 1
    let text = take { (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    guard let date = CalendarDate(text) else {
      throw FormulaError(
        start, zh: "日期应写作 @2024-08-05", en: "a date is written as @2024-08-05")
    }
    return date
  }

  private mutating func symbol() throws(FormulaError) -> String {
    for symbol in ["<=", ">=", "==", "!="] {
      let pair = Array(symbol.utf8)
      if peek == pair[0], byte(after: 1) == pair[1] {
        position += 2
        return symbol
      }
    }
    guard let byte = peek, "+-*/()[],.;<>=~%".utf8.contains(byte) else {
      let rest = String(decoding: bytes[position...].prefix(8), as: UTF8.self)
      throw FormulaError(
        position, zh: "不认识的字符“\(rest.prefix(1))”",
        en: "unexpected character ‘\(rest.prefix(1))’")
    }
    position += 1
    return String(decoding: [byte], as: UTF8.self)
  }
}
