import Groundwork

/// Finds out how the attributes of a Shapefile are encoded.
///
/// A Shapefile may say so in a `.cpg` file or in byte 29 of the `.dbf`, often wrongly or not at all. The
/// bytes decide: those of all field names and of all text in the table, each piece by its
/// ``TextNature``. What the file states counts where they do not tell, and for encodings other than
/// UTF-8 and GB18030.
enum ShapefileEncoding {
  struct Choice {
    /// How GDAL is to read the table; empty for bytes as they are.
    var encoding: String
    /// Whether each value is in an encoding of its own.
    var isByValue = false
    var diagnostic: Diagnostic?
  }

  /// What the bytes of a table say.
  struct Evidence {
    struct Count {
      var rows = 0
      /// The first few, counted from 1.
      var first: [Int] = []
      /// Whether a field name is among them.
      var hasNames = false

      var isEmpty: Bool { rows == 0 && !hasNames }

      mutating func add(row: Int) {
        if first.last == row { return }
        rows += 1
        if first.count < 5 { first.append(row) }
      }

      func list(_ separator: String) -> String {
        first.map(String.init).joined(separator: separator) + (rows > first.count ? "…" : "")
      }
    }

    var utf8 = Count()
    var gbk = Count()
    var either = Count()
    var unknown = Count()
    /// A piece of text that does not decide.
    var sample: [UInt8] = []

    private mutating func add(_ nature: TextNature, _ note: (inout Count) -> Void) {
      switch nature {
      case .ascii: break
      case .utf8: note(&utf8)
      case .gbk: note(&gbk)
      case .either: note(&either)
      case .unknown: note(&unknown)
      }
    }

    init(_ table: DBFTable) {
      for field in table.fields {
        add(TextNature(field.name, fillsField: field.name.count >= 10)) { $0.hasNames = true }
      }
      let texts = table.fields.filter { $0.type == UInt8(ascii: "C") }
      var known: [[UInt8]: TextNature] = [:]
      table.forEachRow { row, record in
        for field in texts {
          let value = record[field.offset..<field.offset + field.width]
          guard value.contains(where: { $0 >= 0x80 }) else { continue }
          let key = Array(value)
          let nature =
            known[key]
            ?? TextNature(key, fillsField: key.last.map { $0 != 0x20 && $0 != 0 } ?? false)
          if known.count < 100_000 { known[key] = nature }
          if nature == .either || nature == .unknown, sample.isEmpty { sample = key }
          add(nature) { $0.add(row: row + 1) }
        }
      }
    }
  }

  /// The encoding to open a Shapefile with; `nil` for other formats and for plain ASCII.
  ///
  /// - Parameter given: what the user says.
  /// - Throws: ``Diagnostic`` `import.encoding-undecided`.
  static func choose(
    for member: String, _ table: DBFTable?, given: String?, file: String
  ) throws -> Choice? {
    guard let table else { return nil }
    if let given { return Choice(encoding: TextCoding.customary(given)) }
    let evidence = Evidence(table)
    let stated = stated(member, table)
    if !evidence.gbk.isEmpty, !evidence.utf8.isEmpty, stated.isOurs {
      return Choice(encoding: "", isByValue: true, diagnostic: mixed(evidence, file))
    }
    if !evidence.utf8.isEmpty, evidence.gbk.isEmpty {
      return Choice(encoding: "UTF-8", diagnostic: leftOver(evidence.unknown, "UTF-8", file))
    }
    if let other = stated.encoding, !stated.isOurs,
      !evidence.gbk.isEmpty || !evidence.either.isEmpty || !evidence.unknown.isEmpty
    {
      return Choice(encoding: other)
    }
    if !evidence.gbk.isEmpty {
      let isStated = stated.encoding == TextCoding.chinese
      return Choice(
        encoding: TextCoding.chinese,
        diagnostic: isStated
          ? leftOver(evidence.unknown, "GB18030", file) : assumed(stated.encoding, file))
    }
    guard !evidence.either.isEmpty || !evidence.unknown.isEmpty else { return nil }
    if let encoding = stated.encoding { return Choice(encoding: encoding) }
    throw undecided(evidence, file)
  }

