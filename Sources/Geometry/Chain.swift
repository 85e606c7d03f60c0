/// A run of consecutive edges of one ring, short enough that a 64-bit mask has a bit for each edge.
///
/// The points are kept as 32-bit offsets from the lower left corner of the chain's box. A chain with
/// an edge too long for that is *wide*: it takes two slots a point, the low halves of both 64-bit
/// offsets and then the high halves.
@frozen
public struct Chain: Sendable, Hashable {
  /// The lower left corner of the box, in grid steps.
  public var originX: Int64
  public var originY: Int64
  /// The size of the box, in grid steps.
  public var width: Int64
  public var height: Int64
  /// The slot of the first point; there is one point more than edges.
  public var first: Int
  public var edges: Int32
  public var isWide: Bool
  /// The ring among all rings of the set.
  public var ring: Int32
  public var feature: Int32
  /// Twice the area that the ring sweeps out about (0, 0) before this chain, in steps².
  public var swept: Int128

  /// The most edges that a chain has.
  public static let edgeLimit = 64
  /// A chain is wide if a coordinate changes by this or more along one of its edges.
  public static let wideStep: Int64 = 1 << 29

  @inlinable public var maxX: Int64 { originX + width }
  @inlinable public var maxY: Int64 { originY + height }
  /// The slots that the points take.
  @inlinable public var slots: Int { (Int(edges) + 1) * (isWide ? 2 : 1) }

  public var bounds: Bounds {
    Bounds(
      minX: Double(originX), minY: Double(originY), maxX: Double(maxX), maxY: Double(maxY))
  }

  /// A point of the chain as an offset from its origin. `slots` are those of the whole set.
  @inlinable @inline(__always)
  public func offset(_ index: Int, in slots: UnsafePointer<SIMD2<Int32>>) -> (x: Int64, y: Int64) {
    if isWide {
      let low = slots[first + 2 * index]
      let high = slots[first + 2 * index + 1]
      return (
        Int64(high.x) << 32 | Int64(UInt32(bitPattern: low.x)),
        Int64(high.y) << 32 | Int64(UInt32(bitPattern: low.y))
      )
    }
    let point = slots[first + index]
    return (Int64(point.x), Int64(point.y))
  }

  /// A point of the chain in grid steps.
  @inlinable @inline(__always)
  public func point(_ index: Int, in slots: UnsafePointer<SIMD2<Int32>>) -> GridPoint {
    let offset = offset(index, in: slots)
    return GridPoint(x: originX + offset.x, y: originY + offset.y)
  }
}
