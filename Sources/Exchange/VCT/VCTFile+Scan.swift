import Groundwork

extension VCTFile {
  /// Finds sections, structure and objects.
  func scan(_ cancellation: Cancellation) throws {
    var lines = lines
    while let line = lines.next() {
      try cancellation.check()
      guard let name = VCTFile.beginning(line) else {
        faults.add(
          "vct.stray-line", line: line.number,
          Localized(zh: "不属于任何部分，已跳过。", en: "It does not belong to any section and is ignored."))
        // What follows a stray line is most likely as stray.
        while let next = lines.peek(), VCTFile.beginning(next) == nil { _ = lines.next() }
        continue
      }
      var section = Section(
        name: name, content: VCTFile.content(of: name), range: lines.offset..<lines.offset,
        passed: lines.passed)
      switch section.content {
      case .objects(let kind): try index(kind, &lines, cancellation)
      case .rows: try indexRows(&lines, cancellation)
      case .head: readHead(&lines)
      case .classes: readClasses(&lines)
      case .tables: readTables(&lines)
      case .other: VCTFile.skip(to: name, &lines)
      }
      let end = lines.peek()
      section.range = section.range.lowerBound..<(end?.offset ?? content.bytes.count)
      if let end, VCTFile.word(end) == name.lowercased() + "end" {
        _ = lines.next()
      } else {
        faults.add(
          "vct.truncated", line: (end?.number ?? lines.passed + 1),
          Localized(
            zh: "“\(name)”部分没有结束，文件可能不完整。",
            en: "Section \(name) has no end; the file may be cut off."),
          remedy: Localized(zh: "重新获取文件。", en: "Obtain the file again."))
      }
      sections.append(section)
    }
    // The rows come last, so that a file without them is most likely cut off between two sections.
    if !sections.contains(where: { $0.content == .rows }) {
      faults.add(
        "vct.truncated", line: lines.passed + 1,
        Localized(
          zh: "没有属性部分 AttributeBegin，文件可能不完整。",
          en: "There is no section AttributeBegin; the file may be cut off."),
        remedy: Localized(zh: "重新获取文件。", en: "Fetch the file again."))
    }
  }

  /// `Line` for `LineBegin`; `nil` for any other line.
  private static func beginning(_ line: TextLine) -> String? {
    guard line.bytes.count < 40, let first = line.bytes.first, first >= UInt8(ascii: "A"),
      line.isASCII
    else { return nil }
    let text = String(decoding: line.bytes, as: UTF8.self)
    return text.lowercased().hasSuffix("begin") && text.count > 5 ? String(text.dropLast(5)) : nil
  }

  private static func word(_ line: TextLine) -> String {
    line.bytes.count < 40 ? String(decoding: line.bytes, as: UTF8.self).lowercased() : ""
  }

  private static func content(of name: String) -> Section.Content {
    switch name.lowercased() {
    case "head": .head
    case "featurecode": .classes
    case "tablestructure": .tables
    case "point": .objects(.point)
    case "line": .objects(.line)
    case "polygon": .objects(.polygon)
    case "annotation": .objects(.annotation)
    case "attribute": .rows
    default: .other
    }
  }

  /// Goes on to the line that ends a section.
  private static func skip(to name: String, _ lines: inout TextLines) {
    let end = name.lowercased() + "end"
    while let line = lines.peek(), word(line) != end { _ = lines.next() }
  }

  /// The texts of the lines of a section, to its end.
  private func texts(_ lines: inout TextLines, to end: StaticString) -> [(text: String, line: Int)]
  {
    var texts: [(String, Int)] = []
    while let line = lines.peek(), !line.is(end) {
      _ = lines.next()
      guard let text = encoding.text(line.bytes) else {
        faults.add(
          "vct.encoding", line: line.number,
          Localized(
            zh: "文字不是 \(encoding.rawValue)，已跳过。",
            en: "It is not valid \(encoding.rawValue) and is ignored."))
        continue
      }
      texts.append((text, line.number))
    }
    return texts
  }

