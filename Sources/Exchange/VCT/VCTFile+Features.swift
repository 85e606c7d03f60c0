import Groundwork

/// A polygon of a VCT file with its row.
public struct VCTFeature: Sendable {
  /// The number of the object.
  public var id: Int64
  /// The feature code; `nil` where the polygon is missing or broken.
  public var code: String?
  /// Open rings; `nil` where the outline is missing or broken.
  public var rings: [[Position]]?
  /// The values in the order of the table's fields, null where there is no row.
  public var values: [Value]
}

extension VCTFile {
  /// The tables that hold the attributes of polygons, in the order of the structure.
  public var polygonTables: [VCTTable] {
    tables.filter { table in
      classes.contains {
        $0.kind == .polygon && $0.table.lowercased() == table.name.lowercased()
      }
    }
  }

  /// Reads the polygons of a table: in the order of its rows, then those that have no row.
  ///
  /// A row without polygon and a polygon without row are handed on as they are, and told in
  /// ``diagnostics``.
  public func forEachFeature(
    in table: VCTTable, cancellation: Cancellation = Cancellation(),
    _ body: (VCTFeature) throws -> Void
  ) throws {
    var isTaken = [Bool](repeating: false, count: count(.polygon))
    try forEachRow(in: table, cancellation: cancellation) { id, values, line in
      guard let position = position(.polygon, id) else {
        faults.add(
          "vct.polygon-missing", line: line,
          Localized(zh: "属性行没有对应的面。", en: "The row has no polygon."), layer: table.name, feature: id
        )
        return try body(VCTFeature(id: id, code: nil, rings: nil, values: values))
      }
      guard !isTaken[position] else {
        faults.add(
          "vct.row-twice", line: line,
          Localized(
            zh: "同一个面有两行属性，后一行已略去。", en: "The polygon already has a row; this one is skipped."),
          layer: table.name, feature: id)
        return
      }
      isTaken[position] = true
      try body(feature(position, values, in: table))
    }
    let codes = Set(
      classes.filter { $0.kind == .polygon && $0.table.lowercased() == table.name.lowercased() }
        .map(\.code))
    let nulls = [Value](repeating: .null, count: table.fields.count)
    for (position, place) in (index[.polygon] ?? []).enumerated() where !isTaken[position] {
      if position % 256 == 0 { try cancellation.check() }
      // A second polygon of a number is no feature of its own: a row cannot tell them apart.
      if position > 0, index[.polygon]?[position - 1].id == place.id, isTaken[position - 1] {
        isTaken[position] = true
        continue
      }
      var reader = reader(at: place)
      guard let code = try? reader.polygon().head.code, codes.contains(code) else { continue }
      faults.add(
        "vct.row-missing", line: place.line,
        Localized(zh: "面没有属性行，其属性为空。", en: "The polygon has no row; its values are null."),
        layer: table.name, feature: place.id)
      try body(feature(position, nulls, in: table))
    }
  }

  func reader(at place: Place) -> VCTObjectReader {
    reader(TextLines(content.bytes, from: place.offset, passed: place.line - 1))
  }

  private func feature(_ position: Int, _ values: [Value], in table: VCTTable) -> VCTFeature {
    guard let place = index[.polygon]?[position] else {
      return VCTFeature(id: 0, code: nil, rings: nil, values: values)
    }
    var feature = VCTFeature(id: place.id, code: nil, rings: nil, values: values)
    do throws(LineFault) {
      var reader = reader(at: place)
      let polygon = try reader.polygon()
      feature.code = polygon.head.code
      feature.rings = try rings(of: polygon, at: place)
    } catch {
      faults.add(
        "vct.outline", line: error.line, error.what, layer: table.name, feature: place.id)
    }
    return feature
  }

