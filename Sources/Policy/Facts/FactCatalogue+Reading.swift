import Foundation
import Groundwork
import YAMLFiles

extension FactCatalogue {
  /// Reads a catalogue file. Errors name file and line.
  public static func load(_ path: String) throws(Diagnostic) -> FactCatalogue {
    try read(try PolicyFile.read(path, as: path))
  }

  /// Reads a catalogue from the text of its file.
  public static func read(_ file: PolicyFile) throws(Diagnostic) -> FactCatalogue {
    let root = try YAMLNode.document(file.text, file: file.name)
    let map = try root.mapping(["schema", "suppliers", "scalars", "collections"])
    guard try root.require("schema", in: map).text() == "zhitu.facts/1" else {
      throw root.error(
        "bad-schema", zh: "schema 应为 zhitu.facts/1", en: "schema must be zhitu.facts/1")
    }
    var suppliers: [String: Localized] = [:]
    for (name, node) in try map["suppliers"]?.pairs() ?? [] {
      suppliers[name] = try node.localized()
    }
    var names: Set<String> = []
    var scalars: [Field] = []
    for node in try root.require("scalars", in: map).list() {
      let field = try Field(node, suppliers)
      guard names.insert(field.name).inserted else { throw repeated(field.name, node) }
      scalars.append(field)
    }
    var collections: [Collection] = []
    for node in try root.require("collections", in: map).list() {
      let collection = try Collection(node, suppliers)
      guard names.insert(collection.name).inserted else { throw repeated(collection.name, node) }
      collections.append(collection)
    }
    return FactCatalogue(
      scalars: scalars, collections: collections, sha256: file.sha256)
  }

  private static func repeated(_ name: String, _ node: YAMLNode) -> Diagnostic {
    node.error("repeated", zh: "名称“\(name)”重复", en: "the name ‘\(name)’ is used twice")
  }
}

extension FactCatalogue.Field {
  init(_ node: YAMLNode, _ suppliers: [String: Localized]) throws(Diagnostic) {
    let map = try node.mapping([
      "name", "type", "meaning", "origin", "supplier", "minimum", "values",
      "may_be_empty",
    ])
    let name = try node.require("name", in: map).text()
    let typeNode = try node.require("type", in: map)
    let typeName = try typeNode.text()
    guard let type = FactType(typeName) else {
      throw typeNode.error(
        "unknown-unit", zh: "没有类型或单位“\(typeName)”",
        en: "there is no type or unit ‘\(typeName)’")
    }
    guard !Token.keywords.contains(name),
      case .name(name)? = try? Lexer.tokens(of: name).first?.kind
    else {
      throw node.error("bad-name", zh: "“\(name)”不能作名称", en: "‘\(name)’ cannot be a name")
    }
    self.init(
      name: name, type: type, meaning: try node.require("meaning", in: map).localized(),
      origin: try node.require("origin", in: map).localized(),
      supplier: try map["supplier"]?.supplier(suppliers),
      minimum: try map["minimum"]?.decimal(), values: try map["values"]?.texts() ?? [],
      mayBeEmpty: try map["may_be_empty"]?.boolean() ?? false)
  }
}

extension FactCatalogue.Collection {
  init(_ node: YAMLNode, _ suppliers: [String: Localized]) throws(Diagnostic) {
    let map = try node.mapping([
      "name", "meaning", "origin", "supplier", "may_be_empty", "witness", "fields",
    ])
    var fields: [FactCatalogue.Field] = []
    for item in try node.require("fields", in: map).list() {
      let field = try FactCatalogue.Field(item, suppliers)
      guard !fields.contains(where: { $0.name == field.name }) else {
        throw item.error(
          "repeated", zh: "字段“\(field.name)”重复", en: "the field ‘\(field.name)’ is used twice")
      }
      fields.append(field)
    }
    var witness: [String: Int] = [:]
    if let node = map["witness"] {
      let roles = try node.mapping([
        "id", "from_id", "to_id", "from_class", "to_class", "area",
      ])
      for (role, value) in roles {
        let name = try value.text()
        guard let index = fields.firstIndex(where: { $0.name == name }) else {
          throw value.error("unknown-field", zh: "没有字段“\(name)”", en: "there is no field ‘\(name)’")
        }
        witness[role] = index
      }
    }
    self.init(
      name: try node.require("name", in: map).text(),
      meaning: try node.require("meaning", in: map).localized(),
      origin: try node.require("origin", in: map).localized(),
      supplier: try map["supplier"]?.supplier(suppliers),
      mayBeEmpty: try map["may_be_empty"]?.boolean() ?? false, fields: fields, witness: witness)
  }
}

extension YAMLNode {
  /// The supplier that is named here.
  fileprivate func supplier(_ known: [String: Localized]) throws(Diagnostic) -> Localized {
    let name = try text()
    guard let supplier = known[name] else {
      throw error(
        "unknown-supplier", zh: "suppliers 中没有“\(name)”", en: "suppliers has no ‘\(name)’")
    }
    return supplier
  }
}

/// A file of the rule book, independent of where it is stored.
public struct PolicyFile: Sendable, Hashable, Codable {
  /// Its path inside the rule book, such as `national/core.yaml`.
  public var name: String
  public var text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// SHA-256 of the bytes, in hexadecimal.
  public var sha256: String { PolicyFile.sha256(of: Array(text.utf8)) }

  /// SHA-256 of the bytes of any file, in hexadecimal.
  public static func sha256(of bytes: [UInt8]) -> String { SHA256.hexadecimal(bytes) }

  /// Reads a file of UTF-8 text. Throws `policy.unreadable`.
  static func read(_ path: String, as name: String) throws(Diagnostic) -> PolicyFile {
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8)
    else {
      throw Diagnostic(
        code: "policy.unreadable",
        Localized(zh: "无法读取文件，或不是 UTF-8", en: "cannot read the file, or it is not UTF-8"),
        file: path)
    }
    return PolicyFile(name: name, text: text)
  }

  /// The YAML files of a folder and the folders in it, ordered by name.
  static func folder(_ path: String) throws(Diagnostic) -> [PolicyFile] {
    guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else {
      throw Diagnostic(
        code: "policy.unreadable", Localized(zh: "无法读取文件夹", en: "cannot read the folder"),
        file: path)
    }
    var files: [PolicyFile] = []
    for name in names.sorted() where name.hasSuffix(".yaml") {
      files.append(try read(path + "/" + name, as: name))
    }
    return files
  }
}
