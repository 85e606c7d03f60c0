import Foundation
import Geometry
import Governance
import Groundwork
import Programme

/// Proposed districts or units with the ground that they are made of (`zhitu.districts/1`), beside those
/// that people drew. Areas are in 0.01 m²; geometry is in degrees.
public struct DistrictDocument: Encodable, Sendable {
  public struct Potential: Encodable, Sendable {
    public var theoretical = Area.zero
    public var realisable = Area.zero
    public var nearTerm = Area.zero
  }

  public struct Share: Encodable, Sendable {
    public var id: String
    public var title: Localized
    public var area: Area
  }

  /// What lies in some cells.
  public struct Content: Encodable, Sendable {
    public var area = Area.zero
    /// What the search gathers.
    public var value = Area.zero
    public var potential = Potential()
    /// Potential at the level of the request, by element; a patch of several elements counts with the
    /// largest of its areas, once.
    public var elements: [Share] = []
    /// Ground by town; several: it crosses their borders.
    public var towns: [Share] = []
    /// Ground inside the urban development boundary; `nil` without that layer.
    public var insideBoundary: Area?
    /// Projects of the library whose ground lies in it by more than half.
    public var projects: [String] = []
  }

  /// How much of a proposal lies in an object that people drew.
  public struct Overlap: Encodable, Sendable {
    public var id: String
    public var title: String
    public var area: Area
    public var value: Area
  }

  public struct Proposal: Encodable, Sendable {
    public var number: Int
    public var name: String
    public var cells: [Int]
    public var score: Area
    public var content: Content
    public var overlaps: [Overlap]
    public var geometry: GeoJSONPolygon
  }

  public struct Drawn: Encodable, Sendable {
    public var id: String
    public var title: String
    public var cells: [Int]
    public var content: Content
    /// What of it the proposals take too.
    public var proposed: Area
    public var proposedValue: Area
    public var geometry: GeoJSONPolygon
  }

  public struct Cell: Encodable, Sendable {
    public var area: Area
    public var value: Area
    public var neighbours: [Int]
    public var geometry: GeoJSONPolygon
  }

  /// Proposals and drawn objects held against each other.
  public struct Comparison: Encodable, Sendable {
    public struct Side: Encodable, Sendable {
      public var area: Area
      public var value: Area
    }

    public var proposed: Side
    public var drawn: Side
    public var both: Side
    public var whole: Side
  }

  public struct Settings: Encodable, Sendable {
    public var planning: String
    public var within: String?
    public var basis: String
    public var level: PotentialLevel
    public var elements: [PotentialElement]
    public var cell: Int
    public var count: Int
    public var least: Area
    public var most: Area
    public var threshold: Int
    public var border: Int

    init(_ request: DistrictRequest) {
      planning = request.planning.rawValue
      within = request.within
      basis = request.basis.rawValue
      level = request.level
      elements = PotentialElement.allCases.filter(request.elements.contains)
      cell = request.cell
      count = request.settings.count
      least = request.settings.least
      most = request.settings.most
      threshold = request.settings.threshold
      border = request.settings.border
    }
  }

  public var schema = "zhitu.districts/1"
  public var engine = Program.engine
  public var synthetic: Bool
  public var epoch: String
  public var settings: Settings
  /// What is optimised, in words.
  public var objective: Localized
  /// The whole score, and what no answer of these settings exceeds.
  public var score: Area
  public var bound: Area
  public var proposals: [Proposal]
  public var drawn: [Drawn]
  public var comparison: Comparison
  public var cells: [Cell]

  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }

  static func objective(_ request: DistrictRequest) -> Localized {
    let settings = request.settings
    let gathered =
      request.basis == .potential
      ? request.level.title
      : Localized(zh: "核心空间的项目用地", en: "ground of the projects of a core space")
    return Localized(
      zh: "使所围\(gathered.zh)之和，减去面积 × 平均密度的 \(settings.threshold) %，"
        + "再减去边界切开的每对相邻格网 × 平均格网值的 \(settings.border) %，达到最大；"
        + "每片连续，面积在上下限之间，互不重叠。启发式生长加局部改进，不保证最优，以上界衡量。",
      en:
        "largest sum of \(gathered.en.lowercased()) inside, less the area × \(settings.threshold) %"
        + " of the mean density, less \(settings.border) % of the mean value of a cell for each pair"
        + " of touching cells that a border parts; contiguous, of a size between the limits, without"
        + " overlap. Greedy growth and local search: not proven to be the best, the bound says how"
        + " much better an answer could be.")
  }
}
