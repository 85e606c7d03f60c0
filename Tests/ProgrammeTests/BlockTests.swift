import Classes
import Geometry
import Groundwork
import Planning
import Programme
import TestSupport
import Testing

/// What the rules of contiguity say of plain geometry.
enum ContiguityOracle {
  static func blocks(
    of ground: [MultiPolygon], parted barriers: [MultiPolygon], gap: Double
  ) -> [Int] {
    ContiguousGround.blocks(of: ground, parted: barriers, gap: gap)
  }
}

@Suite("Blocks of farmland")
struct BlockTests {
  private func blocks(
    _ patches: [DiagnosedPatch], minimum: Int = 1
  ) throws -> (ground: DiagnosedGround, numbers: GroundBlocks, blocks: [FarmlandBlock]) {
    let ground = DiagnosedGround(name: "2023", patches: patches)
    let settings = try defaultSettings()
    let numbers = try GroundBlocks(ground, settings)
    return (
      ground, numbers, try FarmlandBlock.all(ground, numbers, settings, minimum: minimum)
    )
  }

  private func closing(_ patches: [DiagnosedPatch], effort: Int = 100_000) throws -> BlockClosing? {
    let (ground, numbers, blocks) = try blocks(patches)
    return try BlockCloser(ground, numbers, defaultSettings())
      .closing(of: try #require(blocks.first), effort: effort)
  }

  @Test("a block has its fields and the ditch between them, not the road beside them")
  func ground() throws {
    // 300 m × 300 m are 135 亩.
    let patches = [
      try patch("0101", 0, 300, height: 300), try patch("1107", 300, 4, height: 300),
      try patch("0101", 304, 300, height: 300), try patch("1003", 604, 10, height: 300),
      try patch("0101", 614, 300, height: 300),
    ]
    let found = try blocks(patches).blocks
    #expect(found.map(\.fields) == [[0, 2], [4]])
    let first = found[0]
    #expect(first.reached == 100 && first.next == 1000)
    #expect(first.farmland == Area(hundredths: 18_000_000))
    // 1,000 亩 are 666,666.67 m².
    #expect(first.missing == Area(hundredths: 66_666_667 - 18_000_000))
    #expect(first.gaps.map(\.use) == [.ditch])
    // The road parts both blocks; the ditch parts nothing.
    #expect(first.barriers.map(\.use) == [.transport] && first.barriers[0].patches == 1)
    #expect(found[1].barriers == first.barriers)
    // A disc of 6 m that stands in the mouth of the ditch leaves a segment of 0.92 m² at either end out;
    // arcs are drawn in eight steps a quarter.
    let gap = first.gaps.map(\.area).total()
    #expect(abs(gap.squareMetres - (1200 - 2 * 0.9207)) < 0.2)
    #expect(first.groundArea == first.farmland + gap)
    #expect(abs(first.farmlandShare - 18_000_000.0 / 18_120_000) < 2e-5)
    let geos = GEOS()
    #expect(try geos.intersection(first.ground, patches[3].geometry).planarSquareMetres < 1e-6)
    #expect(try geos.difference(patches[1].geometry, first.ground).planarSquareMetres < 2.1)
  }

  @Test("farmland and gaps fill the ground of every block, and no two blocks share ground")
  func laws() throws {
    var random = SplitMix(state: 7)
    let codes = ["0101", "0101", "0103", "1107", "1006", "1003", "0201"]
    let patches = try (0..<200).map { number in
      try patch(
        codes[Int(random.next() % UInt64(codes.count))], Double(number % 20) * 50, 48,
        y: Double(number / 20) * 55, height: 50)
    }
    let (ground, numbers, found) = try blocks(patches, minimum: 0)
    let fieldCount = found.map { $0.fields.count }.reduce(0, +)
    #expect(Set(found.map(\.number)).count == found.count)
    #expect(fieldCount == numbers.farmland.filter { $0 >= 0 }.count)
    let geos = GEOS()
    for (place, block) in found.enumerated() {
      #expect(block.gaps.map(\.area).total() + block.farmland == block.groundArea)
      #expect(block.bySlope.values.total() == block.farmland)
      #expect(block.owners.map(\.area).total() == block.farmland)
      for field in block.fields {
        let rest = try geos.difference(ground.patches[field].geometry, block.ground)
        // Corners that were grown come back in eight steps a quarter.
        #expect(rest.planarSquareMetres < 0.05)
      }
      for other in found[..<place] {
        #expect(try geos.intersection(block.ground, other.ground).planarSquareMetres < 0.01)
      }
    }
  }

  @Test("the cheapest patch closes a block, and one under a red line is not used")
  func cheapest() throws {
    // Two fields of 66 亩; between them an orchard, beside them a cheaper waste under the red line.
    var patches = [
      try patch("0101", 0, 220, height: 200), try patch("0201", 220, 40, height: 200),
      try patch("0101", 260, 220, height: 200),
      try patch("1206", 0, 480, y: 200, height: 100),
    ]
    patches[3].exclusion = Localized(zh: "生态保护红线", en: "Ecological red line")
    let found = try #require(try closing(patches))
    #expect(found.target == 100 && found.steps.map(\.patch) == [1])
    #expect(found.steps[0].joins.count == 1 && found.isProven)
    // 8,000 m² are 12 亩 at 20,000 元.
    #expect(found.cost == Money(fen: 240_000_00))
    #expect(found.gain == Area(hundredths: 800_000 + 4_400_000))
    #expect(found.excluded == [Localized(zh: "生态保护红线", en: "Ecological red line"): 1])
    // With the line gone the orchard still wins: it joins a whole field.
    patches[3].exclusion = nil
    #expect(try closing(patches)?.steps.map(\.patch) == [1])
  }

  @Test("nothing is proposed where all patches together do not suffice")
  func insufficient() throws {
    let found = try #require(
      try closing([try patch("0101", 0, 200, height: 200), try patch("0201", 200, 10)]))
    #expect(found.steps.isEmpty && !found.isProven && found.candidateCount == 1)
    #expect(found.reachable < found.missing)
  }

