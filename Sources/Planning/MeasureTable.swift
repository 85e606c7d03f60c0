import Flow
import Geometry
import Groundwork
import Overlay

/// The area table of a base epoch and the measures of a plan, updated measure by measure.
///
/// Only the base patches whose box meets the box of the measure are overlaid with it. The entries
/// equal those of a complete overlay bit for bit, because the sums of the kernel do not depend on
/// how the work is divided, and because the density covers the same extent.
struct MeasureTable: Sendable {
  private(set) var table: AreaTable
  private let base: PolygonSet
  private let index: SpatialIndex
  private let density: (any ArealDensity)?
  private let baseExtent: Bounds?
  /// The box of the base and all measures, in grid steps.
  private var extent: Bounds?

  init(
    base: PolygonSet, measures: PolygonSet, density: (any ArealDensity)?, job: Job
  ) throws {
    self.base = base
    self.density = density
    index = SpatialIndex(base.boxes)
    baseExtent = Bounds.around(base.boxes)
    extent = Bounds.around([baseExtent].compactMap(\.self) + measures.boxes)
    table = try AreaTable.between(base, measures, density: density, job: job)
  }

  /// Updates the table to a step of the plan.
  ///
  /// - Parameter measures: the measures after the step.
  mutating func apply(_ step: PlanStep, to measures: PolygonSet, job: Job) throws {
    let reach = Bounds.around([baseExtent].compactMap(\.self) + measures.boxes)
    if density != nil, reach != extent {
      // The density is expanded about different points, which changes the last digits of every
      // entry.
      extent = reach
      table = try AreaTable.between(base, measures, density: density, job: job)
      return
    }
    extent = reach
    switch step {
    case .removed(let number):
      table.entries = table.entries.compactMap { entry in
        guard entry.b != number else { return nil }
        var entry = entry
        if entry.b > number { entry.b -= 1 }
        return entry
      }
    case .drawn(let number):
      merge(try entries(of: number, in: measures, job: job), of: Int32(number))
    }
  }

  /// Replaces the entries of one measure; `drawn` is ascending by patch.
  private mutating func merge(_ drawn: [SharedArea], of number: Int32) {
    var merged: [SharedArea] = []
    merged.reserveCapacity(table.entries.count + drawn.count)
    var rest = drawn[...]
    for entry in table.entries where entry.b != number {
      while let next = rest.first, (next.a, next.b) < (entry.a, entry.b) {
        merged.append(next)
        rest.removeFirst()
      }
      merged.append(entry)
    }
    table.entries = merged + rest
  }

  private func entries(
    of number: Int, in measures: PolygonSet, job: Job
  ) throws -> [SharedArea] {
    let patches = index.items(in: measures.boxes[number])
    var under = PolygonSet()
    under.append(patches, of: base)
    var over = PolygonSet()
    over.append(CollectionOfOne(number), of: measures)
    return try AreaTable.between(
      under, over, density: density, over: extent?.metresOfSteps, job: job
    ).entries
      .map { entry in
        var entry = entry
        entry.a = Int32(patches[Int(entry.a)])
        entry.b = Int32(number)
        return entry
      }
  }
}
