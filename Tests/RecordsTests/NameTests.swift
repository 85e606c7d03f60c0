import Groundwork
import Records
import Survey
import Testing

/// The names are stored in users' workspaces: new ones may be added, existing ones never changed.
@Suite("Names in a workspace never change")
struct NameTests {
  @Test("the program's own columns")
  func columns() {
    let expected: [(OwnField, String, ColumnType)] = [
      (.id, "zt_id", .text), (.landClass, "zt_class", .text),
      (.className, "zt_class_name", .text), (.level1, "zt_level1", .text),
      (.category, "zt_category", .text), (.sourceClass, "zt_source_class", .text),
      (.area, "zt_area", .integer), (.planarArea, "zt_area_planar", .integer),
      (.element, "zt_element", .text), (.project, "zt_project", .text),
      (.projectName, "zt_project_name", .text), (.group, "zt_group", .text),
      (.stage, "zt_stage", .integer), (.cost, "zt_cost", .integer),
      (.implementer, "zt_implementer", .text), (.name, "zt_name", .text),
      (.zone, "zt_zone", .text), (.measure, "zt_measure", .text),
    ]
    #expect(expected.map(\.0) == OwnField.allCases)
    for (field, name, type) in expected {
      #expect(field.column == Column(name, type))
      #expect(OwnField(columnName: name.uppercased()) == field)
      #expect(ColumnCatalogue[field] != nil, "\(name) has no title")
    }
    #expect(OwnField(columnName: "DLBM") == nil)
    let short = OwnField.allCases.map(\.shortName)
    #expect(Set(short).count == short.count && short.allSatisfy { $0.utf8.count <= 10 })
  }

  @Test("kinds of documents, and tables")
  func kinds() {
    #expect(
      DocumentKind.allCases.map(\.rawValue) == [
        "import", "check", "flow", "verdicts", "evaluation", "facts", "rulebook", "confirmation",
        "rule-text", "attachment", "fund", "sharing", "drawing-basis", "potential",
        "alarms", "rectification", "increment", "image", "line-subscription",
        "notices-seen", "job",
      ])
    #expect(LayerName.survey("2023") == "survey_2023")
    #expect(LayerName.plan("甲-1") == "plan_甲_1")
    #expect(LayerName.planned("甲") == "planned_甲")
    #expect(LayerName.rejected("survey_2023") == "rejected_survey_2023")
    #expect(LayerName.findings("2023") == "finding_2023")
    #expect(LayerName.witnesses("a b") == "witness_a_b")
    let flow = LayerName.flow(from: "2018", to: "甲-1")
    #expect(flow == "flow_2018__甲_1")
    #expect(LayerName.flowKey(ofTable: flow) == "2018__甲_1")
    #expect(LayerName.flowKey(ofTable: "survey_2018") == nil)
  }
}
