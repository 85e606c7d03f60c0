import ArgumentParser
import Foundation
import Groundwork
import Storage
import Workbench

struct StudyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study",
    abstract: "优化问题 · an optimal plan on the ground and the projects of a workspace, with a proof",
    discussion: """
      问题文件（JSON）与页面“优选”发出的请求相同：林耕置换 exchange、连片选地 ground、项目组合 portfolio、
      廊道贯通 corridor、永久基本农田调整 adjustment；未写的项取缺省值。
      The problem file (JSON) is what the page “Optimise” sends: exchange, ground, portfolio, corridor or
      adjustment; what it leaves out takes its default.

      例 for example:
        {"kind": "corridor", "epoch": "2024", "habitat": ["forest"], "least_mu": 60, "places": 5}
        {"kind": "adjustment", "epoch": "2024", "cap_percent": 5, "keeps_contiguity": true}
      """)

  @Argument(help: ArgumentHelp("问题文件 · problem file", valueName: "json"))
  var file: String

  @OptionGroup var workspace: WorkspaceOption

  @Option(help: ArgumentHelp("求解时限（秒），优先于文件 · seconds to search", valueName: "s"))
  var seconds: Double?

  @Option(help: ArgumentHelp("证书 · certificate", valueName: "json"))
  var certificate: OutputFile?

  @Option(help: ArgumentHelp("方案表 · the plan as CSV", valueName: "csv"))
  var csv: OutputFile?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let seconds, !(seconds > 0 && seconds <= 86_400) {
      throw ValidationError("--seconds 须大于 0、不超过 86400 · must be above 0, at most 86,400")
    }
  }

  func run() throws {
    let job = common.start()
    try OutputCheck.check([("--certificate", certificate), ("--csv", csv)], inputs: [file])
    var question = try question()
    question.seconds = seconds ?? question.seconds
    let bench = try workspace.open(job)
    defer { bench.workspace.close() }
    let ground = question.kind == .portfolio ? nil : try bench.studyGround(question.epoch)
    let answer = try bench.studySolver(ground).solve(question, job: job)
    if let csv {
      let text = CSV.byteOrderMark + answer.plan.rows.map(CSV.line).joined()
      try csv.write { try $0(text) }
    }
    if let certificate {
      let json = try answer.certificateJSON()
      try certificate.writeBytes { try $0(json + [10]) }
    }
    if common.json { try Console.json(answer.document) }
    OptimiseCommand.show(answer.document, common)
    for note in answer.notes { common.say(note) }
    if job.cancellation.isCancelled {
      common.say(Localized(zh: "已停止；以上是目前最好的方案。", en: "Stopped; this is the best plan so far."))
    }
  }

  private func question() throws -> StudyQuestion {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(
        StudyQuestion.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    } catch {
      throw Diagnostic(
        code: "study.json",
        Localized(zh: "问题文件无法读取：\(error)", en: "The problem cannot be read: \(error)"),
        remedy: Localized(
          zh: "例：{\"kind\": \"corridor\", \"least_mu\": 60}",
          en: "For example {\"kind\": \"corridor\", \"least_mu\": 60}"), file: file)
    }
  }
}
