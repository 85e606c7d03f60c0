import Groundwork
import Policy
import YAMLFiles

extension QuotaCatalogue {
  private static let report = YAMLNode.Report(
    "quota", only: "kinds",
    remedy: Localized(
      zh: "以 Policies/quota/kinds.yaml 为样式。", en: "Use Policies/quota/kinds.yaml as an example."))

  /// Reads kinds from YAML, and the orders of purposes from the rules that the file names.
  ///
  /// - Parameter rules: `nil`: only the kinds are asked for, and there are no purposes.
  /// - Throws: Diagnostics `quota.kinds` with file and line, `policy.two-waterfalls`.
  public init(yaml: String, file: String, rules: QuotaRules? = nil) throws {
    let root = try YAMLNode.document(yaml, file: file, report: Self.report)
    let map = try root.mapping([
      "format", "name", "kinds", "purposes", "waterfall", "figures", "movements",
    ])
    guard try root.require("format", in: map).text() == "1" else {
      throw root.error("format", zh: "格式应为 1", en: "the format must be 1", field: "format")
    }
    var kinds: [QuotaKind] = []
    for node in try root.require("kinds", in: map).list() {
      let kind = try Self.kind(node)
      guard !kinds.contains(where: { $0.id == kind.id }) else {
        throw node.error("twice", zh: "种类“\(kind.id)”重复", en: "the kind ‘\(kind.id)’ occurs twice")
      }
      kinds.append(kind)
    }
    for kind in kinds {
      for other in kind.sharesGroundWith where !kinds.contains(where: { $0.id == other }) {
        throw root.error(
          "unknown", zh: "“\(kind.id)”所共用地块的种类“\(other)”不存在",
          en: "‘\(kind.id)’ shares ground with ‘\(other)’, which is not a kind",
          field: "shares_ground_with")
      }
    }
    let waterfalls = try map["waterfall"].map { try Self.waterfalls($0, rules) }
    guard (waterfalls == nil) == (map["purposes"] != nil) else {
      throw root.error(
        "order", zh: "写明 waterfall（规则）或 purposes（自定用途），只写其一",
        en: "state either waterfall, which names rules, or purposes of its own", field: "waterfall")
    }
    let purposes =
      try map["purposes"].map(Self.purposes) ?? Self.purposes(of: waterfalls ?? [])
    self.init(
      name: try root.require("name", in: map).text(), kinds: kinds, purposes: purposes,
      waterfalls: waterfalls, figures: try map["figures"]?.list().map(Self.figure),
      movements: try map["movements"].map(Self.movements))
  }

  private static func movements(_ node: YAMLNode) throws -> [QuotaMovementKind] {
    var kinds: [QuotaMovementKind] = []
    for item in try node.list() {
      let map = try item.mapping(["id", "title", "effect"])
      let kind = QuotaMovementKind(
        id: try item.require("id", in: map).text(),
        title: try item.require("title", in: map).localized(),
        effect: try item.require("effect", in: map).oneOf(QuotaMovementKind.Effect.self))
      guard !kinds.contains(where: { $0.id == kind.id || $0.title.zh == kind.title.zh }) else {
        throw item.error(
          "twice", zh: "类型“\(kind.id)”重复", en: "the kind ‘\(kind.id)’ occurs twice")
      }
      kinds.append(kind)
    }
    return kinds
  }

  private static func purposes(_ node: YAMLNode) throws -> [QuotaPurpose] {
    try node.list().map { node in
      let fields = try node.mapping(["id", "title", "rank"])
      return QuotaPurpose(
        id: try node.require("id", in: fields).text(),
        title: try node.require("title", in: fields).localized(),
        rank: try whole(node.require("rank", in: fields), 1...99))
    }
  }

  /// All that the orders name; general orders go first, so that their ranks are shown.
  private static func purposes(of waterfalls: [QuotaWaterfall]) -> [QuotaPurpose] {
    var purposes: [QuotaPurpose] = []
    let general = waterfalls.filter(\.order.types.isEmpty)
    for one in (general + waterfalls).flatMap(\.order.purposes)
    where !purposes.contains(where: { $0.id == one.id }) {
      purposes.append(QuotaPurpose(id: one.id, title: one.title, rank: one.rank))
    }
    return purposes
  }

