import Geometry
import Groundwork
import Policy

/// What the planned farmland and basic farmland say about contiguity (连片).
///
/// Fields hang together as ``ContiguousGround`` says; only fields, ridges, rural roads and ditches
/// part nothing (CTG-02), so a block is never crossed by a road, a river or built-up land (CTG-03).
struct BlockFacts {
  /// An atom as far as it matters here.
  struct Land {
    /// Classes before and after.
    var codes: (before: String?, after: String?)
    /// Net of ridges after; `nil` where those are not known.
    var farmland: Area?
    /// Basic farmland: zero outside it, `nil` where it is not known.
    var basic: (before: Area?, after: Area?)
  }

  /// What stays the same while a plan is being drawn.
  struct Kept: Sendable {
    fileprivate var fields = ContiguousGround()
    fileprivate var basicBefore = ContiguousGround()
    fileprivate var basicAfter = ContiguousGround()
    /// The closed planar areas of blocks, by the numbers of their atoms.
    fileprivate var envelopes: [[Int]: Double] = [:]
  }

  struct Block {
    var farmland: Area?
    var basicFarmland: Area?
    /// The block with what lies between its fields: grown and shrunk again by half the gap.
    var envelope: Area
  }

  /// The largest first.
  private(set) var blocks: [Block] = []
  private var blockOf: [Int?]
  /// Of basic farmland before and after: the sum of the blocks' squares over the square of the sum.
  private var contiguity: (before: Rational?, after: Rational?)

  /// Classes that part nothing: farmland, rural roads, ditches and ridges.
  private static let open = ["01", "1006", "1107", "1203"]

  init(_ atoms: [Atom], _ land: [Land], kept: inout Kept) throws {
    blockOf = Array(repeating: nil, count: atoms.count)
    let before = BlockFacts.obstacles(atoms, land.map(\.codes.before))
    let after = BlockFacts.obstacles(atoms, land.map(\.codes.after))
    let fields = land.indices.filter { land[$0].codes.after?.hasPrefix("01") ?? false }
    let numbers = kept.fields.follow(fields.map { atoms[$0].part }, parted: after)
    try gather(fields, numbers, atoms, land, &kept.envelopes)
    contiguity.before = BlockFacts.contiguity(
      atoms, land.map(\.basic.before), parted: before, &kept.basicBefore)
    contiguity.after = BlockFacts.contiguity(
      atoms, land.map(\.basic.after), parted: after, &kept.basicAfter)
  }

  /// For each atom the farmland of the block that it will belong to.
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

  private static func obstacles(
    _ atoms: [Atom], _ codes: [String?]
  ) -> [ContiguousGround.Part] {
    zip(atoms, codes).compactMap { atom, code in
      open.contains { code?.hasPrefix($0) ?? false } ? nil : atom.part
    }
  }

  private mutating func gather(
    _ fields: [Int], _ numbers: [Int], _ atoms: [Atom], _ land: [Land],
    _ envelopes: inout [[Int]: Double]
  ) throws {
    var members: [[Int]] = []
    for (atom, number) in zip(fields, numbers) {
      if number == members.count { members.append([]) }
      members[number].append(atom)
    }
    let sizes = members.map { $0.map { atoms[$0].area }.total() }
    let known = envelopes
    envelopes.removeAll(keepingCapacity: true)
    let geos = GEOS()
    for number in members.indices.sorted(by: { (sizes[$0], $1) > (sizes[$1], $0) }) {
      let own = members[number]
      for atom in own { blockOf[atom] = blocks.count }
      let key = own.map { atoms[$0].number }
      let whole = MultiPolygon(own.flatMap { atoms[$0].geometry.polygons })
      let planar = whole.planarSquareMetres
      let closed =
        try known[key]
        ?? geos.closed(whole.polygons, metres: ContiguousGround.gap / 2).planarSquareMetres
      envelopes[key] = closed
      // What lies between the fields has the scale of the fields.
      let scale = planar > 0 ? sizes[number].squareMetres / planar : 0
      let envelope = Area(roundingSquareMetres: max(closed, planar) * scale) ?? .zero
      blocks.append(
        Block(
          farmland: BlockFacts.sum(own.map { land[$0].farmland }),
          basicFarmland: BlockFacts.sum(own.map { land[$0].basic.after }),
          envelope: max(envelope, sizes[number])))
    }
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
    _ atoms: [Atom], _ areas: [Area?], parted obstacles: [ContiguousGround.Part],
    _ ground: inout ContiguousGround
  ) -> Rational? {
    guard let all = sum(areas), all > .zero else { return nil }
    let own = areas.indices.filter { areas[$0] != .zero }
    let numbers = ground.follow(
      own.map { atoms[$0].part }, parted: BlockFacts.without(own, of: atoms, obstacles))
    var sums = [Int128](repeating: 0, count: (numbers.max() ?? -1) + 1)
    for (atom, number) in zip(own, numbers) { sums[number] += Int128(areas[atom]?.hundredths ?? 0) }
    let whole = Int128(all.hundredths)
    return Rational(sums.reduce(0) { $0 + $1 * $1 }, over: whole * whole)
  }

  /// Basic farmland parts nothing, whatever its class.
  private static func without(
    _ ground: [Int], of atoms: [Atom], _ obstacles: [ContiguousGround.Part]
  ) -> [ContiguousGround.Part] {
    let own = Set(ground.map { atoms[$0].number })
    return obstacles.filter { !own.contains($0.number) }
  }
}

extension Atom {
  fileprivate var part: ContiguousGround.Part {
    ContiguousGround.Part(number: number, geometry: geometry)
  }
}
