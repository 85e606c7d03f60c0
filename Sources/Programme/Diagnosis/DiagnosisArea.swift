import Geometry
import Groundwork
import Overlay
import Planning

/// A part of the land that is diagnosed by itself: all of it, a county, town or village, a unit of a
/// boundary layer, a drawn area.
public struct DiagnosisArea: Sendable {
  public enum Kind: String, Sendable, Codable {
    case whole, county, town, village
    /// A polygon of a boundary layer.
    case boundary
    /// Drawn by a person.
    case drawn
  }

  /// A patch that lies in the area, wholly or with a piece.
  public struct Part: Sendable {
    /// Where the patch stands in the ground.
    public var patch: Int
    /// `nil` for the whole patch.
    public var piece: Piece?
  }

  /// What of a patch lies in an area that cuts it.
  public struct Piece: Sendable {
    public var geometry: MultiPolygon
    /// The cut counts as an edge.
    public var shape: PatchShape
    public var insidePark: Area?
  }

  public var kind: Kind
  public var code: String
  public var name: String
  public var parts: [Part]

  public init(_ kind: Kind, code: String, name: String, parts: [Part]) {
    self.kind = kind
    self.code = code
    self.name = name
    self.parts = parts
  }

  /// All patches.
  public static func whole(_ ground: DiagnosedGround) -> DiagnosisArea {
    DiagnosisArea(
      .whole, code: "", name: "",
      parts: ground.patches.indices.map { Part(patch: $0, piece: nil) })
  }

  /// One area for each code, ascending; what has no code lies in none.
  ///
  /// - Parameter codes: of each patch, as long as the level asks: 6 digits for a county, 9 for a
  ///   town, 12 for a village.
  public static func byCode(
    _ kind: Kind, _ codes: [String?], named names: [String: String]
  ) -> [DiagnosisArea] {
    var members: [String: [Part]] = [:]
    for (patch, code) in codes.enumerated() {
      guard let code else { continue }
      members[code, default: []].append(Part(patch: patch, piece: nil))
    }
    return members.sorted { $0.key < $1.key }.map { code, parts in
      DiagnosisArea(kind, code: code, name: names[code] ?? "", parts: parts)
    }
  }

  /// A polygon of a boundary layer or of a drawing.
  public struct Outline: Sendable {
    public var code: String
    public var name: String
    public var geometry: MultiPolygon

    public init(code: String, name: String, geometry: MultiPolygon) {
      self.code = code
      self.name = name
      self.geometry = geometry
    }
  }

  /// One area for each outline: patches wholly inside, and the pieces of those that it cuts.
  ///
  /// The area of a piece is its share of the patch's area. What lies outside by less than a square
  /// metre counts as inside, and a sliver of a patch is left out: boundaries follow patches only as
  /// well as they were drawn.
  ///
  /// - Throws: ``Groundwork/Cancelled``, ``Geometry/GEOSError``.
  public static func cut(
    _ kind: Kind, _ ground: DiagnosedGround, by outlines: [Outline], job: Job = Job()
  ) throws -> [DiagnosisArea] {
    var patches = PolygonSet()
    for patch in ground.patches { patches.append(patch.geometry) }
    var areas = PolygonSet()
    for outline in outlines { areas.append(outline.geometry) }
    let geos = GEOS()
    var parts = [[Part]](repeating: [], count: outlines.count)
    for (number, entry) in try AreaTable.between(patches, areas, job: job).entries.enumerated() {
      if number % 256 == 0 { try job.cancellation.check() }
      let patch = Int(entry.a)
      let whole = patches.planarSquareMetres(of: patch)
      if whole - entry.planar < Sliver.area {
        parts[Int(entry.b)].append(Part(patch: patch, piece: nil))
        continue
      }
      let geometry = try Overlay.Piece.shared(
        patch, of: patches, Int(entry.b), of: areas, geos: geos)
      guard !geometry.isEmpty, !Sliver.isSliver(geometry) else { continue }
      let share = entry.planar / whole
      func part(of area: Area) -> Area {
        Area(roundingSquareMetres: area.squareMetres * share) ?? .zero
      }
      parts[Int(entry.b)].append(
        Part(
          patch: patch,
          piece: Piece(
            geometry: geometry,
            shape: PatchShape(geometry, area: part(of: ground.patches[patch].shape.area)),
            insidePark: ground.patches[patch].insidePark.map(part))))
    }
    return outlines.indices.map {
      DiagnosisArea(kind, code: outlines[$0].code, name: outlines[$0].name, parts: parts[$0])
    }
  }
}
