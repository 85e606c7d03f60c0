import Flow
import Geometry
import Groundwork
import Overlay
import Planning

/// A made-up areal density: a paraboloid.
struct Paraboloid: ArealDensity {
  func expansion(x: Double, y: Double) -> DensityExpansion {
    DensityExpansion(
      value: 1 + 2e-5 * x - 1e-5 * y + 3e-9 * x * x + 1e-9 * x * y, x: 2e-5 + 6e-9 * x + 1e-9 * y,
      y: -1e-5 + 1e-9 * x, xx: 6e-9, xy: 1e-9, yy: 0)
  }
}

/// Random ground, measures and changes; the same for the same seed.
struct RandomPlan {
  private var generator: SplitMix
  let density: (any ArealDensity)?

  static let classes = ["0101", "0103", "0201", "0301", "0601", "0702", "1101", "1202"]
  /// Measures are drawn in the cells of a square of this many cells to a side.
  static let cells = 5
  static let cell = 80.0

  init(seed: UInt64, density: (any ArealDensity)?) {
    generator = SplitMix(state: seed)
    self.density = density
  }

  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private mutating func real(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &generator)
  }
  mutating func whole(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }
  private mutating func oneIn(_ count: Int) -> Bool { whole(0..<count) == 0 }

  func area(of geometry: MultiPolygon) -> Area {
    var set = PolygonSet()
    set.append(geometry)
    return Area(roundingSquareMetres: FlowLedger.weights(of: set, density: density)[0]) ?? .zero
  }

  /// Crooked quadrilaterals that cover a square, but for a gap or two; some patches have a hole that
  /// another fills, some are in two parts.
  mutating func base() -> FlowSide {
    let count = whole(3..<9)
    let step = RandomPlan.cell * Double(RandomPlan.cells) / Double(count)
    var points: [[GridPoint]] = []
    for row in 0...count {
      points.append([])
      for column in 0...count {
        let isEdge = row == 0 || column == 0 || row == count || column == count
        let reach = isEdge || oneIn(4) ? 0 : step * 0.3
        let point = GridPoint(
          metresX: Double(column) * step + real(-reach...reach),
          y: Double(row) * step + real(-reach...reach))
        points[row].append(point ?? GridPoint(x: 0, y: 0))
      }
    }
    var side = FlowSide(name: "base")
    side.classes = RandomPlan.classes.map(Ground.flowClass)
    var spare: Polygon?
    for row in 0..<count {
      for column in 0..<count where !oneIn(20) {
        var patch = Polygon([
          points[row][column], points[row][column + 1], points[row + 1][column + 1],
          points[row + 1][column],
        ])
        if oneIn(6) {
          let x = (Double(column) + 0.5) * step
          let y = (Double(row) + 0.5) * step
          let pond = Ground.box(x - step * 0.1, y - step * 0.1, step * 0.2, step * 0.2)
          patch.holes = [pond.polygons[0].exterior]
          append(pond, to: &side)
        }
        if spare == nil, oneIn(8) {
          spare = patch
        } else if let other = spare, oneIn(3) {
          append(MultiPolygon([other, patch]), to: &side)
          spare = nil
        } else {
          append(MultiPolygon(patch), to: &side)
        }
      }
    }
    return side
  }

  private mutating func append(_ geometry: MultiPolygon, to side: inout FlowSide) {
    var rings = RingBuffer()
    rings.append(geometry)
    side.append(
      fid: Int64(side.count + 1), id: "b\(side.count + 1)",
      class: Int32(whole(0..<side.classes.count)), area: area(of: geometry), rings: rings)
  }

  /// A plan of measures that do not overlap.
  mutating func plan() -> ConsolidationPlan {
    var plan = ConsolidationPlan(name: "P", measures: [], stated: [], side: FlowSide(name: "m"))
    for cell in (0..<RandomPlan.cells * RandomPlan.cells).shuffled(using: &generator).prefix(8) {
      plan.append(drawing(named: "m\(cell)", geometry: shape(in: cell)))
    }
    return plan
  }

  /// A change; about one in six cannot be made.
  mutating func change(of plan: ConsolidationPlan, step: Int) -> PlanDraft.Change {
    let number = whole(0..<max(1, plan.measures.count))
    switch whole(0..<10) {
    case 0, 1, 2: return .add(drawing(named: "s\(step)", geometry: shape(in: anyCell())))
    case 3, 4: return .remove(oneIn(12) ? plan.measures.count : number)
    default:
      guard plan.measures.indices.contains(number) else { return .remove(number) }
      var drawing = plan.drawing(of: number)
      switch whole(0..<5) {
      case 0:
        drawing.flowClass = anyClass()
      case 1:
        drawing.measure.project = "X\(step)"
        drawing.area.hundredths += 1
      default:
        drawing.geometry = shape(in: anyCell())
        drawing.area = area(of: drawing.geometry)
      }
      return .replace(number, with: drawing)
    }
  }

  private mutating func drawing(named id: String, geometry: MultiPolygon) -> MeasureDrawing {
    MeasureDrawing(
      measure: Measure(id: id), fid: Int64(whole(0..<1_000_000)), flowClass: anyClass(),
      geometry: geometry, area: area(of: geometry))
  }

  private mutating func anyClass() -> FlowClass {
    Ground.flowClass(RandomPlan.classes[whole(0..<RandomPlan.classes.count)])
  }

  private mutating func anyCell() -> Int { whole(0..<RandomPlan.cells * RandomPlan.cells) }

  /// A box or a crooked pentagon in a cell; now and then all of the cell or a hair more, or over the
  /// border of the base, or on two cells.
  private mutating func shape(in cell: Int) -> MultiPolygon {
    let size = RandomPlan.cell
    let x = Double(cell % RandomPlan.cells) * size
    let y = Double(cell / RandomPlan.cells) * size
    switch whole(0..<10) {
    case 0: return Ground.box(x, y, size, size)
    case 1: return Ground.box(x, y, size + 0.005, size)
    case 2: return Ground.box(x + 5, y + 5, size * real(0.5...1.5), size - 10)
    case 3: return Ground.box(x - size, y + 1, size * 1.5, size - 2)
    case 4, 5: return Ground.box(x + 7, y + 3, size * real(0.01...0.9), size * real(0.01...0.9))
    default:
      let corners = [(0.05, 0.1), (0.5, 0.02), (0.95, 0.2), (0.7, 0.95), (0.2, 0.8)]
      return MultiPolygon(
        Polygon(
          corners.compactMap { corner in
            GridPoint(
              metresX: x + size * (corner.0 + real(-0.04...0.04)),
              y: y + size * (corner.1 + real(-0.02...0.04)))
          }))
    }
  }
}
