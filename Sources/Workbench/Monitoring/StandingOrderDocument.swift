import Access
import EventLog
import Governance
import Groundwork

/// A standing order for people and pages.
public struct StandingOrderDocument: Encodable, Sendable {
  /// What came of an observation.
  public struct Look: Encodable, Sendable {
    public var time: String
    public var epoch: String
    public var alarms: Int
    public var outdated: Int
    public var opened: [String]
    public var persisting: [String]
    public var restored: [String]
    public var unobserved: [String]
    /// Why it could not be monitored; then there is nothing else.
    public var fault: Localized?
  }

  public var number: String
  public var phase: StandingOrder.Phase
  public var phaseTitle: Localized
  public var plan: String
  public var base: String
  /// Whether it follows rules of its own, and not the program's.
  public var hasOwnRules: Bool
  public var organisation: String?
  public var organisationName: String?
  public var days: Int?
  public var isFromNow: Bool
  public var note: String
  public var givenBy: String
  public var givenAt: String
  public var endedBy: String?
  public var endedAt: String?
  public var reason: String?
  /// The observations that wait for their monitoring.
  public var waiting: [String]
  /// The latest first.
  public var looks: [Look]

  init?(_ row: StandingOrderBoard.Row, waiting: [String], _ directory: Directory) {
    let order = row.record
    guard let terms = order.terms, let giver = order.giver, let givenAt = order.givenAt else {
      return nil
    }
    number = row.id
    phase = order.phase
    phaseTitle = order.phase.title
    plan = terms.plan
    base = terms.base
    hasOwnRules = terms.rules != nil
    organisation = terms.organisation
    organisationName = terms.organisation.map { directory.organisations[$0]?.name ?? $0 }
    days = terms.days
    isFromNow = terms.isFromNow
    note = terms.note
    givenBy = giver.name
    self.givenAt = givenAt.iso8601
    endedBy = order.endedBy
    endedAt = order.endedAt?.iso8601
    reason = order.reason
    self.waiting = waiting
    looks = order.looks.reversed().map { look in
      Look(
        time: look.time.iso8601, epoch: look.epoch, alarms: look.run?.alarms ?? 0,
        outdated: look.run?.outdated ?? 0, opened: look.run?.opened ?? [],
        persisting: look.run?.persisting ?? [], restored: look.run?.restored ?? [],
        unobserved: look.run?.unobserved ?? [], fault: look.fault)
    }
  }
}

extension Workbench {
  /// All standing orders for people, the ones in force first.
  public func standingOrderDocuments(at time: Timestamp) throws -> [StandingOrderDocument] {
    let rows = try standingOrders()
    if rows.isEmpty { return [] }
    let due = try Dictionary(grouping: dueObservations(at: time), by: \.order)
    let names = try directory()
    return rows.reversed().compactMap { row in
      StandingOrderDocument(row, waiting: due[row.id]?.map(\.epoch) ?? [], names)
    }.sorted { ($0.phase == .live ? 0 : 1) < ($1.phase == .live ? 0 : 1) }
  }
}
