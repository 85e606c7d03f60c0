import Classes
import Foundation
import Geometry
import Groundwork
import Survey
import TestSupport
import Testing
import VectorFiles

@Suite("Imports")
struct ImportTests {
  /// Near 30° N 120.5° E in EPSG:4549.
  private let x = 550_000.0
  private let y = 3_320_000.0

  private func dltb(_ code: String, _ name: String, id: String = "1") -> String {
    "\"BSM\":\"\(id)\",\"DLBM\":\"\(code)\",\"DLMC\":\"\(name)\",\"TBMJ\":1.0"
  }

  private func write(
    _ scratch: Scratch, named name: String = "DLTB_2023", crs: String? = "4549",
    _ features: [(ring: String, properties: String)]
  ) throws -> String {
    try scratch.write("\(name).geojson", geoJSON(crs: crs, features))
  }

  @Test("A DLTB layer becomes classified patches")
  func survey() throws {
    let scratch = try Scratch()
    let path = try write(
      scratch,
      [
        (square(x, y), dltb("0101", "水田", id: "A")),
        (square(x + 100, y), dltb("0601", "工业用地", id: "B")),
        (square(x + 200, y), dltb("1106", "内陆滩涂", id: "C")),
      ])
    let outcome = try importing(path)
    #expect(outcome.plan.role == .survey)
    #expect(outcome.plan.epoch == "2023")
    #expect(outcome.plan.classSystem == .sd3Work)
    #expect(outcome.report.accepted == 3 && outcome.report.rejected == 0)
    #expect(outcome.plan.fields == ImportRole.survey.fields)
    #expect(outcome.sink.accepted[0].values.count == 8 + outcome.plan.sourceColumns.count)
    #expect(outcome.value(.id, of: 1) == .text("B"))
    #expect(outcome.value(.className, of: 1) == .text("工业用地"))
    #expect(outcome.value(.category, of: 1) == .text("construction"))
    #expect(outcome.value(.level1, of: 2) == .text("00"))
    #expect(outcome.value(.sourceClass, of: 2) == .text("1106"))
    #expect(outcome.value(.planarArea, of: 0) == .integer(1_000_000))
    #expect(outcome.value("DLBM", of: 0) == .text("0101"))
  }

  @Test("Codes without names that two systems share are refused; the user may name the system")
  func undecided() throws {
    let scratch = try Scratch()
    let path = try write(scratch, [(square(x, y), "\"DLBM\":\"0601\",\"TBMJ\":1")])
    let error = #expect(throws: Diagnostic.self) { try importing(path) }
    #expect(error?.code == "class.system-undecided")
    #expect(error?.layer == "DLTB_2023" && error?.file == path)
    let named = try importing(path) { $0.classSystem = .ydyh2023 }
    #expect(named.value(.className, of: 0) == .text("农村道路"))
  }

  @Test("A name that contradicts its code wins, as an error")
  func conflict() throws {
    let scratch = try Scratch()
    let path = try write(
      scratch,
      [
        (square(x, y), dltb("1104A", "养殖坑塘", id: "A")),
        (square(x + 100, y), dltb("0601", "农村道路", id: "B")),
      ])
    let outcome = try importing(path)
    #expect(outcome.value(.landClass, of: 1) == .text("1006"))
    #expect(outcome.value(.sourceClass, of: 1) == .text("0601"))
    let finding = outcome.report.diagnostics.first { $0.code == "class.name-conflict" }
    #expect(finding?.severity == .error)
    #expect(finding?.message.en.contains("B") == true)
  }

