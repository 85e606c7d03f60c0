import Geometry
import Survey

/// A polygon in a report's map. As JSON: an array of polygons, each an array of rings, each an array
/// of grid steps `x, y, x, y, …`.
public struct MapShape: Sendable {
  public var geometry: MultiPolygon

  public init(_ geometry: MultiPolygon) {
    self.geometry = geometry
  }

  /// Whether the point, in metres, lies inside; points on the border may count either way.
  func contains(x: Double, y: Double) -> Bool {
    var isInside = false
    for ring in geometry.polygons.lazy.flatMap(\.rings) {
      guard var previous = ring.last else { continue }
      for vertex in ring {
        if (vertex.metresY > y) != (previous.metresY > y) {
          let share = (y - previous.metresY) / (vertex.metresY - previous.metresY)
          if x < previous.metresX + share * (vertex.metresX - previous.metresX) {
            isInside.toggle()
          }
        }
        previous = vertex
      }
    }
    return isInside
  }

  public init(from decoder: any Decoder) throws {
    let polygons = try decoder.singleValueContainer().decode([[[Int64]]].self)
    geometry = MultiPolygon(
      polygons.map { rings in
        let rings = rings.map { steps in
          stride(from: 0, to: steps.count - 1, by: 2).map {
            GridPoint(x: steps[$0], y: steps[$0 + 1])
          }
        }
        return Polygon(rings.first ?? [], holes: Array(rings.dropFirst()))
      })
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(
      geometry.polygons.map { $0.rings.map { ring in ring.flatMap { [$0.x, $0.y] } } })
  }
}

/// A patch of land of one class.
public struct MapPatch: Sendable {
  /// Class code; its colour comes from the report's classes.
  public var code: String
  public var shape: MapShape

  public init(code: String, geometry: MultiPolygon) {
    self.code = code
    self.shape = MapShape(geometry)
  }
}

/// An area that a planning line or an administrative unit encloses.
public struct MapControl: Sendable {
  /// The row of the layer catalogue: title, colour, line and order.
  public var kind: LayerKind
  public var name: String?
  public var shape: MapShape

  public init(kind role: ImportRole, name: String? = nil, geometry: MultiPolygon) {
    kind = role.kind
    self.name = name
    self.shape = MapShape(geometry)
  }
}

/// The content of a district's map.
public struct DistrictMap: Sendable {
  /// Patches of the base epoch.
  public var base: [MapPatch]
  /// Measures of the plan, by their target class.
  public var measures: [MapPatch]
  public var controls: [MapControl]

  public init(base: [MapPatch], measures: [MapPatch] = [], controls: [MapControl] = []) {
    self.base = base
    self.measures = measures
    self.controls = controls
  }

  /// The box that holds everything, in metres.
  public var bounds: Bounds? {
    (base.map(\.shape) + measures.map(\.shape)).reduce(nil as Bounds?) { box, shape in
      guard let next = shape.geometry.bounds else { return box }
      return box?.union(next) ?? next
    }
  }
}
