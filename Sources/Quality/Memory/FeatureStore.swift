import Foundation
import Geometry
import Groundwork

/// Features in compact form, in their order: in memory up to a limit, beyond it in a temporary file.
///
/// Filled by one thread, then read by any number. Takes 8 bytes of memory a feature besides.
public final class FeatureStore: @unchecked Sendable {
  private var bytes: [UInt8] = []
  private var file: SpillFile?
  /// The offset of each feature, and the end of the last.
  private var starts: [Int] = [0]
  private let limit: Int
  private let folder: URL

  /// - Parameters:
  ///   - limit: the bytes that features may take in memory.
  ///   - folder: the folder of the temporary file.
  public init(limit: Int, in folder: URL = FileManager.default.temporaryDirectory) {
    self.limit = limit
    self.folder = folder
  }

  public var count: Int { starts.count - 1 }
  /// The size of all features; a point takes 8 bytes or 16.
  public var byteCount: Int { starts[count] }
  /// Whether the features are in a file.
  public var isSpilled: Bool { file != nil }

  /// Appends a feature.
  ///
  /// - Throws: ``Groundwork/SpillFile/Failure``.
  public func append(_ feature: Feature) throws {
    FeatureCoding.encode(feature, to: &bytes)
    if file == nil, bytes.count > limit { file = try SpillFile(in: folder) }
    if let file {
      starts.append(file.byteCount + bytes.count)
      try bytes.withUnsafeBytes { try file.append($0) }
      // The first time the buffer has the size of the limit.
      bytes.removeAll(keepingCapacity: bytes.count < limit)
    } else {
      starts.append(bytes.count)
    }
  }

  /// Ends the filling; must be called before reading.
  public func finish() throws { try file?.flush() }

  /// Reads consecutive features back.
  ///
  /// - Throws: ``Groundwork/SpillFile/Failure``.
  public func load(_ range: Range<Int>) throws -> [Feature] {
    let (start, end) = (starts[range.lowerBound], starts[range.upperBound])
    guard let file else {
      return bytes.withUnsafeBytes {
        decode(UnsafeRawBufferPointer(rebasing: $0[start..<end]), range)
      }
    }
    return try withUnsafeTemporaryAllocation(byteCount: end - start, alignment: 8) { buffer in
      let used = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(end - start)])
      try file.read(from: start, into: used)
      return decode(UnsafeRawBufferPointer(used), range)
    }
  }

  private func decode(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> [Feature] {
    var reader = FeatureCoding(bytes)
    return range.map { _ in reader.feature() }
  }
}

/// The compact form of a feature: points as 32-bit offsets from the first where they fit, texts as
/// UTF-8. It never leaves the process, so the byte order is that of the machine.
struct FeatureCoding {
  private let bytes: UnsafeRawBufferPointer
  private var at = 0

  private enum Tag: UInt8 {
    case null, integer, real, text
  }

  private enum Shape: UInt8 {
    case none, short, long
  }

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  static func encode(_ feature: Feature, to bytes: inout [UInt8]) {
    put(feature.fid, to: &bytes)
    put(UInt32(feature.values.count), to: &bytes)
    for value in feature.values {
      switch value {
      case .null: bytes.append(Tag.null.rawValue)
      case .integer(let number):
        bytes.append(Tag.integer.rawValue)
        put(number, to: &bytes)
      case .real(let number):
        bytes.append(Tag.real.rawValue)
        put(number.bitPattern, to: &bytes)
      case .text(let text):
        bytes.append(Tag.text.rawValue)
        put(UInt32(text.utf8.count), to: &bytes)
        bytes.append(contentsOf: text.utf8)
      }
    }
    guard let geometry = feature.geometry else { return bytes.append(Shape.none.rawValue) }
    let points = geometry.polygons.lazy.flatMap(\.rings).joined()
    let origin = points.first ?? GridPoint(x: 0, y: 0)
    let isShort = points.allSatisfy {
      Int32(exactly: $0.x - origin.x) != nil && Int32(exactly: $0.y - origin.y) != nil
    }
    bytes.append((isShort ? Shape.short : .long).rawValue)
    put(origin.x, to: &bytes)
    put(origin.y, to: &bytes)
    put(UInt32(geometry.polygons.count), to: &bytes)
    for polygon in geometry.polygons {
      put(UInt32(polygon.rings.count), to: &bytes)
      for ring in polygon.rings {
        put(UInt32(ring.count), to: &bytes)
        for point in ring {
          if isShort {
            put(Int32(truncatingIfNeeded: point.x - origin.x), to: &bytes)
            put(Int32(truncatingIfNeeded: point.y - origin.y), to: &bytes)
          } else {
            put(point.x, to: &bytes)
            put(point.y, to: &bytes)
          }
        }
      }
    }
  }

  private static func put<T: FixedWidthInteger>(_ value: T, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
  }

  // MARK: Decoding

  mutating func feature() -> Feature {
    let fid = next(Int64.self)
    let values = (0..<next(UInt32.self)).map { _ in value() }
    return Feature(fid: fid, geometry: geometry(), values: values)
  }

  private mutating func value() -> Value {
    switch Tag(rawValue: next(UInt8.self)) {
    case .integer: return .integer(next(Int64.self))
    case .real: return .real(Double(bitPattern: next(UInt64.self)))
    case .text:
      let count = Int(next(UInt32.self))
      defer { at += count }
      return .text(String(decoding: bytes[at..<(at + count)], as: UTF8.self))
    case .null, nil: return .null
    }
  }

  private mutating func geometry() -> MultiPolygon? {
    guard let shape = Shape(rawValue: next(UInt8.self)), shape != .none else { return nil }
    let origin = GridPoint(x: next(Int64.self), y: next(Int64.self))
    return MultiPolygon(
      (0..<next(UInt32.self)).map { _ in
        var rings = (0..<next(UInt32.self)).map { _ in ring(shape, origin) }
        let exterior = rings.removeFirst()
        return Polygon(exterior, holes: rings)
      })
  }

  private mutating func ring(_ shape: Shape, _ origin: GridPoint) -> [GridPoint] {
    (0..<next(UInt32.self)).map { _ in
      if shape == .long { return GridPoint(x: next(Int64.self), y: next(Int64.self)) }
      let x = Int64(next(Int32.self))
      let y = Int64(next(Int32.self))
      return GridPoint(x: origin.x + x, y: origin.y + y)
    }
  }

  private mutating func next<T: FixedWidthInteger>(_: T.Type) -> T {
    defer { at += MemoryLayout<T>.size }
    return bytes.loadUnaligned(fromByteOffset: at, as: T.self)
  }
}
