import Groundwork
import YAMLFiles

/// Reads rules from YAML and checks their formulas.
struct RuleReader {
  let catalogue: FactCatalogue
  let thresholds: [String: (value: Rational, unit: UnitOfMeasure)]
  /// Thresholds that replace those of the files (假设分析).
  var settings: [ThresholdSetting] = []

  private static let partKeys = [
    "name", "title", "applies", "formula", "comparator", "threshold", "unit", "breach",
    "witnesses", "conflicts_with", "gap", "breach_date", "remedies", "reducible",
  ]
  private static let ruleKeys = [
    "id", "title", "statement", "level", "scope", "stage_gates", "effective", "source",
    "evidence", "override", "note", "parts", "waterfall",
  ]

  /// The thresholds of the rules that have exactly one, for `threshold_of`.
  static func thresholds(
    in rules: [YAMLNode], settings: [ThresholdSetting] = []
  ) -> [String: (value: Rational, unit: UnitOfMeasure)] {
    var result: [String: (value: Rational, unit: UnitOfMeasure)] = [:]
    var seen: Set<String> = []
    for node in rules {
      guard let id = node.peek("id") else { continue }
      let isFirst = seen.insert(id).inserted
      result[id] = nil
      guard isFirst, let text = node.peek("threshold"), let unitName = node.peek("unit"),
        let unit = UnitOfMeasure.named(unitName), let written = Rational(fraction: text),
        let base = (settings.last(where: { $0.concerns(id, part: nil) })?.threshold ?? written)
          .multiplied(by: unit.factor)
      else { continue }
      result[id] = (base, unit)
    }
    return result
  }

  func rule(_ node: YAMLNode) throws(Diagnostic) -> Rule {
    let map = try node.mapping(
      RuleReader.ruleKeys + RuleReader.partKeys.filter { $0 != "name" && $0 != "title" })
    let id = try node.require("id", in: map).text()
    let (from, to) = try effective(map["effective"])
    let level = try node.require("level", in: map).oneOf(RuleLevel.self)
    let override = try map["override"].map { (node) throws(Diagnostic) in try self.override(node) }
    if override?.allowed == true, level == .hard {
      throw node.error(
        "override-of-hard", zh: "硬性规则不得设例外", en: "a hard rule cannot be overridden")
    }
    return Rule(
      id: id, title: try node.require("title", in: map).localized(),
      statement: try node.require("statement", in: map).localized(), level: level,
      scope: try scope(node.require("scope", in: map)),
      stageGates: try map["stage_gates"]?.texts() ?? [], effectiveFrom: from, effectiveTo: to,
      source: try source(node.require("source", in: map)),
      evidence: try evidence(node.require("evidence", in: map)), override: override,
      note: try map["note"]?.localized(), parts: try parts(node, map, level),
      waterfall: try map["waterfall"].map { (node) throws(Diagnostic) in try Waterfall(node) },
      place: node.place)
  }

  // MARK: Parts

  private func parts(
    _ node: YAMLNode, _ map: [String: YAMLNode], _ level: RuleLevel
  ) throws(Diagnostic) -> [RulePart] {
    guard let list = map["parts"] else { return [try part(node, map, level, name: nil, of: map)] }
    guard map["formula"] == nil, map["gap"] == nil else {
      throw node.error(
        "formula-and-parts", zh: "formula、gap 与 parts 只能取其一",
        en: "a rule has either a formula, a gap or parts")
    }
    var parts: [RulePart] = []
    for item in try list.list() {
      let own = try item.mapping(RuleReader.partKeys)
      let name = try item.require("name", in: own).text()
      guard !parts.contains(where: { $0.name == name }) else {
        throw item.error("repeated", zh: "分项“\(name)”重复", en: "the part ‘\(name)’ is used twice")
      }
      // A part inherits from its rule the fields that it does not set.
      var merged = own
      for key in ["comparator", "threshold", "unit", "applies", "reducible"] where own["gap"] == nil
      {
        merged[key] = own[key] ?? map[key]
      }
      parts.append(try part(item, merged, level, name: name, of: map))
    }
    guard !parts.isEmpty else { throw list.error("missing", zh: "没有分项", en: "there is no part") }
    return parts
  }

