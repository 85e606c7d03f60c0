import Groundwork
import YAMLFiles

extension YAMLNode {
  /// The root node of a file of a rule pack.
  static func document(_ text: String, file: String) throws(Diagnostic) -> YAMLNode {
    try document(text, file: file, report: Report("policy"))
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

  /// An error in a formula, at its line.
  func located(_ error: FormulaError, in text: String) -> Diagnostic {
    let before = String(decoding: Array(text.utf8).prefix(error.offset), as: UTF8.self)
    let near =
      String(decoding: Array(text.utf8).dropFirst(error.offset).prefix(30), as: UTF8.self)
      .split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let below = before.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    let start = (line ?? 1) + (isBlock ? 1 : 0)
    return Diagnostic(
      code: "policy.bad-formula",
      Localized(
        zh: "公式有误：\(error.message.zh)（近“\(near)”）",
        en: "error in the formula: \(error.message.en) (near ‘\(near)’)"),
      file: "\(file):\(start + below)")
  }
}
