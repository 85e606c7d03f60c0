import Geometry

/// Tells without an overlay which polygons of a layer may share ground with others of the layer.
///
/// In a layer without overlaps every inner border is there twice, once in each direction; only the
/// outline is not. The number of polygons over a point changes only across edges that do not cancel
/// in this way. Ground that is covered twice therefore ends at such edges, and a polygon that has one
/// of them there overlaps another: where no polygon with an edge that does not cancel overlaps any
/// other, no polygon of the layer does.
///
/// Edges are summed by a hash, with opposite signs for opposite directions, in a table small enough
/// for the processor's cache. Edges that cancel leave nothing in it, whatever else falls into the same
/// place; others may mark a polygon in vain.
///
/// Complexity: O(n) for n edges.
struct EdgeBalance {
  private var sums: [UInt64]

  /// The binary logarithm of the number of places: 2 MB, many times the edges of an outline.
  private static let bits: UInt64 = 18

  init() { sums = [UInt64](repeating: 0, count: 1 << Int(EdgeBalance.bits)) }

  /// Counts the edges of a layer or of a part of it.
  mutating func add(_ set: PolygonSet) {
    sums.withUnsafeMutableBufferPointer { sums in
      EdgeBalance.forEachEdge(of: set) { _, place, value in
        sums[place] &+= value
        return true
      }
    }
  }

  /// The features of the set that have an edge that nothing cancels, ascending. All parts of the
  /// layer are to be counted before.
  func unbalanced(_ set: PolygonSet) -> [Int] {
    var found: [Int] = []
    sums.withUnsafeBufferPointer { sums in
      EdgeBalance.forEachEdge(of: set) { feature, place, _ in
        guard sums[place] != 0 else { return true }
        found.append(Int(feature))
        return false
      }
    }
    return found
  }

  /// Calls `body` with the feature, place and signed value of each edge, feature by feature; a feature
  /// for which it returns `false` is left.
  @inline(__always)
  private static func forEachEdge(
    of set: PolygonSet, _ body: (Int32, Int, UInt64) -> Bool
  ) {
    set.slots.withUnsafeBufferPointer { buffer in
      guard let slots = buffer.baseAddress else { return }
      var left: Int32 = -1
      for chain in set.chains where chain.feature != left {
        var last = vertex(chain.point(0, in: slots))
        for index in 1...Int(chain.edges) {
          let next = vertex(chain.point(index, in: slots))
          // Both values are those of the edge without its direction.
          let sum = (last &+ next) &* 0x9E37_79B9_7F4A_7C15
          let value = ((last ^ next) &* 0xC2B2_AE3D_27D4_EB4F) | 1
          let signed = last < next ? value : 0 &- value
          last = next
          guard body(chain.feature, Int(sum >> (64 - bits)), signed) else {
            left = chain.feature
            break
          }
        }
      }
    }
  }

  @inline(__always)
  private static func vertex(_ point: GridPoint) -> UInt64 {
    let x = UInt64(bitPattern: point.x) &* 0xFF51_AFD7_ED55_8CCD
    let y = UInt64(bitPattern: point.y) &* 0xC4CE_B9FE_1A85_EC53
    let mixed = x ^ (y &<< 32 | y &>> 32)
    return mixed ^ (mixed &>> 29)
  }
}
