import Exchange
import Testing

@Suite("Numbers as they are written")
struct WrittenNumberTests {
  @Test(
    "digits come out as they went in",
    arguments: ["40650100.0000", "0", "-0.0500", "3310000.123456", "-12", "0.1"])
  func roundTrip(_ text: String) throws {
    let number = try #require(WrittenNumber(text))
    #expect(number.text == text)
    #expect(number.value == Double(text))
  }

  @Test("exponents and long numbers are rounded to nine decimals")
  func rounded() throws {
    #expect(try #require(WrittenNumber("4.06501e7")).value == 40_650_100)
    let long = try #require(WrittenNumber("40650100.12345678901234"))
    #expect(abs(long.value - 40_650_100.123_456_789) < 1e-8)
  }

  @Test("what is no number is none", arguments: ["", "-", ".", "1,2", "nan", "inf", "0x10", "１"])
  func refused(_ text: String) {
    #expect(WrittenNumber(text) == nil)
  }
}
