import Access
import EventLog
import Groundwork
import Storage
import Testing
import Workbench

/// The levels of fields, and what is made from them.
@Suite struct LayerLevelsTests {
  private static func record(
    _ name: String, _ role: LayerRole, epoch: String? = nil, plan: String? = nil,
    options: [String: String] = [:]
  ) -> LayerRecord {
    LayerRecord(
      name: name, role: role, epoch: epoch, plan: plan, title: name,
      provenance: Provenance(
        file: "f", sha256: "", layer: "l", importedAt: "", program: "", options: options))
  }

  private static let records = [
    record("survey_2023", .survey, epoch: "2023"), record("survey_2024", .survey, epoch: "2024"),
    record("village", .village), record("plan_demo", .plan, plan: "demo"),
    record("planned_demo", .planned, plan: "demo"),
    record("rejected_2023", .rejected, epoch: "2023"),
    record("finding_2023", .findings, epoch: "2023"),
    record("finding_2024", .findings, epoch: "2024"),
    record("flow", .flow, epoch: "2023", plan: "demo"),
  ]

  private func marks(_ fields: [(String, String, DataLevel)]) throws -> DataLevels {
    var state = DataLevels()
    for (layer, field, level) in fields {
      let deed = Deed(
        event: DataLevelsDecider.Event.fieldMarked(
          layer: layer, field: field, level: level, reason: ""),
        actor: Actor(person: "s", name: "s", role: "r", organisation: "o"),
        time: Timestamp(milliseconds: 0), version: 1)
      DataLevelsDecider.evolve(&state, deed)
    }
    return state
  }

  @Test func aFieldOfItsOwnReachesOnlyWhatQuotesIt() throws {
    let levels = try LayerLevels(
      LayerLevelsTests.records, marks([("survey_2023", "QSDWMC", .core)]))
    #expect(levels.level(of: "qsdwmc", in: "survey_2023") == .core)
    #expect(levels.level("survey_2023") == .general)
    #expect(levels.level(of: "DLBM", in: "survey_2023") == .general)
    // The same field in what is derived; the texts of rejections and findings of its epoch.
    #expect(levels.level(of: "QSDWMC", in: "planned_demo") == .core)
    #expect(levels.level(of: "QSDWMC", in: "rejected_2023") == .core)
    #expect(levels.level(of: "detail", in: "rejected_2023") == .core)
    #expect(levels.level(of: "reason", in: "rejected_2023") == .general)
    #expect(levels.level("finding_2023") == .core)
    #expect(levels.level("finding_2024") == .general)
    // No calculation uses it.
    #expect(levels.level("planned_demo") == .general)
    #expect(levels.level("flow") == .general)
    #expect(levels.highest == .general)
  }

  @Test(arguments: [
    ("survey_2023", "DLBM", "zt_class"), ("survey_2023", "dlmc", "zt_level1"),
    ("survey_2023", "BSM", "zt_id"), ("plan_demo", "TZJE", "zt_cost"),
    ("plan_demo", "SSZT", "zt_implementer"), ("survey_2023", "zt_area", "zt_area"),
  ])
  func whatTheProgramTakesFromAFieldHasItsLevel(
    _ layer: String, _ field: String, _ own: String
  ) throws {
    let levels = try LayerLevels(LayerLevelsTests.records, marks([(layer, field, .important)]))
    #expect(levels.level(of: own, in: layer) == .important)
    // Calculations use it, so everything that was worked out is at that level.
    #expect(levels.level("planned_demo") == .important)
    #expect(levels.level("flow") == .important)
    #expect(levels.highest == .important)
    #expect(levels.level("survey_2024") == .general)
    #expect(levels.level("nobody knows") == .important)
  }

  @Test func optionsOfTheImportSayWhichFieldsWereTaken() throws {
    func level(_ options: [String: String], _ field: String, _ own: String) throws -> DataLevel {
      let record = LayerLevelsTests.record("s", .survey, epoch: "2018", options: options)
      return try LayerLevels([record], marks([("s", field, .core)])).level(of: own, in: "s")
    }
    #expect(try level(["class-field": "KIND"], "kind", "zt_class") == .core)
    #expect(try level(["class-field": "KIND"], "other", "zt_class") == .general)
    #expect(try level(["id-field": "NUMBER"], "number", "zt_id") == .core)
    #expect(try level(["crosswalk": "lcdb"], "Class_2018", "zt_class") == .core)
    #expect(try level(["crosswalk": "lcdb"], "Class_2012", "zt_class") == .general)
    // Of a crosswalk that is not at hand any field may have been the source.
    #expect(try level(["crosswalk": "mine.yaml"], "anything", "zt_class") == .core)
  }

  @Test func aFieldIsNeverBelowItsLayer() throws {
    for layer in DataLevel.allCases {
      for field in DataLevel.allCases {
        var state = try marks([("survey_2023", "f", field)])
        DataLevelsDecider.evolve(
          &state,
          Deed(
            event: .marked(layer: "survey_2023", level: layer, reason: ""),
            actor: Actor(person: "s", name: "s", role: "r", organisation: "o"),
            time: Timestamp(milliseconds: 0), version: 2))
        let levels = try LayerLevels(LayerLevelsTests.records, state)
        #expect(levels.level(of: "F", in: "survey_2023") == max(layer, field))
        #expect((levels.fields["survey_2023"]?["f"] != nil) == (field > layer))
      }
    }
  }
}
