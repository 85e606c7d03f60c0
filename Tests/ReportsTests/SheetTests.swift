import Classes
import Geometry
import Groundwork
import Reports
import Testing

@Suite("Plan sheets")
struct SheetTests {
  private func sheet(
    _ paper: PlanSheet.Paper, _ denominator: Int?, rows: Int = 2
  ) -> PlanSheet {
    PlanSheet(
      title: Localized("布局图"), subtitle: Localized("基期 2023"),
      map: Fixture.map(columns: 12, rows: 12), palette: ClassPalette(Fixture.classes), paper: paper,
      denominator: denominator, headings: ["编号", "子项目"],
      rows: (0..<rows).map { PlanSheet.Row(["P\($0)", "项目"]) }, notes: [Localized("CGCS2000")],
      isSynthetic: true)
  }

  /// Easting by place of the labels of the grid below the frame.
  private func grid(_ svg: String) -> [(x: Double, metres: Double)] {
    svg.matches(of: /<text x="([-\d.]+)" y="[-\d.]+">([\d,]+)<\/text>/).compactMap { match in
      guard let x = Double(match.1), let metres = Double(match.2.filter { $0 != "," }) else {
        return nil
      }
      return (x, metres)
    }
  }

  @Test("a metre on the ground is the stated length on paper", arguments: PlanSheet.Paper.allCases)
  func scale(paper: PlanSheet.Paper) throws {
    for denominator in [nil, 50_000] {
      let drawing = try PlanSheetSVG(sheet(paper, denominator)).draw()
      try expectWellFormed(drawing.svg)
      #expect(denominator == nil || drawing.denominator == denominator)
      let lines = grid(drawing.svg)
      let (first, last) = try (#require(lines.first), #require(lines.last))
      guard lines.count > 1 else { continue }
      let onPaper = (last.x - first.x) / 96 * 25.4
      let onGround = (last.metres - first.metres) * 1000 / Double(drawing.denominator)
      #expect(abs(onPaper - onGround) < 0.02)
    }
    // The next larger scale has no room, or is the largest of all.
    let chosen = try PlanSheetSVG(sheet(paper, nil)).draw().denominator
    let larger = [500, 1000, 2000, 2500, 5000, 7500, 10_000].last { $0 < chosen }
    if let larger {
      #expect(throws: Diagnostic.self) { try PlanSheetSVG(sheet(paper, larger)).draw() }
    }
  }

  @Test("rows without room are counted, and the sheet says so")
  func rows() throws {
    #expect(try PlanSheetSVG(sheet(.a3, nil)).draw().rowsLeftOut == 0)
    let full = try PlanSheetSVG(sheet(.a3, nil, rows: 300)).draw()
    let shown = full.svg.matches(of: />P\d+</).count
    #expect(full.rowsLeftOut > 0 && shown + full.rowsLeftOut == 300)
    #expect(full.svg.contains("另有 \(full.rowsLeftOut) 行"))
  }

  @Test("nothing to draw is refused")
  func empty() {
    var nothing = sheet(.a3, nil)
    nothing.map = DistrictMap(base: [])
    #expect {
      try PlanSheetSVG(nothing).draw()
    } throws: {
      ($0 as? Diagnostic)?.code == "sheet.empty"
    }
  }
}
