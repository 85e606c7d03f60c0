import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Storage

/// The use cases of the works of projects (工程实施).
extension Workbench {
  /// The works of all projects that have any, by project.
  public func works() throws -> [String: WorksBoard.Row] {
    try workspace.readEvents { try $0.current(WorksBoard.self) }.rows
  }

  /// The works of one project with their history; without a plan, none.
  public func works(
    of project: String
  ) throws -> (row: WorksBoard.Row, history: [Deed<WorksEvent>]) {
    let stream = try StreamName(WorksEvent.category, project)
    let deeds = try workspace.readEvents { try $0.deeds(of: stream, as: WorksEvent.self) }
    return (
      WorksBoard.Row(
        id: project, version: Int64(deeds.count), record: WorksDecider.fold(deeds)), deeds
    )
  }

  /// The thresholds of changes; `nil`: those that the program is delivered with.
  /// - Throws: Diagnostics `works.rules`, `works.no-file`.
  public static func worksRules(_ file: String? = nil) throws -> WorksRules {
    let path = try file ?? ProgramHome.path("Policies/works/changes.yaml")
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw Diagnostic(
        code: "works.no-file",
        Localized(zh: "读不到方案调整标准文件", en: "the file of thresholds cannot be read"), file: path)
    }
    return try WorksRules(yaml: text, file: (path as NSString).lastPathComponent)
  }

  /// Does something in the works of a project. A change that goes back to the approving body sends the case
  /// of the project to its step for changes, and is approved when the case has come back from there.
  ///
  /// - Parameters:
  ///   - expected: The version that the author saw; `nil` for any.
  ///   - attachment: The photo or report that the order names by its hash.
  /// - Throws: `EventConflict`; diagnostics `works.*`, `project.missing`, `access.refused`, `process.*`.
  @discardableResult
  public func performWorks(
    _ order: WorksOrder, on project: String, expected: Int64?, attachment: [UInt8]? = nil,
    _ calendar: WorkCalendar, by context: DeedContext, _ authority: Authority
  ) throws -> WorksBoard.Row {
    try workspace.write { writer in
      let events = writer.events
      try events.beginLog(LogHeader(id: UUID().uuidString.lowercased(), created: context.time))
      let record = try events.state(
        of: StreamName(ProjectEvent.category, project), ProjectDecider.self
      ).state
      guard let card = record.card, record.isActive else { throw missingProject(project) }
      try authority.demand(
        Workbench.action(of: order.act), Workbench.worksObject(card, project), at: context.time)
      let stream = try StreamName(WorksEvent.category, project)
      if let attachment { _ = try Workbench.keepAttachment(attachment, in: writer) }
      if case .approve(let change, _) = order.act {
        let works = try events.state(of: stream, WorksDecider.self).state
        try checkReturn(works.change(change), project, events)
      }
      let after = try events.perform(
        WorksDecider.self, order, on: stream, expected: expected, by: context)
      if case .change(let terms, _) = order.act,
        let change = after.state.change(terms.id), change.scale.goesBack
      {
        try sendBack(change, project, calendar, context, events)
      }
      try events.update(WorksBoard.self)
      return WorksBoard.Row(id: project, version: after.version, record: after.state)
    }
  }

  /// The right that an act needs.
  static func action(of act: WorksAct) -> Action {
    if case .plan = act { .create } else { .change }
  }

  /// The works of a project as the rights see them: they lie where the project lies.
  public static func worksObject(_ card: ProjectCard?, _ id: String) throws -> AccessObject {
    AccessObject(.process, id, area: try AreaCode(card?.area ?? ""))
  }

  /// What somebody can do with the works, by right and by law.
  public static func worksSteps(
    on works: Works, _ card: ProjectCard?, _ project: String, _ acting: Acting
  ) throws -> [WorksStep] {
    let object = try worksObject(card, project)
    func may(_ action: Action) -> Bool {
      acting.authority.law.may(acting.authority.subject, action, object, at: acting.time).isAllowed
    }
    return WorksDecider.steps(on: works, by: acting.context).filter {
      may($0 == .plan ? .create : .change)
    }
  }

  /// A photo or report of the works of a project.
  /// - Throws: Diagnostic `works.no-attachment`.
  public func worksAttachment(_ project: String, _ hash: String) throws -> [UInt8] {
    let (_, history) = try works(of: project)
    guard history.contains(where: { $0.event.attachments.contains(hash) }),
      let body = try workspace.document(kind: Workbench.attachmentKind, key: hash)
    else {
      throw Diagnostic(
        code: "works.no-attachment",
        Localized(
          zh: "项目 \(project) 的工程没有附件 \(hash)。",
          en: "the works of \(project) have no attachment \(hash)."),
        file: workspace.path)
    }
    return body
  }

  // MARK: The case of the project

  /// The latest case about a project that is not over and whose course holds works.
  func worksCase(_ project: String, _ events: any EventReading) throws -> ProcessBoard.Row? {
    try events.current(ProcessBoard.self).rows.values
      .filter { $0.instance.subject == project && !$0.instance.isOver }
      .sorted { $0.number > $1.number }
      .first { row in
        try law(row.instance.digest, WorkCalendar.plain).definition.steps.contains {
          $0.stage == .implementation
        }
      }
  }

  /// The open case of a project, for somebody who may read it.
  public func worksCase(of project: String, _ acting: Acting) throws -> ProcessBoard.Row? {
    guard let row = try workspace.readEvents({ try worksCase(project, $0) }) else { return nil }
    let object = try Workbench.accessObject(row.instance, row.number)
    return acting.authority.law.may(acting.authority.subject, .read, object, at: acting.time)
      .isAllowed ? row : nil
  }

  private func sendBack(
    _ change: WorksChange, _ project: String, _ calendar: WorkCalendar, _ context: DeedContext,
    _ events: any EventWriting
  ) throws {
    guard let row = try worksCase(project, events) else { return }
    let law = try law(row.instance.digest, calendar)
    guard
      let act = law.definition.step(row.instance.step ?? "")?.acts.first(where: {
        $0.verb == .change
      })
    else {
      throw Diagnostic(
        code: "works.case",
        Localized(
          zh: "此项调整须报原批准机关，而办件 \(row.number) 不在实施环节，不能转入方案调整。",
          en:
            "this change goes back to the approving body, but the case \(row.number) is not at the "
            + "works, so that it cannot be sent there."), feature: row.number)
    }
    _ = try perform(
      .init(law, .move(.change, to: act.to, opinion: "\(change.id) \(change.terms.title)")),
      on: row.number, expected: nil, context, events)
  }

  /// A change that went back is approved only after its case has come back to the works.
  private func checkReturn(
    _ change: WorksChange?, _ project: String, _ events: any EventReading
  ) throws {
    guard let change, change.scale.goesBack, let row = try worksCase(project, events) else {
      return
    }
    let definition = try law(row.instance.digest, WorkCalendar.plain).definition
    let step = row.instance.step ?? ""
    guard definition.step(step)?.acts.contains(where: { $0.verb == .change }) == true,
      let visit = row.instance.path.last, visit.step == step, visit.enteredAt > change.proposed
    else {
      throw Diagnostic(
        code: "works.case-open",
        Localized(
          zh: "办件 \(row.number) 的方案调整审查尚未结束，不能批准调整 \(change.id)。",
          en: "the review of the change in the case \(row.number) is not over; \(change.id) cannot "
            + "be approved yet."),
        remedy: Localized(
          zh: "在办件中完成调整审查，再登记批准文号。",
          en: "Finish the review in the case, then record the approval."), feature: row.number)
    }
  }
}

extension WorkCalendar {
  /// Without holidays, for questions that no time limit plays a part in.
  fileprivate static let plain = WorkCalendar(
    offsetHours: 8, years: [], holidays: [], workedWeekends: [])
}
