import Groundwork

/// The distribution of a kind of ground by size: the number of parts with at least a size, and
/// their area.
///
/// Bounds are whole 亩 and compared exactly: a 亩 is 2000/3 m², so 100 亩 are 66,666.67 m².
public struct SizeShares: Sendable, Hashable {
  public struct Share: Sendable, Hashable {
    /// In 亩.
    public var bound: Int
    /// Parts of at least the bound, and their area.
    public var count: Int
    public var area: Area
  }

  public private(set) var count: Int
  public private(set) var area: Area
  /// In the order of the bounds.
  public private(set) var shares: [Share]

  /// The sizes that programmes count blocks by: 百亩方, 千亩方, 万亩方.
  public static let blockBounds = [100, 1_000, 10_000]

  public init(_ sizes: [Area], bounds: [Int] = blockBounds) {
    count = sizes.count
    area = sizes.total()
    shares = bounds.map { bound in
      let large = sizes.filter { $0.reaches(mu: bound) }
      return Share(bound: bound, count: large.count, area: large.total())
    }
  }
}

extension Area {
  /// Whether the area is at least so many 亩, exactly: 3 a ≥ 200,000 · 亩 in units of 0.01 m².
  public func reaches(mu: Int) -> Bool {
    Int128(hundredths) * 3 >= Int128(mu) * 200_000
  }
}
