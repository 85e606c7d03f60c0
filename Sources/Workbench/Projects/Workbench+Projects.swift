import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Storage

/// The use cases of the project library (项目库).
extension Workbench {
  /// All projects, by id, also the withdrawn ones.
  public func projects() throws -> [ProjectBoard.Row] {
    try workspace.readEvents { try $0.current(ProjectBoard.self) }.rows.values
      .sorted { $0.id < $1.id }
  }

  /// One project with its history.
  /// - Throws: Diagnostic `project.missing`.
  public func project(
    _ id: String
  ) throws -> (row: ProjectBoard.Row, history: [Deed<ProjectEvent>]) {
    let stream = try StreamName(ProjectEvent.category, id)
    return try workspace.readEvents { reader in
      let deeds = try reader.deeds(of: stream, as: ProjectEvent.self)
      guard !deeds.isEmpty else { throw missingProject(id) }
      return (
        ProjectBoard.Row(
          id: id, version: Int64(deeds.count), record: ProjectDecider.fold(deeds)), deeds
      )
    }
  }

  /// What does not fit together in the library, and with the plans of the workspace.
  public func projectFindings(_ library: ProjectLibrary) throws -> [Diagnostic] {
    let wanted = Set(library.active.compactMap { library[$0]?.ground?.plan })
    var measures: [String: Set<String>] = [:]
    for plan in wanted {
      guard try workspace.layer(role: .plan, plan: plan) != nil else { continue }
      measures[plan] = Set(try planMeasures(plan).map(\.id))
    }
    return library.findings(measures: measures)
  }

  /// Does something with a project; a proposal makes it.
  ///
  /// - Parameter expected: The version that the author saw; `nil` for any.
  /// - Throws: `EventConflict`; diagnostics `project.*`, `access.refused`.
  @discardableResult
  public func performProject(
    _ command: ProjectDecider.Command, on id: String, expected: Int64?, by context: DeedContext,
    _ authority: Authority
  ) throws -> ProjectBoard.Row {
    try workspace.write { writer in
      let events = writer.events
      let stream = try StreamName(ProjectEvent.category, id)
      try events.beginLog(LogHeader(id: UUID().uuidString.lowercased(), created: context.time))
      let seen = try events.state(of: stream, ProjectDecider.self)
      if case .propose = command {
        guard seen.version == 0 else { throw takenProject(id) }
      } else if seen.version == 0 {
        throw missingProject(id)
      }
      try demand(command, seen.state, id, authority, at: context.time)
      let after = try events.perform(
        ProjectDecider.self, command, on: stream, expected: expected, by: context)
      try events.update(ProjectBoard.self)
      return ProjectBoard.Row(id: id, version: after.version, record: after.state)
    }
  }

  /// The acts on a project that the user's rights and its state allow.
  public static func acts(
    on row: ProjectBoard.Row, _ acting: Acting
  ) throws -> [ProjectAct] {
    let object = try projectObject(row.record.card, row.id)
    let authority = acting.authority
    return ProjectDecider.acts(on: row.record, by: acting.context).filter { act in
      authority.law.may(authority.subject, action(of: act), object, at: acting.time).isAllowed
    }
  }

  static func action(of act: ProjectAct) -> Action {
    switch act {
    case .change: .change
    case .admit, .withdraw, .restore: .check
    }
  }

  static func action(of command: ProjectDecider.Command) -> Action {
    switch command {
    case .propose: .create
    case .change: .change
    case .admit, .withdraw, .restore: .check
    }
  }

  /// A project as the rights see it: where it lies, and who leads it.
  public static func projectObject(_ card: ProjectCard?, _ id: String) throws -> AccessObject {
    AccessObject(
      .project, id, area: try AreaCode(card?.area ?? ""),
      organisation: card?.duties.implement.first)
  }

  /// Checks the right to a command, on the ground that the project has and the ground that it shall have.
  func demand(
    _ command: ProjectDecider.Command, _ state: ProjectRecord, _ id: String,
    _ authority: Authority, at time: Timestamp
  ) throws {
    let action = Workbench.action(of: command)
    if let card = state.card {
      try authority.demand(action, Workbench.projectObject(card, id), at: time)
    }
    switch command {
    case .propose(let card), .change(let card, _):
      try authority.demand(action, Workbench.projectObject(card, id), at: time)
    default: break
    }
  }

  func missingProject(_ id: String) -> Diagnostic {
    Diagnostic(
      code: "project.missing",
      Localized(zh: "项目库中没有项目 \(id)。", en: "the library has no project \(id)."),
      remedy: Localized(
        zh: "用 zhitu project list 查看编号。", en: "See the ids with zhitu project list."),
      file: workspace.path)
  }

  private func takenProject(_ id: String) -> Diagnostic {
    Diagnostic(
      code: "project.taken",
      Localized(zh: "项目库中已有项目 \(id)。", en: "the library already has a project \(id)."),
      remedy: Localized(zh: "换一个编号，或修改已有项目。", en: "Choose another id, or change that project."),
      file: workspace.path)
  }
}
