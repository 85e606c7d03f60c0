import Classes
import Groundwork
import YAMLFiles

extension MonitoringRules {
  /// Reads rules from YAML.
  ///
  /// - Throws: Diagnostic `monitor.rules`, with the line of the fault.
  public init(yaml: String, file: String) throws {
    let root = try YAMLNode.document(
      yaml, file: file,
      report: YAMLNode.Report(
        "monitor", only: "rules",
        remedy: Localized(
          zh: "对照 Policies/monitoring/default.yaml。",
          en: "Compare Policies/monitoring/default.yaml.")))
    let map = try root.mapping(["name", "on_the_way", "alarms", "balances", "confidence"])
    self.init(
      name: try root.require("name", in: map).text(),
      routes: try map["on_the_way"]?.list().map(WorkRoute.init) ?? [],
      alarms: try root.require("alarms", in: map).list().map(AlarmRule.init),
      balances: try map["balances"]?.list().map(BalanceRule.init) ?? [],
      confidence: try map["confidence"].map(ConfidenceRule.init))
    let ids = alarms.map(\.id) + balances.map(\.id)
    if let twice = Dictionary(grouping: ids, by: \.self).filter({ $1.count > 1 }).keys.min() {
      throw root.error(
        "rules", zh: "规则“\(twice)”重复", en: "the rule ‘\(twice)’ is given twice")
    }
  }
}

extension ClassCondition {
  init(_ node: YAMLNode?) throws {
    self.init()
    guard let node else { return }
    let map = try node.mapping(["categories", "uses", "except_uses"])
    categories = Set(try map["categories"]?.eachOneOf(LandCategory.self) ?? [])
    uses = Set(try map["uses"]?.eachOneOf(LandUse.self) ?? [])
    exceptUses = Set(try map["except_uses"]?.eachOneOf(LandUse.self) ?? [])
  }
}

extension WorkRoute {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping(["planned", "via", "source"])
    self.init(
      planned: try ClassCondition(node.require("planned", in: map)),
      via: try ClassCondition(node.require("via", in: map)),
      source: try node.require("source", in: map).localized())
  }
}

extension AlarmRule {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping([
      "id", "title", "level", "states", "before", "after", "inside", "least", "source",
    ])
    let least = try node.require("least", in: map)
    guard let area = Area(roundingSquareMetres: try least.number()), area > .zero else {
      throw least.error("rules", zh: "面积须大于 0", en: "the area must be above 0")
    }
    self.init(
      id: try node.require("id", in: map).text(),
      title: try node.require("title", in: map).localized(),
      level: try node.require("level", in: map).oneOf(AlarmLevel.self),
      states: Set(try node.require("states", in: map).eachOneOf(GroundState.self)),
      before: try ClassCondition(map["before"]), after: try ClassCondition(map["after"]),
      inside: try map["inside"]?.text(), least: area,
      source: try node.require("source", in: map).localized())
  }
}

extension ConfidenceRule {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping(["fields", "least", "source"])
    let least = try node.require("least", in: map)
    let percent = try least.wholeNumber()
    guard (0...100).contains(percent) else {
      throw least.error("rules", zh: "须为 0 到 100", en: "must lie between 0 and 100")
    }
    self.init(
      fields: try node.require("fields", in: map).list().map { try $0.text() }, least: percent,
      source: try node.require("source", in: map).localized())
  }
}

extension BalanceRule {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping(["id", "title", "level", "counted", "source"])
    self.init(
      id: try node.require("id", in: map).text(),
      title: try node.require("title", in: map).localized(),
      level: try node.require("level", in: map).oneOf(AlarmLevel.self),
      counted: try ClassCondition(node.require("counted", in: map)),
      source: try node.require("source", in: map).localized())
  }
}
