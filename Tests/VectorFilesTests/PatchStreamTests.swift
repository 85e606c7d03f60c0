import Foundation
import Geometry
import Groundwork
import TestSupport
import Testing
import VectorFiles

@Suite("Reading polygons in batches")
struct PatchStreamTests {
  /// A polygon as either way of reading gives it.
  private struct Seen: Equatable {
    var fid: Int64
    var wkb: [UInt8]
    var texts: [String?]
  }

  private let cell = "POLYGON ((0 0,9 0,9 9,0 9,0 0))"
  private let hole = "POLYGON ((0 0,9 0,9 9,0 9,0 0),(1 1,1 2,2 2,2 1,1 1))"
  private let two = "MULTIPOLYGON (((0 0,9 0,9 9,0 0)),((20 0,29 0,29 9,20 0)))"

  private func features(_ source: VectorSource, _ columns: [Int]) throws -> [Seen] {
    var seen: [Seen] = []
    try source.forEachFeature(in: source.layers[0], columns: columns) { feature in
      guard case .wkb(let bytes) = feature.geometry else { return }
      seen.append(
        Seen(fid: feature.fid, wkb: Array(bytes), texts: feature.values.map(\.string)))
    }
    return seen
  }

  /// - Returns: `nil` where the reading by the batch gives up.
  private func patches(
    _ source: VectorSource, _ columns: [Int], limits: ReadLimits = ReadLimits()
  ) throws -> [Seen]? {
    var seen: [Seen] = []
    let count = try source.forEachPatch(
      in: source.layers[0], columns: columns, limits: limits
    ) { patch in
      seen.append(
        Seen(
          fid: patch.fid, wkb: Array(patch.wkb),
          texts: columns.indices.map { index in
            patch.text(index).map { String(decoding: $0, as: UTF8.self) }
          }))
    }
    guard let count else { return nil }
    #expect(count == seen.count)
    return seen
  }

  @Test("Both readers give the same", arguments: [[0, 1], [1, 0], [0], [1], [1, 1], []])
  func small(columns: [Int]) throws {
    let scratch = try Scratch()
    let path = try FlatGeobufWriter.write(
      scratch,
      [
        .init(cell, "水田", "1"), .init(hole, nil, "\(Int64.min)"), .init(two, "a", ""),
        .init("GEOMETRYCOLLECTION (\(cell),\(two))", "旱地", "\(Int64.max)"), .init(cell, "a", "0"),
        .init(cell, String(repeating: "长", count: 1000), "-42"),
      ])
    let source = try VectorSource(path: path)
    let expected = try features(source, columns)
    #expect(expected.count == 6)
    #expect(try patches(source, columns) == expected)
    guard columns == [0, 1] else { return }
    #expect(expected[1].texts == [nil, "\(Int64.min)"])
    #expect(expected[2].texts == ["a", nil])
    #expect(expected[3].texts == ["旱地", "\(Int64.max)"])
  }

  @Test(
    "New Guinea, of many batches, in both ways", .enabled(if: SharedData.isPresent),
    arguments: [("2001", 59_236), ("2015", 60_027)])
  func newGuinea(epoch: String, count: Int) throws {
    let source = try VectorSource(path: SharedData.path("real/ng_landcover_\(epoch).fgb.zip"))
    let expected = try features(source, [1, 0])
    #expect(expected.count == count)
    #expect(try patches(source, [1, 0]) == expected)
    #expect(Set(expected.map(\.texts[0])).count > 5)
  }

  @Test(
    "A geometry that is not two-dimensional or not a polygon: the stream stops after the previous features"
  )
  func otherGeometries() throws {
    let kinds = [
      "POINT (1 2)", "LINESTRING (0 0,1 1)", "CURVEPOLYGON (CIRCULARSTRING (0 0,4 0,4 4,0 4,0 0))",
      "MULTISURFACE (\(cell))", "GEOMETRYCOLLECTION (\(cell),POINT (1 2))",
      "GEOMETRYCOLLECTION (POINT (1 2))",
    ]
    for kind in kinds {
      let scratch = try Scratch()
      let path = try FlatGeobufWriter.write(scratch, [.init(cell), .init(kind)])
      let source = try VectorSource(path: path)
      var before: [Int64] = []
      let count = try source.forEachPatch(in: source.layers[0], columns: [0]) {
        before.append($0.fid)
      }
      #expect(count == nil, "\(kind)")
      #expect(before == [0], "\(kind)")
      var read = 0
      try source.forEachFeature(in: source.layers[0]) { _ in read += 1 }
      #expect(read == 2, "\(kind)")
    }
  }

