import Foundation
import Groundwork
import Policy
import Reports
import VectorFiles

/// How the document of a rule book (规则汇编) is written.
public enum RuleBookFormat: String, Sendable, CaseIterable {
  case docx, pdf, html, md

  /// The format for the extension of a path.
  ///
  /// - Throws: `Diagnostic` `rules.format` for another extension.
  public static func of(_ path: String) throws -> RuleBookFormat {
    let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
    guard let format = RuleBookFormat(rawValue: ending) else {
      throw Diagnostic(
        code: "rules.format",
        Localized(zh: "不支持的格式“\(ending)”", en: "unsupported format: ‘\(ending)’"),
        remedy: Localized(
          zh: "文件名以 .md、.docx、.html 或 .pdf 结尾。", en: "Use .md, .docx, .html or .pdf."),
        file: path)
    }
    return format
  }

  public var mediaType: String {
    switch self {
    case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case .pdf: "application/pdf"
    case .html: "text/html; charset=utf-8"
    case .md: "text/markdown; charset=utf-8"
    }
  }
}

extension Workbench {
  /// The document of some rules of a book, with the results of their test cases.
  ///
  /// - Parameter confirmed: the rules that somebody has compared with their texts.
  /// - Throws: `Diagnostic` `report.typst-missing`, `report.typst-failed` for `.pdf`.
  public static func ruleBookBytes(
    _ book: RuleBook, rules: [Rule], confirmed: Set<String> = [], as format: RuleBookFormat,
    language: Language
  ) throws -> [UInt8] {
    let document = RuleBookDocument(
      book, rules: rules, results: try RuleTests.run(book), confirmed: confirmed,
      language: language
    ).make()
    switch format {
    case .docx: return try ZipPackage.bytes(ReportWord(document).members())
    case .pdf: return try Typesetter().bytes(of: document).pdf
    case .html: return Array(HTMLPage(document).write().utf8)
    case .md: return Array(MarkdownPage(document).write().utf8)
    }
  }
}
