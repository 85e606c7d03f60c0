import Groundwork

/// A file of the exchange format of the land survey, VCT 3.0 (GB/T 17798-2007), open for reading.
///
/// One pass finds where every object begins; objects are read when they are asked for. Memory is that
/// of the index, 24 bytes for each object, and of the object in hand. A broken object is left out and
/// told with its line; it stops nothing. Belongs to one thread.
public final class VCTFile {
  public let path: String
  public let encoding: TextEncoding
  public internal(set) var header = VCTHeader()
  public internal(set) var classes: [VCTFeatureClass] = []
  public internal(set) var tables: [VCTTable] = []

  let content: FileBytes
  var faults: LineFaults
  /// The sections in the order of the file.
  var sections: [Section] = []
  /// Where the objects of each kind begin, sorted by number.
  var index: [VCTKind: [Place]] = [:]
  /// Where the rows of each table begin.
  var rowPlaces: [RowPlace] = []

  /// What is wrong with the file, each with its line.
  public var diagnostics: [Diagnostic] { faults.all }

  /// Where an object begins.
  struct Place {
    var id: Int64
    var offset: Int
    var line: Int
  }

  struct RowPlace {
    var table: String
    /// The offset behind the table's name, and the number of lines before it.
    var offset: Int
    var passed: Int
    var rows: Int
  }

  /// A part of the file between two keywords.
  struct Section {
    enum Content: Equatable {
      case head, classes, tables, rows
      case objects(VCTKind)
      /// Of no concern here, such as topology and style.
      case other
    }

    /// The first word, as in `Topology`.
    var name: String
    var content: Content
    /// The offsets of its inner lines, and the number of lines before them.
    var range: Range<Int>
    var passed: Int
  }

  /// - Parameter encoding: of the texts; `nil` to find out.
  /// - Throws: ``Groundwork/Diagnostic`` `import.file-unreadable`, `vct.no-head`, `vct.separator`;
  ///   ``Groundwork/Cancelled``.
  public convenience init(
    path: String, encoding: TextEncoding? = nil, cancellation: Cancellation = Cancellation()
  ) throws {
    try self.init(
      FileBytes(path: path), path: path, encoding: encoding, cancellation: cancellation)
  }

  /// Reads bytes that are in memory.
  public convenience init(_ bytes: [UInt8], path: String = "-") throws {
    try self.init(FileBytes(bytes), path: path, encoding: nil, cancellation: Cancellation())
  }

  private init(
    _ content: FileBytes, path: String, encoding: TextEncoding?, cancellation: Cancellation
  ) throws {
    self.content = content
    self.path = path
    let found = TextEncoding.of(content.bytes)
    self.encoding = found == .utf8Marked ? found : encoding ?? found
    faults = LineFaults(file: path)
    try scan(cancellation)
    guard sections.contains(where: { $0.content == .head }) else {
      throw Diagnostic(
        code: "vct.no-head",
        Localized(
          zh: "没有文件头 HeadBegin，不是 VCT 文件。", en: "HeadBegin is missing; this is not a VCT file."),
        remedy: Localized(zh: "核对是否为正确的文件。", en: "Check that this is the right file."), file: path)
    }
  }

  /// Whether a file begins as one of this format does.
  public static func recognises(_ head: some Collection<UInt8>) -> Bool {
    let text = String(decoding: head.prefix(200), as: UTF8.self).lowercased()
    return text.contains("headbegin")
  }

  /// What stands between the values of a row.
  var separator: UInt8 { header.separator.utf8.first ?? UInt8(ascii: ",") }

  /// The lines of the file from its beginning on.
  var lines: TextLines {
    TextLines(content.bytes, from: encoding == .utf8Marked ? TextEncoding.mark.count : 0)
  }

  func lines(of section: Section) -> TextLines {
    TextLines(
      UnsafeRawBufferPointer(rebasing: content.bytes[..<section.range.upperBound]),
      from: section.range.lowerBound, passed: section.passed)
  }

  func reader(_ lines: TextLines) -> VCTObjectReader {
    VCTObjectReader(lines, separator: separator, encoding: encoding)
  }

  /// The place of an object; of several with one number the first in the file.
  func place(_ kind: VCTKind, _ id: Int64) -> Place? {
    position(kind, id).flatMap { index[kind]?[$0] }
  }

  /// The position of an object in ``index``. Complexity: O(log n).
  func position(_ kind: VCTKind, _ id: Int64) -> Int? {
    guard let places = index[kind] else { return nil }
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < places.count && places[low].id == id ? low : nil
  }

  /// The number of objects of a kind.
  public func count(_ kind: VCTKind) -> Int { index[kind]?.count ?? 0 }

  /// The number of rows of a table.
  public func rowCount(_ table: String) -> Int {
    rowPlaces.reduce(0) { $0 + ($1.table.lowercased() == table.lowercased() ? $1.rows : 0) }
  }
}
