import Groundwork
import YAMLFiles

/// Who approves how much, and the bounds of contracts, as data.
public struct PaymentRules: Hashable, Sendable, Codable {
  public struct Tier: Hashable, Sendable, Codable {
    /// Up to and with this amount; `nil`: any.
    public var upTo: Money?
    /// The roles whose approvals are needed, each by another person.
    public var approvals: [String]

    public init(upTo: Money?, approvals: [String]) {
      self.upTo = upTo
      self.approvals = approvals
    }
  }

  /// Ascending; the last has no bound.
  public var tiers: [Tier]
  /// Requests of a contract within so many days count together for the tier, so that splitting an
  /// amount does not lower it.
  public var splitDays: Int64
  public var mostRetention: FundRate
  public var mostAdvance: FundRate

  public init(
    tiers: [Tier], splitDays: Int64, mostRetention: FundRate, mostAdvance: FundRate
  ) {
    self.tiers = tiers
    self.splitDays = splitDays
    self.mostRetention = mostRetention
    self.mostAdvance = mostAdvance
  }

  /// The approvals that an amount needs.
  public func approvals(for amount: Money) -> [String] {
    (tiers.first { tier in tier.upTo.map { amount <= $0 } ?? true } ?? tiers.last)?.approvals ?? []
  }

  private static let report = YAMLNode.Report(
    "payment", only: "rules",
    remedy: Localized(
      zh: "以 Policies/finance/payments.yaml 为样式。",
      en: "Use Policies/finance/payments.yaml as an example."))

  /// Reads rules (`zhitu.payments/1`).
  /// - Throws: Diagnostic `payment.rules` with file and line.
  public init(yaml: String, file: String) throws {
    let root = try YAMLNode.document(yaml, file: file, report: Self.report)
    let map = try root.mapping(["format", "split_days", "most_retention", "most_advance", "tiers"])
    guard try root.require("format", in: map).text() == "zhitu.payments/1" else {
      throw root.error(
        "format", zh: "format 应为 zhitu.payments/1", en: "format must be zhitu.payments/1")
    }
    var tiers: [Tier] = []
    for node in try root.require("tiers", in: map).list() {
      let fields = try node.mapping(["up_to", "approvals"])
      let upTo = try fields["up_to"].map { Money(fen: try Self.whole($0) * 100) }
      let approvals = try node.require("approvals", in: fields).texts()
      let isAscending = tiers.last.map { last in
        last.upTo.map { before in upTo.map { before < $0 } ?? true } ?? false
      }
      guard !approvals.isEmpty, isAscending ?? true else {
        throw node.error(
          "tiers", zh: "各档须有审批角色，金额递增，只有末档不限",
          en: "each tier needs approvals and a larger bound; only the last has none")
      }
      tiers.append(Tier(upTo: upTo, approvals: approvals))
    }
    guard let last = tiers.last, last.upTo == nil else {
      throw root.error("tiers", zh: "末档不得有上限", en: "the last tier must have no bound")
    }
    self.init(
      tiers: tiers, splitDays: try Self.whole(root.require("split_days", in: map)),
      mostRetention: try Self.percent(root.require("most_retention", in: map)),
      mostAdvance: try Self.percent(root.require("most_advance", in: map)))
  }

  private static func whole(_ node: YAMLNode) throws -> Int64 {
    guard let value = Int64(try node.text()), (0...1_000_000_000_000).contains(value) else {
      throw node.error("number", zh: "应为非负整数", en: "expected a whole number, not negative")
    }
    return value
  }

  private static func percent(_ node: YAMLNode) throws -> FundRate {
    let text = try node.text()
    guard text.hasSuffix("%"), let value = Int64(text.dropLast()), (0...100).contains(value) else {
      throw node.error("percent", zh: "应写成 0%–100%", en: "write 0% to 100%")
    }
    return FundRate(millionths: value * 10_000)
  }
}
