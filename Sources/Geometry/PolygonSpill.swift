import Foundation
import Groundwork

/// Polygons in a temporary file, for layers that are larger than memory.
///
/// Written by one thread, then read by any number; see ``Groundwork/SpillFile``.
public final class PolygonSpill: @unchecked Sendable {
  /// The box of each feature in grid steps; an empty feature has an inverted box.
  public private(set) var boxes: [Bounds] = []
  /// The offset of each feature in the file, and the end of the last.
  private var starts: [Int] = [0]
  private let file: SpillFile
  private var packed: [UInt8] = []

  /// The most bytes read at once, and the largest gap between features that is read rather than
  /// skipped.
  private static let portion = 1 << 20
  private static let smallGap = 1 << 16

  /// - Parameter folder: the folder of the file.
  /// - Throws: ``Groundwork/SpillFile/Failure``.
  public init(in folder: URL = FileManager.default.temporaryDirectory) throws {
    file = try SpillFile(in: folder)
  }

  public var count: Int { boxes.count }

  /// Reserves capacity for a number of features.
  public func reserve(_ features: Int) {
    boxes.reserveCapacity(features)
    starts.reserveCapacity(features + 1)
  }

  /// The bytes of a feature in the file: 8 for each point, more where it is very large.
  public func byteCount(of feature: Int) -> Int { starts[feature + 1] - starts[feature] }

  /// The byte count of the largest feature.
  public var largestByteCount: Int? { (0..<count).lazy.map(byteCount).max() }

  /// Appends one feature.
  public func append(_ rings: RingBuffer) throws {
    var box = Bounds(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
    for point in rings.points {
      box = box.union(
        Bounds(
          minX: Double(point.x), minY: Double(point.y), maxX: Double(point.x),
          maxY: Double(point.y)))
    }
    packed.removeAll(keepingCapacity: true)
    let origin = rings.points.first ?? GridPoint(x: 0, y: 0)
    // Offsets from the first point take half the space where they fit 32 bits.
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
        packed.append(contentsOf: UnsafeRawBufferPointer(offsets))
      }
    } else {
      for point in rings.points {
        put(point.x)
        put(point.y)
      }
    }
    boxes.append(box)
    try packed.withUnsafeBytes { try file.append($0) }
    starts.append(file.byteCount)
  }

  /// Writes the buffer to the file; must be called before reading.
  public func flush() throws { try file.flush() }

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
    try bytes.withUnsafeMutableBytes {
      try file.read(
        from: range.lowerBound, into: UnsafeMutableRawBufferPointer(rebasing: $0[..<range.count]))
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
    withUnsafeBytes(of: value) { packed.append(contentsOf: $0) }
  }
}
