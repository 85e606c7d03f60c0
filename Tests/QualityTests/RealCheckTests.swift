import Geometry
import Groundwork
import Overlay
import Quality
import Testing

/// The checks on real cadastres, against the overlay kernel, which shares no code with GEOS.
@Suite struct RealCheckTests {
  @Test(
    "overlaps of valid patches sum to what the overlay kernel finds",
    .enabled(if: CheckData.folder != nil),
    arguments: ["real/miyako_cadastre.gpkg", "benchmark/bishan_clone_seed0.gpkg.zip"])
  func overlaps(path: String) throws {
    let whole = try CheckData.layer(path)
    let first = try QualityCheck.run(CheckInput(patches: whole), job: Job(threads: 2))
    let invalid = Set(first.findings.filter { $0.rule == "GEO-INVALID" }.compactMap(\.fid))
    // How an invalid ring is to be read is not the same for both.
    let valid = whole.features.filter { !invalid.contains($0.fid) }
    let layer = CheckLayer(name: path, columns: [], features: valid)
    let report = try QualityCheck.run(CheckInput(patches: layer), job: Job(threads: 2))
    #expect(!report.findings.contains { ["GEO-INVALID", "TOP-NOT-COMPUTABLE"].contains($0.rule) })
    var set = PolygonSet()
    for feature in valid { set.append(feature.geometry ?? MultiPolygon([])) }
    let table = try AreaTable.overlaps(within: set, job: Job(threads: 2))
    let expected = table.entries.reduce(0) { $0 + $1.planar }
    // GEOS rounds the corners of each piece to the grid of 0.1 mm.
    #expect(abs(report.overlapTotal - expected) <= 1e-4 * expected + 1e-3)
    let listed = Set(
      report.findings.filter { $0.rule == "TOP-OVERLAP" }.compactMap { finding in
        finding.fid.map { [$0.description, finding.other ?? ""] }
      })
    for entry in table.entries where entry.planar > 1 {
      let pair = [valid[Int(entry.a)].fid, valid[Int(entry.b)].fid].map(\.description)
      #expect(listed.contains(pair), "\(pair) share \(entry.planar) m²")
    }
    #expect(try QualityCheck.run(CheckInput(patches: layer)).findings == report.findings)
  }

  @Test("a coverage of fifty thousand squares is clean, and a moved corner is found")
  func fiftyThousandPatches() throws {
    var fixture = try CheckFixture(columns: 250, rows: 200)
    #expect(try QualityCheck.run(fixture.input, job: Job(threads: 2)).findings.isEmpty)
    // The corner of one square, moved by 10 m into the next: a triangle too much, and one too few.
    let (x, y) = (120 * CheckFixture.size, 90 * CheckFixture.size)
    fixture.setRing([(x, y), (x + 50, y), (x + 60, y + 50), (x, y + 50)], at: 90 * 250 + 120)
    let report = try QualityCheck.run(fixture.bare, job: Job(threads: 2))
    #expect(report.findings.map(\.rule) == ["TOP-OVERLAP"])
    #expect(report.overlapTotal == 250 && report.gapTotal == 0)
  }
}
