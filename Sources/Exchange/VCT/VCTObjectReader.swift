import Groundwork

/// Reads the objects of one section of a VCT file, one after the other.
///
/// Structure decides, not the closing `0` alone: a list of line numbers holds zeros of its own.
struct VCTObjectReader {
  var lines: TextLines
  let separator: UInt8
  let encoding: TextEncoding
  /// The line at which the object breaks off.
  private var broken: TextLine?

  init(_ lines: TextLines, separator: UInt8, encoding: TextEncoding) {
    self.lines = lines
    self.separator = separator
    self.encoding = encoding
  }

  /// Whether a line begins or ends a section.
  private static func isKeyword(_ line: TextLine) -> Bool {
    guard let first = line.bytes.first, first >= UInt8(ascii: "A"), line.isASCII else {
      return false
    }
    let word = String(decoding: line.bytes, as: UTF8.self).lowercased()
    return word.hasSuffix("end") && VCTObjectReader.sections.contains(String(word.dropLast(3)))
  }

  private static let sections: Set<String> = [
    "point", "line", "polygon", "annotation", "attribute",
  ]

  /// Whether the section goes on; its last line is left to the caller.
  var hasNext: Bool { lines.peek().map { !VCTObjectReader.isKeyword($0) } ?? false }

  /// Goes on behind the object that is broken: after its closing `0`, or at the end of the section.
  mutating func recover() {
    let isOver = broken?.isZero ?? false
    broken = nil
    if isOver { return }
    while let line = lines.peek(), !VCTObjectReader.isKeyword(line) {
      _ = lines.next()
      if line.isZero { return }
    }
  }

  private mutating func fault(_ line: TextLine, _ what: Localized) -> LineFault {
    broken = line
    return LineFault(line: line.number, what: what)
  }

  private mutating func take(_ what: Localized) throws(LineFault) -> TextLine {
    guard let line = lines.peek(), !VCTObjectReader.isKeyword(line) else {
      throw LineFault(
        line: lines.passed + 1,
        what: Localized(
          zh: "对象不完整，缺少\(what.zh)。", en: "The object ends before its \(what.en)."))
    }
    _ = lines.next()
    return line
  }

  private mutating func text(_ what: Localized) throws(LineFault) -> String {
    let line = try take(what)
    guard let text = encoding.text(line.bytes) else {
      throw fault(
        line,
        Localized(
          zh: "\(what.zh)的文字不是 \(encoding.rawValue)。",
          en: "The \(what.en) is not valid \(encoding.rawValue)."))
    }
    return text
  }

  private mutating func integer(_ what: Localized) throws(LineFault) -> Int64 {
    let line = try take(what)
    guard let number = Int64(String(decoding: line.bytes, as: UTF8.self)) else {
      throw fault(
        line, Localized(zh: "\(what.zh)不是整数。", en: "The \(what.en) is not a whole number."))
    }
    return number
  }

  private mutating func count(_ what: Localized) throws(LineFault) -> Int64 {
    let line = lines.peek()
    let number = try integer(what)
    if number < 0, let line {
      throw fault(line, Localized(zh: "\(what.zh)为负。", en: "The \(what.en) is negative."))
    }
    return number
  }

  private mutating func zero() throws(LineFault) {
    let line = try take(Localized(zh: "结束标记 0", en: "closing 0"))
    guard line.isZero else {
      throw fault(
        line,
        Localized(zh: "此处应为结束标记 0，数目可能有误。", en: "A closing 0 is expected; a count may be wrong."))
    }
  }

  /// The parts of a line between separators; a comma is always one.
  private func parts(_ line: TextLine) -> [UnsafeRawBufferPointer] {
    line.bytes.split(omittingEmptySubsequences: false) {
      $0 == separator || $0 == UInt8(ascii: ",")
    }
    .map { UnsafeRawBufferPointer(rebasing: $0) }
  }

  private mutating func point() throws(LineFault) -> VCTPoint {
    let line = try take(VCTObjectReader.coordinates)
    let numbers = parts(line).map { WrittenNumber($0) }
    guard numbers.count == 2 || numbers.count == 3, let x = numbers[0], let y = numbers[1],
      numbers.count == 2 || numbers[2] != nil
    else {
      throw fault(
        line,
        Localized(
          zh: "此处应为坐标“x,y”，坐标个数可能有误。",
          en: "A position ‘x,y’ is expected; the number of points may be wrong."))
    }
    return VCTPoint(x: x, y: y, z: numbers.count == 3 ? numbers[2] : nil)
  }

  private mutating func points() throws(LineFault) -> [VCTPoint] {
    let count = try count(Localized(zh: "坐标个数", en: "number of points"))
    var points: [VCTPoint] = []
    for _ in 0..<count { points.append(try point()) }
    return points
  }

