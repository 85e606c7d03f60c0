// The compiler counts `stat` to this module where other files of the room import Dispatch.
import CDispatch
import Foundation
import Storage

/// The identity and state of the file at a path (文件身份).
///
/// It consists of device, inode, size and time of the file and of its write-ahead log, and of the
/// counters in their SQLite headers, so that a replaced file differs even if size and time are
/// equal.
struct FileIdentity: Hashable, Sendable {
  private struct Side: Hashable, Sendable {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    var seconds: Int
    var nanoseconds: Int
    /// The change counter of the main file, the salt of the log.
    var counter: UInt64
  }

  private var main: Side
  private var log: Side?

  /// `nil` if there is no such file.
  ///
  /// Complexity: two calls of `stat` and two short reads.
  init?(_ path: String) {
    guard let main = FileIdentity.side(path, counterAt: 24, count: 4) else { return nil }
    self.main = main
    log = FileIdentity.side(path + "-wal", counterAt: 16, count: 8)
  }

  /// Whether it is a later state of the same file, not a file that replaced it.
  func isLaterState(of earlier: FileIdentity) -> Bool {
    main.device == earlier.main.device && main.inode == earlier.main.inode
      && main.counter > earlier.main.counter
  }

  /// Whether it is the same file with the same content, of which SQLite has noted that a log belongs to it
  /// now: that counts as one change of the file, and the log is still empty.
  func isMovedToLog(_ earlier: FileIdentity) -> Bool {
    main.device == earlier.main.device && main.inode == earlier.main.inode
      && main.size == earlier.main.size && main.counter == earlier.main.counter + 1
      && log == nil && earlier.log == nil
  }

  /// A number for the state.
  var number: UInt64 {
    func numbers(_ side: Side) -> [UInt64] {
      [
        side.device, side.inode, UInt64(bitPattern: side.size),
        UInt64(truncatingIfNeeded: side.seconds), UInt64(truncatingIfNeeded: side.nanoseconds),
        side.counter,
      ]
    }
    let all = numbers(main) + (log.map(numbers) ?? [])
    let bytes = all.flatMap { number in
      (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
    return Fingerprint.of(bytes)
  }

  private static func side(_ path: String, counterAt place: Int, count: Int) -> Side? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    // An empty log is ignored, because it appears and disappears.
    if path.hasSuffix("-wal"), status.st_size == 0 { return nil }
    var counter: UInt64 = 0
    if let bytes = SharedFile.bytes(count, at: place, of: path), bytes.count == count {
      counter = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
    return Side(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
      seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, counter: counter)
  }
}

/// A short hash of bytes (FNV-1a, 64 bits) that distinguishes versions of an answer. It is not
/// collision-resistant against an attacker.
enum Fingerprint {
  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
