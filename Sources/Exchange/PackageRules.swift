import Groundwork
import YAMLFiles

/// What a package of results holds and in which folders (成果数据包目录规则): data that an office changes.
public struct PackageRules: Sendable {
  public enum Content: Sendable, Hashable {
    /// Layers by role in one GeoPackage.
    case layers(file: String, roles: [String])
    /// A project of QGIS over that GeoPackage.
    case qgis(file: String, data: String)
    /// One VCT for each layer of these roles.
    case vct(roles: [String])
    /// Areas by class as a workbook.
    case tables(file: String)
    /// Word documents by kind.
    case documents([String])
    /// Plan sheets by kind.
    case sheets([String])
  }

  public struct Entry: Sendable {
    public var folder: String
    public var content: Content
    /// Whether the package is incomplete without it.
    public var isRequired: Bool
    /// File and line of the rule.
    public var place: String
  }

  public var id: String
  public var title: Localized
  public var source: Localized
  public var entries: [Entry]

  /// - Throws: Diagnostic `package.rules`, with the line of the fault.
  public init(yaml: String, file: String) throws {
    let root = try YAMLNode.document(
      yaml, file: file,
      report: YAMLNode.Report(
        "package", only: "rules",
        remedy: Localized(
          zh: "对照 Policies/packages/default.yaml。", en: "Compare Policies/packages/default.yaml.")))
    let map = try root.mapping(["id", "title", "source", "folders"])
    id = try root.require("id", in: map).text()
    title = try root.require("title", in: map).localized()
    source = try root.require("source", in: map).localized()
    entries = try root.require("folders", in: map).list().map(Entry.init)
    guard !entries.isEmpty else {
      throw root.error("rules", zh: "没有目录", en: "there is no folder")
    }
  }
}

extension PackageRules.Entry {
  fileprivate init(_ node: YAMLNode) throws {
    let kinds = ["layers", "qgis", "vct", "tables", "documents", "sheets"]
    let map = try node.mapping(["folder", "required"] + kinds)
    let found = kinds.filter { map[$0] != nil }
    guard found.count == 1, let kind = found.first, let value = map[kind] else {
      throw node.error(
        "rules", zh: "一条目录规则只写一种内容：\(kinds.joined(separator: "、"))",
        en: "a rule names one content: \(kinds.joined(separator: ", "))")
    }
    let folder = try node.require("folder", in: map)
    let name = try folder.text()
    guard PackageRules.isName(name) else {
      throw folder.error(
        "rules", zh: "目录名限 ASCII，不能含 / \\ ..", en: "a folder is ASCII without / \\ ..")
    }
    self.init(
      folder: name, content: try PackageRules.content(kind, value),
      isRequired: try map["required"]?.boolean() ?? true, place: node.place)
  }
}

extension PackageRules {
  /// Names stay within the package, and are ASCII: unpackers that do not know the Unicode path of a member
  /// would drop other characters.
  fileprivate static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy(\.isASCII) && text != "." && text != ".."
      && !text.contains { "/\\:".contains($0) }
  }

  fileprivate static func content(_ kind: String, _ node: YAMLNode) throws -> Content {
    func file(_ key: String, _ map: [String: YAMLNode]) throws -> String {
      let value = try node.require(key, in: map)
      let name = try value.text()
      guard isName(name) else {
        throw value.error(
          "rules", zh: "文件名限 ASCII，不能含 / \\ ..", en: "a file is ASCII without / \\ ..")
      }
      return name
    }
    switch kind {
    case "layers":
      let map = try node.mapping(["file", "roles"])
      return .layers(
        file: try file("file", map), roles: try node.require("roles", in: map).texts())
    case "qgis":
      let map = try node.mapping(["file", "data"])
      return .qgis(file: try file("file", map), data: try file("data", map))
    case "vct":
      let map = try node.mapping(["roles"])
      return .vct(roles: try node.require("roles", in: map).texts())
    case "tables": return .tables(file: try file("file", try node.mapping(["file"])))
    case "documents": return .documents(try node.texts())
    default: return .sheets(try node.texts())
    }
  }
}
