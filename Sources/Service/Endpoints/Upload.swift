import Foundation
import Groundwork
import Hummingbird
import NIOCore

/// An uploaded file in a folder of its own, which is deleted with the object.
package final class Upload: Sendable {
  private let folder: URL
  let size: Int

  /// The file's path; its name is chosen by ``named(_:)``.
  private var file: URL { folder.appendingPathComponent("upload") }

  /// Streams the body to disk. An aborted upload leaves no file.
  ///
  /// - Throws: A ``Problem`` 413 as soon as the body exceeds the limit; 422 if it is empty.
  init(_ request: Request, limit: Int) async throws {
    if let stated = request.headers[.contentLength].flatMap(Int.init), stated > limit {
      throw Problem.tooLarge(limit)
    }
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-upload-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    do {
      size = try await Upload.write(
        request, to: folder.appendingPathComponent("upload"), limit: limit)
    } catch {
      Upload.remove(folder)
      throw error
    }
  }

  deinit {
    Upload.remove(folder)
  }

  /// The path of the file under a name with its extension. Only the last component of the name is
  /// used.
  func named(_ name: String) throws -> String {
    guard let safe = Upload.safeName(name) else {
      throw Problem(
        400, "service.file-name", zh: "文件名“\(name)”不可用。",
        en: "The file name ‘\(name)’ cannot be used.")
    }
    let target = folder.appendingPathComponent(safe)
    if !FileManager.default.fileExists(atPath: target.path) {
      try FileManager.default.moveItem(at: file, to: target)
    }
    return target.path
  }

  /// The last component of a name; `nil` if no file may be called so.
  static func safeName(_ name: String) -> String? {
    let safe = name.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? ""
    return safe.isEmpty || safe.hasPrefix(".") || safe.utf8.count > 200 ? nil : safe
  }

  private static func write(_ request: Request, to file: URL, limit: Int) async throws -> Int {
    guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
      throw Problem(
        503, "service.no-room", zh: "无法保存上传的文件。", en: "The file cannot be stored.")
    }
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    var size = 0
    for try await piece in request.body {
      size += piece.readableBytes
      guard size <= limit else { throw Problem.tooLarge(limit) }
      try handle.write(contentsOf: Data(Array(buffer: piece)))
    }
    guard size > 0 else {
      throw Problem(422, "service.body", zh: "没有发送文件。", en: "No file was sent.")
    }
    return size
  }

  private static func remove(_ folder: URL) {
    // The system clears its folder for temporary files.
    _ = try? FileManager.default.removeItem(at: folder)
  }
}
