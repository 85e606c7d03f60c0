import Access
import EventLog
import Flow
import Foundation
import Geometry
import Groundwork
import Overlay
import Programme
import Records
import Storage

/// The potential library (潜力资源库) as it stands.
public struct PotentialLibrary: Sendable {
  public var state: PotentialDecider.State
  /// The number of events of the stream.
  public var version: Int64
  public var record: PotentialRecord

  public init(state: PotentialDecider.State, version: Int64, record: PotentialRecord) {
    self.state = state
    self.version = version
    self.record = record
  }

  /// The last finding on a candidate, if anybody was there.
  public func visit(_ number: String) -> PotentialDecider.State.Visit? { state.findings[number] }

  /// The area of a level, with what the field survey found; a rejected candidate has none.
  public func area(_ entry: PotentialEntry, _ level: PotentialLevel) -> Area {
    guard entry.isCandidate, let task = record.rules.task(entry.task) else { return .zero }
    let finding = visit(entry.number)?.finding
    if finding?.verdict == .rejected { return .zero }
    return entry.area(
      level, task.levels, will: finding?.will ?? .unknown,
      condition: finding?.condition ?? .unknown)
  }

  /// What a candidate yields besides ground at a level, in thousandths of its unit; `nil` where nobody knows.
  public func benefit(
    _ entry: PotentialEntry, _ id: String, _ level: PotentialLevel
  ) -> Int64? {
    guard entry.isCandidate, let task = record.rules.task(entry.task) else { return nil }
    let finding = visit(entry.number)?.finding
    if finding?.verdict == .rejected { return 0 }
    return entry.benefit(
      id, level, task.levels, will: finding?.will ?? .unknown,
      condition: finding?.condition ?? .unknown)
  }
}

extension Workbench {
  static func potentialStream() throws -> StreamName {
    try StreamName(PotentialEvent.category, PotentialEvent.stream)
  }

  /// The library as an object of rights.
  public static func potentialObject(_ directory: Directory, _ actor: Actor) -> AccessObject {
    AccessObject(
      .potential, PotentialEvent.stream,
      area: directory.organisations[actor.organisation]?.area ?? .country, level: .important)
  }

  /// The library after the last survey, or after an earlier one.
  ///
  /// - Parameter survey: from 1; `nil`: the last.
  /// - Throws: Diagnostics `potential.no-library`, `potential.no-survey`.
  public func potentialLibrary(survey: Int? = nil) throws -> PotentialLibrary {
    let board = try workspace.readEvents { try $0.current(PotentialBoard.self) }
    let records = board.library.records
    guard !records.isEmpty else {
      throw Diagnostic(
        code: "potential.no-library",
        Localized(zh: "还没有潜力库。", en: "there is no potential library yet."),
        remedy: Localized(
          zh: "先用 zhitu potential survey，或在“潜力”页开始调查。",
          en: "Make one with zhitu potential survey, or on the page."),
        file: workspace.path)
    }
    let number = survey ?? records.count
    guard records.indices.contains(number - 1) else {
      throw Diagnostic(
        code: "potential.no-survey",
        Localized(
          zh: "没有第 \(number) 次调查；共 \(records.count) 次。",
          en: "there is no survey \(number); there were \(records.count)."),
        file: workspace.path)
    }
    return PotentialLibrary(
      state: board.library, version: board.version,
      record: try potentialRecord(records[number - 1]))
  }

  public func hasPotentialLibrary() throws -> Bool {
    try !workspace.readEvents { try $0.current(PotentialBoard.self) }.library.records.isEmpty
  }

  /// The history of the library.
  public func potentialHistory() throws -> [Deed<PotentialEvent>] {
    try workspace.readEvents {
      try $0.deeds(of: Workbench.potentialStream(), as: PotentialEvent.self)
    }
  }

  private func potentialRecord(_ hash: String) throws -> PotentialRecord {
    guard let body = try workspace.document(.potential, key: hash) else {
      throw Diagnostic(
        code: "potential.lost",
        Localized(
          zh: "潜力库的记录 \(hash) 不在工作空间中。",
          en: "the record \(hash) of the library is not in the workspace."),
        remedy: Localized(zh: "从备份恢复。", en: "Restore it from a backup."), file: workspace.path)
    }
    return try CanonicalJSON.value(PotentialRecord.self, body)
  }

  /// Makes a survey and keeps it: the library renews itself and says what came, what went, and why.
  ///
  /// - Throws: Diagnostics `access.refused`, `workspace.no-survey`, `potential.*`, among them
  ///   `potential.overtaken` where another survey was kept while this one was made.
  public func surveyPotential(
    _ request: PotentialRequest, by context: DeedContext, _ authority: Authority
  ) throws -> PotentialLibrary {
    let directory = authority.law.directory
    try authority.demand(
      .create, Workbench.potentialObject(directory, context.actor), at: context.time)
    try keepSurvey(request, by: context)
    return try potentialLibrary()
  }

