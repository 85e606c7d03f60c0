import Access
import EventLog
import Finance
import Governance
import Groundwork
import Programme
import Quota
import Storage

/// The log as a readable history: what was done to what, by whom, newest first.
public struct HistoryPage: Sendable {
  public struct Entry: Sendable {
    public var record: EventRecord
    public var actor: Actor
    /// The displayed name of the object.
    public var subject: String
    /// The note of the act.
    public var text: String
  }

  public var entries: [Entry]
  /// The position of the last entry, where there are older ones.
  public var next: Int64?
}

extension Workbench {
  /// The newest events before a position that the user may read.
  ///
  /// Reads the log backwards in blocks. O(events skipped).
  /// - Parameters:
  ///   - category: Only events of these streams; `nil` for all.
  ///   - before: The position of the last event of the previous page.
  public func historyPage(
    category: String?, before: Int64?, limit: Int, _ acting: Acting
  ) throws -> HistoryPage {
    try workspace.readEvents { reader in
      var reading = HistoryReading(
        acting, board: try reader.current(ProblemBoard.self),
        cases: try reader.current(ProcessBoard.self))
      var found: [HistoryPage.Entry] = []
      var end = try reader.lastEvent()?.count ?? 0
      if let before { end = min(end, before - 1) }
      while end > 0, found.count <= limit {
        try job.cancellation.check()
        let start = max(0, end - 512)
        let piece = try reader.events(after: start, limit: Int(end - start))
        for record in piece.reversed() where found.count <= limit {
          guard category == nil || record.stream.category == category else { continue }
          if let entry = try reading.entry(record, reader) { found.append(entry) }
        }
        end = start
      }
      let page = Array(found.prefix(limit))
      return HistoryPage(
        entries: page, next: found.count > limit ? page.last?.record.position : nil)
    }
  }
}

/// Turns events into entries, if the user may read their object.
struct HistoryReading {
  let acting: Acting
  let board: ProblemBoard.State
  let cases: ProcessBoard.State
  private var plans: [StreamName: PlanHistory] = [:]

  init(_ acting: Acting, board: ProblemBoard.State, cases: ProcessBoard.State) {
    self.cases = cases
    self.acting = acting
    self.board = board
  }

