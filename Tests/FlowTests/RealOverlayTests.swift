import Foundation
import Geometry
import Groundwork
import Overlay
import Testing
import VectorFiles

/// The area table of real surveys. They are here, not among the overlay tests, because `Survey`
/// reads the files.
@Suite("The overlay of real surveys", .enabled(if: RealLayer.root != nil, "shared data are absent"))
struct RealOverlayTests {
  /// The sums of a table by polygon of the first and of the second layer, in m².
  private func margins(
    _ table: AreaTable, _ a: PolygonSet, _ b: PolygonSet
  ) -> (rows: [Double], columns: [Double]) {
    var rows = [Double](repeating: 0, count: a.count)
    var columns = [Double](repeating: 0, count: b.count)
    for entry in table.entries {
      rows[Int(entry.a)] += entry.planar
      columns[Int(entry.b)] += entry.planar
    }
    return (rows, columns)
  }

  @Test("two epochs of Blenheim cover the same ground: rows and columns are the polygons' areas")
  func blenheim() throws {
    let before = try RealLayer.polygons("lcdb5_blenheim_T1996.gpkg")
    let after = try RealLayer.polygons("lcdb5_blenheim_T2018.gpkg")
    #expect(before.count == 732)
    #expect(after.count == 895)
    let (a, b) = (RealLayer.set(before), RealLayer.set(after))
    let table = try AreaTable.between(a, b)
    let (rows, columns) = margins(table, a, b)
    for feature in 0..<a.count {
      let area = a.planarSquareMetres(of: feature)
      #expect(abs(rows[feature] - area) < 0.01, "1996, \(feature): \(rows[feature]) of \(area)")
    }
    for feature in 0..<b.count {
      let area = b.planarSquareMetres(of: feature)
      #expect(
        abs(columns[feature] - area) < 0.01, "2018, \(feature): \(columns[feature]) of \(area)")
    }
    try expectSameBits(table, a, b)
  }

  @Test("New Guinea along the edges of pixels: every piece is a number of pixels")
  func newGuinea() throws {
    let a = RealLayer.set(try RealLayer.polygons("ng_landcover_2001.fgb.zip"))
    let b = RealLayer.set(try RealLayer.polygons("ng_landcover_2015.fgb.zip"))
    #expect(a.count == 59_236)
    #expect(b.count == 60_027)
    let table = try AreaTable.between(a, b)
    #expect(table.entries.count > 60_000)
    // A pixel is 300 m by 300 m on an equal-area map; the file's corners are off by some 10⁻⁷.
    for entry in table.entries {
      let pixels = entry.planar / 90_000
      #expect(abs(pixels - pixels.rounded()) <= 1e-6 * pixels && pixels > 0.5, "\(entry)")
    }
    try expectSameBits(table, a, b)
  }

  /// The table for other numbers of threads, and with the layers the other way round.
  private func expectSameBits(_ table: AreaTable, _ a: PolygonSet, _ b: PolygonSet) throws {
    for threads in [2, 7] {
      let other = try AreaTable.between(a, b, job: Job(threads: threads))
      #expect(other.entries == table.entries, "\(threads) threads")
    }
    let turned = try AreaTable.between(b, a, job: Job(threads: 2)).entries
      .map { SharedArea(a: $0.b, b: $0.a, planar: $0.planar, weighted: $0.weighted) }
      .sorted { ($0.a, $0.b) < ($1.a, $1.b) }
    #expect(turned == table.entries, "the other way round")
  }

  @Test("the overlaps of a cadastre equal those of GEOS, pair by pair")
  func miyako() throws {
    let geos = GEOS()
    var repaired = 0
    let parcels = try RealLayer.polygons("miyako_cadastre.gpkg").map { parcel in
      if try geos.isValid(parcel) { return parcel }
      repaired += 1
      return try geos.makeValid(parcel)
    }
    #expect(parcels.count == 7_129)
    #expect(repaired >= 59)
    let set = RealLayer.set(parcels)
    let table = try AreaTable.overlaps(within: set)
    var ours: [Pair: Double] = [:]
    for entry in table.entries {
      #expect(entry.a < entry.b)
      ours[Pair(a: Int(entry.a), b: Int(entry.b))] = entry.planar
    }
    #expect(ours.count == table.entries.count)
    let index = SpatialIndex(set.boxes)
    var total = 0.0
    var pairs = 0
    for a in parcels.indices {
      for b in index.items(in: set.boxes[a]) where b > a {
        pairs += 1
        let theirs = try geos.intersection(parcels[a], parcels[b]).planarSquareMetres
        total += theirs
        // GEOS moves the corners of the piece to the grid, 0.07 mm at most each way.
        let allowed = 0.7e-4 * (perimeter(parcels[a]) + perimeter(parcels[b])) + AreaTable.smallest
        let area = ours.removeValue(forKey: Pair(a: a, b: b)) ?? 0
        #expect(abs(area - theirs) <= allowed, "\(a), \(b): \(area), \(theirs)")
      }
    }
    #expect(ours.isEmpty, "pairs whose boxes do not even meet")
    #expect(pairs > 10_000)
    // The 580 m² of overlap that the data are known for.
    #expect((500...660).contains(total))
    let sum = table.entries.reduce(0) { $0 + $1.planar }
    #expect(abs(sum - total) < 1, "\(sum), \(total)")
    for threads in [2, 7] {
      let other = try AreaTable.overlaps(within: set, job: Job(threads: threads))
      #expect(other.entries == table.entries, "\(threads) threads")
    }
  }

  private struct Pair: Hashable {
    var a: Int
    var b: Int
  }

  private func perimeter(_ geometry: MultiPolygon) -> Double {
    var length = 0.0
    for ring in geometry.polygons.flatMap(\.rings) {
      for (index, point) in ring.enumerated() {
        let next = ring[(index + 1) % ring.count]
        let (dx, dy) = (next.metresX - point.metresX, next.metresY - point.metresY)
        length += (dx * dx + dy * dy).squareRoot()
      }
    }
    return length
  }
}

/// The polygons of a layer of the shared data, in the coordinates of the file.
enum RealLayer {
  /// The folder of the real surveys, `nil` where it is absent.
  static let root: String? = {
    let environment = ProcessInfo.processInfo.environment["ZHITU_SHARED_DATA"]
    let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("../shared/data").path
    return [environment, beside].compactMap { $0.map { $0 + "/real" } }
      .first { FileManager.default.fileExists(atPath: $0) }
  }()

  static func polygons(_ name: String) throws -> [MultiPolygon] {
    let source = try VectorSource(path: try #require(root) + "/" + name)
    var polygons: [MultiPolygon] = []
    try source.forEachFeature(in: source.layer(named: nil), columns: []) { feature in
      guard case .wkb(let bytes) = feature.geometry else {
        Issue.record("feature \(feature.fid) of \(name) is no polygon")
        return
      }
      polygons.append(try WKB.decode(UnsafeRawBufferPointer(bytes)))
    }
    return polygons
  }

  static func set(_ polygons: [MultiPolygon]) -> PolygonSet {
    var set = PolygonSet()
    for polygon in polygons { set.append(polygon) }
    return set
  }
}