  /// Makes a survey and keeps it, whoever may do so.
  ///
  /// - Throws: as ``surveyPotential(_:by:_:)``, without `access.refused`.
  package func keepSurvey(_ request: PotentialRequest, by context: DeedContext) throws {
    let previous = try lastPotentialRecord()
    let record = try potentialSurvey(request, after: previous?.record)
    let body = try CanonicalJSON().bytes(record)
    let hash = "sha256:" + HashAlgorithm.sha256.hash(body).hex
    try workspace.write { writer in
      let events = writer.events
      try events.beginLog(
        LogHeader(id: UUID().uuidString.lowercased(), created: context.time))
      if try writer.reader.document(.potential, key: hash) == nil {
        try writer.putDocument(.potential, key: hash, body: body)
      }
      try events.perform(
        PotentialDecider.self,
        .survey(PotentialSurveyed(record, hash: hash), after: previous?.hash),
        on: Workbench.potentialStream(), expected: nil, by: context)
      try events.update(PotentialBoard.self)
    }
  }

  /// What a survey would give; nothing is written.
  public func potentialSurvey(_ request: PotentialRequest) throws -> PotentialRecord {
    try potentialSurvey(request, after: lastPotentialRecord()?.record)
  }

  private func potentialSurvey(
    _ request: PotentialRequest, after previous: PotentialRecord?
  ) throws -> PotentialRecord {
    let rules = try request.rules ?? PotentialRules.read(nil)
    let register = request.register ?? previous?.register
    let epochs = try epochs()
    let epoch = try request.epoch ?? epochs.last ?? baseEpoch()
    let reading = try potentialGround(epoch: epoch, rules)
    let survey = try PotentialSurvey(reading.ground, rules, register, job: job)
    var successors: [String: String]?
    if let previous, previous.epoch != epoch, epochs.contains(previous.epoch) {
      successors = try self.successors(from: previous.epoch, to: reading.ground)
    }
    return try PotentialRecord(
      survey, epoch: epoch, isSynthetic: try isSynthetic(), rules: rules,
      rulesFrom: request.rulesFrom, register: register,
      layers: reading.layers, after: previous, successors: successors,
      classes: Dictionary(
        reading.ground.patches.map { ($0.id, $0.landClass) }, uniquingKeysWith: { a, _ in a }))
  }

  private func lastPotentialRecord() throws -> (hash: String, record: PotentialRecord)? {
    let board = try workspace.readEvents { try $0.current(PotentialBoard.self) }
    return try board.library.records.last.map { ($0, try potentialRecord($0)) }
  }

  /// The new patch that each old patch became: the pair that shares most ground first, each patch
  /// once, if they share half of the smaller one.
  private func successors(
    from old: String, to ground: PotentialGround
  ) throws -> [String: String] {
    let side = try records.side(survey(old), named: old, area: .official)
    var set = PolygonSet()
    for patch in ground.patches { set.append(patch.geometry) }
    let shared = try AreaTable.between(side.polygons, set, job: job).entries
      .sorted { ($1.planar, $0.a, $0.b) < ($0.planar, $1.a, $1.b) }
    var found: [String: String] = [:]
    var taken: Set<Int32> = []
    var given: Set<Int32> = []
    for pair in shared where !taken.contains(pair.a) && !given.contains(pair.b) {
      let smaller = min(
        side.polygons.planarSquareMetres(of: Int(pair.a)), set.planarSquareMetres(of: Int(pair.b)))
      guard pair.planar * 2 >= smaller else { continue }
      taken.insert(pair.a)
      given.insert(pair.b)
      found[side.ids[Int(pair.a)]] = ground.patches[Int(pair.b)].id
    }
    return found
  }

  /// Records what was found on the ground about a candidate.
  ///
  /// - Parameter expected: The version that the author saw; `nil` for any.
  /// - Throws: ``EventConflict``; diagnostics `access.refused`, `potential.*`.
  public func visitPotential(
    _ number: String, _ finding: PotentialFinding, photos: [[UInt8]] = [],
    expected: Int64? = nil, by context: DeedContext, _ authority: Authority
  ) throws -> PotentialLibrary {
    let directory = authority.law.directory
    try authority.demand(
      .change, Workbench.potentialObject(directory, context.actor), at: context.time)
    try workspace.write { writer in
      var finding = finding
      finding.photos += try photos.map { try Workbench.keepAttachment($0, in: writer) }
      try writer.events.perform(
        PotentialDecider.self, .visit(number: number, finding: finding),
        on: Workbench.potentialStream(), expected: expected, by: context)
      try writer.events.update(PotentialBoard.self)
    }
    return try potentialLibrary()
  }

  /// A photo that came with a finding.
  /// - Throws: Diagnostic `potential.no-photo`.
  public func potentialPhoto(_ hash: String) throws -> [UInt8] {
    let isKnown = try potentialHistory().contains { $0.event.attachments.contains(hash) }
    guard isKnown, let body = try workspace.document(.attachment, key: hash) else {
      throw Diagnostic(
        code: "potential.no-photo",
        Localized(zh: "潜力库没有照片 \(hash)。", en: "the library has no photo \(hash)."))
    }
    return body
  }

  /// The ground of the selected patches by their ids, as the survey has it.
  public func potentialGeometry(_ record: PotentialRecord) throws -> [String: MultiPolygon] {
    let wanted = Set(record.entries.map(\.patch))
    let side = try records.side(survey(record.epoch), named: record.epoch, area: .official)
    var found: [String: MultiPolygon] = [:]
    for patch in 0..<side.count where wanted.contains(side.ids[patch]) {
      found[side.ids[patch]] = side.polygons.multiPolygon(of: patch)
    }
    return found
  }
}
