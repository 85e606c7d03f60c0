import CGDAL
import Groundwork

/// One polygon of a layer, as it lies in the buffers of GDAL: gone when the next one is read.
public struct SourcePatch {
  /// The feature's number in the file.
  public let fid: Int64
  /// A polygon, multipolygon or collection: little-endian ISO WKB in two dimensions, x first.
  public let wkb: UnsafeRawBufferPointer
  fileprivate let texts: UnsafeMutableBufferPointer<UnsafeRawBufferPointer?>

  /// The UTF-8 bytes of a value, those of `Value.string`; `nil` for null.
  ///
  /// - Parameter index: the position among the columns that were asked for.
  public func text(_ index: Int) -> UnsafeRawBufferPointer? { texts[index] }
}

extension VectorSource {
  /// Reads the polygons of a layer in the order of the file by the batch: the fast way for layers
  /// without faults, which makes no object for a feature.
  ///
  /// It gives up where ``forEachFeature(in:columns:geometry:limits:cancellation:_:)`` has something
  /// to say: at a geometry other than a flat polygon, a value or geometry beyond the limits, text that
  /// is not UTF-8, a message of GDAL. It does not begin with formats and types of columns that GDAL's stream does not
  /// read exactly as it reads features. What `body` was given until then is true, but not everything.
  ///
  /// Memory is that of one batch: up to 1,024 features, of some 1 MB unless they are very unequal.
  ///
  /// - Parameters:
  ///   - columns: positions of the columns to read.
  ///   - limits: what is too large to take into memory.
  ///   - cancellation: checked for each batch.
  ///   - body: called for each polygon; what it throws ends the reading.
  /// - Returns: the number of features read; `nil` if it gave up, so that the layer is to be read
  ///   again feature by feature.
  /// - Throws: ``Cancelled``.
  public func forEachPatch(
    in layer: SourceLayer, columns: [Int], limits: ReadLimits = ReadLimits(),
    cancellation: Cancellation = Cancellation(), _ body: (SourcePatch) throws -> Void
  ) throws -> Int? {
    let handle = try handle(of: layer)
    guard PatchStream.isExact(for: layer, columns, handle, format: format(of: layer)) else {
      return nil
    }
    return try GDALSession.watch { messages in
      ignore(allBut: columns, geometry: true, in: layer, handle)
      defer { OGR_L_SetIgnoredFields(handle, nil) }
      OGR_L_ResetReading(handle)
      // The stream is to be released before the reading can start again.
      defer { OGR_L_ResetReading(handle) }
      let batch = PatchStream.batch(features: layer.featureCount, bytes: byteCount)
      guard let stream = PatchStream(handle, layer, columns, limits: limits, batch: batch) else {
        return nil
      }
      defer { stream.release() }
      var count = 0
      while true {
        try cancellation.check()
        guard var array = stream.next(), messages.failures.isEmpty else { return nil }
        guard array.release != nil else { break }
        defer { array.release?(&array) }
        guard array.length > 0, try stream.read(array, body) else { return nil }
        count += Int(array.length)
      }
      return layer.featureCount.map { $0 == count } ?? true ? count : nil
    }
  }
}

/// GDAL's Arrow stream of one layer: columns of many features at a time.
private final class PatchStream {
  private var stream: ArrowArrayStream
  private let limits: ReadLimits
  /// Where each column lies that is asked for, and how.
  private var places: [(child: Int, layout: ColumnLayout)] = []
  private let geometry: Int
  private let texts: UnsafeMutableBufferPointer<UnsafeRawBufferPointer?>

  /// Whether the stream gives exactly what the features of the layer give.
  ///
  /// That of a GeoPackage (GDAL 3.6) reads ahead on a thread whose messages reach nobody, and does
  /// not end when the file is damaged.
  static func isExact(
    for layer: SourceLayer, _ columns: [Int], _ handle: OGRLayerH, format: String
  ) -> Bool {
    format == "FlatGeobuf" && OGR_L_TestCapability(handle, "FastGetArrowStream") == 1
      && columns.allSatisfy { ColumnLayout(layer.columns[$0].fieldType) != nil }
  }

  /// The number of features that go into one batch: few enough to stay in the processor's cache.
  static func batch(features: Int?, bytes: Int) -> Int {
    guard let features, features > 0 else { return 64 }
    return min(max((1 << 20) / (bytes / features + 1), 1), 1024)
  }

