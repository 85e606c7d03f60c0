import Groundwork
import YAMLFiles

/// A measure of how consolidation goes (模型指标): a formula on the facts with unit, target and direction.
///
/// An additive indicator names the records that it is made of, so that it opens down to them and to the
/// groups that its records belong to, such as projects; their sums are exactly the indicator.
public struct Indicator: Sendable {
  public enum Direction: String, Sendable, Codable, CaseIterable {
    case up, down
  }

  public let id: String
  public let title: Localized
  /// What it belongs to in a table of scores, such as 生产空间.
  public let group: Localized?
  public let unit: UnitOfMeasure
  public let direction: Direction
  /// The rule that sets its target.
  public let rule: String?
  public let source: String
  public let formula: Formula
  public let target: Formula?
  /// Where it is false the plan has no such task, and the indicator does not apply.
  public let appliesIf: Formula?
  /// The points for reaching the target (满分).
  public let full: Rational?
  /// What an additive indicator is made of.
  let selection: Selection?

  struct Selection: Sendable {
    var each: String
    var filter: String?
    var amount: String
    /// The field of the records by which they are grouped.
    var field: String?
    var records: WitnessSelector
  }

  /// Whether it opens down to records.
  public var isAdditive: Bool { selection != nil }
  /// Whether its records are grouped.
  public var isGrouped: Bool { selection?.field != nil }

  /// - Throws: ``FormulaError`` for a formula that does not fit the catalogue.
  static func selection(
    each: String, filter: String?, amount: String, field: String?, _ catalogue: FactCatalogue
  ) throws(FormulaError) -> Selection {
    Selection(
      each: each, filter: filter, amount: amount, field: field,
      records: try WitnessSelector(
        "\(each)\(filter.map { " if \($0)" } ?? "") by (\(amount))", note: nil, verdicts: [.pass],
        Checker(catalogue: catalogue)))
  }
}

/// A file of indicators (`zhitu.indicators/1`), checked against the facts.
public struct IndicatorBook: Sendable {
  public let title: Localized
  public let source: String
  public let indicators: [Indicator]

  /// - Throws: Diagnostics `indicator.*` with file and line.
  public init(yaml: String, file: String, catalogue: FactCatalogue) throws(Diagnostic) {
    let document = try YAMLNode.document(yaml, file: file, report: .init("indicator"))
    let map = try document.mapping(["schema", "title", "source", "indicators"])
    let schema = try document.require("schema", in: map)
    guard try schema.text() == "zhitu.indicators/1" else {
      throw schema.error(
        "schema", zh: "文件格式应为 zhitu.indicators/1", en: "the schema must be zhitu.indicators/1")
    }
    title = try document.require("title", in: map).localized()
    source = try document.require("source", in: map).text()
    var indicators: [Indicator] = []
    for node in try document.require("indicators", in: map).list() {
      let indicator = try Indicator(node, catalogue)
      guard !indicators.contains(where: { $0.id == indicator.id }) else {
        throw node.error(
          "repeated", zh: "指标“\(indicator.id)”重复",
          en: "the indicator ‘\(indicator.id)’ is given twice")
      }
      indicators.append(indicator)
    }
    self.indicators = indicators
  }

  public func indicator(_ id: String) -> Indicator? { indicators.first { $0.id == id } }
}

extension Indicator {
  fileprivate init(_ node: YAMLNode, _ catalogue: FactCatalogue) throws(Diagnostic) {
    let map = try node.mapping([
      "id", "title", "group", "unit", "direction", "rule", "source", "formula", "each", "where",
      "amount", "by", "target", "applies_if", "full",
    ])
    id = try node.require("id", in: map).text()
    title = try node.require("title", in: map).localized()
    group = try map["group"]?.localized()
    let unit = try node.require("unit", in: map)
    guard let known = UnitOfMeasure.named(try unit.text()) else {
      throw unit.error("unit", zh: "没有这个单位", en: "there is no such unit", field: "unit")
    }
    self.unit = known
    direction = try node.require("direction", in: map).oneOf(Direction.self)
    rule = try map["rule"]?.text()
    source = try node.require("source", in: map).text()
    if let each = map["each"] {
      let amount = try node.require("amount", in: map)
      let filter = try map["where"]?.text()
      let field = try map["by"]?.text()
      let text = (each: try each.text(), amount: try amount.text())
      do throws(FormulaError) {
        selection = try Indicator.selection(
          each: text.each, filter: filter, amount: text.amount, field: field, catalogue)
      } catch {
        throw amount.error("formula", zh: error.message.zh, en: error.message.en)
      }
      formula = try Indicator.checked(
        "sum((\(text.amount)) for \(text.each)\(filter.map { " if \($0)" } ?? ""))", amount,
        catalogue)
    } else {
      selection = nil
      let text = try node.require("formula", in: map)
      formula = try Indicator.checked(try text.text(), text, catalogue)
    }
    target = try map["target"].map { (node) throws(Diagnostic) in
      try Indicator.checked(try node.text(), node, catalogue)
    }
    appliesIf = try map["applies_if"].map { (node) throws(Diagnostic) in
      try Indicator.checked(try node.text(), node, catalogue)
    }
    full = try map["full"]?.decimal()
    for tested in [formula, target].compactMap({ $0 }) where tested.dimension != known.dimension {
      throw unit.error(
        "dimension", zh: "公式的量纲与单位“\(known.name)”不符",
        en: "the formula does not have the dimension of ‘\(known.name)’", field: "unit")
    }
  }

  private static func checked(
    _ text: String, _ node: YAMLNode, _ catalogue: FactCatalogue
  ) throws(Diagnostic) -> Formula {
    do throws(FormulaError) {
      return try Formula(text, catalogue: catalogue)
    } catch {
      throw node.error("formula", zh: error.message.zh, en: error.message.en)
    }
  }
}
