import Geometry
import Groundwork
import Overlay

/// The ground behind the units of a book, held against the layers as they are now (地块复核).
///
/// The book alone cannot know that a layer was edited after units were generated from it. A layer whose
/// rows have the hash of that day bears out all pieces taken from it; of any other the ground that it
/// gives now is laid over the pieces, and what it does not cover is a difference.
public struct GroundReview: Hashable, Sendable {
  /// How far the review reached: lots by how they were held against the layers.
  public struct Extent: Hashable, Sendable, Codable {
    /// Their layers are as they were.
    public var unchanged: [String] = []
    /// Their layers were edited, so their ground was measured again.
    public var measured: [String] = []
    /// Nobody recorded which layers they come from.
    public var unknown: [String] = []

    public init() {}
  }

  /// Ground of a piece that the layers no longer give.
  public struct Difference: Hashable, Sendable {
    public var lot: String
    public var piece: String
    /// In the plane.
    public var squareMetres: Double
    public var ground: MultiPolygon
    /// Why it is missing.
    public var reason: Localized

    public init(
      lot: String, piece: String, squareMetres: Double, ground: MultiPolygon, reason: Localized
    ) {
      self.lot = lot
      self.piece = piece
      self.squareMetres = squareMetres
      self.ground = ground
      self.reason = reason
    }

    var finding: QuotaProof.Finding {
      let area = String((squareMetres * 100).rounded() / 100)
      return QuotaProof.Finding(
        code: "ground-edited",
        message: Localized(
          zh: "批次 \(lot) 的地块 \(piece) 有 \(area) m² 已无图层依据：\(reason.zh)",
          en: "\(area) m² of the piece \(piece) of the lot \(lot) are no longer borne out: "
            + reason.en),
        lot: lot, piece: piece, polygons: GroundPiece.numbers(of: ground))
    }
  }

  public var extent = Extent()
  public var differences: [Difference] = []

  public init() {}

  /// The ground of some pieces that other ground does not cover.
  ///
  /// Borders that were cut anew are rounded to the grid of 0.1 mm, so strips up to 0.2 mm times the
  /// perimeters that meet are the same ground.
  ///
  /// - Parameter now: polygons that may overlap one another.
  /// - Complexity: that of an overlay of both, and one difference for each piece that lacks ground.
  public static func uncovered(
    _ pieces: [GroundPiece], by now: [MultiPolygon], job: Job = Job()
  ) throws -> [(piece: GroundPiece, squareMetres: Double, ground: MultiPolygon)] {
    guard !pieces.isEmpty else { return [] }
    var old = PolygonSet()
    for piece in pieces { old.append(piece.geometry) }
    var fresh = PolygonSet()
    for ground in now { fresh.append(ground) }
    var near: [Int: [Int]] = [:]
    if !now.isEmpty {
      for entry in try AreaTable.between(old, fresh, job: job).entries {
        near[Int(entry.a), default: []].append(Int(entry.b))
      }
    }
    let geos = GEOS()
    return try pieces.indices.compactMap { index in
      try job.cancellation.check()
      let whole = pieces[index].geometry
      let covers = (near[index] ?? []).map { now[$0] }
      let rest = covers.isEmpty ? whole : try geos.difference(whole, geos.union(covers))
      let area = rest.planarSquareMetres
      let perimeters = whole.perimeterMetres + covers.map(\.perimeterMetres).reduce(0, +)
      guard area > 2 / GridPoint.stepsPerMetre * perimeters else { return nil }
      return (pieces[index], area, rest)
    }
  }
}
