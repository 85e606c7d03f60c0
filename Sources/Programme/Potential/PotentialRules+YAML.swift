import Classes
import Groundwork
import YAMLFiles

extension PotentialRules {
  private static let report = YAMLNode.Report(
    "potential.rules",
    remedy: Localized(
      zh: "对照 Policies/potential 中的文件改正。",
      en: "Correct it after the model of the files in Policies/potential."))

  /// Reads the files of a survey: one task each.
  ///
  /// - Parameter files: name and text of each, in the order of the tasks.
  /// - Throws: Diagnostics `potential.rules.*`, with the line of the fault.
  public init(files: [(name: String, text: String)]) throws {
    var rules = PotentialRules(tasks: [])
    for file in files {
      let root = try YAMLNode.document(file.text, file: file.name, report: PotentialRules.report)
      let map = try root.mapping([
        "schema", "id", "prefix", "element", "title", "gain", "sources", "exclusions", "levels",
        "ranking", "benefits", "indicator", "guides", "village_standards", "evaluation",
        "standard_land",
      ])
      let schema = try root.require("schema", in: map)
      guard try schema.text() == "zhitu.potential/1" else {
        throw schema.error(
          "schema", zh: "格式应为 zhitu.potential/1", en: "the schema must be zhitu.potential/1")
      }
      let task = try PotentialTask(root, map)
      if let known = rules.tasks.first(where: { $0.id == task.id || $0.prefix == task.prefix }) {
        throw root.error(
          "twice", zh: "任务“\(task.id)”与“\(known.id)”的编号或前缀相同",
          en: "the task ‘\(task.id)’ has the id or prefix of ‘\(known.id)’")
      }
      rules.tasks.append(task)
      if let node = map["village_standards"] {
        try PotentialRules.once(rules.villages == nil, node)
        rules.villages = try VillageStandards(node)
      }
      if let node = map["standard_land"] {
        try PotentialRules.once(rules.standardLand == nil, node)
        rules.standardLand = try StandardLandRules(node)
      }
      if let node = map["evaluation"] {
        try PotentialRules.once(rules.evaluation == nil, node)
        rules.evaluation = try EvaluationRules(node)
      }
    }
    self = rules
  }

  private static func once(_ isFirst: Bool, _ node: YAMLNode) throws {
    if isFirst { return }
    throw node.error("twice", zh: "只能有一个任务写这一节", en: "only one task may have this section")
  }
}

extension PotentialTask {
  fileprivate init(_ root: YAMLNode, _ map: [String: YAMLNode]) throws {
    func need(_ key: String) throws -> YAMLNode { try root.require(key, in: map) }
    id = try need("id").identifier()
    let prefix = try need("prefix")
    self.prefix = try prefix.text()
    guard (1...4).contains(self.prefix.count),
      self.prefix.allSatisfy({ $0.isASCII && $0.isUppercase })
    else {
      throw prefix.error("prefix", zh: "前缀为 1 到 4 个大写字母", en: "a prefix is 1 to 4 capital letters")
    }
    element = try need("element").oneOf(PotentialElement.self)
    title = try need("title").localized()
    gain = try need("gain").localized()
    sources = try need("sources").list().map(Source.init)
    guard !sources.isEmpty else {
      throw root.error("no-source", zh: "至少要有一个来源", en: "at least one source is needed")
    }
    exclusions = try need("exclusions").list().map(Exclusion.init)
    levels = try Levels(need("levels"))
    ranking = try need("ranking").list().map(Indicator.init)
    benefits = try map["benefits"]?.list().map(PotentialBenefit.init)
    indicator = try map["indicator"].map { node in
      let known = ["new_farmland", "reclaimed", "ecology"]
      let text = try node.text()
      guard known.contains(text) else {
        throw node.error(
          "indicator", zh: "应为 \(known.joined(separator: "、"))",
          en: "expected one of \(known.joined(separator: ", "))")
      }
      return text
    }
    guides = try map["guides"]?.texts()
    for (ids, key) in [
      (sources.map(\.id), "sources"), (exclusions.map(\.id), "exclusions"),
      (ranking.map(\.id), "ranking"), ((benefits ?? []).map(\.id), "benefits"),
      (guides ?? [], "guides"),
    ] where Set(ids).count != ids.count {
      throw try need(key).error("twice", zh: "编号重复", en: "an id is repeated")
    }
  }
}

extension PotentialTask.Parameter {
  init(_ node: YAMLNode) throws {
    let map = try node.mapping(["value", "origin"])
    value = try node.require("value", in: map).share()
    origin = try node.require("origin", in: map).localized()
  }
}

extension PotentialTask.Source {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping(["id", "title", "uses", "where", "yield", "origin"])
    id = try node.require("id", in: map).identifier()
    title = try node.require("title", in: map).localized()
    uses = try map["uses"]?.eachOneOf(LandUse.self) ?? []
    conditions = try map["where"]?.list().map(PotentialTask.Condition.init) ?? []
    yield = try map["yield"].map(PotentialTask.Parameter.init)
    origin = try node.require("origin", in: map).localized()
    if let yield, yield.value > .one {
      throw node.error("share", zh: "比例在 0 到 1 之间", en: "shares lie between 0 and 1")
    }
    guard !uses.isEmpty || !conditions.isEmpty else {
      throw node.error(
        "no-condition", zh: "来源须有 uses 或 where", en: "a source needs uses or where")
    }
  }
}

