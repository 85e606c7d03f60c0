import Classes
import Foundation
import Geometry
import Groundwork
import Quality
import Storage

extension Workbench {
  /// Runs the quality checks on a survey epoch, with the village and township units if there are any.
  public func check(epoch: String, options: CheckOptions = CheckOptions()) throws -> CheckReport {
    let record = try survey(epoch)
    let system = record.classSystem.flatMap(LandClassSystem.init(named:))
    return try QualityCheck.run(
      CheckInput(
        patches: checkLayer(record),
        villages: workspace.layer(role: .village).map(checkLayer),
        counties: workspace.layer(role: .township).map(checkLayer), crs: crs(),
        classSystem: system ?? .sd3Work),
      options: options, job: job)
  }

  private func checkLayer(_ record: LayerRecord) throws -> CheckLayer {
    var features: [Feature] = []
    features.reserveCapacity(record.featureCount)
    job.progress.begin(
      Localized(zh: "读取 \(record.title)", en: "Reading \(record.name)"),
      total: record.featureCount)
    try workspace.forEachFeature(in: record.name) { feature in
      features.append(feature)
      if features.count % 256 == 0 {
        try job.cancellation.check()
        job.progress.advance(to: features.count)
      }
    }
    job.progress.end()
    return CheckLayer(
      name: record.name, columns: try workspace.columns(of: record.name), features: features)
  }

  /// Keeps the findings: the point layer `finding_<epoch>` and a document of kind `check`.
  public func keep(_ report: CheckReport, epoch: String) throws {
    let record = LayerRecord(
      name: Workbench.tableName("finding_\(epoch)"), role: .findings, epoch: epoch,
      title: "检查结果 \(epoch)", synthetic: try isSynthetic(workspace.layers()))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let body = Array(try encoder.encode(report))
    try workspace.write { writer in
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
      try writer.putDocument(kind: "check", key: epoch, body: body)
    }
  }
}
