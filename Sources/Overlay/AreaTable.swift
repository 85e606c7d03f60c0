import Geometry
import Groundwork

/// The ground shared by one polygon of a layer and one polygon of another.
public struct SharedArea: Sendable, Hashable {
  /// The number of the polygon in the first layer.
  public var a: Int32
  /// The number of the polygon in the second layer.
  public var b: Int32
  /// The shared planar area in m².
  public var planar: Double
  /// The integral of the density over the shared ground in m²; the planar area where none was
  /// given.
  public var weighted: Double

  public init(a: Int32, b: Int32, planar: Double, weighted: Double) {
    self.a = a
    self.b = b
    self.planar = planar
    self.weighted = weighted
  }
}

/// The area table of two polygon layers: the shared area of every pair of polygons.
///
/// ```swift
/// var before = PolygonSet(), after = PolygonSet()
/// before.append(field)
/// after.append(road)
/// let table = try AreaTable.between(before, after)
/// for entry in table.entries { print(entry.a, entry.b, entry.planar) }
/// ```
///
/// The answer is the same to the last bit for any number of threads and for either order of the
/// layers. Polygons that only touch share nothing and are not listed; neither is anything smaller
/// than ``smallest``.
public struct AreaTable: Sendable {
  /// Ascending by `a`, then by `b`.
  public var entries: [SharedArea]

  /// Pieces below this planar area (m²) may be mere rounding and are left out.
  public static let smallest = 1e-9

  /// The area table of two layers.
  ///
  /// - Parameter ground: where the density is expanded, in metres; `nil` for where the layers are.
  ///   A part of a larger computation gives the whole ground, so that its integrals are equal to
  ///   those of the whole to the bit.
  /// - Throws: ``Groundwork/Cancelled``.
  public static func between(
    _ a: PolygonSet, _ b: PolygonSet, density: (any ArealDensity)? = nil,
    over ground: Bounds? = nil,
    job: Job = Job()
  ) throws -> AreaTable {
    try draft(a, b, density: density, over: ground, job: job).table(job)
  }

  /// The unsorted sums of a table; it no longer refers to the polygons.
  public struct Draft: Sendable {
    fileprivate let parts: [ThreadSums]
    fileprivate let merge: TableMerge

    /// - Throws: ``Groundwork/Cancelled``.
    public consuming func table(_ job: Job) throws -> AreaTable {
      let entries = try merge.entries(parts, job)
      job.progress.end()
      return AreaTable(entries: entries)
    }
  }

  /// As ``between(_:_:density:over:job:)``, in two steps, between which the caller may deallocate
  /// the polygons to save memory.
  public static func draft(
    _ a: PolygonSet, _ b: PolygonSet, density: (any ArealDensity)? = nil,
    over ground: Bounds? = nil, job: Job = Job()
  ) throws -> Draft {
    try compute(a, b, .all, density: density, ground: ground, job: job)
  }

  /// The overlaps between polygons of one layer: pairs with `a < b`.
  ///
  /// - Throws: ``Groundwork/Cancelled``.
  public static func overlaps(
    within set: PolygonSet, density: (any ArealDensity)? = nil, job: Job = Job()
  ) throws -> AreaTable {
    try compute(set, set, .upperTriangle(nil), density: density, ground: nil, job: job)
      .table(job)
  }

  /// As ``overlaps(within:density:job:)``, for two parts of the layer.
  ///
  /// - Parameter numbersA: the number in the layer of each polygon of the first part, ascending.
  /// - Parameter numbersB: the same of the second part.
  static func overlaps(
    within a: PolygonSet, _ numbersA: [Int], _ b: PolygonSet, _ numbersB: [Int], job: Job
  ) throws -> AreaTable {
    let numbers = PairSelection.Numbers(a: numbersA.map(Int32.init), b: numbersB.map(Int32.init))
    return try compute(a, b, .upperTriangle(numbers), density: nil, ground: nil, job: job)
      .table(job)
  }

  /// The integral of a density over each whole polygon of a layer, in m².
  ///
  /// - Parameter ground: as in ``between(_:_:density:over:job:)``.
  public static func weights(
    of set: PolygonSet, density: any ArealDensity, over ground: Bounds? = nil
  ) -> [Double] {
    guard !set.chains.isEmpty, let field = AreaTable.field(density, set, set, ground) else {
      return [Double](repeating: 0, count: set.count)
    }
    let ofRing = set.withView { RingWeights($0, rings: set.ringCount, field).ofRing }
    return (0..<set.count).map { feature in
      let rings = set.featureRings[feature]..<set.featureRings[feature + 1]
      return set.planarSquareMetres(of: feature) * field.scale.mean + ofRing[rings].reduce(0, +)
    }
  }

  private static func field(
    _ density: any ArealDensity, _ a: PolygonSet, _ b: PolygonSet, _ ground: Bounds?
  ) -> DensityField? {
    let around = ground ?? Bounds.around([a.boxes, b.boxes].joined())?.metresOfSteps
    return around.map { DensityField(density, over: $0) }
  }

  private static func compute(
    _ a: PolygonSet, _ b: PolygonSet, _ selection: PairSelection, density: (any ArealDensity)?,
    ground: Bounds?, job: Job
  ) throws -> Draft {
    try job.cancellation.check()
    guard !a.chains.isEmpty, !b.chains.isEmpty else {
      return Draft(parts: [], merge: TableMerge(rows: 0, scale: nil))
    }
    let field = density.flatMap { AreaTable.field($0, a, b, ground) }
    let parts = a.withView { viewA in
      b.withView { viewB in
        OverlayRun(
          viewA, rings: a.ringCount, viewB, rings: b.ringCount, selection, field: field
        ).sums(job)
      }
    }
    try job.cancellation.check()
    return Draft(parts: parts, merge: TableMerge(rows: a.count, scale: field?.scale))
  }
}
