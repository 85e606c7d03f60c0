import Geometry
import Testing

@Suite("Well-known binary")
struct WKBTests {
  private let shape = MultiPolygon([
    Polygon(
      [
        GridPoint(x: 405_000_000_001, y: 33_000_000_000),
        GridPoint(x: 405_000_100_000, y: 33_000_000_000),
        GridPoint(x: 405_000_100_000, y: 33_000_100_000),
        GridPoint(x: 405_000_000_000, y: 33_000_100_000),
      ],
      holes: [
        [
          GridPoint(x: 405_000_010_000, y: 33_000_010_000),
          GridPoint(x: 405_000_010_000, y: 33_000_020_000),
          GridPoint(x: 405_000_020_000, y: 33_000_010_000),
        ]
      ]),
    Polygon([GridPoint(x: 0, y: 0), GridPoint(x: 10, y: 0), GridPoint(x: 0, y: 10)]),
  ])

  @Test("what is written is read back, to the last step")
  func roundTrip() throws {
    #expect(try WKB.decode(WKB.encode(shape)) == shape)
  }

  @Test("every truncation is an error, never a crash")
  func truncation() {
    let bytes = WKB.encode(shape)
    for length in 0..<bytes.count {
      #expect(throws: WKBError.truncated) { try WKB.decode(Array(bytes[..<length])) }
    }
  }

  @Test("random damage never crashes")
  func damage() {
    var random = SystemRandomNumberGenerator()
    let bytes = WKB.encode(shape)
    for _ in 0..<20_000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        damaged[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      _ = try? WKB.decode(damaged)
    }
  }

  @Test("NaN, infinity, points too far, lines and curves are refused by name")
  func refusals() {
    var nan = WKB.encode(shape)
    let first = 9 + 9 + 4
    nan.replaceSubrange(
      first..<first + 8, with: withUnsafeBytes(of: Double.nan.bitPattern.littleEndian) { Array($0) }
    )
    #expect(throws: WKBError.notFinite) { try WKB.decode(nan) }
    var far = WKB.encode(shape)
    far.replaceSubrange(
      first..<first + 8, with: withUnsafeBytes(of: (1e12).bitPattern.littleEndian) { Array($0) })
    #expect(throws: WKBError.outOfRange) { try WKB.decode(far) }
    #expect(throws: WKBError.notPolygonal(1)) { try WKB.decode(WKB.encode(x: 1, y: 2)) }
    #expect(throws: WKBError.notPolygonal(10)) { try WKB.decode([1, 10, 0, 0, 0, 0, 0, 0, 0]) }
    #expect(throws: WKBError.badByteOrder(7)) { try WKB.decode([7, 3, 0, 0, 0]) }
  }

  @Test("big endian, EWKB with SRID and Z, and ISO Z read alike")
  func dialects() throws {
    let square: [(Double, Double)] = [(0, 0), (1, 0), (1, 1), (0, 0)]
    func polygon(bigEndian: Bool, type: UInt32, srid: Bool, z: Bool) -> [UInt8] {
      var out: [UInt8] = [bigEndian ? 0 : 1]
      func put32(_ value: UInt32) {
        withUnsafeBytes(of: bigEndian ? value.bigEndian : value.littleEndian) {
          out.append(contentsOf: $0)
        }
      }
      func put64(_ value: Double) {
        let bits = bigEndian ? value.bitPattern.bigEndian : value.bitPattern.littleEndian
        withUnsafeBytes(of: bits) { out.append(contentsOf: $0) }
      }
      put32(type)
      if srid { put32(4549) }
      put32(1)
      put32(UInt32(square.count))
      for (x, y) in square {
        put64(x)
        put64(y)
        if z { put64(9) }
      }
      return out
    }
    let expected = try WKB.decode(polygon(bigEndian: false, type: 3, srid: false, z: false))
    #expect(expected.polygons[0].exterior.count == 3)
    #expect(try WKB.decode(polygon(bigEndian: true, type: 3, srid: false, z: false)) == expected)
    #expect(try WKB.decode(polygon(bigEndian: false, type: 1003, srid: false, z: true)) == expected)
    #expect(
      try WKB.decode(polygon(bigEndian: true, type: 0xA000_0003, srid: true, z: true)) == expected)
  }
}
