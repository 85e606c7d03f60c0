import Flow
import Groundwork
import Planning

/// What an observation says of a plan: states by stage, project, village and measure, incidents,
/// balances (地类流向监测).
public struct MonitoringReport: Sendable {
  /// Ground that belongs together, with its areas by state.
  public struct Group: Sendable {
    /// Empty for ground that no measure takes, or that lies in no village.
    public var key: String
    public var title: String
    public var areas: StateAreas
  }

  /// Whether a use keeps its total.
  public struct Balance: Sendable {
    public enum Answer: String, Sendable, Codable {
      case holds, below, undecidable

      public var title: Localized {
        switch self {
        case .holds: Localized(zh: "满足", en: "holds")
        case .below: Localized(zh: "低于基期", en: "below the base epoch")
        case .undecidable: Localized(zh: "无法判定", en: "undecidable")
        }
      }
    }

    public var rule: BalanceRule
    public var base: Area
    /// Observed, without ground that was not observed.
    public var observed: Area
    /// What unobserved ground was in the base epoch, of this use.
    public var unobserved: Area
    public var answer: Answer
  }

  public var ground: ObservedGround
  public var total = StateAreas()
  /// By stage; ground outside the plan has no key.
  public var stages: [Group]
  public var projects: [Group]
  public var villages: [Group]
  /// Parallel to the plan's measures.
  public var measures: [StateAreas]
  public var incidents: [Incident]
  /// Deviating ground of strips that are inaccuracies of drawing.
  public var strips: Area
  public var balances: [Balance]
  /// Control layers that rules ask for and that there are none of: those rules are undecidable.
  public var missingControls: [String]

  /// - Parameters:
  ///   - plan: the plan that was laid.
  ///   - villages: the village of each base patch, with its code and name; `nil` where it has none.
  ///   - confidence: how sure the observation is of each of its patches, in per cent; `nil` where it does
  ///     not say.
  /// - Throws: ``Geometry/GEOSError``, ``Groundwork/Cancelled``.
  public init(
    _ ground: ObservedGround, of plan: ConsolidationPlan, rules: MonitoringRules,
    controls: [ControlLayer], village: (Int32) -> (code: String, name: String)?,
    confidence: (Int32) -> Int? = { _ in nil }, job: Job = Job()
  ) throws {
    self.ground = ground
    var stages = Grouping()
    var projects = Grouping()
    var villages = Grouping()
    measures = Array(repeating: StateAreas(), count: plan.measures.count)
    for row in ground.rows {
      total.add(row.area, row.state)
      let measure = row.measure.map { plan.measures[Int($0)] }
      let stage = measure?.stage.map { String($0) } ?? (measure == nil ? "" : "?")
      stages.add(row, key: stage, title: stage)
      projects.add(row, key: measure?.project ?? "", title: measure?.projectName ?? "")
      let place = village(row.base)
      villages.add(row, key: place?.code ?? "", title: place?.name ?? "")
      if let index = row.measure { measures[Int(index)].add(row.area, row.state) }
    }
    self.stages = stages.groups
    self.projects = projects.groups
    self.villages = villages.groups
    let finder = try IncidentFinder(
      ground, rules, controls, confidence: confidence, job: job)
    incidents = finder.incidents
    strips = finder.strips
    missingControls = rules.controlRoles.filter { role in
      !controls.contains { $0.role == role }
    }
    balances = rules.balances.map { Balance($0, ground) }
  }

  /// Whether the whole of the base epoch was observed.
  public var isComplete: Bool { total[.unobserved] == .zero }
}

extension MonitoringReport.Balance {
  fileprivate init(_ rule: BalanceRule, _ ground: ObservedGround) {
    self.rule = rule
    base = .zero
    observed = .zero
    unobserved = .zero
    var unseen = Area.zero
    for row in ground.rows {
      let wasCounted = rule.counted.holds(ground.baseClass(row))
      if wasCounted { base += row.area }
      guard let land = ground.observedClass(row) else {
        unseen += row.area
        if wasCounted { unobserved += row.area }
        continue
      }
      if rule.counted.holds(land) { observed += row.area }
    }
    // Unobserved ground may be of the use wholly, or nowhere.
    answer = observed >= base ? .holds : observed + unseen < base ? .below : .undecidable
  }
}

/// Groups of ground by a key, ascending; ground without a key comes last.
private struct Grouping {
  private var byKey: [String: MonitoringReport.Group] = [:]

  mutating func add(_ row: ObservedGround.Row, key: String, title: String) {
    byKey[key, default: .init(key: key, title: title, areas: StateAreas())]
      .areas.add(row.area, row.state)
  }

  var groups: [MonitoringReport.Group] {
    byKey.values.sorted { a, b in
      if a.key.isEmpty != b.key.isEmpty { return b.key.isEmpty }
      return a.key < b.key
    }
  }
}
