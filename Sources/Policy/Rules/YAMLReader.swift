import Groundwork
import Yams

/// A node of a YAML file that knows its file and line, so that every error can name them.
struct YAMLNode {
  let node: Node
  let file: String

  /// The whole of a YAML text.
  static func document(_ text: String, file: String) throws(Diagnostic) -> YAMLNode {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw Diagnostic(
          code: "policy.empty-file", Localized(zh: "文件没有内容", en: "the file is empty"), file: file)
      }
      return YAMLNode(node: node, file: file)
    } catch let error as Diagnostic {
      throw error
    } catch {
      var line = ""
      if case .scanner(_, _, let mark, _)? = error as? YamlError { line = ":\(mark.line)" }
      if case .parser(_, _, let mark, _)? = error as? YamlError { line = ":\(mark.line)" }
      throw Diagnostic(
        code: "policy.bad-yaml",
        Localized(zh: "不是合法的 YAML：\(error)", en: "not valid YAML: \(error)"), file: file + line)
    }
  }

  /// `national/core.yaml:42`.
  var place: String { node.mark.map { "\(file):\($0.line)" } ?? file }

  func error(_ code: String, zh: String, en: String, field: String? = nil) -> Diagnostic {
    Diagnostic(code: "policy.\(code)", Localized(zh: zh, en: en), file: place, field: field)
  }

  // MARK: Shapes

  /// A mapping whose keys are all among those named. A key given twice is an error too.
  func mapping(_ allowed: [String]) throws(Diagnostic) -> [String: YAMLNode] {
    var result: [String: YAMLNode] = [:]
    for (key, value) in try pairs() {
      guard allowed.contains(key) else {
        throw error(
          "unknown-key", zh: "不认识的键“\(key)”，可用：\(allowed.joined(separator: "、"))",
          en: "unknown key ‘\(key)’; known are \(allowed.joined(separator: ", "))", field: key)
      }
      result[key] = value
    }
    return result
  }

  /// The keys and values of a mapping in the order of the file.
  func pairs() throws(Diagnostic) -> [(key: String, value: YAMLNode)] {
    guard let mapping = node.mapping else {
      throw error("not-a-mapping", zh: "此处应为键值表", en: "expected a mapping here")
    }
    var seen: Set<String> = []
    var result: [(key: String, value: YAMLNode)] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string, seen.insert(name).inserted else {
        throw error("bad-key", zh: "键重复或不是文字", en: "a key is repeated or is not a text")
      }
      result.append((name, YAMLNode(node: value, file: file)))
    }
    return result
  }

  func list() throws(Diagnostic) -> [YAMLNode] {
    guard let sequence = node.sequence else {
      throw error("not-a-list", zh: "此处应为列表", en: "expected a list here")
    }
    return sequence.map { YAMLNode(node: $0, file: file) }
  }

  /// A scalar as it is written; `null`, `~` and nothing give `nil`.
  func optionalText() throws(Diagnostic) -> String? {
    if isNull { return nil }
    guard let scalar = node.scalar else {
      throw error("not-a-text", zh: "此处应为文字", en: "expected a text here")
    }
    return scalar.string
  }

  func text() throws(Diagnostic) -> String {
    guard let text = try optionalText(), !text.isEmpty else {
      throw error("missing", zh: "此处不能为空", en: "this must not be empty")
    }
    return text
  }

  /// Whether the scalar was written in quotes, and is a text whatever it looks like.
  var isQuoted: Bool {
    switch node.scalar?.style {
    case .singleQuoted, .doubleQuoted: true
    default: false
    }
  }

  var isScalar: Bool { node.scalar != nil }

  var isNull: Bool {
    guard let scalar = node.scalar, !isQuoted else { return false }
    return ["", "~", "null"].contains(scalar.string)
  }

  func boolean() throws(Diagnostic) -> Bool {
    switch try text() {
    case "true": return true
    case "false": return false
    default: throw error("not-a-truth", zh: "此处应为 true 或 false", en: "expected true or false here")
    }
  }

  func localized() throws(Diagnostic) -> Localized {
    let map = try mapping(["zh", "en"])
    return Localized(zh: try require("zh", in: map).text(), en: try require("en", in: map).text())
  }

  func texts() throws(Diagnostic) -> [String] {
    var result: [String] = []
    for item in try list() { result.append(try item.text()) }
    return result
  }

  func decimal() throws(Diagnostic) -> Rational {
    let text = try text()
    guard let number = Rational(decimal: text) else {
      throw error("not-a-number", zh: "“\(text)”不是数", en: "‘\(text)’ is not a number")
    }
    return number
  }

  func unit() throws(Diagnostic) -> UnitOfMeasure {
    let name = try text()
    guard let unit = UnitOfMeasure.named(name) else {
      throw error("unknown-unit", zh: "没有单位“\(name)”", en: "there is no unit ‘\(name)’")
    }
    return unit
  }

  /// One of the cases of an enumeration, by its raw value.
  func oneOf<T: RawRepresentable & CaseIterable>(
    _ type: T.Type
  ) throws(Diagnostic) -> T where T.RawValue == String {
    let text = try text()
    guard let value = T(rawValue: text) else {
      let known = T.allCases.map(\.rawValue).joined(separator: ", ")
      throw error(
        "unknown-value", zh: "“\(text)”不在取值之内：\(known)", en: "‘\(text)’ is not one of \(known)")
    }
    return value
  }

  func require(_ key: String, in map: [String: YAMLNode]) throws(Diagnostic) -> YAMLNode {
    guard let value = map[key] else {
      throw error("missing-key", zh: "缺少“\(key)”", en: "‘\(key)’ is missing", field: key)
    }
    return value
  }

  /// An error in a formula, at its line.
  func located(_ error: FormulaError, in text: String) -> Diagnostic {
    let before = String(decoding: Array(text.utf8).prefix(error.offset), as: UTF8.self)
    let near =
      String(decoding: Array(text.utf8).dropFirst(error.offset).prefix(30), as: UTF8.self)
      .split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let line = before.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    let isBlock = node.scalar?.style == .literal || node.scalar?.style == .folded
    let start = (node.mark?.line ?? 1) + (isBlock ? 1 : 0)
    return Diagnostic(
      code: "policy.bad-formula",
      Localized(
        zh: "公式有误：\(error.message.zh)（近“\(near)”）",
        en: "error in the formula: \(error.message.en) (near ‘\(near)’)"),
      file: "\(file):\(start + line)")
  }
}
