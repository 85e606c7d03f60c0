import Groundwork
import Policy
import Workbench

/// The rule book (规则库): its rules, one of them with all that is known of it, its test cases, and what
/// differs between two books.
enum RuleRoutes {
  private static let root = EndpointTable.root
  private static let rule = Parameter.path("rule", .text, "Id of the rule")
  private static let standing: [Parameter] = [
    .query("date", .text, "The day, as 2026-01-31; today by default"),
    .query("scope", .text, "Administrative code; that of the workspace by default"),
  ]

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/rules", "rules",
      "All rules with how they stand on a day in a place: whether they apply, what a breach causes, how "
        + "they are known, who confirmed them; with counts by evidence",
      standing, .json("RuleList"), problems: [422], right: .trial, cost: .reading,
      isVersioned: false
    ) { call in try .json(RuleListView(RuleShelf.standing(call))) }.aboutNames(),
    .answer(
      .get, "\(root)/rules/{rule}", "rule",
      "One rule: text, source, formulas, facts, versions, confirmations, and which of several "
        + "thresholds binds",
      [rule] + standing, .json("RuleDetail"), problems: [422], right: .trial, cost: .reading,
      isVersioned: false
    ) { call in
      let id = call.text("rule")
      return try .json(
        RuleDetailView(
          id, RuleShelf.standing(call),
          history: Workbench(call.workspace).confirmationHistory(of: id)))
    }.aboutNames(),
    .answer(
      .get, "\(root)/rules/{rule}/verdicts", "ruleVerdicts",
      "What the last verification of each plan says of a rule", [rule], .json("RuleVerdicts"),
      right: .trial, cost: .reading
    ) { call in
      let id = call.text("rule")
      let book = try RuleShelf.book()
      let found = try Workbench(call.workspace).verdicts(ofRule: id)
      // A rule that the book no longer has may still have been asked.
      guard !found.isEmpty || book.rules.contains(where: { $0.id == id }) else {
        throw book.unknown(id)
      }
      return try .json(RuleVerdictsView(id, found))
    }.fromState(),
    .answer(
      .get, "\(root)/rule-tests", "ruleTests",
      "Runs the test cases beside the rules: those of one rule, or all, and then tells which are missing",
      [.query("rule", .text, "Id of the rule, all by default")], .json("RuleTestReport"),
      problems: [404], right: .trial, cost: .slow, isVersioned: false
    ) { call in
      try .json(
        RuleTestReport(
          RuleShelf.book(), only: [call.optional("rule")].compactMap(\.self)))
    }.aboutNames(),
    .answer(
      .get, "\(root)/rule-difference", "ruleDifference",
      "What differs between the rules of two days, or between those with which a plan was last verified "
        + "and those of today",
      [
        .query("before", .text, "The earlier day; without one, whatever the day"),
        .query("after", .text, "The later day; without one, whatever the day"),
        .query("plan", .text, "The earlier rules are those of the last verification of this plan"),
        .query("pack", .text, "Only the rules of this pack"),
      ], .json("RuleDifference"), problems: [404, 422], right: .trial, cost: .reading,
      isVersioned: false
    ) { call in try .json(difference(call)) }.aboutNames(),
    .answer(
      .post, "\(root)/rule-packs/check", "checkRulePack",
      "Reads the files of a rule pack or a whole rule book: every fault by file and line, the test cases, "
        + "and what differs from the rules in use; nothing is kept",
      body: .json(schema: "RulePackFiles", limit: 16 << 20), .json("RulePackCheck"), right: .trial,
      cost: .slow, isVersioned: false
    ) { call in
      let files = try call.body(PackFiles.self).files
      return try .json(RulePackCheckView(files, RuleShelf.book()))
    }.aboutNames(),
  ]

  private struct PackFiles: Decodable {
    var files: [PolicyFile]
  }

  private static func difference(_ call: EndpointCall) throws -> RuleDifferenceView {
    let book = try RuleShelf.book()
    let days = try ["before", "after"].map { name in
      try call.optional(name).map { try RuleShelf.day($0) }
    }
    let pack = call.optional("pack")
    if let pack, !book.packs.contains(where: { $0.id == pack }) {
      throw Problem.missing(Localized(zh: "规则包 \(pack)", en: "rule pack \(pack)"))
    }
    var old = book
    var verified: CalendarDate?
    if let plan = call.optional("plan") {
      guard let last = try Workbench(call.workspace).ruleBook(ofLastEvaluation: plan) else {
        throw Problem(
          404, "rules.not-verified", zh: "方案“\(plan)”还没有检验过。",
          en: "Plan ‘\(plan)’ has not been verified.")
      }
      (old, verified) = (last.book, last.date)
    } else if days[0] == nil && days[1] == nil {
      throw Problem(
        422, "rules.sides", zh: "请给出两个日期，或一个检验过的方案。",
        en: "State two days, or a plan that was verified.")
    }
    func inForce(_ book: RuleBook, _ date: CalendarDate?) -> [Rule] {
      book.rules.filter { rule in
        (pack == nil || rule.pack == pack) && (date.map { rule.isInForce(on: $0) } ?? true)
      }
    }
    return RuleDifferenceView(
      difference: RuleBookDiff(inForce(old, days[0]), inForce(book, days[1])),
      packs: RuleDifferenceView.packs(old, book), verifiedOn: verified?.description)
  }
}
