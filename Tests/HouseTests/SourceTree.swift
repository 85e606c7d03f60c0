import Foundation

/// The files of this repository.
struct SourceTree {
  var root: URL

  /// The repository that this file belongs to.
  static let own = SourceTree(
    root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent())

  func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// Names of the folders directly under a folder, sorted; none if it does not exist.
  func folders(in folder: String) -> [String] {
    let url = root.appendingPathComponent(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter {
      var isFolder: ObjCBool = false
      let path = url.appendingPathComponent($0).path
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && isFolder.boolValue
    }.sorted()
  }

  /// Paths of the Swift files under a folder, relative to the root, sorted.
  func swiftFiles(in folder: String) -> [String] { files(in: folder, endingIn: ".swift") }

  /// Paths of the files under a folder whose names end in `ending`, relative to the root, sorted.
  func files(in folder: String, endingIn ending: String) -> [String] {
    let base = root.appendingPathComponent(folder)
    guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
    return walker.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }
      .map { "\(folder)/\($0)" }.sorted()
  }
}
