import Classes
import Geometry
import Groundwork
import Programme
import Testing

@Suite("Structure diagnosis")
struct StructureDiagnosisTests {
  @Test("fields are contiguous over a gap exactly when it is no wider than the tolerance")
  func gaps() throws {
    for gap in [0.0, 5, 11.9, 12, 12.1, 40] {
      let fields = try (0..<5).map { try patch("0101", Double($0) * (100 + gap), 100) }
      let section = try diagnose(fields)
      #expect(section.blocks.count == (gap <= 12 ? 1 : 5), "gap \(gap)")
      #expect(section.blocks.total() == section.row(.farmland)?.metrics.area)
    }
  }

  @Test(
    "a road separates fields, a ditch and a field road do not",
    arguments: [("1003", 2), ("1101", 2), ("1107", 1), ("1006", 1), ("1203", 1), ("0201", 2)])
  func barriers(code: String, blocks: Int) throws {
    let patches = [
      try patch("0101", 0, 100), try patch(code, 100, 6), try patch("0103", 106, 100),
    ]
    #expect(try diagnose(patches).blocks.count == blocks)
  }

  @Test("the blocks of the diagnosis are those of the rules' facts")
  func agreesWithTheRules() throws {
    var random = SystemRandomNumberGenerator()
    let codes = ["0101", "0103", "1107", "1006", "1003", "0201", "0702"]
    for _ in 0..<20 {
      let patches = try (0..<60).map { number in
        try patch(
          codes[Int.random(in: 0..<codes.count, using: &random)], Double(number % 10) * 50, 45,
          y: Double(number / 10) * 52, height: 48)
      }
      let settings = try defaultSettings()
      let ground = DiagnosedGround(name: "2023", patches: patches)
      let fields = patches.indices.filter { patches[$0].subject == .farmland }
      let barriers = patches.filter { $0.subject != .farmland && settings.isBarrier($0.use) }
      let expected = ContiguityOracle.blocks(
        of: fields.map { patches[$0].geometry }, parted: barriers.map(\.geometry), gap: 12)
      let found = try GroundBlocks(ground, settings).farmland
      #expect(fields.map { Int(found[$0]) } == expected)
      #expect(patches.indices.allSatisfy { (found[$0] < 0) == !fields.contains($0) })
    }
  }

  @Test("the same code means another kind of ground in another system")
  func systems() throws {
    let survey = try LandClass(.sd3Work, "0601")
    let unified = try LandClass(.ydyh2023, "0601")
    #expect(DiagnosisSubject(survey) == .industry)
    #expect(DiagnosisSubject(unified) == nil)
    #expect(DiagnosisSubject(try LandClass(.ydyh2023, "1001")) == .industry)
    #expect(DiagnosisSubject(try LandClass(.ydyh2023, "0703")) == .settlement)
    #expect(DiagnosisSubject(try LandClass(.sd3Work, "0702")) == .settlement)
    #expect(DiagnosisSubject(try LandClass(.sd3Work, "1107")) == nil)
    #expect(DiagnosisSubject(try LandClass(.sd3Work, "1003")) == .otherConstruction)
    let settings = try defaultSettings()
    #expect(!settings.isBarrier(unified.use) && settings.isBarrier(survey.use))
    #expect(settings.isBarrier(nil))
  }

  @Test("areas partition counts and ground, and blocks across a border are cut at it")
  func areas() throws {
    let patches = [
      try patch("0101", 0, 100), try patch("0101", 100, 100), try patch("0101", 200, 100),
      try patch("0201", 320, 100),
    ]
    let ground = DiagnosedGround(name: "2023", patches: patches)
    let settings = try defaultSettings()
    let blocks = try GroundBlocks(ground, settings)
    let areas =
      [DiagnosisArea.whole(ground)]
      + DiagnosisArea.byCode(.village, ["A", "A", "B", "B"], named: ["A": "甲村"])
    let sections = try StructureDiagnosis(
      ground, areas: areas, blocks: blocks, settings: settings
    ).sections
    #expect(sections.map(\.code) == ["", "A", "B"] && sections.map(\.name) == ["", "甲村", ""])
    #expect(sections.map(\.blocks.count) == [1, 1, 1])
    #expect(sections[1].blocks[0] + sections[2].blocks[0] == sections[0].blocks[0])
    #expect(sections.map(\.patches.count) == [4, 2, 2])
    #expect(sections[2].row(.farmland)?.metrics[.shareOfRegion] == 50)
  }

