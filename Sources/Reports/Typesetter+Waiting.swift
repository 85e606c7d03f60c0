import Foundation
import Groundwork

extension Typesetter {
  /// Sets a document while the caller waits, for threads that may wait: those of the server's work.
  ///
  /// - Returns: the PDF, and the characters that no installed font has.
  /// - Throws: `Diagnostic` `report.typst-missing`, `report.typst-failed`.
  public func bytes(
    of document: ReportDocument
  ) throws -> (pdf: [UInt8], missing: [Unicode.Scalar]) {
    guard let python else { throw Typesetter.missing }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let result = Result { try wait(document, python, in: folder) }
    try FileManager.default.removeItem(at: folder)
    return try result.get()
  }

  private func wait(
    _ document: ReportDocument, _ python: String, in folder: URL
  ) throws -> (pdf: [UInt8], missing: [Unicode.Scalar]) {
    let source = try prepare(document, in: folder)
    let finished = folder.appendingPathComponent("report.pdf")
    // Files take any amount of text, so nothing waits for a full pipe.
    let names = ["output.txt", "error.txt"].map { folder.appendingPathComponent($0) }
    for name in names { try Data().write(to: name) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", Typesetter.script, source.path, finished.path, folder.path]
    let handles = try names.map { try FileHandle(forWritingTo: $0) }
    (process.standardOutput, process.standardError) = (handles[0], handles[1])
    do {
      try process.run()
    } catch {
      throw Typesetter.failed("\(python): \(error)")
    }
    process.waitUntilExit()
    for handle in handles { try handle.close() }
    let texts = try names.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    switch (process.terminationReason, process.terminationStatus) {
    case (.exit, 0): break
    case (.exit, 3): throw Typesetter.missing
    default: throw Typesetter.failed(texts[1])
    }
    return ([UInt8](try Data(contentsOf: finished)), Typesetter.characters(in: texts[0]))
  }
}
