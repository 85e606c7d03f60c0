import Classes
import Groundwork
import TestSupport
import Testing

@Suite("Crosswalks")
struct CrosswalkTests {
  @Test("Every built-in crosswalk is consistent and documented", arguments: Crosswalk.builtInNames)
  func builtIn(name: String) throws {
    let crosswalk = try Crosswalk.load(name)
    #expect(crosswalk.name == name)
    #expect(!crosswalk.source.isEmpty && !crosswalk.licence.isEmpty)
    #expect(!crosswalk.title.zh.isEmpty && !crosswalk.title.en.isEmpty)
    #expect(crosswalk.isUnclassified == crosswalk.entries.isEmpty)
    for entry in crosswalk.entries {
      #expect(!entry.target.isGroup, "\(entry.values)")
      for value in entry.values { #expect(crosswalk.entry(for: .text(value)) != nil) }
    }
  }

  @Test("The five documented crosswalks exist")
  func names() {
    #expect(
      Set(Crosswalk.builtInNames).isSuperset(of: ["lcdb", "plateau", "cci", "farmland-benchmark"]))
  }

  @Test("A number and its text are the same value; blanks do not count")
  func keys() throws {
    let lcdb = try Crosswalk.load("lcdb")
    let orchard = try LandClass(.sd3Work, "0201")
    for value in [Value.integer(33), .real(33), .text("33"), .text(" 33 ")] {
      #expect(lcdb.entry(for: value)?.target == orchard)
    }
    #expect(
      lcdb.entry(for: .text("Orchard, Vineyard or Other Perennial Crop"))?.target == orchard)
    for value in [Value.integer(3), .real(33.5), .null, .text("")] {
      #expect(lcdb.entry(for: value) == nil)
    }
  }

  private func mistake(_ lines: [String]) throws -> Diagnostic? {
    let scratch = try Scratch()
    let path = try scratch.write("own.yaml", lines.joined(separator: "\n") + "\n")
    let error = #expect(throws: Diagnostic.self) { try Crosswalk.load(path) }
    #expect(error?.code == "crosswalk.invalid")
    #expect(error?.file == path || error?.file?.hasPrefix(path + ":") == true)
    #expect(error?.remedy != nil)
    return error
  }

  @Test("Mistakes in a file are named with line and key")
  func mistakes() throws {
    let head = ["name: own", "system: SD3-work", "class-field: use", "classes:"]
    let unknownCode = try mistake(
      head + ["  - { value: a, code: \"0101\" }", "  - { value: b, code: \"9999\" }"])
    #expect(unknownCode?.file?.hasSuffix("own.yaml:6") == true)
    #expect(unknownCode?.field == "code")
    let twice = try mistake(
      head + ["  - { value: a, code: \"0101\" }", "  - { value: a, code: \"0103\" }"])
    #expect(twice?.message.en.contains("\"a\"") == true)
    let noCode = try mistake(head + ["  - { value: a }"])
    #expect(noCode?.field == "code")
    let key = try mistake(["nmae: own"] + head.dropFirst())
    #expect(key?.message.en.contains("nmae") == true && key?.field == "nmae")
    let system = try mistake(["system: YDYH-2020", "class-field: use", "classes: []"])
    #expect(system?.field == "system")
    let version = try mistake(
      ["system: SD3-work", "version: \"1984\"", "class-field: use", "classes: []"])
    #expect(version?.field == "version")
    let noField = try mistake(["system: SD3-work", "classes: []"])
    #expect(noField?.field == "class-field")
    _ = try mistake(["name: [", "x"])
    let list = try mistake(["- a", "- b"])
    #expect(list?.message.en.contains("mapping") == true)
  }

  @Test("A name that is neither built in nor a file is refused")
  func missing() {
    let error = #expect(throws: Diagnostic.self) { try Crosswalk.load("no-such-crosswalk") }
    #expect(error?.code == "crosswalk.missing")
    #expect(error?.remedy?.en.contains("lcdb") == true)
  }

  @Test("A user's file works like a built-in one")
  func own() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "own.yaml",
      """
      name: own
      title: { zh: 自定, en: Own }
      system: YDYH-2023
      class-field: [use, landuse]
      id-field: [[sheet, number], id]
      classes:
        - { values: [farm, 1], code: "0101" }
        - { value: works, code: "1001" }
      """)
    let crosswalk = try Crosswalk.load(path)
    #expect(crosswalk.system == .ydyh2023)
    #expect(crosswalk.classFields == ["use", "landuse"])
    #expect(crosswalk.idFields == [["sheet", "number"], ["id"]])
    #expect(crosswalk.entry(for: .integer(1))?.target.name.zh == "水田")
    #expect(crosswalk.entry(for: .text("works"))?.target.name.zh == "工业用地")
  }
}
