import Foundation
import Groundwork

/// Writes a report's files.
public struct ReportWriter: Sendable {
  public var typesetter: Typesetter

  public init(typesetter: Typesetter = Typesetter()) {
    self.typesetter = typesetter
  }

  /// The names of all files that a report may have.
  public static let fileNames = [
    "report.html", "report.pdf", "report-details.html", "report-details.pdf", "map.svg",
    "sankey.svg",
  ]

  /// The files written, and the problems.
  public struct Outcome: Sendable {
    public var paths: [String]
    /// Why the PDF is missing: `report.typst-missing` or `report.typst-failed`; or what it lacks, as a
    /// warning: `report.glyph-missing`.
    public var diagnostics: [Diagnostic]
  }

  /// Writes `report.html` and `report.pdf`, the details as `report-details.html` and
  /// `report-details.pdf`, and the drawings `map.svg` and `sankey.svg` into the folder, which is
  /// created if necessary. Files of the same names are replaced.
  ///
  /// - Returns: the paths written, HTML first. Without typst the HTML and the drawings are still
  ///   written and the outcome says what is missing.
  /// - Throws: `Diagnostic` `report.not-writable` when the folder cannot be written.
  public func write(
    _ model: ReportModel, to directory: String, language: Language = .zh, job: Job = Job()
  ) async throws -> Outcome {
    job.progress.begin(Localized(zh: "编写报告", en: "writing the report"), total: 4)
    let document = ReportDocument(model, language: language)
    let documents = [
      ("report", document), ("report-details", ReportDocument.details(model, language: language)),
    ]
    try job.cancellation.check()
    job.progress.advance(to: 1)

    let folder = URL(fileURLWithPath: directory)
    var outcome = Outcome(paths: [], diagnostics: [])
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, document) in documents {
        let page = folder.appendingPathComponent(name + ".html")
        try Data(HTMLPage(document).write().utf8).write(to: page, options: .atomic)
        outcome.paths.append(page.path)
      }
      for name in ["map", "sankey"] {
        guard let svg = document.drawings[name] else { continue }
        let file = folder.appendingPathComponent(name + ".svg")
        try Data(svg.utf8).write(to: file, options: .atomic)
        outcome.paths.append(file.path)
      }
    } catch let error as CocoaError {
      throw notWritable(directory, error)
    }
    try job.cancellation.check()
    job.progress.advance(to: 2)

    var missing: Set<Unicode.Scalar> = []
    for (index, (name, document)) in documents.enumerated() {
      let pdf = folder.appendingPathComponent(name + ".pdf")
      do {
        missing.formUnion(try await typesetter.set(document, to: pdf.path))
        let page = outcome.paths.firstIndex { $0.hasSuffix("/\(name).html") }
        outcome.paths.insert(pdf.path, at: page.map { $0 + 1 } ?? outcome.paths.endIndex)
      } catch let diagnostic as Diagnostic {
        // A PDF of an earlier run would not match the new page.
        if FileManager.default.fileExists(atPath: pdf.path) {
          try FileManager.default.removeItem(at: pdf)
        }
        if !outcome.diagnostics.contains(diagnostic) { outcome.diagnostics.append(diagnostic) }
      } catch let error as CocoaError {
        throw notWritable(directory, error)
      }
      try job.cancellation.check()
      job.progress.advance(to: 3 + index)
    }
    if !missing.isEmpty { outcome.diagnostics.append(ReportWriter.lacking(missing)) }
    job.progress.end()
    return outcome
  }

  private static func lacking(_ scalars: Set<Unicode.Scalar>) -> Diagnostic {
    let signs = scalars.sorted { $0.value < $1.value }.map { scalar in
      let code = String(scalar.value, radix: 16, uppercase: true)
      let zeros = String(repeating: "0", count: max(0, 4 - code.count))
      return "\(Character(scalar)) (U+\(zeros)\(code))"
    }.joined(separator: " ")
    return Diagnostic(
      .warning, code: "report.glyph-missing",
      Localized(
        zh: "已安装的字体都没有这些字，PDF 中为空框：\(signs)。HTML 报告不受影响。",
        en: "No installed font has these characters; they are empty boxes in the PDF: "
          + "\(signs). The HTML holds them."),
      remedy: Localized(
        zh: "安装含有这些字的字体（如花园明朝、遍黑体），再生成一次。",
        en: "Install a font that has them, such as Hanazono Mincho, and write the report again."))
  }

  private func notWritable(_ directory: String, _ error: CocoaError) -> Diagnostic {
    Diagnostic(
      code: "report.not-writable",
      Localized(
        zh: "无法写入报告目录：\(error.localizedDescription)",
        en: "the report's folder cannot be written: \(error.localizedDescription)"),
      remedy: Localized(
        zh: "请检查目录权限与磁盘空间，或换一个目录。",
        en: "check permissions and disk space, or choose another folder."),
      file: directory)
  }
}