  /// The open rings of a polygon.
  private func rings(
    of polygon: VCTPolygon, at place: Place
  ) throws(LineFault) -> [[Position]] {
    var rings: [[VCTPoint]] = []
    switch polygon.outline {
    case .rings(let given): rings = given
    case .lines(let numbers):
      var ring: [VCTPoint] = []
      for number in numbers {
        if number == 0 {
          rings.append(ring)
          ring = []
          continue
        }
        var points = try points(ofLine: number.magnitude, at: place)
        if number < 0 { points.reverse() }
        if let end = ring.last, let start = points.first {
          guard end.isAt(start) else {
            throw LineFault(
              line: place.line,
              what: Localized(
                zh: "线 \(number) 与前一条线不相接，边界中断于 \(end.text(","))。",
                en: "Line \(number) is not connected to the previous one; the outline ends at "
                  + "\(end.text(","))."))
          }
          ring += points.dropFirst()
        } else {
          ring += points
        }
      }
      rings.append(ring)
    }
    var open: [[Position]] = []
    for ring in rings {
      guard let first = ring.first, let last = ring.last, first.isAt(last), ring.count >= 4 else {
        throw LineFault(
          line: place.line,
          what: Localized(
            zh: "第 \(open.count + 1) 个环没有闭合或少于三个点。",
            en: "Ring \(open.count + 1) is not closed, or has fewer than three points."))
      }
      open.append(ring.dropLast().map { Position(x: $0.x.value, y: $0.y.value) })
    }
    return open
  }

  private func points(ofLine number: UInt64, at place: Place) throws(LineFault) -> [VCTPoint] {
    guard let id = Int64(exactly: number), let found = self.place(.line, id) else {
      throw LineFault(
        line: place.line,
        what: Localized(
          zh: "引用的线 \(number) 不存在或已损坏。",
          en: "Line \(number), which it refers to, is missing or damaged.")
      )
    }
    var reader = reader(at: found)
    let line = try reader.line()
    var points: [VCTPoint] = []
    for segment in line.segments {
      let joins = points.last.flatMap { end in segment.points.first.map { end.isAt($0) } } ?? false
      points += joins ? Array(segment.points.dropFirst()) : segment.points
    }
    return points
  }

  /// Reads the rows of a table: the number of the object, its values, and the line.
  func forEachRow(
    in table: VCTTable, cancellation: Cancellation,
    _ body: (_ id: Int64, _ values: [Value], _ line: Int) throws -> Void
  ) throws {
    for place in rowPlaces where place.table.lowercased() == table.name.lowercased() {
      var lines = TextLines(content.bytes, from: place.offset, passed: place.passed)
      for count in 0..<place.rows {
        if count % 256 == 0 { try cancellation.check() }
        guard let line = lines.next() else { return }
        let found: (Int64, [Value])
        do throws(LineFault) {
          found = try row(line, table)
        } catch {
          faults.add("vct.row", line: error.line, error.what, layer: table.name)
          continue
        }
        try body(found.0, found.1, line.number)
      }
    }
  }

  private func row(_ line: TextLine, _ table: VCTTable) throws(LineFault) -> (Int64, [Value]) {
    guard let text = encoding.text(line.bytes) else {
      throw LineFault(
        line: line.number,
        what: Localized(
          zh: "文字不是 \(encoding.rawValue)，该行已略去。",
          en: "The text is not valid \(encoding.rawValue); the row is skipped."))
    }
    let parts = text.split(separator: header.separator, omittingEmptySubsequences: false)
    guard let id = parts.first.flatMap({ Int64(String($0).trimmingSpaces) }) else {
      throw LineFault(
        line: line.number,
        what: Localized(
          zh: "行首不是对象标识码，该行已略去。",
          en: "It does not begin with an object number; the row is skipped."))
    }
    guard parts.count == table.fields.count + 1 else {
      throw LineFault(
        line: line.number,
        what: Localized(
          zh: "有 \(parts.count - 1) 个值，应有 \(table.fields.count) 个；该行已略去。",
          en: "It has \(parts.count - 1) values and should have \(table.fields.count); the row is "
            + "left out."))
    }
    return (
      id, zip(parts.dropFirst(), table.fields).map { value(String($0), $1, table, line.number) }
    )
  }

  private func value(_ text: String, _ field: VCTField, _ table: VCTTable, _ line: Int) -> Value {
    let plain = text.trimmingSpaces
    guard !plain.isEmpty else { return .null }
    switch field.type {
    case .char, .varchar, .date: return .text(text)
    case .varbin: return .null
    case .int:
      if let number = Int64(plain) { return .integer(number) }
    case .float:
      if let number = Double(plain), number.isFinite { return .real(number) }
    }
    faults.add(
      "vct.number", line: line,
      Localized(
        zh: "字段 \(field.name) 的值“\(plain)”不是数，按空值读取。",
        en: "The value ‘\(plain)’ of field \(field.name) is not a number and is read as null."),
      layer: table.name)
    return .null
  }
}