  @Test(
    "A feature with a value outside the crosswalk is rejected and the value named; if all are outside, the layer is refused"
  )
  func outsideCrosswalk() throws {
    let scratch = try Scratch()
    let some = try write(
      scratch, named: "use2018",
      [(square(x, y), "\"class\":33"), (square(x + 100, y), "\"class\":777")])
    let outcome = try importing(some) { $0.crosswalk = try Crosswalk.load("lcdb") }
    #expect(outcome.report.accepted == 1 && outcome.report.rejected == 1)
    #expect(outcome.report.rejectedByReason == [.classUnknown: 1])
    #expect(outcome.sink.rejected[0].detail.en.contains("777"))
    #expect(outcome.sink.rejected[0].wkb != nil)
    #expect(outcome.codes.contains("class.unknown-values"))

    let all = try write(scratch, named: "none2018", [(square(x, y), "\"class\":777")])
    let error = #expect(throws: Diagnostic.self) {
      try importing(all) { $0.crosswalk = try Crosswalk.load("lcdb") }
    }
    #expect(error?.code == "import.classes-outside")
    #expect(error?.message.en.contains("777") == true)
  }

  @Test("Repeated ids are kept apart")
  func repeatedIDs() throws {
    let scratch = try Scratch()
    let path = try write(
      scratch,
      (0..<4).map { (square(x + 100 * Double($0), y), dltb("0101", "水田", id: $0 == 3 ? "" : "A")) })
    let outcome = try importing(path)
    #expect(outcome.sink.accepted.map(\.id) == ["A", "A#2", "A#3", "@3"])
    #expect(outcome.codes.contains("import.ids-repeated"))
    #expect(outcome.codes.contains("import.ids-missing"))
  }

  @Test("A small bow-tie is repaired and listed, a large one is rejected")
  func invalid() throws {
    let scratch = try Scratch()
    // The last corner goes 0.5 mm beyond the first edge, then 50 m.
    func tie(_ x: Double, _ over: Double) -> String {
      "[[\(x),\(y)],[\(x + 100),\(y)],[\(x + 100),\(y + 100)],[\(x + 50),\(y - over)],"
        + "[\(x),\(y + 100)],[\(x),\(y)]]"
    }
    let path = try write(
      scratch,
      [
        (tie(x, 0.0005), dltb("0101", "水田", id: "small")),
        (tie(x + 200, 50), dltb("0101", "水田", id: "large")),
      ])
    let outcome = try importing(path)
    #expect(outcome.report.read == 2)
    #expect(outcome.report.accepted == 1 && outcome.report.repaired == 1)
    #expect(outcome.report.repairs.map(\.id) == ["small"])
    #expect(outcome.sink.accepted[0].repair?.problem.contains("Self-intersection") == true)
    #expect(outcome.sink.rejected.map(\.reason) == [.invalid])
    #expect(try GEOS().isValid(outcome.sink.accepted[0].geometry))
    let lenient = try importing(path) { $0.repair = RepairTolerance(squareMetres: 1e6, share: 1) }
    #expect(lenient.report.accepted == 2 && lenient.report.repaired == 2)
  }

  @Test("No geometry, a polygon without rings, a point, a flat polygon: each is rejected")
  func uselessGeometry() throws {
    let scratch = try Scratch()
    func feature(_ id: Int, _ geometry: String) -> String {
      "{\"type\":\"Feature\",\"properties\":{\(dltb("0101", "水田", id: String(id)))},"
        + "\"geometry\":\(geometry)}"
    }
    let features = [
      feature(1, "null"), feature(2, "{\"type\":\"Polygon\",\"coordinates\":[]}"),
      feature(3, "{\"type\":\"Point\",\"coordinates\":[\(x),\(y)]}"),
      feature(
        4,
        "{\"type\":\"Polygon\",\"coordinates\":[[[\(x),\(y)],[\(x + 9),\(y)],[\(x),\(y)],[\(x),\(y)]]]}"
      ),
      feature(5, "{\"type\":\"Polygon\",\"coordinates\":[\(square(x, y))]}"),
    ]
    let path = try scratch.write(
      "DLTB.geojson",
      "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
        + "{\"name\":\"EPSG:4549\"}},\"features\":[\(features.joined(separator: ","))]}")
    let outcome = try importing(path)
    #expect(outcome.report.read == 5 && outcome.report.accepted == 1)
    #expect(
      outcome.sink.rejected.map(\.reason)
        == [.noGeometry, .noGeometry, .notPolygonal, .collapsed])
  }

  @Test("A feature with a value of two megabytes is rejected; the others are kept")
  func hugeAttribute() throws {
    let scratch = try Scratch()
    let huge = String(repeating: "大", count: 700_000)
    let path = try write(
      scratch,
      [
        (square(x, y), dltb("0101", "水田", id: "A") + ",\"BZ\":\"\(huge)\""),
        (square(x + 100, y), dltb("0101", "水田", id: "B") + ",\"BZ\":\"小\""),
      ])
    let outcome = try importing(path)
    #expect(outcome.sink.rejected.map(\.reason) == [.attributeTooLarge])
    #expect(outcome.sink.rejected[0].detail.en.contains("BZ"))
    #expect(outcome.sink.accepted.map(\.id) == ["B"])
  }

  @Test("An empty layer and an unknown one are refused")
  func emptyAndUnknown() throws {
    let scratch = try Scratch()
    let empty = try write(scratch, [])
    let error = #expect(throws: Diagnostic.self) { try importing(empty) }
    #expect(error.map { ["import.empty-layer", "import.no-polygons"].contains($0.code) } == true)
    let unknown = try write(scratch, named: "things", [(square(x, y), "\"colour\":\"red\"")])
    let refused = #expect(throws: Diagnostic.self) { try importing(unknown) }
    #expect(refused?.code == "import.role-unknown")
    #expect(refused?.message.en.contains("colour") == true)
  }

  @Test("Source columns that clash with Zhitu's own are renamed")
  func columnNames() throws {
    let scratch = try Scratch()
    let path = try write(
      scratch, [(square(x, y), dltb("0101", "水田") + ",\"zt_id\":\"old\",\"geom\":\"g\"")])
    let outcome = try importing(path) { $0.reservedPrefix = "zt_" }
    #expect(outcome.plan.sourceColumns.map(\.name).contains("source_zt_id"))
    #expect(outcome.plan.sourceColumns.map(\.name).contains("source_geom"))
    #expect(outcome.value("source_zt_id", of: 0) == .text("old"))
    let lower = outcome.plan.sourceColumns.map { $0.name.lowercased() }
    #expect(Set(lower).count == lower.count)
  }

  @Test("A cancelled import throws and reports no counts")
  func cancelled() throws {
    let scratch = try Scratch()
    let path = try write(scratch, [(square(x, y), dltb("0101", "水田"))])
    let job = Job()
    job.cancellation.cancel()
    #expect(throws: Cancelled.self) { try importing(path, job: job) }
  }
}

