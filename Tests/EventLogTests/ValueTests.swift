import EventLog
import Foundation
import Groundwork
import Testing

@Suite struct ValueTests {
  /// GM/T 0004-2012, appendix A, and FIPS 180-4's example.
  @Test(arguments: [
    (
      HashAlgorithm.sm3, "abc",
      "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    ),
    (
      .sm3, String(repeating: "abcd", count: 16),
      "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    ),
    (
      .sha256, "abc",
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    ),
    (
      .sha256, "",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    ),
  ])
  func publishedVectors(_ algorithm: HashAlgorithm, _ text: String, _ hex: String) {
    #expect(algorithm.hash(Array(text.utf8)).hex == hex)
  }

  @Test func digestsAreReadAsTheyAreWritten() throws {
    let digest = HashAlgorithm.sha256.hash([1, 2, 3])
    #expect(Digest(hex: digest.hex) == digest)
    #expect(Digest(digest.bytes) == digest)
    #expect(Digest(hex: String(digest.hex.dropLast())) == nil)
    #expect(Digest(hex: digest.hex.uppercased()) == nil)
    #expect(Digest([0]) == nil)
    let json = try CanonicalJSON().bytes([digest])
    #expect(try CanonicalJSON.value([Digest].self, json) == [digest])
  }

  /// Foundation's formatter is the oracle, over centuries in uneven steps, from the day on
  /// on which it too counts by the Gregorian calendar.
  @Test func timestampsAreWrittenAsFoundationDoes() {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    for step in 0..<4000 {
      let time = Timestamp(milliseconds: -12_200_000_000_000 + Int64(step) * 12_345_678_901)
      let date = Date(timeIntervalSince1970: Double(time.milliseconds) / 1000)
      let wanted = date.formatted(style)
      // Foundation rounds the binary fraction; only whole seconds are compared.
      #expect(time.iso8601.prefix(19) == wanted.prefix(19))
      #expect(Timestamp(iso8601: time.iso8601) == time)
    }
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-1-1", "2026-01-01T24:00Z", "2026-01-01T10:00",
    "2026-01-01 10:00Z", "", "2026-00-10", "2026-01-01T10:60Z",
  ])
  func timesThatAreNoneAreRefused(_ text: String) {
    #expect(Timestamp(iso8601: text) == nil)
  }

  @Test func aDayIsItsMidnight() {
    #expect(Timestamp(iso8601: "1970-01-02")?.milliseconds == 86_400_000)
    #expect(Timestamp(iso8601: "2024-02-29T23:59:59.5Z")?.milliseconds == 1_709_251_199_500)
    #expect(Timestamp(milliseconds: -1).seconds(since: Timestamp(milliseconds: 0)) == -1)
  }

  @Test(arguments: [
    "", "a", "a/", "/b", "a/b/c", "问题/1", "a b/c", "a/\"", "a/\\", "a/b\n",
    "a/" + String(repeating: "x", count: 129),
  ])
  func namesOfStreamsThatAreNoneAreRefused(_ text: String) {
    #expect(throws: Diagnostic.self) { try StreamName(text) }
  }

  @Test func namesOfStreamsAreTakenApart() throws {
    let name = try StreamName("problem/WT-2026-0001")
    #expect(name.category == "problem")
    #expect(name.id == "WT-2026-0001")
    #expect(try StreamName("problem", "WT-2026-0001") == name)
  }

  @Test func canonicalBytesDoNotDependOnTheOrderOfKeys() throws {
    let json = CanonicalJSON()
    var one: [String: Int] = [:]
    var other: [String: Int] = [:]
    for key in 0..<50 { one["键\(key)"] = key }
    for key in (0..<50).reversed() { other["键\(key)"] = key }
    #expect(try json.bytes(one) == json.bytes(other))
    #expect(throws: EncodingError.self) { try json.bytes([Double.nan]) }
    let text = String(decoding: try json.bytes(["b/": "中", "a": "\u{1}\""]), as: UTF8.self)
    #expect(text == #"{"a":"\u0001\"","b/":"中"}"#)
  }
}