  @Test(
    "Three-dimensional polygons are left to the feature reader", arguments: ["XYZ", "XYM", "XYZM"])
  func dimensions(_ dimension: String) throws {
    let scratch = try Scratch()
    let path = try FlatGeobufWriter.write(scratch, [.init(cell)], options: ["-dim", dimension])
    let source = try VectorSource(path: path)
    #expect(try patches(source, [0]) == nil)
    #expect(try features(source, [0]).count == 1)
  }

  @Test("No geometry and an empty one", arguments: FlatGeobufWriter.Part.allCases)
  func missing(_ part: FlatGeobufWriter.Part) throws {
    let scratch = try Scratch()
    let path = try FlatGeobufWriter.write(
      scratch, [.init(cell), .init(cell)])
    #expect(try patches(VectorSource(path: path), [0])?.count == 2)
    try FlatGeobufWriter.remove(part, fromLastOf: path)
    let source = try VectorSource(path: path)
    #expect(try patches(source, [0]) == nil)
    switch part {
    case .geometry: #expect(try features(source, [0]).count == 1)
    case .coordinates: #expect(throws: Diagnostic.self) { try features(source, [0]) }
    }
  }

  @Test(
    "Columns that the stream cannot give exactly",
    arguments: ["Integer", "Integer(Boolean)", "Integer(Int16)", "Real", "Date", "DateTime"])
  func otherColumns(_ type: String) throws {
    let scratch = try Scratch()
    let path = try FlatGeobufWriter.write(scratch, [.init(cell, "a", "")], numbers: type)
    let source = try VectorSource(path: path)
    #expect(try patches(source, [0, 1]) == nil)
    #expect(try patches(source, [0]) == features(source, [0]))
  }

  @Test("A value and a geometry beyond the limits")
  func limits() throws {
    let scratch = try Scratch()
    let path = try FlatGeobufWriter.write(scratch, [.init(cell, "水田"), .init(hole, "a")])
    let source = try VectorSource(path: path)
    let size = try #require(features(source, []).map(\.wkb.count).max())
    func count(value: Int, geometry: Int) throws -> Int? {
      var limits = ReadLimits()
      limits.valueBytes = value
      limits.geometryBytes = geometry
      return try patches(source, [0], limits: limits)?.count
    }
    #expect(try count(value: 6, geometry: size) == 2)
    #expect(try count(value: 5, geometry: size) == nil)
    #expect(try count(value: 6, geometry: size - 1) == nil)
  }

  @Test("Text ends at the first zero, in both ways")
  func zeroInText() throws {
    let scratch = try Scratch()
    let path = try FlatGeobufWriter.write(scratch, [.init(cell, "ab?cd")])
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    bytes[try #require(bytes.lastIndex(of: UInt8(ascii: "?")))] = 0
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let source = try VectorSource(path: path)
    #expect(try features(source, [0]).map(\.texts) == [["ab"]])
    #expect(try patches(source, [0]) == features(source, [0]))
  }

  @Test(
    "A truncated file is never taken for a complete one, whether cut within a feature or between two"
  )
  func truncated() throws {
    let scratch = try Scratch()
    let path = try FlatGeobufWriter.write(
      scratch, (0..<20).map { .init(cell, "\($0)") })
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let starts = FlatGeobufWriter.features(bytes)
    #expect(starts.count == 20)
    for end in [starts[12], starts[12] + 2, starts[12] + 30, bytes.count - 1] {
      let cut = try scratch.write("cut.fgb", Array(bytes[..<end]))
      let source = try VectorSource(path: cut)
      #expect(try patches(source, [0]) == nil, "\(end)")
    }
    #expect(try patches(VectorSource(path: path), [0])?.count == 20)
  }

  @Test("A GeoPackage is left to the feature reader", .enabled(if: SharedData.isPresent))
  func geoPackage() throws {
    let source = try VectorSource(path: SharedData.path("real/tamana_luse_2022.gpkg"))
    #expect(try patches(source, [0]) == nil)
    #expect(try features(source, [0]).count == 363)
  }

  @Test("An error ends the reading, and the layer can be read again")
  func thrown() throws {
    struct Enough: Error {}
    let scratch = try Scratch()
    let path = try FlatGeobufWriter.write(scratch, [.init(cell), .init(cell)])
    let source = try VectorSource(path: path)
    #expect(throws: Enough.self) {
      _ = try source.forEachPatch(in: source.layers[0], columns: [0]) { _ in throw Enough() }
    }
    #expect(try features(source, [0, 1]).count == 2)
    #expect(try patches(source, [0])?.count == 2)
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: Cancelled.self) {
      _ = try source.forEachPatch(
        in: source.layers[0], columns: [0], cancellation: cancellation
      ) { _ in }
    }
  }
}
