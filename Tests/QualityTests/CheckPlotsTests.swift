import Groundwork
import Quality
import TestSupport
import Testing

@Suite("Check plots")
struct CheckPlotsTests {
  private func candidates(_ areas: [Int64], stratum: (Int) -> String = { _ in "" })
    -> [CheckPlots.Candidate]
  {
    areas.enumerated().map {
      CheckPlots.Candidate(
        id: "P\($0.offset)", area: Area(hundredths: $0.element), stratum: stratum($0.offset))
    }
  }

  @Test("the number of a candidate is what sha256sum says")
  func published() throws {
    let one = CheckPlots.Candidate(id: "bc", area: Area(hundredths: 1))
    let drawn = try CheckPlots.draw(1, of: [one], seed: "a")
    // printf 'a\nbc' | sha256sum
    #expect(drawn[0].digest == "b4c620724d95022be9765d6f660a36f90835acab2437b5e8cd71812940b29346")
  }

  @Test("order does not matter, and a longer draw begins with the shorter", arguments: 0..<10)
  func stable(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let all = candidates((0..<200).map { _ in Int64(1 + random.next() % 10_000) })
    var shuffled = all
    for index in shuffled.indices.reversed() {
      shuffled.swapAt(index, Int(random.next() % UInt64(index + 1)))
    }
    for chance in CheckPlots.Chance.allCases {
      let long = try CheckPlots.draw(50, of: all, seed: "\(seed)", chance: chance)
      #expect(try CheckPlots.draw(50, of: shuffled, seed: "\(seed)", chance: chance) == long)
      #expect(
        try CheckPlots.draw(20, of: all, seed: "\(seed)", chance: chance) == Array(long.prefix(20)))
      // Those that were not drawn may go without changing the draw.
      let names = Set(long.map(\.candidate))
      #expect(
        try CheckPlots.draw(
          50, of: all.filter { names.contains($0) }, seed: "\(seed)", chance: chance) == long)
    }
  }

  @Test("every candidate has its chance: equal, or by area")
  func chances() throws {
    // Ten of equal area and ten of three times that; two of twenty are drawn.
    let all = candidates((0..<20).map { $0 < 10 ? 100 : 300 })
    let rounds = 4000
    for (chance, share) in [(CheckPlots.Chance.equal, 0.5), (.area, 0.75)] {
      var large = 0
      for round in 0..<rounds {
        large += try CheckPlots.draw(2, of: all, seed: "r\(round)", chance: chance)
          .count { $0.candidate.area.hundredths == 300 }
      }
      let found = Double(large) / Double(2 * rounds)
      // The fixed size moves the chance by area a little; 4 standard errors are 0.02.
      #expect(abs(found - share) < (chance == .equal ? 0.023 : 0.035), "\(chance): \(found)")
    }
  }

  @Test("every stratum is drawn from by itself, and a small one as a whole")
  func strata() throws {
    let all = candidates([Int64](repeating: 5, count: 30)) { $0 < 3 ? "small" : "large" }
    let drawn = try CheckPlots.draw(5, of: all, seed: "s")
    #expect(drawn.map(\.candidate.stratum).filter { $0 == "small" }.count == 3)
    #expect(drawn.map(\.rank) == [1, 2, 3, 4, 5, 1, 2, 3])
  }

  @Test("no seed, and ids that occur twice, are refused; no area is never drawn by area")
  func refusals() throws {
    let all = candidates([1, 0, 0])
    for seed in ["", "a\nb"] {
      let error = #expect(throws: Diagnostic.self) { try CheckPlots.draw(1, of: all, seed: seed) }
      #expect(error?.code == "plots.no-seed")
    }
    let error = #expect(throws: Diagnostic.self) {
      try CheckPlots.draw(1, of: all + all, seed: "s")
    }
    #expect(error?.code == "plots.id-twice")
    #expect(try CheckPlots.draw(3, of: all, seed: "s", chance: .area).map(\.candidate.id) == ["P0"])
  }
}
