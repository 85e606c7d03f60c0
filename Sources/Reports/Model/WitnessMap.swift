import Geometry
import Groundwork

/// A witness piece of a verdict (举证图斑), with its surroundings.
public struct WitnessMap: Sendable {
  /// Rule and part, as `CAP-01/pbf`.
  public var rule: String
  /// Number among the witnesses of its rule, the largest first, from 1.
  public var rank: Int
  public var fromID: String?
  public var toID: String?
  public var fromClass: String?
  public var toClass: String?
  public var area: Area
  public var note: String?
  public var shape: MapShape
  /// Patches inside ``viewport(of:)``.
  public var context: [MapPatch]
  public var controls: [MapControl]

  public init(
    rule: String, rank: Int, fromID: String? = nil, toID: String? = nil,
    fromClass: String? = nil, toClass: String? = nil, area: Area, note: String? = nil,
    geometry: MultiPolygon, context: [MapPatch] = [], controls: [MapControl] = []
  ) {
    self.rule = rule
    self.rank = rank
    self.fromID = fromID
    self.toID = toID
    self.fromClass = fromClass
    self.toClass = toClass
    self.area = area
    self.note = note
    self.shape = MapShape(geometry)
    self.context = context
    self.controls = controls
  }

  /// The box that the small map of a piece shows: the piece with a margin of its own size on each
  /// side, in the ratio 4:3, at least 160 m wide. The map contains the patches and lines that meet
  /// it.
  public static func viewport(of piece: Bounds) -> Bounds {
    let width = max(piece.width * 2, piece.height * 2 * 4 / 3, 160)
    let height = width * 3 / 4
    let x = (piece.minX + piece.maxX) / 2
    let y = (piece.minY + piece.maxY) / 2
    return Bounds(
      minX: x - width / 2, minY: y - height / 2, maxX: x + width / 2, maxY: y + height / 2)
  }
}
