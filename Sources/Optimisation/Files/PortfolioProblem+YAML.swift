import Certificates
import Groundwork
import YAMLFiles

extension PortfolioProblem {
  init(_ root: YAMLNode) throws(Diagnostic) {
    let map = try root.mapping([
      "problem", "first_year", "budgets_wan", "carry_over", "weights", "staff", "quota_mu",
      "projects", "exclusions", "town_caps",
    ])
    let budgets = try root.require("budgets_wan", in: map).list { node throws(Diagnostic) in
      try node.money()
    }
    var projects: [Project] = []
    let list = try root.require("projects", in: map)
    for node in try list.list() { projects.append(try Project(node)) }
    var exclusions: [[String]] = []
    for node in try map["exclusions"]?.list() ?? [] { exclusions.append(try node.texts()) }
    var caps: [TownCap] = []
    for node in try map["town_caps"]?.list() ?? [] { caps.append(try TownCap(node)) }
    let weights = try map["weights"]?.list { node throws(Diagnostic) in
      Int64((try node.number(0...1_000) * 1_000).rounded())
    }
    self.init(
      firstYear: Int(try root.require("first_year", in: map).whole(0...9999)),
      weights: weights ?? Array(repeating: 1_000, count: budgets.count), budgets: budgets,
      carriesOver: try map["carry_over"]?.boolean() ?? false,
      staff: try map["staff"]?.list { node throws(Diagnostic) in try node.whole(0...1_000_000) },
      quota: try map["quota_mu"]?.muArea(), projects: projects, exclusions: exclusions,
      townCaps: caps)
    do {
      try validate()
    } catch {
      var located = error
      located.file = try (Self.node(of: error.feature, list, map["exclusions"]) ?? root).place
      throw located
    }
  }

  /// Where a project stands; for an id that no project has, the project or the group that names it.
  private static func node(
    of id: String?, _ projects: YAMLNode, _ exclusions: YAMLNode?
  ) throws(Diagnostic) -> YAMLNode? {
    guard let id else { return nil }
    let nodes = try projects.list()
    if let own = nodes.last(where: { $0.peek("id") == id }) { return own }
    for node in nodes {
      for (key, value) in try node.pairs() where key == "needs" {
        if try value.texts().contains(id) { return node }
      }
    }
    for group in try exclusions?.list() ?? [] where try group.texts().contains(id) { return group }
    return nil
  }
}

extension PortfolioProblem.Project {
  init(_ node: YAMLNode) throws(Diagnostic) {
    let map = try node.mapping([
      "id", "name", "town", "costs_wan", "staff", "benefit", "quota_used_mu", "quota_gained_mu",
      "needs", "lock",
    ])
    self.init(
      id: try node.require("id", in: map).text(), name: try map["name"]?.text(),
      town: try map["town"]?.text() ?? "",
      costs: try node.require("costs_wan", in: map).list { node throws(Diagnostic) in
        try node.money()
      },
      staff: try map["staff"]?.list { node throws(Diagnostic) in try node.whole(0...1_000_000) }
        ?? [],
      benefit: try node.require("benefit", in: map).whole(0...1_000_000_000_000),
      quotaUsed: try map["quota_used_mu"]?.muArea() ?? .zero,
      quotaGained: try map["quota_gained_mu"]?.muArea() ?? .zero,
      needs: try map["needs"]?.texts() ?? [],
      lock: try map["lock"].map { node throws(Diagnostic) in
        try PortfolioProblem.Lock(node)
      } ?? .free)
  }
}

extension PortfolioProblem.Lock {
  init(_ node: YAMLNode) throws(Diagnostic) {
    switch try node.text() {
    case "in": self = .chosen
    case "out": self = .excluded
    default: self = .year(Int(try node.whole(0...9999)))
    }
  }
}

extension PortfolioProblem.TownCap {
  init(_ node: YAMLNode) throws(Diagnostic) {
    let map = try node.mapping(["town", "cost_wan", "count"])
    self.init(
      town: try node.require("town", in: map).text(), cost: try map["cost_wan"]?.money(),
      count: try map["count"]?.whole(0...1_000_000))
    if cost == nil, count == nil {
      throw node.error(
        "missing-key", zh: "缺少“cost_wan”或“count”", en: "‘cost_wan’ or ‘count’ is missing",
        field: "count")
    }
  }
}
