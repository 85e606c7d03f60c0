import Classes
import Geometry
import Groundwork
import Policy

/// The contiguity (连片) of planned farmland and basic farmland.
///
/// ``ContiguousGround`` decides which fields are connected. Everything except fields, ridges, rural
/// roads and ditches separates them (CTG-02), so a block is never crossed by a road, a river or
/// built-up land (CTG-03).
struct BlockFacts: Sendable {
  /// The role of a land class in contiguity.
  enum Kind: Sendable {
    case farmland, open, parting

    /// Ground whose use is unknown separates fields, as built-up land does.
    init(_ use: LandUse?) {
      switch use {
      case .farmland?: self = .farmland
      case .ruralRoad?, .ditch?, .ridge?: self = .open
      default: self = .parting
      }
    }
  }

  /// The attributes of an atom that contiguity depends on.
  struct Land: Sendable {
    var before: Kind
    var after: Kind
    /// Planned farmland without ridges; `nil` where the ridges are unknown.
    var farmland: Area?
    /// Basic farmland: zero outside it, `nil` where it is unknown.
    var basicBefore: Area?
    var basicAfter: Area?
  }

  /// Results that stay valid while a plan is being drawn.
  struct Cache: Sendable {
    fileprivate var fields = ContiguousGround()
    fileprivate var basicBefore = ContiguousGround()
    fileprivate var basicAfter = ContiguousGround()
    /// For each block, the ratio of its envelope to its fields, by the numbers of its atoms.
    fileprivate var envelopes: [[Int]: Double] = [:]
  }

  struct Block: Sendable {
    /// Ascending.
    var atoms: [Int]
    var farmland: Area?
    var basicFarmland: Area?
    /// The area of the block including the ground between its fields: buffered outwards and inwards
    /// by half the gap.
    var envelope: Area
  }

  /// The largest first.
  private(set) var blocks: [Block] = []
  private var blockOf: [Int?]
  /// The contiguity of basic farmland before and after: the sum of the squared block areas over the
  /// square of their sum.
  private var contiguity: (before: Rational?, after: Rational?)

  init(_ atoms: [Atom], _ land: [Land], cache: inout Cache, job: Job) throws {
    let known = cache
    // Fields and basic farmland are independent of each other.
    let parts = try job.map(2) { part -> (numbers: [Int?], facts: BlockFacts, cache: Cache) in
      var facts = BlockFacts(atoms.count)
      var cache = known
      if part == 1 {
        facts.joinBasicFarmland(atoms, land, &cache)
        return ([], facts, cache)
      }
      let roles = land.map { land -> ContiguousGround.Role in
        land.after == .farmland ? .ground : land.after == .open ? .none : .obstacle
      }
      return (cache.fields.update(atoms, roles), facts, cache)
    }
    self = parts[1].facts
    cache.fields = parts[0].cache.fields
    cache.basicBefore = parts[1].cache.basicBefore
    cache.basicAfter = parts[1].cache.basicAfter
    try gather(parts[0].numbers, atoms, land, &cache.envelopes, job)
  }

  private init(_ count: Int) {
    blockOf = Array(repeating: nil, count: count)
  }

  private mutating func joinBasicFarmland(
    _ atoms: [Atom], _ land: [Land], _ cache: inout Cache
  ) {
    contiguity.before = BlockFacts.contiguity(
      atoms, land.map(\.basicBefore), land.map(\.before), &cache.basicBefore)
    // Most of the basic farmland stays where it was.
    if cache.basicAfter.isNew { cache.basicAfter = cache.basicBefore }
    contiguity.after = BlockFacts.contiguity(
      atoms, land.map(\.basicAfter), land.map(\.after), &cache.basicAfter)
  }

  /// For each atom, the farmland of its planned block.
  var areas: [Area?] { blockOf.map { $0.flatMap { blocks[$0].farmland } } }

