import Foundation
import Geometry
import Overlay
import Testing

/// The overlay, relate and robustness cases that GEOS and JTS share, from the shared data.
@Suite("Cases of GEOS and JTS", .enabled(if: SharedData.root != nil, "shared data are absent"))
struct GEOSCasesTests {
  private func report() throws -> OverlayCaseReport {
    let root = try #require(SharedData.root).appendingPathComponent("validation/geos/tests")
    let files = try OverlayCaseFile.all(below: root)
    let judge = CaseJudge()
    let verdicts = try files.flatMap { file in
      try file.cases.compactMap { try judge.verdict($0, path: file.path) }
    }
    return OverlayCaseReport(verdicts: verdicts, files: files)
  }

  @Test(
    "every polygonal case agrees with the file, GEOS and exact arithmetic, or is a documented exception"
  )
  func cases() throws {
    let report = try report()
    #expect(report.files.count > 170)
    #expect(report.verdicts.count > 400)
    var excused: [String: Set<String>] = [:]
    for exception in OverlayException.all {
      excused[exception.path, default: []].formUnion(exception.keys)
    }
    for verdict in report.verdicts {
      for finding in verdict.findings {
        let isExcused = excused[verdict.path]?.remove(finding.key) != nil
        let place = "\(verdict.path) \(finding.key) \(finding.operation)"
        #expect(finding.agrees || isExcused, "\(place): \(finding.note)")
        #expect(!finding.agrees || !isExcused, "\(place) is listed as an exception, but agrees")
      }
    }
    for (path, keys) in excused {
      #expect(keys.isEmpty, "\(path): \(keys.sorted()) are listed as exceptions, but do not exist")
    }
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["ZHITU_GEOS_TABLE"] {
      try report.table.write(toFile: path, atomically: true, encoding: .utf8)
    }
    if let path = environment["ZHITU_GEOS_SUMMARY"] {
      try report.summary.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let page = try String(
      contentsOf: SharedData.repository.appendingPathComponent("Docs/overlay-cases.md"),
      encoding: .utf8)
    #expect(page == report.summary, "Docs/overlay-cases.md is out of date")
  }
}

@Suite("Reading the cases of GEOS and JTS")
struct GEOSCasesReadingTests {
  private func geometry(_ text: String) throws -> CaseGeometry { try CaseGeometry(text) }

  @Test("well-known text of every shape")
  func text() throws {
    let square = try geometry("POLYGON ((0 0, 1e1 0, 10 10,0 10, 0 0), (1 1,2 1,2 2,1 1))")
    #expect(square.isPolygonal)
    #expect(square.polygons.map { $0.map(\.count) } == [[5, 4]])
    #expect(try geometry("polygon z((0 0 9,1 0 9,0 1 9,0 0 9))").points.count == 4)
    #expect(try geometry("MULTIPOLYGON (((0 0,1 0,0 1,0 0)), EMPTY)").polygons.count == 1)
    #expect(try geometry("MULTIPOLYGON EMPTY").isPolygonal)
    #expect(try geometry("GEOMETRYCOLLECTION (POLYGON ((0 0,1 0,0 1,0 0)))").isPolygonal)
    let mixed = try geometry("GEOMETRYCOLLECTION (POINT (1 1), POLYGON ((0 0,1 0,0 1,0 0)))")
    #expect(!mixed.isPolygonal)
    #expect(mixed.polygons.count == 1)
    #expect(try !geometry("LINESTRING (0 0, 1 1)").isPolygonal)
    #expect(try !geometry("CURVEPOLYGON (COMPOUNDCURVE((0 0, 1 1), (1 1, 0 0)))").isPolygonal)
    for bad in ["", "POLYGON", "POLYGON ((0 0, 1 0", "POLYGON ((0 0, x 0))", "CIRCLE (0 0)", "0x1"]
    {
      #expect(throws: CaseGeometry.Unreadable.self) { try geometry(bad) }
    }
  }

  @Test("well-known binary is what the library writes")
  func binary() throws {
    let shape = MultiPolygon([
      Polygon(
        Shapes.box(0, 0, 90_000, 90_000), holes: [Shapes.box(10_000, 10_000, 20_000, 20_000)]),
      Polygon(Shapes.box(-70_000, 0, 10_000, 10_000)),
    ])
    let digits = WKB.encode(shape).map { byte in
      String(UInt16(byte) + 256, radix: 16).suffix(2)
    }.joined()
    let read = try geometry(digits)
    #expect(read.isPolygonal)
    #expect(read.polygons.map { $0.map(\.count) } == [[5, 5], [5]])
    #expect(throws: CaseGeometry.Unreadable.self) { try geometry(String(digits.dropLast(2))) }
  }

  @Test("coordinates become whole steps, by powers of ten and two")
  func frames() throws {
    let decimal = try geometry("POLYGON ((0.1 0.1, 0.7 0.1, 0.1 0.3, 0.1 0.1))")
    for frame in CaseFrame.frames(of: decimal.points) {
      #expect(frame.isExact)
      let area = Double(frame.placed(decimal).doubledPlanarSteps) / 2
      #expect(area == frame.area(of: decimal).rounded())
      #expect(abs(area / (frame.stepsPerUnit * frame.stepsPerUnit) - 0.06) < 1e-15)
    }
    #expect(CaseFrame.frames(of: decimal.points).count == 2)
    let far = try geometry(
      "POLYGON ((5417148.108 5658342.603, 5417160.629 5658389.27812345678, 5417139 5658338, "
        + "5417148.108 5658342.603))")
    let fine = try #require(CaseFrame.frames(of: far.points).first)
    // Binary fractions of 2⁻³⁰ fit a box of 52 units.
    #expect(fine.isExact)
  }
}
