import Groundwork

/// Finds out how the attributes of a Shapefile are encoded.
///
/// A Shapefile may say so in a `.cpg` file or in byte 29 of the `.dbf`, often wrongly or not at all.
/// The bytes decide: what is valid UTF-8 is UTF-8; otherwise what the file states is believed, and
/// if it states nothing or UTF-8, the attributes are GB18030, which contains GBK and GB2312.
enum ShapefileEncoding {
  struct Choice: Equatable {
    var encoding: String
    var diagnostic: Diagnostic?
  }

  /// The encoding to open a Shapefile with; `nil` for other formats and for plain ASCII.
  static func choose(for member: String, given: String?, file: String) -> Choice? {
    guard member.lowercased().hasSuffix(".shp") else { return nil }
    if let given { return Choice(encoding: customary(given), diagnostic: nil) }
    let stem = member.dropLast(4)
    let text = ["cpg", "CPG"].lazy.compactMap { GDALSession.bytes("\(stem).\($0)", count: 64) }
      .first
    let stated = text.map {
      String(decoding: $0, as: UTF8.self).filter { !$0.isWhitespace && $0 != "\0" }
    }
    let tables = ["dbf", "DBF"].lazy.map { "\(stem).\($0)" }
    guard let table = tables.first(where: { GDALSession.stat($0) != nil }),
      let nature = sample(table)
    else { return nil }
    switch nature.text {
    case .ascii: return nil
    case .utf8: return Choice(encoding: "UTF-8", diagnostic: nil)
    case .other: break
    }
    if let stated, !stated.isEmpty, !isUTF8(stated) {
      return Choice(encoding: customary(stated), diagnostic: nil)
    }
    if let page = codePages[nature.codePage] { return Choice(encoding: page, diagnostic: nil) }
    return Choice(
      encoding: "GB18030",
      diagnostic: Diagnostic(
        .warning, code: "import.encoding-assumed",
        Localized(
          zh: "属性表" + (stated == nil ? "未注明编码" : "标注为 UTF-8 但内容不是")
            + "，按 GB18030（含 GBK）读取。",
          en: "The attribute table "
            + (stated == nil ? "does not state its encoding" : "claims UTF-8 but is not")
            + "; it is read as GB18030 (which contains GBK)."),
        remedy: Localized(
          zh: "如有乱码，请注明编码。", en: "If the text is garbled, name the encoding."), file: file))
  }

  private static func isUTF8(_ name: String) -> Bool {
    ["UTF8", "UTF-8", "65001"].contains(name.uppercased())
  }

  /// GB2312 and GBK data regularly hold characters of the larger set.
  private static func customary(_ name: String) -> String {
    switch name.uppercased() {
    case "GB2312", "GBK", "936", "CP936", "ANSI936", "GB18030", "EUC-CN": "GB18030"
    case "UTF8", "65001": "UTF-8"
    default: name
    }
  }

  /// Byte 29 of the table (language driver): only those whose meaning is beyond doubt.
  private static let codePages: [UInt8: String] = [
    0x4D: "GB18030", 0x7A: "GB18030", 0x4F: "CP950", 0x78: "CP950", 0x13: "CP932", 0x7B: "CP932",
  ]

  enum Text { case ascii, utf8, other }

  /// Looks at the text fields of up to 4 MB of records.
  private static func sample(_ table: String) -> (text: Text, codePage: UInt8)? {
    guard let size = GDALSession.stat(table)?.size,
      let bytes = GDALSession.bytes(table, count: min(size, 4 << 20)), bytes.count >= 32
    else { return nil }
    return (nature(ofTable: bytes), bytes[29])
  }

  /// The nature of the text in the first records of a dBASE table.
  static func nature(ofTable bytes: [UInt8]) -> Text {
    let headerSize = Int(bytes[8]) | Int(bytes[9]) << 8
    let recordSize = Int(bytes[10]) | Int(bytes[11]) << 8
    guard recordSize > 0, headerSize >= 32 else { return .ascii }
    var fields: [Range<Int>] = []
    var offset = 1
    var descriptor = 32
    while descriptor + 32 <= min(headerSize, bytes.count), bytes[descriptor] != 0x0D {
      let width = Int(bytes[descriptor + 16])
      if bytes[descriptor + 11] == UInt8(ascii: "C") { fields.append(offset..<offset + width) }
      offset += width
      descriptor += 32
    }
    var result = Text.ascii
    var record = headerSize
    while record + recordSize <= bytes.count {
      for field in fields where field.upperBound <= recordSize {
        let value = bytes[record + field.lowerBound..<record + field.upperBound]
        switch nature(of: value) {
        case .ascii: break
        case .utf8: result = .utf8
        case .other: return .other
        }
      }
      record += recordSize
    }
    return result
  }

  /// The nature of one field; a UTF-8 character cut off by the end of the field is forgiven.
  static func nature(of value: ArraySlice<UInt8>) -> Text {
    guard value.contains(where: { $0 >= 0x80 }) else { return .ascii }
    var text = value
    while let last = text.last, last == 0x20 || last == 0 { text.removeLast() }
    for _ in 0...3 {
      if String(validating: text, as: UTF8.self) != nil { return .utf8 }
      guard let last = text.last, last >= 0x80 else { break }
      text.removeLast()
      if text.isEmpty { break }
    }
    return .other
  }
}
