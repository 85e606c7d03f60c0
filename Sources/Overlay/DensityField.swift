import Geometry

/// A density over the plane in a form that is integrated along edges: the field G with ∂G/∂x = the
/// density less its value in the middle, so that by Green's theorem ∮ G dy is the integral over
/// what the edges enclose.
///
/// G is a cubic polynomial in each cell of 4 km or more, made from the expansions at the middles of
/// the cells and continued along the rows. For the areal scale of a transverse Mercator projection
/// the parabolas are within 1e-12.
struct DensityField: Sendable {
  let scale: DensityScale

  private let minX: Double
  private let minY: Double
  private let size: Double
  private let columns: Int
  private let rows: Int
  private let perMetre: Double
  private let cells: [FieldPolynomial]

  private static let finestCell = 4_000.0
  private static let largestGrid = 256

  /// - Parameter bounds: the ground, in metres.
  init(_ density: any ArealDensity, over bounds: Bounds) {
    let side = max(bounds.width, bounds.height, 1)
    size = max(DensityField.finestCell, side / Double(DensityField.largestGrid))
    perMetre = 1 / size
    minX = bounds.minX
    minY = bounds.minY
    columns = max(1, Int((bounds.width / size).rounded(.up)))
    rows = max(1, Int((bounds.height / size).rounded(.up)))
    let mean =
      density.expansion(
        x: (bounds.minX + bounds.maxX) / 2, y: (bounds.minY + bounds.maxY) / 2
      ).value
    var all: [FieldPolynomial] = []
    all.reserveCapacity(columns * rows)
    for row in 0..<rows {
      // The sums from the left border of the row to that of the cell.
      var g = 0.0
      var gy = 0.0
      var gyy = 0.0
      for column in 0..<columns {
        let x = minX + (Double(column) + 0.5) * size
        let y = minY + (Double(row) + 0.5) * size
        var at = density.expansion(x: x, y: y)
        at.value -= mean
        let h = size
        all.append(
          FieldPolynomial(
            middleX: x, middleY: y,
            g: g + at.value * h / 2 - at.x * h * h / 8 + at.xx * h * h * h / 48,
            gy: gy + at.y * h / 2 - at.xy * h * h / 8, gyy: gyy + at.yy * h / 2, density: at))
        g += at.value * h + at.xx * h * h * h / 24
        gy += at.y * h
        gyy += at.yy * h
      }
    }
    cells = all
    // What a polygon of the size of the ground may come to has to fit in 61 bits.
    let most = all.reduce(0) { max($0, abs($1.density.value)) } * bounds.width * bounds.height
    let step = 1 / (GridPoint.stepsPerMetre * GridPoint.stepsPerMetre)
    var unit = step
    while most / unit > 0x1p61 { unit *= 2 }
    scale = DensityScale(mean: mean, unit: unit)
  }

  /// The cell whose polynomial counts along an edge: the one that holds its middle, in metres.
  @inline(__always)
  func cell(atX x: Double, y: Double) -> Int {
    let column = max(0, min(columns &- 1, Int((x - minX) * perMetre)))
    let row = max(0, min(rows &- 1, Int((y - minY) * perMetre)))
    return row &* columns &+ column
  }

  /// The polynomial of a cell.
  @inline(__always)
  func polynomial(_ cell: Int) -> FieldPolynomial {
    cells.withUnsafeBufferPointer { $0[cell] }
  }
}

/// How integrals of a density are kept: without the mean, as whole numbers of a unit.
struct DensityScale: Sendable {
  /// The density in the middle of the ground.
  let mean: Double
  /// In m²: a grid step², more where the ground is thousands of kilometres wide.
  let unit: Double

  /// The nearest whole number of units, modulo 2⁶⁴: sums of a pair fit, parts of them may not.
  @inline(__always)
  func units(_ squareMetres: Double) -> Int64 {
    let exact = squareMetres / unit
    if abs(exact) < 0x1p62 { return Int64(exact + (exact < 0 ? -0.5 : 0.5)) }
    // Beyond 2⁵³ every `Double` is whole.
    return Int64(truncatingIfNeeded: Int128(exact.truncatingRemainder(dividingBy: 0x1p64)))
  }
}

/// G in one cell: a cubic in the distances from the middle of the cell.
struct FieldPolynomial: Sendable {
  var middleX: Double
  var middleY: Double
  /// G and its derivatives by y at the middle.
  var g: Double
  var gy: Double
  var gyy: Double
  var density: DensityExpansion

  /// ∫ G dy along the edge from one point to another, all in metres.
  @inline(__always)
  func along(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double) -> Double {
    // Gauss' rule with two points is exact for cubics.
    let near = 0.211324865405187118
    let far = 1 - near
    let first = value(ax * far + bx * near, ay * far + by * near)
    let second = value(ax * near + bx * far, ay * near + by * far)
    return (by - ay) * (first + second) / 2
  }

  @inline(__always)
  private func value(_ x: Double, _ y: Double) -> Double {
    let dx = x - middleX
    let dy = y - middleY
    let across = (density.xx / 6 * dx + (density.x + density.xy * dy) / 2) * dx
    return (across + density.value + (density.y + density.yy / 2 * dy) * dy) * dx
      + g + (gy + gyy / 2 * dy) * dy
  }
}
