import Flow
import Foundation
import Groundwork
import Records
import Sample
import Storage
import Survey
import Workbench

/// The plan of the sample district opened for trying changes; made once, kept in memory.
struct SampleTrial {
  var trial: PlanTrial
  var base: FlowSide
  var meter: AreaMeter

  static let made = Result { try SampleTrial(seed: 7) }

  private init(seed: UInt64) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-workbench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let sample = folder.appendingPathComponent("sample.gpkg").path
    try SampleDistrict.generate(seed: seed).write(to: sample)
    let workspace = try Workspace.openOrCreate(folder.appendingPathComponent("w.gpkg").path)
    defer { workspace.close() }
    let bench = Workbench(workspace)
    _ = try bench.importFile(sample, options: ImportOptions(), plan: "demo")
    trial = try bench.trial(plan: "demo", area: .official)
    base = try RecordReader(workspace).side(trial.base, named: "2023", area: .official)
    meter = try bench.meter()
  }
}
