import Testing
import Tiles

@Suite("Compression")
struct GzipTests {
  @Test("Compressed data are restored", arguments: [0, 1, 65_535, 65_536, 300_000])
  func roundTrip(_ count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
    let packed = try Gzip.compress(bytes)
    #expect(try Gzip.decompress(packed) == bytes)
    #expect(packed.prefix(2) == [0x1F, 0x8B])
  }

  @Test("Damaged or cut bytes are refused")
  func damaged() throws {
    let packed = try Gzip.compress(Array("治土".utf8))
    #expect(throws: Gzip.Failure.self) { try Gzip.decompress(Array(packed.dropLast(3))) }
    #expect(throws: Gzip.Failure.self) { try Gzip.decompress([1, 2, 3]) }
    #expect(throws: Gzip.Failure.self) { try Gzip.decompress([]) }
  }
}
