import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Records
import Storage

/// The use cases of problems (问题): each reads, decides by the rules of its module, and writes once.
extension Workbench {
  public static let attachmentKind = DocumentKind.attachment.rawValue

  /// All problems, by number.
  public func problems() throws -> [ProblemBoard.Row] {
    try workspace.readEvents { try $0.current(ProblemBoard.self) }.rows.values
      .sorted { $0.number < $1.number }
  }

  /// One problem with its history.
  /// - Throws: Diagnostic `problem.missing`.
  public func problem(
    _ number: String
  ) throws -> (problem: Versioned<Problem>, history: [Deed<ProblemEvent>]) {
    let stream = try StreamName(ProblemEvent.category, number)
    return try workspace.readEvents { reader in
      let deeds = try reader.deeds(of: stream, as: ProblemEvent.self)
      guard !deeds.isEmpty else { throw missing(number) }
      return (Versioned(ProblemDecider.fold(deeds), version: Int64(deeds.count)), deeds)
    }
  }

  /// Records a problem that was found, under the next number.
  ///
  /// - Parameter photos: Photos of the place, stored by their hash.
  /// - Throws: Diagnostics `access.refused`, `problem.*`.
  public func findProblem(
    _ finding: Problem.Finding, photos: [[UInt8]] = [], by context: DeedContext,
    _ authority: Authority
  ) throws -> ProblemBoard.Row {
    try workspace.write { writer in
      let events = writer.events
      var finding = finding
      if !photos.isEmpty {
        finding.photos = try photos.map { try Workbench.keepAttachment($0, in: writer) }
      }
      try begin(events, context.time)
      let board = try events.current(ProblemBoard.self)
      let number = ProblemNumber.next(at: context.time, after: board)
      return try perform(
        .find(finding), on: number, expected: 0, by: context, authority, events)
    }
  }

  /// Performs an act on an existing problem.
  ///
  /// - Parameters:
  ///   - expected: The version that the author saw; `nil` for any.
  ///   - attachments: Photos and documents, stored by their hash.
  /// - Throws: ``EventConflict``; diagnostics `problem.missing`, `access.refused`, `problem.*`.
  public func advanceProblem(
    _ number: String, _ command: ProblemDecider.Command, expected: Int64?,
    attachments: [[UInt8]] = [], by context: DeedContext, _ authority: Authority
  ) throws -> ProblemBoard.Row {
    try workspace.write { writer in
      let events = writer.events
      guard try events.version(of: StreamName(ProblemEvent.category, number)) > 0 else {
        throw missing(number)
      }
      var command = command
      if case .assign(let organisation, _, _) = command {
        try checkKnown(organisation, events)
      }
      if case .submit(let evidence, let note) = command {
        command = .submit(
          evidence: evidence
            + (try attachments.map { try Workbench.keepAttachment($0, in: writer) }), note: note)
      }
      return try perform(
        command, on: number, expected: expected, by: context, authority, events)
    }
  }

  /// A photo or document attached to a problem.
  /// - Throws: Diagnostics `problem.missing`, `problem.no-attachment`.
  public func problemAttachment(_ number: String, _ hash: String) throws -> [UInt8] {
    let (_, history) = try problem(number)
    guard history.contains(where: { $0.event.attachments.contains(hash) }),
      let body = try workspace.document(kind: Workbench.attachmentKind, key: hash)
    else {
      throw Diagnostic(
        code: "problem.no-attachment",
        Localized(
          zh: "问题 \(number) 没有附件 \(hash)。", en: "the problem \(number) has no attachment \(hash)."),
        file: workspace.path)
    }
    return body
  }

  /// Where there is a directory, a problem can only be assigned to one of its organisations.
  func checkKnown(_ organisation: String, _ events: any EventWriting) throws {
    let directory = try events.state(
      of: StreamName(DirectoryEvent.category, "directory"), DirectoryDecider.self
    ).state
    guard directory.organisations.isEmpty || directory.organisations[organisation] != nil else {
      throw Workbench.noOrganisation(organisation)
    }
  }

  func perform(
    _ command: ProblemDecider.Command, on number: String, expected: Int64?,
    by context: DeedContext, _ authority: Authority, _ events: any EventWriting
  ) throws -> ProblemBoard.Row {
    let stream = try StreamName(ProblemEvent.category, number)
    let seen = try events.state(of: stream, ProblemDecider.self)
    let object = try Workbench.accessObject(seen.state, number, command)
    try authority.demand(Workbench.action(of: command), object, at: context.time)
    let after = try events.perform(
      ProblemDecider.self, command, on: stream, expected: expected, by: context)
    try events.update(ProblemBoard.self)
    return ProblemBoard.Row(number: number, version: after.version, problem: after.state)
  }

  /// The right that a command needs.
  public static func action(of command: ProblemDecider.Command) -> Action {
    switch command {
    case .find: .create
    case .dismiss, .file, .assign, .reopen: .assign
    case .start, .submit: .change
    case .close, .giveBack: .check
    case .note: .read
    }
  }

  /// A problem as an object of rights.
  public static func accessObject(
    _ problem: Problem, _ number: String, _ command: ProblemDecider.Command? = nil
  ) throws -> AccessObject {
    var area = problem.finding?.area ?? ""
    if case .find(let finding)? = command { area = finding.area }
    return AccessObject(
      .problem, number, area: try AreaCode(area), organisation: problem.responsible,
      workers: problem.workers)
  }

  func begin(_ events: any EventWriting, _ time: Timestamp) throws {
    try events.beginLog(LogHeader(id: UUID().uuidString.lowercased(), created: time))
  }

  /// The hash under which a photo or document is stored.
  public static func attachmentKey(_ bytes: [UInt8]) -> String {
    "sha256:" + HashAlgorithm.sha256.hash(bytes).hex
  }

  /// Stores a photo or document once, under its hash.
  public static func keepAttachment(
    _ bytes: [UInt8], in writer: WorkspaceWriter
  ) throws -> String {
    let key = attachmentKey(bytes)
    if try writer.reader.document(kind: Workbench.attachmentKind, key: key) == nil {
      try writer.putDocument(kind: Workbench.attachmentKind, key: key, body: bytes)
    }
    return key
  }

  private func missing(_ number: String) -> Diagnostic {
    Diagnostic(
      code: "problem.missing",
      Localized(zh: "没有问题 \(number)。", en: "there is no problem \(number)."),
      remedy: Localized(
        zh: "用 zhitu problem list 查看编号。", en: "See the numbers with zhitu problem list."),
      file: workspace.path)
  }
}
