import Access
import EventLog
import Foundation
import Groundwork
import VectorFiles

/// The label that accompanies exported data: who exported them, when, and who approved it.
public struct ExportLabel: Sendable {
  public var what: String
  public var level: DataLevel
  public var actor: Actor
  public var approvedBy: String?
  public var time: Timestamp
  /// The names of fields that were left out.
  public var withheld: [String]

  public init(
    what: String, level: DataLevel, actor: Actor, approvedBy: String?, time: Timestamp,
    withheld: [String] = []
  ) {
    self.what = what
    self.level = level
    self.actor = actor
    self.approvedBy = approvedBy
    self.time = time
    self.withheld = withheld
  }

  func text(of file: ExportDownload) -> String {
    let rows = [
      ("内容 what", what), ("文件 file", file.name),
      ("SHA-256", HashAlgorithm.sha256.hash(file.bytes).hex),
      ("级别 level", "\(level.title.zh) \(level.rawValue)"),
      ("导出人 by", "\(actor.name) (\(actor.person)), \(actor.role), \(actor.organisation)"),
      ("批准人 approved by", approvedBy ?? "–"), ("时间 time", time.iso8601),
      ("未含字段 fields left out", withheld.isEmpty ? "–" : withheld.joined(separator: ", ")),
      ("程序 program", Program.engine),
    ]
    return rows.map { "\($0): \($1)\n" }.joined()
  }
}

extension ExportDownload {
  /// The same file in an archive, with the label as a text file.
  public func labelled(_ label: ExportLabel) throws -> ExportDownload {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-export-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let made = Result { try pack(label, in: folder) }
    try FileManager.default.removeItem(at: folder)
    return try made.get()
  }

  private func pack(_ label: ExportLabel, in folder: URL) throws -> ExportDownload {
    let data = folder.appendingPathComponent(name)
    let note = folder.appendingPathComponent("EXPORT.txt")
    try Data(bytes).write(to: data)
    try Data(label.text(of: self).utf8).write(to: note)
    let archive = folder.appendingPathComponent("export.zip")
    try ZipArchive.write([data.path, note.path], to: archive.path)
    let stem = URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent
    let stamp = label.time.iso8601.prefix(16).filter(\.isNumber)
    return ExportDownload(
      name: "\(stem)-\(label.actor.person.replacing(":", with: "-"))-\(stamp).zip",
      mediaType: "application/zip", bytes: [UInt8](try Data(contentsOf: archive)))
  }
}
