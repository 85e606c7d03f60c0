import Foundation

/// Polygons put aside in a file, for layers that are larger than memory.
///
/// The file has no name: it is gone when the spill is, whatever happens. Written by one thread, then
/// read by any number.
public final class PolygonSpill: @unchecked Sendable {
  /// The box of each feature in grid steps; an empty feature has an inverted box.
  public private(set) var boxes: [Bounds] = []
  /// Where each feature begins in the file, and the end of the last.
  private var starts: [Int] = [0]
  private let file: Int32
  private var pending: [UInt8] = []

  /// What went wrong with the file, in the words of the system.
  public struct Failure: Error, Sendable {
    public var reason: String
  }

  /// Bytes that are kept back before writing, and the gap that is read over rather than skipped.
  private static let portion = 1 << 20
  private static let smallGap = 1 << 16

  /// - Parameter folder: where the file is to lie.
  public init(in folder: URL = FileManager.default.temporaryDirectory) throws {
    var path = Array((folder.path + "/zhitu-spill-XXXXXX").utf8CString)
    file = mkstemp(&path)
    guard file >= 0 else { throw PolygonSpill.failure }
    unlink(path)
  }

  deinit { close(file) }

  public var count: Int { boxes.count }

  /// Sets room aside for so many features.
  public func reserve(_ features: Int) {
    boxes.reserveCapacity(features)
    starts.reserveCapacity(features + 1)
  }

  /// The bytes of a feature in the file: 8 for each point, more where it is very large.
  public func byteCount(of feature: Int) -> Int { starts[feature + 1] - starts[feature] }

  /// Appends one feature.
  public func append(_ rings: RingBuffer) throws {
    var box = Bounds(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
    for point in rings.points {
      box = box.union(
        Bounds(
          minX: Double(point.x), minY: Double(point.y), maxX: Double(point.x),
          maxY: Double(point.y)))
    }
    let before = pending.count
    let origin = rings.points.first ?? GridPoint(x: 0, y: 0)
    // Offsets from the first point take half the room where they fit.
    let isShort = max(box.width, box.height) < Double(Int32.max)
    put(Int64(rings.polygonEnds.count))
    for end in rings.polygonEnds { put(Int64(end)) }
    for end in rings.ringEnds { put(Int64(end)) }
    put(isShort ? 1 : 0)
    put(origin.x)
    put(origin.y)
    if isShort {
      withUnsafeTemporaryAllocation(of: SIMD2<Int32>.self, capacity: rings.points.count) {
        offsets in
        for (index, point) in rings.points.enumerated() {
          offsets[index] = SIMD2(
            Int32(truncatingIfNeeded: point.x - origin.x),
            Int32(truncatingIfNeeded: point.y - origin.y))
        }
        pending.append(contentsOf: UnsafeRawBufferPointer(offsets))
      }
    } else {
      for point in rings.points {
        put(point.x)
        put(point.y)
      }
    }
    boxes.append(box)
    starts.append(starts[starts.count - 1] + pending.count - before)
    if pending.count >= PolygonSpill.portion { try flush() }
  }

  /// Writes out what is kept back; to be called before reading.
  public func flush() throws {
    var written = 0
    while written < pending.count {
      let count = pending.withUnsafeBytes { bytes in
        write(file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      }
      guard count > 0 else { throw PolygonSpill.failure }
      written += count
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Reads features back, in the order given.
  public func load(_ features: [Int]) throws -> PolygonSet {
    var set = PolygonSet()
    set.reserve(
      features: features.count, points: features.reduce(0) { $0 + byteCount(of: $1) } / 8)
    var rings = RingBuffer()
    var bytes: [UInt8] = []
    var held = 0..<0
    for (position, feature) in features.enumerated() {
      let wanted = starts[feature]..<starts[feature + 1]
      if wanted.lowerBound < held.lowerBound || wanted.upperBound > held.upperBound {
        var end = wanted.upperBound
        for next in features[(position + 1)...] {
          guard starts[next] >= end, starts[next] - end < PolygonSpill.smallGap,
            starts[next + 1] - wanted.lowerBound < PolygonSpill.portion
          else { break }
          end = starts[next + 1]
        }
        held = wanted.lowerBound..<end
        try read(held, into: &bytes)
      }
      rings.clear()
      bytes.withUnsafeBytes { raw in
        PolygonSpill.decode(
          UnsafeRawBufferPointer(
            rebasing: raw[
              (wanted.lowerBound - held.lowerBound)..<(wanted.upperBound - held.lowerBound)]),
          into: &rings)
      }
      set.append(rings)
    }
    return set
  }

  private func read(_ range: Range<Int>, into bytes: inout [UInt8]) throws {
    if bytes.count < range.count { bytes = [UInt8](repeating: 0, count: range.count) }
    var done = 0
    while done < range.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(
          file, buffer.baseAddress.map { $0 + done }, range.count - done, range.lowerBound + done)
      }
      guard count > 0 else { throw PolygonSpill.failure }
      done += count
    }
  }

  private static func decode(_ bytes: UnsafeRawBufferPointer, into rings: inout RingBuffer) {
    var at = 0
    func next<T: FixedWidthInteger>(_: T.Type) -> T {
      defer { at += MemoryLayout<T>.size }
      return bytes.loadUnaligned(fromByteOffset: at, as: T.self)
    }
    for _ in 0..<next(Int64.self) { rings.polygonEnds.append(Int(next(Int64.self))) }
    for _ in 0..<(rings.polygonEnds.last ?? 0) { rings.ringEnds.append(Int(next(Int64.self))) }
    let isShort = next(Int64.self) == 1
    let originX = next(Int64.self)
    let originY = next(Int64.self)
    for _ in 0..<(rings.ringEnds.last ?? 0) {
      if isShort {
        let x = Int64(next(Int32.self))
        let y = Int64(next(Int32.self))
        rings.points.append(GridPoint(x: originX + x, y: originY + y))
      } else {
        let x = next(Int64.self)
        let y = next(Int64.self)
        rings.points.append(GridPoint(x: x, y: y))
      }
    }
  }

  private func put<T: FixedWidthInteger>(_ value: T) {
    withUnsafeBytes(of: value) { pending.append(contentsOf: $0) }
  }

  private static var failure: Failure { Failure(reason: String(cString: strerror(errno))) }
}
