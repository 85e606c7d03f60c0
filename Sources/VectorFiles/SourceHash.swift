import Foundation
import Groundwork

/// The fingerprint of a source: SHA-256 (FIPS 180-4), in lower-case hexadecimal.
public enum SourceHash {
  /// The hash of a file; of a folder or a Shapefile the hash over all that belongs to it.
  ///
  /// A set of files is hashed as the lines `name size sha256`, sorted by name: the same files give
  /// the same hash wherever they lie. Lock files of a geodatabase do not count.
  /// - Throws: ``Cancelled``; ``Diagnostic`` `import.file-unreadable`.
  public static func sha256(
    _ path: String, cancellation: Cancellation = Cancellation()
  ) throws -> String {
    let files = try members(of: path)
    if files == [path] { return try digest(of: path, cancellation).hash }
    let folder = (path as NSString).deletingLastPathComponent
    var lines = ""
    for file in files {
      let name = file.hasPrefix(folder + "/") ? String(file.dropFirst(folder.count + 1)) : file
      let found = try digest(of: file, cancellation)
      lines += "\(name) \(found.size) \(found.hash)\n"
    }
    return SHA256.hexadecimal(Array(lines.utf8))
  }

  private static func members(of path: String) throws -> [String] {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw unreadable(path)
    }
    if isFolder.boolValue {
      return try manager.subpathsOfDirectory(atPath: path).sorted()
        .filter { !$0.hasSuffix(".lock") }
        .map { path + "/" + $0 }
        .filter {
          var inner: ObjCBool = false
          return manager.fileExists(atPath: $0, isDirectory: &inner) && !inner.boolValue
        }
    }
    guard path.lowercased().hasSuffix(".shp") else { return [path] }
    let given = path as NSString
    let folder = given.deletingLastPathComponent
    let stem = (given.lastPathComponent as NSString).deletingPathExtension
    let siblings = try manager.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)
    return siblings.sorted()
      .filter { $0 == stem + ".shp" || $0.hasPrefix(stem + ".") }
      .map { folder.isEmpty ? $0 : folder + "/" + $0 }
  }

  private static func digest(
    of path: String, _ cancellation: Cancellation
  ) throws -> (size: Int, hash: String) {
    guard let file = FileHandle(forReadingAtPath: path) else { throw unreadable(path) }
    var hasher = SHA256()
    var size = 0
    while let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty {
      try cancellation.check()
      chunk.withUnsafeBytes { hasher.update($0) }
      size += chunk.count
    }
    try file.close()
    return (size, hasher.finalize().hexadecimal)
  }

  private static func unreadable(_ path: String) -> Diagnostic {
    Diagnostic(
      code: "import.file-unreadable",
      Localized(zh: "文件无法读取。", en: "The file cannot be read."),
      remedy: Localized(zh: "核对路径与读取权限。", en: "Check the path and its permissions."),
      file: path)
  }
}
