import EventLog
import Foundation
import Groundwork
import Programme
import Sample
import Storage
import Survey
import Testing
import Workbench

@Suite("The library of potential renews itself")
struct PotentialRenewalTests {
  @Test("only where it is out of date, by the timer, with the rules of the last survey")
  func renews() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-renewal-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let district = try SampleDistrict.generate(seed: 7)
    let sample = folder.appendingPathComponent("sample.gpkg").path
    let guides = folder.appendingPathComponent("guides.gpkg").path
    try district.write(to: sample)
    try district.writeGuides(to: guides)
    let workspace = try Workspace.openOrCreate(folder.appendingPathComponent("w.gpkg").path)
    defer { workspace.close() }
    let bench = Workbench(workspace)
    _ = try bench.importFile(sample, options: ImportOptions(), plan: "demo")
    let now = WallClock.now()
    // There is no first survey of its own accord.
    #expect(try bench.renewPotential(at: now) == [])
    #expect(try !bench.hasPotentialLibrary())

    // One task alone, from a file of the county's own.
    let rules = folder.appendingPathComponent("vacant.yaml")
    let home = try ProgramHome.path("Policies/potential/vacant.yaml")
    let text = try String(contentsOfFile: home, encoding: .utf8)
    try text.write(to: rules, atomically: true, encoding: .utf8)
    let own = PotentialRequest(
      epoch: "2024", rules: try PotentialRules.read(rules.path), rulesFrom: rules.path)
    try bench.keepSurvey(
      own,
      by: DeedContext(
        actor: Actor(person: "a", name: "甲", role: "planner", organisation: "centre"), time: now))
    #expect(try bench.renewPotential(at: now.adding(seconds: 60)) == [])
    #expect(try bench.potentialHistory().count == 1)

    // Polygons that an office issued come in.
    _ = try bench.importFile(guides, options: ImportOptions())
    let reasons = try bench.renewPotential(at: now.adding(seconds: 120))
    #expect(reasons.map(\.zh) == ["图层“潜力指引图斑”已补上"])
    let history = try bench.potentialHistory()
    #expect(history.map(\.actor.person) == ["a", "system:timer"])
    let library = try bench.potentialLibrary()
    #expect(library.record.rules.tasks.map(\.id) == ["vacant"])
    #expect((library.record.guides?.answers.count ?? 0) > 100)
    #expect(library.record.changes.isEmpty)
    #expect(try bench.renewPotential(at: now.adding(seconds: 180)) == [])

    // A parameter changes.
    try text.replacing("smaller_than_m2: 200", with: "smaller_than_m2: 2000")
      .write(to: rules, atomically: true, encoding: .utf8)
    let changed = try bench.renewPotential(at: now.adding(seconds: 240))
    #expect(changed.map(\.zh) == ["规则已改变：存量空闲地盘活"])
    #expect(try bench.potentialLibrary().record.changes.contains { $0.kind == .went })
  }
}
