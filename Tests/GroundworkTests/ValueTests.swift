import Foundation
import Groundwork
import Testing

@Suite("Area, money and text")
struct ValueTests {
  @Test(
    "areas round half away from zero to 0.01 m²",
    arguments: [
      (0.004999, 0), (0.005, 1), (-0.005, -1), (1499.049881, 149_905), (2.675, 268), (-2.674, -267),
    ])
  func rounding(metres: Double, hundredths: Int64) {
    #expect(Area(roundingSquareMetres: metres)?.hundredths == hundredths)
  }

  @Test("NaN and values that are too large give no area and no amount")
  func refusals() {
    for value in [Double.nan, .infinity, -.infinity, 1e17] {
      #expect(Area(roundingSquareMetres: value) == nil)
      #expect(Money(roundingYuan: value) == nil)
    }
  }

  @Test("one hm² is 15 亩, and decimals are exact")
  func units() {
    let hectare = Area(hundredths: 1_000_000)
    #expect(hectare.mu == 15)
    #expect(hectare.hectares == 1)
    #expect(Area(hundredths: 5).decimal == "0.05")
    #expect(Area(hundredths: -123_456).decimal == "-1234.56")
    #expect(Area(hundredths: .min).decimal == "-92233720368547758.08")
    #expect(abs(Money(fen: 123_456_789).tenThousandYuan - 123.456789) < 1e-12)
  }

  @Test("sums do not depend on the order")
  func sums() {
    let areas = (1...1_000).map { Area(hundredths: Int64($0 * $0)) }
    #expect(areas.total() == areas.reversed().total())
    #expect(areas.shuffled().total().hundredths == 333_833_500)
  }

  @Test("as JSON an area is its whole number")
  func json() throws {
    let data = try JSONEncoder().encode([Area(hundredths: 149_905)])
    #expect(String(decoding: data, as: UTF8.self) == "[149905]")
    #expect(try JSONDecoder().decode([Area].self, from: data) == [Area(hundredths: 149_905)])
  }

  @Test("fields of CSV are quoted where they must be")
  func csv() {
    #expect(
      CSV.line(["a", "b,c", "say \"hi\"", "two\nlines", ""])
        == "a,\"b,c\",\"say \"\"hi\"\"\",\"two\nlines\",\n")
  }

  @Test("a diagnostic names file, layer, feature and field, says what is wrong and what to do")
  func diagnostic() {
    let diagnostic = Diagnostic(
      code: "x.y", Localized(zh: "错了。", en: "Wrong."),
      remedy: Localized(zh: "改。", en: "Correct it."),
      file: "a.gpkg", layer: "DLTB", feature: "7", field: "DLBM")
    #expect(
      diagnostic.text(.en)
        == "file a.gpkg, layer DLTB, feature 7, field DLBM: Wrong. What to do: Correct it.")
    #expect(diagnostic.text(.zh) == "文件 a.gpkg，图层 DLTB，要素 7，字段 DLBM：错了。 处理办法：改。")
  }

  @Test("a cancelled job throws at the next check")
  func cancellation() throws {
    let cancellation = Cancellation()
    try cancellation.check()
    cancellation.cancel()
    #expect(throws: Cancelled.self) { try cancellation.check() }
    #expect(Job(threads: 0).threads == 1)
  }
}
