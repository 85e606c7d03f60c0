import VectorFiles

/// One line of a text: its bytes without the spaces around them, and its number from 1.
struct TextLine {
  var bytes: UnsafeRawBufferPointer
  var number: Int
  /// Where the line begins in the file.
  var offset: Int

  /// Whether the line is this word of ASCII, whatever its case.
  func `is`(_ word: StaticString) -> Bool {
    guard bytes.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { word in
      zip(bytes, word).allSatisfy { TextLine.lowercased($0) == TextLine.lowercased($1) }
    }
  }

  var isZero: Bool { bytes.count == 1 && bytes[0] == UInt8(ascii: "0") }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  var isASCII: Bool { bytes.allSatisfy { $0 < 0x80 } }
}

/// Goes through a text by lines; blank ones are passed over.
struct TextLines {
  let bytes: UnsafeRawBufferPointer
  var offset = 0
  /// The number of lines that lie before ``offset``.
  var passed = 0

  init(_ bytes: UnsafeRawBufferPointer, from offset: Int = 0, passed: Int = 0) {
    self.bytes = bytes
    self.offset = offset
    self.passed = passed
  }

  mutating func next() -> TextLine? {
    while offset < bytes.count {
      let start = offset
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") {
        end += 1
      }
      offset = min(end + 1, bytes.count)
      // CR LF ends one line.
      if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "\r"),
        bytes[end + 1] == UInt8(ascii: "\n")
      {
        offset = end + 2
      }
      passed += 1
      let line = TextLines.trimmed(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      if !line.isEmpty { return TextLine(bytes: line, number: passed, offset: start) }
    }
    return nil
  }

  /// The next line, which is read again.
  func peek() -> TextLine? {
    var copy = self
    return copy.next()
  }

  private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    var start = 0
    var end = bytes.count
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }
}

/// The encoding of a text file of the trade.
public enum TextEncoding: String, Sendable, CaseIterable {
  /// GBK; characters of the larger GB18030 are read as well.
  case gbk = "GBK"
  case utf8 = "UTF-8"
  /// UTF-8 with a byte order mark.
  case utf8Marked = "UTF-8-BOM"

  static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The encoding of some bytes: UTF-8 where a mark says so or where all of them are.
  static func of(_ bytes: UnsafeRawBufferPointer) -> TextEncoding {
    if bytes.starts(with: mark) { return .utf8Marked }
    var lines = TextLines(bytes)
    var isPlain = true
    while let line = lines.next() {
      if line.isASCII { continue }
      isPlain = false
      if String(validating: line.bytes, as: UTF8.self) == nil { return .gbk }
    }
    return isPlain ? .gbk : .utf8
  }

  /// The encoding that a user names; `nil` for one that these files do not have.
  public init?(named name: String) {
    switch name.uppercased() {
    case "GBK", "GB2312", "GB18030", "936", "CP936": self = .gbk
    case "UTF-8", "UTF8", "65001": self = .utf8
    case "UTF-8-BOM": self = .utf8Marked
    default: return nil
    }
  }

  /// The text of a line; `nil` where the bytes are none in this encoding.
  func text(_ bytes: UnsafeRawBufferPointer) -> String? {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    guard self == .gbk else { return String(validating: bytes, as: UTF8.self) }
    guard
      let text = TextCoding.text(
        bytes.lazy.map { CChar(bitPattern: $0) }, from: TextCoding.chinese),
      let back = TextCoding.bytes(text, in: TextCoding.chinese), back.elementsEqual(bytes)
    else { return nil }
    return text
  }

  /// The bytes of a text; characters that the encoding lacks become `?`, which is counted.
  func bytes(_ text: String, missing: inout Int) -> [UInt8] {
    if self != .gbk || text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.utf8) }
    let whole = TextCoding.bytes(text, in: "GBK")
    if let whole, TextCoding.text(whole.map { CChar(bitPattern: $0) }, from: "GBK") == text {
      return whole
    }
    return text.flatMap { character -> [UInt8] in
      let one = String(character)
      if let bytes = TextCoding.bytes(one, in: "GBK"), !bytes.isEmpty,
        TextCoding.text(bytes.map { CChar(bitPattern: $0) }, from: "GBK") == one
      {
        return bytes
      }
      missing += 1
      return [UInt8(ascii: "?")]
    }
  }
}
