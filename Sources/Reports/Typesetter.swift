import Foundation
import Groundwork
import Subprocess
import SystemPackage

/// Sets a report as PDF with typst.
///
/// Looks for a Python that has the `typst` module, in this order: the program named by the
/// environment variable `ZHITU_PYTHON`; `.tools/venv/bin/python` in the folder named by
/// `ZHITU_HOME`, in one above the running program, in or above the current folder. `Scripts/setup`
/// installs it there.
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

  private static let script = """
    import sys
    try:
        import typst
    except ImportError:
        sys.exit(3)
    typst.compile(sys.argv[1], output=sys.argv[2], root=sys.argv[3], format="pdf")
    """

  /// Sets the document and writes the PDF, replacing an existing file only when finished.
  ///
  /// - Throws: `Diagnostic` `report.typst-missing` when typst is not installed,
  ///   `report.typst-failed` when it cannot set the document.
  public func set(_ document: ReportDocument, to path: String) async throws {
    guard let python else { throw Typesetter.missing }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    do {
      try await set(document, to: path, python: python, in: folder)
    } catch {
      try FileManager.default.removeItem(at: folder)
      throw error
    }
    try FileManager.default.removeItem(at: folder)
  }

  private func set(
    _ document: ReportDocument, to path: String, python: String, in folder: URL
  ) async throws {
    let source = folder.appendingPathComponent("report.typ")
    try Data(PackageResources.report_typ).write(to: source)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try encoder.encode(document).write(to: folder.appendingPathComponent("report.json"))
    for (name, svg) in document.drawings {
      try Data(svg.utf8).write(to: folder.appendingPathComponent(name + ".svg"))
    }
    let finished = folder.appendingPathComponent("report.pdf")
    let result: ExecutionResult<Void, DiscardedOutput, StringOutput<UTF8>>
    do {
      result = try await run(
        .path(FilePath(python)),
        arguments: ["-c", Typesetter.script, source.path, finished.path, folder.path],
        output: .discarded, error: .string(limit: 64 * 1024))
    } catch let error as SubprocessError {
      throw Typesetter.failed("\(python): \(error)")
    }
    switch result.terminationStatus {
    case .exited(0): break
    case .exited(3): throw Typesetter.missing
    default: throw Typesetter.failed(result.standardError)
    }
    try replace(path, with: finished)
  }

  private func replace(_ path: String, with finished: URL) throws {
    // The file is written next to its target and then renamed, because the temporary folder may be
    // on another disk.
    try Data(contentsOf: finished).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  private static let missing = Diagnostic(
    code: "report.typst-missing",
    Localized(zh: "未找到 typst，无法生成 PDF 报告。", en: "typst was not found; no PDF can be made."),
    remedy: Localized(
      zh: "运行 Scripts/setup --run 安装，或用环境变量 ZHITU_PYTHON 指定装有 typst 模块的 Python。",
      en: "run Scripts/setup --run, or name a Python with the typst module in ZHITU_PYTHON."))

  private static func failed(_ reason: String) -> Diagnostic {
    Diagnostic(
      code: "report.typst-failed",
      Localized(zh: "typst 排版失败：\(reason)", en: "typst could not typeset the report: \(reason)"),
      remedy: Localized(
        zh: "HTML 报告仍可使用；请将上述信息报告给开发者。",
        en: "the HTML report can still be used; please report the message above."))
  }
}
