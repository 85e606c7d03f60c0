import Foundation

/// A short number for bytes, to tell one version of an answer from another (FNV-1a, 64 bits). No
/// protection against anybody who wants two to be equal.
enum Fingerprint {
  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  /// A number for the state of a workspace file: it changes whenever something was written.
  static func ofWorkspace(_ path: String) -> UInt64 {
    var text = ""
    for name in [path, path + "-wal"] {
      var status = stat()
      guard stat(name, &status) == 0, status.st_size > 0 else { continue }
      text += "\(status.st_size),\(status.st_mtim.tv_sec),\(status.st_mtim.tv_nsec);"
    }
    return of(text.utf8)
  }
}