  /// - Returns: `nil` if the stream does not have the columns as expected.
  init?(
    _ handle: OGRLayerH, _ layer: SourceLayer, _ columns: [Int], limits: ReadLimits, batch: Int
  ) {
    self.limits = limits
    stream = ArrowArrayStream()
    // The number of the feature, the columns in the order of the layer, the geometry.
    let order = Set(columns).sorted()
    geometry = 1 + order.count
    texts = .allocate(capacity: columns.count)
    texts.initialize(repeating: nil)
    let options = ["INCLUDE_FID=YES", "MAX_FEATURES_IN_BATCH=\(batch)"]
    let isOpen = GDALSession.withOptions(options) { list in
      OGR_L_GetArrowStream(
        handle, &stream,
        UnsafeMutableRawPointer(mutating: list)?
          .assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self))
    }
    guard isOpen, hasSchema(layer, order) else {
      release()
      return nil
    }
    for column in columns {
      guard let place = order.firstIndex(of: column),
        let layout = ColumnLayout(layer.columns[column].fieldType)
      else {
        release()
        return nil
      }
      places.append((1 + place, layout))
    }
  }

  deinit { texts.deallocate() }

  func release() {
    stream.release?(&stream)
  }

  /// The next batch; that without a release callback is the end; `nil` if there was an error.
  func next() -> ArrowArray? {
    var array = ArrowArray()
    guard stream.get_next?(&stream, &array) == 0 else {
      array.release?(&array)
      return nil
    }
    return array
  }

  /// Hands over the polygons of a batch.
  /// - Returns: whether all of them could be.
  func read(_ array: ArrowArray, _ body: (SourcePatch) throws -> Void) throws -> Bool {
    guard array.offset == 0, Int(array.n_children) == geometry + 1,
      let fids = ArrowColumn(array, 0), let shapes = ArrowColumn(array, geometry)
    else { return false }
    var columns: [(column: ArrowColumn, layout: ColumnLayout)] = []
    for place in places {
      guard let column = ArrowColumn(array, place.child) else { return false }
      columns.append((column, place.layout))
    }
    return try withUnsafeTemporaryAllocation(
      byteCount: columns.count * Digits.count, alignment: 1
    ) { digits in
      for row in 0..<Int(array.length) {
        guard shapes.isValid(row), fids.isValid(row) else { return false }
        let wkb = shapes.bytes(row)
        guard wkb.count <= limits.geometryBytes, FlatPolygon.fills(wkb) else { return false }
        for index in columns.indices {
          let column = columns[index].column
          guard column.isValid(row) else {
            texts[index] = nil
            continue
          }
          switch columns[index].layout {
          case .text:
            let text = column.text(row)
            guard text.count <= limits.valueBytes, PlainText.isValid(text) else { return false }
            texts[index] = text
          case .integer:
            let room = digits[(index * Digits.count)..<((index + 1) * Digits.count)]
            texts[index] = Digits.write(
              column.int64(row), into: UnsafeMutableRawBufferPointer(rebasing: room))
          }
        }
        try body(SourcePatch(fid: fids.int64(row), wkb: wkb, texts: texts))
      }
      return true
    }
  }

  private func hasSchema(_ layer: SourceLayer, _ order: [Int]) -> Bool {
    var schema = ArrowSchema()
    guard stream.get_schema?(&stream, &schema) == 0 else { return false }
    defer { schema.release?(&schema) }
    var formats = ["l"]
    var names: [String?] = [nil]
    for column in order {
      formats.append(ColumnLayout(layer.columns[column].fieldType)?.format ?? "")
      names.append(layer.columns[column].name)
    }
    formats.append("z")
    names.append(nil)
    guard Int(schema.n_children) == formats.count, let children = schema.children else {
      return false
    }
    return formats.indices.allSatisfy { index in
      guard let child = children[index]?.pointee, child.dictionary == nil,
        String(cString: child.format) == formats[index]
      else { return false }
      return names[index].map { $0 == String(cString: child.name) } ?? true
    }
  }
}

/// How the values of a column lie in a batch.
///
/// Other types are left to the features: for those of 8 bits GDAL 3.6 announces whole numbers of 32
/// bits and fills in 8, and it sets the wrong bits of truth values.
private enum ColumnLayout {
  case text
  case integer

  init?(_ type: OGRFieldType) {
    switch type {
    case OFTString: self = .text
    case OFTInteger64: self = .integer
    default: return nil
    }
  }

