import EventLog
import Groundwork

/// The works of a project as they stand: the state of the stream `works/PROJECT`.
public struct Works: Hashable, Sendable, Codable {
  public enum Phase: String, Sendable, Codable, CaseIterable {
    case none, planned, underway, stopped, finished

    public var title: Localized {
      switch self {
      case .none: Localized(zh: "未计划", en: "not planned")
      case .planned: Localized(zh: "待开工", en: "planned")
      case .underway: Localized(zh: "施工中", en: "under way")
      case .stopped: Localized(zh: "停工", en: "stopped")
      case .finished: Localized(zh: "已完工", en: "finished")
      }
    }
  }

  public var phase = Phase.none
  public var plan: WorksPlan?
  /// The plan on which the works began; the measure of what a change is.
  public var approved: WorksPlan?
  /// How many plans there were.
  public var plans = 0
  public var tenders: [WorksTender] = []
  public var contracts: [WorksContract] = []
  public var started: Timestamp?
  public var finished: Timestamp?
  /// In the order of their days.
  public var reports: [WorksProgress] = []
  public var confirmations: [WorksProgress] = []
  public var tests: [WorksTest] = []
  public var entries: [WorksEntry] = []
  public var photos: [WorksPhoto] = []
  public var changes: [WorksChange] = []

  public init() {}

  /// What is done of each item in all, as the builder last said.
  public var reported: [String: WorksQuantity] { Works.latest(reports) }

  /// What the engineer last confirmed.
  public var confirmed: [String: WorksQuantity] { Works.latest(confirmations) }

  static func latest(_ list: [WorksProgress]) -> [String: WorksQuantity] {
    list.reduce(into: [:]) { $0[$1.item] = $1.quantity }
  }

  /// What was confirmed by the end of a day.
  public func confirmed(through day: Int64) -> [String: WorksQuantity] {
    Works.latest(confirmations.filter { $0.day.dayNumber <= day })
  }

  public func reported(through day: Int64) -> [String: WorksQuantity] {
    Works.latest(reports.filter { $0.day.dayNumber <= day })
  }

  /// The tests whose subject at its item was not passed by a later one.
  public var openTests: [WorksTest] {
    var last: [String: WorksTest] = [:]
    for test in tests { last["\(test.item) \(test.subject)"] = test }
    return last.values.filter { !$0.passes }.sorted { $0.id < $1.id }
  }

  public func change(_ id: String) -> WorksChange? { changes.first { $0.id == id } }
  public func tender(_ id: String) -> WorksTender? { tenders.first { $0.id == id } }
}

extension Works {
  /// Applies an order that the law let in.
  mutating func apply(_ order: WorksOrder, by actor: Actor, at time: Timestamp) {
    let day = order.day
    switch order.act {
    case .plan(let plan):
      self.plan = plan
      plans += 1
      phase = .planned
    case .announce(let terms): tenders.append(WorksTender(terms, announced: day))
    case .open(let id, let bids):
      edit(tender: id) {
        $0.phase = .opened
        $0.bids = bids
      }
    case .award(let id, let bidder, let reason):
      edit(tender: id) { tender in
        tender.phase = .awarded
        tender.winner = tender.bids.first { $0.bidder == bidder }
        tender.awarded = day
        tender.reason = reason
      }
    case .fail(let id, let reason):
      edit(tender: id) {
        $0.phase = .failed
        $0.reason = reason
      }
    case .contract(let contract): contracts.append(contract)
    case .start:
      phase = .underway
      started = day
      approved = plan
    case .report(let item, let quantity, let note):
      reports.append(
        WorksProgress(
          item: item, day: day, quantity: quantity, note: note, person: actor.person))
    case .confirm(let item, let quantity, let note):
      confirmations.append(
        WorksProgress(
          item: item, day: day, quantity: quantity, note: note, person: actor.person))
    case .test(let test): tests.append(test)
    case .log(let kind, let weather, let workers, let text):
      entries.append(
        WorksEntry(
          kind: kind, day: day, weather: weather, workers: workers, text: text,
          person: actor.person))
      if kind == .stop { phase = .stopped }
      if kind == .resume { phase = .underway }
    case .photo(let photo): photos.append(photo)
    case .change(let terms, let rules):
      var change = WorksChange(terms)
      if let approved { change.scale = rules.scale(of: terms, from: approved) }
      change.proposer = actor.person
      change.organisation = actor.organisation
      change.proposed = time
      changes.append(change)
    case .approve(let id, let basis):
      edit(change: id) {
        $0.phase = .approved
        $0.decision = basis
      }
      if let change = change(id) {
        plan = change.terms.plan
        plans += 1
        // What the approving body decided is the measure of the next change.
        if change.scale.goesBack { approved = change.terms.plan }
      }
    case .refuse(let id, let reason):
      edit(change: id) {
        $0.phase = .refused
        $0.decision = reason
      }
    case .finish:
      phase = .finished
      finished = day
    }
  }

  private mutating func edit(tender id: String, _ body: (inout WorksTender) -> Void) {
    guard let index = tenders.firstIndex(where: { $0.id == id }) else { return }
    body(&tenders[index])
  }

  private mutating func edit(change id: String, _ body: (inout WorksChange) -> Void) {
    guard let index = changes.firstIndex(where: { $0.id == id }) else { return }
    body(&changes[index])
  }
}
