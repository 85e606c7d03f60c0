import Classes
import Groundwork
import Testing

@Suite("Land classes")
struct LandClassTests {
  @Test("GB/T 21010-2017 has 12 first-level and 73 second-level classes")
  func nationalTable() throws {
    let table = try #require(LandClassTable.of(.gbt21010))
    #expect(table.firstLevel.count == 12)
    #expect(table.classes.count == 73)
  }

  @Test("The working classes: 13 first-level, 55 second-level, four sub-types, 09 and 1208")
  func workingTable() throws {
    let table = try #require(LandClassTable.of(.sd3Work))
    #expect(table.firstLevel.count == 13)
    let plain = table.classes.filter { $0.code == $0.baseCode && !$0.isFirstLevel }
    #expect(plain.filter { $0.code != "1208" }.count == 55)
    #expect(
      Set(table.classes.filter { $0.code != $0.baseCode }.map(\.code))
        == ["08H2A", "0810A", "1104A", "1107A"])
    #expect(table.classes.contains { $0.code == "09" })
    #expect(table.classes.filter { $0.level1 == "00" }.count == 8)
  }

  @Test(
    "The unified classes of 2023: 24 first-level classes, 111 of the second and 40 of the third")
  func unifiedTable() throws {
    let table = try #require(LandClassTable.of(.ydyh2023))
    #expect(table.firstLevel.count == 24)
    #expect(table.classes.filter { $0.code.count == 4 }.count == 111)
    #expect(table.classes.filter { $0.code.count == 6 }.count == 40)
  }

  /// The three patterns of the rule, tried in order, stated as plainly as can be.
  private func oracle(_ code: String) throws -> LandCategory {
    let construction = try Regex("^(05|06|07|08|09|100[1-5]|100[7-9]|1109|1201)")
    let farm = try Regex("^(01|02|03|0401|0402|0403|1006|1103|1104|1107|1202|1203|1208)")
    if code.prefixMatch(of: construction) != nil { return .construction }
    if code.prefixMatch(of: farm) != nil { return .farm }
    return .unused
  }

  @Test("The category rule equals the patterns for all four-digit codes")
  func categoryRule() throws {
    for number in 0...1399 {
      let code = String(repeating: "0", count: 4 - String(number).count) + String(number)
      #expect(LandCategory.ofSurveyCode(code) == (try oracle(code)), "\(code)")
    }
    for code in ["05H1", "08H1", "08H2", "08H2A", "0810A", "1104A", "1107A", "0201K", "09"] {
      #expect(LandCategory.ofSurveyCode(code) == (try oracle(code)), "\(code)")
    }
  }

  @Test(
    "Each class is in exactly one category, the one its table names",
    arguments: [LandClassSystem.gbt21010, .sd3Work, .ydyh2023])
  func oneCategory(system: LandClassSystem) throws {
    let table = try #require(LandClassTable.of(system))
    let groups = Dictionary(grouping: table.classes, by: \.category)
    #expect(groups.values.reduce(0) { $0 + $1.count } == table.classes.count)
    #expect(Set(table.classes.map(\.code)).count == table.classes.count)
    for landClass in table.classes {
      #expect(table.category(inTable: landClass.code) == landClass.category, "\(landClass)")
      #expect(table.firstLevel.contains(landClass.firstLevel), "\(landClass)")
    }
  }

  @Test("Names in both languages and a colour for every class")
  func namesAndColours() throws {
    let colour = try Regex("#[0-9A-F]{6}")
    for system in [LandClassSystem.gbt21010, .sd3Work, .ydyh2023] {
      let table = try #require(LandClassTable.of(system))
      for landClass in table.classes + table.firstLevel {
        #expect(!landClass.name.zh.isEmpty && !landClass.name.en.isEmpty, "\(landClass)")
        #expect(landClass.colour.wholeMatch(of: colour) != nil, "\(landClass)")
      }
    }
  }

  @Test(
    "The traps of the category rule",
    arguments: [
      ("1201", LandCategory.construction), ("1103", .farm), ("1101", .unused), ("1102", .unused),
      ("1109", .construction), ("1006", .farm), ("1107A", .farm), ("1202", .farm), ("1203", .farm),
      ("0603", .construction), ("0404", .unused), ("0303", .farm), ("1105", .unused),
      ("1208", .farm),
    ])
  func traps(code: String, category: LandCategory) throws {
    #expect(try LandClass(.sd3Work, code).category == category)
  }

  @Test("0601 means three things in three standards")
  func sameDigits() throws {
    #expect(try LandClass(.sd3Work, "0601").name.zh == "工业用地")
    #expect(try LandClass(.ydyh2023, "0601").name.zh == "农村道路")
    #expect(try LandClass(.sd3Work, "0601").category == .construction)
    #expect(try LandClass(.ydyh2023, "0601").category == .farm)
    #expect(try LandClass(.sd3Work, "0601") != LandClass(.gbt21010, "0601"))
  }

  @Test("A code without its system is refused")
  func bareCode() throws {
    #expect(throws: Diagnostic.self) { try LandClass(parsing: "0601") }
    #expect(try LandClass(parsing: "SD3-work:0601").name.en == "Industrial land")
    #expect(try LandClass(parsing: "SD3-work/2019/0601") == LandClass(.sd3Work, "0601"))
    #expect(throws: Diagnostic.self) { try LandClass(parsing: "SD3-work/1984/0601") }
    #expect(throws: Diagnostic.self) { try LandClass(.sd3Work, "9999") }
    #expect(throws: Diagnostic.self) { try LandClass(.ydyh2020, "0101") }
  }

  @Test("Suffixes: K is adjustable land and only of the listed classes; suffixes roll up")
  func suffixes() throws {
    for code in LandClass.adjustableCodes {
      let landClass = try LandClass(.sd3Work, code)
      #expect(landClass.isAdjustable)
      #expect(landClass.name.zh == "可调整" + landClass.base.name.zh)
      #expect(landClass.category == landClass.base.category)
    }
    #expect(LandClass(known: "0101K", in: .sd3Work) == nil)
    #expect(LandClass(known: "0201K", in: .gbt21010) == nil)
    #expect(try LandClass(.sd3Work, "1104A").base.code == "1104")
    #expect(try LandClass(.sd3Work, "05H1").base.code == "05H1")
    #expect(try LandClass(.sd3Work, "08H2A").base.code == "08H2")
    #expect(try LandClass(.ydyh2023, "070101").secondLevel.code == "0701")
  }

  @Test("Every working class maps to a unified class; one-to-many mappings are left open")
  func unified() throws {
    let table = try #require(LandClassTable.of(.sd3Work))
    for landClass in table.classes {
      #expect(!landClass.unifiedCandidates.isEmpty, "\(landClass)")
      for candidate in landClass.unifiedCandidates {
        #expect(LandClass(known: candidate.code, in: .ydyh2023) != nil, "\(landClass)")
      }
    }
    #expect(try LandClass(.sd3Work, "0601").unified?.code == "1001")
    #expect(try LandClass(.sd3Work, "1006").unified?.code == "0601")
    for code in ["05H1", "08H2", "0809", "0810", "09", "0204", "0701"] {
      #expect(try LandClass(.sd3Work, code).unified == nil, "\(code)")
    }
  }

  @Test("Where the unified class is certain, it is in the same category")
  func unifiedCategory() throws {
    let table = try #require(LandClassTable.of(.sd3Work))
    for landClass in table.classes {
      for candidate in landClass.unifiedCandidates {
        #expect(candidate.category == landClass.category, "\(landClass) \(candidate)")
      }
    }
  }
}

