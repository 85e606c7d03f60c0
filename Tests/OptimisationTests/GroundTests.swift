import Certificates
import Groundwork
import Optimisation
import TestSupport
import Testing

@Suite("Choice of ground in blocks of a least size", .enabled(if: hasSolver))
struct GroundTests {
  private func problem(_ width: Int, _ height: Int, seed: UInt64, share: Int64) -> GroundProblem {
    let grid = Grounds.make(width, height, seed: seed, objective: .slope, pairs: 1)
    var dice = SplitMix(state: seed &+ 99)
    let total = grid.areas.reduce(0, +)
    return GroundProblem(
      areas: grid.areas, costs: grid.areas.map { $0 * Int64(dice.next() % 30) },
      locks: grid.areas.map { _ in
        dice.next() % 12 == 0 ? .excluded : dice.next() % 20 == 0 ? .chosen : .free
      }, edges: grid.edges, leastArea: total * share / 100, leastBlock: 1_700_000)
  }

  /// Every choice of a small ground: the least cost by trying all.
  private func cheapest(_ problem: GroundProblem) -> Int128? {
    let neighbours = problem.neighbours()
    var best: Int128?
    for bits in 0..<(1 << problem.count) {
      func isIn(_ parcel: Int) -> Bool { bits >> parcel & 1 == 1 }
      let chosen = (0..<problem.count).filter(isIn)
      guard problem.area(of: chosen) >= problem.leastArea,
        problem.locks.indices.allSatisfy({
          problem.locks[$0] == .free || (problem.locks[$0] == .chosen) == isIn($0)
        })
      else { continue }
      var seen: Set<Int> = []
      let isWhole = chosen.allSatisfy { start in
        guard seen.insert(start).inserted else { return true }
        var part = [start]
        var head = 0
        while head < part.count {
          for other in neighbours[part[head]].map({ Int($0) })
          where isIn(other) && seen.insert(other).inserted {
            part.append(other)
          }
          head += 1
        }
        return problem.area(of: part) >= problem.leastBlock
      }
      if isWhole { best = min(best ?? .max, problem.cost(of: chosen)) }
    }
    return best
  }

  @Test("The bound never passes the best choice, and the plan comes near it", arguments: 0..<16)
  func oracle(seed: UInt64) throws {
    let problem = problem(4, 3, seed: seed, share: 20 + Int64(seed % 4) * 10)
    let best = try #require(cheapest(problem))
    let plan = try GroundPlanner(problem).plan(SolveOptions(seconds: 5, relativeGap: 0))
    #expect(plan.certificate.bound.value <= best)
    #expect(plan.certificate.cost.value >= best)
    // A few parcels of a very small ground weigh much.
    #expect(Double(plan.certificate.cost.value) <= 1.5 * Double(best))
    _ = try plan.certificate.check()
  }

  @Test("On thousands of parcels the gap is small and the plan keeps its blocks")
  func large() throws {
    let plan = try GroundPlanner(problem(60, 50, seed: 4, share: 25))
      .plan(SolveOptions(seconds: 10, relativeGap: 1e-3))
    #expect(plan.gap < 0.1)
    #expect(plan.unruledBound <= Double(plan.certificate.bound.value) * (1 + 1e-6))
    _ = try plan.certificate.check()
  }

  @Test("A certificate whose figures are changed is refused")
  func tampering() throws {
    let certificate = try GroundPlanner(problem(12, 12, seed: 6, share: 30)).plan().certificate
    let read = try Certificate(json: Certificate.ground(certificate).json())
    #expect(read == .ground(certificate))
    func code(_ change: (inout GroundCertificate) -> Void) -> String? {
      var changed = certificate
      change(&changed)
      do {
        _ = try changed.check()
        return nil
      } catch { return error.code }
    }
    #expect(code { _ in } == nil)
    #expect(code { $0.cost = WideNumber($0.cost.value - 1) } == "certificate.value")
    #expect(code { $0.bound = WideNumber($0.bound.value + 1) } == "certificate.bound")
    #expect(code { $0.chosen.removeLast() } == "certificate.rule-broken")
    #expect(code { $0.chosen[0] = -1 } == "certificate.unknown")
    #expect(code { $0.areaPrice = -1 } == "certificate.price")
    #expect(code { $0.problem.leastBlock = 5_000_000 } != nil)
    let cut = try #require(certificate.cuts.first)
    let whole = (0..<Int32(certificate.problem.count)).map { $0 }
    #expect(code { $0.cuts[0].price = -cut.price } == "certificate.price")
    #expect(code { $0.cuts[0].group = whole } == "certificate.price")
    #expect(code { $0.cuts[0].group.removeAll { $0 == cut.parcel } } == "certificate.price")
  }

  @Test(
    "A wide number is what it was made from",
    arguments: [
      Int128(0), 1, -1, 4_294_967_296, -4_294_967_297, 170_000_000_000_000_000_000,
    ])
  func wide(value: Int128) {
    #expect(WideNumber(value).value == value)
  }
}
