import Geometry
import Groundwork
import Quality
import Testing

/// One spoilt value and the rules that must say so.
struct SpoiltField: Sendable, CustomTestStringConvertible {
  var field: String
  var value: Value
  var rules: Set<String>
  var testDescription: String { "\(field) = \(value)" }

  init(_ field: String, _ value: Value, _ rules: String...) {
    self.field = field
    self.value = value
    self.rules = Set(rules)
  }
}

@Suite struct AttributeCheckTests {
  @Test func cleanSurveyHasNoFinding() throws {
    let fixture = try CheckFixture()
    let report = try QualityCheck.run(fixture.input)
    #expect(report.findings == [])
    #expect(report.skipped.map(\.rule) == ["TOP-MERGEABLE"])
    #expect(Set(report.rulesRun).count == CheckRule.allCases.count - 2)
    #expect(report.overlapTotal == 0 && report.gapTotal == 0)
  }

  @Test(arguments: [
    SpoiltField("YSDM", .null, "ATT-REQUIRED"), SpoiltField("QSXZ", .text(" "), "ATT-REQUIRED"),
    SpoiltField("SJNF", .null, "ATT-REQUIRED"), SpoiltField("YSDM", .text("1"), "ATT-DOMAIN"),
    SpoiltField("DLBM", .text("0199"), "ATT-CLASS"),
    SpoiltField("DLMC", .text("旱地"), "ATT-NAME"),
    SpoiltField("QSXZ", .text("35"), "ATT-DOMAIN"),
    SpoiltField("GDLX", .text("XX"), "ATT-DOMAIN"),
    SpoiltField("GDPDJB", .text("6"), "ATT-DOMAIN"),
    SpoiltField("GDPDJB", .null, "KC-SLOPE"), SpoiltField("GDPDJB", .text("1"), "KC-SLOPE"),
    SpoiltField("KCXS", .real(1.2), "ATT-DOMAIN"),
    SpoiltField("KCXS", .real(0.06), "KC-AREA"),
    SpoiltField("KCMJ", .real(1), "KC-AREA", "KC-NET"),
    SpoiltField("KCDLBM", .null, "KC-CODE"), SpoiltField("KCDLBM", .text("1006"), "KC-CODE"),
    SpoiltField("TBDLMJ", .real(1), "KC-NET"),
    SpoiltField(
      "TBMJ", .real(0), "ATT-DOMAIN", "KC-AREA", "KC-NET", "AREA-OFFICIAL",
      "AREA-VILLAGE-SUM", "AREA-COUNTY-SUM"),
    SpoiltField("SJNF", .integer(20), "ATT-DOMAIN"),
    SpoiltField("FRDBS", .text("2"), "ATT-DOMAIN"),
    SpoiltField("CZCSXM", .text("206"), "ATT-DOMAIN"),
    SpoiltField("GDDB", .text("good"), "ATT-DOMAIN"),
    SpoiltField("QSDWDM", .text("330211"), "ATT-UNIT-CODE"),
    SpoiltField("QSDWDM", .text("33021100100000000A0"), "ATT-UNIT-CODE"),
    SpoiltField("XZDWKD", .real(3), "ATT-WIDTH"),
    SpoiltField("TBXHDM", .text("ZZ"), "ATT-PAIR"),
    SpoiltField("TBXHDM", .text("HDGD"), "ATT-PAIR"),
    SpoiltField("TBXHMC", .text("河道耕地"), "ATT-PAIR"),
    SpoiltField("ZZSXMC", .null, "ATT-PAIR"), SpoiltField("ZZSXMC", .text("休耕"), "ATT-PAIR"),
    SpoiltField("BSM", .text("330211000010000002"), "ATT-UNIQUE-BSM"),
    SpoiltField("TBBH", .text("2"), "ATT-UNIQUE-TBBH"),
  ])
  func spoiltFieldIsFound(_ spoilt: SpoiltField) throws {
    var fixture = try CheckFixture()
    fixture.set(spoilt.field, spoilt.value)
    #expect(Set(try fixture.rules()) == spoilt.rules)
  }

  @Test func otherClassesMayNotHaveFarmlandFields() throws {
    var fixture = try CheckFixture()
    fixture.set("DLBM", .text("1104"))
    fixture.set("DLMC", .text("坑塘水面"))
    let found = try QualityCheck.run(fixture.input).findings
    #expect(found.map(\.rule) == Array(repeating: "KC-FARMLAND-ONLY", count: 5))
    #expect(found.compactMap(\.field) == ["KCDLBM", "KCXS", "KCMJ", "GDLX", "GDPDJB"])
    #expect(found.allSatisfy { $0.severity == .error && $0.feature == "330211000010000001" })
  }

