import Dispatch
import Geometry
import Groundwork
import Synchronization

/// What every check is given.
struct CheckContext: Sendable {
  let input: CheckInput
  let options: CheckOptions
  let job: Job
  /// The patches of the batch in hand; none outside a batch, where only columns and ids are read.
  let layer: CheckLayer

  init(input: CheckInput, options: CheckOptions, job: Job) {
    self.init(input: input, options: options, job: job, layer: input.patches.layer([]))
  }

  /// An empty list for the findings of one rule.
  var findingList: FindingList { FindingList(limit: options.listed) }

  private init(input: CheckInput, options: CheckOptions, job: Job, layer: CheckLayer) {
    self.input = input
    self.options = options
    self.job = job
    self.layer = layer
  }

  /// The context of a batch, which one thread checks.
  func on(_ features: [Feature]) -> CheckContext {
    CheckContext(
      input: input, options: options, job: Job(cancellation: job.cancellation),
      layer: input.patches.layer(features))
  }

  /// A finding about one feature, placed on its geometry unless a location is given.
  func finding(
    _ rule: CheckRule, _ feature: Feature, other: String? = nil, field: String? = nil,
    location: (x: Double, y: Double)? = nil, value: Double? = nil, tolerance: Double? = nil,
    unit: String? = nil, _ message: Localized
  ) -> Finding {
    Finding(
      rule: rule, layer: layer.name, feature: layer.id(feature), fid: feature.fid, other: other,
      field: field, location: location ?? CheckContext.place(of: feature.geometry), value: value,
      tolerance: tolerance, unit: unit, message: message)
  }

  /// A place on a geometry that costs nothing to find: its first vertex.
  static func place(of geometry: MultiPolygon?) -> (x: Double, y: Double)? {
    guard let point = geometry?.polygons.first?.exterior.first else { return nil }
    return (point.metresX, point.metresY)
  }

  /// Whether an area is both larger than the bound and wider than twice the XY tolerance.
  func isReal(_ piece: Polygon, above bound: Double) -> Bool {
    let area = MultiPolygon(piece).planarSquareMetres
    return area > bound && meanWidth(area: area, of: piece) > 2 * options.xyTolerance
  }

  /// Runs `body` for 0 ..< count on the job's threads; results come back in order.
  ///
  /// `state` is made once a thread. Throws ``Cancelled``, or what `body` threw first.
  func parallel<State, Result: Sendable>(
    _ stage: Localized, count: Int, state: @Sendable () -> State,
    body: @Sendable (State, Int) throws -> [Result]
  ) throws -> [Result] {
    let block = 64
    let blocks = (count + block - 1) / block
    let results = Mutex<[[Result]]>(Array(repeating: [], count: blocks))
    let failure = Mutex<(any Error)?>(nil)
    let next = Atomic<Int>(0)
    let finished = Atomic<Int>(0)
    job.progress.begin(stage, total: count)
    DispatchQueue.concurrentPerform(iterations: max(1, min(job.threads, blocks))) { _ in
      let own = state()
      while !job.cancellation.isCancelled, failure.withLock({ $0 == nil }) {
        let mine = next.add(1, ordering: .relaxed).oldValue
        guard mine < blocks else { break }
        let range = (mine * block)..<min((mine + 1) * block, count)
        do {
          var found: [Result] = []
          for index in range { found += try body(own, index) }
          results.withLock { [found] in $0[mine] = found }
        } catch {
          failure.withLock { [error] in $0 = $0 ?? error }
        }
        job.progress.advance(to: finished.add(range.count, ordering: .relaxed).newValue)
      }
    }
    try job.cancellation.check()
    if let error = failure.withLock({ $0 }) { throw error }
    job.progress.end()
    return results.withLock { $0.flatMap(\.self) }
  }
}

/// The length of all rings in metres.
func perimeter(of polygon: Polygon) -> Double {
  polygon.rings.reduce(0) { sum, ring in
    guard var previous = ring.last else { return sum }
    var length = 0.0
    for point in ring {
      let dx = Double(point.x - previous.x)
      let dy = Double(point.y - previous.y)
      length += (dx * dx + dy * dy).squareRoot()
      previous = point
    }
    return sum + length / GridPoint.stepsPerMetre
  }
}

/// Twice the area by the perimeter, in metres: the width of a long strip.
func meanWidth(area: Double, of polygon: Polygon) -> Double {
  let length = perimeter(of: polygon)
  return length > 0 ? 2 * area / length : 0
}

/// A number for a message: up to four decimals, no trailing zeros.
func shown(_ value: Double) -> String {
  let scaled = (abs(value) * 10_000).rounded()
  guard scaled < 9e15 else { return "\(value)" }
  let whole = Int64(scaled)
  var fraction = "\(whole % 10_000 + 10_000)".dropFirst()
  while fraction.last == "0" { fraction.removeLast() }
  let sign = value < 0 && whole != 0 ? "-" : ""
  return sign + "\(whole / 10_000)" + (fraction.isEmpty ? "" : "." + fraction)
}
