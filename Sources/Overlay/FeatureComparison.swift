import Foundation
import Geometry

/// Identity and order of features of two layers.
///
/// Unchanged patches are the common case: two features that are identical, point by point, share
/// their whole area, and neither crossings nor winding numbers are computed.
enum FeatureComparison {
  /// Features of more chains are not compared, which bounds the cost of the comparison.
  private static let chainLimit = 16

  @inline(__always)
  static func areIdentical(_ p: LayerView, _ first: Int, _ q: LayerView, _ second: Int) -> Bool {
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

  /// Whether the first of two features is the perturbed one: the larger is, else the one that is
  /// later in a total order of boxes and points; so the choice does not depend on the order of the
  /// layers.
  @inline(__always)
  static func isFirstPerturbed(
    _ p: LayerView, _ first: Int, _ q: LayerView, _ second: Int
  ) -> Bool {
    let area = p.areas[first]
    let other = q.areas[second]
    return area != other ? area > other : isLaterInOrder(p, first, q, second)
  }

  /// As ``isFirstPerturbed(_:_:_:_:)``, remembering the last answer: a large feature meets many chains
  /// of the same other feature, and comparing all their points each time would take quadratic time.
  @inline(__always)
  static func isFirstPerturbed(
    _ p: LayerView, _ first: Int, _ q: LayerView, _ second: Int, _ memo: ComparisonMemo
  ) -> Bool {
    let area = p.areas[first]
    let other = q.areas[second]
    if area != other { return area > other }
    // Features of few chains are compared at once; they would only displace a large pair.
    guard p.chains(of: first).count > chainLimit else {
      return isLaterInOrder(p, first, q, second)
    }
    if memo.first != first || memo.second != second {
      memo.isLater = isLaterInOrder(p, first, q, second)
      (memo.first, memo.second) = (first, second)
    }
    return memo.isLater
  }

  @inline(never)
  private static func isLaterInOrder(
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

/// The last comparison of two features; belongs to one worker.
final class ComparisonMemo {
  fileprivate var first = -1
  fileprivate var second = -1
  fileprivate var isLater = false
}
