import CPROJ
import Groundwork

/// Takes coordinates from one system to another (坐标转换) through PROJ.
///
/// Always x = easting or longitude, y = northing or latitude. May be used from several threads.
public struct Transformer: Sendable {
  public let source: CoordinateReferenceSystem
  public let target: CoordinateReferenceSystem
  /// The steps of the way, one behind the other.
  private let steps: [ProjPool]
  /// What is done to the plane at the end.
  private let similarity: PlaneSimilarity?
  /// How well control points fit, in metres; `nil` without any.
  public var largestResidual: Double? { similarity?.largestResidual }

  /// - Parameter allowsBallpark: whether a point for which no change of datum is known is taken over
  ///   with its latitude and longitude as they are. If not, it has no image.
  /// - Throws: `crs.no-transformation` if PROJ knows no way.
  public init(
    from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem,
    allowsBallpark: Bool = true
  ) throws {
    self.source = source
    self.target = target
    similarity = nil
    guard source != target else {
      steps = []
      return
    }
    steps = [
      try ProjPool {
        try ProjSession.transformation(
          from: source, to: .system(target), allowsBallpark: allowsBallpark)
      }
    ]
  }

  /// With a change of datum of the user's own choice.
  ///
  /// - Throws: `crs.no-transformation` if a projection has no way back.
  public init(
    from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem,
    by operation: DatumOperation
  ) throws {
    self.source = source
    self.target = target
    similarity = nil
    let sourceDegrees = try source.geographic()
    let targetDegrees = try target.geographic()
    var steps: [ProjPool] = []
    if source != sourceDegrees {
      steps.append(
        try ProjPool { try ProjSession.transformation(from: source, to: .system(sourceDegrees)) })
    }
    steps.append(
      try ProjPool { try operation.session(from: sourceDegrees, to: targetDegrees) })
    if target != targetDegrees {
      steps.append(
        try ProjPool { try ProjSession.transformation(from: targetDegrees, to: .system(target)) })
    }
    self.steps = steps
  }

  /// With a change of datum found from control points: latitude and longitude are taken over as they
  /// are, then the plane is shifted, turned and scaled so that the points fit best (四参数).
  ///
  /// - Throws: `crs.control-points` if the points tell no change of datum.
  public init(
    from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem,
    by control: ControlPoints
  ) throws {
    let plain = try Transformer(from: source, to: target)
    let images = try plain.transform(control.pairs.map { ($0.sourceX, $0.sourceY) })
    self.source = source
    self.target = target
    steps = plain.steps
    similarity = try PlaneSimilarity(
      from: images, to: control.pairs.map { ($0.targetX, $0.targetY) })
  }

  /// One point, in the units of the two systems. Throws `crs.transform-failed` for a point that has
  /// no image.
  public func transform(x: Double, y: Double) throws -> (x: Double, y: Double) {
    try withImage { image in try image(x, y) }
  }

  /// Many points; cheaper than one by one.
  public func transform(_ points: [(x: Double, y: Double)]) throws -> [(x: Double, y: Double)] {
    try withImage { image in try points.map { try image($0.x, $0.y) } }
  }

  /// Hands over the way from a point to its image.
  func withImage<T>(
    _ body: ((Double, Double) throws -> (x: Double, y: Double)) throws -> T
  ) throws -> T {
    try withSessions(steps[...], []) { sessions in
      try body { x, y in
        var point = (x: x, y: y)
        for session in sessions {
          guard let next = session.transform(x: point.x, y: point.y) else { throw failure(x, y) }
          point = next
        }
        return similarity.map { $0(x: point.x, y: point.y) } ?? point
      }
    }
  }

  private func withSessions<T>(
    _ steps: ArraySlice<ProjPool>, _ open: [ProjSession], _ body: ([ProjSession]) throws -> T
  ) throws -> T {
    guard let step = steps.first else { return try body(open) }
    return try step.withSession { try withSessions(steps.dropFirst(), open + [$0], body) }
  }

  private func failure(_ x: Double, _ y: Double) -> Diagnostic {
    Diagnostic(
      code: "crs.transform-failed",
      Localized(
        zh: "坐标 (\(x), \(y)) 无法从“\(source.name)”转换到“\(target.name)”。",
        en: "The point (\(x), \(y)) cannot be taken from \"\(source.name)\" to \"\(target.name)\"."),
      remedy: Localized(
        zh: "检查图层坐标系是否正确、坐标轴是否颠倒。",
        en: "Check that the layer has the right system and that its axes are not swapped."))
  }
}
