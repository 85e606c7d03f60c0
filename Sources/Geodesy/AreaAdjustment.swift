import Groundwork

/// Closes patch areas to their control area (平差): differences that come from rounding alone are
/// spread in steps of 0.01 m².
public enum AreaAdjustment: String, Sendable, Codable, CaseIterable {
  /// Every patch gets the same whole number of 0.01 m²; the remainder goes by one step each to the
  /// largest patches.
  case equalShares
  /// Every patch gets its share in proportion to its area, rounded half away from zero; what the
  /// rounding leaves goes to the largest patch (rule of 2008).
  case proportional

  /// The adjusted areas, in the order given; their sum is exactly `control`.
  ///
  /// Equal areas are ranked by `id` ascending, so the result does not depend on the order. Throws
  /// `area.not-rounding` if the difference is more than `limit`, which is 0.01 m² a patch unless
  /// given: a larger one is a fault of topology or boundary and is not spread. Throws
  /// `area.no-patches` if there is nothing to adjust.
  public func adjusted(
    _ patches: [(id: String, area: Area)], to control: Area, limit: Area? = nil
  ) throws -> [Area] {
    let difference = (control - patches.map(\.area).total()).hundredths
    guard difference != 0 else { return patches.map(\.area) }
    guard !patches.isEmpty else {
      throw Diagnostic(
        code: "area.no-patches",
        Localized(
          zh: "控制面积为 \(control.decimal) m²，但没有图斑可供平差。",
          en: "The control area is \(control.decimal) m² but there are no patches to adjust."),
        remedy: Localized(zh: "检查图斑是否缺失。", en: "Check whether patches are missing."))
    }
    let limit = limit?.hundredths ?? Int64(patches.count)
    guard difference.magnitude <= limit.magnitude else {
      throw AreaAdjustment.notRounding(Area(hundredths: difference), patches.count)
    }
    let ranking = patches.indices.sorted {
      patches[$0].area != patches[$1].area
        ? patches[$0].area > patches[$1].area : patches[$0].id < patches[$1].id
    }
    var result = patches.map(\.area)
    switch self {
    case .equalShares:
      let (share, remainder) = difference.magnitude.quotientAndRemainder(
        dividingBy: UInt64(patches.count))
      let sign: Int64 = difference < 0 ? -1 : 1
      for (rank, index) in ranking.enumerated() {
        let steps = Int64(share) + (UInt64(rank) < remainder ? 1 : 0)
        result[index].hundredths += sign * steps
      }
    case .proportional:
      let total = Int128(patches.map(\.area).total().hundredths)
      var left = difference
      if total > 0 {
        for index in ranking {
          let share = roundedQuotient(
            Int128(patches[index].area.hundredths) * Int128(difference), total)
          result[index].hundredths += share
          left -= share
        }
      }
      result[ranking[0]].hundredths += left
    }
    return result
  }

  private static func notRounding(_ difference: Area, _ count: Int) -> Diagnostic {
    Diagnostic(
      code: "area.not-rounding",
      Localized(
        zh: "图斑面积合计与控制面积相差 \(difference.decimal) m²，超过 \(count) 个图斑舍入所能解释的范围。",
        en: "Patches and control area differ by \(difference.decimal) m², "
          + "more than rounding \(count) patches explains."),
      remedy: Localized(
        zh: "这是拓扑或界线错误：请先检查缝隙、重叠和控制界线，再平差。",
        en: "This is a fault of topology or boundary: look for gaps, overlaps and the control "
          + "boundary before adjusting."))
  }
}

/// a / b rounded half away from zero; b > 0.
func roundedQuotient(_ a: Int128, _ b: Int128) -> Int64 {
  let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
  guard 2 * remainder.magnitude >= b.magnitude else { return Int64(quotient) }
  return Int64(quotient + (a < 0 ? -1 : 1))
}
