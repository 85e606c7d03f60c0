import Geometry
import Groundwork
import Sample
import Testing

@Suite("The plan: 64 projects, 8 groups, 14 implementers")
struct PlanTests {
  @Test("numbers and relations", arguments: Districts.seeds)
  func numbers(seed: UInt64) throws {
    let measures = try Districts.of(seed).measures
    #expect(measures.count > 200)
    #expect(Set(measures.map(\.projectCode)).count == 64)
    #expect(Set(measures.map(\.group)).count == 8)
    #expect(Set(measures.map(\.implementer)).count == 14)
    #expect(Set(measures.map(\.id)).count == measures.count)
    var people: [String: Set<String>] = [:]
    var groups: [String: Set<String>] = [:]
    for measure in measures {
      people[measure.projectCode, default: []].insert(measure.implementer)
      groups[measure.projectCode, default: []].insert(measure.group)
      #expect(measure.cost > 0)
      #expect((1...3).contains(measure.stage))
    }
    #expect(people.values.contains { $0.count > 1 }, "projects with several implementers")
    #expect(groups.values.contains { $0.count > 1 }, "projects in several groups")
  }

  @Test("no two measures overlap", arguments: Districts.seeds)
  func overlaps(seed: UInt64) throws {
    let measures = try Districts.of(seed).measures
    let geos = GEOS()
    let shapes = measures.map { MultiPolygon($0.geometry) }
    let boxes = try shapes.map { try #require($0.bounds) }
    for shape in shapes { #expect(try geos.isValid(shape)) }
    let index = SpatialIndex(boxes)
    for (one, box) in boxes.enumerated() {
      var near: [Int] = []
      index.query(box) { if $0 > one { near.append($0) } }
      for other in near {
        let shared = try geos.intersection(shapes[one], shapes[other])
        #expect(shared.planarSquareMetres == 0)
      }
    }
  }

  @Test("projects cross the development boundary")
  func crossing() throws {
    let district = try Districts.of(7)
    let boundary = try #require(district.layer("CZKFBJ")).features.compactMap(\.geometry)
    let geos = GEOS()
    var inside: [String: Set<Bool>] = [:]
    for measure in district.measures {
      let shape = MultiPolygon(measure.geometry)
      let covered = try boundary.reduce(0.0) {
        $0 + (try geos.intersection(shape, $1).planarSquareMetres)
      }
      inside[measure.projectCode, default: []].insert(covered > shape.planarSquareMetres / 2)
    }
    #expect(inside.values.filter { $0.count == 2 }.count >= 3)
  }

  @Test(
    "one scattered remnant is too large, and only one (NB-04, NB-05)", arguments: Districts.seeds)
  func scattered(seed: UInt64) throws {
    let measures = try Districts.of(seed).measures
    let scattered = measures.filter(\.isScattered)
    #expect(scattered.count >= 4)
    #expect(scattered.filter { $0.area.mu > 3 }.count == 1)
    for measure in scattered {
      let project = measures.filter { $0.projectCode == measure.projectCode }
      let own = project.filter(\.isScattered).map(\.area).total().squareMetres
      #expect(own <= project.map(\.area).total().squareMetres * 0.1)
    }
  }

  @Test(
    "basic farmland: more in than out, within the cap (CORE-05, CAP-01, CORE-08)",
    arguments: Districts.seeds)
  func basicFarmland(seed: UInt64) throws {
    let district = try Districts.of(seed)
    let out = district.measures.filter { $0.basicFarmlandChange == "DC" }
    let into = district.measures.filter { $0.basicFarmlandChange == "DR" }
    let gone = out.map(\.area).total().squareMetres
    let come = into.map { $0.area.squareMetres * (1 - ($0.ridgeShare ?? 0)) }.reduce(0, +)
    #expect(come >= gone * 1.05)
    let designated = try #require(district.layer("XZQ")).numbers("YNHDMJ").reduce(0, +)
    #expect(gone <= designated * 0.03)
    #expect(gone > designated * 0.005)
    let grown = district.measures.filter { $0.boundaryChange == "DR" }.map(\.area).total()
    let given = district.measures.filter { $0.boundaryChange == "DC" }.map(\.area).total()
    #expect(grown > .zero && grown < given)
    for measure in district.measures {
      let changes = !measure.basicFarmlandChange.isEmpty || !measure.boundaryChange.isEmpty
      #expect(changes == !measure.approval.isEmpty)
    }
  }

  @Test(
    "farmland grows by 5 to 8 per cent, construction land shrinks (CORE-01, CORE-03, CAP-01, SLP-01, CORE-04)",
    arguments: Districts.seeds)
  func balance(seed: UInt64) throws {
    let district = try Districts.of(seed)
    let geos = GEOS()
    let shapes = district.patches.map { MultiPolygon($0.geometry) }
    let index = SpatialIndex(try shapes.map { try #require($0.bounds) })
    let redLine = try #require(district.layer("STBHHX")).features.compactMap(\.geometry)
    var gained = 0.0
    var lost = 0.0
    var built = 0.0
    for measure in district.measures {
      let shape = MultiPolygon(measure.geometry)
      var near: [Int] = []
      index.query(try #require(shape.bounds)) { near.append($0) }
      for number in near {
        let patch = district.patches[number]
        let area = try geos.intersection(shape, shapes[number]).planarSquareMetres
        let before = patch.isFarmland ? area * (1 - patch.ridgeShare) : 0
        let after = measure.classCode.hasPrefix("01") ? area * (1 - (measure.ridgeShare ?? 0)) : 0
        gained += max(0, after - before)
        lost += max(0, before - after)
        built += (isBuilt(measure.classCode) ? area : 0) - (isBuilt(patch.classCode) ? area : 0)
      }
      if isBuilt(measure.classCode) {
        for line in redLine {
          let shared = try geos.intersection(shape, line)
          #expect(shared.planarSquareMetres == 0)
        }
      }
      if measure.classCode.hasPrefix("01") { #expect(measure.slope < 5) }
    }
    let farmland = district.patches.filter(\.isFarmland).map(\.remaining).total().squareMetres
    #expect((0.052...0.08).contains((gained - lost) / farmland))
    let designated = try #require(district.layer("XZQ")).numbers("GDHDMJ").reduce(0, +)
    #expect(lost <= designated * 0.028)
    #expect(built < 0)
  }

  private func isBuilt(_ code: String) -> Bool {
    code != "1006"
      && (["05", "06", "07", "08", "09", "10"].contains(code.prefix(2)) || code == "1109"
        || code == "1201")
  }
}