  /// The orders that apply, of the rules named. One for all kinds must be among them.
  private static func waterfalls(
    _ node: YAMLNode, _ rules: QuotaRules?
  ) throws -> [QuotaWaterfall] {
    let names = try node.texts()
    guard let rules else { return [] }
    for name in names
    where !rules.book.rules.contains(where: { $0.id == name && $0.waterfall != nil }) {
      throw node.error(
        "no-order", zh: "规则库中没有规定用途次序的规则“\(name)”",
        en: "the rule packs have no rule ‘\(name)’ with an order of purposes", field: "waterfall")
    }
    let found = try names.compactMap { try rules.waterfall($0) }
    guard found.contains(where: \.order.types.isEmpty) else {
      throw node.error(
        "no-order", zh: "没有对各类指标都适用的用途次序",
        en: "there is no order of purposes for all kinds of quota",
        field: "waterfall")
    }
    return found
  }

  private static func figure(_ node: YAMLNode) throws -> QuotaFigureKind {
    let map = try node.mapping(["id", "title", "fact", "yearly"])
    return QuotaFigureKind(
      id: try node.require("id", in: map).text(),
      title: try node.require("title", in: map).localized(),
      fact: try node.require("fact", in: map).text(),
      isYearly: try map["yearly"]?.boolean() ?? false)
  }

  private static func kind(_ node: YAMLNode) throws -> QuotaKind {
    let map = try node.mapping([
      "id", "title", "numbers", "ground", "chain", "county_share", "life_years", "advance_days",
      "promise_days", "transfer", "trade", "shares_ground_with", "prices", "rule_type", "source",
    ])
    let numbers = try node.require("numbers", in: map).text()
    guard numbers == "1" || numbers == "3" else {
      throw node.error(
        "numbers", zh: "numbers 应为 1 或 3", en: "numbers must be 1 or 3", field: "numbers")
    }
    return QuotaKind(
      id: try node.require("id", in: map).text(),
      title: try node.require("title", in: map).localized(), hasThreeNumbers: numbers == "3",
      ground: try node.require("ground", in: map).oneOf(QuotaKind.Ground.self),
      hasChain: try map["chain"]?.boolean() ?? false,
      countyShare: try map["county_share"].map(fraction),
      lifeYears: try map["life_years"].map { try whole($0, 1...100) },
      advanceDays: try map["advance_days"].map { try whole($0, 1...36_500) },
      promiseDays: try map["promise_days"].map { try whole($0, 1...36_500) },
      transferReach: try node.require("transfer", in: map).oneOf(QuotaKind.Reach.self),
      tradeReach: try node.require("trade", in: map).oneOf(QuotaKind.Reach.self),
      sharesGroundWith: try map["shares_ground_with"]?.texts() ?? [],
      prices: try map["prices"]?.list().map(price) ?? [],
      ruleType: try map["rule_type"]?.text(),
      source: try node.require("source", in: map).localized())
  }

  private static func price(_ node: YAMLNode) throws -> QuotaKind.Price {
    let map = try node.mapping(["floor", "cap", "binding", "source", "from", "to"])
    return QuotaKind.Price(
      floor: try map["floor"].map(yuan), cap: try map["cap"].map(yuan),
      isBinding: try node.require("binding", in: map).boolean(),
      source: try node.require("source", in: map).localized(),
      from: try map["from"]?.text(), to: try map["to"]?.text())
  }

  private static func yuan(_ node: YAMLNode) throws -> Money {
    Money(fen: 100 * Int64(try whole(node, 0...100_000_000)))
  }

  private static func whole(_ node: YAMLNode, _ range: ClosedRange<Int>) throws -> Int {
    guard let value = Int(try node.text()), range.contains(value) else {
      throw node.error(
        "number", zh: "应为 \(range.lowerBound)–\(range.upperBound) 的整数",
        en: "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  private static func fraction(_ node: YAMLNode) throws -> QuotaKind.Fraction {
    let parts = try node.text().split(separator: "/").map { Int64($0) }
    guard parts.count == 2, let numerator = parts[0], let denominator = parts[1],
      (0...1_000_000).contains(numerator), (1...1_000_000).contains(denominator)
    else {
      throw node.error("fraction", zh: "应写成 9/10", en: "expected a fraction such as 9/10")
    }
    return QuotaKind.Fraction(numerator, denominator)
  }
}
