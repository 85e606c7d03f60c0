import Access
import EventLog
import Foundation
import Groundwork
import Storage

/// An export that waits for a second person, or had one.
public struct ExportRequestRow: Sendable {
  public var id: String
  public var state: ExportDecider.State
  public var purpose: String
  public var requestedAt: Timestamp
  /// Whether whoever asks may decide on it now.
  public var mayDecide: Bool
}

extension Accounts {
  /// What an export of the whole quota book is called.
  public static let quotaBook = "quota"

  static func exportStream(_ id: String) throws -> StreamName {
    try StreamName(ExportDecider.Event.category, id)
  }

  /// Asks for an export that needs a second person.
  /// - Parameter object: What is to leave, as the export names it, such as `layer:survey_2023`.
  public func requestExport(
    _ object: String, level: DataLevel, purpose: String, by caller: Caller, at time: Timestamp
  ) throws -> String {
    // Whoever may not have the data at all need not ask.
    let decision = law.may(caller.subject, .export, exported(object, level), at: time)
    guard decision.outcome != .refused else {
      _ = try demand(caller, .export, exported(object, level), at: time)
      preconditionFailure("a refusal that did not refuse")
    }
    guard decision.outcome == .needsSecondPerson else {
      throw Diagnostic(
        code: "access.export-free",
        Localized(
          zh: "导出\(level.title.zh)不须第二人批准，可直接下载。",
          en: "Exporting \(level.title.en) needs no second person: download it."))
    }
    let id = String(UUID().uuidString.lowercased().prefix(13))
    try write(at: time) { _, events in
      _ = try events.perform(
        ExportDecider.self, .request(object: object, level: level, purpose: purpose),
        on: Accounts.exportStream(id), expected: 0,
        by: DeedContext(actor: exporter(caller, object, level, at: time), time: time))
    }
    return id
  }

  /// Approves or refuses somebody else's request.
  public func decideExport(
    _ id: String, approve: Bool, reason: String, by caller: Caller, at time: Timestamp
  ) throws {
    let state = try export(id)
    let object = exported(
      state.object, state.level, workers: Set([state.requestedBy].compactMap { $0 }))
    let context = try demand(caller, .approveExport, object, at: time)
    try write(at: time) { _, events in
      _ = try events.perform(
        ExportDecider.self, approve ? .approve : .refuse(reason: reason),
        on: Accounts.exportStream(id), expected: nil, by: context)
    }
  }

  /// Takes note that data leave, before they do: who, what, when, approved by whom.
  ///
  /// - Parameter request: The id of a request that was approved, for levels that need it.
  /// - Throws: Diagnostics `access.refused`, `access.second-person`, `access.export-*`.
  /// - Returns: Who takes the data out, and who approved it.
  public func allowExport(
    _ object: String, level: DataLevel, format: String, request: String?, by caller: Caller,
    at time: Timestamp
  ) throws -> (actor: Actor, approvedBy: String?) {
    let wanted = exported(object, level)
    let decision = law.may(caller.subject, .export, wanted, at: time)
    guard decision.outcome == .needsSecondPerson, let request else {
      let context = try demand(caller, .export, wanted, at: time)
      try record(
        .exported(object: object, level: level, format: format, approvedBy: nil),
        by: context.actor, at: time)
      return (context.actor, nil)
    }
    let approvedBy = try export(request).approvedBy
    let actor = exporter(caller, object, level, at: time)
    try write(at: time) { _, events in
      _ = try events.perform(
        ExportDecider.self, .carryOut(object: object, level: level),
        on: Accounts.exportStream(request),
        expected: nil, by: DeedContext(actor: actor, time: time))
      try append(
        .exported(object: object, level: level, format: format, approvedBy: approvedBy), by: actor,
        at: time, events)
    }
    return (actor, approvedBy)
  }

  /// The requests that somebody may decide on, and their own; newest first.
  public func exportRequests(by caller: Caller, at time: Timestamp) throws -> [ExportRequestRow] {
    try workspace.readEvents { reader in
      var rows: [ExportRequestRow] = []
      for stream in try reader.streams(category: ExportDecider.Event.category) {
        let deeds = try reader.deeds(of: stream, as: ExportDecider.Event.self)
        guard let first = deeds.first, case .requested(_, _, let purpose) = first.event else {
          continue
        }
        let state = ExportDecider.fold(deeds)
        let isOwn = state.requestedBy == caller.person
        let workers = Set([state.requestedBy].compactMap { $0 })
        let isVisible = law.may(
          caller.subject, .approveExport, exported(state.object, state.level), at: time
        ).isAllowed
        if isOwn || isVisible {
          let mayDecide = law.may(
            caller.subject, .approveExport,
            exported(state.object, state.level, workers: workers), at: time
          ).isAllowed
          rows.append(
            ExportRequestRow(
              id: stream.id, state: state, purpose: purpose, requestedAt: first.time,
              mayDecide: mayDecide && !isOwn && state.phase == .requested))
        }
      }
      return rows.sorted { ($0.requestedAt, $0.id) > ($1.requestedAt, $1.id) }
    }
  }

  private func export(_ id: String) throws -> ExportDecider.State {
    guard StreamName.isPart(id) else { throw Accounts.noRequest(id) }
    let state = try workspace.readEvents {
      try $0.state(of: Accounts.exportStream(id), ExportDecider.self).state
    }
    guard state.phase != .none else { throw Accounts.noRequest(id) }
    return state
  }

  private static func noRequest(_ id: String) -> Diagnostic {
    Diagnostic(
      code: "access.no-request",
      Localized(zh: "没有导出申请 \(id)。", en: "there is no request \(id) for an export."))
  }

  private func exported(
    _ object: String, _ level: DataLevel, workers: Set<String> = []
  ) -> AccessObject {
    AccessObject(
      object == Accounts.quotaBook ? .quota : .layer, object, area: homeArea, level: level,
      workers: workers)
  }

  /// The role of the grant by which somebody may export, leaving the second person aside.
  private func exporter(
    _ caller: Caller, _ object: String, _ level: DataLevel, at time: Timestamp
  ) -> Actor {
    var law = law
    // Nothing is as high as that: the grant itself is found.
    law.secondPersonFrom = nil
    let decision = law.may(caller.subject, .export, exported(object, level), at: time)
    return Authority(law: law, subject: caller.subject).actor(by: decision)
  }
}
