import Geometry
import Groundwork
import Overlay
import Planning

/// A part of the land that is diagnosed separately: the whole land, a county, town or village, a
/// unit of a boundary layer, a drawn area.
public struct DiagnosisArea: Sendable {
  public enum Kind: String, Sendable, Codable {
    case whole, county, town, village
    /// A polygon of a boundary layer.
    case boundary
    /// Drawn by a person.
    case drawn
  }

  /// A patch that lies in the area, completely or partly.
  public struct Part: Sendable {
    /// The index of the patch in the ground.
    public var patch: Int
    /// `nil` for the whole patch.
    public var piece: Piece?
  }

  /// The part of a patch inside an area whose border crosses it.
  public struct Piece: Sendable {
    public var geometry: MultiPolygon
    /// The border of the area counts as an edge.
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

  /// One area for each code, ascending; patches without a code are in no area.
  ///
  /// - Parameter codes: The code of each patch, with the length of the level: 6 digits for a
  ///   county, 9 for a town, 12 for a village.
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

  /// One area for each outline: patches completely inside, and the pieces of patches that it
  /// crosses.
  ///
  /// The area of a piece is its share of the patch's area. A patch with less than a square metre
  /// outside counts as inside, and slivers of patches are ignored, because boundaries are drawn
  /// with limited accuracy.
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
