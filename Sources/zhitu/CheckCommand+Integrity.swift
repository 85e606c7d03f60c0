import Groundwork
import Storage
import Workbench

extension CheckCommand {
  /// Reads the whole workspace and compares it with its hashes. Exit status 1 if anything differs.
  func checkIntegrity() throws {
    let job = common.start()
    let bench = try workspace.open(job)
    defer { bench.workspace.close() }
    let report = try bench.workspace.integrity(job: job)
    if common.json { try Console.json(report) }
    common.say(
      Localized(
        zh: "完整的图层 \(report.soundLayers.count)，完整的文档 \(report.soundDocuments)，"
          + "完整的日志 \(report.soundEvents) 条，问题 \(report.problems.count)",
        en: "\(report.soundLayers.count) layers, \(report.soundDocuments) documents and"
          + " \(report.soundEvents) events are unchanged;"
          + " \(report.problems.count) problems"))
    if !report.unsealedLayers.isEmpty {
      common.say(
        Localized(
          zh: "  旧版本写入、尚无校验值（下次写入时补上）：\(report.unsealedLayers.joined(separator: "、"))",
          en: "  written by an older version and without hashes (the next write adds them): "
            + report.unsealedLayers.joined(separator: ", ")))
    }
    common.tell(report.problems)
    if !report.isSound { throw ExitStatus.findings }
  }
}
