import Groundwork

/// Finds the datasets in what the user named: the file itself, or those inside an archive or folder.
package enum SourceMembers {
  /// Endings of files that are datasets of their own inside an archive.
  private static let endings = [
    "gpkg", "shp", "geojson", "fgb", "gml", "kml", "sqlite", "tab", "mif", "json", "geojsonl",
  ]

  /// A dataset: its path as GDAL reads it, and where it lies in a folder or archive.
  struct Member {
    var path: String
    /// Relative to the folder or archive; empty if the user named the dataset itself.
    var place = ""
    /// Whether the ending alone makes it one: such a file beside data is passed over if it is none.
    var isDoubtful: Bool {
      ["json", "sqlite", "kml"].contains(
        path.split(separator: ".").last.map { $0.lowercased() } ?? "")
    }
  }

  /// What the user named, taken apart.
  struct Found {
    var members: [Member]
    /// The encoding of the names in an archive, for GDAL.
    var nameEncoding: String?
  }

  static func find(in path: String) throws -> Found {
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
      return Found(
        members: members.isEmpty
          ? [Member(path: path)] : members.map { Member(path: "\(path)/\($0)", place: $0) })
    }
    guard path.lowercased().hasSuffix(".zip"), !found.isFolder else {
      return Found(members: [Member(path: path)])
    }
    let archive = "/vsizip/" + (path.hasPrefix("/") ? path : "./" + path)
    let encoding = ZipNames.encoding(of: path)
    let inside = GDALSession.withZipNames(encoding) { GDALSession.list(archive) }
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
        Localized(
          zh: "压缩包中没有可读取的矢量数据，只有：\(sample(inside, "、"))。",
          en: "The archive holds no vector data that can be read, only: \(sample(inside, ", "))."),
        remedy: inside.lazy.compactMap { ForeignFormat.recognise("\(archive)/\($0)") }.first?.remedy
          ?? Localized(zh: "核对压缩包内容。", en: "Check what is in the archive."), file: path)
    }
    return Found(
      members: members.map {
        Member(path: "\(archive)/\($0)", place: ZipNames.readable($0))
      }, nameEncoding: encoding)
  }

  /// Whether an archive with members of these names holds data that GDAL reads.
  package static func holdsDatasets(_ names: [String]) -> Bool {
    !datasets(names).filter { !Member(path: $0).isDoubtful }.isEmpty
  }

  private static func sample(_ names: [String], _ separator: String) -> String {
    names.prefix(8).joined(separator: separator) + (names.count > 8 ? "…" : "")
  }

  /// The datasets among the names in an archive: geodatabase folders, then files by their endings.
  package static func datasets(_ names: [String]) -> [String] {
    // What file systems and other programs leave beside the data is hidden by a dot.
    let plain = names.filter { name in
      !name.hasPrefix("__MACOSX") && !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }
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
