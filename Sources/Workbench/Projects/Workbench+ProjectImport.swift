import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Storage

/// What entering many cards at once did, or why it did nothing.
public struct ProjectImport: Sendable {
  public var added: [String] = []
  public var changed: [String] = []
  public var unchanged: [String] = []
  /// Empty if the cards were entered. `layer` is the sheet, `field` the cell.
  public var problems: [Diagnostic] = []

  public init() {}
}

extension Workbench {
  /// Enters the cards of a workbook: all of them, or none with the faults by cell.
  ///
  /// A row with a version replaces that version of the card; where others have changed it since, the row
  /// is a fault that says so. A row without one makes a new project. A sheet of ground replaces the ground
  /// of every project of the workbook; without one it stays.
  ///
  /// - Parameter isTrial: only says what would be done.
  /// - Throws: Diagnostics `xlsx.read`, `access.refused`.
  public func importProjects(
    _ path: String, statedAs name: String? = nil, isTrial: Bool = false, by context: DeedContext,
    _ authority: Authority
  ) throws -> ProjectImport {
    let sheets = try ProjectWorkbookReader(path: path, name: name ?? path)
    return try workspace.write { writer in
      let events = writer.events
      try events.beginLog(LogHeader(id: UUID().uuidString.lowercased(), created: context.time))
      let board = try events.current(ProjectBoard.self)
      let (rows, faults) = sheets.drafts(known: board.rows.mapValues(\.record.card))
      var result = ProjectImport()
      result.problems = faults
      let json = CanonicalJSON()
      var appends: [StreamAppend] = []
      for row in rows {
        let seen = board.rows[row.draft.id]
        do {
          let decided = try decide(row, seen, sheets, context, authority)
          let version = seen?.version ?? 0
          guard !decided.isEmpty else {
            result.unchanged.append(row.draft.id)
            continue
          }
          if seen == nil {
            result.added.append(row.draft.id)
          } else {
            result.changed.append(row.draft.id)
          }
          appends.append(
            StreamAppend(
              try StreamName(ProjectEvent.category, row.draft.id), expected: .exactly(version),
              events: try decided.map { try EventDraft($0, by: json) }))
        } catch let fault as Diagnostic where fault.code.hasPrefix("project.") {
          result.problems.append(sheets.placed(fault, row))
        }
      }
      guard result.problems.isEmpty, !isTrial, !appends.isEmpty else { return result }
      try events.append(
        AppendBatch(
          time: context.time, actor: context.actor, basis: context.basis, appends: appends))
      try events.update(ProjectBoard.self)
      return result
    }
  }

  private func decide(
    _ row: ProjectWorkbookReader.Row, _ seen: ProjectBoard.Row?, _ sheets: ProjectWorkbookReader,
    _ context: DeedContext, _ authority: Authority
  ) throws -> [ProjectEvent] {
    let version = seen?.version ?? 0
    guard row.draft.version == version else {
      let (zh, en) =
        version == 0
        ? ("库中没有此项目，版本一格应为空", "the library has no such project; leave its version empty")
        : row.draft.version == 0
          ? (
            "库中已有此项目（第 \(version) 版），请导出后修改",
            "the library has this project in version \(version); export it and change that"
          )
          : (
            "导出后他人已改到第 \(version) 版，请重新导出",
            "others have changed it to version \(version) since the export; export it again"
          )
      throw Diagnostic(
        code: "project.version", Localized(zh: zh + "。", en: en + "."), field: "version")
    }
    let state = seen?.record ?? ProjectRecord()
    let command: ProjectDecider.Command =
      seen == nil
      ? .propose(row.draft.card) : .change(row.draft.card, reason: "Excel 导入：\(sheets.shortName)")
    if row.draft.card == state.card { return [] }
    // A wrong cell is a fault of the card before it is anything to the rights.
    _ = try ProjectCardCheck.checked(row.draft.card)
    try demand(command, state, row.draft.id, authority, at: context.time)
    return try ProjectDecider.decide(command, in: state, by: context)
  }
}
