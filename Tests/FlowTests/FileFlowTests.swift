import Flow
import Foundation
import Geodesy
import Geometry
import Groundwork
import Survey
import TestSupport
import Testing

@Suite("The flow of two files")
struct FileFlowTests {
  private func write(
    _ scratch: Scratch, _ name: String, crs: String?, _ rings: [(ring: String, label: String)]
  ) throws -> String {
    try scratch.write(
      name + ".geojson",
      geoJSON(crs: crs, rings.map { ($0.ring, "\"lc\":\"\($0.label)\"") }))
  }

  private func flow(
    _ a: String, _ b: String, area: AreaKind = .official, memory: Int? = nil,
    _ adjust: (inout FileFlow.Input, inout FileFlow.Input) throws -> Void = { _, _ in }
  ) throws -> FileFlow.Result {
    var first = FileFlow.Input(file: a, classField: "lc")
    var second = FileFlow.Input(file: b, classField: "lc")
    try adjust(&first, &second)
    return try FileFlow.make(first, second, area: area, memory: memory)
  }

  private func ring(_ points: [(Double, Double)]) -> String {
    "[" + (points + points.prefix(1)).map { "[\($0.0),\($0.1)]" }.joined(separator: ",") + "]"
  }

  /// Square metres from one class to another.
  private func moved(_ result: FileFlow.Result, _ from: String?, _ to: String?) -> Double {
    result.ledger.matrix(by: .source).cells
      .filter { $0.from?.key == from && $0.to?.key == to }.map(\.area).total().squareMetres
  }

  @Test(
    "bow-ties and holes with the wrong orientation are rejected and named, with and without a memory limit",
    arguments: [nil, 1 << 30])
  func faults(memory: Int?) throws {
    let scratch = try Scratch()
    let (x, y) = (500_000.0, 3_320_000.0)
    let bowTie = ring([(x, y), (x + 100, y + 100), (x + 100, y), (x, y + 100)])
    let a = try write(
      scratch, "a", crs: "4549", [(bowTie, "tie"), (square(x + 200, y), "good")])
    let b = try write(scratch, "b", crs: "4549", [(square(x, y, 400), "all")])
    let result = try flow(a, b, area: .planar, memory: memory)
    #expect(result.setAside == 1 && result.repaired == 0)
    let fault = result.diagnostics.first { $0.code == "geometry.set-aside" }
    #expect(fault?.feature == "0" && fault?.message.en.contains("Self-intersection") == true)
    #expect(moved(result, "good", "all") == 10_000)
    #expect(moved(result, "tie", "all") == 0)
    // A spike is repaired.
    let spike = ring([(x, y), (x + 100, y), (x + 100, y + 300), (x + 100, y + 100), (x, y + 100)])
    let c = try write(scratch, "c", crs: "4549", [(spike, "spike")])
    let repaired = try flow(c, b, area: .planar, memory: memory)
    #expect(repaired.repaired == 1 && repaired.setAside == 0)
    #expect(moved(repaired, "spike", "all") == 10_000)
  }

  @Test("degrees against metres: one file is projected to the system of the other")
  func degreesAgainstMetres() throws {
    let scratch = try Scratch()
    let metres = try write(scratch, "m", crs: "4549", [(square(550_000, 3_320_000), "m")])
    let plane = try CoordinateReferenceSystem("EPSG:4549")
    let corners = try Transformer(from: plane, to: CoordinateReferenceSystem("EPSG:4490"))
      .transform([
        (550_000, 3_320_000), (550_100, 3_320_000), (550_100, 3_320_100), (550_000, 3_320_100),
      ])
    let degrees = try write(
      scratch, "d", crs: "4490", [(ring(corners.map { ($0.x, $0.y) }), "d")])
    for (a, b, from, to) in [(metres, degrees, "m", "d"), (degrees, metres, "d", "m")] {
      let result = try flow(a, b)
      #expect(abs(moved(result, from, to) - 9999.4) < 0.2)
      #expect(abs(moved(result, from, nil)) < 0.05 && abs(moved(result, nil, to)) < 0.05)
    }
    let twice = try flow(degrees, degrees)
    #expect(twice.diagnostics.contains { $0.code == "import.crs-chosen" })
    #expect(abs(moved(twice, "d", "d") - 9999.4) < 0.2)
  }

  @Test("a red line of four corners and the same with points along its edges are the same ground")
  func longEdges() throws {
    let scratch = try Scratch()
    let corners = [(120.2, 30.0), (120.3, 30.0), (120.3, 30.1), (120.2, 30.1)]
    var dense: [(Double, Double)] = []
    for (index, p) in corners.enumerated() {
      let q = corners[(index + 1) % 4]
      for step in 0..<50 {
        let t = Double(step) / 50
        dense.append((p.0 + (q.0 - p.0) * t, p.1 + (q.1 - p.1) * t))
      }
    }
    let a = try write(scratch, "a", crs: "4490", [(ring(corners), "red")])
    let b = try write(scratch, "b", crs: "4490", [(ring(dense), "red")])
    let result = try flow(a, b)
    // A tenth of a millimetre along 41 km is 4 m²; with corners only it was 7,000 m² each way.
    #expect(moved(result, "red", nil) + moved(result, nil, "red") < 4)
    let truth = try GeodesicArea(CoordinateReferenceSystem("EPSG:4490"), step: 50)
      .squareMetres(ofRing: corners.map { (x: $0.0, y: $0.1) })
    #expect(abs(result.ledger.before.areas[0].squareMetres / truth - 1) < 1e-8)
  }

  @Test("the checks of an import: prefix, wrong system, datum, missing system named by option")
  func checks() throws {
    let scratch = try Scratch()
    let good = try write(scratch, "g", crs: "4549", [(square(550_000, 3_320_000), "g")])
    func refusal(
      _ name: String, crs: String?, _ x: Double, _ y: Double,
      _ adjust: (inout FileFlow.Input, inout FileFlow.Input) throws -> Void = { _, _ in }
    ) throws -> String? {
      let bad = try write(scratch, name, crs: crs, [(square(x, y), "b")])
      return #expect(throws: Diagnostic.self) { try flow(good, bad, adjust) }?.code
    }
    #expect(try refusal("p", crs: "4549", 40_550_000, 3_320_000) == "import.crs-zone")
    #expect(try refusal("n", crs: "4528", 550_000, 3_320_000) == "import.crs-zone")
    #expect(try refusal("w", crs: "4549", 3_320_000, 550_000) == "import.axes-swapped")
    #expect(try refusal("m", crs: nil, 550_000, 3_320_000) == "import.crs-wrong")
    #expect(try refusal("x", crs: "2385", 550_000, 3_320_000) == "crs.datum-unknown")
    let assigned = try write(scratch, "s", crs: nil, [(square(550_000, 3_320_000), "b")])
    let result = try flow(good, assigned) { $1.georeference.assignedCRS = "EPSG:4549" }
    #expect(moved(result, "g", "b") > 9990 && result.setAside == 0)
    let prefixed = try write(scratch, "q", crs: "4528", [(square(40_550_000, 3_320_000), "q")])
    #expect(moved(try flow(good, prefixed), "g", "q") > 9990)
  }
}
