import Groundwork

extension FundPlan {
  /// Where the flow ledger that its quantities come from lies.
  public struct Ground: Hashable, Sendable, Codable {
    /// The base epoch.
    public var base: String?
    public var plan: String?

    public init(base: String?, plan: String?) {
      self.base = base
      self.plan = plan
    }
  }

  /// The quantity of another row, so many times over; `nil` with no such row before it, or with one that
  /// is not counted alike.
  static func quantity(
    of id: String, times: Int64, as unit: FundLine.Unit, in lines: [FundLine]
  ) -> Int64? {
    guard
      case .priced(_, let other, let quantity, _)? = lines.first(where: { $0.id == id })?.amount,
      other.isArea == unit.isArea, unit.isArea || other == unit
    else { return nil }
    let (product, isOver) = quantity.multipliedReportingOverflow(by: times)
    return isOver ? nil : product
  }

  /// The plan with the quantities that ledger and quota book give now, and those of rows that follow other
  /// rows. What was typed stays.
  public func measuredAgain(
    resolve: (FundLine.Origin) throws -> Int64
  ) throws -> FundPlan {
    var plan = self
    for index in lines.indices {
      guard case .priced(let price, let unit, let held, let origin) = lines[index].amount else {
        continue
      }
      let quantity: Int64
      switch origin {
      case .typed: continue
      case .line(let id, let times):
        quantity =
          FundPlan.quantity(of: id, times: times, as: unit, in: Array(plan.lines[..<index])) ?? held
      case .ledger, .ledgerOf, .quota: quantity = try resolve(origin)
      }
      plan.lines[index].amount = .priced(
        price: price, unit: unit, quantity: quantity, origin: origin)
    }
    return plan
  }
}

/// A row whose quantity is no longer what the plan holds.
public struct FundQuantityChange: Hashable, Sendable, Codable {
  public var line: String
  public var title: Localized
  public var unit: FundLine.Unit
  /// In 0.01 m² for areas, else in hundredths of the unit.
  public var held: Int64
  public var now: Int64

  /// The rows in which two versions of a plan differ in quantity.
  public static func between(_ held: FundPlan, _ now: FundPlan) -> [FundQuantityChange] {
    zip(held.lines, now.lines).compactMap { old, new in
      guard case .priced(_, let unit, let before, _) = old.amount,
        case .priced(_, _, let after, _) = new.amount, before != after
      else { return nil }
      return FundQuantityChange(
        line: old.id, title: old.title, unit: unit, held: before, now: after)
    }
  }
}
