import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The path from the root, so that a later change of the working directory does no harm.
///
/// A symbolic link is followed, also one whose file is not there yet, so that size, journal and
/// temporary files are those of the file itself.
func absolutePath(_ path: String) -> String {
  var path = URL(fileURLWithPath: path).standardizedFileURL.path
  for _ in 0..<40 {
    guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    else { break }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    path = URL(fileURLWithPath: target, relativeTo: folder).standardizedFileURL.path
  }
  return path
}

func fileExists(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: path)
}

func isFolder(_ path: String) -> Bool {
  var isFolder: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
}

func fileSize(_ path: String) -> Int? {
  let attributes = try? FileManager.default.attributesOfItem(atPath: path)
  return (attributes?[.size] as? NSNumber)?.intValue
}

/// Which file a path leads to, and when it was last written.
struct FileIdentity: Equatable {
  var device: UInt64
  var number: UInt64
  var size: Int64
  var seconds: Int64
  var nanoseconds: Int64

  /// `nil` if there is no file.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
    size = Int64(status.st_size)
    #if canImport(Darwin)
      (seconds, nanoseconds) = (
        Int64(status.st_mtimespec.tv_sec), Int64(status.st_mtimespec.tv_nsec)
      )
    #else
      (seconds, nanoseconds) = (Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec))
    #endif
  }

  func isSameFile(as other: FileIdentity) -> Bool {
    device == other.device && number == other.number
  }

  /// A number for the state of a file and its log (FNV-1a over all that is known of both). An empty
  /// log is none.
  func fingerprint(with log: FileIdentity?) -> UInt64 {
    [self, log].compactMap { $0 }.filter { $0.size > 0 }.reduce(0xCBF2_9CE4_8422_2325) {
      hash, file in
      [
        file.device, file.number, UInt64(bitPattern: file.size), UInt64(bitPattern: file.seconds),
        UInt64(bitPattern: file.nanoseconds),
      ].reduce(hash) { ($0 ^ $1) &* 0x0000_0100_0000_01B3 }
    }
  }
}
