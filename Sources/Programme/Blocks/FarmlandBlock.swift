import Classes
import Geometry
import Groundwork
import Overlay
import Planning

/// A block of farmland (连片地块): contiguous fields, with the gaps between them.
public struct FarmlandBlock: Sendable {
  /// Ground between the fields, by use.
  public struct Gap: Sendable, Hashable {
    /// `nil` for ground of unknown use, and for ground without a patch.
    public var use: LandUse?
    public var area: Area
  }

  /// Patches of a use that separates fields, beside the block.
  public struct Barrier: Sendable, Hashable {
    /// `nil` for ground of unknown use.
    public var use: LandUse?
    public var patches: Int
  }

  /// The farmland of one owner; `nil` for fields without an owner.
  public struct Share: Sendable, Hashable {
    public var owner: DiagnosisOwner?
    public var area: Area
  }

  /// Its number among ``GroundBlocks/farmland``.
  public var number: Int
  /// The indices of the fields in the ground.
  public var fields: [Int]
  public var farmland: Area
  /// The largest size that it reaches, in 亩; `nil` if it is below the smallest.
  public var reached: Int?
  /// The next size, and the missing area; `nil` for a block of the largest size.
  public var next: Int?
  public var missing: Area?
  /// By slope class and grade; the key is `nil` for fields without a value.
  public var bySlope: [Int?: Area]
  public var byGrade: [Int?: Area]
  /// The largest first.
  public var owners: [Share]
  /// The fields with the gaps between them: buffered outwards and inwards by half the tolerance,
  /// without barriers and fields of other blocks.
  public var ground: MultiPolygon
  public var groundArea: Area
  /// The largest first.
  public var gaps: [Gap]
  /// What parts it from the land around: barriers within the tolerance of its ground, the most patches
  /// first.
  public var barriers: [Barrier] = []

  /// The share of farmland in the ground (CTG-04), 0 to 1.
  public var farmlandShare: Double {
    groundArea > .zero ? farmland.squareMetres / groundArea.squareMetres : 1
  }
}

extension FarmlandBlock {
  /// The blocks of at least a size, the largest first.
  ///
  /// - Parameters:
  ///   - minimum: in 亩.
  ///   - limit: The maximum number of blocks.
  /// - Throws: ``Groundwork/Cancelled``, ``Geometry/GEOSError``.
  /// - Complexity: O(n log n), and a union of the fields of each block.
  public static func all(
    _ ground: DiagnosedGround, _ blocks: GroundBlocks, _ settings: DiagnosisSettings,
    minimum: Int, limit: Int = .max, job: Job = Job()
  ) throws -> [FarmlandBlock] {
    var members: [Int32: [Int]] = [:]
    for (patch, number) in blocks.farmland.enumerated() where number >= 0 {
      members[number, default: []].append(patch)
    }
    let sized = members.map { number, fields in
      (number, fields, fields.lazy.map { ground.patches[$0].shape.area }.total())
    }
    let chosen = sized.filter { $0.2.reaches(mu: minimum) }
      .sorted { ($1.2, $0.0) < ($0.2, $1.0) }.prefix(limit)
    let surroundings = Surroundings(ground, settings)
    job.progress.begin(
      Localized(zh: "求取连片地块", en: "ground of the blocks"), total: chosen.count)
    defer { job.progress.end() }
    let list = Array(chosen)
    var found = try job.map(list.count) { place in
      var block = FarmlandBlock(Int(list[place].0), list[place].1, list[place].2, ground, settings)
      try block.build(surroundings, gap: settings.gap.value)
      return block
    }
    try surroundings.shareOutGaps(&found, job)
    return found
  }

  private init(
    _ number: Int, _ fields: [Int], _ farmland: Area, _ ground: DiagnosedGround,
    _ settings: DiagnosisSettings
  ) {
    self.number = number
    self.fields = fields
    self.farmland = farmland
    let sizes = settings.blockSizes.value
    reached = sizes.last { farmland.reaches(mu: $0) }
    next = sizes.first { !farmland.reaches(mu: $0) }
    missing = next.map { Area.reaching(mu: $0) - farmland }
    bySlope = [:]
    byGrade = [:]
    var ofOwner: [Int?: Area] = [:]
    for field in fields {
      let patch = ground.patches[field]
      bySlope[patch.slopeClass, default: .zero] += patch.shape.area
      byGrade[patch.grade, default: .zero] += patch.shape.area
      ofOwner[patch.owner, default: .zero] += patch.shape.area
    }
    owners = ofOwner.map { Share(owner: $0.key.map { ground.owners[$0] }, area: $0.value) }
      .sorted { ($1.area, $0.owner?.code ?? "") < ($0.area, $1.owner?.code ?? "") }
    self.ground = MultiPolygon([])
    groundArea = farmland
    gaps = []
  }

