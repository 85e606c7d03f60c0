import Foundation
import Groundwork
import Storage
import Survey
import TestSupport
import Testing
import VectorFiles
import Workbench

@Suite("Defaults from a file")
struct ImportDefaultsTests {
  private func file(_ scratch: Scratch, _ name: String, _ properties: [String]) throws -> String {
    let features = properties.enumerated().map { index, text in
      (ring: square(500_000 + Double(index) * 200, 3_300_000), properties: text)
    }
    return try scratch.write(name, geoJSON(crs: "4549", features))
  }

  private func defaults(_ path: String) throws -> ImportDefaults {
    let source = try VectorSource(path: path)
    return ImportDefaults(source, try source.layer(named: nil))
  }

  private func survey(_ years: [Int]) -> [String] {
    years.enumerated().map { index, year in
      "\"BSM\":\"\(index)\",\"DLBM\":\"0101\",\"DLMC\":\"水田\",\"SJNF\":\(year)"
    }
  }

  @Test("the year that all patches state is the epoch, unless the layer's name says one")
  func year() throws {
    let scratch = try Scratch()
    let path = try file(scratch, "dltb.geojson", survey([2021, 2021]))
    #expect(try defaults(path).epoch() == "2021")
    let workspace = try Workspace.openOrCreate(scratch.path + "/w.gpkg")
    defer { workspace.close() }
    let outcomes = try Workbench(workspace).importFile(path, options: ImportOptions())
    #expect(outcomes.map(\.record.epoch) == ["2021"])
    let named = try file(scratch, "dltb_2019.geojson", survey([2021, 2021]))
    let other = try Workbench(workspace).importFile(named, options: ImportOptions())
    #expect(other.map(\.record.epoch) == ["2019"])
  }

  @Test("several years, or none, are not guessed at", arguments: [[2021, 2021, 2020], []])
  func severalYears(years: [Int]) throws {
    let scratch = try Scratch()
    let rows = years.isEmpty ? ["\"DLBM\":\"0101\",\"DLMC\":\"水田\""] : survey(years)
    let path = try file(scratch, "dltb.geojson", rows)
    #expect {
      try defaults(path).epoch()
    } throws: { error in
      guard let diagnostic = error as? Diagnostic else { return false }
      let said = diagnostic.message.zh
      return diagnostic.code == "import.epoch-missing"
        && (years.isEmpty || said.contains("2021 × 2, 2020 × 1"))
        && diagnostic.remedy?.zh.contains("--epoch") == true
    }
  }

  @Test(
    "for a layer whose values fit a built-in crosswalk, it is suggested with the field and the year"
  )
  func crosswalk() throws {
    let scratch = try Scratch()
    let rows = [(30, 71, 71), (71, 71, 30), (30, 30, 71)].map {
      "\"Class_2001\":\($0.0),\"Class_2018\":\($0.1),\"Other\":\($0.2),\"LCDB_UID\":\"x\""
    }
    let path = try file(scratch, "cover.geojson", rows)
    let suggestion = try #require(try defaults(path).suggestion())
    #expect(suggestion.crosswalk == "lcdb" && suggestion.field == "Class_2018")
    let workspace = try Workspace.openOrCreate(scratch.path + "/w.gpkg")
    defer { workspace.close() }
    #expect {
      try Workbench(workspace).importFile(path, options: ImportOptions())
    } throws: { error in
      let remedy = (error as? Diagnostic)?.remedy?.en ?? ""
      return remedy.contains("--crosswalk lcdb --class-field Class_2018 --epoch 2018")
    }
  }

  @Test("values that fit no crosswalk give no suggestion")
  func noCrosswalk() throws {
    let scratch = try Scratch()
    let path = try file(
      scratch, "other.geojson", ["\"kind\":\"wetland-x\"", "\"kind\":\"dune-y\""])
    #expect(try defaults(path).suggestion() == nil)
  }

  @Test("the only plan and the earliest epoch are chosen; with several the user is asked")
  func planAndBase() throws {
    let scratch = try Scratch()
    let workspace = try Workspace.openOrCreate(scratch.path + "/w.gpkg")
    defer { workspace.close() }
    let bench = Workbench(workspace)
    #expect { try bench.onlyPlan() } throws: {
      ($0 as? Diagnostic)?.code == "workspace.no-plan"
    }
    #expect { try bench.baseEpoch() } throws: {
      ($0 as? Diagnostic)?.code == "workspace.no-survey"
    }
    for name in ["甲", "乙"] {
      try workspace.write { writer in
        _ = try writer.createLayer(
          LayerRecord(name: "plan_\(name)", role: .plan, plan: name, title: name), geometry: .none,
          columns: [])
      }
      if name == "甲" { #expect(try bench.onlyPlan() == "甲") }
    }
    #expect { try bench.onlyPlan() } throws: { error in
      guard let diagnostic = error as? Diagnostic else { return false }
      return diagnostic.code == "workspace.which-plan"
        && diagnostic.remedy?.zh.contains("甲") == true
    }
  }
}
