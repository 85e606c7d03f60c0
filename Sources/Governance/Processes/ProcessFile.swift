import Groundwork
import YAMLFiles

/// The facts that guards may name, from `Policies/processes/facts.yaml`.
public struct ProcessFacts: Sendable {
  public var facts: [String: ProcessDefinition.Fact]
  public var places: [String: String]

  /// - Throws: Diagnostics `process.*` with file and line.
  public init(yaml: String, file: String) throws(Diagnostic) {
    let document = try YAMLNode.document(yaml, file: file, report: .init("process"))
    let map = try document.mapping(["schema", "facts"])
    try ProcessFile.check(map["schema"], "zhitu.process-facts/1", document)
    facts = [:]
    places = [:]
    for node in try document.require("facts", in: map).list() {
      let row = try node.mapping(["id", "title", "by", "rules", "override"])
      let id = try node.require("id", in: row).text()
      guard facts[id] == nil else {
        throw node.error("repeated", zh: "事实“\(id)”重复", en: "the fact ‘\(id)’ is given twice")
      }
      facts[id] = ProcessDefinition.Fact(
        id: id, title: try node.require("title", in: row).localized(),
        establishedBy: try node.require("by", in: row).texts(),
        rules: try row["rules"]?.texts() ?? [],
        isOverridable: try row["override"]?.boolean() ?? false)
      places[id] = node.place
    }
  }
}

/// A process as read from its file, with the line of everything that a check may complain about.
public struct ProcessFile: Sendable {
  public var definition: ProcessDefinition
  /// `step:ST4`, `act:ST4/3`, `role:owner`, `paper:consent`, `fact:x` → `project.yaml:42`.
  public var places: [String: String]
  /// Guards that name no fact of the catalogue.
  public var unknownFacts: [(name: String, place: String)]

  /// - Throws: Diagnostics `process.*` with file and line, for a file that is not in the form of
  ///   one. What a well-formed file gets wrong is found by ``faults(roles:)``.
  public init(yaml: String, file: String, facts: ProcessFacts) throws(Diagnostic) {
    let document = try YAMLNode.document(yaml, file: file, report: .init("process"))
    let map = try document.mapping([
      "schema", "id", "title", "source", "roles", "documents", "steps", "everywhere",
    ])
    try ProcessFile.check(map["schema"], "zhitu.process/1", document)
    var reader = Reader(facts: facts)
    let roles = try document.require("roles", in: map).list()
    let papers = try map["documents"]?.list() ?? []
    let steps = try document.require("steps", in: map).list()
    let everywhere = try document.require("everywhere", in: map)
    let general = try everywhere.mapping([
      "suspend", "halt", "terminate", "settle", "override", "early_from",
    ])
    let id = try document.require("id", in: map)
    let name = try id.text()
    guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
      throw id.error(
        "bad-id", zh: "流程编号只用字母、数字和“-”",
        en: "the id of a process has letters, digits and ‘-’ only")
    }
    definition = ProcessDefinition(
      id: name, title: try document.require("title", in: map).localized(),
      source: try document.require("source", in: map).text(),
      roles: try reader.roles(roles), facts: [], papers: try reader.papers(papers),
      steps: try reader.steps(steps),
      suspendedBy: try everywhere.require("suspend", in: general).texts(),
      haltedBy: try everywhere.require("halt", in: general).texts(),
      terminatedBy: try everywhere.require("terminate", in: general).texts(),
      settledBy: try everywhere.require("settle", in: general).texts(),
      overriddenBy: try general["override"]?.texts() ?? [],
      earlyFrom: try general["early_from"]?.text())
    reader.places["everywhere"] = everywhere.place
    definition.facts = reader.used.sorted().compactMap { facts.facts[$0] }
    for fact in definition.facts { reader.places["fact:\(fact.id)"] = facts.places[fact.id] }
    places = reader.places
    unknownFacts = reader.unknown
  }

  static func check(
    _ node: YAMLNode?, _ schema: String, _ document: YAMLNode
  ) throws(Diagnostic) {
    guard let node, try node.text() == schema else {
      throw (node ?? document).error(
        "schema", zh: "文件格式应为 \(schema)", en: "the schema must be \(schema)", field: "schema")
    }
  }
}

/// Reads the parts of a process file and remembers where they stand.
private struct Reader {
  let facts: ProcessFacts
  var places: [String: String] = [:]
  var used: Set<String> = []
  var unknown: [(name: String, place: String)] = []

  init(facts: ProcessFacts) { self.facts = facts }

  mutating func roles(_ nodes: [YAMLNode]) throws(Diagnostic) -> [ProcessDefinition.Role] {
    var result: [ProcessDefinition.Role] = []
    for node in nodes {
      let row = try node.mapping(["id", "title", "held_by"])
      let id = try node.require("id", in: row).text()
      try remember("role:\(id)", node)
      result.append(
        .init(
          id: id, title: try node.require("title", in: row).localized(),
          heldBy: try node.require("held_by", in: row).texts()))
    }
    return result
  }

  mutating func papers(_ nodes: [YAMLNode]) throws(Diagnostic) -> [ProcessDefinition.Paper] {
    var result: [ProcessDefinition.Paper] = []
    for node in nodes {
      let row = try node.mapping(["id", "title", "kind", "deferrable"])
      let id = try node.require("id", in: row).text()
      try remember("paper:\(id)", node)
      result.append(
        .init(
          id: id, title: try node.require("title", in: row).localized(),
          kind: try row["kind"]?.oneOf(ProcessDefinition.Paper.Kind.self) ?? .other,
          deferral: try row["deferrable"].map { (node) throws(Diagnostic) in
            try ProcessDefinition.Deferral(node)
          }))
    }
    return result
  }

