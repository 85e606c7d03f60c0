import Geometry
import Groundwork
import Sample
import Testing

@Suite("The second epoch mostly follows the plan")
struct SecondEpochTests {
  @Test(
    "unchanged patches keep id, shape and area; changed ones get new ids",
    arguments: Districts.seeds)
  func identity(seed: UInt64) throws {
    let district = try Districts.of(seed)
    let before = Dictionary(uniqueKeysWithValues: district.patches.map { ($0.id, $0) })
    let shapes = Set(district.patches.map(\.geometry))
    var kept = 0
    for patch in district.observed {
      if let old = before[patch.id] {
        #expect(old.geometry == patch.geometry)
        #expect(old.area == patch.area && old.classCode == patch.classCode)
        kept += 1
      } else if shapes.contains(patch.geometry) {
        let old = district.patches.first { $0.geometry == patch.geometry }
        #expect(old?.classCode != patch.classCode)
      }
    }
    #expect(kept > district.patches.count * 8 / 10)
    #expect(kept < district.patches.count)
  }

  @Test(
    "the first stage is carried out on 85 to 95 per cent of its ground, later stages are not",
    arguments: Districts.seeds)
  func progress(seed: UInt64) throws {
    let measures = try Districts.of(seed).measures
    let first = measures.filter { $0.stage == 1 }
    let ground = first.map(\.area).total().squareMetres
    let done = first.reduce(0) { $0 + $1.area.squareMetres * $1.carriedOut }
    #expect((0.85...0.95).contains(done / ground))
    #expect(first.contains { $0.carriedOut == 0 })
    #expect(first.contains { $0.carriedOut > 0.5 && $0.carriedOut < 0.98 })
    #expect(measures.filter { $0.stage > 1 }.allSatisfy { $0.carriedOut == 0 })
  }

  @Test("what is carried out has the planned class")
  func planned() throws {
    let district = try Districts.of(7)
    let geos = GEOS()
    let shapes = district.observed.map { MultiPolygon($0.geometry) }
    let index = SpatialIndex(try shapes.map { try #require($0.bounds) })
    for measure in district.measures where measure.stage == 1 && measure.carriedOut > 0.6 {
      let shape = MultiPolygon(measure.geometry)
      var near: [Int] = []
      index.query(try #require(shape.bounds)) { near.append($0) }
      let same = try near.filter { district.observed[$0].classCode == measure.classCode }
        .reduce(0.0) { $0 + (try geos.intersection(shape, shapes[$1]).planarSquareMetres) }
      #expect(same >= measure.carriedOut * shape.planarSquareMetres * 0.999)
    }
  }

  @Test("some changes were not planned", arguments: Districts.seeds)
  func unplanned(seed: UInt64) throws {
    let district = try Districts.of(seed)
    #expect((8...20).contains(district.unplannedChanges))
    let old = Set(district.patches.map(\.id))
    let new = district.observed.filter { !old.contains($0.id) }
    #expect(new.contains { $0.classCode == "0601" && $0.builtUpCode == "203A" })
    #expect(new.contains { $0.classCode == "1104" })
  }
}
