import Groundwork

/// How values stand in the files of fund plans and plans of sharing.
public enum PlanText {
  /// Hundredths as a decimal, with places only where they say something.
  public static func hundredths(_ value: Int64) -> String { decimal(value, places: 2) }

  /// In 元.
  public static func money(_ money: Money) -> String { hundredths(money.fen) }

  public static func percent(_ rate: FundRate) -> String {
    decimal(rate.millionths, places: 4) + "%"
  }

  /// A quantity in its unit: that of 亩 is kept in 0.01 m².
  public static func quantity(_ value: Int64, _ unit: FundLine.Unit) -> String {
    hundredths(unit == .mu ? rounded(Int128(value) * 3, 2000) : value)
  }

  public static func years(_ weights: [Int: Int64]) -> String {
    weights.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
  }

  public static func years(_ amounts: [Int: Money]) -> String {
    amounts.sorted { $0.key < $1.key }.map { "\($0.key): \(money($0.value))" }
      .joined(separator: ", ")
  }

  public static func measures(_ weights: [String: Int64]) -> String {
    weights.sorted { $0.key < $1.key }.map { "\(text($0.key)): \(hundredths($0.value))" }
      .joined(separator: ", ")
  }

  /// Where a quantity comes from, as the file names it; nothing for a typed one.
  public static func origin(_ origin: FundLine.Origin) -> String? {
    switch origin {
    case .typed: nil
    case .ledger(let kind): "ledger: \(text(kind))"
    case .ledgerOf(let kind, let projects):
      "ledger: \(text(kind)), projects: [\(projects.map(text).joined(separator: ", "))]"
    case .quota(let kind): "quota: \(text(kind))"
    case .line(let id, let times):
      times == 1 ? "line: \(text(id))" : "line: \(text(id)), times: \(times)"
    }
  }

  /// A text as YAML: plain where nothing in it could be read as something else.
  public static func text(_ text: String) -> String {
    let isPlain = text.wholeMatch(of: /[\p{L}_][\p{L}\p{N}_（）-]*/) != nil
    if isPlain, !["null", "true", "false"].contains(text.lowercased()) { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 32 || (127..<160).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        quoted += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  public static func localized(_ text: Localized) -> String {
    "{ zh: \(PlanText.text(text.zh)), en: \(PlanText.text(text.en)) }"
  }

  /// A whole number of its last place as a decimal.
  private static func decimal(_ value: Int64, places: Int) -> String {
    let digits = String(value.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let rest = padded.suffix(places).reversed().drop { $0 == "0" }.reversed()
    return (value < 0 ? "-" : "") + padded.dropLast(places)
      + (rest.isEmpty ? "" : "." + String(rest))
  }
}
