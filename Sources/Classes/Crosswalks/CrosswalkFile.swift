import Groundwork
import Yams

/// Reads a crosswalk from YAML and says for every mistake in which line and key it is.
///
/// Keys: `name`, `title` {zh, en}, `source`, `licence`, `note` {zh, en}, `system`, `version`,
/// `class-field` (a name or a list), `id-field` (a name or a list; a list inside it is a joined id),
/// `unclassified`, `local-coordinates`, and `classes`: a list of
/// {`values` (or `value`), `code`, `name`, `note`}.
enum CrosswalkFile {
  private static let keys: Set<String> = [
    "name", "title", "source", "licence", "note", "system", "version", "class-field", "id-field",
    "unclassified", "local-coordinates", "classes",
  ]
  private static let classKeys: Set<String> = ["value", "values", "code", "name", "note"]

  static func read(_ text: String, file: String) throws -> Crosswalk {
    let reader = Reader(file: file)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw reader.mistake(
        zh: "不是有效的 YAML：\(error)", en: "Not valid YAML: \(error)", at: nil, key: nil)
    }
    guard let root, let map = root.mapping else {
      throw reader.mistake(
        zh: "文件应是键值对照。", en: "The file must be a mapping of keys to values.", at: root,
        key: nil)
    }
    try reader.refuseUnknown(map, known: keys)
    let unclassified = try reader.flag(map, "unclassified")
    let system = try reader.system(map, isNeeded: !unclassified)
    let classFields = try reader.names(map, "class-field").flatMap { $0 }
    let entries = try reader.entries(map, system: system, isNeeded: !unclassified)
    if !unclassified, classFields.isEmpty {
      throw reader.mistake(
        zh: "缺少 class-field：说明哪个字段是地类。",
        en: "class-field is missing: it says which field holds the class.", at: root,
        key: "class-field")
    }
    let name = try reader.text(map, "name")
    return Crosswalk(
      name: name ?? file, title: try reader.localized(map, "title") ?? Localized(name ?? file),
      source: try reader.text(map, "source") ?? "", licence: try reader.text(map, "licence") ?? "",
      note: try reader.localized(map, "note"), system: system, classFields: classFields,
      idFields: try reader.names(map, "id-field"), isUnclassified: unclassified,
      hasLocalCoordinates: try reader.flag(map, "local-coordinates"), entries: entries)
  }

  private struct Reader {
    let file: String

    func mistake(zh: String, en: String, at node: Node?, key: String?) -> Diagnostic {
      let line = node?.mark.map(\.line)
      return Diagnostic(
        code: "crosswalk.invalid",
        Localized(
          zh: (line.map { "第 \($0) 行：" } ?? "") + zh,
          en: (line.map { "Line \($0): " } ?? "") + en),
        remedy: Localized(zh: "请更正对照文件。", en: "Correct the crosswalk file."), file: file,
        field: key)
    }

    func refuseUnknown(_ map: Node.Mapping, known: Set<String>) throws {
      for (key, _) in map {
        guard let name = key.scalar?.string, known.contains(name) else {
          let name = key.scalar?.string ?? "?"
          throw mistake(zh: "不认识的键“\(name)”。", en: "Unknown key \"\(name)\".", at: key, key: name)
        }
      }
    }

    func text(_ map: Node.Mapping, _ key: String) throws -> String? {
      guard let node = map[key] else { return nil }
      guard let text = node.scalar?.string else {
        throw mistake(zh: "“\(key)”应是文本。", en: "\"\(key)\" must be text.", at: node, key: key)
      }
      return text
    }

    func flag(_ map: Node.Mapping, _ key: String) throws -> Bool {
      guard let node = map[key] else { return false }
      guard let flag = node.bool else {
        throw mistake(
          zh: "“\(key)”应是 true 或 false。", en: "\"\(key)\" must be true or false.", at: node,
          key: key)
      }
      return flag
    }

    func localized(_ map: Node.Mapping, _ key: String) throws -> Localized? {
      guard let node = map[key] else { return nil }
      if let both = node.scalar?.string { return Localized(both) }
      guard let zh = node["zh"]?.scalar?.string, let en = node["en"]?.scalar?.string else {
        throw mistake(
          zh: "“\(key)”应有 zh 与 en 两种文字。", en: "\"\(key)\" must have zh and en.", at: node,
          key: key)
      }
      return Localized(zh: zh, en: en)
    }

    func names(_ map: Node.Mapping, _ key: String) throws -> [[String]] {
      guard let node = map[key] else { return [] }
      let items = node.sequence.map(Array.init) ?? [node]
      return try items.map { item in
        let parts = item.sequence.map(Array.init) ?? [item]
        return try parts.map { part in
          guard let name = part.scalar?.string, !name.isEmpty else {
            throw mistake(
              zh: "“\(key)”应是字段名或其列表。",
              en: "\"\(key)\" must be a field name or a list of them.", at: part, key: key)
          }
          return name
        }
      }
    }

    func system(_ map: Node.Mapping, isNeeded: Bool) throws -> LandClassSystem {
      guard let name = try text(map, "system") else {
        guard isNeeded else { return .sd3Work }
        throw mistake(
          zh: "缺少 system：目标地类的分类体系。",
          en: "system is missing: the class system of the target codes.", at: .mapping(map),
          key: "system")
      }
      let known = LandClassSystem.allCases.filter { LandClassTable.of($0) != nil }.map(\.rawValue)
      guard let system = LandClassSystem(named: name), known.contains(system.rawValue) else {
        throw mistake(
          zh: "没有分类体系“\(name)”的地类表；可用：\(known.joined(separator: "、"))。",
          en: "No table of class system \"\(name)\"; known: \(known.joined(separator: ", ")).",
          at: map["system"], key: "system")
      }
      if let version = try text(map, "version"), version != system.version {
        throw mistake(
          zh: "\(system.rawValue) 的版本是 \(system.version)，不是 \(version)。",
          en: "The version of \(system.rawValue) is \(system.version), not \(version).",
          at: map["version"], key: "version")
      }
      return system
    }

    func entries(
      _ map: Node.Mapping, system: LandClassSystem, isNeeded: Bool
    ) throws -> [Crosswalk.Entry] {
      guard let list = map["classes"] else {
        guard isNeeded else { return [] }
        throw mistake(
          zh: "缺少 classes：地类对照表。", en: "classes is missing: the table of classes.",
          at: .mapping(map), key: "classes")
      }
      guard let items = list.sequence else {
        throw mistake(zh: "classes 应是列表。", en: "classes must be a list.", at: list, key: "classes")
      }
      var seen: Set<String> = []
      return try items.map { try entry($0, system: system, seen: &seen) }
    }

    private func entry(
      _ node: Node, system: LandClassSystem, seen: inout Set<String>
    ) throws -> Crosswalk.Entry {
      guard let map = node.mapping else {
        throw mistake(
          zh: "每一项应有 values 与 code。", en: "Each item must have values and code.", at: node,
          key: "classes")
      }
      try refuseUnknown(map, known: classKeys)
      let values = try values(map, at: node)
      for value in values where !seen.insert(value).inserted {
        throw mistake(
          zh: "值“\(value)”出现了两次。", en: "Value \"\(value)\" is listed twice.", at: node,
          key: "values")
      }
      guard let code = try text(map, "code") else {
        throw mistake(zh: "缺少 code。", en: "code is missing.", at: node, key: "code")
      }
      guard let target = LandClass(known: code, in: system) else {
        throw mistake(
          zh: "\(system.rawValue) 中没有地类“\(code)”。",
          en: "\(system.rawValue) has no class \"\(code)\".",
          at: map["code"], key: "code")
      }
      return Crosswalk.Entry(
        values: values, name: try localized(map, "name"), target: target,
        note: try localized(map, "note"))
    }

    private func values(_ map: Node.Mapping, at node: Node) throws -> [String] {
      guard let found = map["values"] ?? map["value"] else {
        throw mistake(zh: "缺少 values。", en: "values is missing.", at: node, key: "values")
      }
      let items = found.sequence.map(Array.init) ?? [found]
      return try items.map { item in
        guard let text = item.scalar?.string, let key = Crosswalk.key(.text(text)) else {
          throw mistake(
            zh: "values 应是值或值的列表。", en: "values must be a value or a list of values.",
            at: item, key: "values")
        }
        return key
      }
    }
  }
}
