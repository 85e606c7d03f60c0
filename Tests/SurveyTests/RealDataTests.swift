import Classes
import Foundation
import Geodesy
import Geometry
import Groundwork
import Survey
import TestSupport
import Testing
import VectorFiles

@Suite("Real surveys", .enabled(if: SharedData.isPresent))
struct RealDataTests {
  private func real(_ name: String) -> String { SharedData.path("real/" + name) }

  @Test(
    "A cadastre with 59 invalid polygons: each is repaired or rejected, and the counts are consistent"
  )
  func miyako() throws {
    let outcome = try importing(real("miyako_cadastre.gpkg")) {
      $0.crosswalk = try Crosswalk.load("cadastre")
    }
    let report = outcome.report
    #expect(report.read == 7129)
    #expect(report.accepted + report.rejected == report.read)
    #expect(report.repaired + report.rejected == 59)
    #expect(outcome.sink.accepted.count == report.accepted)
    #expect(outcome.sink.rejected.count == report.rejected)
    #expect(Set(outcome.sink.accepted.map(\.id)).count == report.accepted)
    #expect(outcome.plan.classSystem == nil)
  }

  @Test("Rural Tamana through the PLATEAU crosswalk: every class value is known")
  func tamana() throws {
    let outcome = try importing(real("tamana_luse_2022.gpkg")) {
      $0.crosswalk = try Crosswalk.load("plateau")
    }
    #expect(outcome.report.read == 363)
    #expect(outcome.report.rejectedByReason[.classUnknown] == nil)
    let paddy = outcome.sink.accepted.indices.filter {
      outcome.value(.sourceClass, of: $0) == .text("田")
    }
    #expect(paddy.count == 57)
    #expect(paddy.allSatisfy { outcome.value(.landClass, of: $0) == .text("0101") })
  }

  @Test(
    "The two epochs of Blenheim", arguments: [("T1996", 732), ("T2018", 895)])
  func blenheim(epoch: String, count: Int) throws {
    let outcome = try importing(real("lcdb5_blenheim_\(epoch).gpkg")) {
      $0.crosswalk = try Crosswalk.load("lcdb")
    }
    #expect(outcome.report.read == count)
    #expect(outcome.report.accepted == count)
    #expect(outcome.plan.epoch == String(epoch.dropFirst()))
    #expect(outcome.plan.targetCRS.authority?.code == 2193)
  }

  @Test("The layer of five epochs is read by the requested epoch, and refused without one")
  func epochs() throws {
    let path = real("lcdb5_blenheim.gpkg")
    let old = try importing(path) {
      $0.crosswalk = try Crosswalk.load("lcdb")
      $0.epoch = "1996"
    }
    let new = try importing(path) {
      $0.crosswalk = try Crosswalk.load("lcdb")
      $0.epoch = "2018"
    }
    #expect(old.report.read == 1331 && new.report.read == 1331)
    let changed = (0..<min(old.report.accepted, new.report.accepted)).count {
      old.value(.sourceClass, of: $0) != new.value(.sourceClass, of: $0)
    }
    #expect(changed > 300)
    let error = #expect(throws: Diagnostic.self) {
      try importing(path) { $0.crosswalk = try Crosswalk.load("lcdb") }
    }
    #expect(error?.code == "import.class-field-missing")
  }

  @Test(
    "New Guinea from a zipped FlatGeobuf in a system of its own",
    arguments: [("2001", 59_236), ("2015", 60_027)])
  func newGuinea(epoch: String, count: Int) throws {
    let outcome = try importing(real("ng_landcover_\(epoch).fgb.zip")) {
      $0.crosswalk = try Crosswalk.load("cci")
    }
    #expect(outcome.report.read == count)
    #expect(outcome.report.accepted + outcome.report.rejected == count)
    #expect(outcome.report.rejectedByReason[.classUnknown] == nil)
  }

  @Test(
    "The farmland benchmark, whose coordinates have no location",
    arguments: [("bishan_clone", 50_706), ("plain_small_cons", 19_362)])
  func benchmark(name: String, count: Int) throws {
    let path = SharedData.path("benchmark/\(name)_seed0.gpkg.zip")
    let outcome = try importing(path) {
      $0.crosswalk = try Crosswalk.load("farmland-benchmark")
    }
    #expect(outcome.report.read == count)
    #expect(outcome.report.accepted + outcome.report.rejected == count)
    #expect(!outcome.plan.checksPosition)
    let refused = #expect(throws: Diagnostic.self) {
      try importing(path) {
        $0.classField = "DLBM"
        $0.classSystem = .gbt21010
      }
    }
    #expect(refused?.code == "import.crs-zone")
  }
}
