import Groundwork

/// The planning objects of all levels as one tree: targets go down, results come up, and the differences
/// are visible at every level (指标下达与成果汇总).
public struct PlanningTree: Sendable {
  /// One indicator of one object; `nil` is unknown or not set.
  public struct Line: Hashable, Sendable {
    public var indicator: TargetIndicator
    public var target: Int64?
    /// What the objects below and its own projects have as their targets, together; `nil` where none has one.
    public var allotted: Int64?
    /// What the projects of the object and of all below it bring, each project once; `nil` where the
    /// result of one of them is unknown.
    public var result: Int64?
    /// What the library of potential holds in its ground, realisable; `nil` where nothing was asked.
    public var potential: Int64?

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

  /// A project of an object with what it is to bring and what it brings.
  public struct Part: Hashable, Sendable {
    public var project: String
    public var lines: [Line]
  }

  public struct Node: Sendable {
    public var id: String
    public var object: PlanningObject
    public var phase: PlanningRecord.Phase
    public var version: Int64
    public var children: [String]
    public var lines: [Line]
    /// Its own projects that are in the library, as the object names them.
    public var parts: [Part]
  }

  /// By id.
  public let nodes: [String: Node]
  /// The objects without a known parent, by level and id.
  public let roots: [String]
  public let findings: [Diagnostic]

  /// - Parameters:
  ///   - results: what each project of the library brings, by project and indicator; an indicator that is
  ///     missing is unknown. Projects that are not active are not in it.
  ///   - potential: what the library of potential holds in the ground of each object.
  ///   - projectTargets: what each project is to bring.
  /// - Complexity: O(objects × (depth + projects)).
  public init(
    _ rows: some Sequence<PlanningBoard.Row>, results: [String: [TargetIndicator: Int64]],
    potential: [String: [TargetIndicator: Int64]] = [:],
    projectTargets: [String: [TargetIndicator: Int64]] = [:]
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
      // A project that an object below names, too, has its target there.
      let passed = below.reduce(into: Set<String>()) { $0.formUnion(projects[$1] ?? []) }
      let own = entry.object.projects.filter { results[$0] != nil }
      let lines = TargetIndicator.allCases.compactMap { indicator -> Line? in
        let targets =
          below.compactMap { objects[$0]?.object.target(indicator) }
          + own.filter { !passed.contains($0) }.compactMap { projectTargets[$0]?[indicator] }
        let line = Line(
          indicator: indicator, target: entry.object.target(indicator),
          allotted: targets.isEmpty ? nil : targets.reduce(0, +),
          result: PlanningTree.sum(projects[id] ?? [], indicator, results),
          potential: potential[id]?[indicator])
        return line.target == nil && line.allotted == nil && line.result == 0 ? nil : line
      }
      nodes[id] = Node(
        id: id, object: entry.object, phase: entry.phase, version: entry.version, children: below,
        lines: lines,
        parts: own.map {
          PlanningTree.part($0, results[$0] ?? [:], projectTargets[$0] ?? [:])
        })
      for line in lines { findings += PlanningTree.findings(line, id) }
      for part in nodes[id]?.parts ?? [] where !passed.contains(part.project) {
        findings += PlanningTree.findings(part, id)
      }
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

  private static func part(
    _ project: String, _ results: [TargetIndicator: Int64], _ targets: [TargetIndicator: Int64]
  ) -> Part {
    Part(
      project: project,
      lines: ProjectCard.targetIndicators.compactMap { indicator in
        let line = Line(
          indicator: indicator, target: targets[indicator], result: results[indicator])
        return line.target == nil && line.result == 0 ? nil : line
      })
  }

  /// Where a project does not bring what it is to bring.
  private static func findings(_ part: Part, _ id: String) -> [Diagnostic] {
    part.lines.compactMap { line in
      guard let open = line.open, line.indicator.isLimit ? open < 0 : open > 0 else { return nil }
      let title = line.indicator.title
      return finding(
        "project-target", id,
        zh: "项目 \(part.project) · \(title.zh)：" + (line.indicator.isLimit ? "超出上限" : "未达到指标"),
        en: "project \(part.project), \(title.en): "
          + (line.indicator.isLimit ? "beyond the limit" : "the target is not reached"),
        severity: .warning)
    }
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
    // The potential counts ground that projects use already, too, so what is short is short for certain.
    if !line.indicator.isLimit, let open = line.open, let potential = line.potential,
      open > potential
    {
      found.append(
        finding(
          "potential", id, zh: "\(title.zh)：范围内可实现的潜力不足以补上缺口",
          en: "\(title.en): the realisable potential of its ground cannot close the gap",
          severity: .warning))
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
