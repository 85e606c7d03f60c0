import Classes
import Geometry
import Groundwork
import Planning

/// A part of a patch on one side of every control line.
public struct AdjustmentPiece: Sendable {
  /// The index of the patch.
  public var patch: Int
  public var geometry: MultiPolygon
  public var area: Area
  /// What counts of it as basic farmland; `nil` outside.
  public var basic: Area?
  public var isInBoundary: Bool
  /// Whether it lies where no basic farmland is added: the ecological red line.
  public var isForbidden: Bool

  public init(
    patch: Int, geometry: MultiPolygon, area: Area, basic: Area?, isInBoundary: Bool,
    isForbidden: Bool
  ) {
    self.patch = patch
    self.geometry = geometry
    self.area = area
    self.basic = basic
    self.isInBoundary = isInBoundary
    self.isForbidden = isForbidden
  }
}

/// What the survey states about a patch.
public struct AdjustmentPatch: Sendable, Hashable {
  public var use: LandUse?
  public var slopeClass: Int?
  public var grade: Int?

  public init(use: LandUse?, slopeClass: Int? = nil, grade: Int? = nil) {
    self.use = use
    self.slopeClass = slopeClass
    self.grade = grade
  }
}

/// Ground for which an adjustment of a line could be proposed (活规划). It is no finding: somebody looks
/// at the ground and proposes it, or not.
public struct AdjustmentSuggestion: Sendable, Hashable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// A small block of basic farmland, apart from others (零星破碎).
    case fragmented
    /// Basic farmland that the survey shows as another use (划定不实).
    case notFarmland = "not_farmland"
    /// Basic farmland steeper than 25 degrees.
    case steep
    /// Farmland beside a large block of basic farmland (集中连片补划).
    case beside
    /// The small part of a patch that the development boundary cuts off (边角地).
    case boundaryPart = "boundary_part"
  }

  /// Numbers that choose; see `Policies/adjustment`.
  public struct Limits: Sendable, Hashable {
    public var fragment: Area
    public var beside: Area
    public var slopeClass: Int
    public var boundary: Area

    public init(fragment: Area, beside: Area, slopeClass: Int, boundary: Area) {
      self.fragment = fragment
      self.beside = beside
      self.slopeClass = slopeClass
      self.boundary = boundary
    }
  }

  public var kind: Kind
  /// Whether land would be taken out of the line.
  public var isOut: Bool
  /// Indices, ascending.
  public var patches: [Int]
  /// What would change sides: net basic farmland, farmland, or the part that is cut off.
  public var area: Area
  /// The basic farmland of the block beside or within which it lies.
  public var block: Area?

  /// All suggestions: by kind, the largest first, then by the first patch.
  ///
  /// Patches without a slope class are not suggested to be added; the second value counts them.
  ///
  /// - Complexity: O(n log n) plus the lines between fields within the gap.
  public static func all(
    _ pieces: [AdjustmentPiece], _ patches: [AdjustmentPatch], _ limits: Limits
  ) -> (suggestions: [AdjustmentSuggestion], unknown: Int) {
    var finder = Finder(pieces: pieces, patches: patches, limits: limits)
    finder.findBlocks()
    finder.findWrong()
    finder.findBesides()
    finder.findParts()
    let order = Kind.allCases
    return (
      finder.found.sorted { a, b in
        let (x, y) = (order.firstIndex(of: a.kind) ?? 0, order.firstIndex(of: b.kind) ?? 0)
        if x != y { return x < y }
        if a.area != b.area { return a.area > b.area }
        return (a.patches.first ?? 0) < (b.patches.first ?? 0)
      }, finder.unknown
    )
  }

  private struct Finder {
    let pieces: [AdjustmentPiece]
    let patches: [AdjustmentPatch]
    let limits: Limits
    var found: [AdjustmentSuggestion] = []
    var unknown = 0
    /// For each field beside basic farmland, the largest block that it touches.
    private var touched: [Int: Area] = [:]

    init(pieces: [AdjustmentPiece], patches: [AdjustmentPatch], limits: Limits) {
      self.pieces = pieces
      self.patches = patches
      self.limits = limits
    }

    private func isFarmland(_ piece: AdjustmentPiece) -> Bool {
      patches[piece.patch].use == .farmland
    }

    /// Blocks as CTG-02 has them: roads, ditches and ridges do not part fields, all else does.
    mutating func findBlocks() {
      let fields = pieces.indices.filter { isFarmland(pieces[$0]) }
      let open: Set<LandUse> = [.ruralRoad, .ditch, .ridge]
      let obstacles = pieces.filter { piece in
        !isFarmland(piece) && !(patches[piece.patch].use.map(open.contains) ?? false)
      }.map(\.geometry)
      let links = ContiguousGround.links(
        of: fields.map { pieces[$0].geometry }, parted: obstacles, gap: ContiguousGround.gap)
      var components = DisjointSets(count: fields.count)
      for link in links
      where pieces[fields[link.a]].basic != nil && pieces[fields[link.b]].basic != nil {
        components.join(link.a, link.b)
      }
      var blocks: [Int: (patches: Set<Int>, area: Area)] = [:]
      for (place, field) in fields.enumerated() {
        guard let basic = pieces[field].basic else { continue }
        let root = components.first(of: place)
        blocks[root, default: ([], .zero)].area += basic
        blocks[root]?.patches.insert(pieces[field].patch)
      }
      for block in blocks.values where block.area > .zero && block.area < limits.fragment {
        found.append(
          AdjustmentSuggestion(
            kind: .fragmented, isOut: true, patches: block.patches.sorted(), area: block.area,
            block: block.area))
      }
      for link in links {
        for (own, other) in [(link.a, link.b), (link.b, link.a)]
        where pieces[fields[own]].basic == nil && pieces[fields[other]].basic != nil {
          guard let block = blocks[components.first(of: other)] else { continue }
          let patch = pieces[fields[own]].patch
          touched[patch] = max(touched[patch] ?? .zero, block.area)
        }
      }
    }

    mutating func findWrong() {
      var inside: [Int: Area] = [:]
      for piece in pieces {
        if let basic = piece.basic { inside[piece.patch, default: .zero] += basic }
      }
      for (patch, area) in inside where area > .zero {
        // Ground of unknown use is not said to be anything.
        guard let use = patches[patch].use else { continue }
        if use != .farmland {
          found.append(
            AdjustmentSuggestion(
              kind: .notFarmland, isOut: true, patches: [patch], area: area, block: nil))
        } else if patches[patch].slopeClass == 5 {
          found.append(
            AdjustmentSuggestion(
              kind: .steep, isOut: true, patches: [patch], area: area, block: nil))
        }
      }
    }

    mutating func findBesides() {
      var areas: [Int: Area] = [:]
      var barred: Set<Int> = []
      for piece in pieces {
        areas[piece.patch, default: .zero] += piece.area
        if piece.basic != nil || piece.isInBoundary || piece.isForbidden {
          barred.insert(piece.patch)
        }
      }
      for (patch, block) in touched where block >= limits.beside && !barred.contains(patch) {
        guard let slope = patches[patch].slopeClass else {
          unknown += 1
          continue
        }
        guard slope <= limits.slopeClass, let area = areas[patch] else { continue }
        found.append(
          AdjustmentSuggestion(
            kind: .beside, isOut: false, patches: [patch], area: area, block: block))
      }
    }

    /// The smaller side of a patch that the boundary cuts: it would follow the larger one.
    mutating func findParts() {
      var sides: [Int: (inside: Area, outside: Area, basic: Bool)] = [:]
      for piece in pieces {
        var side = sides[piece.patch] ?? (.zero, .zero, false)
        if piece.isInBoundary { side.inside += piece.area } else { side.outside += piece.area }
        if piece.basic != nil || piece.isForbidden { side.basic = true }
        sides[piece.patch] = side
      }
      for (patch, side) in sides where side.inside > .zero && side.outside > .zero {
        let isOut = side.inside < side.outside
        let part = min(side.inside, side.outside)
        // Basic farmland and the red line do not come into the boundary by the way.
        guard part < limits.boundary, isOut || !side.basic else { continue }
        found.append(
          AdjustmentSuggestion(
            kind: .boundaryPart, isOut: isOut, patches: [patch], area: part, block: nil))
      }
    }
  }
}
