/// An axis-parallel box in metres, edges included.
public struct Bounds: Hashable, Sendable, Codable {
  public var minX: Double
  public var minY: Double
  public var maxX: Double
  public var maxY: Double

  public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  public var width: Double { maxX - minX }
  public var height: Double { maxY - minY }

  public func intersects(_ other: Bounds) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }

  public func contains(x: Double, y: Double) -> Bool {
    x >= minX && x <= maxX && y >= minY && y <= maxY
  }

  public func union(_ other: Bounds) -> Bounds {
    Bounds(
      minX: min(minX, other.minX), minY: min(minY, other.minY), maxX: max(maxX, other.maxX),
      maxY: max(maxY, other.maxY))
  }

  public func padded(by margin: Double) -> Bounds {
    Bounds(minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
  }

  /// Whether it holds no point at all, as the box of an empty feature.
  public var isInverted: Bool { minX > maxX }

  /// The box around all boxes that are not inverted; `nil` if there is none.
  public static func around(_ boxes: some Sequence<Bounds>) -> Bounds? {
    var extent: Bounds?
    for box in boxes where !box.isInverted { extent = extent?.union(box) ?? box }
    return extent
  }

  /// Of a box in grid steps, the same box in metres.
  public var metresOfSteps: Bounds {
    let steps = GridPoint.stepsPerMetre
    return Bounds(
      minX: minX / steps, minY: minY / steps, maxX: maxX / steps, maxY: maxY / steps)
  }
}