  mutating func steps(_ nodes: [YAMLNode]) throws(Diagnostic) -> [ProcessDefinition.Step] {
    var result: [ProcessDefinition.Step] = []
    for node in nodes {
      let row = try node.mapping([
        "id", "title", "stage", "final", "independent", "documents", "guards", "owners", "sign",
        "tasks", "limit", "at_least", "objections", "acts",
      ])
      let id = try node.require("id", in: row).text()
      try remember("step:\(id)", node)
      let title = try node.require("title", in: row).localized()
      var tasks: [ProcessDefinition.Task] = []
      for task in try row["tasks"]?.list() ?? [] {
        let fields = try task.mapping(["id", "title", "by", "checks"])
        let name = try task.require("id", in: fields).text()
        try remember("task:\(id)/\(name)", task)
        tasks.append(
          .init(
            id: name, title: try task.require("title", in: fields).localized(),
            by: try task.require("by", in: fields).texts(),
            checks: try fields["checks"]?.texts()))
      }
      let owners = try row["owners"]?.texts() ?? []
      let isFinal = try row["final"]?.boolean() ?? false
      if !owners.isEmpty, !tasks.isEmpty {
        throw node.error(
          "owners-and-tasks", zh: "owners 与 tasks 只能写一个", en: "give owners or tasks, not both")
      }
      if !owners.isEmpty { tasks = [.init(id: id, title: title, by: owners)] }
      result.append(
        .init(
          id: id, title: title, stage: try node.require("stage", in: row).oneOf(LifeStage.self),
          isFinal: isFinal, isIndependent: try row["independent"]?.boolean() ?? false,
          papers: try row["documents"]?.texts() ?? [],
          guards: try guards(row["guards"]),
          signing: try row["sign"]?.oneOf(ProcessDefinition.Signing.self) ?? .one,
          tasks: tasks, limit: try limit(row["limit"]), atLeast: try limit(row["at_least"]),
          objections: try objections(row["objections"]), acts: try acts(row["acts"], id)))
    }
    return result
  }

  private mutating func acts(
    _ node: YAMLNode?, _ step: String
  ) throws(Diagnostic) -> [ProcessDefinition.Act] {
    var result: [ProcessDefinition.Act] = []
    for act in try node?.list() ?? [] {
      let row = try act.mapping(["verb", "to", "by", "guards", "clears", "renews"])
      places["act:\(step)/\(result.count)"] = act.place
      let to = try act.require("to", in: row).text()
      result.append(
        .init(
          verb: try act.require("verb", in: row).oneOf(ProcessVerb.self),
          to: to == "earlier" ? nil : to, by: try act.require("by", in: row).texts(),
          guards: try guards(row["guards"]), clears: try guards(row["clears"]),
          renews: try row["renews"]?.texts() ?? []))
    }
    return result
  }

  /// Names of facts; those that the catalogue does not know are remembered with their line.
  private mutating func guards(_ node: YAMLNode?) throws(Diagnostic) -> [String] {
    var names: [String] = []
    for item in try node?.list() ?? [] {
      let name = try item.text()
      names.append(name)
      used.insert(name)
      if facts.facts[name] == nil { unknown.append((name, item.place)) }
    }
    return names
  }

  private mutating func objections(
    _ node: YAMLNode?
  ) throws(Diagnostic) -> ProcessDefinition.Objections? {
    guard let node else { return nil }
    let row = try node.mapping(["limit", "fact"])
    let fact = try row["fact"]?.text()
    if let fact, let place = row["fact"]?.place {
      used.insert(fact)
      if facts.facts[fact] == nil { unknown.append((fact, place)) }
    }
    return .init(
      limit: try ProcessDefinition.Limit(node.require("limit", in: row)), fact: fact)
  }

  private func limit(_ node: YAMLNode?) throws(Diagnostic) -> ProcessDefinition.Limit? {
    guard let node else { return nil }
    return try ProcessDefinition.Limit(node)
  }

  private mutating func remember(_ key: String, _ node: YAMLNode) throws(Diagnostic) {
    guard places.updateValue(node.place, forKey: key) == nil else {
      throw node.error("repeated", zh: "“\(key)”重复", en: "‘\(key)’ is given twice")
    }
  }
}

extension ProcessDefinition.Limit {
  enum DayKind: String, CaseIterable {
    case working, calendar
  }

  init(_ node: YAMLNode) throws(Diagnostic) {
    let row = try node.mapping(["days", "of", "source"])
    let days = try node.require("days", in: row)
    guard let count = Int(try days.text()), (1...3660).contains(count) else {
      throw days.error(
        "days", zh: "天数应为 1 到 3660 的整数", en: "days must be a whole number from 1 to 3660")
    }
    self.init(
      days: count, isWorking: try node.require("of", in: row).oneOf(DayKind.self) == .working,
      source: try node.require("source", in: row).text())
  }
}

extension ProcessDefinition.Deferral {
  init(_ node: YAMLNode) throws(Diagnostic) {
    let row = try node.mapping(["until", "limit", "source"])
    let limit: ProcessDefinition.Limit? =
      if let node = row["limit"] { try ProcessDefinition.Limit(node) } else { nil }
    self.init(
      until: try node.require("until", in: row).text(), limit: limit,
      source: try node.require("source", in: row).text())
  }
}
