import Foundation
import Testing

@Suite("The layer catalogue is the only place that names kinds of layers")
struct CatalogueTests {
  private static let catalogue = "Sources/Survey/Catalogue/LayerCatalogue.swift"

  /// Exceptions that may name a theme, with the reason.
  private static let exceptions: [(folder: String, word: String)] = [
    // Whether a patch of the survey lies in a park is a fact of patches, not only of pieces.
    ("Sources/Planning/PlanFacts.swift", "park"), ("Sources/Planning/SurveyFacts.swift", "in_park"),
    // The overlap of fields is that of these two layers and basic farmland.
    ("Sources/Workbench/Fields/FieldOverlapReport.swift", "hsf"),
    ("Sources/Workbench/Fields/FieldOverlapReport.swift", "grain"),
    // The kind of a workshop's project in the made-up registers.
    ("Sources/Sample/Register/SampleRegister.swift", "industry"),
    // The English word for a use of ground, which is no layer.
    ("Sources/Programme/Diagnosis/LandUse+Name.swift", "forest"),
    // One of the five elements of the work (工业), and what the page calls it.
    ("Sources/Governance/Projects/ProjectCard.swift", "industry"),
    ("Web/app/pages/projects/page.js", "industry"), ("Web/app/pages/projects/form.js", "industry"),
    ("Web/app/pages/potential/page.js", "industry"),
    // Names of uses of ground on the page.
    ("Web/app/pages/optimise/words.js", "park"), ("Web/app/pages/optimise/words.js", "industry"),
    ("Web/app/pages/optimise/words.js", "forest"),
    // Woods as a use of ground: the habitat of a corridor, or what is exchanged with farmland.
    ("Sources/zhitu/StudyCommand.swift", "forest"),
    ("Web/app/pages/optimise/studyForm.js", "forest"),
    ("Web/app/pages/optimise/studyForm.js", "park"),
    // The element of the work, as above.
    ("Web/app/pages/projects/fromPotential.js", "industry"),
    // Kinds of ground in base maps of others.
    ("Web/app/baseMap.js", "forest"), ("Web/app/baseMap.js", "park"),
    ("Web/app/baseMap.js", "water"),
  ]

  private func matches(_ pattern: String, _ text: String) throws -> [String] {
    try text.matches(of: Regex(pattern, as: (Substring, Substring).self)).map {
      String($0.output.1)
    }
  }

  private func files() -> [String] {
    let scripts = FileManager.default.enumerator(
      atPath: SourceTree.own.root.appendingPathComponent("Web/app").path)
    let found = scripts?.compactMap { $0 as? String }.filter { $0.hasSuffix(".js") } ?? []
    return SourceTree.own.swiftFiles(in: "Sources") + found.map { "Web/app/\($0)" }
      + ["Web/messages.js", "Web/styles/panels.css"]
  }

  @Test("A theme's role and fact are named only in its row")
  func themes() throws {
    let text = try SourceTree.own.text(CatalogueTests.catalogue)
    let roles = try matches(#"theme\(\s*"([a-z]+)""#, text)
    #expect(roles.count >= 8)
    let facts = try matches(#"fact: "([a-z_]+)""#, text)
    #expect(facts.count >= roles.count)
    let themeFacts = facts.filter { $0 != "in_pbf" && $0 != "in_erl" }
    for file in files() where file != CatalogueTests.catalogue {
      let content = try SourceTree.own.text(file)
      for word in roles + themeFacts
      where content.contains("\"\(word)\"") || content.contains(".mark-\(word)") {
        let isKnown = CatalogueTests.exceptions.contains { $0.folder == file && $0.word == word }
        #expect(isKnown, "\(file) names \(word)")
      }
    }
  }
}

@Suite("Only Records knows the names in a workspace")
struct RecordNameTests {
  /// Calls that name a kind of document by a text of their own.
  private func documentKinds(in source: String) throws -> [String] {
    try source.matches(
      of: Regex(
        #"(?:ocument|documents|versions)\(\s*kind: ("[^"]+")"#, as: (Substring, Substring).self)
    ).map { String($0.output.1) }
  }

  @Test("no room but Records names a column of the program or a kind of document")
  func names() throws {
    let rooms = SourceTree.own.folders(in: "Sources")
      .filter { $0 != "Records" && !$0.hasPrefix("Storage") }
    #expect(rooms.count > 15)
    for file in rooms.flatMap({ SourceTree.own.swiftFiles(in: "Sources/\($0)") }) {
      let source = try SourceTree.own.text(file)
      #expect(!source.contains("\"zt_"), "\(file) names a column of the program")
      #expect(try documentKinds(in: source) == [], "\(file) names a kind of document")
    }
  }

  @Test("the check finds such a name")
  func finds() throws {
    #expect(
      try documentKinds(in: "try writer.putDocument(\n      kind: \"flow\", key: key)")
        == ["\"flow\""])
    #expect(try documentKinds(in: "try $0.versions(kind: \"verdicts\", key: key)").count == 1)
    #expect(try documentKinds(in: "try reader.document(.flow, key: key)") == [])
  }
}
