import Geometry
import Groundwork

/// Names of layers and columns, as every home can keep them.
package enum Names {
  /// Names are the same whatever the case of their Latin letters, as in SQL.
  package static func key(_ name: String) -> String {
    String(
      decoding: name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  static func areSame(_ a: String, _ b: String) -> Bool { key(a) == key(b) }

  /// The order of names: by bytes, capital letters as small ones.
  static func precedes(_ a: String, _ b: String) -> Bool {
    let (x, y) = (key(a), key(b))
    return x == y
      ? a.utf8.lexicographicallyPrecedes(b.utf8) : x.utf8.lexicographicallyPrecedes(y.utf8)
  }

  /// Throws unless the name is one that every program can take.
  static func checkLayer(_ name: String, file: String) throws {
    let isWord = name.unicodeScalars.allSatisfy { scalar in
      scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
    let reserved = ["gpkg_", "rtree_", "sqlite_", "zhitu_", "trigger_"]
    let isReserved = reserved.contains { name.lowercased().hasPrefix($0) }
    guard isWord, !isReserved, !name.isEmpty, name.utf8.count <= 180 else {
      throw Diagnostic(
        code: "workspace.layer-name",
        Localized(
          zh: "图层名“\(name)”不能用。", en: "“\(name)” cannot be the name of a layer."),
        remedy: Localized(
          zh: "只用汉字、字母、数字和下划线，且不以 gpkg_、rtree_、sqlite_、zhitu_ 开头。",
          en: """
            Use only Chinese or Latin letters, digits and underscores, \
            and none of the beginnings gpkg_, rtree_, sqlite_, zhitu_.
            """), file: file, layer: name)
    }
  }

  static func checkColumns(_ table: TableDefinition, file: String) throws {
    var seen: Set<String> = table.geometry == .none ? ["fid"] : ["fid", "geom"]
    for column in table.columns {
      let isNew = seen.insert(column.name.lowercased()).inserted
      guard isNew, !column.name.isEmpty, !column.name.utf8.contains(0) else {
        throw Diagnostic(
          code: "workspace.column-name",
          Localized(
            zh: "字段名“\(column.name)”为空、重复或与 fid、geom 冲突。",
            en: "the field name “\(column.name)” is empty, is there twice, or is fid or geom."),
          remedy: Localized(zh: "给字段改名。", en: "Rename the field."), file: file,
          layer: table.name, field: column.name)
      }
    }
  }
}

extension Sequence<Column> {
  /// The same columns, renamed where a name is empty, is there twice (case does not count) or is
  /// one of `taken`: `_2`, `_3` and so on is added.
  public func renamedForStorage(taken: some Sequence<String> = ["fid", "geom"]) -> [Column] {
    var seen = Set(taken.map { $0.lowercased() })
    return map { column in
      let base = column.name.isEmpty ? "field" : column.name
      var name = base
      var number = 2
      while !seen.insert(name.lowercased()).inserted {
        name = "\(base)_\(number)"
        number += 1
      }
      return Column(name, column.type)
    }
  }
}

extension TableDefinition {
  /// - Throws: Diagnostics `workspace.layer-name`, `workspace.column-name`.
  package func check(file: String) throws {
    try Names.checkLayer(name, file: file)
    try Names.checkColumns(self, file: file)
  }
}