  private func readHead(_ lines: inout TextLines) {
    for (text, number) in texts(&lines, to: "HeadEnd") {
      guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }) else {
        faults.add(
          "vct.head-line", line: number,
          Localized(zh: "文件头中没有冒号，已跳过。", en: "The colon is missing; the line is ignored."))
        continue
      }
      let key = String(text[..<colon]).trimmingSpaces
      header.entries.append(
        VCTHeader.Entry(key, String(text[text.index(after: colon)...]).trimmingSpaces))
    }
  }

  private func split(_ text: String) -> [String] {
    text.split(separator: header.separator, omittingEmptySubsequences: false)
      .map { String($0).trimmingSpaces }
  }

  private func readClasses(_ lines: inout TextLines) {
    for (text, number) in texts(&lines, to: "FeatureCodeEnd") {
      let parts = split(text)
      guard parts.count >= 4, let kind = VCTKind(named: parts[2]) else {
        faults.add(
          "vct.class-line", line: number,
          Localized(
            zh: "要素类型应为“代码,名称,类型,属性表”，类型为 Point、Line、Polygon 或 Annotation。",
            en: "‘code,name,kind,table’ is expected, the kind Point, Line, Polygon or Annotation."))
        continue
      }
      classes.append(
        VCTFeatureClass(code: parts[0], name: parts[1], kind: kind, table: parts[3]))
    }
  }

  private func readTables(_ lines: inout TextLines) {
    let all = texts(&lines, to: "TableStructureEnd")
    var position = 0
    while position < all.count {
      let (text, number) = all[position]
      position += 1
      let parts = split(text)
      guard parts.count == 2, let count = Int(parts[1]), !parts[0].isEmpty else {
        faults.add(
          "vct.table-line", line: number,
          Localized(zh: "此处应为“表名,字段数”。", en: "‘table,number of fields’ is expected."))
        while position < all.count, all[position].text != "0" { position += 1 }
        position += 1
        continue
      }
      var fields: [VCTField] = []
      while position < all.count, all[position].text != "0" {
        let parts = split(all[position].text)
        if parts.count >= 2, let type = VCTFieldType(Array(parts.dropFirst())) {
          fields.append(VCTField(parts[0], type))
        } else {
          // The field keeps its place, so that the values of rows keep theirs.
          fields.append(VCTField(parts.first ?? "", .varchar))
          faults.add(
            "vct.field-type", line: all[position].line,
            Localized(
              zh: "字段类型无法识别，按文字读取。", en: "The type of the field is unknown; it is read as text."))
        }
        position += 1
      }
      position += 1
      if fields.count != count {
        faults.add(
          "vct.field-count", line: number,
          Localized(
            zh: "注明 \(count) 个字段，实有 \(fields.count) 个；按实有的读取。",
            en: "\(count) fields are stated, there are \(fields.count); those are read."),
          layer: parts[0])
      }
      tables.append(VCTTable(parts[0], fields))
    }
  }

  private func index(
    _ kind: VCTKind, _ lines: inout TextLines, _ cancellation: Cancellation
  ) throws {
    var places = index[kind] ?? []
    var reader = reader(lines)
    while reader.hasNext, let first = reader.lines.peek() {
      if places.count % 256 == 0 { try cancellation.check() }
      do throws(LineFault) {
        let id =
          switch kind {
          case .point: try reader.pointObject().head.id
          case .line: try reader.line().head.id
          case .polygon: try reader.polygon().head.id
          case .annotation: try reader.annotation().head.id
          }
        places.append(Place(id: id, offset: first.offset, line: first.number))
      } catch {
        faults.add(
          "vct.object", line: error.line,
          Localized(
            zh: error.what.zh + "始于第 \(first.number) 行的对象已略去。",
            en: error.what.en + " The object that begins at line \(first.number) is left out."))
        reader.recover()
      }
    }
    lines = reader.lines
    places.sort { ($0.id, $0.offset) < ($1.id, $1.offset) }
    for (one, next) in zip(places, places.dropFirst()) where one.id == next.id {
      faults.add(
        "vct.number-twice", line: next.line,
        Localized(
          zh: "对象标识码 \(next.id) 已用于第 \(one.line) 行；引用时取前者。",
          en:
            "Number \(next.id) is used at line \(one.line) already, which is the one that is referred to."
        ),
        feature: next.id)
    }
    index[kind] = places
  }

  private func indexRows(_ lines: inout TextLines, _ cancellation: Cancellation) throws {
    while let name = lines.peek(), !name.is("AttributeEnd") {
      _ = lines.next()
      var place = RowPlace(
        table: encoding.text(name.bytes) ?? "", offset: lines.offset, passed: lines.passed, rows: 0)
      while let row = lines.peek(), !row.is("TableEnd"), !row.is("AttributeEnd") {
        _ = lines.next()
        place.rows += 1
        if place.rows % 1024 == 0 { try cancellation.check() }
      }
      if let end = lines.peek(), end.is("TableEnd") {
        _ = lines.next()
      } else {
        faults.add(
          "vct.truncated", line: lines.passed + 1,
          Localized(
            zh: "表 \(place.table) 没有 TableEnd。", en: "Table \(place.table) has no TableEnd."))
      }
      rowPlaces.append(place)
    }
  }
}

extension String {
  /// Without spaces and tabs at both ends.
  var trimmingSpaces: String {
    func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" }
    let start = drop(while: isSpace)
    return String(start.reversed().drop(while: isSpace).reversed())
  }
}
