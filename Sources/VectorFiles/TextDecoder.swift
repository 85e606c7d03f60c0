import CGDAL
import Groundwork

/// Turns the bytes that GDAL gives for a text into text.
///
/// GDAL recodes a Shapefile itself; of a GeoJSON or CSV it hands on what is there. Text that is not what
/// it should be is read in its own encoding and counted, never made illegible in silence.
struct TextDecoder: Sendable {
  enum Way: Sendable {
    /// The format is UTF-8 throughout; what is not valid is looked at by itself.
    case utf8
    /// Every value is looked at by itself.
    case byValue
    /// The user has said.
    case given(String)
  }

  /// How a text was read.
  enum Outcome {
    case plain
    /// It was in GB18030.
    case recoded
    /// It is not valid in any encoding that was tried; some of it is lost.
    case damaged
  }

  let way: Way

  /// Formats of plain text, whose bytes GDAL hands on as they are.
  private static let plainFormats: Set<String> = [
    "GeoJSON", "GeoJSONSeq", "ESRIJSON", "TopoJSON", "CSV",
  ]

  /// - Parameters:
  ///   - format: the name of the driver.
  ///   - given: the encoding that the user has named.
  ///   - choice: what was decided for a Shapefile.
  init(format: String, given: String?, _ choice: ShapefileEncoding.Choice?) {
    if let choice {
      way = choice.isByValue ? .byValue : .utf8
    } else if TextDecoder.plainFormats.contains(format) {
      way = given.map { .given(TextCoding.customary($0)) } ?? .byValue
    } else {
      way = .utf8
    }
  }

  /// The text of some bytes.
  func text(_ bytes: UnsafeBufferPointer<CChar>) -> (text: String, outcome: Outcome) {
    let raw = UnsafeRawBufferPointer(bytes)
    guard raw.contains(where: { $0 >= 0x80 }) else {
      return (String(decoding: raw, as: UTF8.self), .plain)
    }
    let valid = String(validating: raw, as: UTF8.self)
    switch way {
    case .utf8:
      if let valid { return (valid, .plain) }
    case .given(let encoding):
      if encoding == "UTF-8" { return valid.map { ($0, .plain) } ?? damaged(raw) }
      return TextCoding.text(bytes, from: encoding).map { ($0, .plain) } ?? damaged(raw)
    case .byValue:
      if let valid, TextNature(raw, fillsField: false) != .gbk { return (valid, .plain) }
    }
    let nature = TextNature(raw, fillsField: true)
    if nature == .gbk, let text = TextCoding.text(bytes, from: TextCoding.chinese) {
      return (text, .recoded)
    }
    if nature == .utf8 {
      // The end of the field has cut the last character off, which is left out.
      let text = String(decoding: raw, as: UTF8.self)
      return (String(text.reversed().drop { $0 == "\u{FFFD}" }.reversed()), .plain)
    }
    return damaged(raw)
  }

  private func damaged(_ raw: UnsafeRawBufferPointer) -> (text: String, outcome: Outcome) {
    (String(decoding: raw, as: UTF8.self), .damaged)
  }

  /// The text of a field's name.
  func name(_ bytes: UnsafeBufferPointer<CChar>) -> String { text(bytes).text }
}

/// What a reading found in many features at once.
struct ReadingTally {
  struct Count {
    var count = 0
    var first: [Int64] = []

    mutating func add(_ fid: Int64) {
      count += 1
      if first.count < 5 { first.append(fid) }
    }

    func list(_ separator: String) -> String {
      first.map(String.init).joined(separator: separator) + (count > first.count ? "…" : "")
    }
  }

  var recoded = Count()
  var damaged = Count()
  /// Features with points or lines beside their polygons.
  var dropped = Count()

  /// The larger of each count, since a layer is read several times and not always whole.
  mutating func merge(_ other: ReadingTally) {
    if other.recoded.count > recoded.count { recoded = other.recoded }
    if other.damaged.count > damaged.count { damaged = other.damaged }
    if other.dropped.count > dropped.count { dropped = other.dropped }
  }

  func diagnostics(isByValue: Bool, file: String, layer: String) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func add(_ code: String, _ text: Localized, _ remedy: Localized?) {
      found.append(
        Diagnostic(.warning, code: code, text, remedy: remedy, file: file, layer: layer))
    }
    let remedy = Localized(
      zh: "把文件转为 UTF-8；如有乱码，请用 --encoding 指定编码，例如 --encoding GBK。",
      en: "Save the file as UTF-8. If the text is garbled, name the encoding, as in --encoding GBK."
    )
    // Of a mixed Shapefile the rows have been told when it was opened.
    if recoded.count > 0, !isByValue {
      add(
        "import.encoding-assumed",
        Localized(
          zh: "\(recoded.count) 个要素的文字不是 UTF-8，按 GB18030（含 GBK）读取：\(recoded.list("、"))。",
          en: "The text of \(recoded.count) features is not UTF-8 and is read as GB18030 (which"
            + " contains GBK): \(recoded.list(", "))."), remedy)
    }
    if damaged.count > 0 {
      add(
        "import.encoding-damaged",
        Localized(
          zh: "\(damaged.count) 个要素的文字既不是 UTF-8 也不是 GBK，部分文字丢失：\(damaged.list("、"))。",
          en: "The text of \(damaged.count) features is neither UTF-8 nor GBK; some of it is lost:"
            + " \(damaged.list(", "))."), remedy)
    }
    if dropped.count > 0 {
      add(
        "import.parts-dropped",
        Localized(
          zh: "\(dropped.count) 个要素除面以外还有点或线，只取其中的面：\(dropped.list("、"))。",
          en:
            "\(dropped.count) features have points or lines beside their polygons; only the polygons"
            + " are taken: \(dropped.list(", "))."),
        Localized(
          zh: "如果这些点、线有用，请另存为单独的图层。",
          en: "If the points and lines matter, save them as a layer of their own."))
    }
    return found
  }
}
