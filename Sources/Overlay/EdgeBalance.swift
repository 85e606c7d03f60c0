import CLanes
import Geometry

/// Tells quickly which edges of a layer have a counterpart.
///
/// In a layer without overlaps every inner border is there twice, once in each direction; only the
/// outline is not. The number of polygons over a point changes only across edges that do not cancel
/// in this way; ``OpenBorder`` works out from those whether ground is covered twice.
///
/// Edges are summed by a hash, with opposite signs for opposite directions, in a table small enough
/// for the processor's cache. Edges that cancel leave nothing in it, whatever else falls into the same
/// place; others may keep an edge open in vain.
///
/// Complexity: O(n) for n edges.
package struct EdgeBalance {
  private var sums: [UInt64]
  private let bits: UInt64

  /// The binary logarithm of the number of places: 2 MB, many times the edges of an outline.
  package static let smallBits: UInt64 = 18
  /// The same for layers whose corners often lie on a neighbour's edge, as those of a raster: 16 MB.
  static let largeBits: UInt64 = 21

  package init(bits: UInt64 = smallBits) {
    self.bits = bits
    sums = [UInt64](repeating: 0, count: 1 << Int(bits))
  }

  /// Whether so many places are taken that edges which cancel often fall into one of them.
  var isCrowded: Bool { sums.lazy.filter { $0 != 0 }.count > sums.count / 8 }

  /// Counts the edges of a layer or of a part of it.
  package mutating func add(_ set: PolygonSet) {
    let bits = bits
    sums.withUnsafeMutableBufferPointer { sums in
      guard let table = sums.baseAddress else { return }
      EdgeBalance.forEachChain(of: set) { chain, slots in
        if chain.isWide {
          EdgeBalance.forEachEdge(of: chain, slots, bits) { _, _, place, value in
            sums[place] &+= value
          }
        } else {
          EdgeBalance.withLane(of: chain, slots) { lanesAddEdges($0, bits, table) }
        }
      }
    }
  }

  /// Calls `body` with every edge that nothing cancels. All parts of the layer are to be counted
  /// before.
  package func forEachOpenEdge(of set: PolygonSet, _ body: (GridPoint, GridPoint) -> Void) {
    sums.withUnsafeBufferPointer { sums in
      guard let table = sums.baseAddress else { return }
      EdgeBalance.forEachChain(of: set) { chain, slots in
        if chain.isWide {
          EdgeBalance.forEachEdge(of: chain, slots, bits) { from, to, place, _ in
            if sums[place] != 0 { body(from, to) }
          }
          return
        }
        var open = EdgeBalance.withLane(of: chain, slots) { lanesOpenEdges($0, bits, table) }
        while open != 0 {
          let edge = open.trailingZeroBitCount
          body(chain.point(edge, in: slots), chain.point(edge + 1, in: slots))
          open &= open &- 1
        }
      }
    }
  }

  @inline(__always)
  private static func forEachChain(
    of set: PolygonSet, _ body: (Chain, UnsafePointer<SIMD2<Int32>>) -> Void
  ) {
    set.slots.withUnsafeBufferPointer { buffer in
      guard let slots = buffer.baseAddress else { return }
      for chain in set.chains { body(chain, slots) }
    }
  }

  /// Calls `body` with a chain that is not wide as vector code takes it.
  @inline(__always)
  private static func withLane<Result>(
    of chain: Chain, _ slots: UnsafePointer<SIMD2<Int32>>,
    _ body: (UnsafePointer<LaneBorder>) -> Result
  ) -> Result {
    (slots + chain.first).withMemoryRebound(to: Int32.self, capacity: 2 * chain.slots) {
      var border = LaneBorder(
        points: $0, edges: chain.edges, originX: chain.originX, originY: chain.originY)
      return body(&border)
    }
  }

  /// Calls `body` with the ends, place and signed value of each edge of a chain: the same as vector
  /// code finds for one that is not wide.
  @inline(__always)
  private static func forEachEdge(
    of chain: Chain, _ slots: UnsafePointer<SIMD2<Int32>>, _ bits: UInt64,
    _ body: (GridPoint, GridPoint, Int, UInt64) -> Void
  ) {
    let shift = 64 &- bits
    var from = chain.point(0, in: slots)
    var last = vertex(from)
    for index in 1...Int(chain.edges) {
      let to = chain.point(index, in: slots)
      let next = vertex(to)
      // That of the edge without its direction.
      let sum = (last &+ next) &* 0x9E37_79B9_7F4A_7C15
      body(from, to, Int(sum >> shift), value(last, next))
      (from, last) = (to, next)
    }
  }

  /// What is left of edges that were open in a balance: those that nothing cancels, and few of those
  /// that shared a place with them. Another hash parts them from what they shared it with.
  ///
  /// - Complexity: O(n) for n edges.
  static func thinned(_ edges: [DirectedEdge]) -> [DirectedEdge] {
    let bits = UInt64(min(max(2 * edges.count, 1 << 8).binaryLogarithm, Int(largeBits)))
    var sums = [UInt64](repeating: 0, count: 1 << Int(bits))
    func place(_ from: UInt64, _ to: UInt64) -> Int {
      Int(((from &+ to) &* 0xD6E8_FEB8_6659_FD93) >> (64 &- bits))
    }
    for edge in edges {
      let (from, to) = (vertex(edge.from), vertex(edge.to))
      sums[place(from, to)] &+= value(from, to)
    }
    return edges.filter { sums[place(vertex($0.from), vertex($0.to))] != 0 }
  }

  /// What an edge counts: the opposite for the edge in the other direction, and never nothing.
  ///
  /// Mixed from both ends in a fixed order. Their exclusive or would be the same for all upright edges
  /// of one height, so that the sides of a rectangle cancel where they share a place.
  @inline(__always)
  private static func value(_ from: UInt64, _ to: UInt64) -> UInt64 {
    let low = min(from, to) &* 0xC2B2_AE3D_27D4_EB4F
    let high = max(from, to) &* 0x9FB2_1C65_1E98_DF25
    let mixed = low &+ high
    let value = ((mixed ^ (mixed &>> 32)) &* 0xD6E8_FEB8_6659_FD93) | 1
    return from < to ? value : 0 &- value
  }

  @inline(__always)
  private static func vertex(_ point: GridPoint) -> UInt64 {
    let x = UInt64(bitPattern: point.x) &* 0xFF51_AFD7_ED55_8CCD
    let y = UInt64(bitPattern: point.y) &* 0xC4CE_B9FE_1A85_EC53
    let mixed = x ^ (y &<< 32 | y &>> 32)
    return mixed ^ (mixed &>> 29)
  }
}

extension Int {
  /// The exponent of the greatest power of two that is not greater.
  fileprivate var binaryLogarithm: Int { Int.bitWidth - 1 - leadingZeroBitCount }
}
