import Groundwork
import YAMLFiles

/// What would make a failing rule pass, as a quantity (整改量): "补划 41.3 亩".
public struct Remedy: Sendable {
  /// Holds `{quantity}`.
  public var say: Localized
  /// How much, positive.
  public var quantity: Formula
  public var unit: UnitOfMeasure
  /// The value of the rule with that quantity applied, to verify the remedy; it may name
  /// `quantity`.
  public var applied: Formula?
}

/// A remedy with its quantity for one plan.
public struct RemedyAnswer: Sendable, Hashable, Codable {
  /// The sentence with the quantity in it, rounded up to two decimals so that it suffices.
  public var say: Localized
  public var quantity: Double
  /// The exact quantity in ``unit``: `413/10`.
  public var exact: String
  public var unit: String
  /// The value of the rule with exactly that quantity; nil when the remedy has no `applied`
  /// formula.
  public var leads: Double?
  /// Whether that value was found to satisfy the rule.
  public var verified: Bool
}

/// What the engine may drop to find the least change.
public enum Reducible: String, Sendable, Hashable, Codable, CaseIterable {
  case measures
}

extension RuleReader {
  /// Reads `remedies`; `dimension` is that of the rule's value.
  func remedies(
    _ node: YAMLNode, _ checker: Checker, dimension: Dimension?
  ) throws(Diagnostic) -> [Remedy] {
    var result: [Remedy] = []
    for item in try node.list() {
      let map = try item.mapping(["say", "quantity", "unit", "applied"])
      let say = try item.require("say", in: map).localized()
      guard say.zh.contains(Remedy.mark), say.en.contains(Remedy.mark) else {
        throw item.error(
          "bad-remedy", zh: "say 的两种文字都应含 {quantity}",
          en: "both texts of say must contain {quantity}", field: "say")
      }
      let unit = try item.require("unit", in: map).unit()
      let node = try item.require("quantity", in: map)
      let quantity = try expression(node, checker)
      guard quantity.dimension == unit.dimension else {
        throw node.error(
          "unit-mismatch", zh: "公式给出\(quantity.plan.type.name.zh)，而单位是 \(unit.name)",
          en: "the formula gives \(quantity.plan.type.name.en), but the unit is \(unit.name)")
      }
      var remedy = Remedy(say: say, quantity: quantity, unit: unit, applied: nil)
      if let node = map["applied"] {
        let text = "let quantity = (\(quantity.text));\n\(try node.text())"
        do {
          remedy.applied = try Formula(text, checker)
        } catch {
          throw node.error(
            "bad-formula", zh: "公式有误：\(error.message.zh)",
            en: "error in the formula: \(error.message.en)")
        }
        guard remedy.applied?.dimension == dimension else {
          throw node.error(
            "unit-mismatch", zh: "applied 应与本条的值同单位",
            en: "applied must have the unit of the rule's value")
        }
      }
      result.append(remedy)
    }
    return result
  }
}

extension Remedy {
  /// The placeholder of the quantity in ``say``.
  public static let mark = "{quantity}"

  /// The sentence with the quantity inserted.
  func sentence(_ quantity: Rational) -> Localized {
    let number = Remedy.roundedUp(
      unit.name == "ratio" ? quantity.multiplied(by: Rational(100)) : quantity)
    func put(_ text: String, _ symbol: String) -> String {
      let mark = unit.name == "ratio" ? "%" : symbol
      let shown = mark.isEmpty ? number : "\(number) \(mark)"
      let parts = text.split(separator: Remedy.mark, omittingEmptySubsequences: false)
      return parts.joined(separator: shown)
    }
    return Localized(zh: put(say.zh, unit.symbol.zh), en: put(say.en, unit.symbol.en))
  }

  /// The quantity rounded up to two decimals.
  static func roundedUp(_ quantity: Rational?) -> String {
    guard let quantity, let scaled = quantity.multiplied(by: Rational(100))?.reduced,
      scaled.numerator >= 0
    else { return quantity.map { "\($0.double)" } ?? "–" }
    var hundredths = scaled.numerator / scaled.denominator
    if hundredths * scaled.denominator < scaled.numerator { hundredths += 1 }
    let (whole, rest) = (hundredths / 100, hundredths % 100)
    if rest == 0 { return "\(whole)" }
    let digits = rest % 10 == 0 ? "\(rest / 10)" : (rest < 10 ? "0\(rest)" : "\(rest)")
    return "\(whole).\(digits)"
  }
}