@Suite("Which system do the codes belong to?")
struct ClassSystemDetectorTests {
  private func decide(
    _ pairs: [(String, String?)], fields: [String] = []
  ) throws -> ClassSystemDetector.Decision {
    var detector = ClassSystemDetector(fields: fields)
    for (code, name) in pairs { detector.add(code: code, name: name) }
    return try detector.decide()
  }

  @Test("Codes that occur in only one system decide")
  func markers() throws {
    #expect(try decide([("0601", nil), ("05H1", nil)]).system == .sd3Work)
    #expect(try decide([("0101", nil), ("1107A", nil)]).system == .sd3Work)
    #expect(try decide([("0601", nil), ("1701", nil)]).system == .ydyh2023)
    #expect(try decide([("0601", nil), ("070101", nil)]).system == .ydyh2023)
    #expect(try decide([("0101", nil), ("0808", nil)]).system == .gbt21010)
  }

  @Test("Bare codes that several systems have are refused")
  func undecided() throws {
    for codes in [["0601"], ["0101", "0301"], ["1001", "0701"]] {
      let error = #expect(throws: Diagnostic.self) { try decide(codes.map { ($0, nil) }) }
      #expect(error?.code == "class.system-undecided")
    }
    let mixed = #expect(throws: Diagnostic.self) { try decide([("05H1", nil), ("1701", nil)]) }
    #expect(mixed?.code == "class.system-undecided")
    let foreign = #expect(throws: Diagnostic.self) { try decide([("9999", nil)]) }
    #expect(foreign?.code == "class.codes-unknown")
    let none = #expect(throws: Diagnostic.self) { try decide([("", nil)]) }
    #expect(none?.code == "class.no-codes")
  }

  @Test("Names decide: 0601 is industry in one system and a road in another")
  func names() throws {
    #expect(try decide([("0601", "工业用地")]).system == .sd3Work)
    #expect(try decide([("0601", "农村道路")]).system == .ydyh2023)
    #expect(try decide([("0601", "工业用地"), ("0801", "机关团体用地")]).system == .gbt21010)
  }

  @Test("Names win over codes, and the conflict is an error")
  func conflict() throws {
    let decision = try decide([
      ("0601", "工业用地"), ("1001", "铁路用地"), ("1101", "河流水面"), ("1701", "河流水面"),
    ])
    #expect(decision.system == .sd3Work)
    #expect(decision.findings.map(\.code) == ["class.system-conflict"])
    #expect(decision.findings.allSatisfy { $0.severity == .error })
  }

  @Test("Fields of the survey's database decide for its classes when nothing else can")
  func fields() throws {
    let fields = ["DLBM", "KCXS", "CZCSXM", "ZZSXDM"]
    #expect(try decide([("0101", nil), ("0601", nil)], fields: fields).system == .sd3Work)
  }

  @Test(
    "One feature: a known name wins, an unknown name does not, and without either there is no class"
  )
  func reading() throws {
    let road = try LandClass(.sd3Work, "1006")
    let paddy = try LandClass(.sd3Work, "0101")
    #expect(ClassReading(code: "0601", name: "农村道路", system: .sd3Work) == .nameWins(road))
    #expect(ClassReading(code: "0101", name: " 水田 ", system: .sd3Work) == .agreed(paddy))
    #expect(ClassReading(code: "0101", name: nil, system: .sd3Work) == .agreed(paddy))
    #expect(ClassReading(code: "0101", name: "稻田", system: .sd3Work) == .nameUnknown(paddy))
    #expect(ClassReading(code: "9999", name: "稻田", system: .sd3Work) == .unknown)
    let orchard = try LandClass(.sd3Work, "0201K")
    #expect(ClassReading(code: "0201K", name: "可调整果园", system: .sd3Work) == .agreed(orchard))
    #expect(ClassReading(code: "0201K", name: "果园", system: .sd3Work) == .agreed(orchard))
  }
}
