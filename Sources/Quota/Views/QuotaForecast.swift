import EventLog
import Groundwork

/// What will be there and what will be needed, by year, and where it runs short.
public struct QuotaForecast: Hashable, Sendable, Codable {
  /// Units that a stage of the plan is expected to bring.
  public struct Supply: Hashable, Sendable, Codable {
    public var kind: String
    public var origin: String
    public var year: Int
    public var amounts: QuotaAmounts

    public init(kind: String, origin: String, year: Int, amounts: QuotaAmounts) {
      self.kind = kind
      self.origin = origin
      self.year = year
      self.amounts = amounts
    }
  }

  public struct Year: Hashable, Sendable, Codable {
    public var year: Int
    public var supply: QuotaAmounts
    public var need: QuotaAmounts
    public var expiring: QuotaAmounts
    /// At the end of the year; below zero where it runs short.
    public var left: QuotaAmounts
    public var isShort: Bool { !left.isNonNegative }
  }

  public struct Kind: Hashable, Sendable, Codable {
    public var kind: String
    /// What is in stock now.
    public var stock: QuotaAmounts
    public var years: [Year]
    public var firstShort: Int? { years.first(where: \.isShort)?.year }
  }

  public var kinds: [Kind]

  /// - Parameters:
  ///   - supplies: what the plan brings by year; lots that are pending in the book come on top, in
  ///     the year of the day.
  ///   - delays: origin → by how many years its supply slips.
  ///   - pendingDelays: the same for lots that are generated already, which a later stage of their project
  ///     does not hold up; `nil`: the same delays.
  ///   - years: how many years from that of `today` on.
  public init(
    _ book: QuotaBook, supplies: [Supply], delays: [String: Int] = [:],
    pendingDelays: [String: Int]? = nil, today: Timestamp, years: Int
  ) {
    let first = Int(today.iso8601.prefix(4)) ?? 0
    let range = first...(first + max(0, years - 1))
    kinds = book.catalogue.kinds.compactMap { kind in
      let stock = book.total(kind: kind.id) { $0.isStock }
      var supply: [Int: QuotaAmounts] = [:]
      for item in supplies where item.kind == kind.id {
        supply[max(first, item.year + (delays[item.origin] ?? 0)), default: .zero] += item.amounts
      }
      for lot in book.lots.values where lot.kind == kind.id && lot.phase != .entered {
        let pending = book.balance(lot.id, lot.holder, .pending)
        supply[first + ((pendingDelays ?? delays)[lot.origin] ?? 0), default: .zero] += pending
      }
      var need: [Int: QuotaAmounts] = [:]
      for item in book.needs.values where item.kind == kind.id {
        let year = item.day.flatMap { Int($0.prefix(4)) } ?? first
        need[max(first, year), default: .zero] += item.open
      }
      for (account, amounts) in book.balances where account.pocket == .debt {
        guard let lot = book.lots[account.lot], lot.kind == kind.id else { continue }
        let year = lot.due.flatMap { Int($0.iso8601.prefix(4)) } ?? first
        need[max(first, year), default: .zero] += -amounts
      }
      let expiring = QuotaForecast.expiring(book, kind.id)
      guard !stock.isZero || !supply.isEmpty || !need.isEmpty else { return nil }
      return QuotaForecast.run(kind.id, stock, range, supply, need, expiring)
    }
  }

  /// Stock by the year after whose end it is gone.
  private static func expiring(_ book: QuotaBook, _ kind: String) -> [Int: QuotaAmounts] {
    var sums: [Int: QuotaAmounts] = [:]
    for (account, amounts) in book.balances where account.pocket.isStock {
      guard let lot = book.lots[account.lot], lot.kind == kind,
        let year = lot.expires.flatMap({ Int($0.iso8601.prefix(4)) })
      else { continue }
      sums[year, default: .zero] += amounts
    }
    return sums
  }

  /// Units that expire first are used first, so only what no need has taken by then is lost.
  private static func run(
    _ kind: String, _ stock: QuotaAmounts, _ range: ClosedRange<Int>,
    _ supply: [Int: QuotaAmounts], _ need: [Int: QuotaAmounts], _ expiring: [Int: QuotaAmounts]
  ) -> Kind {
    var left = stock
    var consumed = QuotaAmounts.zero
    var years: [Year] = []
    for year in range {
      let (came, went) = (supply[year] ?? .zero, need[year] ?? .zero)
      left += came - went
      consumed += went
      let ends = expiring[year] ?? .zero
      let lost = (ends - consumed).positivePart
      consumed = (consumed - ends).positivePart
      left = left - lost
      years.append(Year(year: year, supply: came, need: went, expiring: lost, left: left))
    }
    return Kind(kind: kind, stock: stock, years: years)
  }
}
