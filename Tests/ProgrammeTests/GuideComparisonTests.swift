import Classes
import EventLog
import Geometry
import Groundwork
import Programme
import Testing

@Suite("issued polygons: which are answered, why not, and what nobody issued")
struct GuideComparisonTests {
  /// Three fields of 100 m by 100 m with 100 m between them; b is cut by the line, c is farmland.
  private let patches = [
    grass("a", 0, 100), grass("b", 200, 100), grass("c", 400, 100, use: .farmland),
    grass("d", 600, 100, slope: ""), grass("e", 800, 100),
  ]
  private let line = [rectangle(200, 0, 40, 100)]

  private func guide(
    _ id: String, _ geometry: MultiPolygon, kind: String? = nil, patch: String? = nil,
    landClass: String? = nil
  ) -> GuidePolygon {
    GuidePolygon(
      id: id, kind: kind, patch: patch, landClass: landClass, geometry: geometry,
      area: Area(roundingSquareMetres: geometry.planarSquareMetres) ?? .zero)
  }

  private func compared(_ guides: [GuidePolygon]) throws -> (PotentialRecord, GuideComparison) {
    var ground = grassland(patches, erl: line)
    ground.guides = guides
    let made = try record(ground, grassTask())
    return (made, try #require(made.guides))
  }

  private func parts(_ answer: GuideComparison.Answer) -> [String] {
    answer.parts.map {
      "\($0.outcome.rawValue) \($0.patch ?? "-") \($0.rule ?? "-") \($0.area.decimal)"
    }
  }

  @Test("the parts of a polygon, by hand")
  func parts() throws {
    let (_, found) = try compared([
      guide("whole", rectangle(0, 0, 100, 100)),
      // 20 m of b before the line ends, and 30 m behind it.
      guide("cut", rectangle(220, 0, 50, 100)),
      guide("other", rectangle(380, 0, 60, 100)),
      guide("unknown", rectangle(600, 0, 50, 100)),
    ])
    #expect(found.answers.map(\.id) == ["whole", "cut", "other", "unknown"])
    #expect(parts(found.answers[0]) == ["candidate a - 10000.00"])
    #expect(parts(found.answers[1]) == ["candidate b - 3000.00", "cut b line 2000.00"])
    #expect(parts(found.answers[2]) == ["unselected c - 4000.00", "outside - - 2000.00"])
    #expect(parts(found.answers[3]) == ["undecidable d - 5000.00"])
    #expect(found.answers[2].parts[0].landClass == "0101")
    for answer in found.answers { #expect(answer.parts.map(\.area).total() == answer.area) }
  }

  @Test("a rule that excludes the patch is named, also where a line cuts it before")
  func excluded() throws {
    // The line leaves 4 m, which is less than 500 m².
    var ground = grassland(patches, erl: [rectangle(0, 0, 96, 100)])
    ground.guides = [guide("g", rectangle(0, 0, 100, 100))]
    let found = try #require(try record(ground, grassTask()).guides)
    #expect(parts(found.answers[0]) == ["cut a line 9600.00", "excluded a small 400.00"])
    #expect(found.places.map(\.entry) == ["grass/b", "grass/e"])
  }

  @Test("a candidate says whether it lies inside, partly inside, or beyond what was issued")
  func places() throws {
    let (made, found) = try compared([
      guide("1", rectangle(-10, -10, 120, 120)), guide("2", rectangle(220, 0, 50, 100)),
      // Both cover the same 10 m of b.
      guide("3", rectangle(260, 0, 20, 100)),
    ])
    #expect(found.places.map(\.entry) == ["grass/a", "grass/b", "grass/e"])
    #expect(found.places.map(\.standing) == [.issued, .partly, .own])
    #expect(found.places[0].inside == made.entries[0].net)
    // 60 m of b are net, 40 of them in one polygon or the other.
    #expect(found.places[1].inside.decimal == "4000.00")
    #expect(found.places[1].outside.decimal == "2000.00")
    #expect(found.places[1].guides == ["2", "3"])
    #expect(found.answers.map(\.overlaps) == [[], ["3"], ["2"]])
    #expect(found.places[2].guides.isEmpty)
  }

  @Test("what the office copied from the survey is held against it, and a border is no overlap")
  func copies() throws {
    let (_, found) = try compared([
      guide("same", rectangle(0, 0, 100, 100), patch: "a", landClass: "0404"),
      guide("class", rectangle(400, 0, 100, 100), patch: "c", landClass: "0404"),
      guide("gone", rectangle(100, 0, 100, 100), patch: "z", landClass: "0404"),
    ])
    #expect(found.answers.map(\.deviation) == [nil, .otherClass, .noPatch])
    #expect(found.answers[1].surveyedClass == "0101")
    #expect(parts(found.answers[2]) == ["outside - - 10000.00"])
    #expect(found.answers.allSatisfy { $0.overlaps.isEmpty })
    #expect(found.places.map(\.standing) == [.issued, .own, .own])
  }

  @Test("a polygon is compared with the tasks that name its kind, else with all")
  func kinds() throws {
    let text = grassTaskText() + "\nguides: [宜耕农用地]\n"
    let other =
      text.replacing("id: grass\n", with: "id: other\n").replacing("prefix: CD", with: "prefix: QT")
      .replacing("uses: [grassland]", with: "uses: [farmland]")
      .replacing("guides: [宜耕农用地]", with: "guides: [耕地提质改造]")
    let rules = try PotentialRules(files: [("a.yaml", text), ("b.yaml", other)])
    var ground = grassland(patches)
    ground.guides = [
      guide("1", rectangle(0, 0, 100, 100), kind: "宜耕农用地"),
      guide("2", rectangle(400, 0, 100, 100), kind: "宜耕农用地"),
      guide("3", rectangle(400, 0, 100, 100), kind: "耕地提质改造"),
      guide("4", rectangle(400, 0, 100, 100), kind: "别的"),
    ]
    let found = try #require(try record(ground, rules).guides)
    #expect(found.answers.map(\.tasks) == [["grass"], ["grass"], ["other"], ["grass", "other"]])
    #expect(found.answers.map(\.isKindKnown) == [true, true, true, false])
    #expect(
      found.answers.map { $0.parts[0].outcome }
        == [.candidate, .unselected, .candidate, .candidate])
    // Of kinds of different tasks, the same ground is issued once each.
    #expect(found.answers.map(\.overlaps) == [[], ["4"], ["4"], ["2", "3"]])
  }

  @Test("a survey without issued polygons has no comparison, and its record reads as before")
  func none() throws {
    let made = try record(grassland(patches), grassTask())
    #expect(made.guides == nil)
    let bytes = try CanonicalJSON().bytes(made)
    #expect(!String(decoding: bytes, as: UTF8.self).contains("guides"))
    #expect(try CanonicalJSON.value(PotentialRecord.self, bytes) == made)
    var ground = grassland(patches)
    ground.guides = [guide("1", rectangle(0, 0, 50, 100))]
    let other = try record(ground, grassTask())
    #expect(
      try CanonicalJSON.value(PotentialRecord.self, CanonicalJSON().bytes(other)) == other)
  }
}
