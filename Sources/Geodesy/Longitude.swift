/// Longitudes in degrees, which repeat after a whole turn.
public enum Longitude {
  /// The same meridian between -180 and 180.
  public static func normalised(_ degrees: Double) -> Double {
    guard abs(degrees) > 180, degrees.isFinite else { return degrees }
    return degrees - 360 * (degrees / 360).rounded()
  }

  /// The same meridian within half a turn of another, so that the way between them is the short one.
  public static func unwrapped(_ degrees: Double, near other: Double) -> Double {
    let difference = degrees - other
    guard abs(difference) > 180, difference.isFinite else { return degrees }
    return degrees - 360 * (difference / 360).rounded()
  }

  /// The shortest range of longitudes that holds all of them; `first` may be below -180 and `last`
  /// above 180. `nil` without any.
  public static func range(of longitudes: [Double]) -> (first: Double, last: Double)? {
    let sorted = longitudes.map(normalised).sorted()
    guard let west = sorted.first, let east = sorted.last else { return nil }
    // The range begins behind the largest gap.
    var widest = west + 360 - east
    var first = west
    var last = east
    for (before, after) in zip(sorted, sorted.dropFirst()) where after - before > widest {
      widest = after - before
      first = after
      last = before + 360
    }
    return (first, last)
  }
}
