import Foundation
import Groundwork

/// Writes a VCT 3.0 file, section by section in the order of the grammar.
///
/// Everything is written beside its place; ``close()`` moves it there. A writer that is released
/// before leaves nothing. Belongs to one thread.
public final class VCTWriter {
  public let encoding: TextEncoding
  public let separator: String
  /// How many characters the encoding lacks; `?` stands there.
  public private(set) var missingCharacters = 0
  /// How many texts held a separator or a line break, for which a full-width comma or a space stands.
  public private(set) var replacedTexts = 0
  private let out: LineOutput

  /// - Throws: ``Groundwork/Diagnostic`` `export.not-written`.
  public init(_ path: String, encoding: TextEncoding, separator: String = ",") throws {
    self.encoding = encoding
    self.separator = separator
    out = try LineOutput(path)
    if encoding == .utf8Marked { out.append(TextEncoding.mark) }
  }

  /// Writes a line of any text.
  package func text(_ text: String) throws { try line(text) }

  func line(_ text: String) throws {
    try out.line(encoding.bytes(text, missing: &missingCharacters))
  }

  private func line(_ number: some BinaryInteger) throws { try line(String(number)) }

  func blank() throws { try out.line([]) }

  /// Lines of another file as they are.
  func raw(_ bytes: UnsafeRawBufferPointer) throws { try out.raw(bytes) }

  public func head(_ header: VCTHeader) throws {
    try line("HeadBegin")
    for entry in header.entries { try line("\(entry.key):\(entry.value)") }
    try line("HeadEnd")
    try blank()
  }

  public func classes(_ classes: [VCTFeatureClass]) throws {
    try line("FeatureCodeBegin")
    for one in classes {
      try line([one.code, one.name, one.kind.rawValue, one.table].joined(separator: separator))
    }
    try line("FeatureCodeEnd")
    try blank()
  }

  public func tables(_ tables: [VCTTable]) throws {
    try line("TableStructureBegin")
    for table in tables {
      try line("\(table.name)\(separator)\(table.fields.count)")
      for field in table.fields { try line(field.name + separator + field.type.text(separator)) }
      try line("0")
    }
    try line("TableStructureEnd")
    try blank()
  }

  /// Writes one section: its first word, what the body writes, its last word.
  public func section(_ name: String, isLast: Bool = false, _ body: () throws -> Void) throws {
    try line(name + "Begin")
    try body()
    try line(name + "End")
    if !isLast { try blank() }
  }

  private func head(_ head: VCTObjectHead, type: String) throws {
    try line(head.id)
    try line(head.code)
    try line(head.style)
    try line(type)
  }

  private func points(_ points: [VCTPoint]) throws {
    try line(points.count)
    for point in points { try line(point.text(separator)) }
  }

  public func point(_ object: VCTPointObject) throws {
    try head(object.head, type: object.type)
    try points(object.points)
    try line("0")
  }

  public func line(_ object: VCTLine) throws {
    try head(object.head, type: object.type)
    try line(object.segments.count)
    for segment in object.segments {
      try line(segment.type)
      try points(segment.points)
    }
    try line("0")
  }

  /// The most numbers of lines in a row.
  private static let numbersInRow = 8

  public func polygon(_ object: VCTPolygon) throws {
    try head(object.head, type: object.type)
    try line(object.label.text(separator))
    switch object.outline {
    case .lines(let numbers):
      try line(VCTPolygon.byLines)
      try line(numbers.count)
      for start in stride(from: 0, to: numbers.count, by: VCTWriter.numbersInRow) {
        let row = numbers[start..<min(start + VCTWriter.numbersInRow, numbers.count)]
        try line(row.map(String.init).joined(separator: separator))
      }
    case .rings(let rings):
      for ring in rings {
        try line(VCTPolygon.byPoints)
        try points(ring)
      }
    }
    try line("0")
  }

  public func annotation(_ object: VCTAnnotation) throws {
    try head(object.head, type: object.type)
    try line(object.text)
    try line(object.position.text(separator) + separator + object.angle)
    try line("0")
  }

  /// A row of a table; a separator or line break in a text is replaced and counted.
  public func row(_ id: Int64, _ values: [String]) throws {
    let texts = values.map { text -> String in
      guard text.contains(separator) || text.contains(where: \.isNewline) else { return text }
      replacedTexts += 1
      return String(text.replacing(separator, with: "，").map { $0.isNewline ? " " : $0 })
    }
    try line(([String(id)] + texts).joined(separator: separator))
  }

  /// Moves the file into its place.
  public func close() throws { try out.close() }
}

/// Lines that are written to a file beside its place, by the megabyte.
final class LineOutput {
  private let path: String
  private let temporary: String
  private let handle: FileHandle
  private var buffer: [UInt8] = []
  private var isOpen = true
  private let end: [UInt8]

  /// - Parameter end: what ends a line.
  init(_ path: String, end: String = "\n") throws {
    self.path = path
    self.end = Array(end.utf8)
    temporary = path + ".part-\(ProcessInfo.processInfo.processIdentifier)"
    guard FileManager.default.createFile(atPath: temporary, contents: nil),
      let handle = FileHandle(forWritingAtPath: temporary)
    else { throw LineOutput.notWritten(path, CocoaError(.fileWriteNoPermission)) }
    self.handle = handle
  }

  deinit {
    if isOpen { unlink(temporary) }
  }

  func append(_ bytes: [UInt8]) { buffer += bytes }

  func line(_ bytes: [UInt8]) throws {
    buffer += bytes
    buffer += end
    if buffer.count > 1 << 20 { try flush() }
  }

  func raw(_ bytes: UnsafeRawBufferPointer) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count > 1 << 20 { try flush() }
  }

  private func flush() throws {
    do {
      try handle.write(contentsOf: Data(buffer))
      buffer.removeAll(keepingCapacity: true)
    } catch {
      throw LineOutput.notWritten(path, error)
    }
  }

  func close() throws {
    try flush()
    do {
      try handle.close()
      guard rename(temporary, path) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
      isOpen = false
    } catch {
      throw LineOutput.notWritten(path, error)
    }
  }

  private static func notWritten(_ path: String, _ error: any Error) -> Diagnostic {
    Diagnostic(
      code: "export.not-written",
      Localized(
        zh: "无法写入：\(error.localizedDescription)",
        en: "Cannot be written: \(error.localizedDescription)"),
      remedy: Localized(
        zh: "检查 --out 的路径、权限和磁盘空间。", en: "Check the path of --out, permissions and disk space."),
      file: path)
  }
}
