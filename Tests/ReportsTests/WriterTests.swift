import Foundation
import Groundwork
import Reports
import Testing

@Suite("Reports are written")
struct WriterTests {
  static let canSet = Typesetter.findPython() != nil && program("pdftotext") != nil

  private func run(_ path: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test(
    "the PDF's text holds verdicts, numbers, page numbers and marks",
    .enabled(if: canSet, "needs typst and pdftotext"), arguments: Language.allCases)
  func pdf(language: Language) async throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcome = try await ReportWriter()
      .write(try Fixture.model(), to: folder.path, language: language)
    #expect(outcome.diagnostics == [])
    let names = outcome.paths.map { URL(fileURLWithPath: $0).lastPathComponent }
    #expect(
      names == [
        "report.html", "report.pdf", "report-details.html", "report-details.pdf", "map.svg",
        "sankey.svg",
      ])
    let pdftotext = try #require(program("pdftotext"))
    let text = try run(pdftotext, ["-layout", "\(folder.path)/report.pdf", "-"])
    for rule in ["CORE-01", "CORE-04/new-construction", "CAP-01/pbf", "NB-04", "FAC-02"] {
      #expect(text.contains(rule), "\(rule)")
    }
    for number in ["5.25 %", "1,234.56", "3,927.15", "33021100000"] {
      #expect(text.contains(number), "\(number)")
    }
    for word in language == .zh
      ? ["不通过", "无法判定", "不涉及", "草案", "待核实", "合成数据", "第2页/共", "表10", "整治图斑布局"]
      : ["undecidable", "draft", "to be verified", "Synthetic data", "Page 2 of", "Table 10"]
    {
      // How wide a gap is between hanzi and digits is up to the layout of the text.
      let plain = language == .zh ? text.filter { $0 != " " } : text
      #expect(plain.contains(word), "\(word)")
    }
    let first = try run(pdftotext, ["-l", "1", "\(folder.path)/report.pdf", "-"])
    for word in language == .zh
      ? ["不能报批：1 项阻断", "须调出 1.86 亩", "自然资源部门的划定成果", "本报告所称面积"]
      : ["1 blocking", "take 1.86 mu out", "the natural resources department", "The areas"]
    { #expect(first.contains(word), "\(word)") }
    let details = try run(pdftotext, ["\(folder.path)/report-details.pdf", "-"])
    for all in [text, first, details] {
      #expect(!all.unicodeScalars.contains { (0x200B...0x200D).contains($0.value) })
    }
  }

  /// Of a rare hanzi and a sign for private use no installed font has a glyph.
  @Test(
    "characters that no font has are named, in text, tables and drawings",
    .enabled(if: canSet, "needs typst and pdftotext"))
  func missingGlyphs() async throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var model = try Fixture.model()
    model.projects[0].name = "𠮷家村\u{FFFFD}"
    model.district = Localized("甲镇 𡒄")
    model.projects[1].name = "\u{FFFFD}"
    let outcome = try await ReportWriter().write(model, to: folder.path)
    let warning = try #require(outcome.diagnostics.first)
    #expect(outcome.diagnostics.count == 1 && outcome.paths.count == 6)
    #expect(warning.code == "report.glyph-missing" && warning.severity == .warning)
    for code in ["U+FFFFD", "U+21484"] {
      #expect(warning.message.en.components(separatedBy: code).count == 2, "\(code)")
    }
    #expect(!warning.message.en.contains("20BB7"), "𠮷 is in the fonts")
  }

  @Test("the same model gives the same PDF", .enabled(if: canSet, "needs typst and pdftotext"))
  func deterministic() async throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let document = ReportDocument(try Fixture.model())
    for name in ["a.pdf", "b.pdf"] {
      try await Typesetter().set(document, to: folder.appendingPathComponent(name).path)
    }
    let a = try Data(contentsOf: folder.appendingPathComponent("a.pdf"))
    let b = try Data(contentsOf: folder.appendingPathComponent("b.pdf"))
    #expect(a == b)
  }

  @Test("without typst the page is written, an old PDF is removed, and the user is told")
  func noTypst() async throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let stale = folder.appendingPathComponent("report.pdf")
    try Data("old".utf8).write(to: stale)
    let writer = ReportWriter(typesetter: Typesetter(python: nil))
    let outcome = try await writer.write(try Fixture.model(), to: folder.path)
    #expect(outcome.diagnostics.map(\.code) == ["report.typst-missing"])
    #expect(outcome.diagnostics.first?.remedy?.zh.contains("Scripts/setup") == true)
    #expect(
      FileManager.default.fileExists(atPath: folder.appendingPathComponent("report.html").path))
    #expect(!FileManager.default.fileExists(atPath: stale.path))
  }

  @Test(
    "an invalid Python, or one without typst, is reported",
    arguments: ["/nonexistent/python", "/bin/false"])
  func badPython(python: String) async throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let writer = ReportWriter(typesetter: Typesetter(python: python))
    let outcome = try await writer.write(try Fixture.model(), to: folder.path)
    #expect(outcome.diagnostics.map(\.code) == ["report.typst-failed"])
    #expect(outcome.paths.count == 4)
  }

  @Test("a folder that cannot be made is reported")
  func notWritable() async throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("file")
    try Data().write(to: file)
    await #expect {
      try await ReportWriter().write(
        try Fixture.model(), to: file.appendingPathComponent("out").path)
    } throws: { error in
      (error as? Diagnostic)?.code == "report.not-writable"
    }
  }

  @Test("a cancelled job writes nothing")
  func cancelled() async throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let job = Job()
    job.cancellation.cancel()
    await #expect(throws: Cancelled.self) {
      try await ReportWriter().write(try Fixture.model(), to: folder.path, job: job)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test("the interpreter is found by name, above the program, or not at all")
  func findsPython() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(Typesetter.findPython(environment: ["ZHITU_PYTHON": "/x"], startingAt: []) == "/x")
    let deep = folder.appendingPathComponent("a/b")
    try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
    // Temporary folders may lie inside the project, which has an interpreter.
    #expect(Typesetter.findPython(environment: [:], startingAt: ["/no/such/folder"]) == nil)
    let bin = folder.appendingPathComponent(".tools/venv/bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    let python = bin.appendingPathComponent("python").path
    FileManager.default.createFile(
      atPath: python, contents: Data(), attributes: [.posixPermissions: 0o755])
    let found = Typesetter.findPython(environment: [:], startingAt: [deep.path])
    #expect(found?.hasSuffix("/.tools/venv/bin/python") == true)
  }
}