  @Test("a drawn area takes pieces of the patches that it cuts, in proportion")
  func drawn() throws {
    // The second patch states twice the area that its polygon has in the plane.
    var patches = [try patch("0101", 0, 100), try patch("0103", 100, 100)]
    patches[1].shape.area = Area(hundredths: 2_000_000)
    let ground = DiagnosedGround(name: "2023", patches: patches)
    let settings = try defaultSettings()
    let outline = DiagnosisArea.Outline(
      code: "1", name: "片区", geometry: rectangle(-5, -5, 130, 110))
    let areas = try DiagnosisArea.cut(.drawn, ground, by: [outline])
    let section = try StructureDiagnosis(
      ground, areas: areas, blocks: GroundBlocks(ground, settings), settings: settings
    ).sections[0]
    #expect(section.patches.count == 2)
    #expect(section.patches.area == Area(hundredths: 1_000_000 + 500_000))
    // The whole square, and a piece of 25 by 100 m whose cut is an edge.
    #expect(section.row(.farmland)?.metrics[.totalEdge] == 400.0 + 250.0)
    #expect(section.blocks == [Area(hundredths: 1_500_000)])
  }

  @Test("a border just beside a patch neither cuts it nor adds a sliver")
  func hair() throws {
    let ground = DiagnosedGround(
      name: "2023", patches: [try patch("0101", 0, 100), try patch("0103", 100, 100)])
    let outline = DiagnosisArea.Outline(
      code: "1", name: "", geometry: rectangle(0.0005, 0, 100.0005, 100))
    let areas = try DiagnosisArea.cut(.boundary, ground, by: [outline])
    #expect(areas[0].parts.map(\.patch) == [0])
    #expect(areas[0].parts[0].piece == nil)
  }

