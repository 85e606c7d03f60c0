import Groundwork

/// How hints of a difference agree with what is known of the same ground, pixel by pixel.
public struct DifferenceAccuracy: Sendable, Hashable {
  /// Changed, and hinted at.
  public var hits = 0
  /// Hinted at, and not changed (误报).
  public var falseAlarms = 0
  /// Changed, and not hinted at (漏报).
  public var missed = 0
  /// Neither.
  public var quiet = 0

  /// - Parameter truth: whether a pixel changed; `nil` where nobody knows.
  public init(_ difference: ImageDifference, truth: [Bool?]) {
    precondition(truth.count == difference.isHint.count, "truth is on the grid of the difference")
    for (isHint, isChanged) in zip(difference.isHint, truth) {
      switch (isHint, isChanged) {
      case (_, nil): continue
      case (true, true?): hits += 1
      case (true, false?): falseAlarms += 1
      case (false, true?): missed += 1
      case (false, false?): quiet += 1
      }
    }
  }

  /// The share of hints that are false (误报率); `nil` without a hint.
  public var commission: Double? { share(falseAlarms, hits + falseAlarms) }
  /// The share of changes that are missed (漏报率); `nil` without a change.
  public var omission: Double? { share(missed, hits + missed) }

  /// Cohen's kappa: agreement beyond chance; `nil` where chance alone agrees wholly.
  public var kappa: Double? {
    let all = Double(hits + falseAlarms + missed + quiet)
    guard all > 0 else { return nil }
    let agreed = Double(hits + quiet) / all
    let (hinted, changed) = (Double(hits + falseAlarms) / all, Double(hits + missed) / all)
    let chance = hinted * changed + (1 - hinted) * (1 - changed)
    return chance < 1 ? (agreed - chance) / (1 - chance) : nil
  }

  private func share(_ part: Int, _ whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }
}
