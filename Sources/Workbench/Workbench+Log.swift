import Access
import EventLog
import Finance
import Foundation
import Governance
import Groundwork
import Programme
import Quota
import Storage

/// The use cases of the log of deeds.
extension Workbench {
  /// All projections of the program.
  static var projections: [any Projection.Type] {
    [
      ProblemBoard.self, ProcessBoard.self, QuotaProjection.self, PaymentProjection.self,
      PotentialBoard.self, ProjectBoard.self, PlanningBoard.self, WorksBoard.self,
      AdjustmentBoard.self, StandingOrderBoard.self,
    ]
  }

  /// Begins the log with a chosen hash algorithm.
  /// - Throws: Diagnostic `log.begun`.
  public func beginLog(_ algorithm: HashAlgorithm, at time: Timestamp) throws -> LogHeader {
    let header = try LogHeader(
      id: UUID().uuidString.lowercased(), algorithm: algorithm, created: time)
    try workspace.writeEvents { writer in
      guard try writer.logHeader() == nil else {
        throw Diagnostic(
          code: "log.begun",
          Localized(
            zh: "日志已经开始；哈希算法此后不变。",
            en: "the log has begun; its hash algorithm cannot be changed any more."),
          file: workspace.path)
      }
      try writer.insert(header)
    }
    return header
  }

  /// Verifies the hash chain, and that the log agrees with given roots.
  public func verifyLog(roots: [LogRoot]) throws -> LogReport {
    let report = try LogVerification.run(workspace, roots: roots, job: job)
    if report.header == nil, report.faults.isEmpty { throw noLog }
    return report
  }

  /// The root of the log now.
  public func logRoot(at time: Timestamp) throws -> LogRoot {
    try workspace.readEvents { try $0.root(at: time) }
  }

  /// Requires the right to read the log.
  /// - Throws: Diagnostic `access.refused`.
  public func demandLog(_ acting: Acting) throws {
    try acting.authority.demand(
      .read, AccessObject(.log, "log", area: acting.ownArea), at: acting.time)
  }

  /// A query of the log.
  public struct LogQuery: Sendable {
    public var category: String?
    public var stream: StreamName?
    public var person: String?
    public var since: Timestamp?
    public var until: Timestamp?
    /// The maximum number of events; the newest ones are taken.
    public var limit: Int

    public init(
      category: String? = nil, stream: StreamName? = nil, person: String? = nil,
      since: Timestamp? = nil, until: Timestamp? = nil, limit: Int = 100
    ) {
      self.category = category
      self.stream = stream
      self.person = person
      self.since = since
      self.until = until
      self.limit = limit
    }

    func matches(_ record: EventRecord) throws -> Bool {
      if let category, record.stream.category != category { return false }
      if let stream, record.stream != stream { return false }
      if let since, record.time < since { return false }
      if let until, record.time >= until { return false }
      if let person, try record.actor().person != person { return false }
      return true
    }
  }

  /// The newest matching events, oldest first. Reads the log backwards in blocks.
  public func history(_ query: LogQuery) throws -> [EventRecord] {
    try workspace.readEvents { reader in
      if let stream = query.stream {
        return Array(
          try reader.events(of: stream, after: 0).filter(query.matches).suffix(query.limit))
      }
      var found: [EventRecord] = []
      var end = try reader.lastEvent()?.count ?? 0
      while end > 0, found.count < query.limit {
        try job.cancellation.check()
        let start = max(0, end - 1024)
        let piece = try reader.events(after: start, limit: Int(end - start)).filter(query.matches)
        found.insert(contentsOf: piece.suffix(query.limit - found.count), at: 0)
        end = start
      }
      return found
    }
  }

  /// The log as text, one line for the header and each event.
  public func exportLog(_ write: ([UInt8]) throws -> Void) throws {
    try workspace.readEvents { try LogFile.write($0, write) }
  }

  /// The result of rebuilding a projection.
  public struct Rebuilt: Codable, Sendable, Hashable {
    public var name: String
    /// Whether the stored projection was the same; nil if none was stored.
    public var wasSame: Bool?
  }

  /// Rebuilds all projections from the first event.
  public func rebuildProjections() throws -> [Rebuilt] {
    try workspace.writeEvents { writer in
      guard try writer.logHeader() != nil else { throw noLog }
      let known = Set(Workbench.projections.map { $0.name })
      for name in try writer.projectionNames() where !known.contains(name) {
        try writer.dropProjection(name)
      }
      return try Workbench.projections.map { projection in
        Rebuilt(name: projection.name, wasSame: try rebuild(projection, writer))
      }
    }
  }

  private func rebuild<P: Projection>(
    _: P.Type, _ writer: any EventWriting
  ) throws -> Bool? {
    try writer.rebuild(P.self)
  }

  private var noLog: Diagnostic {
    Diagnostic(
      code: "log.empty",
      Localized(zh: "工作空间还没有日志。", en: "the workspace has no log yet."),
      remedy: Localized(
        zh: "日志随第一件办理的事项开始，例如 zhitu problem find。",
        en: "The log begins with the first deed, such as zhitu problem find."),
      file: workspace.path)
  }
}