  @Test("the search finds the same as trying every choice", arguments: 0..<40)
  func oracle(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let uses = ["0201", "0401", "1206", "0702", "1104"]
    // A strip of field; above it orchards and the like, above those fields of other blocks.
    var patches = [try patch("0101", 0, 900, height: 60)]
    var x = 0.0
    while x < 880 {
      let width = 20 + Double(random.next() % 60)
      patches.append(
        try patch(
          uses[Int(random.next() % UInt64(uses.count))], x, width, y: 60,
          height: 10 + Double(random.next() % 50)))
      x += width
    }
    for number in 0..<4 {
      patches.append(
        try patch("0101", Double(number) * 230, 180, y: 125 + Double(random.next() % 8), height: 20)
      )
    }
    let (ground, numbers, found) = try blocks(patches)
    let settings = try defaultSettings()
    let block = try #require(found.first { $0.fields.contains(0) })
    let closing = try #require(
      try BlockCloser(ground, numbers, settings).closing(of: block))
    // Every choice, with its gain computed from scratch.
    let candidates = patches.indices.filter { settings.price(of: patches[$0].use) != nil }
    try #require(candidates.count <= 24)
    func cost(_ choice: [Int]) throws -> Int64 {
      try choice.reduce(0) { sum, patch in
        let price = try #require(settings.price(of: patches[patch].use))
        let product = Int128(patches[patch].shape.area.hundredths) * Int128(price.fen) * 3
        return sum + Int64((product + 199_999) / 200_000)
      }
    }
    func reaches(_ choice: [Int]) throws -> Bool {
      var turned = patches
      for patch in choice {
        turned[patch].subject = .farmland
        turned[patch].use = .farmland
      }
      let own = try GroundBlocks(DiagnosedGround(name: "", patches: turned), settings).farmland
      var area = Area.zero
      for patch in turned.indices where own[patch] == own[0] { area += turned[patch].shape.area }
      return area.reaches(mu: 100)
    }
    if closing.steps.isEmpty {
      #expect(try !reaches(candidates), "seed \(seed)")
      return
    }
    #expect(closing.isProven)
    #expect(try reaches(closing.steps.map(\.patch)), "seed \(seed)")
    #expect(try cost(closing.steps.map(\.patch)) == closing.cost.fen)
    // A cheaper one among those made by leaving out, or by exchanging one patch for another.
    let chosen = closing.steps.map(\.patch)
    for leaving in chosen {
      let rest = chosen.filter { $0 != leaving }
      #expect(try !reaches(rest), "seed \(seed): \(leaving) can be spared")
      for other in candidates where !chosen.contains(other) {
        guard try cost(rest + [other]) < closing.cost.fen else { continue }
        #expect(try !reaches(rest + [other]), "seed \(seed): \(other) for \(leaving) is cheaper")
      }
    }
  }

  @Test("when the effort is used up, the best choice is returned with the proven bound")
  func effort() throws {
    var patches = [try patch("0101", 0, 900, height: 60)]
    for number in 0..<30 {
      let code = number % 2 == 0 ? "0201" : "0401"
      patches.append(
        try patch(code, Double(number) * 30, 30, y: 60, height: 20 + Double(number)))
    }
    let full = try #require(try closing(patches))
    let short = try #require(try closing(patches, effort: 1))
    #expect(full.isProven && !short.steps.isEmpty)
    #expect(short.bound <= full.cost && full.cost <= short.cost)
  }
}