  private func part(
    _ node: YAMLNode, _ map: [String: YAMLNode], _ level: RuleLevel, name: String?,
    of rule: [String: YAMLNode]
  ) throws(Diagnostic) -> RulePart {
    if let gap = map["gap"] { return try self.gap(gap, map, name: name) }
    let unit = try node.require("unit", in: map).unit()
    let isReport = map["comparator"] == nil && map["threshold"] == nil
    guard !isReport || (level == .info && map["breach"] == nil) else {
      throw node.error(
        "missing-key", zh: "只有 info 级规则可以没有 comparator 和 threshold，且不得有 breach",
        en: "only a rule of level info may be without comparator and threshold, and has no breach",
        field: "threshold")
    }
    let comparator =
      isReport
      ? .greaterOrEqual : try node.require("comparator", in: map).oneOf(RuleComparator.self)
    let written =
      isReport ? .zero : try self.threshold(node.require("threshold", in: map), unit)
    let id = try node.require("id", in: rule).text()
    let threshold = settings.last { $0.concerns(id, part: name) }?.threshold ?? written
    guard let base = threshold.multiplied(by: unit.factor) else {
      throw node.error("not-a-number", zh: "阈值过大", en: "the threshold is too large")
    }
    let plain = Checker(catalogue: catalogue, thresholds: thresholds)
    let knowing = Checker(
      catalogue: catalogue, constants: ["threshold": (base, unit)], thresholds: thresholds)
    let formulaNode = try node.require("formula", in: map)
    let formula = try expression(formulaNode, plain)
    try check(formula, formulaNode, unit: unit, comparator: isReport ? .equal : comparator)
    let breach = try map["breach"].map { (node) throws(Diagnostic) in try truth(node, knowing) }
    return RulePart(
      name: name, title: name == nil ? nil : try map["title"]?.localized(),
      applies: try map["applies"].map { (node) throws(Diagnostic) in try truth(node, plain) },
      formula: formula, comparator: comparator, threshold: threshold, unit: unit, breach: breach,
      witnesses: try map["witnesses"].map { (node) throws(Diagnostic) in
        try witnesses(node, knowing)
      } ?? [],
      conflictsWith: try map["conflicts_with"]?.texts() ?? [], isReport: isReport,
      breachDate: try map["breach_date"].map { (node) throws(Diagnostic) in
        try day(node, knowing)
      },
      remedies: try map["remedies"].map { (node) throws(Diagnostic) in
        try remedies(node, knowing, dimension: formula.dimension)
      } ?? [],
      reducible: try map["reducible"]?.oneOf(Reducible.self))
  }

  /// A part whose formula is unknown.
  private func gap(
    _ node: YAMLNode, _ map: [String: YAMLNode], name: String?
  ) throws(Diagnostic) -> RulePart {
    let others = ["formula", "applies", "breach", "witnesses", "threshold", "comparator", "unit"]
    guard others.allSatisfy({ map[$0] == nil }) else {
      throw node.error(
        "gap-and-formula", zh: "有 gap 的规则不写公式、阈值或单位",
        en: "where there is a gap there is no formula, threshold or unit")
    }
    return RulePart(
      name: name, title: name == nil ? nil : try map["title"]?.localized(), applies: nil,
      formula: .gap, comparator: .greaterOrEqual, threshold: .zero, unit: .ratio, breach: nil,
      witnesses: [], conflictsWith: [], isReport: true, gap: try node.localized())
  }

  private func threshold(_ node: YAMLNode, _ unit: UnitOfMeasure) throws(Diagnostic) -> Rational {
    unit.name == "truth" ? (try node.boolean() ? .one : .zero) : try node.fraction()
  }

  private func check(
    _ formula: Formula, _ node: YAMLNode, unit: UnitOfMeasure, comparator: RuleComparator
  ) throws(Diagnostic) {
    if unit.name == "truth" {
      guard formula.plan.type == .truth, comparator == .equal else {
        throw node.error(
          "unit-mismatch", zh: "单位 truth 要求真假公式与 ==",
          en: "the unit truth needs a formula that is true or false, and ==")
      }
      return
    }
    guard formula.dimension == unit.dimension else {
      let found = formula.plan.type.name
      throw node.error(
        "unit-mismatch", zh: "公式给出\(found.zh)，而阈值以 \(unit.name) 计",
        en: "the formula gives \(found.en), but the threshold is in \(unit.name)")
    }
  }

  func expression(_ node: YAMLNode, _ checker: Checker) throws(Diagnostic) -> Formula {
    let text = try node.text()
    do {
      return try Formula(text, checker)
    } catch {
      throw node.located(error, in: text)
    }
  }

