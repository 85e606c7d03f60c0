import Geometry

/// A smooth density over the plane, such as true area per planar area, and its derivatives.
public struct DensityExpansion: Sendable, Hashable {
  public var value: Double
  /// First derivatives per metre.
  public var x: Double
  public var y: Double
  /// Second derivatives per m².
  public var xx: Double
  public var xy: Double
  public var yy: Double

  public init(value: Double, x: Double, y: Double, xx: Double, xy: Double, yy: Double) {
    self.value = value
    self.x = x
    self.y = y
    self.xx = xx
    self.xy = xy
    self.yy = yy
  }

  /// The same parabola about a point that lies (dx, dy) metres from the present one.
  @inline(__always)
  func moved(_ dx: Double, _ dy: Double) -> DensityExpansion {
    DensityExpansion(
      value: value + x * dx + y * dy + (xx * dx * dx + yy * dy * dy) / 2 + xy * dx * dy,
      x: x + xx * dx + xy * dy, y: y + xy * dx + yy * dy, xx: xx, xy: xy, yy: yy)
  }
}

/// A density that is integrated over every piece beside its planar area.
public protocol ArealDensity: Sendable {
  /// The expansion about a point in metres.
  func expansion(x: Double, y: Double) -> DensityExpansion
}

/// Expansions of a density at the middles of square cells, so that a piece costs no trigonometry.
///
/// Within half a cell the parabola stands for the density; for the scale of a transverse Mercator
/// projection its error over 4 km is below 1e-12.
struct DensityField: Sendable {
  private let minX: Double
  private let minY: Double
  private let cell: Double
  private let columns: Int
  private let rows: Int
  private let expansions: [DensityExpansion]

  private static let finestCell = 4_000.0
  private static let largestGrid = 256

  init(_ density: any ArealDensity, over bounds: Bounds) {
    let side = max(bounds.width, bounds.height, 1)
    let size = max(DensityField.finestCell, side / Double(DensityField.largestGrid))
    cell = size
    minX = bounds.minX
    minY = bounds.minY
    columns = max(1, Int((bounds.width / size).rounded(.up)))
    rows = max(1, Int((bounds.height / size).rounded(.up)))
    var all: [DensityExpansion] = []
    all.reserveCapacity(columns * rows)
    for row in 0..<rows {
      for column in 0..<columns {
        all.append(
          density.expansion(
            x: bounds.minX + (Double(column) + 0.5) * size,
            y: bounds.minY + (Double(row) + 0.5) * size))
      }
    }
    expansions = all
  }

  /// The expansion about a point in metres.
  @inline(__always)
  func expansion(x: Double, y: Double) -> DensityExpansion {
    let column = max(0, min(columns - 1, Int((x - minX) / cell)))
    let row = max(0, min(rows - 1, Int((y - minY) / cell)))
    let middleX = minX + (Double(column) + 0.5) * cell
    let middleY = minY + (Double(row) + 0.5) * cell
    return expansions[row * columns + column].moved(x - middleX, y - middleY)
  }

  /// ∫ density over a piece whose moments about `box`'s lower corner (grid steps) are known, in m².
  func integral(_ sum: MomentSum, originX: Double, originY: Double) -> Double {
    let steps = GridPoint.stepsPerMetre
    let about = expansion(x: originX / steps, y: originY / steps)
    let square = steps * steps
    let first = (about.x * sum.x + about.y * sum.y) / (square * steps)
    let second =
      (about.xx * sum.xx / 2 + about.xy * sum.xy + about.yy * sum.yy / 2) / (square * square)
    return about.value * sum.area / square + first + second
  }
}
