import Foundation
import Groundwork
import Synchronization

/// Packages that jobs made: each is visible to whoever asked for it only, for an hour after its last use.
package final class PackageShelf: Sendable {
  /// The most packages that are kept; the least recently used one goes first.
  static let limit = 6
  /// The time after the last use until a package is deleted, in seconds.
  static let lifetime: TimeInterval = 3600

  /// A file in a folder of its own, which is deleted with the object.
  private final class StoredFile: Sendable {
    let folder: URL
    let file: URL

    init(_ bytes: [UInt8]) throws {
      folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("zhitu-made-\(UUID().uuidString)")
      file = folder.appendingPathComponent("package.zip")
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data(bytes).write(to: file)
    }

    deinit {
      // The system clears its folder for temporary files.
      _ = try? FileManager.default.removeItem(at: folder)
    }
  }

  private struct Entry {
    var owner: String
    var stored: StoredFile
    /// The layers that it was made of, where its right depends on them.
    var layers: [String]
    var used: Date
  }

  private let entries = Mutex<[String: Entry]>([:])

  /// Stores a package.
  ///
  /// - Returns: its id.
  func keep(_ bytes: [UInt8], owner: String, about layers: [String] = []) throws -> String {
    let id = UUID().uuidString.lowercased()
    let entry = Entry(owner: owner, stored: try StoredFile(bytes), layers: layers, used: Date())
    entries.withLock { entries in
      PackageShelf.sweep(&entries)
      if entries.count >= PackageShelf.limit,
        let oldest = entries.min(by: { $0.value.used < $1.value.used })
      {
        entries[oldest.key] = nil
      }
      entries[id] = entry
    }
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + PackageShelf.lifetime + 1) {
      [weak self] in self?.entries.withLock { PackageShelf.sweep(&$0) }
    }
    return id
  }

  /// The bytes of a package of the caller; those of others are treated as missing.
  ///
  /// - Throws: A ``Problem`` 404.
  func bytes(_ id: String, owner: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: entry(id, owner: owner).stored.file))
  }

  /// The layers that a package of the caller was made of.
  ///
  /// - Throws: A ``Problem`` 404.
  func about(_ id: String, owner: String) throws -> [String] {
    try entry(id, owner: owner).layers
  }

  private func entry(_ id: String, owner: String) throws -> Entry {
    let found = entries.withLock { entries in
      PackageShelf.sweep(&entries)
      guard entries[id]?.owner == owner else { return nil as Entry? }
      entries[id]?.used = Date()
      return entries[id]
    }
    guard let found else {
      throw Problem(
        404, "package.missing", zh: "生成的文件已不在（保留一小时）；请重新生成。",
        en: "The file is not there any more (it is kept for an hour); make it again.")
    }
    return found
  }

  private static func sweep(_ entries: inout [String: Entry]) {
    let now = Date()
    entries = entries.filter { now.timeIntervalSince($0.value.used) < lifetime }
  }
}
