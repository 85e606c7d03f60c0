import Geometry
import Groundwork
import Overlay

/// The ground that backs the units of a book: every piece that was named, with an index by place.
///
/// The overlay of all claims is empty but for kinds that may share ground; ``overlap(of:kind:in:)``
/// finds what a new piece would take twice. Of pieces cut along one border, both ends are rounded to the
/// grid of 0.1 mm, so an overlap up to 0.2 mm times the shorter perimeter is the same ground counted
/// once; nothing else is let through.
public struct GroundClaims: Hashable, Sendable {
  /// A piece that backs a lot.
  public struct Claim: Hashable, Sendable, Codable {
    public var lot: String
    public var kind: String
    public var piece: GroundPiece
    /// It backs nothing any more: it was voided together with the units that stood on it.
    public var isReleased = false
  }

  /// Ground that is used already.
  public struct Overlap: Hashable, Sendable {
    public var piece: String
    public var claim: Claim
    /// In the plane.
    public var squareMetres: Double
  }

  private struct Placed: Hashable, Sendable {
    var claim: Claim
    var box: Bounds
  }

  /// By their number from 0.
  private var placed = ShardedDictionary<Int, Placed>()
  /// The claims of each lot.
  private var byLot = ShardedDictionary<String, [Int]>()
  /// The claims whose box meets a cell.
  private var cells = ShardedDictionary<Int64, [Int32]>()

  private static let cellMetres = 256.0

  public init() {}

  /// All of them, in the order in which they were made. O(claims).
  public var claims: [Claim] { (0..<placed.count).compactMap { placed[$0]?.claim } }

  public func claims(of lot: String) -> [Claim] {
    (byLot[lot] ?? []).compactMap { placed[$0]?.claim }
  }

  /// Adds the pieces of a lot. O(pieces).
  mutating func add(_ pieces: [GroundPiece], lot: String, kind: String) {
    for piece in pieces { add(Claim(lot: lot, kind: kind, piece: piece)) }
  }

  mutating func release(_ pieces: [String], of lot: String) {
    for index in byLot[lot] ?? [] {
      placed.update(index) { if pieces.contains($0.claim.piece.id) { $0.claim.isReleased = true } }
    }
  }

  private mutating func add(_ claim: Claim) {
    let index = placed.count
    let box = claim.piece.geometry.metreBounds
    placed[index] = Placed(claim: claim, box: box)
    byLot.update(claim.lot, default: []) { $0.append(index) }
    for cell in Self.cells(of: box) { cells.update(cell, default: []) { $0.append(Int32(index)) } }
  }

  /// The claims near a box that are not released, ascending.
  private func near(_ box: Bounds) -> [Int] {
    var found: Set<Int> = []
    for cell in Self.cells(of: box) {
      for index in cells[cell] ?? [] {
        guard let near = placed[Int(index)], !near.claim.isReleased else { continue }
        if near.box.intersects(box) { found.insert(Int(index)) }
      }
    }
    return found.sorted()
  }

  /// The first ground of some new pieces that is used already or named twice; `nil` if there is none.
  ///
  /// Complexity: that of an overlay of the pieces with the claims in their neighbourhood.
  func overlap(
    of pieces: [GroundPiece], kind: String, in catalogue: QuotaCatalogue
  ) throws -> Overlap? {
    guard !pieces.isEmpty else { return nil }
    var fresh = PolygonSet()
    var boxes: [Bounds] = []
    var candidates: Set<Int> = []
    for piece in pieces {
      let geometry = piece.geometry
      fresh.append(geometry)
      boxes.append(geometry.metreBounds)
      candidates.formUnion(near(geometry.metreBounds))
    }
    let job = Job(threads: 1)
    if fresh.count > 1 {
      for entry in try AreaTable.overlaps(within: fresh, job: job).entries {
        let (a, b) = (pieces[Int(entry.a)], pieces[Int(entry.b)])
        if entry.planar > Self.tolerance(a.geometry, b.geometry) {
          return Overlap(
            piece: b.id, claim: Claim(lot: "", kind: kind, piece: a), squareMetres: entry.planar)
        }
      }
    }
    let old = candidates.sorted().compactMap { placed[$0]?.claim }
      .filter { !catalogue.mayShareGround($0.kind, kind) }
    guard !old.isEmpty else { return nil }
    var taken = PolygonSet()
    for claim in old { taken.append(claim.piece.geometry) }
    for entry in try AreaTable.between(fresh, taken, job: job).entries {
      let piece = pieces[Int(entry.a)]
      let claim = old[Int(entry.b)]
      if entry.planar > Self.tolerance(piece.geometry, claim.piece.geometry) {
        return Overlap(piece: piece.id, claim: claim, squareMetres: entry.planar)
      }
    }
    return nil
  }

  /// All ground that backs twice, by one overlay of all claims: for the proof, independent of the index.
  func doubled(in catalogue: QuotaCatalogue, job: Job) throws -> [(Claim, Claim, Double)] {
    let live = claims.filter { !$0.isReleased }
    var set = PolygonSet()
    for claim in live { set.append(claim.piece.geometry) }
    return try AreaTable.overlaps(within: set, job: job).entries.compactMap { entry in
      let (a, b) = (live[Int(entry.a)], live[Int(entry.b)])
      guard !catalogue.mayShareGround(a.kind, b.kind),
        entry.planar > Self.tolerance(a.piece.geometry, b.piece.geometry)
      else { return nil }
      return (a, b, entry.planar)
    }
  }

  static func tolerance(_ a: MultiPolygon, _ b: MultiPolygon) -> Double {
    2 / GridPoint.stepsPerMetre * min(a.perimeterMetres, b.perimeterMetres)
  }

  private static func cells(of box: Bounds) -> [Int64] {
    func cell(_ value: Double) -> Int64 { Int64((value / cellMetres).rounded(.down)) }
    guard !box.isInverted else { return [] }
    var found: [Int64] = []
    for x in cell(box.minX)...cell(box.maxX) {
      for y in cell(box.minY)...cell(box.maxY) { found.append(x << 32 ^ (y & 0xFFFF_FFFF)) }
    }
    return found
  }
}

extension GroundClaims: Codable {
  /// Only the claims are kept; the index is made anew.
  public init(from decoder: any Decoder) throws {
    for claim in try decoder.singleValueContainer().decode([Claim].self) { add(claim) }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(claims)
  }
}

extension MultiPolygon {
  /// The box in metres; inverted for nothing.
  var metreBounds: Bounds {
    bounds ?? Bounds(minX: 1, minY: 1, maxX: 0, maxY: 0)
  }

  /// The length of all rings.
  var perimeterMetres: Double {
    var sum = 0.0
    for ring in polygons.flatMap(\.rings) {
      for (index, point) in ring.enumerated() {
        let next = ring[(index + 1) % ring.count]
        let (dx, dy) = (Double(next.x - point.x), Double(next.y - point.y))
        sum += (dx * dx + dy * dy).squareRoot()
      }
    }
    return sum / GridPoint.stepsPerMetre
  }
}
