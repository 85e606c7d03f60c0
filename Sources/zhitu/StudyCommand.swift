import ArgumentParser
import Foundation
import Groundwork
import Policy
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

  @Option(help: ArgumentHelp("另找几个相近方案 · distinct plans besides the best", valueName: "n"))
  var alternatives = 0

  @Option(
    help: ArgumentHelp(
      "帕累托前沿的一项或两项指标 · Pareto front along one or two axes, such as area,block",
      valueName: "axes"))
  var front: String?

  @Option(help: ArgumentHelp("存为方案 · store as a plan", valueName: "name"))
  var save: String?

  @Option(
    help: ArgumentHelp("规则包目录 · folder of rule packs", valueName: "folder"))
  var policies: String?

  @OptionGroup var actor: ActorOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if !(0...10).contains(alternatives) {
      throw ValidationError("--alternatives 须为 0 至 10 · must be from 0 to 10")
    }
    _ = try axes()
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
    let date = try VerifyOptions.calendarDate(VerifyOptions.today)
    func book() throws -> RuleBook {
      try RuleBook.load(policies ?? ProgramHome.path("Policies"))
    }
    let asked = question
    let solver = try bench.studySolver(ground) {
      try bench.studyCourt(asked, book: book(), on: date)
    }
    let answer = try solver.answer(question, job: job)
    var document = answer.document
    if alternatives > 0 {
      document.alternatives = try solver.alternatives(to: answer, count: alternatives, job: job)
        .map(OptimalPlanDocument.Alternative.init)
    }
    if let axes = try axes() {
      document.front = try solver.front(of: answer, along: axes, job: job)
        .map(OptimalPlanDocument.Point.init)
    }
    if let csv {
      let text = CSV.byteOrderMark + answer.plan.rows.map(CSV.line).joined()
      try csv.write { try $0(text) }
    }
    if let certificate {
      let json = try answer.certificateJSON()
      try certificate.writeBytes { try $0(json + [10]) }
    }
    if common.json { try Console.json(document) }
    OptimiseCommand.show(document, common)
    for note in answer.notes { common.say(note) }
    show(document.trial, answer.untried)
    try show(document, axes() ?? [], answer.unit)
    if job.cancellation.isCancelled {
      common.say(Localized(zh: "已停止；以上是目前最好的方案。", en: "Stopped; this is the best plan so far."))
    }
    if let save {
      _ = try bench.storeStudy(
        answer, as: save, book: book(), on: date, by: actor.deed().context)
      common.say(Localized(zh: "已存为方案“\(save)”。", en: "Stored as plan ‘\(save)’."))
    }
  }

  /// The ledger and the verdicts of the answer, laid as a plan.
  private func show(_ trial: StudyTrialDocument?, _ untried: Localized?) {
    guard let trial else {
      let why = untried ?? Localized(zh: "没有规则", en: "there are no rules")
      common.say(
        Localized(
          zh: "没有套合成方案，未经台账量算和规则检验：\(why.zh)",
          en: "Not laid as a plan, nor measured by a ledger or judged by rules: \(why.en)"))
      return
    }
    let language = common.language
    let head = [
      Localized(zh: "两种算法", en: "two ways"), Localized(zh: "证书", en: "certificate"),
      Localized(zh: "台账", en: "ledger"), Localized(zh: "一致", en: "agree"),
    ]
    var table = TextTable(head.map { $0[language] }, right: [1, 2])
    for one in trial.agreements {
      func text(_ amount: Int64) -> String {
        one.unit == .area
          ? "\(Area(hundredths: amount).decimal) m²"
          : String(format: "%.2f", Money(fen: amount).yuan) + (language == .zh ? " 元" : " CNY")
      }
      table.add([
        one.title[language], text(one.certificate), text(one.ledger),
        one.agrees
          ? Localized(zh: "是", en: "yes")[language] : Localized(zh: "否", en: "no")[language],
      ])
    }
    common.say(Localized(table.text))
    let counts = trial.counts
    common.say(
      Localized(
        zh: "套合在 \(trial.base) 年现状上（\(trial.measures) 个图斑），规则检验：通过 \(counts.passed)，"
          + "不通过 \(counts.failed)，不能判定 \(counts.undecidable)，不涉及 \(counts.notApplicable)。",
        en:
          "Laid over \(trial.base) as \(trial.measures) measures; rules: \(counts.passed) pass,"
          + " \(counts.failed) fail, \(counts.undecidable) cannot be decided,"
          + " \(counts.notApplicable) do not apply."))
    for rule in trial.rules where rule.after == .fail {
      let was =
        rule.isNew
        ? rule.isBlocking
          ? Localized(zh: "由本方案引起，阻止", en: "caused by this plan, blocks")
          : Localized(zh: "由本方案引起", en: "caused by this plan")
        : Localized(zh: "现状即不符合", en: "fails without the plan as well")
      common.say(
        Localized(
          zh: "  \(rule.rule) \(rule.title.zh)：不通过（\(was.zh)）",
          en: "  \(rule.rule) \(rule.title.en): fails (\(was.en))"))
    }
  }

  private func axes() throws -> [StudyAxis]? {
    guard let front else { return nil }
    return try front.split(separator: ",").map { text in
      guard let axis = StudyAxis(rawValue: text.trimmingCharacters(in: .whitespaces)) else {
        let names = StudyAxis.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--front \(names)")
      }
      return axis
    }
  }

  /// Distinct plans and the front on the terminal.
  private func show(
    _ document: OptimalPlanDocument, _ axes: [StudyAxis], _ unit: Localized
  ) {
    func text(_ value: Double?) -> String { value.map { String(format: "%.6g", $0) } ?? "—" }
    let language = common.language
    if let others = document.alternatives {
      let head = [
        unit, Localized(zh: "差（%）", en: "worse (%)"), Localized(zh: "换入", en: "in"),
        Localized(zh: "换出", en: "out"),
      ]
      var table = TextTable(head.map { $0[language] }, right: [0, 1, 2, 3])
      for one in others {
        table.add([text(one.value), text(one.percent), String(one.comesIn), String(one.goes)])
      }
      common.say(Localized(table.text))
    }
    if let points = document.front {
      let head =
        axes.map(\.title)
        + [unit, Localized(zh: "界", en: "bound"), Localized(zh: "说明", en: "note")]
      var table = TextTable(
        head.map { $0[language] }, right: Set(0..<(axes.count + 2)))
      for one in points {
        let note = one.isDominated ? Localized(zh: "被支配", en: "dominated") : one.fault
        table.add(
          one.reached.map(text) + [text(one.value), text(one.bound), note?[language] ?? ""])
      }
      common.say(Localized(table.text))
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
