import ArgumentParser
import Groundwork
import Quality
import Storage
import Workbench

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "质量检查 · check the quality of a survey",
    discussion: """
      退出码：有错误级问题为 1；只有警告为 0。结果写入工作空间图层 finding_<年度>。
      Exit status 1 if there are errors, 0 if there are only warnings. Findings go to the layer
      finding_<epoch> of the workspace.
      """)

  @OptionGroup var workspace: WorkspaceOption

  @Option(help: ArgumentHelp("调查年度，缺省为全部 · survey epoch, all by default", valueName: "year"))
  var epoch: String?

  @Option(help: ArgumentHelp("问题清单 · findings as CSV", valueName: "csv"))
  var csv: OutputFile?

  @Option(
    help: ArgumentHelp("内存上限，如 2G、500M · memory limit, such as 2G", valueName: "size"))
  var memory: ByteCount?

  @Flag(
    help: """
      核对完整性：图层、文档和空间索引是否与写入时相同 · check whether layers, documents and \
      spatial indexes are unchanged since they were written
      """)
  var integrity = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    if integrity { return try checkIntegrity() }
    if memory != nil { FreedMemory.returnFreedMemory() }
    let job = common.start()
    try OutputCheck.check([("--csv", csv)], inputs: [workspace.workspace])
    let bench = try workspace.open(job)
    defer { bench.workspace.close() }
    let epochs = try epoch.map { [$0] } ?? bench.epochs()
    if epochs.isEmpty { _ = try bench.survey("") }
    for epoch in epochs { try bench.memory(forCheckOf: epoch, memory?.bytes) }
    var reports: [CheckReport] = []
    for epoch in epochs {
      reports.append(try bench.check(epoch: epoch, memory: memory?.bytes))
    }
    try UnsavedResults.report(to: { common.tell($0) }) {
      try bench.keep(zip(epochs, reports).map { (epoch: $0, report: $1) })
    }
    if let csv {
      try csv.write { write in
        try write(CSV.byteOrderMark + CSV.line(Finding.csvHeader))
        for finding in reports.flatMap(\.findings) { try write(CSV.line(finding.csvFields)) }
      }
    }
    if common.json { try Console.json(reports) }
    for report in reports { show(report) }
    common.label(try bench.isSynthetic())
    if reports.contains(where: { $0.errorCount > 0 }) { throw ExitStatus.findings }
  }

  private func show(_ report: CheckReport) {
    common.say(
      Localized(
        zh: "\(report.layer)：\(report.featureCount) 个图斑，错误 \(report.errorCount)，"
          + "警告 \(report.warningCount)，执行规则 \(report.rulesRun.count) 条",
        en: "\(report.layer): \(report.featureCount) patches, \(report.errorCount) errors, "
          + "\(report.warningCount) warnings, \(report.rulesRun.count) rules"))
    if report.overlapTotal > 0 || report.gapTotal > 0 {
      common.say(
        Localized(
          zh: "  重叠合计 \(Figures.fixed(report.overlapTotal)) m²，"
            + "缝隙合计 \(Figures.fixed(report.gapTotal)) m²",
          en: "  overlaps \(Figures.fixed(report.overlapTotal)) m², "
            + "gaps \(Figures.fixed(report.gapTotal)) m² in all"))
    }
    let counts = report.countsByRule
    for (rule, findings) in Dictionary(grouping: report.findings, by: \.rule)
      .sorted(by: { $0.key < $1.key })
    {
      guard let first = findings.first else { continue }
      let kind =
        first.severity == .error
        ? Localized(zh: "错误", en: "error") : Localized(zh: "警告", en: "warning")
      common.say(
        Localized(
          zh:
            "  \(kind.zh) \(rule) × \(counts[rule] ?? findings.count)：例如 \(first.feature ?? "–") \(first.message.zh)",
          en:
            "  \(kind.en) \(rule) × \(counts[rule] ?? findings.count): e.g. \(first.feature ?? "–") \(first.message.en)"
        ))
    }
    for more in report.unlisted {
      common.say(
        Localized(
          zh: "  \(more.rule) 另有 \(more.count) 处只计数、未逐一列出",
          en: "  \(more.rule): \(more.count) more are counted but not listed"))
    }
    for skipped in report.skipped {
      common.say(
        Localized(
          zh: "  未执行 \(skipped.rule)：\(skipped.reason.zh)",
          en: "  not run \(skipped.rule): \(skipped.reason.en)"))
    }
  }
}