extension PotentialTask.Condition {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping([
      "field", "is", "at_most", "at_least", "inside", "outside", "parcel_class", "supplied_by",
    ])
    suppliedBy = try node.require("supplied_by", in: map).localized()
    let keys = ["is", "at_most", "at_least", "inside", "outside", "parcel_class"]
      .filter { map[$0] != nil }
    guard keys.count == 1, let key = keys.first, let value = map[key] else {
      throw node.error(
        "condition", zh: "须恰有 is、at_most、at_least、inside、outside、parcel_class 之一",
        en: "exactly one of is, at_most, at_least, inside, outside, parcel_class is needed")
    }
    let isOfField = ["is", "at_most", "at_least"].contains(key)
    guard isOfField == (map["field"] != nil) else {
      throw node.error(
        "condition", zh: "is、at_most、at_least 须有 field，其余没有",
        en: "is, at_most and at_least need a field, the others have none", field: "field")
    }
    let field = try map["field"]?.text().uppercased() ?? ""
    switch key {
    case "is": test = .values(field: field, try value.texts())
    case "at_most": test = .atMost(field: field, try value.share())
    case "at_least": test = .atLeast(field: field, try value.share())
    case "inside": test = .inside(role: try value.text())
    case "outside": test = .outside(role: try value.text())
    default:
      let grades = try value.eachOneOf(IndustryEvaluation.Grade.self)
      test = .parcelClass(grades.map(\.rawValue))
    }
  }
}

extension PotentialTask.Exclusion {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping([
      "id", "title", "line", "supplied_by", "where", "smaller_than_m2", "origin",
    ])
    id = try node.require("id", in: map).identifier()
    title = try node.require("title", in: map).localized()
    origin = try node.require("origin", in: map).localized()
    switch (map["line"], map["where"], map["smaller_than_m2"]) {
    case (let line?, nil, nil):
      test = .line(
        role: try line.text(),
        suppliedBy: try node.require("supplied_by", in: map).localized())
    case (nil, let condition?, nil): test = .condition(try PotentialTask.Condition(condition))
    case (nil, nil, let least?):
      let metres = try least.wholeNumber()
      guard (0...1_000_000_000).contains(metres) else {
        throw least.error(
          "area", zh: "须在 0 到 10 亿平方米之间", en: "must lie between 0 and 1,000,000,000 m²")
      }
      test = .smallerThan(Area(hundredths: Int64(metres) * 100))
    default:
      throw node.error(
        "exclusion", zh: "须恰有 line、where、smaller_than_m2 之一",
        en: "exactly one of line, where, smaller_than_m2 is needed")
    }
  }
}

extension PotentialTask.Levels {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping(["yield", "will", "funding", "condition"])
    yield = try PotentialTask.Parameter(node.require("yield", in: map))
    funding = try PotentialTask.Parameter(node.require("funding", in: map))
    (will, willOrigin) = try Self.table(
      node.require("will", in: map), OwnersWill.allCases.map(\.rawValue))
    (condition, conditionOrigin) = try Self.table(
      node.require("condition", in: map), GroundCondition.allCases.map(\.rawValue))
    let shares = [yield.value, funding.value] + will.values + condition.values
    guard shares.allSatisfy({ $0.millionths <= 1_000_000 }) else {
      throw node.error("share", zh: "比例在 0 到 1 之间", en: "shares lie between 0 and 1")
    }
  }

  private static func table(
    _ node: YAMLNode, _ keys: [String]
  ) throws -> ([String: ExactShare], Localized) {
    let map = try node.mapping(keys + ["origin"])
    let shares = try keys.map { ($0, try node.require($0, in: map).share()) }
    return (
      Dictionary(uniqueKeysWithValues: shares), try node.require("origin", in: map).localized()
    )
  }
}

extension PotentialTask.Indicator {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping([
      "id", "title", "measure", "field", "metres", "better", "weight", "origin",
    ])
    id = try node.require("id", in: map).identifier()
    title = try node.require("title", in: map).localized()
    weight = try node.require("weight", in: map).share()
    origin = try node.require("origin", in: map).localized()
    let better = try node.require("better", in: map)
    switch try better.text() {
    case "more": isBetterWhenMore = true
    case "less": isBetterWhenMore = false
    default: throw better.error("better", zh: "应为 more 或 less", en: "expected more or less")
    }
    let kind = try node.require("measure", in: map)
    switch try kind.text() {
    case "area": measure = .area
    case "compactness": measure = .compactness
    case "field": measure = .field(try node.require("field", in: map).text().uppercased())
    case "farmland_beside":
      let metres = try node.require("metres", in: map)
      let number = try metres.wholeNumber()
      guard (0...1000).contains(number) else {
        throw metres.error("metres", zh: "须在 0 到 1000 米之间", en: "must lie between 0 and 1000 m")
      }
      measure = .farmlandBeside(metres: number)
    default:
      throw kind.error(
        "measure", zh: "应为 area、compactness、field、farmland_beside",
        en: "expected area, compactness, field or farmland_beside")
    }
  }
}

extension YAMLNode {
  /// An exact decimal that is not negative.
  func share() throws -> ExactShare {
    let text = try text()
    guard let share = ExactShare(text) else {
      throw error(
        "not-a-decimal", zh: "“\(text)”不是至多六位小数的非负数",
        en: "‘\(text)’ is no decimal of at most six places")
    }
    return share
  }

  /// An id of lower-case letters, digits and hyphens.
  func identifier() throws -> String {
    let text = try text()
    guard (1...40).contains(text.count),
      text.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
    else {
      throw error(
        "id", zh: "编号由小写字母、数字和连字符组成", en: "an id is of lower-case letters, digits, hyphens")
    }
    return text
  }
}
