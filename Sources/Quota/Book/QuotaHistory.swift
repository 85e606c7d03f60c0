import EventLog
import Groundwork

/// A kind of movement in the ledgers of other systems (出入库类型): data, not code; see `Policies/quota`.
public struct QuotaMovementKind: Hashable, Sendable, Codable {
  /// What it does to the stock there.
  public enum Effect: String, Sendable, Codable, CaseIterable {
    /// Stock grows, or shrinks.
    case incoming = "in"
    case outgoing = "out"
    /// Units stay in stock and are not available, or are so again (LED-05).
    case held
    case freed
  }

  public var id: String
  public var title: Localized
  public var effect: Effect

  public init(id: String, title: Localized, effect: Effect) {
    self.id = id
    self.title = title
    self.effect = effect
  }
}

/// A movement that another system recorded.
public struct QuotaMovement: Hashable, Sendable, Codable {
  /// Its row in the file, from 1.
  public var row: Int
  /// The ISO day.
  public var day: String
  /// Its kind in the catalogue.
  public var kind: String
  /// 行政区, as that system writes it.
  public var region: String
  /// 摘要: the project, or who was on the other side.
  public var summary: String
  /// 文号, 备案号.
  public var document: String
  /// As that system wrote them, before the effect of the kind.
  public var amounts: QuotaAmounts

  public init(
    row: Int, day: String, kind: String, region: String = "", summary: String,
    document: String = "", amounts: QuotaAmounts
  ) {
    self.row = row
    self.day = day
    self.kind = kind
    self.region = region
    self.summary = summary
    self.document = document
    self.amounts = amounts
  }
}

/// What another system did with units before they came in as an opening balance (原账流水): kept and shown as
/// its history, never as entries of this book.
public struct QuotaHistory: Hashable, Sendable, Codable {
  public var system: String
  /// The file that it came in, and the hash of its bytes.
  public var file: String?
  public var hash: String?
  /// In the order of the file.
  public var movements: [QuotaMovement]

  public init(
    system: String, file: String? = nil, hash: String? = nil, movements: [QuotaMovement]
  ) {
    self.system = system
    self.file = file
    self.hash = hash
    self.movements = movements
  }

  public static let limit = 100_000

  /// By day, those of one day in the order of the file.
  public var byDay: [QuotaMovement] { movements.sorted { ($0.day, $0.row) < ($1.day, $1.row) } }
}

/// The movements of another system held against the opening balance that came of them.
public struct QuotaHistoryCheck: Hashable, Sendable, Codable {
  public var lot: String
  public var system: String
  public var movements: Int
  /// What went in less what went out.
  public var stock = QuotaAmounts.zero
  /// Of it, what was frozen, locked or planned for.
  public var held = QuotaAmounts.zero
  public var opening: QuotaAmounts

  /// What the opening balance has that the movements do not explain; below zero: what it lacks.
  public var difference: QuotaAmounts { opening - stock }
  public var isEqual: Bool { difference.isZero }

  /// Movements of an unknown kind count for nothing; a book never has them.
  public init(
    lot: String, _ history: QuotaHistory, opening: QuotaAmounts, in catalogue: QuotaCatalogue
  ) {
    self.lot = lot
    system = history.system
    movements = history.movements.count
    self.opening = opening
    for movement in history.movements {
      switch catalogue.movement(movement.kind)?.effect {
      case .incoming: stock += movement.amounts
      case .outgoing: stock += -movement.amounts
      case .held: held += movement.amounts
      case .freed: held += -movement.amounts
      case nil: break
      }
    }
  }
}

extension QuotaBook {
  /// Every history that came in, held against its opening balance, by lot.
  public var historyChecks: [QuotaHistoryCheck] {
    histories.sorted { $0.key < $1.key }.compactMap { id, history in
      lots[id].map {
        QuotaHistoryCheck(lot: id, history, opening: $0.planned, in: catalogue)
      }
    }
  }
}
