import Geometry

/// Pointers to the arrays of a polygon set for the length of a computation. Threads may share a
/// view because the set is immutable meanwhile.
struct LayerView: @unchecked Sendable {
  let count: Int
  let chainCount: Int
  let slots: UnsafePointer<SIMD2<Int32>>
  let chains: UnsafePointer<Chain>
  let ringChains: UnsafePointer<Int>
  let ringAreas: UnsafePointer<Int128>
  let featureRings: UnsafePointer<Int>
  let areas: UnsafePointer<Int128>
  let boxes: UnsafePointer<Bounds>

  /// The area of a box in steps² from which on the sums of a pair are kept in 128 bits: 180 km².
  /// Below it they are kept modulo 2⁶⁴, which suffices for winding numbers up to 256.
  static let hugeBox = Double(1 << 54)

  @inline(__always)
  func isHuge(_ feature: Int) -> Bool {
    boxes[feature].width * boxes[feature].height >= LayerView.hugeBox
  }

  /// The chains of a feature.
  @inline(__always)
  func chains(of feature: Int) -> Range<Int> {
    ringChains[featureRings[feature]]..<ringChains[featureRings[feature + 1]]
  }

  /// Whether a chain is the first of its ring.
  @inline(__always)
  func startsRing(_ chain: Int) -> Bool { ringChains[Int(chains[chain].ring)] == chain }
}

extension PolygonSet {
  /// Passes a view of the arrays to `body`. The set must have a chain.
  func withView<Result>(_ body: (LayerView) -> Result) -> Result {
    slots.withUnsafeBufferPointer { slots in
      chains.withUnsafeBufferPointer { chains in
        ringChains.withUnsafeBufferPointer { ringChains in
          doubledRingAreas.withUnsafeBufferPointer { ringAreas in
            featureRings.withUnsafeBufferPointer { featureRings in
              doubledAreas.withUnsafeBufferPointer { areas in
                boxes.withUnsafeBufferPointer { boxes in
                  guard let slots = slots.baseAddress, let chain = chains.baseAddress,
                    let ringChains = ringChains.baseAddress, let ringAreas = ringAreas.baseAddress,
                    let featureRings = featureRings.baseAddress, let areas = areas.baseAddress,
                    let boxes = boxes.baseAddress
                  else { preconditionFailure("a view of an empty polygon set") }
                  return body(
                    LayerView(
                      count: count, chainCount: chains.count, slots: slots, chains: chain,
                      ringChains: ringChains, ringAreas: ringAreas, featureRings: featureRings,
                      areas: areas, boxes: boxes))
                }
              }
            }
          }
        }
      }
    }
  }
}
