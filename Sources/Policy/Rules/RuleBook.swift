import Groundwork

/// The fact catalogue and all rule packs of a folder such as `Policies/`, read and checked together.
public struct RuleBook: Sendable {
  public var catalogue: FactCatalogue
  public var packs: [RulePack]
  /// The test files beside the chapters.
  public var tests: [PolicyFile]
  /// The files that it was read from.
  public var files: [PolicyFile] = []

  public var rules: [Rule] { packs.flatMap(\.rules) }

  /// Reads `facts.yaml` and every folder that has a `pack.yaml`.
  ///
  /// Throws the first problem, with file and line; ``read(_:)`` lists all of them.
  public static func load(_ folder: String) throws(Diagnostic) -> RuleBook {
    try withoutProblems(try PolicyFile.folder(folder), named: folder)
  }

  /// The same; `known` where its files are still those of the folder.
  public static func load(_ folder: String, known: RuleBook?) throws(Diagnostic) -> RuleBook {
    let files = try PolicyFile.folder(folder)
    if let known, known.files == files { return known }
    return try withoutProblems(files, named: folder)
  }

  /// A book without problems; throws the first problem.
  static func withoutProblems(
    _ files: [PolicyFile], settings: [ThresholdSetting] = [], named name: String
  ) throws(Diagnostic) -> RuleBook {
    let (book, problems) = read(files, settings: settings)
    if let first = problems.first { throw first }
    guard let book else { throw noPack(name) }
    return book
  }

  /// Reads a rule book from the texts of its files and lists every problem. A book with problems is
  /// still returned, without the rules that have them.
  ///
  /// - Parameter settings: thresholds that replace those of the files.
  public static func read(
    _ files: [PolicyFile], settings: [ThresholdSetting] = []
  ) -> (book: RuleBook?, problems: [Diagnostic]) {
    guard let facts = files.first(where: { $0.name == "facts.yaml" }) else {
      return (nil, [noPack("facts.yaml")])
    }
    let catalogue: FactCatalogue
    do {
      catalogue = try FactCatalogue.read(facts)
    } catch {
      return (nil, [error])
    }
    var packs: [RulePack] = []
    var problems: [Diagnostic] = []
    let folders = files.map(\.name).filter { $0.hasSuffix("/pack.yaml") }
      .map { String($0.dropLast("/pack.yaml".count)) }
    for folder in folders.sorted() {
      let (pack, found) = RulePack.read(
        files, folder: folder, catalogue: catalogue, settings: settings)
      problems += found
      if let pack { packs.append(pack) }
    }
    let book = RuleBook(
      catalogue: catalogue, packs: packs,
      tests: files.filter(\.isTests).sorted { $0.name < $1.name }, files: files)
    return (book, problems + book.problems())
  }

  static func noPack(_ place: String) -> Diagnostic {
    Diagnostic(
      code: "policy.no-pack",
      Localized(zh: "此处没有规则包", en: "there is no rule pack here"),
      remedy: Localized(
        zh: "规则库文件夹须有 facts.yaml，各规则包文件夹须有 pack.yaml",
        en: "a rule book has facts.yaml, and each pack folder has pack.yaml"), file: place)
  }

  // MARK: Problems between rules

  /// Overlapping versions of one rule, dangling references, conflicts that cannot be compared.
  private func problems() -> [Diagnostic] {
    var problems: [Diagnostic] = []
    let rules = rules
    for (index, rule) in rules.enumerated() {
      for other in rules[..<index] where other.id == rule.id && overlap(rule, other) {
        problems.append(
          Diagnostic(
            code: "policy.overlapping-dates",
            Localized(
              zh: "规则 \(rule.id) 与 \(other.place) 处的同号规则施行日期重叠",
              en: "rule \(rule.id) is in force at the same time as the one at \(other.place)"),
            file: rule.place))
      }
      for part in rule.parts {
        for reference in part.conflictsWith {
          if let problem = problem(with: reference, of: rule, part) { problems.append(problem) }
        }
      }
      if let replaced = rule.waterfall?.replaces,
        !rules.contains(where: { $0.id == replaced && $0.waterfall != nil })
      {
        problems.append(
          Diagnostic(
            code: "policy.dangling",
            Localized(
              zh: "规则 \(rule.id) 所替换的用途次序“\(replaced)”不存在",
              en: "rule \(rule.id) takes the place of the order ‘\(replaced)’, which does not exist"
            ),
            file: rule.place))
      }
    }
    for check in packs.flatMap(\.contradictions) {
      for reference in check.concerns where !isKnown(reference) {
        problems.append(
          Diagnostic(
            code: "policy.dangling",
            Localized(
              zh: "核对 \(check.id) 所引“\(reference)”不存在",
              en: "check \(check.id) refers to ‘\(reference)’, which does not exist"),
            file: check.place))
      }
    }
    for pack in packs where packs.filter({ $0.id == pack.id }).count > 1 {
      problems.append(
        Diagnostic(
          code: "policy.repeated",
          Localized(zh: "规则包编号“\(pack.id)”重复", en: "the pack id ‘\(pack.id)’ is used twice")))
    }
    return problems
  }

  private func isKnown(_ reference: String) -> Bool {
    rules.contains { rule in
      rule.id == reference
        || rule.parts.contains { Rule.reference(rule.id, $0.name) == reference }
    }
  }

  private func overlap(_ a: Rule, _ b: Rule) -> Bool {
    let endsBefore = { (first: Rule, second: Rule) in
      if let end = first.effectiveTo, let start = second.effectiveFrom { return end < start }
      return false
    }
    return !endsBefore(a, b) && !endsBefore(b, a)
  }

  private func problem(with reference: String, of rule: Rule, _ part: RulePart) -> Diagnostic? {
    let others = rules.flatMap { other in
      other.parts.filter { Rule.reference(other.id, $0.name) == reference }
    }
    if others.isEmpty {
      return Diagnostic(
        code: "policy.dangling",
        Localized(
          zh: "规则 \(rule.id) 所引“\(reference)”不存在",
          en: "rule \(rule.id) refers to ‘\(reference)’, which does not exist"),
        file: rule.place)
    }
    for other in others
    where other.comparator != part.comparator || other.unit.dimension != part.unit.dimension
      || part.comparator.isStricter(.zero, than: .one) == nil
    {
      return Diagnostic(
        code: "policy.incomparable",
        Localized(
          zh: "规则 \(rule.id) 与 \(reference) 的比较符或单位不同，无法判断何者更严",
          en: "rule \(rule.id) and \(reference) differ in comparator or unit, "
            + "so neither is the stricter"), file: rule.place)
    }
    return nil
  }
}

extension Rule {
  /// How a part is referred to: `CAP-02`, `CAP-01/pbf`.
  public static func reference(_ rule: String, _ part: String?) -> String {
    part.map { "\(rule)/\($0)" } ?? rule
  }
}
