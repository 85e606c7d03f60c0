import Foundation
import Synchronization

/// Reads bytes of a file that SQLite may have open in this process.
///
/// When a process closes any descriptor of a file, it loses all its POSIX locks on that file
/// (`fcntl(2)`), SQLite's among them: another program could then write, or take the log away, under
/// a connection that believes itself safe. So each file is opened once and kept open until it has
/// been deleted.
package enum SharedFile {
  private struct Key: Hashable {
    var device: UInt64
    var inode: UInt64

    init(_ status: stat) {
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
    }
  }

  private static let descriptors = Mutex<[Key: Int32]>([:])
  /// Deleted files are let go when there are more.
  private static let limit = 64

  /// So many bytes from an offset on, fewer at the end of the file; `nil` if it cannot be read.
  ///
  /// Complexity: one `stat` and one `pread`; the first time also one `open`.
  package static func bytes(_ count: Int, at offset: Int = 0, of path: String) -> [UInt8]? {
    descriptors.withLock { descriptors in
      guard let descriptor = descriptor(of: path, &descriptors) else { return nil }
      var bytes = [UInt8](repeating: 0, count: count)
      let read = pread(descriptor, &bytes, count, off_t(offset))
      return read < 0 ? nil : Array(bytes.prefix(read))
    }
  }

  private static func descriptor(of path: String, _ known: inout [Key: Int32]) -> Int32? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    if let descriptor = known[Key(status)] { return descriptor }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    // Another file may have taken the place since; one that is known stays open twice.
    guard fstat(descriptor, &status) == 0, known[Key(status)] == nil else { return descriptor }
    if known.count >= limit { closeDeleted(&known) }
    known[Key(status)] = descriptor
    return descriptor
  }

  private static func closeDeleted(_ known: inout [Key: Int32]) {
    for (key, descriptor) in known {
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_nlink == 0 else { continue }
      close(descriptor)
      known[key] = nil
    }
  }
}
