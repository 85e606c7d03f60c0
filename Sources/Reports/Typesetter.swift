import Foundation
import Groundwork
import Subprocess
import SystemPackage

/// Sets a report as PDF with typst.
///
/// Looks for a Python that has the `typst` module, in this order: the program named by the
/// environment variable `ZHITU_PYTHON`; `.tools/venv/bin/python` in the folder named by
/// `ZHITU_HOME`, in one above the running program, in or above the current folder. `Scripts/setup`
/// installs it there. Fonts are those of the system and those in the folders that `ZHITU_FONTS` names.
public struct Typesetter: Sendable {
  /// Path of the Python interpreter; `nil` if none was found.
  public var python: String?

  /// - Parameter python: the interpreter to use instead of searching for one.
  public init(python: String? = Typesetter.findPython()) {
    self.python = python
  }

  public static func findPython(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    startingAt folders: [String] = [
      Bundle.main.executablePath ?? "", FileManager.default.currentDirectoryPath,
    ]
  ) -> String? {
    if let named = environment["ZHITU_PYTHON"], !named.isEmpty { return named }
    for folder in [environment["ZHITU_HOME"] ?? ""] + folders where !folder.isEmpty {
      var url = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
      while url.path != "/" {
        let candidate = url.appendingPathComponent(".tools/venv/bin/python").path
        if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        url = url.deletingLastPathComponent()
      }
    }
    return nil
  }

  /// Sets a file, then asks for the same in PDF/A, which forbids characters without a glyph: typst sets
  /// them as empty boxes without a word, but there it names them. What else PDF/A asks for, such as a
  /// date, does not matter here.
  static let script = #"""
    import os
    import re
    import sys
    try:
        import typst
    except ImportError:
        sys.exit(3)
    source, output, root = sys.argv[1:4]
    fonts = [folder for folder in os.environ.get("ZHITU_FONTS", "").split(os.pathsep) if folder]
    compiler = typst.Compiler(source, root=root, font_paths=fonts)
    compiler.compile(output=output, format="pdf")
    try:
        compiler.compile(format="pdf", pdf_standards="a-2b")
    except typst.TypstError as error:
        for text in re.findall(r'the text `"(.*?)"` could not be displayed', error.diagnostic):
            for code in re.findall(r"\\u\{([0-9a-f]+)\}", text):
                print(code)
            for sign in re.sub(r"\\u\{[0-9a-f]+\}", "", text):
                print(f"{ord(sign):x}")
    """#

  /// Sets the document and writes the PDF, replacing an existing file only when finished.
  ///
  /// - Returns: the characters that no installed font has, in the order of their codes; they are empty
  ///   boxes in the PDF.
  /// - Throws: `Diagnostic` `report.typst-missing` when typst is not installed,
  ///   `report.typst-failed` when it cannot set the document.
  @discardableResult
  public func set(
    _ document: ReportDocument, to path: String
  ) async throws -> [Unicode.Scalar] {
    guard let python else { throw Typesetter.missing }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let missing: [Unicode.Scalar]
    do {
      missing = try await set(document, to: path, python: python, in: folder)
    } catch {
      try FileManager.default.removeItem(at: folder)
      throw error
    }
    try FileManager.default.removeItem(at: folder)
    return missing
  }

  private func set(
    _ document: ReportDocument, to path: String, python: String, in folder: URL
  ) async throws -> [Unicode.Scalar] {
    let source = try prepare(document, in: folder)
    let finished = folder.appendingPathComponent("report.pdf")
    let result: ExecutionResult<Void, StringOutput<UTF8>, StringOutput<UTF8>>
    do {
      result = try await run(
        .path(FilePath(python)),
        arguments: ["-c", Typesetter.script, source.path, finished.path, folder.path],
        output: .string(limit: 1 << 20), error: .string(limit: 64 * 1024))
    } catch let error as SubprocessError {
      throw Typesetter.failed("\(python): \(error)")
    }
    switch result.terminationStatus {
    case .exited(0): break
    case .exited(3): throw Typesetter.missing
    default: throw Typesetter.failed(result.standardError)
    }
    try replace(path, with: finished)
    return Typesetter.characters(in: result.standardOutput)
  }

  /// Writes what typst reads; the path of the layout.
  func prepare(_ document: ReportDocument, in folder: URL) throws -> URL {
    let source = folder.appendingPathComponent("report.typ")
    try Data(PackageResources.report_typ).write(to: source)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try encoder.encode(document).write(to: folder.appendingPathComponent("report.json"))
    for (name, svg) in document.drawings {
      try Data(svg.utf8).write(to: folder.appendingPathComponent(name + ".svg"))
    }
    return source
  }

  /// The characters that the script names, in the order of their codes.
  static func characters(in output: String) -> [Unicode.Scalar] {
    let codes = output.split(whereSeparator: \.isNewline).compactMap { UInt32($0, radix: 16) }
    return Set(codes).sorted().compactMap(Unicode.Scalar.init)
  }

  private func replace(_ path: String, with finished: URL) throws {
    // The file is written next to its target and then renamed, because the temporary folder may be
    // on another disk.
    try Data(contentsOf: finished).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  static let missing = Diagnostic(
    code: "report.typst-missing",
    Localized(zh: "未找到 typst，无法生成 PDF 报告。", en: "typst was not found; no PDF can be made."),
    remedy: Localized(
      zh: "运行 Scripts/setup --run 安装，或用环境变量 ZHITU_PYTHON 指定装有 typst 模块的 Python。",
      en: "run Scripts/setup --run, or name a Python with the typst module in ZHITU_PYTHON."))

  static func failed(_ reason: String) -> Diagnostic {
    Diagnostic(
      code: "report.typst-failed",
      Localized(zh: "typst 排版失败：\(reason)", en: "typst could not typeset the report: \(reason)"),
      remedy: Localized(
        zh: "HTML 报告仍可使用；请将上述信息报告给开发者。",
        en: "the HTML report can still be used; please report the message above."))
  }
}
