import Groundwork
import Reports
import Testing

@Suite("Numbers are displayed correctly")
struct NumberTests {
  @Test(
    "areas are rounded half away from zero from the exact value",
    arguments: [
      (Int64(100_000_000), "1,500.00", "100.00", "1,000,000.00"),
      (1, "0.00", "0.00", "0.01"), (0, "0.00", "0.00", "0.00"),
      (666_67, "1.00", "0.07", "666.67"), (333_33, "0.50", "0.03", "333.33"),
      (5_000, "0.08", "0.01", "50.00"), (4_999, "0.07", "0.00", "49.99"),
      (-5_000, "−0.08", "−0.01", "−50.00"), (-1, "0.00", "0.00", "−0.01"),
      (
        9_000_000_000_000_000_000, "135,000,000,000,000.00", "9,000,000,000,000.00",
        "90,000,000,000,000,000.00"
      ),
    ])
  func areas(hundredths: Int64, mu: String, hectares: String, metres: String) {
    let area = Area(hundredths: hundredths)
    #expect(AreaUnit.mu.text(area) == mu)
    #expect(AreaUnit.hectare.text(area) == hectares)
    #expect(AreaUnit.squareMetre.text(area) == metres)
  }

  @Test("a change has its sign, no change has none")
  func changes() {
    #expect(AreaUnit.squareMetre.change(Area(hundredths: 123_456)) == "+1,234.56")
    #expect(AreaUnit.squareMetre.change(Area(hundredths: -123_456)) == "−1,234.56")
    #expect(AreaUnit.squareMetre.change(.zero) == "0.00")
    #expect(AreaUnit.hectare.change(Area(hundredths: 1)) == "0.00")
  }

  @Test("decimals")
  func decimals() {
    #expect(AreaUnit.hectare.text(Area(hundredths: 1_234_567_89), decimals: 0) == "123")
    #expect(AreaUnit.hectare.text(Area(hundredths: 1_234_567_89), decimals: 4) == "123.4568")
  }

  @Test("shares of areas")
  func shares() {
    let (third, whole) = (Area(hundredths: 1), Area(hundredths: 3))
    #expect(Numbers.percent(third, of: whole) == "33.33")
    #expect(Numbers.percent(Area(hundredths: -2), of: whole) == "−66.67")
    #expect(Numbers.percent(third, of: .zero) == "–")
  }

  @Test("real numbers; NaN and infinity are shown as missing")
  func reals() {
    #expect(Numbers.text(1234.5678, decimals: 2) == "1,234.57")
    #expect(Numbers.text(-0.0001, decimals: 2) == "0.00")
    #expect(Numbers.text(.nan, decimals: 2) == "–")
    #expect(Numbers.text(.infinity, decimals: 2) == "–")
    #expect(Numbers.percent(0.0525) == "5.25 %")
    #expect(Numbers.text(1_234_567) == "1,234,567")
    #expect(Numbers.tenThousandYuan(Money(fen: 12_345_678_900)) == "12,345.68")
  }

  @Test("a cost of which a part is unknown never reads as a number")
  func costs() {
    let sum = Money(fen: 12_345_678_900)
    #expect(Numbers.cost(sum, without: 0, .zh) == "12,345.68")
    #expect(Numbers.cost(sum, without: 3, .zh) == "至少 12,345.68（3 个未填）")
    #expect(Numbers.cost(sum, without: 3, .en) == "at least 12,345.68 (3 state none)")
    #expect(Numbers.cost(nil, without: 3, .zh) == "3 个未填")
    #expect(Numbers.cost(nil, without: 0, .zh) == "0.00")
  }
}
