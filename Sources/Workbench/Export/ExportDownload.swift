import Flow
import Foundation
import Groundwork
import Records
import VectorFiles

extension ExportRequest.Item {
  /// Reads `layer:survey_2023`, `matrix:2023,demo`, `classes`, `verdicts:demo`; `nil` for anything else.
  public init?(parsing text: String) {
    let halves = text.split(separator: ":", maxSplits: 1).map(String.init)
    switch (halves.first, halves.count > 1 ? halves[1] : "") {
    case ("layer", let name) where !name.isEmpty: self = .layer(name)
    case ("verdicts", let plan) where !plan.isEmpty: self = .verdicts(plan: plan)
    case ("classes", ""): self = .classes
    case ("matrix", let pair):
      let ends = pair.split(separator: ",").map(String.init)
      guard ends.count == 2 else { return nil }
      self = .matrix(from: ends[0], to: ends[1])
    default: return nil
    }
  }

  /// The name of a file with this content.
  var fileName: String {
    switch self {
    case .layer(let name): name
    case .corners(let name): "\(name)_corners"
    case .matrix(let from, let to): LayerName.flow(from: from, to: to)
    case .classes: "class_areas"
    case .verdicts(let plan): LayerName.table("verdicts_\(plan)")
    }
  }
}

/// A file to download.
public struct ExportDownload: Sendable {
  public var name: String
  public var mediaType: String
  public var bytes: [UInt8]
}

extension Workbench {
  /// Exports one item as one file; a format with several files gives a ZIP archive.
  ///
  /// - Parameter hidden: Fields of a layer that are left out, in small letters.
  /// - Throws: as ``export(_:)``.
  public func download(
    _ item: ExportRequest.Item, _ format: ExportFormat, by grouping: FlowGrouping,
    language: Language, without hidden: Set<String> = []
  ) throws -> ExportDownload {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-export-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    do {
      let download = try download(item, format, by: grouping, language, hidden, in: folder)
      try FileManager.default.removeItem(at: folder)
      return download
    } catch {
      try FileManager.default.removeItem(at: folder)
      throw error
    }
  }

  private func download(
    _ item: ExportRequest.Item, _ format: ExportFormat, by grouping: FlowGrouping,
    _ language: Language, _ hidden: Set<String>, in folder: URL
  ) throws -> ExportDownload {
    let name = "\(item.fileName).\(format.rawValue)"
    let target = folder.appendingPathComponent(name)
    let outcome = try export(
      ExportRequest(
        items: [item], path: target.path, format: format, grouping: grouping, language: language,
        hiddenFields: hidden))
    guard format == .shp || format == .gdb else {
      // A table without geometry is written as CSV, whatever the requested format.
      let file = outcome.tables.first?.file ?? target.path
      return ExportDownload(
        name: URL(fileURLWithPath: file).lastPathComponent,
        mediaType: ExportDownload.mediaType(of: file),
        bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))))
    }
    let archive = folder.appendingPathComponent(item.fileName + ".zip")
    let made = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    try ZipArchive.write(
      made.map { folder.appendingPathComponent($0).path }, to: archive.path)
    return ExportDownload(
      name: archive.lastPathComponent, mediaType: "application/zip",
      bytes: [UInt8](try Data(contentsOf: archive)))
  }
}

extension ExportDownload {
  static func mediaType(of path: String) -> String {
    switch URL(fileURLWithPath: path).pathExtension {
    case "gpkg": "application/geopackage+sqlite3"
    case "geojson": "application/geo+json"
    case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case "csv": "text/csv; charset=utf-8"
    default: "application/octet-stream"
    }
  }
}
