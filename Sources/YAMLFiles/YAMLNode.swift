import Groundwork
import Yams

/// A node of a YAML file that knows its file and line, so that every error can name them.
public struct YAMLNode {
  /// How the errors of a kind of file are reported.
  public struct Report: Sendable {
    private let area: String
    private let only: String?
    private let remedy: Localized?

    /// - Parameters:
    ///   - area: what the codes of errors begin with: `policy` gives `policy.missing-key`.
    ///   - only: the one code that all errors have instead: `invalid` gives `crosswalk.invalid`.
    public init(_ area: String, only: String? = nil, remedy: Localized? = nil) {
      self.area = area
      self.only = only
      self.remedy = remedy
    }

    fileprivate func error(
      _ code: String, zh: String, en: String, file: String, field: String? = nil
    ) -> Diagnostic {
      Diagnostic(
        code: "\(area).\(only ?? code)", Localized(zh: zh, en: en), remedy: remedy, file: file,
        field: field)
    }
  }

  private let node: Node
  public let file: String
  private let report: Report

  private init(_ node: Node, file: String, report: Report) {
    self.node = node
    self.file = file
    self.report = report
  }

  /// The whole of a YAML text.
  ///
  /// - Throws: `empty-file`, `bad-yaml`.
  public static func document(
    _ text: String, file: String, report: Report
  ) throws(Diagnostic) -> YAMLNode {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw report.error("empty-file", zh: "文件没有内容", en: "the file is empty", file: file)
      }
      return YAMLNode(node, file: file, report: report)
    } catch let error as Diagnostic {
      throw error
    } catch {
      var line = ""
      if case .scanner(_, _, let mark, _)? = error as? YamlError { line = ":\(mark.line)" }
      if case .parser(_, _, let mark, _)? = error as? YamlError { line = ":\(mark.line)" }
      throw report.error(
        "bad-yaml", zh: "不是合法的 YAML：\(error)", en: "not valid YAML: \(error)", file: file + line)
    }
  }

  /// From 1; `nil` for a node that no text stands for.
  public var line: Int? { node.mark?.line }

  /// `national/core.yaml:42`.
  public var place: String { line.map { "\(file):\($0)" } ?? file }

  /// An error at this node.
  public func error(_ code: String, zh: String, en: String, field: String? = nil) -> Diagnostic {
    report.error(code, zh: zh, en: en, file: place, field: field)
  }

  // MARK: Shapes

  /// A mapping whose keys are all among those named. A key given twice is an error too.
  public func mapping(_ allowed: [String]) throws(Diagnostic) -> [String: YAMLNode] {
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
  public func pairs() throws(Diagnostic) -> [(key: String, value: YAMLNode)] {
    guard let mapping = node.mapping else {
      throw error("not-a-mapping", zh: "此处应为键值表", en: "expected a mapping here")
    }
    var seen: Set<String> = []
    var result: [(key: String, value: YAMLNode)] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string, seen.insert(name).inserted else {
        throw error("bad-key", zh: "键重复或不是文字", en: "a key is repeated or is not a text")
      }
      result.append((name, YAMLNode(value, file: file, report: report)))
    }
    return result
  }

  public func list() throws(Diagnostic) -> [YAMLNode] {
    guard let sequence = node.sequence else {
      throw error("not-a-list", zh: "此处应为列表", en: "expected a list here")
    }
    return sequence.map { YAMLNode($0, file: file, report: report) }
  }

  /// A scalar as it is written; `null`, `~` and nothing give `nil`.
  public func optionalText() throws(Diagnostic) -> String? {
    if isNull { return nil }
    guard let scalar = node.scalar else {
      throw error("not-a-text", zh: "此处应为文字", en: "expected a text here")
    }
    return scalar.string
  }

  public func text() throws(Diagnostic) -> String {
    guard let text = try optionalText(), !text.isEmpty else {
      throw error("missing", zh: "此处不能为空", en: "this must not be empty")
    }
    return text
  }

  /// Whether the scalar was written in quotes, and is a text whatever it looks like.
  public var isQuoted: Bool {
    switch node.scalar?.style {
    case .singleQuoted, .doubleQuoted: true
    default: false
    }
  }

  public var isScalar: Bool { node.scalar != nil }
  public var isList: Bool { node.sequence != nil }

  /// Whether the scalar was written as a block of lines under its key (`|` or `>`).
  public var isBlock: Bool { node.scalar?.style == .literal || node.scalar?.style == .folded }

  /// The text of a scalar under a key, if the node is a mapping that has one; nothing is checked.
  public func peek(_ key: String) -> String? { node.mapping?[key]?.string }

  public var isNull: Bool {
    guard let scalar = node.scalar, !isQuoted else { return false }
    return ["", "~", "null"].contains(scalar.string)
  }

  public func boolean() throws(Diagnostic) -> Bool {
    switch try text() {
    case "true": return true
    case "false": return false
    default: throw error("not-a-truth", zh: "此处应为 true 或 false", en: "expected true or false here")
    }
  }

  public func wholeNumber() throws(Diagnostic) -> Int {
    let text = try text()
    guard let number = Int(text) else {
      throw error(
        "not-a-whole-number", zh: "“\(text)”不是整数", en: "‘\(text)’ is not a whole number")
    }
    return number
  }

  /// A finite number.
  public func number() throws(Diagnostic) -> Double {
    let text = try text()
    guard let number = Double(text), number.isFinite else {
      throw error("not-a-number", zh: "“\(text)”不是数", en: "‘\(text)’ is not a number")
    }
    return number
  }

  public func localized() throws(Diagnostic) -> Localized {
    let map = try mapping(["zh", "en"])
    return Localized(zh: try require("zh", in: map).text(), en: try require("en", in: map).text())
  }

  public func texts() throws(Diagnostic) -> [String] {
    var result: [String] = []
    for item in try list() { result.append(try item.text()) }
    return result
  }

  /// One of the cases of an enumeration, by its raw value.
  public func oneOf<T: RawRepresentable & CaseIterable>(
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

  /// A list of cases of an enumeration, as ``oneOf(_:)``.
  public func eachOneOf<T: RawRepresentable & CaseIterable>(
    _ type: T.Type
  ) throws(Diagnostic) -> [T] where T.RawValue == String {
    var result: [T] = []
    for item in try list() { result.append(try item.oneOf(type)) }
    return result
  }

  public func require(_ key: String, in map: [String: YAMLNode]) throws(Diagnostic) -> YAMLNode {
    guard let value = map[key] else {
      throw error("missing-key", zh: "缺少“\(key)”", en: "‘\(key)’ is missing", field: key)
    }
    return value
  }
}
