import CGDAL
import Foundation
import Groundwork

/// Packs files into a ZIP archive.
public enum ZipArchive {
  /// Writes an archive with the files under their own names; a folder goes in with all that it holds.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `export.not-written`.
  public static func write(_ paths: [String], to archive: String) throws {
    // The archive must stay open while its members are written, or each would recreate it.
    try GDALSession.watch { messages in
      guard let whole = VSIFOpenL("/vsizip/\(archive)", "wb") else {
        throw notWritten(archive, messages)
      }
      defer { VSIFCloseL(whole) }
      for path in paths {
        for (file, name) in try members(path) {
          let data = try Data(contentsOf: URL(fileURLWithPath: file))
          guard let member = VSIFOpenL("/vsizip/\(archive)/\(name)", "wb") else {
            throw notWritten(archive, messages)
          }
          let written = data.withUnsafeBytes { VSIFWriteL($0.baseAddress, 1, $0.count, member) }
          guard VSIFCloseL(member) == 0, written == data.count else {
            throw notWritten(archive, messages)
          }
        }
      }
    }
  }

  private static func members(_ path: String) throws -> [(file: String, name: String)] {
    let url = URL(fileURLWithPath: path)
    let name = url.lastPathComponent
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return [] }
    guard isFolder.boolValue else { return [(path, name)] }
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted().flatMap { inner in
      try members(path + "/" + inner).map { (file: $0.file, name: name + "/" + $0.name) }
    }
  }

  private static func notWritten(_ path: String, _ messages: GDALMessages) -> Diagnostic {
    let reason = messages.takeFailures().joined(separator: "; ")
    return Diagnostic(
      code: "export.not-written",
      Localized(zh: "无法写入：\(reason)", en: "Cannot be written: \(reason)"),
      remedy: Localized(zh: "检查权限和磁盘空间。", en: "Check permissions and disk space."), file: path)
  }
}
