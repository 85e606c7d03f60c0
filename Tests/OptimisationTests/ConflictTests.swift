import Certificates
import Groundwork
import Optimisation
import TestSupport
import Testing

/// What is refused names rules of which none can be left out.
@Suite("Rules that cannot all hold", .enabled(if: hasSolver))
struct ConflictTests {
  private func refusal(_ work: () throws -> Void) -> Diagnostic? {
    do {
      try work()
      return nil
    } catch { return error as? Diagnostic }
  }

  /// A row of parcels of 1 ha, each beside the next.
  private func row(
    _ count: Int, area: Int64, block: Int64, _ locks: [Int: GroundProblem.Lock] = [:]
  ) -> GroundProblem {
    GroundProblem(
      areas: Array(repeating: 1_000_000, count: count), costs: Array(repeating: 1, count: count),
      locks: (0..<count).map { locks[$0] ?? .free },
      edges: (0..<count - 1).map { SIMD2(Int32($0), Int32($0 + 1)) }, leastArea: area,
      leastBlock: block)
  }

  @Test func aLockedParcelWithoutRoomForABlock() throws {
    let problem = row(
      9, area: 4_000_000, block: 3_000_000, [1: .chosen, 3: .excluded, 6: .excluded])
    let ids = (0..<9).map { "T\($0)" }
    // Room for three: 0, 1, 2; the whole is 4 ha, which is not left: 6 cuts the rest into 2 + 2.
    let found = try #require(
      refusal { _ = try GroundPlanner(problem, ids: ids).plan() })
    #expect(found.code == "optimise.infeasible")
    let words = found.message.en
    #expect(words.contains("in all") && words.contains("blocks"))
    #expect(words.contains("‘T6’ locked out"))
    #expect(!words.contains("T1"))
    // Without any one of them there is a choice.
    for other in [
      row(9, area: 3_000_000, block: 3_000_000, [1: .chosen, 3: .excluded, 6: .excluded]),
      row(9, area: 4_000_000, block: 1_000_000, [1: .chosen, 3: .excluded, 6: .excluded]),
      row(9, area: 4_000_000, block: 3_000_000, [1: .chosen, 3: .excluded]),
    ] { _ = try GroundPlanner(other).plan() }
  }

  @Test func whatIsNotNeededIsNotNamed() throws {
    let problem = row(4, area: 0, block: 3_000_000, [0: .chosen, 1: .excluded])
    let words = try #require(refusal { _ = try GroundPlanner(problem).plan() }).message.en
    #expect(words.contains("‘0’ locked in") && words.contains("blocks"))
    #expect(words.contains("‘1’ locked out"))
    #expect(!words.contains("in all"))
  }

  @Test("A choice of ground is refused just where none exists", arguments: UInt64(0)..<24)
  func groundOracle(seed: UInt64) throws {
    var dice = SplitMix(state: seed)
    let grid = Grounds.make(4, 3, seed: seed, objective: .slope, pairs: 1)
    let total = grid.areas.reduce(0, +)
    let problem = GroundProblem(
      areas: grid.areas, costs: grid.areas,
      locks: grid.areas.map { _ in
        dice.next() % 3 == 0 ? .excluded : dice.next() % 8 == 0 ? .chosen : .free
      }, edges: grid.edges, leastArea: total * Int64(20 + dice.next() % 40) / 100,
      leastBlock: 2_500_000)
    let neighbours = problem.neighbours()
    let exists = (0..<(1 << problem.count)).contains { bits in
      let isIn = (0..<problem.count).map { bits >> $0 & 1 == 1 }
      let chosen = isIn.indices.filter { isIn[$0] }
      guard problem.area(of: chosen) >= problem.leastArea,
        isIn.indices.allSatisfy({
          problem.locks[$0] == .free || (problem.locks[$0] == .chosen) == isIn[$0]
        })
      else { return false }
      var isSeen = isIn.map { !$0 }
      return chosen.allSatisfy { start in
        guard !isSeen[start] else { return true }
        isSeen[start] = true
        var part = [start]
        var next = 0
        while next < part.count {
          for other in neighbours[part[next]].map({ Int($0) }) where !isSeen[other] {
            isSeen[other] = true
            part.append(other)
          }
          next += 1
        }
        return problem.area(of: part) >= problem.leastBlock
      }
    }
    let found = refusal { _ = try GroundPlanner(problem).plan() }
    let isRefused = ["optimise.infeasible", "ground.too-much"].contains(found?.code)
    #expect(isRefused == !exists, "\(found?.message.en ?? "a plan")")
  }

  @Test func locksThatPartTwoPlaces() throws {
    // 0 – 1 – 2 – 4 and a way round 2 over 3, both of which are locked out; 5 leads nowhere.
    let problem = CorridorProblem(
      costs: [0, 10, 10, 10, 0, 10], locks: [.free, .free, .excluded, .excluded, .free, .excluded],
      edges: [[0, 1], [1, 2], [1, 3], [1, 5], [2, 4], [3, 4]], ends: [0, 4])
    let ids = (0..<6).map { "N\($0)" }
    let words = try #require(
      refusal { _ = try CorridorPlanner(problem, ids: ids).plan() }
    ).message.en
    #expect(words.contains("joining ‘N0’ with ‘N4’"))
    #expect(words.contains("‘N2’") && words.contains("‘N3’"))
    #expect(!words.contains("N5"))
  }

  @Test func anExchangeNamesWhatItsBoundsRefute() throws {
    var problem = Grounds.make(12, 12, seed: 2, objective: .slope, pairs: 5)
    problem.keepsFarmland = true
    problem.mostSlope = 89_000_000_000
    problem.leastEdges = problem.edgeCount(problem.isFarmland) + 70
    let found = try #require(refusal { _ = try ExchangePlanner(problem).plan() })
    #expect(found.code == "optimise.infeasible")
    #expect(found.message.en.contains("farmland neighbours"))
    #expect(found.message.en.contains("at most 5 pairs"))
    #expect(!found.message.en.contains("slope"))
    #expect(!found.message.en.contains("shrink"))
  }

  @Test func anExchangeCannotMakeSoMuchInBlocks() throws {
    var problem = Grounds.make(12, 12, seed: 2, objective: .slope, pairs: 2)
    problem.leastBlockArea = problem.areas.reduce(0, +)
    let found = try #require(refusal { _ = try ExchangePlanner(problem).plan() })
    #expect(found.code == "optimise.infeasible")
    #expect(found.message.en.contains("in blocks of 100 mu"))
  }

  @Test func anAdjustmentNamesCapAndLock() throws {
    let problem = AdjustmentProblem(
      parcels: [
        .init(id: "A", town: "甲", area: 900_000, grade: 5, state: .leaving, lock: .chosen),
        .init(id: "B", town: "甲", area: 100_000, grade: 5, state: .kept),
        .init(id: "C", town: "甲", area: 900_000, grade: 4, state: .entering, lock: .excluded),
        .init(id: "D", town: "甲", area: 950_000, grade: 4, state: .entering),
      ], edges: [[0, 1], [1, 2], [1, 3]], leavingCap: 100)
    let words = try #require(
      refusal { _ = try AdjustmentPlan(problem, SolveOptions(seconds: 5)) }
    ).message.en
    #expect(words.contains("cap of what leaves in 甲"))
    #expect(words.contains("‘A’ locked in"))
    #expect(!words.contains("‘C’"))
  }

  @Test func aSplitBlockCountsOnce() {
    // Nine parcels of 10 ha in a row of farmland: the fifth goes, and a tenth comes at the end.
    let problem = ExchangeProblem(
      areas: Array(repeating: 10_000_000, count: 10), slopes: Array(repeating: 0, count: 10),
      isFarmland: (0..<10).map { $0 < 9 },
      edges: (0..<9).map { SIMD2(Int32($0), Int32($0 + 1)) }, objective: .contiguity, pairLimit: 1)
    let after = problem.state(after: [4, 9])
    #expect(problem.measures(problem.isFarmland).blocks == 1)
    #expect(problem.measures(after).blocks == 2)
    #expect(problem.blocksWithoutSplits(after) == 1)
    #expect(problem.blocksWithoutSplits(problem.isFarmland) == 1)
    // A block that is far from all that was there counts as a new one.
    let apart = ExchangeProblem(
      areas: Array(repeating: 10_000_000, count: 4), slopes: [0, 0, 0, 0],
      isFarmland: [true, false, false, false], edges: [[0, 1], [1, 2], [2, 3]],
      objective: .contiguity, pairLimit: 1)
    #expect(apart.blocksWithoutSplits([true, false, false, true]) == 2)
  }
}
