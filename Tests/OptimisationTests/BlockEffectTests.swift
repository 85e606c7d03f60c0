import Certificates
import Groundwork
import Optimisation
import TestSupport
import Testing

@Suite("Blocks of farmland in an exchange")
struct BlockEffectTests {
  /// Parcels of 1 to 8 ha, so that one or a few of them make a block of 6.67 ha; rows far apart, so that many
  /// parcels hold a block together.
  private func ground(_ width: Int, _ height: Int, seed: UInt64) -> ExchangeProblem {
    var problem = Grounds.make(width, height, seed: seed, objective: .slope, pairs: 3)
    problem.areas = problem.areas.map { $0 * 8 }
    var dice = SplitMix(state: seed + 100)
    problem.isFarmland = problem.isFarmland.map { _ in dice.next() % 2 == 0 }
    return problem
  }

  @Test func theEffectOfOneChangeIsWhatMeasuringItAgainGives() {
    var splits = 0
    var merges = 0
    for seed in UInt64(1)...20 {
      let problem = ground(9, 7, seed: seed)
      let effects = BlockEffects(problem)
      let before = problem.measures(problem.isFarmland)
      for parcel in 0..<problem.count {
        let after = problem.measures(problem.state(after: [parcel]))
        #expect(effects.areas[parcel] == after.blockArea - before.blockArea, "\(seed) \(parcel)")
        #expect(effects.counts[parcel] == Int64(after.blocks - before.blocks), "\(seed) \(parcel)")
        if problem.isFarmland[parcel], after.blocks > before.blocks { splits += 1 }
        if !problem.isFarmland[parcel], after.blocks < before.blocks { merges += 1 }
      }
    }
    #expect(splits > 3 && merges > 3)
  }

  @Test(.enabled(if: hasSolver)) func thePlanKeepsTheDemandsAndItsBoundHolds() throws {
    var found = 0
    for seed in UInt64(1)...8 {
      var problem = ground(4, 4, seed: seed)
      let now = problem.measures(problem.isFarmland)
      problem.leastBlockArea = now.blockArea + 6_000_000
      problem.leastBlocks = now.blocks
      guard let best = Grounds.best(problem) else { continue }
      let plan: ExchangePlan
      do {
        plan = try ExchangePlanner(problem).plan(SolveOptions(seconds: 2, relativeGap: 0))
      } catch let diagnostic as Diagnostic where diagnostic.code == "optimise.no-plan" {
        // The rows of single changes may miss the only exchange that keeps the demands.
        continue
      }
      found += 1
      #expect(plan.after.blockArea >= now.blockArea + 6_000_000)
      #expect(plan.after.blocks >= now.blocks)
      #expect(plan.certificate.bound <= best && plan.certificate.value >= best)
      var cut = plan.certificate
      cut.problem.leastBlocks = plan.after.blocks + 1
      #expect(throws: Diagnostic.self) { try cut.check() }
    }
    #expect(found >= 4)
  }
}
