import Geometry
import Groundwork

/// Consecutive patches, checked together by one thread.
struct CheckBatch {
  /// What GEOS says about an invalid geometry, and where, in metres.
  typealias Fault = (reason: String, x: Double, y: Double)

  /// The context whose layer is the batch.
  let context: CheckContext
  /// The position of its first patch in the layer.
  let start: Int
  let geos = GEOS()
  /// What is wrong with each geometry; `nil` if it is valid, and where validity is not asked for.
  private(set) var faults: [Fault?]
  /// Valid geometries, made so where need be; `nil` for features without area. Empty without topology.
  private(set) var geometries: [MultiPolygon?] = []

  /// The number of patches in a batch.
  static let size = 512

  /// What the checks need of a batch.
  struct Wants: Sendable {
    var faults: Bool
    var geometries: Bool
    var signedEdges: Bool
    var mergeEdges: Bool
    var sums: Bool
  }

  init(
    _ features: [Feature], start: Int, _ context: CheckContext, _ wants: Wants
  ) throws {
    self.context = context.on(features)
    self.start = start
    faults = []
    for feature in features where wants.faults || wants.geometries {
      guard let geometry = feature.geometry, !geometry.isEmpty else {
        faults.append(nil)
        if wants.geometries { geometries.append(nil) }
        continue
      }
      let fault = try geos.invalidReason(geometry)
      faults.append(fault)
      if wants.geometries {
        geometries.append(fault == nil ? geometry : try geos.makeValid(geometry))
      }
    }
  }

  /// What is gathered of a batch for the checks of the whole layer.
  struct Gathered: Sendable {
    let start: Int
    let features: [Feature]
    /// The box of each valid geometry; inverted for a feature without area.
    var boxes: [Bounds] = []
    /// A vertex of each.
    var firsts: [GridPoint] = []
    /// Positions in the layer of patches whose geometry is invalid.
    var repaired: [Int] = []
    var signedEdges: [PatchEdge] = []
    var mergeEdges: [PatchEdge] = []
    /// ΣTBMJ by ZLDWDM.
    var sums: [String: Area] = [:]
  }

  func gathered(_ wants: Wants) -> Gathered {
    let features = context.layer.features
    var gathered = Gathered(start: start, features: features)
    if wants.signedEdges {
      let none = Bounds(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
      for (offset, geometry) in geometries.enumerated() {
        gathered.boxes.append(geometry?.bounds ?? none)
        gathered.firsts.append(geometry?.polygons.first?.exterior.first ?? GridPoint(x: 0, y: 0))
        if faults[offset] != nil { gathered.repaired.append(start + offset) }
        if let geometry {
          gathered.signedEdges += SignedEdges.edges(of: geometry, owner: start + offset)
        }
      }
    }
    if wants.mergeEdges {
      for (offset, feature) in features.enumerated() {
        gathered.mergeEdges += MergeCheck.edges(of: feature, at: start + offset)
      }
    }
    if wants.sums { gathered.sums = AreaChecks(context: context).sums() }
    return gathered
  }
}
