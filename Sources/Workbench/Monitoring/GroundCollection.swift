import Foundation
import Flow
import Geometry
import Groundwork
import Monitoring
import Planning
import Records
import Storage

/// The ground of a monitoring as GeoJSON in degrees: every piece whose state says something, each
/// incident with its number. Unchanged ground outside the plan is left out.
public struct GroundCollection: Encodable, Sendable {
  public struct Properties: Encodable, Sendable {
    public var state: GroundState
    public var area: Area
    public var before: String
    public var planned: String
    public var observed: String?
    public var measure: String?
    public var project: String?
    /// The number of its incident.
    public var incident: Int?
  }

  public typealias Feature = GeoJSONFeature<Properties>

  public let type = GeoJSONName.collection
  public var features: [Feature]
  /// Pieces that did not fit, the smallest ones.
  public var leftOut: Int

  /// Keys sorted, so that equal ground gives equal bytes.
  public func json() throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder().encode(self))
  }
}

extension Workbench {
  /// The document of a monitoring.
  ///
  /// - Parameter pieces: at most so many pieces of ground, the largest ones and all incidents; `nil`
  ///   for none.
  /// - Complexity: one intersection for each piece.
  /// - Throws: ``Geometry/GEOSError``, Diagnostic `crs.transform-failed`.
  public func document(
    _ monitored: MonitoredPlan, pieces: Int? = nil
  ) throws -> MonitoringDocument {
    let places = try AlarmPlaces(crs())
    var document = try MonitoringDocument(
      monitored,
      problems: problems(of: monitored.report.incidents, plan: monitored.request.plan), places,
      ground: pieces.map { try groundCollection(monitored, limit: $0, places) })
    let known = try workspace.read { try AlarmRegister.read(monitored.request.plan, $0) }.balances
    for index in document.balances.indices {
      document.balances[index].problem =
        known?.first { $0.rule == document.balances[index].rule }?.problem
    }
    return document
  }

  private func groundCollection(
    _ monitored: MonitoredPlan, limit: Int, _ places: AlarmPlaces
  ) throws -> GroundCollection {
    let ground = monitored.report.ground
    var incidentOf: [Int: Int] = [:]
    for (index, incident) in monitored.report.incidents.enumerated() {
      for row in incident.rows { incidentOf[row] = index + 1 }
    }
    let shown = ground.rows.indices.filter { index in
      ground.rows[index].state != .unchanged
        && (![.deviating, .outsidePlan].contains(ground.rows[index].state)
          || incidentOf[index] != nil)
    }
    let kept = shown.sorted { a, b in
      let (first, second) = (incidentOf[a] != nil, incidentOf[b] != nil)
      if first != second { return first }
      return (ground.rows[b].area, a) < (ground.rows[a].area, b)
    }.prefix(limit).sorted()
    let geos = GEOS()
    job.progress.begin(Localized(zh: "求取地块几何", en: "Ground of the pieces"), total: kept.count)
    defer { job.progress.end() }
    var collection = GroundCollection(features: [], leftOut: shown.count - kept.count)
    for (done, index) in kept.enumerated() {
      if done % 64 == 0 {
        try job.cancellation.check()
        job.progress.advance(to: done)
      }
      let row = ground.rows[index]
      let geometry = try ground.geometry(of: row, geos: geos)
      guard !geometry.isEmpty else { continue }
      let measure = row.measure.map { monitored.laid.plan.measures[Int($0)] }
      collection.features.append(
        GroundCollection.Feature(
          id: index, geometry: try GeoJSONPolygon(geometry, projectedBy: places.degrees),
          properties: GroundCollection.Properties(
            state: row.state, area: row.area, before: ground.baseClass(row).shownCode,
            planned: ground.plannedClass(row).shownCode,
            observed: ground.observedClass(row)?.shownCode, measure: measure?.id,
            project: measure?.projectName, incident: incidentOf[index])))
    }
    return collection
  }
}

extension FlowClass {
  /// Code and Chinese name: `0101 水田`.
  fileprivate var shownCode: String {
    let label = standard ?? source
    return label.name.zh == label.key ? label.key : "\(label.key) \(label.name.zh)"
  }
}
