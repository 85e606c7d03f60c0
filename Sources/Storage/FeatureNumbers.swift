/// The numbers of the features of a layer in the making.
///
/// Takes 16 bytes for each run of numbers that follow each other, and a place in a set for each
/// number that comes out of order.
struct FeatureNumbers {
  /// Ascending, apart from each other.
  private var runs: [ClosedRange<Int64>] = []
  /// Numbers below the end of the last run that came after it.
  private var others: Set<Int64> = []

  /// - Complexity: O(1) for a number above all others, otherwise O(log *runs*).
  func contains(_ number: Int64) -> Bool {
    guard let last = runs.last, number <= last.upperBound else { return false }
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].upperBound < number { low = middle + 1 } else { high = middle }
    }
    return runs[low].contains(number) || others.contains(number)
  }

  /// Adds a number that is not there.
  mutating func add(_ number: Int64) {
    guard let last = runs.last else {
      runs.append(number...number)
      return
    }
    if number <= last.upperBound {
      others.insert(number)
    } else if number - 1 == last.upperBound {
      runs[runs.count - 1] = last.lowerBound...number
    } else {
      runs.append(number...number)
    }
  }
}
