import Foundation
import Groundwork

extension Typesetter {
  /// Sets drawings as PDF with typst, one page and one file each; lines and text stay vectors.
  private static let sheetScript = #"""
    import os
    import sys
    try:
        import typst
    except ImportError:
        sys.exit(3)
    fonts = [folder for folder in os.environ.get("ZHITU_FONTS", "").split(os.pathsep) if folder]
    for source in sys.argv[1:]:
        typst.compile(source, output=source[:-4] + ".pdf", font_paths=fonts)
    """#

  /// - Parameter sheets: names of files without an ending, and drawings.
  /// - Returns: the PDFs, in the same order.
  /// - Throws: Diagnostics `report.typst-missing`, `report.typst-failed`.
  public func pdfs(
    of sheets: [(name: String, drawing: PlanSheetSVG.Drawing)]
  ) throws -> [(name: String, bytes: [UInt8])] {
    guard let python else { throw Typesetter.missing }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-sheets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    do {
      let made = try pdfs(of: sheets, python: python, in: folder)
      try FileManager.default.removeItem(at: folder)
      return made
    } catch {
      try FileManager.default.removeItem(at: folder)
      throw error
    }
  }

  private func pdfs(
    of sheets: [(name: String, drawing: PlanSheetSVG.Drawing)], python: String, in folder: URL
  ) throws -> [(name: String, bytes: [UInt8])] {
    var sources: [String] = []
    for (index, sheet) in sheets.enumerated() {
      let paper = sheet.drawing.paper.millimetres
      try Data(sheet.drawing.svg.utf8).write(to: folder.appendingPathComponent("\(index).svg"))
      let source = folder.appendingPathComponent("\(index).typ")
      try Data(
        """
        #set document(date: none)
        #set page(width: \(Int(paper.width))mm, height: \(Int(paper.height))mm, margin: 0mm)
        #image("\(index).svg", width: 100%, height: 100%)
        """.utf8
      ).write(to: source)
      sources.append(source.path)
    }
    let errors = folder.appendingPathComponent("errors.txt")
    try Data().write(to: errors)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", Typesetter.sheetScript] + sources
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errors)
    do { try process.run() } catch { throw Typesetter.failed("\(python): \(error)") }
    process.waitUntilExit()
    if process.terminationStatus == 3 { throw Typesetter.missing }
    guard process.terminationStatus == 0 else {
      throw Typesetter.failed(try String(contentsOf: errors, encoding: .utf8))
    }
    return try sheets.enumerated().map { index, sheet in
      let file = folder.appendingPathComponent("\(index).pdf")
      return (sheet.name + ".pdf", [UInt8](try Data(contentsOf: file)))
    }
  }
}
