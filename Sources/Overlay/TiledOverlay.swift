import Dispatch
import Geometry
import Groundwork
import Synchronization

/// The area table of two layers that are larger than memory.
///
/// Polygons of the first layer are grouped along a Hilbert curve; each group is overlaid with the
/// polygons of the second layer that its box meets, while the next group is read.
///
/// The entries are those of ``AreaTable/between(_:_:density:over:job:)`` to the bit.
public struct TiledOverlay {
  private let a: PolygonSpill
  private let b: PolygonSpill
  private let density: (any ArealDensity)?
  /// Whether both are the same layer, of which each pair is wanted once.
  private let isWithin: Bool
  private let ground: Bounds
  /// The most bytes of both layers in a group.
  private let groupLimit: Int

  /// - Parameter memory: the bytes that polygons may take in memory.
  public init(_ a: PolygonSpill, _ b: PolygonSpill, density: (any ArealDensity)?, memory: Int) {
    self.init(a, b, density: density, isWithin: false, memory: memory)
  }

  /// The overlaps between polygons of one layer: the entries are those of
  /// ``AreaTable/overlaps(within:density:job:)`` to the bit.
  public init(within spill: PolygonSpill, memory: Int) {
    self.init(spill, spill, density: nil, isWithin: true, memory: memory)
  }

  private init(
    _ a: PolygonSpill, _ b: PolygonSpill, density: (any ArealDensity)?, isWithin: Bool, memory: Int
  ) {
    self.a = a
    self.b = b
    self.density = density
    self.isWithin = isWithin
    // Two groups are in memory at a time, and unpacked polygons are larger than in the file.
    groupLimit = max(1 << 16, memory / 5)
    let extent = Bounds.around([a.boxes, b.boxes].joined())
    ground = (extent ?? Bounds(minX: 0, minY: 0, maxX: 0, maxY: 0)).metresOfSteps
  }

  /// One group: polygons of both layers, in memory.
  private struct Part: Sendable {
    var firsts: [Int]
    var seconds: [Int]
    var a: PolygonSet
    var b: PolygonSet
    /// Whether this is the first part with these polygons of the first layer.
    var isFirst: Bool
  }

  /// The result of a run.
  public struct Result: Sendable {
    public var table: AreaTable
    /// The integral of the density over each polygon of the first layer; `nil` without a density.
    public var weights: [Double]?
  }

  /// - Parameter check: called after each group with the number of entries so far; an error that it
  ///   throws ends the run.
  /// - Throws: ``Groundwork/Cancelled``; ``Groundwork/SpillFile/Failure``.
  public func run(_ job: Job = Job(), _ check: (Int) throws -> Void = { _ in }) throws -> Result {
    let plan = plan()
    var found = try SpilledEntries(rows: a.count)
    var weights = density.map { _ in [Double](repeating: 0, count: a.count) }
    var loading: Loading? = plan.first.map { load($0, job) }
    var done = 0
    job.progress.begin(Localized(zh: "分块叠加求积", en: "Overlay by tiles"), total: a.count)
    let quiet = Job(cancellation: job.cancellation, threads: job.threads)
    for index in plan.indices {
      try job.cancellation.check()
      guard let part = try loading?.wait() else { break }
      loading = index + 1 < plan.count ? load(plan[index + 1], job) : nil
      let table =
        isWithin
        ? try AreaTable.overlaps(within: part.a, part.firsts, part.b, part.seconds, job: quiet)
        : try AreaTable.between(part.a, part.b, density: density, over: ground, job: quiet)
      try found.append(table, part.firsts, part.seconds)
      try check(found.count)
      if part.isFirst {
        if let density {
          let whole = AreaTable.weights(of: part.a, density: density, over: ground)
          for (position, feature) in part.firsts.enumerated() {
            weights?[feature] = whole[position]
          }
        }
        done += part.firsts.count
        job.progress.advance(to: done)
      }
    }
    job.progress.end()
    return Result(table: AreaTable(entries: try found.sorted()), weights: weights)
  }

  // MARK: Plan

  private struct Step: Sendable {
    var firsts: [Int]
    var seconds: [Int]
    var isFirst: Bool
  }

  /// The groups, each within the limit; a group that meets too many polygons of the second layer
  /// takes several steps.
  private func plan() -> [Step] {
    let index = SpatialIndex(b.boxes)
    var steps: [Step] = []
    var firsts: [Int] = []
    var bytes = 0
    var box: Bounds?
    func close() {
      guard let around = box else { return }
      var seconds: [Int] = []
      var size = 0
      var isFirst = true
      var near = index.items(in: around)
      if isWithin, let first = firsts.min() { near.removeAll { $0 <= first } }
      for (position, second) in near.enumerated() {
        seconds.append(second)
        size += b.byteCount(of: second)
        if size >= groupLimit / 2 || position == near.count - 1 {
          steps.append(Step(firsts: firsts, seconds: seconds, isFirst: isFirst))
          isFirst = false
          seconds = []
          size = 0
        }
      }
      if isFirst { steps.append(Step(firsts: firsts, seconds: [], isFirst: true)) }
      firsts = []
      bytes = 0
      box = nil
    }
    for feature in order() {
      firsts.append(feature)
      bytes += a.byteCount(of: feature)
      box = box?.union(a.boxes[feature]) ?? a.boxes[feature]
      if bytes >= groupLimit / 2 { close() }
    }
    close()
    return steps
  }

  /// The polygons of the first layer, near ones together; empty ones are left out.
  private func order() -> [Int] {
    let features = (0..<a.count).filter { !a.boxes[$0].isInverted }
    let steps = GridPoint.stepsPerMetre
    let side = max(ground.width, ground.height, 1) * steps
    let keys = features.map { feature in
      let box = a.boxes[feature]
      let x = ((box.minX + box.maxX) / 2 - ground.minX * steps) / side * 65_535
      let y = ((box.minY + box.maxY) / 2 - ground.minY * steps) / side * 65_535
      return UInt64(HilbertCurve.distance(x: UInt32(max(0, x)), y: UInt32(max(0, y))))
    }
    return RadixSort.order(keys, bits: 32).map { features[Int($0)] }
  }

  // MARK: Loading

  /// A group that is being read in the background.
  private final class Loading: Sendable {
    private let result = Mutex<Swift.Result<Part, any Error>?>(nil)
    private let isDone = DispatchGroup()

    init(_ body: @escaping @Sendable () throws -> Part) {
      DispatchQueue.global().async(group: isDone) {
        let part = Swift.Result { try body() }
        self.result.withLock { $0 = part }
      }
    }

    func wait() throws -> Part? {
      isDone.wait()
      return try result.withLock { $0 }?.get()
    }
  }

  private func load(_ step: Step, _ job: Job) -> Loading {
    let (a, b) = (a, b)
    return Loading {
      // In the order of the file, so that reads are sequential.
      let firsts = step.firsts.sorted()
      return Part(
        firsts: firsts, seconds: step.seconds, a: try a.load(firsts), b: try b.load(step.seconds),
        isFirst: step.isFirst)
    }
  }
}
