import Groundwork
import YAMLFiles

/// A comparison of a register with the ledger (登记与台账核对), as data: the file `contradictions.yaml` of
/// a pack.
///
/// The register must state at least the amount that the ledger measures, less the tolerance. Where
/// either amount is unknown nothing is compared; the rules that need it are undecidable anyway.
public struct ContradictionCheck: Sendable {
  /// An amount and its name.
  public struct Side: Sendable {
    public var name: Localized
    public var formula: Formula
  }

  public var id: String
  public var title: Localized
  /// Why the two amounts must agree.
  public var statement: Localized
  public var ledger: Side
  public var register: Side
  public var unit: UnitOfMeasure
  /// By how much the ledger may exceed the register, in ``unit``.
  public var tolerance: Rational
  /// The rules that cannot pass because of such a register, as `BAL-04` or `CAP-01/pbf`.
  public var concerns: [String]
  public var place: String

  static let fileName = "contradictions.yaml"

  /// Reads the checks of a pack.
  static func read(
    _ file: PolicyFile, catalogue: FactCatalogue
  ) throws(Diagnostic) -> [ContradictionCheck] {
    let root = try YAMLNode.document(file.text, file: file.name)
    let map = try root.mapping(["schema", "checks"])
    try root.expectSchema("zhitu.contradictions/1", in: map)
    var checks: [ContradictionCheck] = []
    for node in try root.require("checks", in: map).list() {
      let check = try ContradictionCheck(node, catalogue)
      guard !checks.contains(where: { $0.id == check.id }) else {
        throw node.error(
          "repeated", zh: "编号“\(check.id)”重复", en: "the id ‘\(check.id)’ is used twice")
      }
      checks.append(check)
    }
    return checks
  }

  private init(_ node: YAMLNode, _ catalogue: FactCatalogue) throws(Diagnostic) {
    let map = try node.mapping([
      "id", "title", "statement", "ledger", "register", "unit", "tolerance", "concerns",
    ])
    let unit = try node.require("unit", in: map).unit()
    let reader = RuleReader(catalogue: catalogue, thresholds: [:])
    func side(_ key: String) throws(Diagnostic) -> Side {
      let own = try node.require(key, in: map)
      let keys = try own.mapping(["name", "formula"])
      let text = try own.require("formula", in: keys)
      let formula = try reader.expression(text, Checker(catalogue: catalogue, thresholds: [:]))
      guard formula.dimension == unit.dimension else {
        throw text.error(
          "unit-mismatch", zh: "公式不以 \(unit.name) 计", en: "the formula is not in \(unit.name)")
      }
      return Side(name: try own.require("name", in: keys).localized(), formula: formula)
    }
    id = try node.require("id", in: map).text()
    title = try node.require("title", in: map).localized()
    statement = try node.require("statement", in: map).localized()
    ledger = try side("ledger")
    register = try side("register")
    self.unit = unit
    tolerance = try node.require("tolerance", in: map).fraction()
    concerns = try node.require("concerns", in: map).texts()
    place = node.place
  }
}
