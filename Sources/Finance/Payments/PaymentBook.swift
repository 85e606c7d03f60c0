import EventLog
import Groundwork

/// The payments of a district as they stand. Made by ``PaymentDecider/evolve(_:_:)`` only.
public struct PaymentBook: Hashable, Sendable, Codable {
  public var title = ""
  public var rules = PaymentRules(
    tiers: [], splitDays: 0, mostRetention: .zero, mostAdvance: .zero)
  public var sources: [String: PaymentSource] = [:]
  /// Source → what arrived.
  public var received: [String: Money] = [:]
  public var lines: [String: BudgetLine] = [:]
  public var contracts: [String: PaymentContract] = [:]
  public var requests: [String: PaymentRequest] = [:]
  public var transfers: [String: BankTransfer] = [:]
  public var marks: [String: AuditMark] = [:]

  public init() {}

  public var isFounded: Bool { !rules.tiers.isEmpty }

  // MARK: Sums, O(requests + transfers)

  /// What left the supervised account for a contract, less what came back.
  public func spent(onContract id: String) -> Money {
    paid { $0.contract == id } + open { $0.contract == id }
  }

  /// What is asked for and not yet paid.
  public func reserved(onContract id: String) -> Money {
    requests.values.filter { $0.contract == id && $0.phase.isOpen }.sum(\.amount)
  }

  public func spent(onLine id: String) -> Money {
    contracts.values.filter { $0.terms.line == id }.sum { spent(onContract: $0.terms.id) }
  }

  /// What the contracts of a line may cost.
  public func committed(onLine id: String) -> Money {
    contracts.values.filter { $0.terms.line == id }.sum(\.ceiling)
  }

  public func spent(from id: String) -> Money {
    paid { $0.source == id } + open { $0.source == id }
  }

  public func reserved(from id: String) -> Money {
    requests.values.filter { $0.source == id && $0.phase.isOpen }.sum(\.amount)
  }

  /// What of a source is there and not asked for.
  public func available(from id: String) -> Money {
    (received[id] ?? .zero) - spent(from: id) - reserved(from: id)
  }

  private func paid(_ fits: (PaymentRequest) -> Bool) -> Money {
    requests.values.filter { $0.phase == .paid && fits($0) }.sum(\.amount)
  }

  private func open(_ fits: (BankTransfer) -> Bool) -> Money {
    transfers.values.filter(fits).sum(\.open)
  }
}

extension Sequence {
  func sum(_ amount: (Element) -> Money) -> Money {
    reduce(.zero) { $0 + amount($1) }
  }
}

/// The payments as they stand: the projection `payments`.
public enum PaymentProjection: Projection {
  public struct State: Hashable, Sendable, Codable {
    public var book = PaymentBook()
    /// How many events its stream has.
    public var version: Int64 = 0

    public init() {}
  }

  public static let name = "payments"
  public static let version = 1
  public static let categories: Set<String> = [PaymentEvent.category]
  public static let initial = State()
  /// The stream of the one supervision of a workspace.
  public static let stream = "book"

  public static func apply(_ record: EventRecord, to state: inout State) throws {
    PaymentDecider.evolve(
      &state.book,
      Deed(
        event: try record.payload(as: PaymentEvent.self), actor: try record.actor(),
        time: record.time, version: record.version))
    state.version = record.version
  }
}
