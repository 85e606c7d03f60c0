import Groundwork

/// The unit in which a report shows areas. The areas themselves stay whole numbers of 0.01 m².
public enum AreaUnit: String, Sendable, Codable, CaseIterable {
  /// 亩, 2000/3 m².
  case mu
  /// Hectares (公顷).
  case hectare
  case squareMetre

  public var name: Localized {
    switch self {
    case .mu: Localized(zh: "亩", en: "mu")
    case .hectare: Localized(zh: "公顷", en: "hm²")
    case .squareMetre: Localized(zh: "平方米", en: "m²")
    }
  }

  /// The area in this unit with the given decimals, rounded half away from zero from the exact
  /// value, with commas between thousands: `"1,234.57"`.
  public func text(_ area: Area, decimals: Int = 2) -> String {
    let (numerator, denominator): (Int128, Int128) =
      switch self {
      case .mu: (3, 200_000)
      case .hectare: (1, 1_000_000)
      case .squareMetre: (1, 100)
      }
    let scaled = Int128(area.hundredths) * numerator * Numbers.power(decimals)
    return Numbers.fixed(Numbers.rounded(scaled, denominator), decimals: decimals)
  }

  /// As ``text(_:decimals:)`` with a sign, also for positive values; `"0.00"` has none.
  public func change(_ area: Area, decimals: Int = 2) -> String {
    Numbers.signed(text(area, decimals: decimals))
  }

  /// Number and unit.
  public func label(_ area: Area, _ language: Language, decimals: Int = 2) -> String {
    text(area, decimals: decimals) + " " + name[language]
  }
}

/// Number formats of reports, independent of the locale.
public enum Numbers {
  static func power(_ decimals: Int) -> Int128 {
    (0..<decimals).reduce(Int128(1)) { product, _ in product * 10 }
  }

  /// `a / b` rounded half away from zero; `b` is positive.
  static func rounded(_ a: Int128, _ b: Int128) -> Int128 {
    let magnitude = (2 * (a < 0 ? -a : a) + b) / (2 * b)
    return a < 0 ? -magnitude : magnitude
  }

  /// A whole number of units of 10^-decimals as text, with commas between thousands.
  static func fixed(_ value: Int128, decimals: Int) -> String {
    var digits = String(value.magnitude)
    if digits.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
    }
    var text = grouped(digits.dropLast(decimals))
    if decimals > 0 { text += "." + digits.suffix(decimals) }
    return (value < 0 ? "−" : "") + text
  }

  private static func grouped(_ digits: Substring) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// With a plus sign before a positive number.
  static func signed(_ text: String) -> String {
    let isPositive = !text.hasPrefix("−") && text.contains { ("1"..."9").contains($0) }
    return isPositive ? "+" + text : text
  }

  /// A real number with the given decimals; `–` if it is not finite or too large to display.
  public static func text(_ value: Double, decimals: Int) -> String {
    let factor = Double(power(decimals))
    let scaled = (value * factor).rounded(.toNearestOrAwayFromZero)
    guard scaled.isFinite, abs(scaled) < 1e18 else { return "–" }
    return fixed(Int128(scaled), decimals: decimals)
  }

  /// A count, with commas between thousands.
  public static func text(_ value: Int) -> String { fixed(Int128(value), decimals: 0) }

  /// A share as per cent: `0.0525` is `"5.25 %"`.
  public static func percent(_ share: Double, decimals: Int = 2) -> String {
    let number = text(share * 100, decimals: decimals)
    return number == "–" ? number : number + " %"
  }

  /// An exact share of two areas as per cent; `–` if the whole is not positive.
  public static func percent(_ part: Area, of whole: Area, decimals: Int = 2) -> String {
    guard whole > .zero else { return "–" }
    let scaled = Int128(part.hundredths) * 100 * power(decimals)
    return fixed(rounded(scaled, Int128(whole.hundredths)), decimals: decimals)
  }

  /// An amount in 万元 with two decimals.
  public static func tenThousandYuan(_ amount: Money) -> String {
    fixed(rounded(Int128(amount.fen), 10_000), decimals: 2)
  }

  /// What measures cost together, in 万元: at least the stated sum where some state none.
  ///
  /// - Parameters:
  ///   - sum: The sum of the stated costs; `nil` if none is stated.
  ///   - without: The number of measures that state none.
  public static func cost(_ sum: Money?, without: Int, _ language: Language) -> String {
    guard without > 0 else { return tenThousandYuan(sum ?? .zero) }
    guard let sum else {
      return Localized(zh: "\(text(without)) 个未填", en: "\(text(without)) state none")[language]
    }
    let known = tenThousandYuan(sum)
    return Localized(
      zh: "至少 \(known)（\(text(without)) 个未填）",
      en: "at least \(known) (\(text(without)) state none)")[language]
  }
}
