import EventLog
import Groundwork

/// The state of a quota book: the stream `quota/NAME`.
public struct QuotaBook: Hashable, Sendable, Codable {
  public var title = ""
  /// The coordinate system of all ground, as the text of its definition.
  public var crs = ""
  public var catalogue = QuotaCatalogue(name: "", kinds: [], purposes: [])
  public var holders: [String: QuotaHolder] = [:]
  public var lots = ShardedDictionary<String, QuotaLot>()
  public var uses = ShardedDictionary<String, QuotaUse>()
  public var loans: [String: QuotaLoan] = [:]
  public var licences: [QuotaLicence: QuotaAmounts] = [:]
  /// What was borrowed or used by each licence so far.
  public var licenceUsed: [QuotaLicence: QuotaAmounts] = [:]
  public var offers: [String: QuotaOffer] = [:]
  public var needs: [String: QuotaNeed] = [:]
  /// Farmland that was lost, by the id of its record.
  public var losses: [String: FarmlandLoss] = [:]
  /// Figures of plans and authorities; of each the one that was stated last.
  public var figures: [QuotaFigure.Key: QuotaFigure] = [:]
  /// What other systems did before opening balances, by lot.
  public var histories: [String: QuotaHistory] = [:]
  public var ground = GroundClaims()
  /// The number of entries so far.
  public var entryCount = 0
  /// Entries that can be reverted, by number; those reverted are gone.
  public var revertible = ShardedDictionary<Int, [QuotaLine]>()
  /// Account → what stands on it, without zeros.
  public internal(set) var balances = ShardedDictionary<QuotaAccount, QuotaAmounts>()
  /// Holder → the lots of which it owes units.
  var debtLots: [String: Set<String>] = [:]

  public init() {}

  public var isFounded: Bool { !catalogue.kinds.isEmpty }

  /// O(1).
  public func balance(
    _ lot: String, _ holder: String, _ pocket: QuotaPocket
  ) -> QuotaAmounts {
    balances[QuotaAccount(lot: lot, holder: holder, pocket: pocket)] ?? .zero
  }

  /// What a holder has of a kind in some pockets. O(accounts).
  public func total(
    kind: String, holder: String? = nil, origin: String? = nil,
    where fits: (QuotaPocket) -> Bool
  ) -> QuotaAmounts {
    var sum = QuotaAmounts.zero
    for (account, amounts) in balances where fits(account.pocket) {
      guard let lot = lots[account.lot], lot.kind == kind else { continue }
      if let holder, holder != account.holder { continue }
      if let origin, origin != lot.origin { continue }
      sum += amounts
    }
    return sum
  }

  /// All that stands on accounts of a lot, by pocket. O(holders of the lot).
  public func pockets(of lot: String) -> [QuotaPocket: QuotaAmounts] {
    var sums: [QuotaPocket: QuotaAmounts] = [:]
    for holder in lots[lot]?.holders ?? [] {
      for pocket in QuotaPocket.allCases {
        let amounts = balance(lot, holder, pocket)
        if !amounts.isZero { sums[pocket, default: .zero] += amounts }
      }
    }
    return sums
  }

  mutating func add(_ line: QuotaLine, day: Timestamp) {
    let after = (balances[line.account] ?? .zero) + line.amounts
    balances[line.account] = after.isZero ? nil : after
    let (lot, holder) = (line.account.lot, line.account.holder)
    if line.account.pocket == .debt {
      if after.isZero {
        debtLots[holder]?.remove(lot)
      } else {
        debtLots[holder, default: []].insert(lot)
      }
    }
    lots.update(lot) { $0.note(holder: holder, day: day) }
  }
}

extension QuotaLot {
  fileprivate mutating func note(holder: String, day: Timestamp) {
    if !holders.contains(holder) { holders.append(holder) }
    if lastDay < day { lastDay = day }
  }
}
