import Geometry
import Groundwork
import Quality
import Testing

@Suite struct RealCheckTests {
  @Test(.enabled(if: CheckData.folder != nil))
  func cadastreOfMiyako() throws {
    let layer = try CheckData.layer("real/miyako_cadastre.gpkg")
    #expect(layer.features.count == 7129)
    let clock = ContinuousClock()
    var report = CheckReport(layer: "", featureCount: 0)
    let time = try clock.measure {
      report = try QualityCheck.run(CheckInput(patches: layer), job: Job(threads: 2))
    }
    print("miyako: \(time), overlaps \(report.overlapTotal) m², gaps \(report.gapTotal) m²")
    for (rule, count) in report.countsByRule.sorted(by: { $0.key < $1.key }) {
      print("  \(rule) \(count)")
    }
    #expect(report.countsByRule["GEO-INVALID"] == 59)
    #expect(abs(report.overlapTotal - 580) < 10)
    #expect(report.countsByRule["TOP-NOT-COMPUTABLE"] == nil)
    let single = try QualityCheck.run(CheckInput(patches: layer))
    #expect(single.findings == report.findings)
  }

  @Test(.enabled(if: CheckData.folder != nil))
  func farmlandBenchmark() throws {
    let layer = try CheckData.layer("benchmark/bishan_clone_seed0.gpkg.zip")
    #expect(layer.features.count == 50_706)
    let clock = ContinuousClock()
    var report = CheckReport(layer: "", featureCount: 0)
    let time = try clock.measure {
      report = try QualityCheck.run(CheckInput(patches: layer), job: Job(threads: 2))
    }
    print("bishan: \(time), overlaps \(report.overlapTotal) m², gaps \(report.gapTotal) m²")
    for (rule, count) in report.countsByRule.sorted(by: { $0.key < $1.key }) {
      print("  \(rule) \(count)")
    }
    #expect(report.countsByRule["TOP-NOT-COMPUTABLE"] == nil)
  }
}

@Suite struct CheckSpeedTests {
  @Test func fiftyThousandPatches() throws {
    let fixture = try CheckFixture(columns: 250, rows: 200)
    let clock = ContinuousClock()
    var report = CheckReport(layer: "", featureCount: 0)
    let time = try clock.measure {
      report = try QualityCheck.run(fixture.input, job: Job(threads: 2))
    }
    print("50,000 clean patches: \(time)")
    #expect(report.findings.isEmpty)
  }
}
