import Foundation
import Groundwork

/// A file that typst makes of a source.
public struct TypstPiece: Sendable {
  /// Its name, ending with `.pdf` or `.png`; sources of later pieces may refer to it.
  public var name: String
  public var source: String
  /// What the source reads beside it.
  public var files: [(name: String, bytes: [UInt8])]

  public init(_ name: String, source: String, files: [(name: String, bytes: [UInt8])]) {
    self.name = name
    self.source = source
    self.files = files
  }

  /// A drawing alone on its page, whose lines and text stay vectors in a PDF.
  ///
  /// - Parameter name: without an ending.
  public init(_ name: String, _ drawing: PlanSheetSVG.Drawing, isPicture: Bool = false) {
    let paper = drawing.paper.millimetres
    self.init(
      name + (isPicture ? ".png" : ".pdf"),
      source: """
        #set document(date: none)
        #set page(width: \(Int(paper.width))mm, height: \(Int(paper.height))mm, margin: 0mm)
        #image("\(name).svg", width: 100%, height: 100%)
        """, files: [(name + ".svg", Array(drawing.svg.utf8))])
  }
}

extension Typesetter {
  /// Pictures have as many pixels as an A4 page in print needs of an A3 sheet.
  private static let piecesScript = #"""
    import os
    import sys
    try:
        import typst
    except ImportError:
        sys.exit(3)
    fonts = [folder for folder in os.environ.get("ZHITU_FONTS", "").split(os.pathsep) if folder]
    compiler = typst.Compiler(sys.argv[1] + ".typ", root=os.path.dirname(sys.argv[1]), font_paths=fonts)
    for output in sys.argv[1:]:
        compiler.compile(input=output + ".typ", output=output, format=output[-3:],
                         ppi=120 if output.endswith("png") else None)
    """#

  /// Makes files, pictures at the same time as pages; fonts are read once for each of the two.
  ///
  /// - Returns: the files, in the same order.
  /// - Throws: Diagnostics `report.typst-missing`, `report.typst-failed`.
  public func set(_ pieces: [TypstPiece]) throws -> [[UInt8]] {
    if pieces.isEmpty { return [] }
    guard let python else { throw Typesetter.missing }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-sheets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    do {
      let made = try set(pieces, python: python, in: folder)
      try FileManager.default.removeItem(at: folder)
      return made
    } catch {
      try FileManager.default.removeItem(at: folder)
      throw error
    }
  }

  private func set(
    _ pieces: [TypstPiece], python: String, in folder: URL
  ) throws -> [[UInt8]] {
    for piece in pieces {
      for file in piece.files {
        try Data(file.bytes).write(to: folder.appendingPathComponent(file.name))
      }
      try Data(piece.source.utf8).write(to: folder.appendingPathComponent(piece.name + ".typ"))
    }
    let paths = pieces.map { folder.appendingPathComponent($0.name) }
    let groups = ["pdf", "png"].map { ending in paths.filter { $0.pathExtension == ending } }
    let started = try groups.filter { !$0.isEmpty }.map {
      try start(python, $0.map(\.path), errors: folder.appendingPathComponent("\(UUID()).txt"))
    }
    for one in started { one.process.waitUntilExit() }
    for (process, errors) in started where process.terminationStatus != 0 {
      if process.terminationStatus == 3 { throw Typesetter.missing }
      throw Typesetter.failed(try String(contentsOf: errors, encoding: .utf8))
    }
    return try paths.map { [UInt8](try Data(contentsOf: $0)) }
  }

  private func start(
    _ python: String, _ outputs: [String], errors: URL
  ) throws -> (process: Process, errors: URL) {
    try Data().write(to: errors)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", Typesetter.piecesScript] + outputs
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errors)
    do { try process.run() } catch { throw Typesetter.failed("\(python): \(error)") }
    return (process, errors)
  }
}
