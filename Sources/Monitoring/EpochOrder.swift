/// When an epoch was observed, as far as its name tells: a year stands for its end, the day of the yearly
/// survey, so that `2024-06` and `202406` come before `2024`.
public struct EpochOrder: Comparable, Hashable, Sendable {
  private let key: String
  private let name: String

  public init(_ epoch: String) {
    name = epoch
    let digits = String(epoch.filter { $0.isASCII && $0.isNumber })
    let rest = digits.dropFirst(4)
    // No month is as high.
    key = digits.count < 4 ? epoch : String(digits.prefix(4)) + (rest.isEmpty ? "99" : String(rest))
  }

  public static func < (a: EpochOrder, b: EpochOrder) -> Bool {
    (a.key, a.name) < (b.key, b.name)
  }
}
