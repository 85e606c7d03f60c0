import Access
import EventLog
import Governance
import Groundwork
import Storage
import TestSupport
import Testing
import Workbench

/// A change of the works that goes back to the approving body, and the case of its project.
@Suite("Works and the case of their project")
struct WorksCaseTests {
  private let scratch: Scratch
  private let bench: Workbench
  private let calendar = WorkCalendar(offsetHours: 8, years: [], holidays: [], workedWeekends: [])
  private let start = Timestamp(dayNumber: 20_500)

  private static let process = """
    schema: zhitu.process/1
    id: small
    title: {zh: 小流程, en: Small}
    source: 测试
    roles:
      - {id: o, title: {zh: 实施主体, en: Owner}, held_by: [platform, implementer]}
      - {id: r, title: {zh: 审批, en: Office}, held_by: [reviewer]}
    documents:
      - {id: d, title: {zh: 材料, en: Paper}}
    everywhere:
      {suspend: [r], halt: [r], terminate: [r], settle: [r]}
    steps:
      - id: W
        title: {zh: 实施, en: Works}
        stage: implementation
        owners: [o]
        acts:
          - {verb: change, to: C, by: [o]}
          - {verb: submit, to: E, by: [o]}
      - id: C
        title: {zh: 调整审查, en: Review of the change}
        stage: implementation
        owners: [r]
        acts:
          - {verb: confirm, to: W, by: [r]}
      - {id: E, title: {zh: 办结, en: End}, stage: acceptance, documents: [d], final: true}
    """

  init() throws {
    scratch = try Scratch()
    bench = Workbench(try Workspace.openOrCreate(scratch.path + "/w.gpkg"))
  }

  private func acting(_ role: String, _ organisation: String, _ day: Int64) throws -> Acting {
    try bench.actingLocally(
      role: role, organisation: organisation, book: AccessPolicy().book,
      at: start.adding(days: day).adding(seconds: 36_000))
  }

  private func act(
    _ act: WorksAct, _ role: String, _ organisation: String, on day: Int64
  ) throws {
    let acting = try acting(role, organisation, day)
    try bench.performWorks(
      WorksOrder(act, day: start.adding(days: day)), on: "P1", expected: nil, calendar,
      by: acting.context, acting.authority)
  }

  private func refusal(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch let fault as Diagnostic {
      return fault.code
    } catch {
      return "\(error)"
    }
  }

  private func plan(_ yuan: Int64) -> WorksPlan {
    WorksPlan(
      title: "一标段", builder: "works", engineer: "engineer",
      items: [
        .init(
          id: "A", title: "沟渠", kind: .canal, unit: "m",
          quantity: WorksQuantity(thousandths: 1000), cost: Money(fen: yuan * 100), first: start,
          last: start.adding(days: 30))
      ])
  }

  @Test func aChangeSendsTheCaseBackAndWaitsForIt() throws {
    let owner = try acting("platform", "platform", 0)
    let card = ProjectCard(title: "复垦", element: .village, firstYear: 2026, lastYear: 2026)
    try bench.performProject(
      .propose(card), on: "P1", expected: 0, by: owner.context, owner.authority)
    let facts = try ProcessFacts(
      yaml: """
        schema: zhitu.process-facts/1
        facts:
          - {id: ok, title: {zh: 好, en: Fine}, by: [planner]}
        """, file: "facts.yaml")
    let definition = try ProcessFile(
      yaml: Self.process, file: "small.yaml", facts: facts
    ).definition
    let number = try bench.startCase(
      definition, calendar, subject: "P1", title: "复垦", area: "", by: owner.context,
      owner.authority
    ).number
    try act(.plan(plan: plan(1000)), "platform", "platform", on: 0)
    for (id, kind) in [("S", WorksContract.Kind.construction), ("J", .engineer)] {
      try act(
        .contract(
          contract: WorksContract(
            id: id, kind: kind, title: id, party: id, amount: Money(fen: 1), signed: start,
            reason: "限额以下")), "platform", "platform", on: 0)
    }
    try act(.start(note: ""), "platform", "platform", on: 1)
    let change = WorksAct.change(
      change: .init(
        id: "BG", title: "加长", reason: "村民要求", plan: plan(1100), lessFarmland: .zero,
        movesGround: false, touchesBasicFarmland: false), rules: try Workbench.worksRules())
    try act(change, "implementer", "works", on: 2)
    #expect(try bench.caseFile(number, calendar).row.instance.step == "C")
    let approve = WorksAct.approve(change: "BG", basis: "〔2026〕1号")
    #expect(
      refusal { try act(approve, "reviewer", "city", on: 3) } == "works.case-open")
    let office = try acting("reviewer", "city", 4)
    _ = try bench.advanceCase(
      number, .move(.confirm, to: "W", opinion: "同意"), expected: nil, calendar,
      by: office.context, office.authority)
    try act(approve, "reviewer", "city", on: 5)
    #expect(try bench.works(of: "P1").row.record.plan == plan(1100))
    // A case that is at another step cannot be sent back, so that the change is not on record either.
    try act(
      .change(
        change: .init(
          id: "BG2", title: "再加长", reason: "-", plan: plan(1200), lessFarmland: .zero,
          movesGround: false, touchesBasicFarmland: false), rules: try Workbench.worksRules()),
      "implementer", "works", on: 6)
    try act(.refuse(change: "BG2", reason: "不必"), "reviewer", "city", on: 6)
    let version = try bench.works(of: "P1").row.version
    let third = WorksAct.change(
      change: .init(
        id: "BG3", title: "三", reason: "-", plan: plan(1300), lessFarmland: .zero,
        movesGround: false, touchesBasicFarmland: false), rules: try Workbench.worksRules())
    #expect(refusal { try act(third, "implementer", "works", on: 7) } == "works.case")
    #expect(try bench.works(of: "P1").row.version == version)
  }
}
