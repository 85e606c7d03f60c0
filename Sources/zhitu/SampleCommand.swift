import ArgumentParser
import EventLog
import Groundwork
import Policy
import Records
import Sample
import Storage
import Workbench

struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "生成合成片区 · write a synthetic district",
    discussion: """
      27 平方公里的城郊片区：两期地类图斑、控制线和整治方案。同一种子得到同样的字节。数据均为合成。
      A peri-urban district of 27 km²: two epochs, control lines and a plan. The same seed gives the
      same bytes. All data are synthetic.
      """)

  @Option(help: "随机种子 · seed")
  var seed: UInt64 = 7

  @Option(name: .shortAndLong, help: ArgumentHelp("输出的 GeoPackage · output", valueName: "gpkg"))
  var out: String?

  @Option(
    help: ArgumentHelp(
      "同时写出虚构的登记文件 · also write a fictitious register of approvals, votes and money",
      valueName: "yaml"))
  var register: OutputFile?

  @Option(
    help: ArgumentHelp(
      "同时写出虚构的潜力登记 · also write a fictitious register for the survey of potential",
      valueName: "yaml"))
  var potential: OutputFile?

  @Option(
    help: ArgumentHelp(
      "同时写出虚构的潜力指引图斑 · also write fictitious polygons issued before the survey of potential",
      valueName: "gpkg"))
  var guides: String?

  @Option(
    help: ArgumentHelp(
      "把虚构的单位、人员、授权和问题经过写入工作空间 · "
        + "write fictitious organisations, people, rights and problems into a workspace",
      valueName: "workspace"))
  var deeds: String?

  @Option(
    help: ArgumentHelp(
      "另外模拟多少个问题（--deeds） · how many additional problems to simulate", valueName: "count"))
  var problems: Int = 0

  @Option(
    help: ArgumentHelp(
      "办件走到哪里（--deeds）：spread 分布在各环节，after-care 全部到后期管护 · "
        + "how far the cases are told: at every step, or all of them in after-care",
      valueName: "course"))
  var cases: CaseCourse = .spread

  @Option(
    help: ArgumentHelp(
      "在工作空间中给样例方案画三个情景并检验 · draw and verify three scenarios of the sample's "
        + "plan in a workspace", valueName: "workspace"))
  var scenarios: String?

  @Flag(help: "覆盖已有文件 · replace an existing file")
  var force = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if out == nil, deeds == nil, scenarios == nil {
      throw ValidationError("--out, --deeds, --scenarios")
    }
    if cases != .spread, deeds == nil { throw ValidationError("--cases: --deeds") }
    if problems < 0 || problems > 100_000 || (problems > 0 && deeds == nil) {
      throw ValidationError("--problems: 0 … 100000, --deeds")
    }
    if out == nil, register != nil || potential != nil || guides != nil {
      throw ValidationError("--register, --potential, --guides: --out")
    }
    if let guides, guides == out { throw ValidationError("--guides: --out") }
  }

  func run() throws {
    let job = common.start()
    if let out {
      try OutputCheck.check(
        [
          ("--register", register), ("--potential", potential),
          ("--guides", guides.map { OutputFile($0) }),
        ], inputs: [out])
    }
    if out != nil || deeds != nil {
      let district = try SampleDistrict.generate(seed: seed, job: job)
      if let out { try writeDistrict(district, to: out, job) }
      if let deeds { try writeDeeds(of: district, to: deeds, job) }
    }
    if let scenarios { try drawScenarios(in: scenarios, job) }
  }

  private func drawScenarios(in path: String, _ job: Job) throws {
    let bench = Workbench(try Workspace.open(path), job: job)
    defer { bench.workspace.close() }
    let date = try VerifyOptions.calendarDate(VerifyOptions.today)
    try bench.drawSampleScenarios(
      book: RuleBook.load(ProgramHome.path("Policies")), on: date)
    let names = SampleScenario.all.map(\.name).joined(separator: "、")
    common.say(
      Localized(zh: "已有情景：\(names)（\(path)）", en: "Scenarios: \(names) (\(path))"))
  }

  private func writeDeeds(of district: SampleDistrict, to path: String, _ job: Job) throws {
    let bench = Workbench(try Workspace.open(path), job: job)
    defer { bench.workspace.close() }
    let told = try bench.tellSampleHistory(of: district, moreProblems: problems, course: cases)
    let count = told.head?.count ?? 0
    common.say(
      Localized(
        zh: "已写入虚构的经过 \(count) 条：\(path)\n  办件 \(told.cases.cases) 件，办理 \(told.cases.acts) 次，"
          + "退回 \(told.cases.returns) 次，违规尝试被拒 \(told.cases.refused) 次",
        en: "Fictitious history of \(count) events written: \(path)\n  \(told.cases.cases) cases, "
          + "\(told.cases.acts) acts, \(told.cases.returns) returns, \(told.cases.refused) attempts refused"
      ))
  }

  private func writeDistrict(_ district: SampleDistrict, to out: String, _ job: Job) throws {
    try district.write(to: out, replacing: force, job: job)
    if let register {
      try register.write { write in try write(district.register()) }
    }
    if let potential {
      try potential.write { write in try write(district.potentialRegister()) }
    }
    if let guides { try district.writeGuides(to: guides, replacing: force, job: job) }
    let counts = district.layers.map { Count(layer: $0.name, features: $0.features.count) }
    if common.json { try Console.json(counts) }
    let list = counts.map { "\($0.layer) \($0.features)" }.joined(separator: ", ")
    common.say(
      Localized(
        zh: "已写出合成片区（种子 \(seed)）：\(out)\n  \(list)",
        en: "Synthetic district (seed \(seed)) written: \(out)\n  \(list)"))
  }

  private struct Count: Encodable {
    var layer: String
    var features: Int
  }
}

extension CaseCourse: ExpressibleByArgument {}
