import Groundwork
import Policy

/// An order of purposes with the rule that sets it, as it stood when a book took it over.
public struct QuotaWaterfall: Hashable, Sendable, Codable {
  /// The id of the rule, and of its pack.
  public var rule: String
  public var pack: String
  public var title: Localized
  /// Title, number and article of the text.
  public var source: String
  public var status: RuleSource.Status
  /// What a breach causes: only an order that blocks is kept at the exits.
  public var effect: RuleEffect
  /// Who compared the rule with its text.
  public var confirmedBy: String?
  /// Of the wording of the rule, so that a later change is seen.
  public var sha256: String
  public var order: Waterfall

  public var isBinding: Bool { effect == .blocks }

  public init(_ found: RuleBook.OrderingRule) {
    rule = found.rule.id
    pack = found.rule.pack
    title = found.rule.title
    let text = found.rule.source
    source = ["《\(text.title)》", text.documentNumber, text.article].compactMap(\.self).joined()
    status = text.status
    effect = found.effect
    confirmedBy = found.confirmation?.name
    sha256 = found.rule.sha256
    order = found.order
  }
}

/// Where a book lies and the rules in force there on a day: what a catalogue takes its orders from.
public struct QuotaRules: Sendable {
  public var book: RuleBook
  /// The administrative code; empty: only rules of the nation.
  public var area: String
  public var date: CalendarDate
  public var confirmations: [Confirmation]

  public init(
    book: RuleBook, area: String, date: CalendarDate, confirmations: [Confirmation] = []
  ) {
    self.book = book
    self.area = area
    self.date = date
    self.confirmations = confirmations
  }

  /// The order that applies here of those that a rule sets.
  func waterfall(_ rule: String) throws(Diagnostic) -> QuotaWaterfall? {
    try book.order(rule, in: area, on: date, confirmations: confirmations)
      .map { QuotaWaterfall($0) }
  }
}

extension QuotaCatalogue {
  /// An order that keeps the purposes of a file of kinds, for books that began before rules held them.
  private var plainOrder: Waterfall {
    Waterfall(
      purposes: purposes.map { Waterfall.Purpose(id: $0.id, title: $0.title, rank: $0.rank) },
      tests: Waterfall.Exit.allCases.map { exit in
        let isUse = [.use, .relink, .settle].contains(exit)
        return Waterfall.Test(exit: exit, stays: isUse ? .earlier : .all)
      })
  }

  private func waterfalls(for kind: String) -> [QuotaWaterfall] {
    let type = self.kind(kind)?.ruleType
    func isFor(_ one: QuotaWaterfall) -> Bool { type.map(one.order.types.contains) == true }
    let all = waterfalls ?? []
    return all.filter(isFor) + all.filter { $0.order.types.isEmpty }
  }

  /// The order that ranks the purposes of a kind, be it a draft.
  func order(of kind: String) -> Waterfall {
    waterfalls == nil ? plainOrder : waterfalls(for: kind).first?.order ?? plainOrder
  }

  /// The order that has to be kept where units of a kind leave, and the rule that says so; `nil` where
  /// none binds.
  func bindingOrder(of kind: String) -> (order: Waterfall, rule: String?)? {
    if waterfalls == nil { return (plainOrder, nil) }
    return waterfalls(for: kind).first(where: \.isBinding).map { ($0.order, $0.rule) }
  }

  /// What units of a kind may be used for: all that its orders name, drafts too.
  func purposes(of kind: String) -> [String] {
    let orders = waterfalls == nil ? [plainOrder] : waterfalls(for: kind).map(\.order)
    var names: [String] = []
    for purpose in orders.flatMap(\.purposes) where !names.contains(purpose.id) {
      names.append(purpose.id)
    }
    return names
  }

  /// The rank of a purpose for a kind; `nil` where its order does not name it.
  public func rank(of purpose: String, kind: String) -> Int? { order(of: kind).rank(of: purpose) }

  /// First and last rank of a kind; `nil` where there are not two.
  public func ranks(of kind: String) -> (first: Int, last: Int)? {
    let ranks = order(of: kind).purposes.map(\.rank)
    guard let first = ranks.min(), let last = ranks.max(), first < last else { return nil }
    return (first, last)
  }
}