@Suite("Plans and control lines")
struct ControlImportTests {
  private let x = 550_000.0
  private let y = 3_320_000.0

  private func write(
    _ scratch: Scratch, _ name: String, _ features: [(ring: String, properties: String)]
  ) throws -> String {
    try scratch.write("\(name).geojson", geoJSON(crs: "4549", features))
  }

  private func measure(_ id: String, _ more: String) -> String {
    "\"BSM\":\"\(id)\",\"ZZBH\":\"\(id)\",\"XMDM\":\"P1\",\"XMMC\":\"项目一\",\"ZTMC\":\"稻田\","
      + "\"SSZT\":\"国投\",\"DLBM\":\"0101\",\"DLMC\":\"水田\"," + more
  }

  @Test("A measure carries element, project, stage and its cost in fen; a wrong one is rejected")
  func plan() throws {
    let scratch = try Scratch()
    let path = try write(
      scratch, "ZZTB",
      [
        (square(x, y), measure("A", "\"ZZYS\":\"农用地\",\"JD\":2,\"TZJE\":1234.565")),
        (square(x + 100, y), measure("B", "\"ZZYS\":\"地铁\",\"JD\":1,\"TZJE\":1")),
        (square(x + 200, y), measure("C", "\"ZZYS\":\"村庄\",\"JD\":0,\"TZJE\":1")),
        (square(x + 300, y), measure("D", "\"ZZYS\":\"村庄\",\"JD\":1,\"TZJE\":-5")),
        (square(x + 400, y), measure("E", "\"ZZYS\":\"X\",\"JD\":null,\"TZJE\":null")),
      ])
    let outcome = try importing(path) { $0.classSystem = .sd3Work }
    #expect(outcome.plan.role == .plan)
    #expect(outcome.sink.accepted.map(\.id) == ["A", "E"])
    #expect(outcome.sink.rejected.map(\.reason) == [.planElement, .planStage, .planCost])
    #expect(outcome.value(.element, of: 0) == .text("农用地"))
    #expect(outcome.value(.projectName, of: 0) == .text("项目一"))
    #expect(outcome.value(.group, of: 0) == .text("稻田"))
    #expect(outcome.value(.implementer, of: 0) == .text("国投"))
    #expect(outcome.value(.stage, of: 0) == .integer(2))
    #expect(outcome.value(.cost, of: 0) == .integer(123_457))
    #expect(outcome.value(.cost, of: 1) == .null)
    #expect(outcome.value(.area, of: 0) == .integer(1_000_000))
  }

