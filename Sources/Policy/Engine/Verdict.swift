/// The result of evaluating a rule on a plan (结论). Unknown, NaN and empty facts never give `pass`.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  /// Nothing in the plan or the registers is of the rule's kind (不涉及): there was nothing to test.
  case notApplicable = "not_applicable"
  case pass, undecidable, fail

  /// From best to worst, so that the verdict of a rule is the worst of its parts: a rule of which one
  /// part passes and the others do not apply passes.
  public static func < (a: Verdict, b: Verdict) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .notApplicable: 0
    case .pass: 1
    case .undecidable: 2
    case .fail: 3
    }
  }

  /// Whether the plan breaks nothing: it passes, or there is nothing to test.
  public var isClear: Bool { self == .pass || self == .notApplicable }
}

/// The number of verdicts of each kind.
public struct VerdictCount: Sendable, Hashable, Codable {
  public var passed: Int
  public var failed: Int
  public var undecidable: Int
  public var notApplicable: Int

  private enum CodingKeys: String, CodingKey {
    case passed, failed, undecidable
    case notApplicable = "not_applicable"
  }

  public init(_ verdicts: some Sequence<Verdict>) {
    (passed, failed, undecidable, notApplicable) = (0, 0, 0, 0)
    for verdict in verdicts {
      switch verdict {
      case .pass: passed += 1
      case .fail: failed += 1
      case .undecidable: undecidable += 1
      case .notApplicable: notApplicable += 1
      }
    }
  }
}
