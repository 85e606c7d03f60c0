import Groundwork

/// Splits whole amounts so that the parts add up to the last unit (最大余数法).
public enum LargestRemainder {
  /// Parts of a total in proportion to weights; each is its exact share rounded down, and what is left
  /// goes one by one to the largest remainders, the first of equal ones first. No weight at all: zeros.
  ///
  /// - Precondition: no weight is below zero.
  /// - Complexity: O(n log n).
  public static func split(_ total: Int64, by weights: [Int64]) -> [Int64] {
    let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
    guard sum > 0, total != 0 else { return weights.map { _ in 0 } }
    let magnitude = Int128(total.magnitude)
    var parts: [Int64] = []
    var remainders: [(index: Int, rest: Int128)] = []
    var given: Int128 = 0
    for (index, weight) in weights.enumerated() {
      let product = magnitude * Int128(weight)
      let part = product / sum
      parts.append(Int64(part))
      given += part
      remainders.append((index, product % sum))
    }
    let order = remainders.sorted { ($1.rest, $0.index) < ($0.rest, $1.index) }
    for place in 0..<Int(magnitude - given) { parts[order[place].index] += 1 }
    return total < 0 ? parts.map { -$0 } : parts
  }
}

/// Who gets what of an income (权益共享): deductions first, then shares by a published formula.
public struct BenefitSharing: Hashable, Sendable, Codable {
  public struct Share: Hashable, Sendable, Codable {
    /// 政府, 平台公司, 村集体 or a household.
    public var recipient: String
    public var weight: Int64

    public init(recipient: String, weight: Int64) {
      self.recipient = recipient
      self.weight = weight
    }
  }

  public var title: String
  /// The deed of the villagers' meeting or the contract behind it (CNS-05).
  public var basis: String
  /// Cost, 调节金, taxes, paid before anything is shared (FIN-10).
  public var deductions: [(name: String, amount: Money)] {
    deducted.map { ($0.recipient, Money(fen: $0.weight)) }
  }
  /// Deductions by name, in 分.
  public var deducted: [Share]
  public var shares: [Share]

  public init(title: String, basis: String, deducted: [Share], shares: [Share]) {
    self.title = title
    self.basis = basis
    self.deducted = deducted
    self.shares = shares
  }

  /// What each gets of an income, to the last 分.
  /// - Throws: Diagnostic `fund.sharing`, without a basis, with a weight below zero, or when the
  ///   deductions are more than the income.
  public func statement(of income: Money) throws -> [(recipient: String, amount: Money)] {
    let taken = deducted.reduce(Money.zero) { $0 + Money(fen: $1.weight) }
    guard !basis.isEmpty, shares.contains(where: { $0.weight > 0 }),
      (shares + deducted).allSatisfy({ $0.weight >= 0 }), taken <= income
    else {
      throw Diagnostic(
        code: "fund.sharing",
        Localized(
          zh: "“\(title)”不能分配：须有依据和份额，扣除不得多于收入。",
          en: "‘\(title)’ cannot be shared: it needs a basis and shares, and deductions within the "
            + "income."))
    }
    let parts = LargestRemainder.split((income - taken).fen, by: shares.map(\.weight))
    return zip(shares, parts).map { ($0.recipient, Money(fen: $1)) }
  }
}
