import Foundation
import Geometry

/// How two features compare.
///
/// Unchanged patches: two features that are the same, point by point, share all they have, and need
/// neither crossings nor location.
enum Twins {
  /// Larger features take the ordinary way, so that comparing costs little beside it.
  private static let chainLimit = 16

  @inline(__always)
  static func are(_ p: LayerView, _ first: Int, _ q: LayerView, _ second: Int) -> Bool {
    p.areas[first] == q.areas[second] && haveSamePoints(p, first, q, second)
  }

  @inline(never)
  private static func haveSamePoints(
    _ p: LayerView, _ first: Int, _ q: LayerView, _ second: Int
  ) -> Bool {
    guard p.boxes[first] == q.boxes[second] else { return false }
    let chainsP = p.chains(of: first)
    let chainsQ = q.chains(of: second)
    guard chainsP.count == chainsQ.count, chainsP.count <= chainLimit, !chainsP.isEmpty else {
      return false
    }
    for (i, j) in zip(chainsP, chainsQ) {
      let a = p.chains[i]
      let b = q.chains[j]
      guard a.originX == b.originX, a.originY == b.originY, a.edges == b.edges,
        a.isWide == b.isWide, p.startsRing(i) == q.startsRing(j),
        memcmp(
          p.slots + a.first, q.slots + b.first, a.slots * MemoryLayout<SIMD2<Int32>>.stride) == 0
      else { return false }
    }
    return true
  }

  /// Which of two features is thought shifted: the larger, else the one that lies farther on, so that
  /// the same one is, whichever layer comes first.
  @inline(__always)
  static func isFirstShifted(
    _ p: LayerView, _ first: Int, _ q: LayerView, _ second: Int
  ) -> Bool {
    let area = p.areas[first]
    let other = q.areas[second]
    return area != other ? area > other : isFarther(p, first, q, second)
  }

  @inline(never)
  private static func isFarther(
    _ p: LayerView, _ first: Int, _ q: LayerView, _ second: Int
  ) -> Bool {
    let a = p.boxes[first]
    let b = q.boxes[second]
    if a.minX != b.minX { return a.minX > b.minX }
    if a.minY != b.minY { return a.minY > b.minY }
    if a.maxX != b.maxX { return a.maxX > b.maxX }
    if a.maxY != b.maxY { return a.maxY > b.maxY }
    let chainsP = p.chains(of: first)
    let chainsQ = q.chains(of: second)
    if chainsP.count != chainsQ.count { return chainsP.count > chainsQ.count }
    for (i, j) in zip(chainsP, chainsQ) {
      let c = p.chains[i]
      let d = q.chains[j]
      if c.edges != d.edges { return c.edges > d.edges }
      for index in 0...Int(c.edges) {
        let here = c.point(index, in: p.slots)
        let there = d.point(index, in: q.slots)
        if here.x != there.x { return here.x > there.x }
        if here.y != there.y { return here.y > there.y }
      }
    }
    return false
  }
}