  @Test func linearClassMayHaveAWidth() throws {
    var fixture = try CheckFixture()
    fixture.set("DLBM", .text("1107A"))
    fixture.set("DLMC", .text("干渠"))
    for field in ["KCDLBM", "KCXS", "KCMJ", "GDLX", "GDPDJB", "ZZSXDM", "ZZSXMC"] {
      fixture.set(field, .null)
    }
    fixture.set("TBDLMJ", fixture.features[0].values[10])
    fixture.set("XZDWKD", .real(3))
    #expect(try fixture.rules() == [])
  }

  @Test func adjustableLandIsKnownWithAndWithoutItsMark() throws {
    for name in ["果园", "可调整果园"] {
      var fixture = try CheckFixture()
      fixture.set("DLBM", .text("0201K"))
      fixture.set("DLMC", .text(name))
      let rules = try fixture.rules()
      #expect(!rules.contains("ATT-NAME") && !rules.contains("ATT-CLASS"))
    }
  }

  @Test func sameNumberInAnotherVillageIsFine() throws {
    var fixture = try CheckFixture()
    fixture.set("TBBH", .text("1"), at: 20)
    #expect(try fixture.rules() == [])
  }

  @Test func missingColumnIsOneFinding() throws {
    let fixture = try CheckFixture()
    let kept = CheckFixture.columns.indices.filter { CheckFixture.columns[$0].name != "MSSM" }
    let layer = CheckLayer(
      name: "DLTB", columns: kept.map { CheckFixture.columns[$0] },
      features: fixture.features.map { feature in
        Feature(
          fid: feature.fid, geometry: feature.geometry, values: kept.map { feature.values[$0] })
      })
    let report = try QualityCheck.run(CheckInput(patches: layer, crs: fixture.crs))
    #expect(report.findings.map(\.rule) == ["ATT-REQUIRED"])
    #expect(report.findings.first?.field == "MSSM" && report.findings.first?.feature == nil)
    #expect(
      Set(report.skipped.map(\.rule)) == [
        "TOP-MERGEABLE", "TOP-OUTSIDE-VILLAGE", "AREA-VILLAGE-SUM", "AREA-COUNTY-SUM",
      ])
  }

  @Test func sumsThatDoNotAddUp() throws {
    var fixture = try CheckFixture()
    fixture.villages[1].values[1] = .real((fixture.villages[1].values[1].number ?? 0) + 0.01)
    let found = try QualityCheck.run(fixture.input).findings
    #expect(found.map(\.rule) == ["AREA-VILLAGE-SUM"])
    #expect(found.first?.other == CheckFixture.unit(2) && found.first?.value == -0.01)
  }

  @Test func areaMayDifferByAdjustmentOnly() throws {
    for (difference, expected) in [(0.05, false), (-0.05, false), (0.06, true)] {
      var fixture = try CheckFixture()
      let area = fixture.features[0].values[10].number ?? 0
      fixture.set("TBMJ", .real(area + difference))
      #expect(try fixture.rules().contains("AREA-OFFICIAL") == expected)
    }
  }

  @Test func layersWithoutSurveyFieldsGetGeometryOnly() throws {
    let report = try QualityCheck.run(CheckFixture().bare)
    #expect(report.findings == [])
    #expect(report.rulesRun.allSatisfy { $0.hasPrefix("GEO-") || $0.hasPrefix("TOP-") })
    #expect(report.skipped.contains { $0.rule == "AREA-OFFICIAL" })
  }

  @Test func cancelledCheckStops() throws {
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: Cancelled.self) {
      try QualityCheck.run(CheckFixture().input, job: Job(cancellation: cancellation))
    }
  }

  @Test func findingsAsCSV() throws {
    var fixture = try CheckFixture()
    fixture.set("QSXZ", .text("35"))
    let finding = try #require(try QualityCheck.run(fixture.input).findings.first)
    #expect(finding.csvFields.count == Finding.csvHeader.count)
    #expect(finding.csvFields[0] == "ATT-DOMAIN" && finding.csvFields[1] == "error")
    #expect(finding.csvFields[6] == "QSXZ")
  }
}
