import Classes
import Foundation
import Geometry
import Groundwork
import Quality
import Records
import Storage

extension Workbench {
  /// Runs the quality checks on a survey epoch, with the village and township units if there are any.
  ///
  /// - Parameter limit: the bytes of memory that the process may take; the findings are the same.
  /// - Throws: `Diagnostic`, such as `check.memory` if that is too little, before anything is read.
  public func check(
    epoch: String, options: CheckOptions = CheckOptions(), memory limit: Int? = nil
  ) throws -> CheckReport {
    let record = try survey(epoch)
    let system = record.classSystem.flatMap(LandClassSystem.init(named:))
    let memory = try memory(forCheckOf: epoch, limit)
    var options = options
    options.bucketBytes = memory.bucketBytes
    return try SpillFile.explaining("check.spill") {
      try QualityCheck.run(
        CheckInput(
          patches: checkPatches(record, memory),
          villages: workspace.layer(role: .village).map(checkLayer),
          counties: workspace.layer(role: .township).map(checkLayer), crs: crs(),
          classSystem: system ?? .sd3Work),
        options: options, job: job)
    }
  }

  /// The memory budget of a check.
  ///
  /// - Throws: `Diagnostic` `check.memory` if the limit is too low for the epoch.
  @discardableResult
  public func memory(forCheckOf epoch: String, _ limit: Int?) throws -> CheckMemory {
    guard let limit else { return CheckMemory() }
    return try CheckMemory(limit: limit, patches: survey(epoch).featureCount)
  }

  /// A small layer, in memory.
  private func checkLayer(_ record: LayerRecord) throws -> CheckLayer {
    var features: [Feature] = []
    try forEachFeature(of: record) { features.append($0) }
    return CheckLayer(
      name: record.name, columns: try workspace.columns(of: record.name), features: features)
  }

  /// The patches; in a temporary file where there are many.
  private func checkPatches(_ record: LayerRecord, _ memory: CheckMemory) throws -> CheckPatches {
    let store = FeatureStore(limit: memory.patchBytes)
    try forEachFeature(of: record) { try store.append($0) }
    try store.finish()
    return CheckPatches(
      name: record.name, columns: try workspace.columns(of: record.name), store: store)
  }

  private func forEachFeature(
    of record: LayerRecord, _ body: (Feature) throws -> Void
  ) throws {
    job.progress.begin(
      Localized(zh: "读取 \(record.title)", en: "Reading \(record.name)"),
      total: record.featureCount)
    var done = 0
    try workspace.forEachFeature(in: record.name) { feature in
      try body(feature)
      done += 1
      if done % 256 == 0 {
        try job.cancellation.check()
        job.progress.advance(to: done)
      }
    }
    job.progress.end()
  }

  /// Stores the findings of one or more epochs, all or none: for each the point layer
  /// `finding_<epoch>` and a document of kind `check`.
  public func keep(_ reports: [(epoch: String, report: CheckReport)]) throws {
    let isSynthetic = try isSynthetic()
    try workspace.write { writer in
      for (epoch, report) in reports {
        try keep(report, epoch: epoch, isSynthetic: isSynthetic, in: writer)
      }
    }
  }

  private func keep(
    _ report: CheckReport, epoch: String, isSynthetic: Bool, in writer: WorkspaceWriter
  ) throws {
    var record = LayerRecord(
      name: "", role: .findings, epoch: epoch, title: "检查结果 \(epoch)", synthetic: isSynthetic)
    record.name = Workbench.layerName(
      LayerName.findings(epoch), for: record, in: try writer.reader.layers())
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let body = Array(try encoder.encode(report))
    let layer = try writer.createLayer(
      record, geometry: .point,
      columns: [
        Column("rule", .text), Column("severity", .text), Column("layer", .text),
        Column("feature", .text), Column("other", .text), Column("field", .text),
        Column("value", .real), Column("tolerance", .real), Column("unit", .text),
        Column("message_zh", .text), Column("message_en", .text),
      ])
    func text(_ value: String?) -> Value { value.map { .text($0) } ?? .null }
    func real(_ value: Double?) -> Value { value.map { .real($0) } ?? .null }
    for finding in report.findings {
      let values: [Value] = [
        .text(finding.rule), .text(finding.severity.rawValue), .text(finding.layer),
        text(finding.feature), text(finding.other), text(finding.field), real(finding.value),
        real(finding.tolerance), text(finding.unit), .text(finding.message.zh),
        .text(finding.message.en),
      ]
      if let x = finding.x, let y = finding.y {
        try layer.append(point: (x, y), values: values)
      } else {
        try layer.append(geometry: nil, values: values)
      }
    }
    try layer.finish()
    try present(record, in: writer)
    try writer.putDocument(.check, key: epoch, body: body)
  }
}
