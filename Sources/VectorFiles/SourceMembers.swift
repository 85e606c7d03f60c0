import Groundwork

/// Finds the datasets in what the user named: the file itself, or those inside an archive or folder.
package enum SourceMembers {
  /// Endings of files that are datasets of their own inside an archive.
  private static let endings = [
    "gpkg", "shp", "geojson", "fgb", "gml", "kml", "sqlite", "tab", "mif", "json", "geojsonl",
  ]

  /// The paths, as GDAL reads them, of the datasets.
  static func find(in path: String) throws -> [String] {
    guard let found = GDALSession.stat(path), !path.hasPrefix("/vsi") else {
      throw Diagnostic(
        code: "import.file-missing",
        Localized(zh: "找不到文件。", en: "There is no such file."),
        remedy: Localized(zh: "核对路径。", en: "Check the path."), file: path)
    }
    if !found.isFolder, GDALSession.bytes(path, count: 1) == nil {
      throw Diagnostic(
        code: "import.file-unreadable",
        Localized(zh: "文件无法读取。", en: "The file cannot be read."),
        remedy: Localized(zh: "核对读取权限。", en: "Check its permissions."), file: path)
    }
    if found.isFolder, !path.lowercased().hasSuffix(".gdb") {
      let members = datasets(GDALSession.list(path))
      return members.isEmpty ? [path] : members.map { "\(path)/\($0)" }
    }
    guard path.lowercased().hasSuffix(".zip"), !found.isFolder else { return [path] }
    let archive = "/vsizip/" + (path.hasPrefix("/") ? path : "./" + path)
    let inside = GDALSession.list(archive)
    guard !inside.isEmpty else {
      throw Diagnostic(
        code: "import.truncated",
        Localized(zh: "压缩包已损坏或为空。", en: "The archive is damaged or empty."),
        remedy: Localized(zh: "重新获取文件。", en: "Fetch the file again."), file: path)
    }
    let members = datasets(inside)
    guard !members.isEmpty else {
      throw Diagnostic(
        code: "import.not-vector",
        Localized(zh: "压缩包中没有矢量数据。", en: "The archive holds no vector data."),
        remedy: Localized(zh: "核对压缩包内容。", en: "Check what is in the archive."), file: path)
    }
    return members.map { "\(archive)/\($0)" }
  }

  /// The datasets among the names in an archive: geodatabase folders, then files by their endings.
  package static func datasets(_ names: [String]) -> [String] {
    let plain = names.filter { !$0.hasPrefix("__MACOSX") }
    var members: [String] = []
    for name in plain {
      let parts = name.split(separator: "/")
      if let depth = parts.firstIndex(where: { $0.lowercased().hasSuffix(".gdb") }),
        depth < parts.count - 1 || name.hasSuffix("/")
      {
        let folder = parts[...depth].joined(separator: "/")
        if !members.contains(folder) { members.append(folder) }
      }
    }
    for name in plain where !name.hasSuffix("/") {
      guard !members.contains(where: { name.hasPrefix($0 + "/") }) else { continue }
      let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
      if endings.contains(ending) { members.append(name) }
    }
    return members
  }
}
