import Groundwork
import Policy
import Workbench

/// Files of the rule book: the book as a document, the blank register, the texts of confirmations.
enum RuleFileRoutes {
  private static let root = EndpointTable.root
  private static let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/rule-book", "ruleBook",
      "The rules that apply on a day in a place as a document (规则汇编), with sources, evidence and the "
        + "results of their test cases",
      [
        .choice("format", of: RuleBookFormat.self, "Format of the document", default: .docx),
        .query("date", .text, "The day, as 2026-01-31; today by default"),
        .query("scope", .text, "Administrative code; that of the workspace by default"),
        .query("pack", .text, "Only the rules of this pack"),
        .choice("grade", of: Evidence.Grade.self, "Only rules that are known in this way"),
        .choice("language", of: Language.self, "Language of the document", default: .zh),
      ], Endpoint.Reply(type: RuleBookFormat.docx.mediaType), problems: [404, 422], right: .trial,
      cost: .slow, isVersioned: false
    ) { call in
      let standing = try RuleShelf.standing(call)
      let format = call.choice("format", RuleBookFormat.self)
      let language = call.choice("language", Language.self)
      let pack = call.optional("pack")
      let grade = call.optional("grade")
      if let pack, !standing.book.packs.contains(where: { $0.id == pack }) {
        throw Problem.missing(Localized(zh: "规则包 \(pack)", en: "rule pack \(pack)"))
      }
      let rules = standing.applying.filter { rule in
        (pack == nil || rule.pack == pack)
          && (grade == nil || rule.evidence.grade.rawValue == grade)
      }
      guard !rules.isEmpty else {
        throw Problem(
          422, "rules.none", zh: "没有符合条件的规则。", en: "No rule fits what was asked for.")
      }
      let bytes = try Workbench.ruleBookBytes(
        standing.book, rules: rules, confirmed: Set(standing.review.counted.keys), as: format,
        language: language)
      let title = language == .zh ? "规则汇编" : "rule-book"
      return DocumentRoutes.file(
        bytes, type: format.mediaType, name: "\(title)-\(standing.date).\(format.rawValue)")
    }.aboutNames(),
    .answer(
      .get, "\(root)/rule-register", "ruleRegister",
      "A blank register of the facts that no layer contains, as a workbook with prompts", [],
      Endpoint.Reply(type: sheet), right: .trial, cost: .reading, isVersioned: false
    ) { call in
      let bytes = try Workbench.blankRegisterBytes(try RuleShelf.book().catalogue)
      return DocumentRoutes.file(bytes, type: sheet, name: "规则登记簿.xlsx")
    }.aboutNames(),
    .answer(
      .get, "\(root)/rule-texts/{sha256}", "ruleText",
      "The text that a confirmation of a rule rests on, as it was attached",
      [.path("sha256", .text, "Hash of the text")],
      Endpoint.Reply(type: "application/octet-stream"), right: .trial
    ) { call in
      let hash = call.text("sha256")
      guard let bytes = try Workbench(call.workspace).ruleText(hash) else {
        throw Problem.missing(Localized(zh: "原文 \(hash)", en: "text \(hash)"))
      }
      return Attachment.answer(bytes)
    }.aboutNames(),
  ]
}