  func fill(_ facts: inout Facts) throws {
    try facts.set(
      FactTable(
        "blocks",
        columns: [
          ("id", .wholes(blocks.indices.map { Int64($0 + 1) })),
          (
            "code",
            .texts(blocks.indices.map { Int32($0) }, of: blocks.indices.map { "LP\($0 + 1)" })
          ),
          ("farmland", .areas(blocks.map(\.farmland))),
          ("envelope", .areas(blocks.map(\.envelope))),
          ("pbf", .areas(blocks.map(\.basicFarmland))),
          ("gap", .values(blocks.map { _ in .number(ContiguousGround.gap) })),
          ("crossed_by_barrier", .truths(blocks.map { _ in false })),
        ], of: facts.catalogue))
    try facts.set("contiguity_before", contiguity.before.map { .exact($0) } ?? .missing)
    try facts.set("contiguity_after", contiguity.after.map { .exact($0) } ?? .missing)
  }

  private mutating func gather(
    _ numbers: [Int?], _ atoms: [Atom], _ land: [Land], _ envelopes: inout [[Int]: Double],
    _ job: Job
  ) throws {
    let members = BlockFacts.members(numbers)
    let sizes = members.map { $0.reduce(Area.zero) { $0 + atoms[$1].area } }
    let order = members.indices.sorted { (sizes[$0], $1) > (sizes[$1], $0) }
    let known = envelopes
    // The largest first, so that the small ones at the end balance the threads.
    let found = try job.map(order.count) { place -> (key: [Int], share: Double) in
      let own = members[order[place]]
      let key = own.map { atoms[$0].number }
      return (
        key,
        try known[key] ?? BlockFacts.envelopeShare(of: own.flatMap { atoms[$0].geometry.polygons })
      )
    }
    envelopes = Dictionary(uniqueKeysWithValues: found)
    for (number, (_, share)) in zip(order, found) {
      let own = members[number]
      for atom in own { blockOf[atom] = blocks.count }
      let size = sizes[number]
      // The ground between the fields is scaled like the fields.
      let envelope = Area(roundingSquareMetres: size.squareMetres * share) ?? size
      blocks.append(
        Block(
          atoms: own, farmland: BlockFacts.sum(own.map { land[$0].farmland }),
          basicFarmland: BlockFacts.sum(own.map { land[$0].basicAfter }), envelope: envelope))
    }
  }

  /// The atoms of each block.
  private static func members(_ numbers: [Int?]) -> [[Int]] {
    var members: [[Int]] = []
    for (atom, number) in numbers.enumerated() {
      guard let number else { continue }
      if number == members.count { members.append([]) }
      members[number].append(atom)
    }
    return members
  }

  /// The ratio of the planar area of the buffered fields to that of the fields.
  private static func envelopeShare(of polygons: [Polygon]) throws -> Double {
    let own = MultiPolygon(polygons).planarSquareMetres
    if own <= 0 || polygons.count == 1 && polygons[0].isConvex { return 1 }
    let closed = try GEOS().closed(polygons, metres: ContiguousGround.gap / 2).planarSquareMetres
    return max(1, closed / own)
  }

  private static func sum(_ areas: [Area?]) -> Area? {
    var sum = Area.zero
    for area in areas {
      guard let area else { return nil }
      sum += area
    }
    return sum
  }

  private static func contiguity(
    _ atoms: [Atom], _ areas: [Area?], _ kinds: [Kind], _ ground: inout ContiguousGround
  ) -> Rational? {
    guard let all = sum(areas), all > .zero else { return nil }
    let numbers = ground.update(
      atoms,
      zip(areas, kinds).map { area, kind in
        area != .zero ? .ground : kind == .parting ? .obstacle : .none
      })
    var sums: [Int128] = []
    for (area, number) in zip(areas, numbers) {
      guard let number, let area else { continue }
      if number == sums.count { sums.append(0) }
      sums[number] += Int128(area.hundredths)
    }
    let whole = Int128(all.hundredths)
    return Rational(sums.reduce(0) { $0 + $1 * $1 }, over: whole * whole)
  }
}

extension Polygon {
  /// Whether it has no hole and no inlet.
  fileprivate var isConvex: Bool {
    guard holes.isEmpty, exterior.count >= 3 else { return false }
    var turns: Set<Int> = []
    for index in exterior.indices {
      let a = exterior[index]
      let b = exterior[(index + 1) % exterior.count]
      let c = exterior[(index + 2) % exterior.count]
      let turn = Int128(b.x - a.x) * Int128(c.y - b.y) - Int128(b.y - a.y) * Int128(c.x - b.x)
      if turn != 0 { turns.insert(turn > 0 ? 1 : -1) }
    }
    return turns.count == 1
  }
}
