import Access
import EventLog
import Flow
import Foundation
import Geometry
import Governance
import Groundwork
import Monitoring
import Overlay
import Records
import Storage

/// An observation that a standing order has not looked at yet, or that is another one since.
public struct DueObservation: Hashable, Sendable {
  /// The number of the order.
  public var order: String
  public var epoch: String
  /// See ``Governance/StandingOrder/Run/mark``.
  var mark: String
}

/// What a standing order did with an observation.
public struct StandingOrderDeed: Encodable, Sendable {
  public var order: String
  public var epoch: String
  public var run: StandingOrder.Run?
  /// Why it could not be monitored.
  public var fault: Diagnostic?
}

/// Standing orders (常设监测): whatever is observed, imported or changed, the plan is monitored and its alarms
/// become problems with nobody asking.
///
/// What is due follows from the workspace alone, so that a program that was killed goes on where it was.
extension Workbench {
  /// All standing orders, by number.
  public func standingOrders() throws -> [StandingOrderBoard.Row] {
    try workspace.readEvents { reader in
      guard try !reader.streams(category: StandingOrderEvent.category).isEmpty else { return [] }
      return try reader.current(StandingOrderBoard.self).rows.values.sorted { $0.id < $1.id }
    }
  }

  /// Orders that a plan be monitored from now on. A plan has one order at a time.
  ///
  /// - Parameter rules: the text of rules of one's own; `nil`: the program's.
  /// - Throws: Diagnostics `standing-order.*`, `access.refused`, `workspace.no-plan`,
  ///   `workspace.no-survey`, `monitor.rules`.
  @discardableResult
  public func giveStandingOrder(
    _ terms: StandingOrder.Terms, rules: String? = nil, by context: DeedContext,
    _ authority: Authority
  ) throws -> StandingOrderBoard.Row {
    _ = try (plan(terms.plan), survey(terms.base))
    if let rules { _ = try MonitoringRules(yaml: rules, file: "rules.yaml") }
    try demandSteering(authority, by: context)
    // Whoever has no place in the directory could never be followed.
    _ = try self.authority(of: context.actor, at: context.time)
    return try workspace.write { writer in
      let events = writer.events
      var terms = terms
      terms.rules = try rules.map { try Workbench.keepAttachment(Array($0.utf8), in: writer) }
      if let organisation = terms.organisation { try checkKnown(organisation, events) }
      try begin(events, context.time)
      let rows = try events.current(StandingOrderBoard.self).rows
      if let other = rows.values.first(where: {
        $0.record.phase == .live && $0.record.terms?.plan == terms.plan
      }) {
        throw Diagnostic(
          code: "standing-order.twice",
          Localized(
            zh: "方案“\(terms.plan)”已有常设监测 \(other.id)。",
            en: "The plan ‘\(terms.plan)’ has the standing order \(other.id) already."),
          remedy: Localized(zh: "先终止它。", en: "End that one first."))
      }
      let left = terms.isFromNow ? try observations(after: terms.base, writer.reader) : [:]
      return try perform(
        .give(terms, left: left), on: Workbench.nextOrder(rows.keys, at: context.time), expected: 0,
        context, events)
    }
  }

  /// Ends a standing order, with a reason.
  ///
  /// - Throws: Diagnostics `standing-order.*`, `access.refused`.
  @discardableResult
  public func endStandingOrder(
    _ number: String, reason: String, by context: DeedContext, _ authority: Authority
  ) throws -> StandingOrderBoard.Row {
    try demandSteering(authority, by: context)
    return try workspace.write { writer in
      guard
        try writer.events.version(of: StreamName(StandingOrderEvent.category, number)) > 0
      else {
        throw Diagnostic(
          code: "standing-order.missing",
          Localized(zh: "没有常设监测 \(number)。", en: "There is no standing order \(number)."))
      }
      return try perform(
        .end(reason: reason), on: number, expected: nil, context, writer.events)
    }
  }

  /// What standing orders have to look at, oldest observation first. Reads no ground.
  ///
  /// - Complexity: O(orders × epochs).
  public func dueObservations(at time: Timestamp) throws -> [DueObservation] {
    var due: [DueObservation] = []
    for row in try standingOrders() where row.record.phase == .live {
      guard let giver = row.record.giver else { continue }
      let isAllowed = try mayFind(giver, at: time)
      let found = try workspace.read { try marks(row.record, isAllowed, $0) }
      due += found.filter { row.record.marks[$0.key] != $0.value }
        .sorted { EpochOrder($0.key) < EpochOrder($1.key) }
        .map { DueObservation(order: row.id, epoch: $0.key, mark: $0.value) }
    }
    return due
  }

