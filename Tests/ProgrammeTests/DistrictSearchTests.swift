import Groundwork
import Programme
import TestSupport
import Testing

/// A grid of square cells of 1 hm², each with up to four neighbours.
private func grid(_ width: Int, _ height: Int, value: (Int, Int) -> Int64) -> [DistrictCell] {
  (0..<width * height).map { place in
    let (x, y) = (place % width, place / width)
    let sides = [(x, y - 1), (x - 1, y), (x + 1, y), (x, y + 1)]
    return DistrictCell(
      area: Area(hundredths: 1_000_000), value: Area(hundredths: value(x, y)),
      neighbours: sides.filter { (0..<width).contains($0.0) && (0..<height).contains($0.1) }
        .map { $0.1 * width + $0.0 })
  }
}

private func settings(_ count: Int, _ least: Int64, _ most: Int64) -> DistrictSettings {
  DistrictSettings(
    count: count, least: Area(hundredths: least * 1_000_000),
    most: Area(hundredths: most * 1_000_000))
}

/// The score of a district as the page of methods states it, in the units of the search.
private func oracle(
  _ members: Set<Int>, _ cells: [DistrictCell], _ settings: DistrictSettings
) -> Int128 {
  var (value, area, all, whole): (Int128, Int128, Int128, Int128) = (0, 0, 0, 0)
  var parted: Int128 = 0
  for (number, cell) in cells.enumerated() {
    all += Int128(cell.value.hundredths)
    whole += Int128(cell.area.hundredths)
    guard members.contains(number) else { continue }
    value += Int128(cell.value.hundredths)
    area += Int128(cell.area.hundredths)
    for other in cell.neighbours where !members.contains(other) { parted += 1 }
  }
  let count = Int128(cells.count)
  return 100 * whole * count * value - Int128(settings.threshold) * count * all * area
    - Int128(settings.border) * whole * all * parted
}

@Suite struct DistrictSearchTests {
  @Test(arguments: 0..<24) func proposalsAreContiguousDisjointAndOfTheirSize(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let hills = (0..<4).map { _ in
      (Int(random.next() % 14), Int(random.next() % 11))
    }
    let noise = (0..<154).map { _ in Int64(random.next() % 60_000) }
    let cells = grid(14, 11) { x, y in
      hills.reduce(noise[y * 14 + x]) { sum, hill in
        sum + Int64(max(0, 300_000 - 60_000 * (abs(x - hill.0) + abs(y - hill.1))))
      }
    }
    let wanted = settings(3, 6, 20)
    let found = try DistrictSearch(cells, wanted)
    #expect(!found.districts.isEmpty)
    var taken: Set<Int> = []
    for (place, district) in found.districts.enumerated() {
      let members = Set(district)
      #expect(members.count == district.count && taken.isDisjoint(with: members))
      taken.formUnion(members)
      #expect(DistrictSearch.isContiguous(members, cells))
      #expect((6...20).contains(district.count))
      let score = oracle(members, cells, wanted)
      #expect(score == found.scores[place] && score > 0)
      // No single cell improves it.
      for cell in cells.indices {
        var other = members
        if members.contains(cell) {
          other.remove(cell)
          guard other.count >= 6, DistrictSearch.isContiguous(other, cells) else { continue }
        } else {
          guard members.count < 20, !found.districts.joined().contains(cell),
            cells[cell].neighbours.contains(where: members.contains)
          else { continue }
          other.insert(cell)
        }
        #expect(oracle(other, cells, wanted) <= score, "cell \(cell)")
      }
    }
    #expect(found.score == found.scores.reduce(0, +) && found.score <= found.bound)
    let again = try DistrictSearch(cells, wanted, job: Job(threads: 3))
    #expect(again.districts == found.districts)
  }

  /// All 4,095 sets of cells of a small grid: none that is contiguous and of the size exceeds the bound,
  /// and the search finds the best one where the values form one hill.
  @Test(arguments: 0..<12) func aSmallCaseIsHeldAgainstEverySet(seed: Int) throws {
    var random = SplitMix(state: UInt64(100 + seed))
    let top = (Int(random.next() % 4), Int(random.next() % 3))
    let cells = grid(4, 3) { x, y in
      Int64(900_000 / (1 + abs(x - top.0) + abs(y - top.1))) + Int64(x + 4 * y)
    }
    let wanted = settings(1, 2, 5)
    var best: Int128 = 0
    var hasOne = false
    for bits in 1..<(1 << 12) {
      let members = Set((0..<12).filter { bits >> $0 & 1 == 1 })
      guard (2...5).contains(members.count), DistrictSearch.isContiguous(members, cells) else {
        continue
      }
      hasOne = true
      best = max(best, oracle(members, cells, wanted))
    }
    let found = try DistrictSearch(cells, wanted)
    #expect(hasOne && found.score == best && best <= found.bound)
  }

  /// Sets that need not be contiguous, of any size up to the limit: the bound is none of them too low, and
  /// where ground is not scarce it is the best of them exactly.
  @Test(arguments: 0..<12) func theBoundOfASmallCaseIsHeldAgainstEverySet(seed: Int) throws {
    var random = SplitMix(state: UInt64(300 + seed))
    let values = (0..<12).map { _ in Int64(random.next() % 900_000) }
    let cells = grid(4, 3) { x, y in values[y * 4 + x] }
    for (count, most) in [(1, Int64(4)), (2, 2), (1, 12)] {
      let wanted = settings(count, 1, most)
      var best: Int128 = 0
      for bits in 0..<(1 << 12) {
        let members = Set((0..<12).filter { bits >> $0 & 1 == 1 })
        guard members.count <= count * Int(most) else { continue }
        best = max(best, oracle(members, cells, wanted))
      }
      let found = try DistrictSearch(cells, wanted)
      #expect(best <= found.bound && found.score <= found.bound)
      if most == 12 { #expect(best == found.bound) }
    }
  }

  @Test func aDistrictStaysWithinWhatIsAllowed() throws {
    let cells = grid(6, 6) { x, y in x < 3 ? 400_000 : 10_000 + Int64(y) }
    let allowed = Set(cells.indices.filter { $0 % 6 >= 2 })
    let found = try DistrictSearch(cells, settings(2, 3, 6), within: allowed)
    #expect(found.districts.count == 1)
    #expect(found.districts.joined().allSatisfy(allowed.contains))
    #expect(found.districts.joined().contains { $0 % 6 == 2 })
    // All that is allowed is smaller than the smallest district.
    #expect(try DistrictSearch(cells, settings(2, 30, 36), within: allowed).districts.isEmpty)
  }

  @Test func settingsThatCannotHoldAreRefused() {
    for wanted in [
      settings(0, 1, 2), settings(1, 3, 2), settings(1, 0, 2), settings(51, 1, 2),
      DistrictSettings(
        count: 1, least: Area(hundredths: 1), most: Area(hundredths: 2), threshold: -1),
    ] {
      let refusal = #expect(throws: Diagnostic.self) {
        try DistrictSearch(grid(2, 2) { _, _ in 1 }, wanted)
      }
      #expect(refusal?.code == "districts.settings")
    }
  }
}
