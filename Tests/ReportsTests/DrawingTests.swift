import Classes
import Flow
import Geometry
import Groundwork
import Reports
import Testing

@Suite("Drawings are well-formed SVG")
struct DrawingTests {
  let palette = ClassPalette(Fixture.classes)

  @Test("Sankey", arguments: Language.allCases, SankeySVG.Unchanged.allCases)
  func sankey(language: Language, unchanged: SankeySVG.Unchanged) throws {
    let svg = SankeySVG(language: language, unchanged: unchanged)
      .draw(
        FlowMatrix(
          grouping: .class, cells: Fixture.cells + [Fixture.flow(nil, "0101", 5_000_00)]))
    let seen = try expectWellFormed(svg)
    #expect(seen.elements["svg"] == 1)
    // Every link and every node has a title of its own, and the drawing has one.
    let drawn = seen.elements["path", default: 0] + seen.elements["rect", default: 0] - 1
    #expect(seen.elements["title"] == drawn + 1)
  }

  @Test("map", arguments: Language.allCases)
  func map(language: Language) throws {
    let drawn = MapSVG(language: language, isSynthetic: true)
      .draw(Fixture.map(columns: 12, rows: 12), palette: palette)
    let svg = try #require(drawn)
    try expectWellFormed(svg)
    #expect(svg.contains(language == .zh ? "合成数据" : "SYNTHETIC DATA"))
    #expect(svg.contains(language == .zh ? "城镇开发边界" : "Urban development boundary"))
    #expect(!svg.contains(language == .zh ? "特色保护村庄" : "Protected village"))
  }

  @Test("a map of real data is not marked synthetic; an empty map is not drawn")
  func plainMap() throws {
    let svg = MapSVG().draw(Fixture.map(columns: 12, rows: 12), palette: palette)
    #expect(try #require(svg).contains("合成数据") == false)
    #expect(MapSVG().draw(DistrictMap(base: []), palette: palette) == nil)
    let empty = MapPatch(code: "0101", geometry: MultiPolygon([]))
    #expect(MapSVG().draw(DistrictMap(base: [empty]), palette: palette) == nil)
  }

  @Test("every piece of every class is in the map: as many closed rings as patches")
  func allPatchesDrawn() throws {
    let map = Fixture.map(columns: 12, rows: 12)
    let svg = try #require(MapSVG().draw(DistrictMap(base: map.base), palette: palette))
    let rings = svg.matches(of: /M-?\d+ -?\d+l[-\d ]+z/).count
    #expect(rings == map.base.reduce(0) { $0 + $1.shape.geometry.polygons.flatMap(\.rings).count })
  }

  @Test("witness maps of one report may share a page", arguments: Language.allCases)
  func witnesses(language: Language) throws {
    let model = try Fixture.model()
    let drawings = model.witnesses.enumerated().compactMap { index, witness in
      WitnessSVG(language: language, isSynthetic: true, prefix: "w\(index)")
        .draw(witness, palette: palette)
    }
    #expect(drawings.count == model.witnesses.count)
    try expectWellFormed("<all>" + drawings.joined() + "</all>")
  }

  @Test("the view of a witness contains it with a margin on every side, in the ratio 4:3")
  func viewport() {
    for (width, height) in [(1.0, 1.0), (500, 20), (20, 500), (0, 0)] {
      let piece = Bounds(minX: 1000, minY: 2000, maxX: 1000 + width, maxY: 2000 + height)
      let view = WitnessMap.viewport(of: piece)
      #expect(abs(view.width / view.height - 4.0 / 3) < 1e-9)
      #expect(view.width >= 160 && view.width >= 2 * width && view.height >= 2 * height)
      #expect(view.contains(x: piece.minX, y: piece.minY))
    }
  }

  @Test("names that look like markup stay text")
  func escaping() throws {
    let label = FlowClass.Label(
      key: "X", name: Localized(zh: "<b>&\"'</b>\u{0}", en: "x"), colour: "#000000")
    let cell = FlowMatrix.Cell(from: label, to: Fixture.label("Y"), area: Area(hundredths: 100))
    let svg = SankeySVG(unchanged: .drawn).draw(FlowMatrix(grouping: .class, cells: [cell]))
    let seen = try expectWellFormed(svg)
    #expect(seen.elements["b"] == nil)
    #expect(svg.contains("&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;"))
  }
}
