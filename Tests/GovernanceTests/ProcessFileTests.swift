import Governance
import Groundwork
import Testing

@Suite struct ProcessFileTests {
  @Test(arguments: Shipped.names)
  func theShippedProcessesAreSound(_ name: String) throws {
    let file = try Shipped.file(name)
    #expect(file.definition.id == name)
    #expect(file.faults(roles: Shipped.roles) == [])
  }

  /// The list of what may follow ships empty, and nobody can fill it with the four that never may.
  @Test(arguments: Shipped.names)
  func nothingIsDeferrableAsShipped(_ name: String) throws {
    #expect(try Shipped.file(name).definition.papers.allSatisfy { $0.deferral == nil })
  }

  @Test(arguments: ["zhejiang", "ningbo", "national-pilot"])
  func aJurisdictionNamesEveryStageAndInventsNothing(_ name: String) throws {
    let jurisdiction = try ProcessJurisdiction(
      yaml: Shipped.text("jurisdictions/\(name).yaml"), file: "\(name).yaml")
    #expect(Set(jurisdiction.aliases.keys) == Set(LifeStage.allCases))
    #expect(jurisdiction.limits.isEmpty && jurisdiction.deferrals.isEmpty)
  }

  @Test func theFourOfficesSignInParallel() throws {
    let step = try #require(try Shipped.file("city-application").definition.step("S16"))
    #expect(step.signing == .all)
    #expect(step.tasks.map(\.title.zh) == ["用途管制处", "空间规划局", "资源调查监测处", "耕保处"])
  }

  /// One fault at a time, put into a small sound process: its code and its line.
  @Test(arguments: [
    ("to: B, by: [a]}", "to: X, by: [a]}", "process.unknown-step", 16),
    ("guards: [ok]", "guards: [nonsense]", "process.unknown-fact", 21),
    ("held_by: [planner]", "held_by: [nobody]", "process.role-unheld", 5),
    ("owners: [a]", "owners: [z]", "process.unknown-role", 11),
    ("documents: [d]", "documents: [d, e]", "process.unknown-document", 17),
    ("to: C, by: [a]}", "to: B, by: [a]}", "process.unreachable", 22),
    (
      "{verb: pass, to: C, by: [a]},\n       {verb: pass, to: D, by: [a],\n        guards: [ok]}]}",
      "{verb: pass, to: A, by: [a], guards: [ok]}]}", "process.no-end", 17
    ),
    (
      "title: {zh: 材料, en: Paper}",
      "title: {zh: 材料, en: Paper}, kind: consent, deferrable: "
        + "{until: B, source: 测试}", "process.forbidden-deferral", 7
    ),
    (
      "title: {zh: 材料, en: Paper}",
      "title: {zh: 材料, en: Paper}, deferrable: "
        + "{until: A, source: 测试}", "process.deferral-too-early", 7
    ),
    ("verb: submit, to: B", "verb: sign, to: B", "process.not-a-move", 16),
    ("verb: submit, to: B", "verb: submit, to: earlier", "process.not-earlier", 16),
    ("final: true", "final: true\n    owners: [a]", "process.final-goes-on", 22),
    ("sign: one", "sign: all", "process.signing", 17),
  ])
  func everyFaultIsFoundAtItsLine(
    _ text: String, _ replacement: String, _ code: String, _ line: Int
  ) throws {
    #expect(try faults(small) == [])
    let changed = small.replacing(text, with: replacement, maxReplacements: 1)
    #expect(changed != small)
    let found = try faults(changed)
    #expect(
      found.contains { $0.code == code && $0.file == "small.yaml:\(line)" },
      "\(found.map { "\($0.code) \($0.file ?? "")" })")
  }

  private func faults(_ yaml: String) throws -> [Diagnostic] {
    let facts = try ProcessFacts(
      yaml: """
        schema: zhitu.process-facts/1
        facts:
          - {id: ok, title: {zh: 好, en: Fine}, by: [planner]}
        """, file: "facts.yaml")
    return try ProcessFile(yaml: yaml, file: "small.yaml", facts: facts)
      .faults(roles: Shipped.roles)
  }

  private let small = """
    schema: zhitu.process/1
    id: small
    title: {zh: 小流程, en: Small}
    source: 测试
    roles: [{id: a, title: {zh: 甲, en: A}, held_by: [planner]}]
    documents:
      - {id: d, title: {zh: 材料, en: Paper}}
    everywhere:
      {suspend: [a], halt: [a], terminate: [a], settle: [a]}
    steps:
      - id: A
        title: {zh: 一, en: One}
        stage: planning
        owners: [a]
        acts:
          - {verb: submit, to: B, by: [a]}
      - {id: B, title: {zh: 二, en: Two}, stage: approval, owners: [a], documents: [d], sign: one,
         acts: [
           {verb: pass, to: C, by: [a]},
           {verb: pass, to: D, by: [a],
            guards: [ok]}]}
      - id: C
        title: {zh: 三, en: Three}
        stage: approval
        final: true
      - {id: D, title: {zh: 四, en: Four}, stage: approval, final: true}
    """

  @Test func aPictureShowsEveryStepAndIsTheSameTwice() throws {
    let definition = try Shipped.file("project").definition
    let picture = definition.drawing(.zh)
    for step in definition.steps { #expect(picture.contains("\(step.id) \(step.title.zh)")) }
    #expect(picture == definition.drawing(.zh))
    #expect(definition.drawing(.en).contains("Parallel review"))
  }
}
