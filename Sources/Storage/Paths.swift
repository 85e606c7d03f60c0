import Foundation

/// The path from the root, so that a later change of the working directory does no harm.
func absolutePath(_ path: String) -> String {
  URL(fileURLWithPath: path).standardizedFileURL.path
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

/// The first bytes of a file, fewer if it is shorter, `nil` if it cannot be read.
func firstBytes(_ count: Int, of path: String) -> [UInt8]? {
  guard let file = FileHandle(forReadingAtPath: path) else { return nil }
  defer { try? file.close() }
  return (try? file.read(upToCount: count)).map { $0.map { [UInt8]($0) } ?? [] }
}
