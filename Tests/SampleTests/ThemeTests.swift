import Geometry
import Groundwork
import Sample
import Testing

@Suite("Theme layers and the register")
struct ThemeTests {
  static let names = ["LSSCGNQ", "GBZNT", "HHGLFW", "ZRBHD", "WRDK", "LQZT"]

  @Test("every layer has ground, valid and without overlap", arguments: names)
  func valid(name: String) throws {
    let geos = GEOS()
    let shapes = try #require(try Districts.of(7).layer(name)).features.compactMap(\.geometry)
    #expect(!shapes.isEmpty)
    for shape in shapes { #expect(try geos.isValid(shape)) }
    let sum = shapes.reduce(0) { $0 + $1.planarSquareMetres }
    #expect(abs(try geos.union(shapes).planarSquareMetres - sum) < 0.01)
  }

  @Test(
    "new farmland keeps out of waters, reserves, polluted land and woods of others (BAL-06, NEG-04)",
    arguments: Districts.seeds)
  func farmland(seed: UInt64) throws {
    let district = try Districts.of(seed)
    let geos = GEOS()
    let closed = try ["HHGLFW", "ZRBHD", "WRDK", "LQZT"].flatMap {
      try #require(district.layer($0)).features.compactMap(\.geometry)
    }
    let index = SpatialIndex(try closed.map { try #require($0.bounds) })
    for measure in district.measures where measure.classCode.hasPrefix("01") {
      let shape = MultiPolygon(measure.geometry)
      var near: [Int] = []
      index.query(try #require(shape.bounds)) { near.append($0) }
      for number in near {
        #expect(try geos.intersection(shape, closed[number]).planarSquareMetres == 0)
      }
    }
  }

  @Test(
    "only planned farmland has a grade; added basic farmland has a good one",
    arguments: Districts.seeds)
  func grades(seed: UInt64) throws {
    let measures = try Districts.of(seed).measures
    for measure in measures {
      #expect(measure.classCode.hasPrefix("01") == (measure.grade != nil))
      if let grade = measure.grade { #expect((1...10).contains(grade)) }
      if measure.basicFarmlandChange == "DR" { #expect((measure.grade ?? 10) <= 5) }
      if !measure.balanceRecord.isEmpty {
        #expect(["0301", "1101", "0810"].contains(measure.classCode))
      }
    }
    #expect(measures.contains { !$0.balanceRecord.isEmpty })
  }

  @Test(
    "the register names every project, village and measure of the district and is labelled synthetic"
  )
  func register() throws {
    let district = try Districts.of(7)
    let text = district.register()
    #expect(text == district.register())
    #expect(text.hasPrefix("# 合成片区的登记文件（种子 7）"))
    #expect(text.contains("虚构数据") && text.contains("made up"))
    let lines = text.split(separator: "\n")
    for code in Set(district.measures.map(\.projectCode)) {
      #expect(lines.filter { $0.contains("{code: \(code), kind: ") }.count == 1)
      #expect(
        lines.contains { $0.contains("{project: \"\(code)\"") && $0.contains("subject: project") })
    }
    for measure in district.measures { #expect(text.contains("\"\(measure.id)\"")) }
    for code in Set(district.patches.map { $0.villageCode.prefix(12) }) {
      #expect(lines.filter { $0.contains("{code: \"\(code)\", meeting_members: ") }.count == 1)
    }
  }
}
