import Foundation
import Groundwork
import Synchronization

/// Uploaded files that are inspected before the import: each is visible to its sender only, for an
/// hour after its last use.
package final class UploadShelf: Sendable {
  /// The maximum number of files.
  static let limit = 12
  /// The time after the last use until a file is deleted, in seconds.
  static let lifetime: TimeInterval = 3600

  struct Entry: Sendable {
    var id: String
    var name: String
    var path: String
    var owner: String
    var upload: Upload
    var used: Date
  }

  private let entries = Mutex<[String: Entry]>([:])

  /// Stores a file; deletes files that are too old, and the least recently used one if there are
  /// too many.
  func keep(_ upload: Upload, named name: String, owner: String) throws -> Entry {
    let entry = Entry(
      id: UUID().uuidString.lowercased(), name: name, path: try upload.named(name), owner: owner,
      upload: upload, used: Date())
    entries.withLock { entries in
      UploadShelf.sweep(&entries)
      if entries.count >= UploadShelf.limit,
        let oldest = entries.values.min(by: { $0.used < $1.used })
      {
        entries[oldest.id] = nil
      }
      entries[entry.id] = entry
    }
    watch()
    return entry
  }

  /// A file of the sender; those of others are treated as missing.
  /// - Throws: A ``Problem`` 404.
  func entry(_ id: String, owner: String) throws -> Entry {
    let found = entries.withLock { entries in
      UploadShelf.sweep(&entries)
      guard entries[id]?.owner == owner else { return nil as Entry? }
      entries[id]?.used = Date()
      return entries[id]
    }
    guard let found else {
      throw Problem(
        404, "upload.missing", zh: "上传的文件已不在（保留一小时）；请重新选择文件。",
        en:
          "The file that was sent is not there any more (it is kept for an hour); choose it again.")
    }
    return found
  }

  func drop(_ id: String) {
    entries.withLock { $0[id] = nil }
  }

  private static func sweep(_ entries: inout [String: Entry]) {
    let now = Date()
    entries = entries.filter { now.timeIntervalSince($0.value.used) < lifetime }
  }

  /// Deletes expired files.
  private func watch() {
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + UploadShelf.lifetime + 1) {
      [weak self] in self?.entries.withLock { UploadShelf.sweep(&$0) }
    }
  }
}
