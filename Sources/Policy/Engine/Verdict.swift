/// What a rule says about a plan (结论). Unknown, NaN and empty facts never give `pass`.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  case pass, undecidable, fail

  /// From best to worst.
  public static func < (a: Verdict, b: Verdict) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .pass: 0
    case .undecidable: 1
    case .fail: 2
    }
  }
}