  /// What the file states, and whether that is UTF-8, GB18030 or nothing.
  private static func stated(
    _ member: String, _ table: DBFTable
  ) -> (encoding: String?, isOurs: Bool) {
    let stem = member.dropLast(4)
    let text = ["cpg", "CPG"].lazy.compactMap { GDALSession.bytes("\(stem).\($0)", count: 64) }
      .first
      .map { String(decoding: $0, as: UTF8.self).filter { !$0.isWhitespace && $0 != "\0" } }
    let encoding =
      text.flatMap { $0.isEmpty ? nil : TextCoding.customary($0) } ?? codePages[table.codePage]
    return (encoding, encoding.map { ["UTF-8", TextCoding.chinese].contains($0) } ?? true)
  }

  /// Byte 29 of the table (language driver): only those whose meaning is beyond doubt.
  private static let codePages: [UInt8: String] = [
    0x4D: "GB18030", 0x7A: "GB18030", 0x4F: "CP950", 0x78: "CP950", 0x13: "CP932", 0x7B: "CP932",
  ]

  // MARK: What to tell

  private static let remedy = Localized(
    zh: "如有乱码，请用 --encoding 指定编码，例如 --encoding GBK。",
    en: "If the text is garbled, name the encoding, as in --encoding GBK.")

  private static func assumed(_ stated: String?, _ file: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "import.encoding-assumed",
      Localized(
        zh: "属性表" + (stated == nil ? "未注明编码" : "标注为 UTF-8 但内容不是")
          + "，按 GB18030（含 GBK）读取。",
        en: "The attribute table "
          + (stated == nil ? "does not state its encoding" : "claims UTF-8 but is not")
          + "; it is read as GB18030 (which contains GBK)."),
      remedy: remedy, file: file)
  }

  private static func mixed(_ evidence: Evidence, _ file: String) -> Diagnostic {
    func place(_ count: Evidence.Count) -> Localized {
      let rows = Localized(
        zh: "第 \(count.list("、")) 行", en: "rows \(count.list(", "))")
      guard count.hasNames else { return rows }
      return count.rows == 0
        ? Localized(zh: "字段名", en: "field names")
        : Localized(zh: "字段名和\(rows.zh)", en: "field names and \(rows.en)")
    }
    let (gbk, utf8) = (place(evidence.gbk), place(evidence.utf8))
    return Diagnostic(
      .warning, code: "import.encoding-mixed",
      Localized(
        zh: "属性表混有两种编码：\(gbk.zh)为 GBK，\(utf8.zh)为 UTF-8；逐值判断后读取。",
        en: "The attribute table mixes two encodings: \(gbk.en) in GBK, \(utf8.en) in UTF-8; each"
          + " value is read in its own."),
      remedy: Localized(
        zh: "统一属性表的编码；如果判断有误，请用 --encoding 指定编码。",
        en: "Bring the table into one encoding; if this is wrong, name it with --encoding."),
      file: file)
  }

  private static func leftOver(
    _ unknown: Evidence.Count, _ encoding: String, _ file: String
  ) -> Diagnostic? {
    guard unknown.rows > 0 else { return nil }
    return Diagnostic(
      .warning, code: "import.encoding-damaged",
      Localized(
        zh: "属性表为 \(encoding)，但第 \(unknown.list("、")) 行的文字不是有效的 \(encoding)。",
        en: "The attribute table is \(encoding), but the text of rows \(unknown.list(", ")) is not"
          + " valid in it."),
      remedy: Localized(
        zh: "更正这些行的文字；如果整表编码有误，请用 --encoding 指定。",
        en:
          "Correct these rows; if the whole table is in another encoding, name it with --encoding."),
      file: file)
  }

  private static func undecided(_ evidence: Evidence, _ file: String) -> Diagnostic {
    let sample = Array(evidence.sample.prefix(40)).map { CChar(bitPattern: $0) } + [0]
    let shown = sample.withUnsafeBufferPointer { bytes in
      ["UTF-8", "GBK"].map { name in
        let text = TextCoding.text(bytes, from: name == "GBK" ? TextCoding.chinese : name) ?? ""
        return "\(name) “\(text.filter { !$0.isWhitespace })”"
      }
    }
    return Diagnostic(
      code: "import.encoding-undecided",
      Localized(
        zh: "无法判定属性表的编码：\(shown.joined(separator: "，"))。",
        en:
          "The encoding of the attribute table cannot be decided: \(shown.joined(separator: ", "))."
      ),
      remedy: Localized(
        zh: "用 --encoding 指定，例如 --encoding GBK 或 --encoding UTF-8。",
        en: "Name it, as in --encoding GBK or --encoding UTF-8."), file: file)
  }
}