  mutating func entry(
    _ record: EventRecord, _ reader: any EventReading
  ) throws -> HistoryPage.Entry? {
    let id = record.stream.id
    let object: AccessObject
    var subject = id
    var text = ""
    switch record.stream.category {
    case ProblemEvent.category:
      let problem = board.rows[id]?.problem ?? Problem()
      object = try Workbench.accessObject(problem, id)
      subject = [id, problem.finding?.title ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
      text = try record.payload(as: ProblemEvent.self).said
    case PlanEvent.category:
      let plan = try plan(record.stream, reader)
      object = AccessObject(.plan, id, area: try AreaCode(plan.area))
      subject = plan.title.isEmpty ? id : plan.title
      text = try record.payload(as: PlanEvent.self).said
    case QuotaEvent.category:
      let event = try record.payload(as: QuotaEvent.self)
      object = AccessObject(.quota, id, area: acting.ownArea, level: .important)
      subject = "指标台账"
      text = event.said
    case PotentialEvent.category:
      object = AccessObject(.potential, id, area: acting.ownArea, level: .important)
      subject = "潜力资源库"
      text = try record.payload(as: PotentialEvent.self).said
    case ProcessEvent.category:
      let instance = cases.rows[id]?.instance ?? ProcessInstance()
      object = try Workbench.accessObject(instance, id)
      subject = "\(id) \(instance.title)"
      text = try record.payload(as: ProcessEvent.self).said
    case ProjectEvent.category:
      let card = try reader.state(of: record.stream, ProjectDecider.self).state.card
      object = try Workbench.projectObject(card, id)
      subject = [id, card?.title ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
      text = try record.payload(as: ProjectEvent.self).said
    case WorksEvent.category:
      let card = try reader.state(
        of: StreamName(ProjectEvent.category, id), ProjectDecider.self
      ).state.card
      object = try Workbench.worksObject(card, id)
      subject = [id, card?.title ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
      text = try record.payload(as: WorksEvent.self).order.act.said
    case PaymentEvent.category:
      object = Workbench.paymentObject(acting.actor, acting.directory)
      subject = "资金监管"
      text = try record.payload(as: PaymentEvent.self).said
    case PlanningEvent.category:
      let planned = try reader.state(of: record.stream, PlanningDecider.self).state.object
      object = try Workbench.planningAccess(planned, id)
      subject = [id, planned?.title ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
      text = try record.payload(as: PlanningEvent.self).said
    case AdjustmentEvent.category:
      let proposal = try reader.state(of: record.stream, AdjustmentDecider.self).state.proposal
      object = try Workbench.adjustmentAccess(proposal, id)
      subject = [id, proposal?.title ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
      text = try record.payload(as: AdjustmentEvent.self).said
    case DrawingEvent.category:
      subject = Workbench.plan(ofDrawing: record.stream)
      object = AccessObject(.plan, subject, area: acting.ownArea)
      text = try record.payload(as: DrawingEvent.self).said
    case StandingOrderEvent.category:
      object = AccessObject(.problem, id, area: acting.ownArea)
      subject = "\(id) 常设监测"
      text = try record.payload(as: StandingOrderEvent.self).said
    case DirectoryEvent.category:
      object = AccessObject(.grant, id, area: acting.ownArea)
    default:
      // Accounts, levels of data, exports and the audit itself; also what a newer version wrote.
      object = AccessObject(.audit, id, area: acting.ownArea)
    }
    let authority = acting.authority
    guard authority.law.may(authority.subject, .read, object, at: acting.time).isAllowed else {
      return nil
    }
    return HistoryPage.Entry(
      record: record, actor: try record.actor(), subject: subject, text: text)
  }

  private mutating func plan(
    _ stream: StreamName, _ reader: any EventReading
  ) throws -> PlanHistory {
    if let known = plans[stream] { return known }
    let plan = try reader.state(of: stream, PlanHistoryDecider.self).state
    plans[stream] = plan
    return plan
  }
}

extension ProblemEvent {
  /// What was said with it, for people.
  public var said: String {
    switch self {
    case .found(let finding): finding.description
    case .filed: ""
    case .dismissed(let reason), .reopened(let reason), .returned(let reason, _): reason
    case .assigned: ""
    case .started(let plan): plan
    case .submitted(_, let note), .closed(let note): note
    case .noted(let text): text
    }
  }
}

extension PotentialEvent {
  /// What was done, for people.
  var said: String {
    switch self {
    case .surveyed(let survey):
      "\(survey.epoch)：\(survey.candidates)（+\(survey.came) −\(survey.went)）"
    case .visited(let number, let finding):
      "\(number) \(finding.verdict.title.zh) \(finding.remark)"
    }
  }
}

extension ProjectEvent {
  /// What was said with it, for people.
  public var said: String {
    switch self {
    case .proposed: ""
    case .changed(_, let reason), .withdrawn(let reason), .restored(let reason): reason
    case .admitted(let note): note
    }
  }
}

extension PlanEvent {
  /// What was said with it, for people.
  public var said: String {
    switch self {
    case .drawn: ""
    case .revised(_, let reason), .returned(let reason): reason
    case .submitted(let note), .endorsed(let note): note
    }
  }

  /// The number of measures of the plan after the event, where the event changes it.
  public var measures: Int? {
    switch self {
    case .drawn(_, _, _, let measures), .revised(let measures, _): measures
    default: nil
    }
  }
}

extension QuotaEvent {
  /// What was done, for people: the operations of its entries.
  var said: String {
    switch self {
    case .founded(let title, _, _): title
    case .adopted(let catalogue): catalogue.name
    case .enrolled(let holder): holder.title
    case .posted(let entries): entries.map(\.operation.title.zh).joined(separator: "、")
    }
  }
}

extension PaymentEvent {
  /// What it was about and how much, for people.
  var said: String {
    let amount = order.act.amount.map { money in
      let (whole, part) = money.fen.magnitude.quotientAndRemainder(dividingBy: 100)
      return "\(money.fen < 0 ? "-" : "")\(whole).\(part < 10 ? "0" : "")\(part) 元"
    }
    return (order.act.subjects + [amount].compactMap(\.self)).joined(separator: " ")
  }
}

extension DrawingEvent {
  /// Which measures it touched, for people.
  public var said: String {
    let ids = steps.map { ($0.after ?? $0.before)?.id ?? String($0.number) }
    return ids.prefix(5).joined(separator: "、") + (ids.count > 5 ? "……" : "")
  }
}
