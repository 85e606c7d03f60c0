import Groundwork

/// The planning objects of all levels as one tree: targets go down, results come up, and the differences
/// are visible at every level (指标下达与成果汇总).
public struct PlanningTree: Sendable {
  /// One indicator of one object; `nil` is unknown or not set.
  public struct Line: Hashable, Sendable {
    public var indicator: TargetIndicator
    public var target: Int64?
    /// What the objects below have as their targets, together; `nil` where none below sets one.
    public var allotted: Int64?
    /// What the projects of the object and of all below it bring, each project once; `nil` where the
    /// result of one of them is unknown.
    public var result: Int64?

    /// What of the target no object below has, or by how much a limit is overdrawn below (negative).
    public var unallotted: Int64? {
      guard let target, let allotted else { return nil }
      return target - allotted
    }
    /// What the projects still lack, or what a limit leaves; negative where a limit is broken.
    public var open: Int64? {
      guard let target, let result else { return nil }
      return target - result
    }
  }

  public struct Node: Sendable {
    public var id: String
    public var object: PlanningObject
    public var phase: PlanningRecord.Phase
    public var version: Int64
    public var children: [String]
    public var lines: [Line]
  }

  /// By id.
  public let nodes: [String: Node]
  /// The objects without a known parent, by level and id.
  public let roots: [String]
  public let findings: [Diagnostic]

  /// - Parameters:
  ///   - results: what each project of the library brings, by project and indicator; an indicator that is
  ///     missing is unknown. Projects that are not active are not in it.
  /// - Complexity: O(objects × (depth + projects)).
  public init(
    _ rows: some Sequence<PlanningBoard.Row>, results: [String: [TargetIndicator: Int64]]
  ) {
    var objects: [String: (object: PlanningObject, phase: PlanningRecord.Phase, version: Int64)] =
      [:]
    for row in rows where row.record.isActive {
      if let object = row.record.object {
        objects[row.id] = (object, row.record.phase, row.version)
      }
    }
    var findings: [Diagnostic] = []
    var children: [String: [String]] = [:]
    var roots: [String] = []
    for id in objects.keys.sorted() {
      guard let object = objects[id]?.object else { continue }
      guard let parent = object.parent else {
        roots.append(id)
        continue
      }
      if let above = objects[parent]?.object, above.level == object.level.above {
        children[parent, default: []].append(id)
      } else {
        roots.append(id)
        findings.append(
          PlanningTree.finding(
            "parent", id, zh: "上级 \(parent) 不存在或层级不符",
            en: "its parent \(parent) is missing or of another level"))
      }
    }
    // The projects of an object and of all below it.
    var projects: [String: Set<String>] = [:]
    var owners: [String: String] = [:]
    for (id, entry) in objects.sorted(by: {
      ($1.value.object.level, $0.key) < ($0.value.object.level, $1.key)
    }) {
      var own = Set(entry.object.projects)
      for project in entry.object.projects {
        if results[project] == nil {
          findings.append(
            PlanningTree.finding(
              "project", id, zh: "项目 \(project) 不在库中",
              en: "the project \(project) is not in the library"))
        }
        if let other = owners.updateValue(id, forKey: project) {
          findings.append(
            PlanningTree.finding(
              "twice", id, zh: "项目 \(project) 也归 \(other)",
              en: "the project \(project) belongs to \(other) too"))
        }
      }
      for child in children[id] ?? [] { own.formUnion(projects[child] ?? []) }
      projects[id] = own
    }
    var nodes: [String: Node] = [:]
    for (id, entry) in objects {
      let below = children[id] ?? []
      let lines = TargetIndicator.allCases.compactMap { indicator -> Line? in
        let targets = below.compactMap { objects[$0]?.object.target(indicator) }
        let line = Line(
          indicator: indicator, target: entry.object.target(indicator),
          allotted: targets.isEmpty ? nil : targets.reduce(0, +),
          result: PlanningTree.sum(projects[id] ?? [], indicator, results))
        return line.target == nil && line.allotted == nil && line.result == 0 ? nil : line
      }
      nodes[id] = Node(
        id: id, object: entry.object, phase: entry.phase, version: entry.version, children: below,
        lines: lines)
      for line in lines { findings += PlanningTree.findings(line, id) }
    }
    self.nodes = nodes
    self.roots = roots.sorted {
      (objects[$0]?.object.level ?? .unit, $0) < (objects[$1]?.object.level ?? .unit, $1)
    }
    self.findings = findings.sorted { ($0.feature ?? "", $0.code) < ($1.feature ?? "", $1.code) }
  }

  private static func sum(
    _ projects: Set<String>, _ indicator: TargetIndicator,
    _ results: [String: [TargetIndicator: Int64]]
  ) -> Int64? {
    var sum: Int64 = 0
    for project in projects {
      // A project that is not in the library brings nothing and is a finding of its own.
      guard let known = results[project] else { continue }
      guard let value = known[indicator] else { return nil }
      sum += value
    }
    return sum
  }

  private static func findings(_ line: Line, _ id: String) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let title = line.indicator.title
    if let left = line.unallotted, line.indicator.isLimit ? left < 0 : left > 0 {
      found.append(
        finding(
          "allotment", id,
          zh: line.indicator.isLimit
            ? "\(title.zh)：下级合计超出上限" : "\(title.zh)：指标未全部分解到下级",
          en: line.indicator.isLimit
            ? "\(title.en): the levels below exceed the limit together"
            : "\(title.en): not all of the target is allotted below"))
    }
    if let open = line.open, line.indicator.isLimit ? open < 0 : open > 0 {
      found.append(
        finding(
          "result", id,
          zh: line.indicator.isLimit ? "\(title.zh)：项目合计超出上限" : "\(title.zh)：项目合计未达到指标",
          en: line.indicator.isLimit
            ? "\(title.en): the projects exceed the limit"
            : "\(title.en): the projects do not reach the target", severity: .warning))
    }
    return found
  }

  private static func finding(
    _ code: String, _ id: String, zh: String, en: String,
    severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    Diagnostic(
      severity, code: "programme.\(code)", Localized(zh: zh + "。", en: en + "."), feature: id)
  }
}
