import Dispatch
import Geometry
import Groundwork
import Synchronization

/// What one polygon of a layer shares with one polygon of another.
public struct SharedArea: Sendable, Hashable {
  /// The number of the polygon in the first layer.
  public var a: Int32
  /// The number of the polygon in the second layer.
  public var b: Int32
  /// The shared planar area in m².
  public var planar: Double
  /// The integral of the density over the shared ground in m²; the planar area where none was given.
  public var weighted: Double

  public init(a: Int32, b: Int32, planar: Double, weighted: Double) {
    self.a = a
    self.b = b
    self.planar = planar
    self.weighted = weighted
  }
}

/// The area table of two polygon layers: how much ground every pair of polygons shares.
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
/// than ``smallest``. See ``PairKernel`` for the method, what input is tolerated and the error
/// bounds.
public struct AreaTable: Sendable {
  /// Ascending by `a`, then by `b`.
  public var entries: [SharedArea]

  /// Pieces below this planar area (m²) are smaller than the rounding of the sums and left out.
  public static let smallest = 1e-6

  /// Polygons of the first layer that are done before a thread asks for more.
  private static let block = 256

  /// The area table of two layers.
  ///
  /// - Throws: ``Groundwork/Cancelled``.
  public static func between(
    _ a: PolygonSet, _ b: PolygonSet, density: (any ArealDensity)? = nil, job: Job = Job()
  ) throws -> AreaTable {
    try compute(a, b, onlyAbove: false, density: density, job: job)
  }

  /// The ground that polygons of one layer take from each other: pairs with `a < b`.
  ///
  /// - Throws: ``Groundwork/Cancelled``.
  public static func overlaps(
    within set: PolygonSet, density: (any ArealDensity)? = nil, job: Job = Job()
  ) throws -> AreaTable {
    try compute(set, set, onlyAbove: true, density: density, job: job)
  }

  /// The integral of a density over each whole polygon of a layer, in m².
  public static func weights(of set: PolygonSet, density: any ArealDensity) -> [Double] {
    guard let field = field(density, set, set) else { return [] }
    return set.xs.withUnsafeBufferPointer { xs in
      set.ys.withUnsafeBufferPointer { ys in
        (0..<set.count).map { feature in
          let box = set.boxes[feature]
          var sum = MomentSum()
          for ring in set.featureRings[feature]..<set.featureRings[feature + 1] {
            for point in set.ringStarts[ring]..<(set.ringStarts[ring + 1] - 1) {
              let ax = xs[point] - box.minX
              let ay = ys[point] - box.minY
              let bx = xs[point + 1] - box.minX
              let by = ys[point + 1] - box.minY
              sum.add(
                weight: 1, ax: ax, ay: ay, dx: bx - ax, dy: by - ay, cross: ax * by - ay * bx,
                share: 1)
            }
          }
          return field.integral(sum, originX: box.minX, originY: box.minY)
        }
      }
    }
  }

  private static func field(
    _ density: any ArealDensity, _ a: PolygonSet, _ b: PolygonSet
  ) -> DensityField? {
    var extent: Bounds?
    for box in a.boxes where box.minX <= box.maxX { extent = extent?.union(box) ?? box }
    for box in b.boxes where box.minX <= box.maxX { extent = extent?.union(box) ?? box }
    guard let extent else { return nil }
    let steps = GridPoint.stepsPerMetre
    return DensityField(
      density,
      over: Bounds(
        minX: extent.minX / steps, minY: extent.minY / steps, maxX: extent.maxX / steps,
        maxY: extent.maxY / steps))
  }

  private static func compute(
    _ a: PolygonSet, _ b: PolygonSet, onlyAbove: Bool, density: (any ArealDensity)?, job: Job
  ) throws -> AreaTable {
    try job.cancellation.check()
    let index = SpatialIndex(b.boxes)
    let field = density.flatMap { AreaTable.field($0, a, b) }
    let blocks = (a.count + block - 1) / block
    let results = Mutex<[[SharedArea]]>(Array(repeating: [], count: blocks))
    let next = Atomic<Int>(0)
    let finished = Atomic<Int>(0)
    job.progress.begin(Localized(zh: "叠加求积", en: "Overlay"), total: a.count)
    let workers = min(job.threads, max(1, blocks))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      AreaTable.withViews(a, b) { viewA, viewB in
        let worker = Worker(viewA, viewB, index: index, onlyAbove: onlyAbove, field: field)
        while !job.cancellation.isCancelled {
          let mine = next.add(1, ordering: .relaxed).oldValue
          guard mine < blocks else { break }
          let range = (mine * block)..<min((mine + 1) * block, a.count)
          let found = worker.run(range)
          results.withLock { $0[mine] = found }
          job.progress.advance(to: finished.add(range.count, ordering: .relaxed).newValue)
        }
      }
    }
    try job.cancellation.check()
    job.progress.end()
    let found = results.withLock { $0 }
    var entries: [SharedArea] = []
    entries.reserveCapacity(found.reduce(0) { $0 + $1.count })
    for part in found { entries.append(contentsOf: part) }
    return AreaTable(entries: entries)
  }

  private static func withViews(
    _ a: PolygonSet, _ b: PolygonSet, _ body: (PolygonView, PolygonView) -> Void
  ) {
    a.withView { viewA in b.withView { viewB in body(viewA, viewB) } }
  }
}

extension PolygonSet {
  /// Pins the coordinate columns for the length of `body`.
  func withView(_ body: (PolygonView) -> Void) {
    xs.withUnsafeBufferPointer { xs in
      ys.withUnsafeBufferPointer { ys in
        guard let x = xs.baseAddress, let y = ys.baseAddress else { return }
        body(PolygonView(set: self, xs: x, ys: y))
      }
    }
  }
}
