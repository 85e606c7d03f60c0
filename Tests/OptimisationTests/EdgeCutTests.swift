import Groundwork
import Optimisation
import TestSupport
import Testing

@Suite("The minimum cut")
struct EdgeCutTests {
  private struct Instance {
    var costs: [Int128]
    var edges: [SIMD2<Int32>]
    var weight: Int64
    var fixed: [Bool?]

    init(seed: UInt64, nodes: Int) {
      var dice = SplitMix(state: seed)
      weight = Int64(dice.next() % 6)
      costs = (0..<nodes).map { _ in Int128(Int64(dice.next() % 21) - 10) }
      fixed = (0..<nodes).map { _ in
        dice.next() % 6 == 0 ? dice.next() % 2 == 0 : nil
      }
      edges = []
      for a in 0..<nodes {
        for b in (a + 1)..<max(a + 1, nodes) where dice.next() % 3 == 0 {
          edges.append([Int32(a), Int32(b)])
        }
      }
    }

    func value(_ chosen: [Bool]) -> Int128 {
      costs.indices.reduce(0) { chosen[$1] ? $0 + costs[$1] : $0 }
        + Int128(weight) * Int128(edges.count { chosen[Int($0.x)] != chosen[Int($0.y)] })
    }
  }

  @Test("It is the cheapest of all choices, tried one by one", arguments: 0..<120)
  func oracle(seed: UInt64) {
    let nodes = 3 + Int(seed % 8)
    let instance = Instance(seed: seed, nodes: nodes)
    var best: Int128?
    for bits in 0..<(1 << nodes) {
      let chosen = (0..<nodes).map { bits >> $0 & 1 == 1 }
      guard chosen.indices.allSatisfy({ (instance.fixed[$0] ?? chosen[$0]) == chosen[$0] })
      else { continue }
      best = min(best ?? .max, instance.value(chosen))
    }
    let found = EdgeCut(count: nodes, edges: instance.edges)
      .solve(instance.costs, weight: instance.weight, fixed: instance.fixed)
    #expect(found.value == best)
    #expect(instance.value(found.isChosen) == best)
  }

  @Test("Its flow, moved along the edges, leaves costs that sum to it", arguments: 0..<60)
  func proof(seed: UInt64) {
    let instance = Instance(seed: seed, nodes: 40)
    let found = EdgeCut(count: 40, edges: instance.edges)
      .solve(instance.costs, weight: instance.weight, fixed: instance.fixed)
    var costs = instance.costs
    for (edge, flow) in zip(instance.edges, found.flow) {
      #expect(abs(flow) <= instance.weight)
      costs[Int(edge.x)] += Int128(flow)
      costs[Int(edge.y)] -= Int128(flow)
    }
    let bound = costs.indices.reduce(Int128(0)) { sum, node in
      switch instance.fixed[node] {
      case true?: sum + costs[node]
      case false?: sum
      case nil: sum + min(0, costs[node])
      }
    }
    #expect(bound == found.value)
  }
}
