import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Storage

/// The use cases of processes (办件): each reads, decides in its room, writes once.
extension Workbench {
  /// All cases, by number.
  public func cases() throws -> [ProcessBoard.Row] {
    try workspace.readEvents { try $0.current(ProcessBoard.self) }.rows.values
      .sorted { $0.number < $1.number }
  }

  /// One case with its history and the law by which it is handled.
  public struct CaseFile: Sendable {
    public var row: ProcessBoard.Row
    public var history: [Deed<ProcessEvent>]
    /// What each deed of the history relied on.
    public var basis: [[Reliance]]
    public var law: ProcessLaw
  }

  /// - Parameter version: After how many of its deeds the case is seen; `nil`: as it stands now. See
  ///   ``pastCase(_:version:_:_:)`` for what was allowed then.
  /// - Throws: Diagnostics `process.no-case`, `process.no-version`, `process.no-definition`.
  public func caseFile(
    _ number: String, _ calendar: WorkCalendar, version: Int? = nil
  ) throws -> CaseFile {
    let stream = try StreamName(ProcessEvent.category, number)
    var (deeds, basis) = try workspace.readEvents { reader in
      (
        try reader.deeds(of: stream, as: ProcessEvent.self),
        try reader.events(of: stream, after: 0).map { try $0.basis() }
      )
    }
    guard !deeds.isEmpty else { throw noCase(number) }
    if let version {
      guard (1...deeds.count).contains(version) else {
        throw Diagnostic(
          code: "process.no-version",
          Localized(
            zh: "办件 \(number) 没有第 \(version) 版，共 \(deeds.count) 版。",
            en: "Case \(number) has \(deeds.count) versions, none of number \(version)."))
      }
      deeds = Array(deeds.prefix(version))
      basis = Array(basis.prefix(version))
    }
    let instance = ProcessDecider.fold(deeds)
    return CaseFile(
      row: .init(number: number, version: Int64(deeds.count), instance: instance),
      history: deeds, basis: basis, law: try law(instance.digest, calendar))
  }

  /// Starts a case under the next number. The definition is kept with the workspace, by its hash.
  ///
  /// - Throws: Diagnostics `access.refused`, `process.*`.
  public func startCase(
    _ definition: ProcessDefinition, _ calendar: WorkCalendar, subject: String, title: String,
    area: String, by context: DeedContext, _ authority: Authority
  ) throws -> ProcessBoard.Row {
    let law = try ProcessLaw(definition, calendar)
    return try workspace.write { writer in
      let events = writer.events
      try authority.demand(
        .create, AccessObject(.process, "", area: try AreaCode(area)), at: context.time)
      _ = try Workbench.keepAttachment(try definition.bytes(), in: writer)
      try events.beginLog(LogHeader(id: UUID().uuidString.lowercased(), created: context.time))
      let number = try events.current(ProcessBoard.self).nextNumber(at: context.time)
      var context = context
      context.basis.append(
        Reliance(.document, "process/\(definition.id)", state: law.digest))
      context.basis += try Workbench.keepGrounds(authority.law.book, calendar, in: writer)
      return try perform(
        .init(law, .start(subject: subject, title: title, area: area)), on: number, expected: 0,
        context, events)
    }
  }

  /// Does something in a case.
  ///
  /// - Parameters:
  ///   - expected: The version that the author saw; `nil`: whatever it is now.
  ///   - document: The bytes of a document that is attached, kept by their hash.
  /// - Throws: ``EventConflict``; diagnostics `process.*`, `access.refused`.
  public func advanceCase(
    _ number: String, _ request: ProcessRequest, expected: Int64?, document: [UInt8]? = nil,
    _ calendar: WorkCalendar, by context: DeedContext, _ authority: Authority
  ) throws -> ProcessBoard.Row {
    try workspace.write { writer in
      let events = writer.events
      let stream = try StreamName(ProcessEvent.category, number)
      let seen = try events.state(of: stream, ProcessDecider.self)
      guard seen.version > 0 else { throw noCase(number) }
      try authority.demand(
        .change, try Workbench.accessObject(seen.state, number), at: context.time)
      var request = request
      if let document, case .attach(let paper, _, let name) = request {
        request = .attach(
          paper: paper, hash: try Workbench.keepAttachment(document, in: writer), name: name)
      }
      var context = context
      if request.isJudgement, let found = try caseEvaluation(of: seen.state) {
        context.basis.append(Reliance(.evaluation, found.plan, state: found.id))
      }
      context.basis += try Workbench.keepGrounds(
        authority.law.book, calendar, after: events.events(of: stream, after: 0), in: writer)
      return try perform(
        .init(try law(seen.state.digest, calendar), request), on: number, expected: expected,
        context, events)
    }
  }

  /// A case as the rights see it.
  public static func accessObject(
    _ instance: ProcessInstance, _ number: String
  ) throws -> AccessObject {
    AccessObject(
      .process, number, area: try AreaCode(instance.area), workers: instance.authors)
  }

  /// What somebody may do with a case as it stands, with example texts.
  public static func requests(
    _ file: CaseFile, by context: DeedContext, _ authority: Authority
  ) throws -> [ProcessRequest] {
    try requests(file.row, file.law, by: context, authority)
  }

  static func requests(
    _ row: ProcessBoard.Row, _ law: ProcessLaw, by context: DeedContext, _ authority: Authority
  ) throws -> [ProcessRequest] {
    let object = try accessObject(row.instance, row.number)
    guard authority.law.may(authority.subject, .change, object, at: context.time).isAllowed else {
      return []
    }
    return law.options(for: row.instance, at: context.time).filter {
      ProcessDecider.allows(.init(law, $0), in: row.instance, by: context)
    }
  }

  func perform(
    _ command: ProcessDecider.Command, on number: String, expected: Int64?,
    _ context: DeedContext, _ events: any EventWriting
  ) throws -> ProcessBoard.Row {
    let after = try events.perform(
      ProcessDecider.self, command, on: StreamName(ProcessEvent.category, number),
      expected: expected, by: context)
    try events.update(ProcessBoard.self)
    return ProcessBoard.Row(number: number, version: after.version, instance: after.state)
  }

  /// The law of a case from the definition that it was started with.
  func law(_ digest: String, _ calendar: WorkCalendar) throws -> ProcessLaw {
    guard let body = try workspace.document(kind: Workbench.attachmentKind, key: digest) else {
      throw Diagnostic(
        code: "process.no-definition",
        Localized(
          zh: "工作空间缺少办件所依的流程 \(digest)。",
          en: "the workspace lacks the process \(digest) by which the case is handled."),
        file: workspace.path)
    }
    return try ProcessLaw(CanonicalJSON.value(ProcessDefinition.self, body), calendar)
  }

  func noCase(_ number: String) -> Diagnostic {
    Diagnostic(
      code: "process.no-case",
      Localized(zh: "没有办件 \(number)。", en: "there is no case \(number)."),
      remedy: Localized(
        zh: "用 zhitu process list 查看编号。", en: "See the numbers with zhitu process list."),
      file: workspace.path)
  }
}
