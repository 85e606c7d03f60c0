import Foundation
import Geodesy
import Geometry
import Groundwork
import Storage

/// A coordinate system for requests and answers of features.
struct FeatureSystem: Sendable {
  static let crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
  private static let epsg = "http://www.opengis.net/def/crs/EPSG/0/"

  var uri: String
  private var kind: Kind
  private let projection: MapProjection

  private enum Kind {
    case degrees
    /// Latitude first.
    case latitude
    case workspace(northFirst: Bool)
  }

  /// The URIs of a workspace's layers, the default first and the workspace's own last.
  static func uris(_ code: Int?) -> [String] {
    [crs84, epsg + "4326"] + (code.map { [epsg + String($0)] } ?? [])
  }

  /// - Throws: A ``Problem`` 400 for a system that is not listed.
  init(_ uri: String?, _ state: WorkspaceState) throws {
    guard let projection = try state.projection(),
      let reference = try state.workspace.crsDefinition()
    else {
      throw Problem(
        404, "workspace.empty", zh: "工作空间中还没有图层。", en: "The workspace has no layer yet.")
    }
    self.projection = projection
    self.uri = uri ?? FeatureSystem.crs84
    let code = reference.organization == "EPSG" ? reference.code : nil
    switch self.uri {
    case FeatureSystem.crs84: kind = .degrees
    case FeatureSystem.epsg + "4326": kind = .latitude
    case let text where code != nil && text == FeatureSystem.epsg + String(code ?? 0):
      let system = try CoordinateReferenceSystem("EPSG:\(code ?? 0)")
      kind = .workspace(northFirst: FeatureSystem.isNorthFirst(system.wkt))
    default:
      let known = FeatureSystem.uris(code).joined(separator: ", ")
      throw Problem(
        400, "service.crs", zh: "没有此坐标系；可用：\(known)。",
        en: "This coordinate system is not offered; there are: \(known).")
    }
  }

  /// Whether the first axis of the official definition points north, as it does in Chinese grids.
  private static func isNorthFirst(_ wkt: String) -> Bool {
    guard let axis = wkt.range(of: "AXIS[") else { return false }
    let words = wkt[axis.upperBound...].prefix { $0 != "]" }
    return words.lowercased().contains(",north")
  }

  /// Converts easting and northing of the workspace to a position of this system, in its axis
  /// order.
  func position(x: Double, y: Double) throws -> (x: Double, y: Double) {
    switch kind {
    case .degrees:
      return try projection.degrees(x: x, y: y)
    case .latitude:
      let place = try projection.degrees(x: x, y: y)
      return (place.y, place.x)
    case .workspace(let northFirst): return northFirst ? (y, x) : (x, y)
    }
  }

  /// The boxes of a bounding box of this system: two if it crosses the 180th meridian.
  func boxes(_ numbers: [Double]) throws -> [FeatureBox] {
    let half = numbers.count / 2
    var (a, b) = ((numbers[0], numbers[1]), (numbers[half], numbers[half + 1]))
    guard [4, 6].contains(numbers.count) else { throw FeatureSystem.badBox }
    switch kind {
    case .latitude, .workspace(northFirst: true):
      a = (a.1, a.0)
      b = (b.1, b.0)
    case .degrees, .workspace(northFirst: false): break
    }
    guard a.1 <= b.1 else { throw FeatureSystem.badBox }
    func box(_ west: Double, _ east: Double) -> FeatureBox {
      FeatureBox(
        bounds: Bounds(minX: west, minY: a.1, maxX: east, maxY: b.1),
        isInDegrees: !isOfWorkspace)
    }
    if a.0 <= b.0 { return [box(a.0, b.0)] }
    guard !isOfWorkspace else { throw FeatureSystem.badBox }
    return [box(a.0, 180), box(-180, b.0)]
  }

  private var isOfWorkspace: Bool {
    if case .workspace = kind { true } else { false }
  }

  private static let badBox = Problem(
    400, "service.option", zh: "bbox 应为 4 或 6 个数，先小后大。",
    en: "bbox must be four or six numbers, the lower corner first.")
}

/// A bounding box for a query.
struct FeatureBox: Sendable {
  /// In degrees of longitude and latitude, or easting and northing of the workspace.
  var bounds: Bounds
  var isInDegrees: Bool
}

extension Bounds {
  /// Whether the box and the area of a polygon have a point in common; rings in the box's own
  /// coordinates.
  func meets(_ rings: [[(x: Double, y: Double)]]) -> Bool {
    var isCornerInside = false
    for ring in rings {
      guard var a = ring.last else { continue }
      for b in ring {
        if meets(a, b) { return true }
        if (a.y > minY) != (b.y > minY),
          minX < (b.x - a.x) * (minY - a.y) / (b.y - a.y) + a.x
        {
          isCornerInside.toggle()
        }
        a = b
      }
    }
    return isCornerInside
  }

  /// Whether a segment meets the box (Liang and Barsky 1984).
  private func meets(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> Bool {
    var (low, high) = (0.0, 1.0)
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    for (step, room) in [(-dx, a.x - minX), (dx, maxX - a.x), (-dy, a.y - minY), (dy, maxY - a.y)] {
      if step == 0 {
        if room < 0 { return false }
      } else if step < 0 {
        low = max(low, room / step)
      } else {
        high = min(high, room / step)
      }
    }
    return low <= high
  }
}
