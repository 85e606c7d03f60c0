import Dispatch
import Geometry
import Synchronization

/// The data structures that the overlay of two layers needs: the first layer cut into blocks of
/// work, and spatial indexes over the second.
struct OverlayPlan: Sendable {
  let units: Units
  /// The chains of the second layer by their boxes.
  let chainsB: SpatialIndex
  /// The features of the second layer that are not one chain, `nil` if all are.
  let featuresB: SpatialIndex?
  let windingA: Winding
  let windingB: Winding

  /// The results of the two concurrent halves of the preparation.
  private struct Halves {
    var units: Units?
    var windings: (a: Winding, b: Winding)?
    var chainsB: SpatialIndex?
    var featuresB: SpatialIndex?
  }

  /// - Parameter threads: with more than one, the two most expensive parts are built concurrently.
  init(_ a: LayerView, _ b: LayerView, threads: Int) {
    let made = Mutex(Halves())
    let body: @Sendable (Int) -> Void = { half in
      if half == 0 {
        let units = Units(a)
        let windings = (Winding(a), Winding(b))
        made.withLock { ($0.units, $0.windings) = (units, windings) }
      } else {
        let chains = SpatialIndex((0..<b.chainCount).map { b.chains[$0].bounds })
        let features = OverlayPlan.featuresOfSeveralChains(b)
        made.withLock { ($0.chainsB, $0.featuresB) = (chains, features) }
      }
    }
    if threads > 1 {
      DispatchQueue.concurrentPerform(iterations: 2, execute: body)
    } else {
      for half in 0..<2 { body(half) }
    }
    let halves = made.withLock { $0 }
    units = halves.units ?? Units(a)
    chainsB = halves.chainsB ?? SpatialIndex([])
    featuresB = halves.featuresB
    windingA = halves.windings?.a ?? Winding(a)
    windingB = halves.windings?.b ?? Winding(b)
  }

  private static func featuresOfSeveralChains(_ b: LayerView) -> SpatialIndex? {
    guard (0..<b.count).contains(where: { b.chains(of: $0).count > 1 }) else { return nil }
    let none = Bounds(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
    return SpatialIndex(
      (0..<b.count).map { b.chains(of: $0).count > 1 ? b.boxes[$0] : none })
  }
}
