import EventLog
import Flow
import Foundation
import Groundwork
import Policy
import Records
import Sample
import Storage
import Survey

extension Workbench {
  /// The name of the sample's file in the record of provenance.
  private static let sampleFile = "sample.gpkg"

  /// Whether the sample may be created here: no other data have been imported.
  public func mayTakeSample() throws -> Bool {
    try workspace.layers().allSatisfy { $0.synthetic && isMadeOfSample($0) }
  }

  private func isMadeOfSample(_ record: LayerRecord) -> Bool {
    record.provenance.map { $0.file == Workbench.sampleFile } ?? true
  }

  /// Fills the workspace with the synthetic district: layers, planned state, flow, verdicts, the
  /// fictional people with their history, a potential library, proposals of adjustment, and three
  /// scenarios of the plan. The next call completes the work of an interrupted one.
  ///
  /// - Parameters:
  ///   - book: The rules of the verification.
  ///   - date: The day of the verification.
  /// - Throws: ``Groundwork/Diagnostic`` `sample.not-empty`; ``Groundwork/Cancelled``.
  public func makeSample(seed: UInt64 = 7, book: RuleBook, on date: CalendarDate) throws {
    guard try mayTakeSample() else {
      throw Diagnostic(
        code: "sample.not-empty",
        Localized(
          zh: "工作空间中已有数据，不能再放入样例。",
          en: "The workspace contains data already; the sample can only go"
            + " into an empty one."),
        remedy: Localized(
          zh: "用新的工作空间：zhitu serve --workspace 样例.gpkg。",
          en: "Use a new workspace: zhitu serve --workspace sample-workspace.gpkg."),
        file: workspace.path)
    }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-sample-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { Workbench.remove(folder) }
    let district = try SampleDistrict.generate(seed: seed, job: job)
    let file = folder.appendingPathComponent(Workbench.sampleFile).path
    try district.write(to: file, job: job)
    let register = folder.appendingPathComponent("register.yaml")
    try district.register().write(to: register, atomically: true, encoding: .utf8)
    _ = try importFile(
      file, options: .init(), plan: SampleDeeds.plan, statedAs: Workbench.sampleFile)
    let guides = folder.appendingPathComponent("guides.gpkg").path
    try district.writeGuides(to: guides, job: job)
    _ = try importFile(guides, options: .init(), statedAs: Workbench.sampleFile)
    let epochs = try epochs()
    try keep(lay(plan: SampleDeeds.plan, base: epochs[0], area: .official))
    for later in epochs.dropFirst() {
      let ledger = try flow(from: epochs[0], to: later, area: .official)
      try workspace.write { try keep(ledger, in: $0) }
    }
    let verification = try verify(
      plan: SampleDeeds.plan, base: epochs[0], book: book, on: date, registers: [register.path])
    try keep(verification, verification.evaluation.json())
    if try workspace.readEvents({ try $0.logHeader() }) == nil {
      try tellSampleHistory(of: district)
    }
    try surveySample(district)
    try adjustSample(book)
    try orderSampleMonitoring()
    try drawSampleScenarios(book: book, on: date)
  }

  private static func remove(_ folder: URL) {
    // The operating system clears its folder for temporary files.
    _ = try? FileManager.default.removeItem(at: folder)
  }
}