  private func day(_ node: YAMLNode, _ checker: Checker) throws(Diagnostic) -> Formula {
    let formula = try expression(node, checker)
    guard formula.plan.type == .date else {
      throw node.error("unit-mismatch", zh: "此处应为日期公式", en: "this must be a date")
    }
    return formula
  }

  private func truth(_ node: YAMLNode, _ checker: Checker) throws(Diagnostic) -> Formula {
    let formula = try expression(node, checker)
    guard formula.plan.type == .truth else {
      throw node.error("unit-mismatch", zh: "此处应为真假公式", en: "this must be true or false")
    }
    return formula
  }

  private func witnesses(
    _ node: YAMLNode, _ checker: Checker
  ) throws(Diagnostic) -> [WitnessSelector] {
    var result: [WitnessSelector] = []
    for item in try node.list() {
      let map = try item.mapping(["select", "when", "note"])
      let select = try item.require("select", in: map)
      var verdicts = Set(Verdict.allCases)
      if let when = map["when"] {
        verdicts = []
        for item in try when.list() { verdicts.insert(try item.oneOf(Verdict.self)) }
      }
      let text = try select.text()
      do {
        result.append(
          try WitnessSelector(
            text, note: try map["note"]?.localized(), verdicts: verdicts, checker))
      } catch let error as FormulaError {
        throw select.located(error, in: text)
      } catch let error as Diagnostic {
        throw error
      } catch {
        throw select.error("bad-formula", zh: "\(error)", en: "\(error)")
      }
    }
    return result
  }

  // MARK: The rest of a rule

  private func effective(
    _ node: YAMLNode?
  ) throws(Diagnostic) -> (from: CalendarDate?, to: CalendarDate?) {
    guard let node else { return (nil, nil) }
    let map = try node.mapping(["from", "to"])
    let fromText = try map["from"]?.optionalText()
    let toText = try map["to"]?.optionalText()
    let from = fromText.flatMap { CalendarDate(earliest: $0) }
    let to = toText.flatMap { CalendarDate(latest: $0) }
    if (fromText != nil && from == nil) || (toText != nil && to == nil) {
      throw node.error(
        "bad-date", zh: "日期应写作 2024、2024-08 或 2024-08-05",
        en: "a date is written as 2024, 2024-08 or 2024-08-05")
    }
    if let from, let to, to < from {
      throw node.error("bad-date", zh: "终止早于开始", en: "it ends before it begins")
    }
    return (from, to)
  }

  private func scope(_ node: YAMLNode) throws(Diagnostic) -> Scope {
    let map = try node.mapping(["level", "code"])
    let scope = Scope(
      level: try node.require("level", in: map).oneOf(Scope.Level.self),
      code: try map["code"]?.optionalText())
    let digits = scope.code?.utf8.allSatisfy { 48...57 ~= $0 } ?? true
    guard digits, scope.level == .national ? scope.code == nil : (scope.code?.count ?? 0) >= 6
    else {
      throw node.error(
        "bad-scope", zh: "全国以下的范围须有六位以上行政区划代码",
        en: "a scope below the nation needs an administrative code of six digits or more")
    }
    return scope
  }

  private func source(_ node: YAMLNode) throws(Diagnostic) -> RuleSource {
    let map = try node.mapping(["title", "doc_no", "article", "issued", "status"])
    return RuleSource(
      title: try node.require("title", in: map).text(),
      documentNumber: try map["doc_no"]?.optionalText(),
      article: try map["article"]?.optionalText(), issued: try map["issued"]?.optionalText(),
      status: try node.require("status", in: map).oneOf(RuleSource.Status.self))
  }

  private func evidence(_ node: YAMLNode) throws(Diagnostic) -> Evidence {
    let map = try node.mapping(["grade", "seed", "verified", "note"])
    return Evidence(
      grade: try node.require("grade", in: map).oneOf(Evidence.Grade.self),
      seed: try map["seed"]?.optionalText(),
      verified: try node.require("verified", in: map).boolean(),
      note: try map["note"]?.localized())
  }

  private func override(_ node: YAMLNode) throws(Diagnostic) -> Override {
    let map = try node.mapping(["allowed", "needs"])
    return Override(
      allowed: try node.require("allowed", in: map).boolean(),
      needs: try map["needs"]?.texts() ?? [])
  }
}
