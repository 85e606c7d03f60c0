import Dispatch
import Geometry
import Synchronization

/// What is made of the two layers before they are overlaid: the work of the first, cut into blocks,
/// and where things are in the second.
struct OverlayPlan: Sendable {
  let units: Units
  /// The chains of the second layer by their boxes.
  let chainsB: SpatialIndex
  /// The features of the second layer that are not one chain, `nil` if all are.
  let featuresB: SpatialIndex?
  let windingA: Winding
  let windingB: Winding

  /// - Parameter threads: with several, index and units are made at the same time.
  init(_ a: LayerView, _ b: LayerView, threads: Int) {
    let made = Mutex<(units: Units?, chains: SpatialIndex?)>((nil, nil))
    let body: @Sendable (Int) -> Void = { part in
      if part == 0 {
        let units = Units(a)
        made.withLock { $0.units = units }
      } else {
        let index = SpatialIndex((0..<b.chainCount).map { b.chains[$0].bounds })
        made.withLock { $0.chains = index }
      }
    }
    if threads > 1 {
      DispatchQueue.concurrentPerform(iterations: 2, execute: body)
    } else {
      for part in 0..<2 { body(part) }
    }
    let (units, chains) = made.withLock { $0 }
    self.units = units ?? Units(a)
    chainsB = chains ?? SpatialIndex([])
    featuresB = OverlayPlan.featuresOfSeveralChains(b)
    windingA = Winding(a)
    windingB = Winding(b)
  }

  private static func featuresOfSeveralChains(_ b: LayerView) -> SpatialIndex? {
    guard (0..<b.count).contains(where: { b.chains(of: $0).count > 1 }) else { return nil }
    let none = Bounds(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
    return SpatialIndex(
      (0..<b.count).map { b.chains(of: $0).count > 1 ? b.boxes[$0] : none })
  }
}
