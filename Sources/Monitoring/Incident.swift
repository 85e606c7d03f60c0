import Flow
import Geometry
import Groundwork
import Overlay
import Planning

/// Observed ground that deviates from the plan or changed outside it: what one observed patch covers in
/// one state.
public struct Incident: Sendable {
  /// A rule that the ground meets.
  public struct Alarm: Sendable, Hashable {
    public var rule: AlarmRule
    /// The area that meets it; inside the control layer where the rule names one.
    public var area: Area
  }

  public var state: GroundState
  /// The observed patch, an index into the observation.
  public var patch: Int32
  /// Indices into the rows of the observed ground.
  public var rows: [Int]
  public var area: Area
  /// The classes before with their areas, the largest first.
  public var before: [(land: FlowClass, area: Area)]
  public var after: FlowClass
  /// The measures that take the ground, ascending.
  public var measures: [Int32]
  /// Whether the observed patch carries out a measure, too, so that the works reach beyond it (超范围).
  public var isBeyondMeasure: Bool
  public var geometry: MultiPolygon
  /// In the order of the rules.
  public var alarms: [Alarm] = []
  /// How sure the observation is of the patch, in per cent; `nil` where it does not say.
  public var confidence: Int?
  /// Alarms that are not raised because the observation is not sure enough.
  public var doubted: [Alarm] = []

  /// The gravest of its alarms.
  public var level: AlarmLevel? { alarms.map(\.rule.level).max() }
}

/// A control layer that rules ask about.
public struct ControlLayer: Sendable {
  public var role: String
  public var polygons: PolygonSet

  public init(role: String, polygons: PolygonSet) {
    self.role = role
    self.polygons = polygons
  }
}

/// Finds incidents and holds the rules against them.
struct IncidentFinder {
  /// By observed patch, then state.
  private(set) var incidents: [Incident] = []
  /// The area of strips too thin to be anything but inaccuracies of drawing (rules.md GEO-03).
  private(set) var strips = Area.zero

  private struct Key: Hashable, Comparable {
    var patch: Int32
    var isOutside: Bool

    static func < (a: Key, b: Key) -> Bool {
      (a.patch, a.isOutside ? 1 : 0) < (b.patch, b.isOutside ? 1 : 0)
    }
  }

  private struct Part {
    var row: Int
    var geometry: MultiPolygon
  }

  /// - Complexity: one intersection for each row that deviates.
  init(
    _ ground: ObservedGround, _ rules: MonitoringRules, _ controls: [ControlLayer],
    confidence: (Int32) -> Int?, job: Job
  ) throws {
    let geos = GEOS()
    var parts: [Key: [Part]] = [:]
    var working: Set<Int32> = []
    for (index, row) in ground.rows.enumerated() {
      guard let patch = row.observed else { continue }
      if row.state == .done { working.insert(patch) }
      guard row.state == .deviating || row.state == .outsidePlan else { continue }
      try job.cancellation.check()
      let geometry = try ground.geometry(of: row, geos: geos)
      if geometry.isEmpty || Sliver.isSliver(geometry) {
        strips += row.area
        continue
      }
      parts[Key(patch: patch, isOutside: row.state == .outsidePlan), default: []].append(
        Part(row: index, geometry: geometry))
    }
    let inside = try IncidentFinder.inside(parts.values.flatMap(\.self), ground, controls, job)
    for (key, parts) in parts.sorted(by: { $0.key < $1.key }) {
      var found = try incident(
        key, parts, ground, rules, inside, isBeyond: working.contains(key.patch), geos)
      found.confidence = confidence(key.patch)
      if let least = rules.confidence?.least, let stated = found.confidence, stated < least {
        (found.doubted, found.alarms) = (found.alarms, [])
      }
      incidents.append(found)
    }
  }

  /// The area of each row that lies in each control layer.
  private static func inside(
    _ parts: [Part], _ ground: ObservedGround, _ controls: [ControlLayer], _ job: Job
  ) throws -> [String: [Int: Area]] {
    var set = PolygonSet()
    for part in parts { set.append(part.geometry) }
    var found: [String: [Int: Area]] = [:]
    for control in controls {
      var planar = [Double](repeating: 0, count: parts.count)
      for entry in try AreaTable.between(
        set, control.polygons, job: Job(cancellation: job.cancellation)
      ).entries {
        planar[Int(entry.a)] += entry.planar
      }
      var areas: [Int: Area] = [:]
      for (index, part) in parts.enumerated() where planar[index] > 0 {
        let share = min(1, planar[index] / set.planarSquareMetres(of: index))
        areas[part.row] = Area(
          roundingSquareMetres: ground.rows[part.row].area.squareMetres * share)
      }
      found[control.role, default: [:]].merge(areas) { max($0, $1) }
    }
    return found
  }

  private func incident(
    _ key: Key, _ parts: [Part], _ ground: ObservedGround, _ rules: MonitoringRules,
    _ inside: [String: [Int: Area]], isBeyond: Bool, _ geos: GEOS
  ) throws -> Incident {
    let rows = parts.map(\.row)
    var before: [(land: FlowClass, area: Area)] = []
    for row in rows.map({ ground.rows[$0] }) {
      let land = ground.baseClass(row)
      if let index = before.firstIndex(where: { $0.land == land }) {
        before[index].area += row.area
      } else {
        before.append((land, row.area))
      }
    }
    before.sort { ($1.area, $0.land.source.key) < ($0.area, $1.land.source.key) }
    let patch = Int(key.patch)
    var incident = Incident(
      state: key.isOutside ? .outsidePlan : .deviating, patch: key.patch, rows: rows,
      area: rows.map { ground.rows[$0].area }.total(), before: before,
      after: ground.observed.classes[Int(ground.observed.classOf[patch])],
      measures: Set(rows.compactMap { ground.rows[$0].measure }).sorted(),
      isBeyondMeasure: key.isOutside && isBeyond,
      geometry: parts.count == 1 ? parts[0].geometry : try geos.union(parts.map(\.geometry)))
    incident.alarms = rules.alarms.compactMap { rule in
      guard rule.states.contains(incident.state), rule.after.holds(incident.after) else {
        return nil
      }
      let area = rows.filter { rule.before.holds(ground.baseClass(ground.rows[$0])) }
        .map { row in
          rule.inside.map { inside[$0]?[row] ?? .zero } ?? ground.rows[row].area
        }.total()
      return area >= rule.least ? Incident.Alarm(rule: rule, area: area) : nil
    }
    return incident
  }
}
