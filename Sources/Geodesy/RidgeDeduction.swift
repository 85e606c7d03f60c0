import Groundwork

/// The deduction of ridges (田坎扣除) from a farmland patch, in exact decimals.
///
/// Deducted area KCMJ = round(TBMJ · KCXS, 2) and land-class area TBDLMJ = round(TBMJ − KCMJ, 2)
/// (国土调查数据库标准 TD/T 1057), done after the patch areas have been adjusted to their control.
public struct RidgeDeduction: Hashable, Sendable, Codable {
  /// 扣除地类面积 KCMJ.
  public var deducted: Area
  /// 图斑地类面积 TBDLMJ.
  public var remaining: Area

  /// `coefficient` (田坎系数 KCXS) is used to its four decimals. `nil` unless it lies in 0 ..< 1.
  public init?(patch: Area, coefficient: Double) {
    guard coefficient >= 0, coefficient < 1 else { return nil }
    let tenThousandths = Int128((coefficient * 10_000).rounded(.toNearestOrAwayFromZero))
    deducted = Area(
      hundredths: roundedQuotient(Int128(patch.hundredths) * tenThousandths, 10_000))
    remaining = patch - deducted
  }
}