  /// Follows all standing orders: monitors what is due, opens problems for its alarms and notes on others what
  /// was observed. Each observation is one transaction with its entry in the log.
  ///
  /// An observation that cannot be monitored is noted with the reason, and tried again when it, the plan, the
  /// rules or the rights have changed.
  /// - Throws: ``Groundwork/Cancelled``; what a workspace throws that cannot be written now.
  @discardableResult
  public func followStandingOrders(
    at clock: () -> Timestamp = { WallClock.now() }
  ) throws -> [StandingOrderDeed] {
    var deeds: [StandingOrderDeed] = []
    var tried: Set<DueObservation> = []
    while let due = try dueObservations(at: clock()).first(where: { !tried.contains($0) }) {
      try job.cancellation.check()
      tried.insert(due)
      if let deed = try follow(due, at: clock()) { deeds.append(deed) }
    }
    return deeds
  }

  /// `nil` where the observation has changed meanwhile, or the order was ended.
  private func follow(_ due: DueObservation, at time: Timestamp) throws -> StandingOrderDeed? {
    guard let row = try standingOrders().first(where: { $0.id == due.order }),
      let terms = row.record.terms, let giver = row.record.giver
    else { return nil }
    let context = DeedContext(
      actor: StandingOrder.actor(due.order, of: giver), time: time,
      basis: [Reliance(.layer, due.epoch, state: due.mark)])
    /// Within the transaction: whether the observation is what was looked at, and still to be looked at.
    func isStill(_ isAllowed: Bool, _ writer: WorkspaceWriter) throws -> Bool {
      let stream = try StreamName(StandingOrderEvent.category, due.order)
      let deeds = try writer.events.deeds(of: stream, as: StandingOrderEvent.self)
      let order = StandingOrderDecider.fold(deeds)
      guard order.phase == .live, order.marks[due.epoch] != due.mark else { return false }
      return try marks(order, isAllowed, writer.reader)[due.epoch] == due.mark
    }
    let isAllowed = try mayFind(giver, at: time)
    do {
      let right = try authority(of: giver, at: time)
      let monitored = try monitor(
        MonitoringRequest(
          plan: terms.plan, base: terms.base, observed: due.epoch,
          rules: try MonitoringRules(yaml: rulesText(terms), file: "rules.yaml")))
      let places = try AlarmPlaces(crs())
      let alarming = monitored.report.alarming.map(\.geometry)
      let outdated = try covered(alarming, byLaterThan: due.epoch)
      let run: StandingOrder.Run? = try workspace.write { writer in
        guard try isStill(isAllowed, writer) else { return nil }
        let outcome = try openAlarms(
          monitored, places, outdated: outdated, assignment: terms.assignment, by: context,
          right, in: writer)
        let run = StandingOrder.Run(
          epoch: due.epoch, mark: due.mark,
          alarms: alarming.count + monitored.report.balances.count { $0.answer == .below },
          outdated: outdated.count,
          opened: outcome.opened, persisting: outcome.persisting, restored: outcome.restored,
          unobserved: outcome.unobserved)
        _ = try perform(.run(run), on: due.order, expected: nil, context, writer.events)
        return run
      }
      return run.map { StandingOrderDeed(order: due.order, epoch: due.epoch, run: $0) }
    } catch let fault as Diagnostic where !fault.isOfTheHome {
      let isNoted = try workspace.write { writer in
        guard try isStill(isAllowed, writer) else { return false }
        _ = try perform(
          .halt(epoch: due.epoch, mark: due.mark, code: fault.code, fault: fault.message),
          on: due.order, expected: nil, context, writer.events)
        return true
      }
      return isNoted ? StandingOrderDeed(order: due.order, epoch: due.epoch, fault: fault) : nil
    }
  }

  // MARK: Marks

  /// The mark of every observation that an order has to look at, by epoch.
  private func marks(
    _ order: StandingOrder, _ isAllowed: Bool, _ reader: WorkspaceReader
  ) throws -> [String: String] {
    guard let terms = order.terms else { return [:] }
    let rules = try rulesText(terms)
    let roles = Set(try MonitoringRules(yaml: rules, file: "rules.yaml").controlRoles)
    let common = try reader.layers().filter {
      ($0.role == .plan && $0.plan == terms.plan) || ($0.role == .survey && $0.epoch == terms.base)
        || roles.contains($0.role.rawValue)
    }.map { layer in
      let content = try Workbench.content(of: layer, reader)
      return "\(layer.role.rawValue) \(layer.name) \(content)"
    }
    let shared =
      common + [
        "rules " + HashAlgorithm.sha256.hash(Array(rules.utf8)).hex, "right \(isAllowed)",
      ]
    return try observations(after: terms.base, reader)
      .filter { order.left[$0.key] != $0.value }
      .mapValues { content in
        let text = (shared + [content]).joined(separator: "\n")
        return "sha256:" + HashAlgorithm.sha256.hash(Array(text.utf8)).hex
      }
  }

