import Groundwork
import YAMLFiles

/// What a candidate yields besides ground (附加潜力): more grain, floor space, ridges saved.
///
/// The amount of the theoretical level is worked out from the candidate; the other levels scale it by the
/// factors of the task, as they do its area.
public struct PotentialBenefit: Sendable, Hashable, Codable {
  public enum Measure: Sendable, Hashable, Codable {
    /// Σ a·(y₁ − y₀), in the unit of the table a mu: by the value of a field now, and the one afterwards.
    case yield(field: String, table: [String: ExactShare], after: String)
    /// Σ a·FAR* less the floor space on record for the ground that is left, in m².
    case floorSpace(ratio: ExactShare)
    /// A share of an area in m² that a field states, for the ground that is left.
    case fieldShare(field: String, share: ExactShare)
  }

  public var id: String
  public var title: Localized
  public var unit: Localized
  public var measure: Measure
  public var suppliedBy: Localized
  public var origin: Localized

  /// The field of the survey that it reads.
  var field: String? {
    switch measure {
    case .yield(let field, _, _), .fieldShare(let field, _): field
    case .floorSpace: nil
    }
  }

  /// The amount of the theoretical level in thousandths of the unit; `nil` where nobody knows what it rests
  /// on. Never below zero: ground that is as good already yields nothing more.
  ///
  /// - Parameters:
  ///   - text: the text of a field.
  ///   - floor: the floor space on record for the whole patch.
  func thousandths(
    _ entry: PotentialEntry, text: (String) -> String?, floor: Area?
  ) -> Int64? {
    let theoretical = Int128(entry.theoretical.hundredths)
    let (net, whole) = (Int128(entry.net.hundredths), Int128(max(1, entry.area.hundredths)))
    switch measure {
    case .yield(let field, let table, let after):
      guard let now = text(field).flatMap({ table[$0] }), let then = table[after] else {
        return nil
      }
      let gain = Int128(max(0, then.millionths - now.millionths))
      // 3/200000 mu are 0.01 m².
      return PotentialBenefit.rounded(theoretical * gain * 3, by: 200_000 * 1_000)
    case .floorSpace(let ratio):
      guard let floor else { return nil }
      let planned = theoretical * Int128(ratio.millionths) / 1_000_000
      let standing = Int128(floor.hundredths) * net / whole
      return Int64(clamping: max(0, planned - standing) * 10)
    case .fieldShare(let field, let share):
      guard let stated = text(field).flatMap(Double.init), stated.isFinite, (0..<1e12) ~= stated
      else { return nil }
      let hundredths = Int128((stated * 100).rounded(.toNearestOrAwayFromZero))
      return PotentialBenefit.rounded(
        hundredths * net * Int128(share.millionths), by: whole * 100_000)
    }
  }

  private static func rounded(_ value: Int128, by unit: Int128) -> Int64 {
    Int64(clamping: (value + unit / 2) / unit)
  }
}

extension PotentialEntry {
  /// An amount at a level, with what the field survey found; `nil` where it is unknown.
  public func benefit(
    _ id: String, _ level: PotentialLevel, _ levels: PotentialTask.Levels, will: OwnersWill,
    condition: GroundCondition
  ) -> Int64? {
    guard let amount = benefits?.first(where: { $0.indicator == id })?.thousandths else {
      return nil
    }
    // Shares of an area and of an amount are the same arithmetic.
    var scaled = Area(hundredths: amount)
    if level == .theoretical { return amount }
    scaled = ((levels.will[will.rawValue] ?? .zero) * levels.funding.value).of(scaled)
    if level == .realisable { return scaled.hundredths }
    return (levels.condition[condition.rawValue] ?? .zero).of(scaled).hundredths
  }
}

extension PotentialBenefit {
  init(_ node: YAMLNode) throws {
    let map = try node.mapping([
      "id", "title", "unit", "measure", "field", "table", "after", "ratio", "share", "supplied_by",
      "origin",
    ])
    func need(_ key: String) throws -> YAMLNode { try node.require(key, in: map) }
    id = try need("id").identifier()
    title = try need("title").localized()
    unit = try need("unit").localized()
    suppliedBy = try need("supplied_by").localized()
    origin = try need("origin").localized()
    let kind = try need("measure")
    switch try kind.text() {
    case "yield":
      let table = try need("table").pairs().map { ($0.0, try $0.1.share()) }
      let after = try need("after")
      let values = Dictionary(table, uniquingKeysWith: { first, _ in first })
      guard values[try after.text()] != nil else {
        throw after.error(
          "after", zh: "after 须是 table 中的一个值", en: "after must be one of the values of the table")
      }
      measure = .yield(
        field: try need("field").text().uppercased(), table: values, after: try after.text())
    case "floor_space": measure = .floorSpace(ratio: try need("ratio").share())
    case "field_share":
      let share = try need("share")
      measure = .fieldShare(
        field: try need("field").text().uppercased(), share: try share.share())
      guard try share.share() <= .one else {
        throw share.error("share", zh: "比例在 0 到 1 之间", en: "shares lie between 0 and 1")
      }
    default:
      throw kind.error(
        "measure", zh: "应为 yield、floor_space、field_share",
        en: "expected yield, floor_space or field_share")
    }
  }
}
