import Groundwork

/// What a card must be in itself. `field` of a refusal is the name of the part of the card.
public enum ProjectCardCheck {
  /// The years that a card may name.
  public static let years = 1990...2100
  /// The largest investment of one year, 10 trillion 元, so that no sum overflows.
  static let most = Money(fen: 1_000_000_000_000_000)
  static let longest = 2000
  static let mostItems = 20_000

  /// The card, if it is well-formed.
  /// - Throws: Diagnostic `project.card`, with the field.
  public static func checked(_ card: ProjectCard) throws -> ProjectCard {
    guard card.title.contains(where: { !$0.isWhitespace }), card.title.count <= 200 else {
      throw fault("title", zh: "须有名称，不超过 200 字。", en: "a title of at most 200 characters.")
    }
    let texts = [
      ("goal", card.goal), ("space", card.space), ("core", card.core), ("package", card.package),
      ("note", card.note),
    ]
    for (field, text) in texts where text.count > longest {
      throw fault(field, zh: "不超过 \(longest) 字。", en: "at most \(longest) characters.")
    }
    guard isArea(card.area) else {
      throw fault(
        "area", zh: "区划代码为 2、4、6、9 或 12 位数字，不补零。",
        en: "an administrative code has 2, 4, 6, 9 or 12 digits, without padding zeros.")
    }
    try checkTime(card)
    try checkLists(card)
    try checkTargets(card)
    // In one order, so that equal targets are equal cards; none are no targets.
    var checked = card
    checked.targets = ProjectCard.targetIndicators.compactMap { indicator in
      card.target(indicator).map { .init(indicator: indicator, amount: $0) }
    }
    if checked.targets?.isEmpty == true { checked.targets = nil }
    return checked
  }

  /// Whether a text is an administrative code as the rights read it, or empty: a code of six digits that
  /// ends in 00 is that of a city, padded.
  static func isArea(_ text: String) -> Bool {
    [0, 2, 4, 6, 9, 12].contains(text.utf8.count)
      && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      && !(text.utf8.count == 6 && text.hasSuffix("00"))
  }

  private static func checkTime(_ card: ProjectCard) throws {
    guard years.contains(card.firstYear), years.contains(card.lastYear) else {
      throw fault(
        "first_year", zh: "年份须在 \(years.lowerBound) 至 \(years.upperBound) 之间。",
        en: "years are between \(years.lowerBound) and \(years.upperBound).")
    }
    guard card.firstYear <= card.lastYear else {
      throw fault("last_year", zh: "末年早于首年。", en: "the last year is before the first.")
    }
    guard (1...99).contains(card.stage) else {
      throw fault("stage", zh: "阶段为 1 至 99。", en: "a stage is between 1 and 99.")
    }
    var before = Int.min
    for cost in card.costs {
      guard cost.year > before else {
        throw fault("costs", zh: "投资须按年份升序，每年一次。", en: "costs ascend by year, once a year.")
      }
      before = cost.year
      guard (card.firstYear...card.lastYear).contains(cost.year) else {
        throw fault(
          "costs", zh: "\(cost.year) 年的投资在实施期 \(card.firstYear)—\(card.lastYear) 之外。",
          en: "the cost of \(cost.year) is outside the works, \(card.firstYear)–\(card.lastYear).")
      }
      guard (Money.zero...most).contains(cost.amount) else {
        throw fault(
          "costs", zh: "\(cost.year) 年的投资须为非负数且不过大。",
          en: "the cost of \(cost.year) must be neither negative nor too large.")
      }
    }
  }

  private static func checkTargets(_ card: ProjectCard) throws {
    var seen: Set<TargetIndicator> = []
    for target in card.targets ?? [] {
      guard ProjectCard.targetIndicators.contains(target.indicator),
        seen.insert(target.indicator).inserted
      else {
        throw fault(
          "targets", zh: "“\(target.indicator.title.zh)”不能作项目指标，或写了两次。",
          en: "‘\(target.indicator.title.en)’ is no target of a project, or stands twice.")
      }
      guard (0...most.fen).contains(target.amount) else {
        throw fault(
          "targets", zh: "“\(target.indicator.title.zh)”须为非负数且不过大。",
          en: "‘\(target.indicator.title.en)’ must be neither negative nor too large.")
      }
    }
  }

  private static func checkLists(_ card: ProjectCard) throws {
    var lists = [
      ("groups", card.groups), ("needs", card.needs), ("excludes", card.excludes),
      ("indicators", card.indicators), ("candidates", card.candidates ?? []),
    ]
    lists += ProjectDuty.allCases.map { ($0.rawValue, card.duties[$0]) }
    if let ground = card.ground {
      guard !ground.plan.isEmpty else {
        throw fault("ground", zh: "用地须写明方案。", en: "ground names its plan.")
      }
      lists.append(("ground", ground.measures))
    }
    for (field, list) in lists {
      guard list.count <= mostItems else {
        throw fault(field, zh: "不超过 \(mostItems) 项。", en: "at most \(mostItems) items.")
      }
      guard list.allSatisfy({ $0.contains { !$0.isWhitespace } && $0.count <= 200 }) else {
        throw fault(
          field, zh: "每项须有内容，不超过 200 字。", en: "an item has 1 to 200 characters.")
      }
      var seen: Set<String> = []
      if let twice = list.first(where: { !seen.insert($0).inserted }) {
        throw fault(field, zh: "“\(twice)”写了两次。", en: "‘\(twice)’ is named twice.")
      }
    }
    if let both = card.needs.first(where: card.excludes.contains) {
      throw fault(
        "excludes", zh: "“\(both)”既是前置项目又是互斥项目。",
        en: "‘\(both)’ is both a precondition and excluded.")
    }
  }

  static func fault(_ field: String, zh: String, en: String) -> Diagnostic {
    ProjectDecider.refusal("card", zh: zh, en: en, field: field)
  }
}
