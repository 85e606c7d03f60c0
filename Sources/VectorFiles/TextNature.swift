import CGDAL
import Classes
import Groundwork

/// In which encoding a piece of text is written: UTF-8, or GB18030, which contains GBK and GB2312.
enum TextNature: Equatable {
  case ascii
  case utf8
  case gbk
  /// It can be read either way.
  case either
  /// It is not valid in either, or only as characters that Chinese text hardly has.
  case unknown

  /// The nature of some bytes.
  ///
  /// Text that is valid in one encoding only is in that. Short text is often valid in both: 水田 in
  /// UTF-8 is three other characters in GBK, and 水 in GBK is one letter in UTF-8. A name of a land
  /// class or a field then decides; else Chinese characters in UTF-8, whose three bytes hardly come
  /// about by chance; else the characters of GB 2312, unless the text is a word of Latin letters.
  ///
  /// - Parameter fillsField: whether the last character may have been cut off by the end of a field.
  init(_ bytes: some RandomAccessCollection<UInt8>, fillsField: Bool) {
    var text = Array(bytes)
    while let last = text.last, last == 0x20 || last == 0 { text.removeLast() }
    guard text.contains(where: { $0 >= 0x80 }) else {
      self = .ascii
      return
    }
    let scalars = TextNature.utf8(text, mayBeCut: fillsField)
    let gbk = TextNature.gbk(text, mayBeCut: fillsField)
    switch (scalars, gbk) {
    case (nil, nil): self = .unknown
    case (_?, nil): self = .utf8
    case (nil, let gbk?): self = gbk.isCommon ? .gbk : .unknown
    case (let scalars?, let gbk?):
      if TextNature.words.utf8.contains(text) {
        self = .utf8
      } else if TextNature.words.gbk.contains(text) {
        self = .gbk
      } else if scalars.allSatisfy({ $0.isASCII || TextNature.isChinese($0) }) {
        self = .utf8
      } else if TextNature.isLatinWord(scalars) {
        self = .utf8
      } else if scalars.allSatisfy({ $0.isASCII || TextNature.isLatin($0) }) {
        self = .either
      } else {
        self = gbk.isCommon ? .gbk : .utf8
      }
    }
  }

  // MARK: UTF-8

  private static func utf8(_ text: [UInt8], mayBeCut: Bool) -> [Unicode.Scalar]? {
    if let whole = String(validating: text, as: UTF8.self) { return Array(whole.unicodeScalars) }
    guard mayBeCut else { return nil }
    // A cut character is a lead byte with fewer continuations than it announces.
    var rest = text
    var continuations = 0
    while let last = rest.last, last & 0xC0 == 0x80, continuations < 3 {
      rest.removeLast()
      continuations += 1
    }
    guard let lead = rest.popLast(), lead >= 0xC2, lead < 0xF5 else { return nil }
    let announced = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
    guard continuations < announced,
      let whole = String(validating: rest, as: UTF8.self)
    else { return nil }
    return Array(whole.unicodeScalars)
  }

  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Ideographs, their punctuation, full-width forms, extensions; quotation marks and dots of
    // Chinese text; the numbers and units of tables.
    case 0x3000...0x303F, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF00...0xFFEF,
      0x20000...0x323AF, 0x2014...0x2026, 0x00B7, 0x2160...0x217F, 0x2460...0x249B, 0x33A1, 0x00B2:
      true
    default: false
    }
  }

  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    (0xC0...0x17F).contains(scalar.value)
  }

  /// Whether every letter beyond ASCII is Latin and stands in a word with one of ASCII.
  private static func isLatinWord(_ scalars: [Unicode.Scalar]) -> Bool {
    let words = scalars.split { !($0.properties.isAlphabetic) }
    return scalars.allSatisfy { $0.isASCII || isLatin($0) }
      && words.allSatisfy { word in
        word.allSatisfy(\.isASCII) || word.contains { $0.isASCII }
      }
  }

  // MARK: GB18030

  /// Whether the bytes are valid GBK or GB18030, and whether most of their characters are those of GB
  /// 2312; `nil` if they are not valid.
  private static func gbk(_ text: [UInt8], mayBeCut: Bool) -> (isCommon: Bool, count: Int)? {
    var at = 0
    var common = 0
    var count = 0
    while at < text.count {
      let lead = text[at]
      if lead < 0x80 {
        at += 1
        continue
      }
      guard lead >= 0x81, lead <= 0xFE else { return nil }
      guard at + 1 < text.count else {
        return mayBeCut && count > 0 ? (common * 2 > count, count) : nil
      }
      let trail = text[at + 1]
      if (0x30...0x39).contains(trail) {
        guard at + 3 < text.count, (0x81...0xFE).contains(text[at + 2]),
          (0x30...0x39).contains(text[at + 3])
        else { return nil }
        at += 4
      } else {
        guard trail >= 0x40, trail <= 0xFE, trail != 0x7F else { return nil }
        let isRow = (0xB0...0xF7).contains(lead) || (0xA1...0xA9).contains(lead)
        common += isRow && trail >= 0xA1 ? 1 : 0
        at += 2
      }
      count += 1
    }
    return (common * 2 > count, count)
  }

  /// The names of land classes and of the fields that layers of the trade have, in both encodings.
  private static let words: (utf8: Set<[UInt8]>, gbk: Set<[UInt8]>) = {
    let fields = [
      "标识码", "要素代码", "图斑编号", "图斑预编号", "地类编码", "地类名称", "地类", "权属性质",
      "权属单位代码", "权属单位名称", "坐落单位代码", "坐落单位名称", "图斑面积", "扣除面积",
      "图斑地类面积", "耕地类型", "坡度级别", "种植属性", "数据年份", "备注", "行政区代码",
      "行政区名称", "面积", "名称", "编号",
    ]
    let names = LandClassSystem.allCases.compactMap { LandClassTable.of($0) }
      .flatMap { $0.classes + $0.firstLevel }.map(\.name.zh)
    let words = Set(names + fields)
    return (
      Set(words.map { Array($0.utf8) }),
      Set(words.compactMap { TextCoding.bytes($0, in: TextCoding.chinese) })
    )
  }()
}

/// Text from one encoding to another, by GDAL.
package enum TextCoding {
  /// GB18030 contains GBK and GB2312, whose data regularly hold characters of the larger set.
  package static let chinese = "GB18030"

  /// The text of some bytes in an encoding that iconv knows.
  package static func text(_ bytes: some Sequence<CChar>, from encoding: String) -> String? {
    let whole = Array(bytes.prefix { $0 != 0 }) + [0]
    return whole.withUnsafeBufferPointer { buffer in
      recoded(buffer.baseAddress, from: encoding, to: "UTF-8")
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The bytes of a text in an encoding.
  package static func bytes(_ text: String, in encoding: String) -> [UInt8]? {
    text.withCString { recoded($0, from: "UTF-8", to: encoding) }
  }

  private static func recoded(
    _ text: UnsafePointer<CChar>?, from: String, to: String
  ) -> [UInt8]? {
    guard let text else { return nil }
    return GDALSession.watch { _ in
      let made = CPLRecode(text, from, to)
      defer { VSIFree(made) }
      return (0..<strlen(made)).map { UInt8(bitPattern: made[$0]) }
    }
  }

  /// The name that GDAL knows an encoding by.
  static func customary(_ name: String) -> String {
    switch name.uppercased() {
    case "GB2312", "GBK", "936", "CP936", "ANSI936", "GB18030", "EUC-CN", "ANSI 936": chinese
    case "UTF8", "65001", "UTF-8": "UTF-8"
    default: name
    }
  }
}
