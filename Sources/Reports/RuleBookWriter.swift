import Foundation
import Groundwork
import Subprocess
import SystemPackage

/// Writes a rule book's document as `.md`, `.docx`, `.html` or `.pdf`, by the extension of the
/// file.
public struct RuleBookWriter: Sendable {
  public enum Format: String, Sendable, CaseIterable {
    case md, docx, html, pdf
  }

  public init() {}

  /// The format for the extension of a path.
  ///
  /// - Throws: `Diagnostic` `rules.format` for another extension.
  @discardableResult
  public static func check(_ path: String) throws -> Format {
    let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
    guard let format = Format(rawValue: ending) else {
      throw Diagnostic(
        code: "rules.format",
        Localized(zh: "不支持的格式“\(ending)”", en: "unsupported format: ‘\(ending)’"),
        remedy: Localized(
          zh: "文件名以 .md、.docx、.html 或 .pdf 结尾。", en: "Use .md, .docx, .html or .pdf."),
        file: path)
    }
    return format
  }

  /// - Throws: `Diagnostic` `rules.format` for another ending, `report.pandoc-missing` or
  ///   `report.pandoc-failed` for `.docx`, as ``Typesetter/set(_:to:)`` for `.pdf`,
  ///   `report.not-writable` when the file cannot be written.
  public func write(_ document: ReportDocument, to path: String) async throws {
    let format = try RuleBookWriter.check(path)
    do {
      switch format {
      case .md: try put(MarkdownPage(document).write(), path)
      case .html: try put(HTMLPage(document).write(), path)
      case .pdf: try await Typesetter().set(document, to: path)
      case .docx: try await setWithPandoc(MarkdownPage(document).write(), path)
      }
    } catch let error as CocoaError {
      throw Diagnostic(
        code: "report.not-writable",
        Localized(
          zh: "无法写入：\(error.localizedDescription)",
          en: "cannot be written: \(error.localizedDescription)"),
        remedy: Localized(zh: "请检查目录权限与磁盘空间。", en: "check permissions and disk space."),
        file: path)
    }
  }

  private func put(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  private func setWithPandoc(_ text: String, _ path: String) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-rules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    do {
      let source = folder.appendingPathComponent("rules.md")
      let finished = folder.appendingPathComponent("rules.docx")
      try Data(text.utf8).write(to: source)
      try await convert(source.path, finished.path)
      try Data(contentsOf: finished).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      try FileManager.default.removeItem(at: folder)
      throw error
    }
    try FileManager.default.removeItem(at: folder)
  }

  private func convert(_ source: String, _ target: String) async throws {
    let result: ExecutionResult<Void, DiscardedOutput, StringOutput<UTF8>>
    do {
      result = try await run(
        .name("pandoc"), arguments: ["-f", "markdown", "-t", "docx", "-o", target, source],
        output: .discarded, error: .string(limit: 64 * 1024))
    } catch is SubprocessError {
      throw Diagnostic(
        code: "report.pandoc-missing",
        Localized(zh: "未找到 pandoc，无法生成 docx。", en: "pandoc was not found; no docx can be made."),
        remedy: Localized(
          zh: "安装 pandoc，或改用 .md、.html、.pdf。", en: "install pandoc, or use .md, .html or .pdf."))
    }
    guard case .exited(0) = result.terminationStatus else {
      let reason = result.standardError
      throw Diagnostic(
        code: "report.pandoc-failed",
        Localized(zh: "pandoc 转换失败：\(reason)", en: "pandoc could not convert: \(reason)"),
        remedy: Localized(zh: "可改用 .md 或 .html。", en: "use .md or .html instead."))
    }
  }
}
