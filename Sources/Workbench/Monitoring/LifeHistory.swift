import Geodesy
import Geometry
import Groundwork
import Records
import Storage
import Survey

/// What a piece of ground was in every epoch, and what plans want there (地块沿革).
public struct LifeHistory: Encodable, Sendable {
  public struct Step: Encodable, Sendable {
    /// `epoch` or `plan`.
    public var kind: String
    public var name: String
    public var layer: String
    /// `nil` where no patch covers the point: it was not surveyed, or no measure takes it.
    public var patch: String?
    public var code: String?
    public var title: String?
    public var area: Area?
    /// Whether the class differs from that of the last epoch that knows one.
    public var isChanged: Bool
    public var project: String?
    public var stage: Int?
  }

  /// Degrees.
  public var point: [Double]
  /// Epochs ascending, then plans.
  public var steps: [Step]
}

extension Workbench {
  /// The life history of the ground at a point.
  ///
  /// - Parameters:
  ///   - longitude: in degrees, like the latitude.
  ///   - mayRead: whether a layer may be shown.
  /// - Complexity: the patches whose boxes hold the point, in each layer.
  /// - Throws: Diagnostics `workspace.empty`, `crs.transform-failed`.
  public func lifeHistory(
    longitude: Double, latitude: Double, mayRead: (String) throws -> Bool = { _ in true }
  ) throws -> LifeHistory {
    let transformer = try Transformer(from: CoordinateReferenceSystem("EPSG:4326"), to: crs())
    let place = try transformer.transform(x: longitude, y: latitude)
    let layers = try workspace.layers().filter { [.survey, .plan].contains($0.role) }
      .filter { try mayRead($0.name) }
    var history = LifeHistory(point: [longitude, latitude], steps: [])
    var last: String?
    for layer in layers.filter({ $0.role == .survey }).sorted(by: {
      ($0.epoch ?? "") < ($1.epoch ?? "")
    }) {
      var step = try lifeStep(layer, "epoch", layer.epoch ?? layer.name, place)
      step.isChanged = last != nil && step.code != nil && step.code != last
      last = step.code ?? last
      history.steps.append(step)
    }
    for layer in layers.filter({ $0.role == .plan }).sorted(by: {
      ($0.plan ?? "") < ($1.plan ?? "")
    }) {
      var step = try lifeStep(layer, "plan", layer.plan ?? layer.name, place)
      step.isChanged = step.code != nil && step.code != last
      history.steps.append(step)
    }
    return history
  }

  private func lifeStep(
    _ layer: LayerRecord, _ kind: String, _ name: String, _ place: (x: Double, y: Double)
  ) throws -> LifeHistory.Step {
    var step = LifeHistory.Step(
      kind: kind, name: name, layer: layer.name, isChanged: false)
    let columns = try workspace.columns(of: layer.name).map(\.name)
    let field = FieldFinder(try workspace.columns(of: layer.name))
    let spot = Bounds(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y)
    try workspace.forEachFeature(in: layer.name, columns: columns, bounds: spot) { feature in
      guard step.patch == nil, let geometry = feature.geometry,
        geometry.contains(x: place.x, y: place.y)
      else { return }
      func text(_ own: OwnField) -> String? { field[own].flatMap { feature.values[$0].string } }
      func whole(_ own: OwnField) -> Int64? { field[own].flatMap { feature.values[$0].int64 } }
      step.patch = text(.id) ?? String(feature.fid)
      step.code = text(.landClass) ?? text(.sourceClass)
      step.title = text(.className)
      step.area = whole(.area).map { Area(hundredths: $0) }
      step.project = text(.projectName)
      step.stage = whole(.stage).flatMap { Int(exactly: $0) }
    }
    return step
  }
}

extension MultiPolygon {
  /// Whether a point in metres lies inside, by the even-odd rule; a point on an edge belongs to one
  /// of the two sides.
  ///
  /// - Complexity: O(points).
  fileprivate func contains(x: Double, y: Double) -> Bool {
    var isInside = false
    for ring in polygons.lazy.flatMap(\.rings) {
      guard var before = ring.last else { continue }
      for point in ring {
        let (a, b) = (before, point)
        if (a.metresY > y) != (b.metresY > y) {
          let share = (y - a.metresY) / (b.metresY - a.metresY)
          if x < a.metresX + share * (b.metresX - a.metresX) { isInside.toggle() }
        }
        before = point
      }
    }
    return isInside
  }
}
