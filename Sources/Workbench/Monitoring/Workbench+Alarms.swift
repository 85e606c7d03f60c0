import Access
import EventLog
import Geodesy
import Geometry
import Governance
import Groundwork
import Monitoring
import Storage

/// What became of the alarms of a monitoring.
public struct AlarmOutcome: Encodable, Sendable {
  /// The numbers of problems that were opened.
  public var opened: [String] = []
  /// Problems whose ground still deviates.
  public var persisting: [String] = []
  /// Problems whose ground no longer deviates; each got a note.
  public var restored: [String] = []
  /// Problems whose ground this observation does not cover; each got a note.
  public var unobserved: [String] = []

  mutating func add(_ problem: String, _ status: AlarmRegister.Status) {
    switch status {
    case .open: persisting.append(problem)
    case .restored: restored.append(problem)
    case .unobserved: unobserved.append(problem)
    }
  }
}

extension MonitoringReport {
  /// The incidents with an alarm.
  var alarming: [Incident] { incidents.filter { !$0.alarms.isEmpty } }
}

extension Workbench {
  /// Opens a problem (问题) for every incident with an alarm whose ground has none yet, and for every total
  /// below that of the base epoch, and notes on the others what the observation shows (告警立案与闭环). All or
  /// nothing.
  ///
  /// - Throws: Diagnostics `access.refused`, `problem.*`, `access.area-code`.
  public func openAlarms(
    _ monitored: MonitoredPlan, by context: DeedContext, _ authority: Authority
  ) throws -> AlarmOutcome {
    let places = try AlarmPlaces(crs())
    return try workspace.write {
      try openAlarms(monitored, places, by: context, authority, in: $0)
    }
  }

  /// The same within a transaction.
  ///
  /// - Parameters:
  ///   - outdated: incidents, by their index among those with an alarm, that open nothing.
  ///   - assignment: `nil`: whoever files the problems decides.
  func openAlarms(
    _ monitored: MonitoredPlan, _ places: AlarmPlaces, outdated: Set<Int> = [],
    assignment: AlarmAssignment? = nil, by context: DeedContext, _ authority: Authority,
    in writer: WorkspaceWriter
  ) throws -> AlarmOutcome {
    let plan = monitored.request.plan
    var opening = AlarmOpening(
      bench: self, monitored: monitored, places: places, context: context, authority: authority,
      events: writer.events, assignment: assignment, outdated: outdated,
      register: try AlarmRegister.read(plan, writer.reader))
    try opening.run()
    try opening.register.write(plan, writer)
    return opening.outcome
  }

  /// The number of the problem of each incident; `nil` where its ground has none.
  public func problems(of incidents: [Incident], plan: String) throws -> [String?] {
    let register = try workspace.read { try AlarmRegister.read(plan, $0) }
    return try register.matches(incidents.map(\.geometry)).map { match in
      match.map { register.entries[$0].problem }
    }
  }
}

/// Points of incidents in degrees.
struct AlarmPlaces {
  private let transformer: Transformer

  init(_ crs: CoordinateReferenceSystem) throws {
    transformer = try Transformer(from: crs, to: CoordinateReferenceSystem("EPSG:4326"))
  }

  func degrees(_ x: Double, _ y: Double) throws -> (x: Double, y: Double) {
    try transformer.transform(x: x, y: y)
  }

  /// A point within the ground; `nil` for empty ground.
  func point(in ground: MultiPolygon) throws -> (x: Double, y: Double)? {
    let geos = GEOS()
    let ground = try geos.isValid(ground) ? ground : geos.makeValid(ground)
    return try geos.pointOnSurface(ground).map { try degrees($0.metresX, $0.metresY) }
  }

  func place(in ground: MultiPolygon) throws -> Problem.Place? {
    try point(in: ground).map {
      Problem.Place(
        longitude: Int64(($0.x * 1e7).rounded()), latitude: Int64(($0.y * 1e7).rounded()))
    }
  }
}
