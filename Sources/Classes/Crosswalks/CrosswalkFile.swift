import Groundwork
import YAMLFiles

/// Reads a crosswalk from YAML and says for every mistake in which line and key it is.
///
/// Keys: `name`, `title` {zh, en}, `source`, `licence`, `note` {zh, en}, `system`, `version`,
/// `class-field` (a name or a list), `id-field` (a name or a list; a list inside it is a joined id),
/// `unclassified`, `local-coordinates`, and `classes`: a list of
/// {`values` (or `value`), `code`, `name`, `note`}.
enum CrosswalkFile {
  private static let keys = [
    "name", "title", "source", "licence", "note", "system", "version", "class-field", "id-field",
    "unclassified", "local-coordinates", "classes",
  ]
  private static let classKeys = ["value", "values", "code", "name", "note"]

  /// - Throws: `Diagnostic` `crosswalk.invalid`.
  static func read(_ text: String, file: String) throws -> Crosswalk {
    let root = try YAMLNode.document(
      text, file: file,
      report: YAMLNode.Report(
        "crosswalk", only: "invalid",
        remedy: Localized(zh: "请更正对照文件。", en: "Correct the crosswalk file.")))
    let map = try root.mapping(keys)
    let unclassified = try map["unclassified"]?.boolean() ?? false
    let system = try system(root, map, isNeeded: !unclassified)
    let classFields = try names(map["class-field"]).flatMap { $0 }
    let entries = try entries(root, map, system: system, isNeeded: !unclassified)
    if !unclassified, classFields.isEmpty {
      throw root.error(
        "missing-key", zh: "缺少 class-field：说明哪个字段是地类。",
        en: "class-field is missing: it says which field holds the class.", field: "class-field")
    }
    let name = try map["name"]?.optionalText()
    return Crosswalk(
      name: name ?? file, title: try localized(map["title"]) ?? Localized(name ?? file),
      source: try map["source"]?.optionalText() ?? "",
      licence: try map["licence"]?.optionalText() ?? "", note: try localized(map["note"]),
      system: system, classFields: classFields, idFields: try names(map["id-field"]),
      isUnclassified: unclassified,
      hasLocalCoordinates: try map["local-coordinates"]?.boolean() ?? false, entries: entries)
  }

  /// A text in both languages, or one that serves for both.
  private static func localized(_ node: YAMLNode?) throws -> Localized? {
    guard let node else { return nil }
    return node.isScalar ? Localized(try node.text()) : try node.localized()
  }

  /// A name, or a list of names, of which each may be a list of names that are joined.
  private static func names(_ node: YAMLNode?) throws -> [[String]] {
    guard let node else { return [] }
    let items = node.isList ? try node.list() : [node]
    return try items.map { $0.isList ? try $0.texts() : [try $0.text()] }
  }

  private static func system(
    _ root: YAMLNode, _ map: [String: YAMLNode], isNeeded: Bool
  ) throws -> LandClassSystem {
    guard let node = map["system"] else {
      guard isNeeded else { return .sd3Work }
      throw root.error(
        "missing-key", zh: "缺少 system：目标地类的分类体系。",
        en: "system is missing: the class system of the target codes.", field: "system")
    }
    let name = try node.text()
    let known = LandClassSystem.allCases.filter { LandClassTable.of($0) != nil }.map(\.rawValue)
    guard let system = LandClassSystem(named: name), known.contains(system.rawValue) else {
      throw node.error(
        "unknown-system",
        zh: "没有分类体系“\(name)”的地类表；可用：\(known.joined(separator: "、"))。",
        en: "No table of class system \"\(name)\"; known: \(known.joined(separator: ", ")).",
        field: "system")
    }
    if let node = map["version"], case let version = try node.text(), version != system.version {
      throw node.error(
        "unknown-version", zh: "\(system.rawValue) 的版本是 \(system.version)，不是 \(version)。",
        en: "The version of \(system.rawValue) is \(system.version), not \(version).",
        field: "version")
    }
    return system
  }

  private static func entries(
    _ root: YAMLNode, _ map: [String: YAMLNode], system: LandClassSystem, isNeeded: Bool
  ) throws -> [Crosswalk.Entry] {
    guard let list = map["classes"] else {
      guard isNeeded else { return [] }
      throw root.error(
        "missing-key", zh: "缺少 classes：地类对照表。",
        en: "classes is missing: the table of classes.", field: "classes")
    }
    var seen: Set<String> = []
    return try list.list().map { try entry($0, system: system, seen: &seen) }
  }

  private static func entry(
    _ node: YAMLNode, system: LandClassSystem, seen: inout Set<String>
  ) throws -> Crosswalk.Entry {
    let map = try node.mapping(classKeys)
    let values = try values(node, map)
    for value in values where !seen.insert(value).inserted {
      throw node.error(
        "twice", zh: "值“\(value)”出现了两次。", en: "Value \"\(value)\" is listed twice.",
        field: "values")
    }
    let codeNode = try node.require("code", in: map)
    let code = try codeNode.text()
    guard let target = LandClass(known: code, in: system) else {
      throw codeNode.error(
        "unknown-class", zh: "\(system.rawValue) 中没有地类“\(code)”。",
        en: "\(system.rawValue) has no class \"\(code)\".", field: "code")
    }
    return Crosswalk.Entry(
      values: values, name: try localized(map["name"]), target: target,
      note: try localized(map["note"]))
  }

  private static func values(_ node: YAMLNode, _ map: [String: YAMLNode]) throws -> [String] {
    guard let found = map["values"] ?? map["value"] else {
      throw node.error("missing-key", zh: "缺少 values。", en: "values is missing.", field: "values")
    }
    let items = found.isList ? try found.list() : [found]
    return try items.map { item in
      guard let key = Crosswalk.key(.text(try item.text())) else {
        throw item.error(
          "not-a-value", zh: "values 应是值或值的列表。",
          en: "values must be a value or a list of values.", field: "values")
      }
      return key
    }
  }
}
