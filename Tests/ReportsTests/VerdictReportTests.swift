import Flow
import Groundwork
import Policy
import Reports
import Testing

@Suite("Verdicts in a report")
struct VerdictReportTests {
  private func page(_ verdicts: [[String: Any]]) throws -> String {
    var model = try Fixture.model()
    model.evaluation = try Fixture.evaluation(verdicts)
    return HTMLPage(ReportDocument(model)).write()
  }

  private func front(_ verdicts: [[String: Any]]) throws -> [ReportDocument.Block] {
    var model = try Fixture.model()
    model.evaluation = try Fixture.evaluation(verdicts)
    return ReportDocument(model).front
  }

  private func result(_ blocks: [ReportDocument.Block]) -> ReportDocument.Cell? {
    for case .result(let cell, _) in blocks { return cell }
    return nil
  }

  @Test("the first page states the outcome of the verdicts")
  func results() throws {
    let fail = Fixture.verdict(["rule": "A", "verdict": "fail", "value": 0.01])
    let soft = Fixture.verdict(["rule": "B", "verdict": "fail", "level": "soft", "value": 0.01])
    let open = Fixture.verdict(["rule": "C", "verdict": "undecidable"])
    let openSoft = Fixture.verdict(["rule": "D", "verdict": "undecidable", "level": "info"])
    let pass = Fixture.verdict(["rule": "E", "value": 0.06])
    #expect(result(try front([fail, soft, open, pass]))?.tone == .fail)
    #expect(result(try front([fail, fail, pass]))?.text == "不能报批：2 项阻断")
    #expect(result(try front([soft, open, pass]))?.tone == .undecidable)
    #expect(result(try front([soft, openSoft, pass]))?.text == "无阻断项，1 项须注意")
    #expect(result(try front([openSoft, pass]))?.text == "无阻断项")
  }

  @Test("a finding shows the remedy, and the ground of the largest witness")
  func findings() throws {
    let blocks = try front(Fixture.verdicts)
    var findings: [ReportDocument.Finding] = []
    for case .finding(let finding) in blocks { findings.append(finding) }
    #expect(findings.map(\.rule) == ["CORE-04/new-construction"])
    #expect(findings.first?.facts.first { $0.name == "出路" }?.value == "须调出 1.86 亩")
    #expect(findings.first?.drawing != nil)
    #expect(findings.first?.caption?.contains("另 8 处") == true)
  }

  @Test("undecidable rules list what is missing and who has it, once for all rules")
  func needs() throws {
    let need: [String: Any] = [
      "name": "x", "unit": "hm2", "meaning": ["zh": "划定面积", "en": "designated"],
      "origin": ["zh": "自然资源局", "en": "the bureau"],
    ]
    let open = ["P", "Q"].map {
      Fixture.verdict(["rule": $0, "verdict": "undecidable", "needs": [need]])
    }
    var tables: [ReportDocument.Table] = []
    for case .table(let table) in try front(open) { tables.append(table) }
    let rows = try #require(tables.first).rows.map { $0.map(\.text) }
    #expect(rows == [["划定面积", "自然资源局", "P、Q"]])
  }

  @Test("a rule with nothing to test is never counted as passed")
  func notApplicable() throws {
    let page = try page([
      Fixture.verdict(["rule": "IDLE-1", "applies": false]),
      Fixture.verdict(["rule": "PASS-1", "value": 0.06]),
    ])
    #expect(page.contains("通过 1，不通过 0，无法判定 0，不涉及 1"))
    #expect(page.contains("不涉及的规则 1 项"))
  }

  @Test("the areas of the first page are nested: measures, classes, level-1 classes, categories")
  func areas() throws {
    let flows = Fixture.flows
    #expect(flows.byClass.changed > flows.byLevel1.changed)
    #expect(flows.byLevel1.changed > flows.byCategory.changed)
    let table = try #require(
      try front(Fixture.verdicts).compactMap { block in
        if case .table(let table) = block { table } else { nil }
      }.last)
    #expect(
      table.rows.map { $0[1].text }.suffix(3) == [
        AreaUnit.hectare.text(flows.byClass.changed), AreaUnit.hectare.text(flows.byLevel1.changed),
        AreaUnit.hectare.text(flows.byCategory.changed),
      ])
  }

  @Test("the details give formula, steps and units in the reader's language")
  func details() throws {
    let model = try Fixture.model()
    let page = HTMLPage(ReportDocument.details(model)).write()
    for text in ["5.25 %", "−1,234.56 平方米", "12.5000 元/平方米", "较 CAP-02 从严", "5,333,333.33 平方米"] {
      #expect(page.contains(text), "\(text)")
    }
    #expect(page.contains(String(repeating: "ab12", count: 16)))
    #expect(!page.contains("yuan") && !page.contains(" m2"))
  }

  @Test("no text contains a zero-width character")
  func noInvisibleCharacters() throws {
    let model = try Fixture.model()
    for document in [ReportDocument(model), ReportDocument.details(model)] {
      let page = HTMLPage(document).write()
      #expect(
        !page.unicodeScalars.contains { [0x200B, 0x200C, 0x200D, 0xFEFF].contains($0.value) })
    }
  }
}
