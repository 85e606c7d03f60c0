import Geodesy
import Geometry
import Groundwork
import Quality
import Sample
import Testing

@Suite("The sample passes the project's own checks")
struct CheckTests {
  @Test("no error and no warning in either epoch", arguments: Districts.seeds)
  func clean(seed: UInt64) throws {
    let district = try Districts.of(seed)
    func layer(_ name: String) throws -> CheckLayer {
      let layer = try #require(district.layer(name))
      return CheckLayer(name: name, columns: layer.columns, features: layer.features)
    }
    var options = CheckOptions()
    options.disabled = []
    options.spikeAngle = 10
    for name in ["DLTB_2023", "DLTB_2024"] {
      let patches = try layer(name)
      let input = CheckInput(
        patches: patches, villages: try layer("CJDCQ"), counties: try layer("XZQ"),
        crs: try CoordinateReferenceSystem(epsg: SampleDistrict.epsg))
      let report = try QualityCheck.run(input, options: options, job: Job(threads: 2))
      #expect(report.skipped.isEmpty)
      for finding in report.findings.prefix(30) {
        let row = patches.features.first { $0.fid == finding.fid }
        Issue.record("\(finding.message.en) \(row.map { "\($0.values[3...18])" } ?? "")")
      }
      #expect(report.findings.isEmpty, "\(report.countsByRule)")
    }
  }
}