  private mutating func build(_ surroundings: Surroundings, gap: Double) throws {
    let geos = GEOS()
    let polygons = fields.flatMap { surroundings.patches[$0].geometry.polygons }
    var closed = try geos.closed(polygons, metres: gap / 2)
    if !(try geos.isValid(closed)) { closed = try geos.makeValid(closed) }
    // Only the parts of barriers between the fields matter; distant parts are ignored.
    let others = try surroundings.obstacles(near: closed, without: Set(fields), geos)
    ground = others.isEmpty ? closed : try geos.difference(closed, geos.union(others))
    barriers = try surroundings.barriers(beside: ground, metres: max(1, gap), geos)
    let planar = fields.reduce(0.0) { $0 + surroundings.patches[$1].geometry.planarSquareMetres }
    // Ground between the fields has the scale of the fields.
    let scale = planar > 0 ? farmland.squareMetres / planar : 1
    groundArea = max(
      farmland, Area(roundingSquareMetres: ground.planarSquareMetres * scale) ?? farmland)
  }
}

/// The surroundings of the fields of blocks.
private struct Surroundings: Sendable {
  let patches: [DiagnosedPatch]
  private let index: SpatialIndex
  private let isOpen: [Bool]

  init(_ ground: DiagnosedGround, _ settings: DiagnosisSettings) {
    patches = ground.patches
    index = SpatialIndex(
      patches.map {
        $0.geometry.bounds ?? Bounds(minX: .infinity, minY: 0, maxX: -.infinity, maxY: 0)
      })
    isOpen = patches.map { $0.subject != .farmland && !settings.isBarrier($0.use) }
  }

  /// Barriers and fields of other blocks that overlap a geometry.
  func obstacles(
    near geometry: MultiPolygon, without own: Set<Int>, _ geos: GEOS
  ) throws -> [MultiPolygon] {
    guard let box = geometry.bounds else { return [] }
    let near = index.items(in: box).filter { !isOpen[$0] && !own.contains($0) }
    guard !near.isEmpty else { return [] }
    var one = PolygonSet()
    one.append(geometry)
    var others = PolygonSet()
    for patch in near { others.append(patches[patch].geometry) }
    return try AreaTable.between(one, others).entries.map { entry in
      let obstacle = patches[near[Int(entry.b)]].geometry
      return try geos.isValid(obstacle) ? obstacle : geos.makeValid(obstacle)
    }
  }

  /// Barriers of which some ground lies within a distance of a geometry.
  func barriers(
    beside geometry: MultiPolygon, metres: Double, _ geos: GEOS
  ) throws -> [FarmlandBlock.Barrier] {
    let reach = try geos.buffer(geometry, metres: metres)
    guard let box = reach.bounds else { return [] }
    let near = index.items(in: box).filter { !isOpen[$0] && patches[$0].subject != .farmland }
    guard !near.isEmpty else { return [] }
    var one = PolygonSet()
    one.append(reach)
    var others = PolygonSet()
    for patch in near { others.append(patches[patch].geometry) }
    var counts: [LandUse?: Int] = [:]
    for entry in try AreaTable.between(one, others).entries where entry.planar > Sliver.area {
      counts[patches[near[Int(entry.b)]].use, default: 0] += 1
    }
    return counts.map { FarmlandBlock.Barrier(use: $0.key, patches: $0.value) }
      .sorted { ($1.patches, $0.use?.rawValue ?? "") < ($0.patches, $1.use?.rawValue ?? "") }
  }

  /// The uses of the gaps of the blocks.
  func shareOutGaps(_ blocks: inout [FarmlandBlock], _ job: Job) throws {
    let open = patches.indices.filter { isOpen[$0] }
    var grounds = PolygonSet()
    for block in blocks { grounds.append(block.ground) }
    var others = PolygonSet()
    for patch in open { others.append(patches[patch].geometry) }
    var sums = [[LandUse?: Double]](repeating: [:], count: blocks.count)
    for entry in try AreaTable.between(grounds, others, job: job).entries {
      sums[Int(entry.a)][patches[open[Int(entry.b)]].use, default: 0] += entry.planar
    }
    for number in blocks.indices {
      let planar = blocks[number].fields.reduce(0.0) {
        $0 + patches[$1].geometry.planarSquareMetres
      }
      let scale = planar > 0 ? blocks[number].farmland.squareMetres / planar : 1
      var rest = blocks[number].groundArea - blocks[number].farmland
      var gaps: [FarmlandBlock.Gap] = []
      for (use, sum) in sums[number].sorted(by: {
        ($0.key?.rawValue ?? "") < ($1.key?.rawValue ?? "")
      }) {
        let area = min(rest, Area(roundingSquareMetres: sum * scale) ?? .zero)
        if area > .zero { gaps.append(FarmlandBlock.Gap(use: use, area: area)) }
        rest = rest - area
      }
      if rest > .zero { gaps.append(FarmlandBlock.Gap(use: nil, area: rest)) }
      blocks[number].gaps = gaps.sorted {
        ($1.area, $0.use?.rawValue ?? "") < ($0.area, $1.use?.rawValue ?? "")
      }
    }
  }
}

extension Area {
  /// The smallest area of at least so many 亩; see ``reaches(mu:)``.
  static func reaching(mu: Int) -> Area {
    Area(hundredths: (Int64(mu) * 200_000 + 2) / 3)
  }
}
