import Geometry
import Storage
import StorageGeoPackage
import Testing

@Suite struct BlobTests {
  /// Every envelope kind of the standard, in both byte orders.
  @Test(arguments: 0...7, [false, true])
  func headersOfOtherPrograms(_ kind: Int, _ isLittle: Bool) {
    var blob: [UInt8] = [0x47, 0x50, 0, UInt8(kind << 1) | (isLittle ? 1 : 0), 0, 0, 0, 0]
    let sizes = [0, 4, 6, 6, 8]
    let count = kind < sizes.count ? sizes[kind] : 0
    for index in 0..<count {
      let bits = Double(index * 10).bitPattern
      withUnsafeBytes(of: isLittle ? bits.littleEndian : bits.bigEndian) {
        blob.append(contentsOf: $0)
      }
    }
    let header = blob.count
    blob += [1, 2, 3]
    blob.withUnsafeBytes { raw in
      #expect(GeometryBlob.headerSize(raw) == (kind < sizes.count ? header : nil))
      let expected = Bounds(minX: 0, minY: 20, maxX: 10, maxY: 30)
      #expect(GeometryBlob.envelope(raw) == (1...4 ~= kind ? expected : nil))
    }
    blob[2] = 1
    blob.withUnsafeBytes { #expect(GeometryBlob.headerSize($0) == nil) }
    [UInt8](blob.prefix(header - 1)).withUnsafeBytes {
      #expect(GeometryBlob.headerSize($0) == nil)
    }
  }

  @Test func anEnvelopeThatIsNoNumberCountsAsNone() {
    var blob: [UInt8] = []
    GeometryBlob.appendHeader(
      srsID: -1, envelope: Bounds(minX: .nan, minY: .nan, maxX: .nan, maxY: .nan), isEmpty: true,
      to: &blob)
    #expect(blob.prefix(8) == [0x47, 0x50, 0, 1 | 2 | 16, 255, 255, 255, 255])
    blob.withUnsafeBytes { #expect(GeometryBlob.envelope($0) == nil) }
  }

  /// Header as GDAL writes it for an empty multipolygon.
  @Test func anEmptyGeometryHasNoEnvelope() {
    var blob: [UInt8] = []
    GeometryBlob.appendHeader(srsID: 0, envelope: nil, isEmpty: true, to: &blob)
    #expect(
      blob + WKB.encode(MultiPolygon([])) == [
        0x47, 0x50, 0, 0x11, 0, 0, 0, 0, 1, 6, 0, 0, 0, 0, 0, 0, 0,
      ])
  }

  /// A geometry of each family: its type, then words and coordinates.
  static let shapes: [(name: String, type: UInt32, body: [Item], bounds: Bounds?)] = [
    ("point", 1, [.xy(3, 4)], Bounds(minX: 3, minY: 4, maxX: 3, maxY: 4)),
    ("empty point", 1, [.xy(.nan, .nan)], nil),
    ("line", 2, [.word(2), .xy(1, 9), .xy(5, -2)], Bounds(minX: 1, minY: -2, maxX: 5, maxY: 9)),
    (
      "arc", 8, [.word(3), .xy(0, 0), .xy(1, 1), .xy(2, 0)],
      Bounds(minX: 0, minY: 0, maxX: 2, maxY: 1)
    ),
    (
      "polygon with NaN", 3, [.word(1), .word(3), .xy(0, 0), .xy(.nan, 1), .xy(7, 8)],
      Bounds(minX: 0, minY: 0, maxX: 7, maxY: 8)
    ),
    (
      "cut short", 3, [.word(1), .word(4_000_000_000), .xy(0, 0), .xy(7, 8)],
      Bounds(minX: 0, minY: 0, maxX: 7, maxY: 8)
    ),
    ("empty collection", 7, [.word(0)], nil),
    ("unknown", 99, [.xy(1, 1)], nil),
  ]

  enum Item: Sendable {
    case word(UInt32)
    case xy(Double, Double)
  }

  @Test(arguments: [false, true], 0..<4)
  func extentsOfEveryFamily(_ isBig: Bool, _ dimension: UInt32) {
    for shape in BlobTests.shapes {
      func word(_ value: UInt32) -> [UInt8] {
        withUnsafeBytes(of: isBig ? value.bigEndian : value.littleEndian) { [UInt8]($0) }
      }
      func number(_ value: Double) -> [UInt8] {
        let bits = value.bitPattern
        return withUnsafeBytes(of: isBig ? bits.bigEndian : bits.littleEndian) { [UInt8]($0) }
      }
      var wkb: [UInt8] = [isBig ? 0 : 1] + word(shape.type + dimension * 1000)
      for item in shape.body {
        switch item {
        case .word(let value): wkb += word(value)
        case .xy(let x, let y):
          wkb += number(x) + number(y)
          for _ in 0..<[0, 1, 1, 2][Int(dimension)] { wkb += number(-777) }
        }
      }
      wkb.withUnsafeBytes { raw in
        #expect(WKBEnvelope(raw).bounds == shape.bounds, "\(shape.name)")
      }
      let collection = [isBig ? 0 : 1] + word(7) + word(1) + wkb
      collection.withUnsafeBytes { raw in
        #expect(WKBEnvelope(raw).bounds == shape.bounds, "collection of \(shape.name)")
      }
    }
  }
}
