import Classes
import Foundation
import Groundwork
import Reports
import Survey
import Testing

@Suite("Styles for other programs")
struct StyleTests {
  private var palette: ClassPalette { ClassPalette(.sd3Work) }

  private var survey: LayerStyle {
    LayerStyle(
      title: "地类图斑 <2023>",
      form: .classes(field: "zt_class", palette.codes.map { palette[$0] }),
      aliases: [("zt_class", "地类编码"), ("zt_area", "图斑面积（0.01 平方米）")])
  }

  private func elements(_ xml: String) throws -> MarkupWatcher {
    let body = xml.replacing(/<!DOCTYPE[^>]*>/, with: "").replacing(/<\?xml[^>]*>/, with: "")
    return try expectWellFormed(body)
  }

  @Test("every class of the palette has a category, a symbol and its own colour")
  func classes() throws {
    let seen = try elements(survey.qml)
    #expect(seen.elements["category"] == palette.codes.count)
    #expect(seen.elements["symbol"] == palette.codes.count)
    #expect(seen.elements["alias"] == 2)
    let paddy = palette["0101"]
    let channels = [1, 3, 5].compactMap { at -> Int? in
      let start = paddy.colour.index(paddy.colour.startIndex, offsetBy: at)
      return Int(paddy.colour[start...].prefix(2), radix: 16)
    }
    #expect(channels.count == 3)
    #expect(survey.qml.contains("label=\"0101 水田\""))
    #expect(survey.qml.contains("\(channels[0]),\(channels[1]),\(channels[2]),255"))
  }

  @Test("the SLD has the same classes and colours")
  func sld() throws {
    let text = survey.sld(layer: "survey_2023")
    let seen = try elements(text)
    #expect(seen.elements["Rule"] == palette.codes.count)
    #expect(text.contains("地类图斑 &lt;2023&gt;"))
    for code in palette.codes {
      #expect(text.contains("<ogc:Literal>\(code)</ogc:Literal>"), "\(code)")
    }
    #expect(text.contains(palette["0702"].colour))
  }

  @Test(
    "lines, dashes and hatches of control areas",
    arguments: LayerCatalogue.standard.kinds.filter { $0.group != .survey && $0.group != .plan })
  func outlines(kind: LayerKind) throws {
    let outline = LayerStyle.Outline(kind)
    let style = LayerStyle(title: "线", form: .outline(outline), labelField: "zt_name")
    let seen = try elements(style.qml)
    #expect(outline.colour == kind.colour)
    #expect(seen.elements["symbol"] == (outline.isHatched ? 2 : 1))
    #expect(style.qml.contains("customdash") != outline.dashes.isEmpty)
    #expect(style.qml.contains("fieldName=\"zt_name\""))
    try elements(style.sld(layer: "control"))
  }

  @Test("a palette of a system has every class, the adjustable ones too, in its own colours")
  func palettes() throws {
    for system in [LandClassSystem.sd3Work, .ydyh2023, .gbt21010] {
      let palette = ClassPalette(system)
      let table = try #require(LandClassTable.of(system))
      for land in table.classes + table.firstLevel {
        #expect(palette.has(land.code) && palette[land.code].name == land.name)
        #expect(palette[land.code].colour == land.colour)
      }
    }
    #expect(ClassPalette(.sd3Work)["0201K"].name.zh.hasPrefix("可调整"))
    #expect(!ClassPalette(.ydyh2023).has("0201K"))
  }
}
