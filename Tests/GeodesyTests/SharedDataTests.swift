import Foundation
import Geodesy
import Groundwork
import Testing

/// Where the shared test data lie, `nil` if they are absent.
let sharedData: URL? = {
  let given = ProcessInfo.processInfo.environment["ZHITU_SHARED_DATA"]
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let url =
    given.map { URL(fileURLWithPath: $0) } ?? root.appendingPathComponent("../shared/data")
  return FileManager.default.fileExists(atPath: url.path) ? url : nil
}()

@Suite struct SharedDataTests {
  struct Parcel {
    var geodesic: Double
    var ring: Ring
  }

  static func parcels() throws -> [Parcel] {
    let file = try #require(sharedData)
      .appendingPathComponent("validation/geographiclib/mito300_geodesic_grs80.csv")
    let text = try String(contentsOf: file, encoding: .utf8)
    return try text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      let cells = line.split(separator: ",", maxSplits: 6)
      let numbers = line.split(separator: "(").last?.split(separator: ")").first ?? ""
      let ring = try numbers.split(separator: ",").map { pair in
        let xy = pair.split(separator: " ").compactMap { Double($0) }
        try #require(xy.count == 2)
        return (x: xy[0], y: xy[1])
      }
      return Parcel(geodesic: abs(try #require(Double(cells[5]))), ring: ring)
    }
  }

  @Test(.enabled(if: sharedData != nil))
  func threeHundredParcels() throws {
    let parcels = try SharedDataTests.parcels()
    #expect(parcels.count == 300)
    let geographic = try CoordinateReferenceSystem("EPSG:6668")
    let plane = try CoordinateReferenceSystem("EPSG:6677")
    let toPlane = try Transformer(from: geographic, to: plane)
    let vertices = try GeodesicArea(geographic, step: nil)
    let official = try OfficialArea(plane)
    let direct = try OfficialArea(geographic)
    let degrees = try GeodesicArea(geographic)
    let densified = try GeodesicArea(plane)
    var worst = [0.0, 0, 0, 0, 0]
    var largest = (difference: 0.0, area: 0.0, vertices: 0)
    func note(_ index: Int, _ difference: Double) {
      worst[index] = max(worst[index], abs(difference))
    }
    for parcel in parcels {
      let ring = try toPlane.transform(parcel.ring)
      let grid = ring.map { (x: ($0.x * 1e4).rounded() / 1e4, y: ($0.y * 1e4).rounded() / 1e4) }
      let area = official.squareMetres(ofRing: ring)
      note(0, vertices.squareMetres(ofRing: parcel.ring) - parcel.geodesic)
      note(1, area - parcel.geodesic)
      if abs(area - parcel.geodesic) > abs(largest.difference) {
        largest = (area - parcel.geodesic, area, ring.count)
      }
      note(2, area - densified.squareMetres(ofRing: grid))
      note(3, densified.squareMetres(ofRing: ring) - parcel.geodesic)
      note(
        4, direct.squareMetres(ofRing: parcel.ring) - degrees.squareMetres(ofRing: parcel.ring))
    }
    print(
      """
      300 parcels, largest difference in m²:
        geodesic of the vertices - file            \(worst[0])
        official - file                            \(worst[1]), of \(largest)
        official - geodesic of the rounded polygon \(worst[2])
        geodesic of plane edges - file             \(worst[3])
        official - geodesic, both of degree edges  \(worst[4])
      """)
    #expect(worst[0] < 1e-3)
    #expect(worst[1] < 0.02)
    // Edges of up to 70 m are straight in latitude and longitude by the rule: some ppm.
    #expect(worst[2] < 0.02)
    #expect(worst[3] < 1e-3)
    #expect(worst[4] < 0.01)
  }
}

@Suite struct RingSumTests {
  /// A ring of a thousand vertices, cut by a chord: the parts sum to the whole, whichever vertex is the
  /// first and whichever way the ring runs.
  @Test func ringsCutByAChordSumToTheWhole() throws {
    let official = try OfficialArea(CoordinateReferenceSystem("EPSG:4549"))
    let ring: Ring = (0..<1000).map {
      let angle = Double($0) / 1000 * 2 * .pi
      return (660_000 + 900 * cos(angle), 3_320_000 + 900 * sin(angle))
    }
    let whole = official.squareMetres(ofRing: ring)
    // The scale of a projection is within 0.1 per cent of 1 at 160 km from its meridian.
    #expect(abs(whole / (.pi * 900 * 900) - 1) < 1e-3)
    for cut in [1, 2, 250, 499, 998] {
      let parts = [Array(ring[...cut]), Array(ring[cut...]) + ring[...0]]
      let sum = parts.reduce(0) { $0 + official.squareMetres(ofRing: $1) }
      #expect(abs(sum - whole) < 1e-4, "cut at \(cut)")
      let turned = Array(ring[cut...]) + ring[..<cut]
      #expect(abs(official.squareMetres(ofRing: turned) - whole) < 1e-4)
      #expect(abs(official.squareMetres(ofRing: turned.reversed()) - whole) < 1e-4)
    }
  }
}