  @Test("small fields, villages by size, industry outside parks, farmland by slope and grade")
  func questions() throws {
    var patches = [
      // 10,000 m² are exactly 15 亩: not small.
      try patch("0101", 0, 100), try patch("0101", 1000, 99.99),
      try patch("0702", 2000, 200), try patch("0702", 3000, 199), try patch("0702", 4000, 1000),
      try patch("0601", 6000, 50),
    ]
    patches[0].slopeClass = 1
    patches[1].slopeClass = 2
    patches[1].grade = 7
    patches[5].insidePark = Area(hundredths: 100_000)
    let section = try diagnose(patches)
    #expect(section.smallFields.count == 1 && section.fields.count == 2)
    #expect(section.smallFields.area == Area(hundredths: 999_900))
    #expect(section.villages.count == 3 && section.villagesInRange.count == 1)
    #expect(section.industryOutside == Area(hundredths: 400_000))
    #expect(
      section.farmlandBySlope == [
        1: Area(hundredths: 1_000_000), 2: Area(hundredths: 999_900),
      ])
    #expect(
      section.farmlandByGrade == [
        nil: Area(hundredths: 1_000_000), 7: Area(hundredths: 999_900),
      ])
  }

  @Test("houses across a lane are one village, whatever lies between")
  func villages() throws {
    let section = try diagnose([
      try patch("0702", 0, 100), try patch("1004", 100, 8), try patch("0702", 108, 100),
      try patch("0702", 221, 100),
    ])
    // 100 m and 100 m over a lane of 8 m are 2 hm²; the third lies 13 m off.
    #expect(section.villages.count == 2 && section.villagesInRange.count == 1)
  }

  @Test("without a layer of parks the industry outside them is unknown")
  func unknownParks() throws {
    let section = try diagnose([try patch("0601", 0, 50)])
    #expect(section.industryOutside == nil && section.industry.area == Area(hundredths: 500_000))
    let figures = try section.figures(defaultSettings())
    #expect(figures.first { $0.id == "industry_outside" }?.value == nil)
  }

  @Test("owners: n equal fields have 1/n and 1/√n, one field has 1")
  func owners() throws {
    var patches = try (0..<4).map { try patch("0101", Double($0) * 100, 100) }
    patches.append(try patch("0101", 900, 100))
    patches.append(try patch("0101", 1200, 100))
    for index in 0..<4 { patches[index].owner = 1 }
    patches[4].owner = 0
    let section = try diagnose(
      patches,
      owners: [DiagnosisOwner(code: "A", name: "一社"), DiagnosisOwner(code: "B", name: "二社")])
    #expect(section.owners.map(\.owner.code) == ["A", "B"])
    #expect(section.owners.map(\.simmons) == [1, 0.25])
    #expect(section.owners.map(\.januszewski) == [1, 0.5])
    #expect(section.farmlandWithoutOwner == Area(hundredths: 1_000_000))
    let simmons = try section.figures(defaultSettings()).first { $0.id == "owner_simmons" }
    // Four parts of 0.25 and one of 1.
    #expect(simmons?.value == 0.4)
  }

  @Test("invalid settings are refused, and the author of a change is recorded")
  func settings() throws {
    let own = try defaultSettings()
    let other = try own.choosing(gap: 20, open: nil, by: "李工")
    #expect(other.gap.value == 20 && other.gap.chosenBy.zh == "李工")
    #expect(other.open == own.open)
    #expect(try own.choosing(gap: 12, open: nil, by: "李工") == own)
    #expect(try own.choosing(gap: 5, open: nil, by: nil).gap.chosenBy.zh == "未注明")
    for gap in [-1, .nan, .infinity, 1001] {
      #expect(throws: Diagnostic.self) { try own.choosing(gap: gap, open: nil, by: nil) }
    }
    #expect(throws: Diagnostic.self) { try DiagnosisSettings(yaml: "name: x", file: "x.yaml") }
  }

  @Test(
    "a file of settings that cannot be read is refused, with the line",
    arguments: [
      ("  value: 12", "  value: much"), ("  value: 12", "  value: 1001"),
      ("[rural_road, ditch, ridge]", "[rural_road, moat]"), ("chosen_by", "chosen"),
      ("[100, 1000, 10000]", "[100, 1000.5]"), ("use: garden", "usage: garden"),
    ])
  func refusedSettings(old: String, new: String) throws {
    let text = try defaultSettingsText()
    let start = try #require(text.firstRange(of: old)).lowerBound
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    let refusal = #expect(throws: Diagnostic.self) {
      try DiagnosisSettings(yaml: changed, file: "x.yaml")
    }
    #expect(refusal?.code == "diagnosis.settings" && refusal?.remedy != nil)
    if new.contains("1001") {
      #expect(refusal?.field == "gap")
    } else {
      let line = text[..<start].count { $0 == "\n" } + 1
      // A key is found missing at the mapping that begins on its first line.
      let named = try #require(refusal?.file?.split(separator: ":").last.flatMap { Int($0) })
      #expect((line - 1...line).contains(named))
    }
  }

  @Test("every figure has name, formula and source")
  func described() throws {
    let figures = try diagnose([try patch("0101", 0, 100)]).figures(defaultSettings())
    #expect(Set(figures.map(\.id)).count == figures.count && figures.count == 17)
    for figure in figures {
      let text = figure.description
      #expect(!text.name.zh.isEmpty && !text.name.en.isEmpty && text.name.zh != text.name.en)
      #expect(!text.formula.isEmpty && !text.source.isEmpty)
    }
  }
}
