import Groundwork
import Policy

/// The verdicts on a plan as one table, for spreadsheets and databases.
public struct VerdictListing: Sendable {
  public var columns: [(column: Column, title: String)]
  public var rows: [[Value]]

  public init(_ evaluation: Evaluation, language: Language) {
    let words = VerdictText(language: language)
    func column(_ name: String, _ type: ColumnType, _ zh: String, _ en: String)
      -> (column: Column, title: String)
    { (Column(name, type), Localized(zh: zh, en: en)[language]) }
    columns = [
      column("rule", .text, "规则", "Rule"), column("title", .text, "内容", "Title"),
      column("chapter", .text, "规则章", "Chapter"), column("verdict", .text, "结论", "Verdict"),
      column("effect", .text, "效力", "Effect"), column("level", .text, "约束", "Level"),
      column("value", .real, "核算值", "Value"),
      column("comparator", .text, "比较", "Comparator"),
      column("threshold", .real, "要求", "Threshold"), column("margin", .real, "余量", "Margin"),
      column("unit", .text, "单位", "Unit"), column("way_out", .text, "整改", "Remedy"),
      column("missing", .text, "所缺资料", "Missing information"),
      column("who", .text, "由谁提供", "Who has it"),
      column("witnesses", .integer, "举证图斑数", "Witnesses"),
      column("source", .text, "出处", "Source"), column("marks", .text, "标记", "Marks"),
    ]
    let comma = Localized(zh: "；", en: "; ")[language]
    func number(_ value: Double?) -> Value { value.map { .real($0) } ?? .null }
    func joined(_ texts: [String]) -> Value {
      texts.isEmpty ? .null : .text(texts.joined(separator: comma))
    }
    rows = evaluation.verdicts.map { verdict in
      [
        .text(verdict.reference), .text(words.title(verdict)),
        verdict.chapter.map { .text($0[language]) } ?? .null, .text(words.verdict(verdict).text),
        .text(words.effect(verdict.effect)), .text(words.level(verdict.level)),
        number(verdict.value),
        verdict.isReport ? .null : .text(verdict.comparator.rawValue),
        verdict.isReport ? .null : .real(verdict.threshold), number(verdict.margin),
        .text(words.unit(verdict.unit)), joined(verdict.remedies.map { $0.say[language] }),
        verdict.needs.isEmpty
          ? verdict.reason.map { .text($0[language]) } ?? .null
          : joined(verdict.needs.map { $0.meaning[language] }),
        joined(verdict.needs.map { $0.source[language] }), .integer(Int64(verdict.witnessCount)),
        .text(words.source(verdict.source)), joined(words.marks(verdict)),
      ]
    }
  }
}