  private static let coordinates = Localized(zh: "坐标", en: "position")
  private static let type = Localized(zh: "特征类型", en: "type")

  private mutating func head() throws(LineFault) -> VCTObjectHead {
    let id = try integer(Localized(zh: "对象标识码", en: "number"))
    let code = try text(Localized(zh: "要素代码", en: "feature code"))
    return VCTObjectHead(
      id: id, code: code, style: try text(Localized(zh: "图形表现编码", en: "style")))
  }

  mutating func pointObject() throws(LineFault) -> VCTPointObject {
    let head = try head()
    let type = try text(VCTObjectReader.type)
    let points = try points()
    try zero()
    return VCTPointObject(head: head, type: type, points: points)
  }

  mutating func line() throws(LineFault) -> VCTLine {
    let head = try head()
    let type = try text(VCTObjectReader.type)
    let count = try count(Localized(zh: "线段条数", en: "number of segments"))
    var segments: [VCTLine.Segment] = []
    for _ in 0..<count {
      let line = try take(Localized(zh: "线段类型", en: "segment type"))
      let kind = String(decoding: line.bytes, as: UTF8.self)
      guard kind == VCTLine.polyline else {
        throw fault(
          line,
          Localized(
            zh: "线段类型 \(kind) 不是折线（11），不能读取。",
            en: "Segments of type \(kind), other than straight edges (11), cannot be read."))
      }
      segments.append(VCTLine.Segment(type: kind, points: try points()))
    }
    try zero()
    return VCTLine(head: head, type: type, segments: segments)
  }

  mutating func polygon() throws(LineFault) -> VCTPolygon {
    let head = try head()
    let type = try text(VCTObjectReader.type)
    let label = try point()
    let line = try take(Localized(zh: "构成类型", en: "kind of outline"))
    let outline: VCTPolygon.Outline
    switch String(decoding: line.bytes, as: UTF8.self) {
    case VCTPolygon.byLines:
      outline = .lines(try lineNumbers())
      try zero()
    case VCTPolygon.byPoints: outline = .rings(try rings())
    case let other:
      throw fault(
        line,
        Localized(
          zh: "面的构成类型 \(other) 不是 21（线引用）或 11（坐标），不能读取。",
          en: "Outlines of kind \(other), other than 21 (lines) and 11 (points), cannot be read."))
    }
    return VCTPolygon(head: head, type: type, label: label, outline: outline)
  }

  /// As many numbers as stated, over any number of rows, zeros between rings included.
  private mutating func lineNumbers() throws(LineFault) -> [Int64] {
    let count = try count(Localized(zh: "线引用个数", en: "number of lines"))
    var numbers: [Int64] = []
    var rows = 0
    while numbers.count < count {
      let line = try take(Localized(zh: "线引用", en: "lines"))
      // Alone in a row, a 0 closes the object, unless every row has but one number.
      if line.isZero, numbers.count != rows {
        throw fault(
          line,
          Localized(
            zh: "线引用少于所注明的 \(count) 个。", en: "There are fewer lines than the stated \(count)."))
      }
      rows += 1
      for part in parts(line) {
        guard let number = Int64(String(decoding: part, as: UTF8.self).filter { $0 != " " }) else {
          throw fault(
            line, Localized(zh: "线引用不是整数。", en: "The number of a line is not a whole number."))
        }
        numbers.append(number)
      }
      guard numbers.count <= count else {
        throw fault(
          line,
          Localized(
            zh: "线引用多于所注明的 \(count) 个。", en: "There are more lines than the stated \(count)."))
      }
    }
    return numbers
  }

  private mutating func rings() throws(LineFault) -> [[VCTPoint]] {
    var rings = [try points()]
    while let line = lines.peek(),
      String(decoding: line.bytes, as: UTF8.self) == VCTPolygon.byPoints
    {
      _ = lines.next()
      rings.append(try points())
    }
    try zero()
    return rings
  }

  mutating func annotation() throws(LineFault) -> VCTAnnotation {
    let head = try head()
    let type = try text(VCTObjectReader.type)
    let text = try text(Localized(zh: "注记内容", en: "text"))
    let line = try take(VCTObjectReader.coordinates)
    let parts = parts(line)
    guard parts.count == 3, let x = WrittenNumber(parts[0]), let y = WrittenNumber(parts[1]),
      WrittenNumber(parts[2]) != nil
    else {
      throw fault(
        line, Localized(zh: "此处应为“x,y,角度”。", en: "‘x,y,angle’ is expected."))
    }
    try zero()
    return VCTAnnotation(
      head: head, type: type, text: text, position: VCTPoint(x: x, y: y),
      angle: String(decoding: parts[2], as: UTF8.self))
  }
}