  @Test("Zones of the development boundary by their full names; others with a warning")
  func developmentBoundary() throws {
    let scratch = try Scratch()
    let path = try write(
      scratch, "CZKFBJ",
      [
        (square(x, y), "\"BSM\":\"1\",\"GHFQMC\":\"城镇集中建设区\",\"MJ\":10000"),
        (square(x + 100, y), "\"BSM\":\"2\",\"GHFQMC\":\"弹性发展区\",\"MJ\":10000"),
        (square(x + 200, y), "\"BSM\":\"3\",\"GHFQMC\":\"远期\",\"MJ\":10000"),
      ])
    let outcome = try importing(path)
    #expect(outcome.plan.role == .udb && outcome.plan.classSystem == nil)
    #expect(
      outcome.sink.accepted.indices.map { outcome.value(.zone, of: $0) }
        == [.text("集中建设区"), .text("弹性发展区"), .text("远期")])
    #expect(outcome.codes == ["import.zone-unknown"])
  }

  @Test("A red line in km² is recognised as such; areas that fit no unit are a warning")
  func areaUnits() throws {
    let scratch = try Scratch()
    let fields = "\"BSM\":\"1\",\"MC\":\"山\",\"QYMJ\":"
    let kilometres = try write(scratch, "STBHHX", [(square(x, y, 1000), fields + "1.002")])
    let unit = try importing(kilometres).report.diagnostics.first
    #expect(unit?.code == "import.area-unit" && unit?.severity == .info)
    #expect(unit?.message.en.contains("km²") == true)
    let metres = try write(scratch, "STBHHX", [(square(x, y, 1000), fields + "1000100")])
    #expect(try importing(metres).report.diagnostics.isEmpty)
    let wrong = try write(scratch, "STBHHX", [(square(x, y, 1000), fields + "7")])
    #expect(try importing(wrong).report.diagnostics.map(\.severity) == [.warning])
  }

  @Test("Farmland protection, units, parks and villages get id, name and zone")
  func others() throws {
    let scratch = try Scratch()
    let cases: [(String, String, ImportRole, Value, Value)] = [
      (
        "YJJBNTTB", "\"BSM\":\"1\",\"XZQDM\":\"330211\",\"ZLDWMC\":\"南村\",\"YJJBNTTBMJ\":10000",
        .pbf, .text("南村"), .text("330211")
      ),
      (
        "XZQ", "\"BSM\":\"1\",\"XZQDM\":\"330211\",\"XZQMC\":\"镇海\"", .township, .text("镇海"),
        .text("330211")
      ),
      (
        "CJDCQ", "\"BSM\":\"1\",\"ZLDWDM\":\"330211001\",\"ZLDWMC\":\"北村\"", .village, .text("北村"),
        .text("330211001")
      ),
      ("GYYQ", "\"BSM\":\"1\",\"MC\":\"园区\"", ImportRole(known: "park"), .text("园区"), .null),
      ("LSSCGNQ", "\"BSM\":\"1\",\"MC\":\"粮功区\"", ImportRole(known: "grain"), .text("粮功区"), .null),
      ("HHGLFW", "\"BSM\":\"1\"", ImportRole(known: "water"), .null, .null),
      (
        "TSCZ", "\"BSM\":\"1\",\"MC\":\"古村\",\"LX\":\"特色保护\"", .protected, .text("古村"),
        .text("特色保护")
      ),
    ]
    for (layer, properties, role, name, zone) in cases {
      let path = try write(scratch, layer, [(square(x, y), properties)])
      let outcome = try importing(path)
      #expect(outcome.plan.role == role)
      #expect(outcome.value(.name, of: 0) == name, "\(layer)")
      #expect(outcome.value(.zone, of: 0) == zone, "\(layer)")
      #expect(outcome.value(.area, of: 0) == .integer(1_000_000), "\(layer)")
    }
  }
}
