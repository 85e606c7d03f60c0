import Groundwork
import YAMLFiles

extension QuotaCatalogue {
  private static let report = YAMLNode.Report(
    "quota", only: "kinds",
    remedy: Localized(
      zh: "以 Policies/quota/kinds.yaml 为样式。", en: "Use Policies/quota/kinds.yaml as an example."))

  /// Reads kinds and purposes from YAML.
  /// - Throws: Diagnostic `quota.kinds` with file and line.
  public init(yaml: String, file: String) throws {
    let root = try YAMLNode.document(yaml, file: file, report: Self.report)
    let map = try root.mapping(["format", "name", "kinds", "purposes", "figures"])
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
    var purposes: [QuotaPurpose] = []
    for node in try root.require("purposes", in: map).list() {
      let fields = try node.mapping(["id", "title", "rank"])
      let rank = try Self.whole(node.require("rank", in: fields), 1...99)
      purposes.append(
        QuotaPurpose(
          id: try node.require("id", in: fields).text(),
          title: try node.require("title", in: fields).localized(), rank: rank))
    }
    self.init(
      name: try root.require("name", in: map).text(), kinds: kinds, purposes: purposes,
      figures: try map["figures"]?.list().map(Self.figure))
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