  /// As Arrow names it.
  var format: String {
    switch self {
    case .text: "u"
    case .integer: "l"
    }
  }
}

/// One column of a batch.
private struct ArrowColumn {
  /// A bit for each row that has a value; `nil` if all have.
  private let validity: UnsafePointer<UInt8>?
  /// The values, or for text and bytes where those begin and end.
  private let values: UnsafeRawPointer
  private let content: UnsafeRawPointer?
  private let offset: Int

  /// - Returns: `nil` if the column is not filled.
  init?(_ array: ArrowArray, _ index: Int) {
    guard let column = array.children[index]?.pointee, column.n_buffers >= 2,
      column.length == array.length, let buffers = column.buffers, let values = buffers[1]
    else { return nil }
    validity = column.null_count == 0 ? nil : buffers[0]?.assumingMemoryBound(to: UInt8.self)
    self.values = values
    content = column.n_buffers > 2 ? buffers[2] : nil
    offset = Int(column.offset)
  }

  @inline(__always)
  func isValid(_ row: Int) -> Bool {
    guard let validity else { return true }
    return validity[(row + offset) >> 3] >> UInt8((row + offset) & 7) & 1 == 1
  }

  @inline(__always)
  func int64(_ row: Int) -> Int64 {
    values.load(fromByteOffset: 8 * (row + offset), as: Int64.self)
  }

  @inline(__always)
  func bytes(_ row: Int) -> UnsafeRawBufferPointer {
    let start = values.load(fromByteOffset: 4 * (row + offset), as: Int32.self)
    let end = values.load(fromByteOffset: 4 * (row + offset) + 4, as: Int32.self)
    return UnsafeRawBufferPointer(start: content.map { $0 + Int(start) }, count: Int(end - start))
  }

  /// The bytes up to the first zero, at which the text of a feature ends too.
  @inline(__always)
  func text(_ row: Int) -> UnsafeRawBufferPointer {
    let bytes = bytes(row)
    guard let start = bytes.baseAddress, let zero = memchr(start, 0, bytes.count) else {
      return bytes
    }
    return UnsafeRawBufferPointer(rebasing: bytes[..<(UnsafeRawPointer(zero) - start)])
  }
}

/// What a text must be for the fast way.
private enum PlainText {
  /// Whether it is valid UTF-8. Most values are ASCII, which is seen without a copy.
  @inline(__always)
  static func isValid(_ text: UnsafeRawBufferPointer) -> Bool {
    var bits: UInt8 = 0
    for byte in text { bits |= byte }
    return bits < 0x80 || String(validating: text, as: UTF8.self) != nil
  }
}

/// Whole numbers in decimal digits.
private enum Digits {
  /// The most that a number takes.
  static let count = 20

  /// Writes a number as `String(number)` has it.
  static func write(
    _ number: Int64, into room: UnsafeMutableRawBufferPointer
  ) -> UnsafeRawBufferPointer {
    var at = room.count
    var rest = number.magnitude
    repeat {
      at -= 1
      room[at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if number < 0 {
      at -= 1
      room[at] = UInt8(ascii: "-")
    }
    return UnsafeRawBufferPointer(rebasing: room[at...])
  }
}

/// What a geometry must be for the fast way.
private enum FlatPolygon {
  /// Whether the bytes are one little-endian polygon, multipolygon or collection of polygons in two
  /// dimensions, every part of which has rings and every ring points.
  static func fills(_ wkb: UnsafeRawBufferPointer) -> Bool {
    var at = 0
    return skip(wkb, &at, depth: 0) && at == wkb.count
  }

  private static func skip(_ wkb: UnsafeRawBufferPointer, _ at: inout Int, depth: Int) -> Bool {
    guard depth < 4, wkb.count - at >= 9, wkb[at] == 1 else { return false }
    let type = wkb.loadUnaligned(fromByteOffset: at + 1, as: UInt32.self)
    let count = wkb.loadUnaligned(fromByteOffset: at + 5, as: UInt32.self)
    at += 9
    guard count > 0 else { return false }
    for _ in 0..<count {
      switch type {
      case 3:
        guard wkb.count - at >= 4 else { return false }
        let points = Int(wkb.loadUnaligned(fromByteOffset: at, as: UInt32.self))
        guard points > 0, (wkb.count - at - 4) / 16 >= points else { return false }
        at += 4 + 16 * points
      case 6, 7:
        guard skip(wkb, &at, depth: depth + 1) else { return false }
      default: return false
      }
    }
    return true
  }
}