  /// The content of every epoch that was observed after another one.
  private func observations(
    after base: String, _ reader: WorkspaceReader
  ) throws -> [String: String] {
    var found: [String: String] = [:]
    for layer in try reader.layers() where layer.role == .survey {
      guard let epoch = layer.epoch, EpochOrder(epoch) > EpochOrder(base) else { continue }
      found[epoch] = try Workbench.content(of: layer, reader)
    }
    return found
  }

  private static func content(of layer: LayerRecord, _ reader: WorkspaceReader) throws -> String {
    try reader.contentHash(of: layer.name)
      ?? layer.provenance.map { "\($0.sha256) \($0.importedAt)" } ?? "-"
  }

  private func rulesText(_ terms: StandingOrder.Terms) throws -> String {
    guard let hash = terms.rules else { return try MonitoringRules.text(file: nil).text }
    guard let body = try workspace.document(kind: Workbench.attachmentKind, key: hash) else {
      throw Diagnostic(
        code: "standing-order.rules",
        Localized(
          zh: "工作空间缺少常设监测所依的规则 \(hash)。",
          en: "The workspace lacks the rules \(hash) of a standing order."), file: workspace.path)
    }
    return String(decoding: body, as: UTF8.self)
  }

  /// The grounds of which later observations cover the half or more, by their index.
  private func covered(_ grounds: [MultiPolygon], byLaterThan epoch: String) throws -> Set<Int> {
    var asked = PolygonSet()
    for ground in grounds { asked.append(ground) }
    var found: Set<Int> = []
    for later in grounds.isEmpty ? [] : try epochs(after: epoch) {
      let side = try records.side(survey(later), named: later, area: .planar)
      var shares = [Double](repeating: 0, count: grounds.count)
      for shared in try AreaTable.between(asked, side.polygons, job: job).entries {
        shares[Int(shared.a)] += shared.planar
      }
      found.formUnion(
        shares.indices.filter { shares[$0] * 2 >= asked.planarSquareMetres(of: $0) })
    }
    return found
  }

  // MARK: Rights

  /// By whose right an order is followed: that of who gave it, as it is now.
  private func authority(of giver: Actor, at time: Timestamp) throws -> Authority {
    let book = try AccessPolicy().book
    if giver.isLocal {
      let organisation = giver.organisation == "local" ? nil : giver.organisation
      return try actingLocally(
        role: giver.role, organisation: organisation, book: book, at: time
      ).authority
    }
    let seats = try directory().limiting(giver.person, to: giver.role)
    return Authority(
      law: AccessLaw(directory: seats, book: book), subject: .person(giver.person))
  }

  /// Whether somebody may record problems in the area of their organisation.
  private func mayFind(_ giver: Actor, at time: Timestamp) throws -> Bool {
    do {
      let right = try authority(of: giver, at: time)
      return right.law.may(
        right.subject, .create, Workbench.orderObject(giver, right), at: time
      ).isAllowed
    } catch let fault as Diagnostic where fault.code.hasPrefix("access.") {
      // Their role or organisation is gone.
      return false
    }
  }

  /// Standing orders are for those who hand out problems.
  private func demandSteering(_ authority: Authority, by context: DeedContext) throws {
    for action in [Action.create, .assign] {
      try authority.demand(
        action, Workbench.orderObject(context.actor, authority), at: context.time)
    }
  }

  private static func orderObject(_ actor: Actor, _ authority: Authority) -> AccessObject {
    AccessObject(
      .problem, "",
      area: authority.law.directory.organisations[actor.organisation]?.area ?? .country)
  }

  // MARK: The log

  private func perform(
    _ command: StandingOrderDecider.Command, on number: String, expected: Int64?,
    _ context: DeedContext, _ events: any EventWriting
  ) throws -> StandingOrderBoard.Row {
    let after = try events.perform(
      StandingOrderDecider.self, command, on: StreamName(StandingOrderEvent.category, number),
      expected: expected, by: context)
    try events.update(StandingOrderBoard.self)
    return StandingOrderBoard.Row(id: number, version: after.version, record: after.state)
  }

  /// `JC-2026-0001`.
  private static func nextOrder(_ known: some Sequence<String>, at time: Timestamp) -> String {
    let year = "JC-\(time.iso8601.prefix(4))-"
    let last = known.filter { $0.hasPrefix(year) }
      .compactMap { Int($0.dropFirst(year.count)) }.max()
    let running = String((last ?? 0) + 1)
    return year + String(repeating: "0", count: max(0, 4 - running.count)) + running
  }
}

extension StandingOrder.Terms {
  fileprivate var assignment: AlarmAssignment? {
    guard let organisation, let days else { return nil }
    return AlarmAssignment(organisation: organisation, days: days)
  }
}

extension Diagnostic {
  /// Whether it tells of the home of the workspace and not of what is in it: it may pass.
  fileprivate var isOfTheHome: Bool {
    [
      "workspace.locked", "workspace.read-only", "workspace.disk-full", "workspace.io",
      "workspace.missing", "workspace.closed",
    ].contains(code)
  }
}
