import Foundation
import Groundwork
import Storage
import Survey
import TestSupport
import Testing
import Workbench

@Suite("Looking at a file before it is imported")
struct ImportInspectionTests {
  private func features(_ count: Int, _ properties: String) -> [(ring: String, properties: String)]
  {
    (0..<count).map { (square(652_000 + Double($0) * 100, 3_316_000), properties) }
  }

  private let patch = "\"BSM\":\"1\",\"DLBM\":\"0101\",\"DLMC\":\"水田\",\"TBMJ\":10000"

  /// Whatever the inspection says, the import does; and the inspection writes nothing.
  @Test("the inspection says what the import then does")
  func agrees() throws {
    let scratch = try Scratch()
    let file = try scratch.write("DLTB_2021.geojson", geoJSON(crs: "4549", features(3, patch)))
    let path = scratch.path + "/w.gpkg"
    let bench = Workbench(try Workspace.openOrCreate(path))
    defer { bench.workspace.close() }
    let found = try bench.inspect(file, statedAs: "来件.geojson")
    #expect(!FileManager.default.fileExists(atPath: path))
    let layer = try #require(found.layers.first)
    #expect(found.file == "来件.geojson" && found.layers.count == 1)
    #expect(layer.role?.value == "survey" && layer.chosen && layer.refusal == nil)
    #expect(layer.role?.reason.zh.contains("DLTB_2021") == true)
    #expect(layer.epoch?.value == "2021")
    #expect(layer.crs?.value == "EPSG:4549")
    #expect(layer.classes == "DLBM" && layer.ids == ["BSM"])
    #expect(layer.target?.name == "survey_2021" && layer.target?.replaced == nil)
    let extent = try #require(layer.extent)
    #expect((118...123).contains(extent[0]) && (29...31).contains(extent[1]))
    #expect(layer.fields.first { $0.name == "DLMC" }?.examples == ["水田"])
    let outcomes = try bench.importFile(
      file,
      choices: [
        LayerChoice(
          {
            var o = ImportOptions(); o.layer = layer.name; return o
          }())
      ],
      statedAs: "来件.geojson")
    #expect(outcomes.map(\.record.name) == ["survey_2021"])
    #expect(outcomes.map(\.record.epoch) == [layer.epoch?.value])
    #expect(outcomes.map(\.record.classSystem) == [layer.system?.value])
    #expect(outcomes.first?.record.provenance?.file == "来件.geojson")
    #expect(try bench.inspect(file).layers.first?.target?.replaced == 3)
  }

  @Test("what is missing is said with the layer, and a decision mends it")
  func missing() throws {
    let scratch = try Scratch()
    let file = try scratch.write("地块.geojson", geoJSON(crs: "4549", features(2, patch)))
    let bench = Workbench(try Workspace.openOrCreate(scratch.path + "/w.gpkg"))
    defer { bench.workspace.close() }
    let first = try #require(try bench.inspect(file).layers.first)
    #expect(first.refusal?.code == "import.epoch-missing")
    #expect(first.refusal?.file == "地块.geojson")
    #expect(first.role?.reason.zh.contains("DLBM") == true)
    var options = ImportOptions()
    options.layer = first.name
    options.epoch = "2020"
    let mended = try #require(
      try bench.inspect(file, choices: [LayerChoice(options)]).layers.first)
    #expect(mended.refusal == nil && mended.epoch?.value == "2020")
    #expect(mended.epoch?.reason.en == "as you specified")
  }

  @Test("layers that are no polygons, and unknown ones, are told apart")
  func others() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "x.geojson", geoJSON(crs: "4549", features(1, "\"name\":\"a\"")))
    let bench = Workbench(try Workspace.openOrCreate(scratch.path + "/w.gpkg"))
    defer { bench.workspace.close() }
    let layer = try #require(try bench.inspect(file).layers.first)
    #expect(layer.role == nil && layer.refusal?.code == "import.role-unknown")
    let text = try scratch.write("notes.txt", "hello")
    #expect(throws: Diagnostic.self) { try bench.inspect(text) }
  }

  @Test("what was set aside is told with reason and ground")
  func setAside() throws {
    let scratch = try Scratch()
    // A bow tie cannot be repaired without losing half of it.
    let corners = [(0, 0), (100, 100), (100, 0), (0, 100), (0, 0)]
      .map { "[\(652_500 + $0.0),\(3_316_000 + $0.1)]" }
    let odd = (ring: "[" + corners.joined(separator: ",") + "]", properties: patch)
    let file = try scratch.write(
      "DLTB_2021.geojson", geoJSON(crs: "4549", features(2, patch) + [odd]))
    let bench = Workbench(try Workspace.openOrCreate(scratch.path + "/w.gpkg"))
    defer { bench.workspace.close() }
    _ = try bench.importFile(file, options: ImportOptions())
    let aside = try bench.setAside(of: "survey_2021", limit: 10)
    #expect(aside.map(\.reason) == ["invalid"])
    #expect(aside.first?.geometry != nil && aside.first?.remedy != nil)
    #expect(try bench.setAside(of: "plan_none", limit: 10).isEmpty)
  }
}
