import Groundwork

/// The projects that count, as one programme: how they fit together, and what they ask of whom.
public struct ProjectLibrary: Sendable {
  /// All projects by id, also the withdrawn ones.
  public let rows: [ProjectBoard.Row]
  private let cards: [String: ProjectCard]
  /// The ids of the active projects, ascending.
  public let active: [String]

  public init(_ rows: some Sequence<ProjectBoard.Row>) {
    self.rows = rows.sorted { $0.id < $1.id }
    var cards: [String: ProjectCard] = [:]
    for row in self.rows where row.record.isActive {
      if let card = row.record.card { cards[row.id] = card }
    }
    self.cards = cards
    active = cards.keys.sorted()
  }

  public subscript(id: String) -> ProjectCard? { cards[id] }

  // MARK: Findings

  /// Where the library contradicts itself or the plans: references to nothing, preconditions that end too
  /// late, circles, exclusive projects that are both in, measures that two projects claim or no plan has.
  /// Each is a `Diagnostic` whose feature is the project.
  ///
  /// A precondition must end in a year before the one in which its dependant begins, as in the choice of
  /// a portfolio (`zhitu optimise`).
  ///
  /// - Parameter measures: the ids of the measures of each plan that the workspace has; `nil`: not
  ///   compared.
  /// - Complexity: O(projects + relations + measures), but for the projects in circles.
  public func findings(measures: [String: Set<String>]? = nil) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for id in active {
      guard let card = cards[id] else { continue }
      found += relationFindings(id, card)
    }
    found += circles().map { circle in
      finding(
        "cycle", circle[0],
        zh: "前置关系成环：\((circle + [circle[0]]).joined(separator: " → "))，无法安排先后",
        en: "the preconditions form a circle: \((circle + [circle[0]]).joined(separator: " → "))",
        field: "needs")
    }
    return found + groundFindings(measures)
  }

  private func relationFindings(_ id: String, _ card: ProjectCard) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let known = Set(rows.map(\.id))
    for need in card.needs {
      guard let other = cards[need] else {
        found.append(
          known.contains(need)
            ? finding(
              "withdrawn-need", id, zh: "前置项目 \(need) 已退库",
              en: "its precondition \(need) is withdrawn", field: "needs")
            : finding(
              "unknown", id, zh: "前置项目 \(need) 不在库中",
              en: "its precondition \(need) is not in the library", field: "needs"))
        continue
      }
      if need != id, other.lastYear >= card.firstYear {
        found.append(
          finding(
            "late-need", id,
            zh: "\(card.firstYear) 年开工，前置项目 \(need) 到 \(other.lastYear) 年才完成",
            en:
              "begins in \(card.firstYear), but its precondition \(need) ends in \(other.lastYear)",
            field: "first_year"))
      }
    }
    for exclusion in card.excludes where !known.contains(exclusion) {
      found.append(
        finding(
          "unknown", id, zh: "互斥项目 \(exclusion) 不在库中",
          en: "the excluded project \(exclusion) is not in the library", field: "excludes"))
    }
    // Named on one card or on both, a pair is reported once, on the smaller id.
    let pairs =
      card.excludes.filter { cards[$0] != nil && $0 != id && id < $0 }
      + active.filter { other in
        id < other && !card.excludes.contains(other)
          && cards[other]?.excludes.contains(id) == true
      }
    for other in Set(pairs).sorted() {
      found.append(
        finding(
          "exclusive", id, zh: "与 \(other) 互斥，两者同在库中",
          en: "excludes \(other), and both are in the library", field: "excludes"))
    }
    if card.needs.contains(id) || card.excludes.contains(id) {
      found.append(
        finding(
          "itself", id, zh: "以自身为前置或互斥项目", en: "names itself as a precondition or exclusion",
          field: "needs"))
    }
    let open = ProjectDuty.allCases.filter { card.duties[$0].isEmpty }
    if !open.isEmpty {
      found.append(
        finding(
          "duty", id, zh: "未落实责任：\(open.map(\.title.zh).joined(separator: "、"))",
          en: "nobody answers for \(open.map(\.title.en).joined(separator: ", "))",
          field: "duties", severity: .warning))
    }
    return found
  }

  /// Circles of preconditions among active projects, each along the preconditions: every project that lies
  /// in a circle is in one of them.
  func circles() -> [[String]] {
    var left = Set(active)
    // Projects that need nothing that is left, or that nothing left needs, lie in no circle.
    var isSettled = false
    while !isSettled {
      let needed = Set(left.flatMap { (cards[$0]?.needs ?? []).filter { left.contains($0) } })
      let inner = left.filter { id in
        needed.contains(id) && (cards[id]?.needs ?? []).contains { left.contains($0) }
      }
      isSettled = inner.count == left.count
      left = inner
    }
    var found: [[String]] = []
    var done: Set<String> = []
    for id in left.sorted() where !done.contains(id) {
      guard let circle = shortestCircle(through: id, within: left) else { continue }
      done.formUnion(circle)
      found.append(circle)
    }
    return found
  }

  private func shortestCircle(through start: String, within left: Set<String>) -> [String]? {
    var before: [String: String] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let id = queue[next]
      next += 1
      // A project that needs itself is a finding of its own, and hides no longer circle here.
      for need in (cards[id]?.needs ?? []).sorted() where left.contains(need) && need != id {
        if need == start {
          var path = [id]
          while let last = path.last, last != start, let one = before[last] { path.append(one) }
          return path.reversed()
        }
        if before[need] == nil {
          before[need] = id
          queue.append(need)
        }
      }
    }
    return nil
  }

  private func groundFindings(_ measures: [String: Set<String>]?) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var owners: [String: String] = [:]
    for id in active {
      guard let ground = cards[id]?.ground else { continue }
      var missing: [String] = []
      var shared: [String: [String]] = [:]
      for measure in ground.measures {
        let key = "\(ground.plan)\u{0}\(measure)"
        if let owner = owners[key] {
          shared[owner, default: []].append(measure)
        } else {
          owners[key] = id
        }
        if let measures, measures[ground.plan]?.contains(measure) != true {
          missing.append(measure)
        }
      }
      for (owner, list) in shared.sorted(by: { $0.key < $1.key }) {
        found.append(
          finding(
            "shared-ground", id, zh: "与 \(owner) 同用图斑 \(listed(list))",
            en: "shares the measures \(listed(list)) with \(owner)", field: "ground"))
      }
      if !missing.isEmpty {
        found.append(
          finding(
            "no-ground", id, zh: "方案“\(ground.plan)”中没有图斑 \(listed(missing))",
            en: "the plan ‘\(ground.plan)’ has no measure \(listed(missing))", field: "ground"))
      }
    }
    return found
  }

  private func listed(_ ids: [String]) -> String {
    ids.count <= 3
      ? ids.joined(separator: "、") : ids.prefix(3).joined(separator: "、") + "…(\(ids.count))"
  }

  private func finding(
    _ code: String, _ id: String, zh: String, en: String, field: String,
    severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    Diagnostic(
      severity, code: "project.\(code)", Localized(zh: zh + "。", en: en + "."), feature: id,
      field: field)
  }
}
