import Flow
import Geometry
import Groundwork
import Overlay

/// One measure that was drawn, redrawn or removed.
enum PlanStep: Sendable {
  /// The measure is new (the last of the plan) or has other ground.
  case drawn(Int)
  /// The following measures have moved up by one.
  case removed(Int)
}

/// The overlaps between measures of a plan, updated measure by measure.
struct MeasureOverlaps: Sendable {
  private struct Pair: Sendable {
    var a: Int32
    var b: Int32
    var planar: Double
    /// A drawing inaccuracy, see ``Sliver``.
    var isSliver: Bool
  }

  /// Ascending by `a`, then by `b`; `a` is below `b`.
  private var pairs: [Pair] = []

  /// All pairs, including slivers.
  var shared: SelfOverlaps {
    SelfOverlaps(
      pairs: pairs.map {
        SharedArea(a: $0.a, b: $0.b, planar: $0.planar, weighted: $0.planar)
      })
  }

  init(within measures: PolygonSet, job: Job) throws {
    let geos = GEOS()
    pairs = try AreaTable.overlaps(within: measures, job: job).entries.map { entry in
      try MeasureOverlaps.pair(entry, of: measures, geos)
    }
  }

  /// Updates the overlaps to a step of the plan; only pairs of the measure drawn are computed.
  ///
  /// - Parameter measures: the measures after the step.
  mutating func apply(_ step: PlanStep, to measures: PolygonSet, job: Job) throws {
    switch step {
    case .removed(let number):
      let gone = Int32(number)
      pairs = pairs.compactMap { pair in
        guard pair.a != gone, pair.b != gone else { return nil }
        var pair = pair
        if pair.a > gone { pair.a -= 1 }
        if pair.b > gone { pair.b -= 1 }
        return pair
      }
    case .drawn(let number):
      let box = measures.boxes[number]
      let near = measures.boxes.indices.filter { measures.boxes[$0].intersects(box) }
      var set = PolygonSet()
      set.append(near, of: measures)
      let geos = GEOS()
      pairs.removeAll { $0.a == number || $0.b == number }
      for entry in try AreaTable.overlaps(within: set, job: job).entries {
        var moved = entry
        moved.a = Int32(near[Int(entry.a)])
        moved.b = Int32(near[Int(entry.b)])
        guard moved.a == number || moved.b == number else { continue }
        pairs.append(try MeasureOverlaps.pair(moved, of: measures, geos))
      }
      pairs.sort { ($0.a, $0.b) < ($1.a, $1.b) }
    }
  }

  private static func pair(
    _ entry: SharedArea, of measures: PolygonSet, _ geos: GEOS
  ) throws -> Pair {
    var isSliver = false
    if entry.planar < Sliver.area {
      let shared = try geos.intersection(
        measures.multiPolygon(of: Int(entry.a)), measures.multiPolygon(of: Int(entry.b)))
      isSliver = shared.isEmpty || Sliver.isSliver(shared)
    }
    return Pair(a: entry.a, b: entry.b, planar: entry.planar, isSliver: isSliver)
  }

  /// A warning for every sliver.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `plan.overlap` for the first pair whose overlap is more
  ///   than a sliver.
  func warnings(for plan: ConsolidationPlan) throws -> [Diagnostic] {
    try pairs.map { pair in
      let (a, b) = (plan.side.ids[Int(pair.a)], plan.side.ids[Int(pair.b)])
      let area = Area(roundingSquareMetres: pair.planar) ?? .zero
      let found = Diagnostic(
        pair.isSliver ? .warning : .error, code: pair.isSliver ? "plan.sliver" : "plan.overlap",
        Localized(
          zh: "整治图斑 \(a) 与 \(b) 重叠 \(area.decimal) m²。",
          en: "Measures \(a) and \(b) overlap by \(area.decimal) m²."),
        remedy: Localized(
          zh: "同一方案内的整治图斑不得重叠，请修改其中之一的范围。",
          en: "Measures of one plan must not overlap; redraw one of them."),
        layer: plan.name, feature: a)
      if !pair.isSliver { throw found }
      return found
    }
  }
}
