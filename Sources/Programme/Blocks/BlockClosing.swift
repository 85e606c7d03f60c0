import Classes
import Geometry
import Groundwork
import Planning

/// The cheapest patches whose conversion to farmland enlarges a block to its next size (连片补齐).
///
/// Candidates are the patches with an unobstructed line to the block within the tolerance, whose
/// conversion is allowed by the settings and by all control lines. A patch gains its own area and
/// all blocks that it joins to this one. Patches that are connected to the block only through other
/// patches are not candidates. The area is the patch's whole area: roads and ditches of the works
/// are not deducted.
public struct BlockClosing: Sendable {
  /// A patch to convert.
  public struct Step: Sendable, Hashable {
    /// Its index in the ground.
    public var patch: Int
    public var use: LandUse
    public var area: Area
    public var cost: Money
    /// The blocks that it joins to this one, by number.
    public var joins: [Int]
  }

  /// The missing area.
  public var missing: Area
  /// In 亩.
  public var target: Int
  /// The indices of the chosen patches in the ground; empty if all candidates together do not
  /// suffice.
  public var steps: [Step]
  /// Their area and that of the blocks that they join.
  public var gain: Area
  public var cost: Money
  /// A lower bound of the cost; equal to ``cost`` if that is proven to be optimal.
  public var bound: Money
  /// The total gain of all candidates.
  public var reachable: Area
  public var candidateCount: Int
  /// Patches beside the block that a control line excludes, by the line.
  public var excluded: [Localized: Int]

  public var isProven: Bool { !steps.isEmpty && cost == bound }
}

/// Finds the cheapest closing of each block.
public struct BlockCloser: Sendable {
  private let ground: DiagnosedGround
  private let blocks: GroundBlocks
  private let settings: DiagnosisSettings
  private let areas: [Int32: Area]
  /// For each block the patches beside it, ascending.
  private var beside: [Int32: [Int]] = [:]
  /// For each patch the blocks beside it, ascending.
  private var blocksBeside: [Int: [Int32]] = [:]

  /// - Complexity: O(n log n) plus the lines between patches within the gap.
  public init(
    _ ground: DiagnosedGround, _ blocks: GroundBlocks, _ settings: DiagnosisSettings,
    job: Job = Job()
  ) throws {
    self.ground = ground
    self.blocks = blocks
    self.settings = settings
    var areas: [Int32: Area] = [:]
    for (patch, number) in blocks.farmland.enumerated() where number >= 0 {
      areas[number, default: .zero] += ground.patches[patch].shape.area
    }
    self.areas = areas
    let patches = ground.patches
    let members = patches.indices.filter {
      blocks.farmland[$0] >= 0 || settings.price(of: patches[$0].use) != nil
    }
    // A patch that is not converted still separates the ground behind it.
    let barriers = patches.filter { $0.subject != .farmland && settings.isBarrier($0.use) }
    try job.cancellation.check()
    let links = ContiguousGround.links(
      of: members.map { patches[$0].geometry }, parted: barriers.map(\.geometry),
      gap: settings.gap.value)
    var found: [Int: Set<Int32>] = [:]
    for link in links {
      let (a, b) = (members[link.a], members[link.b])
      switch (blocks.farmland[a], blocks.farmland[b]) {
      case (-1, let block) where block >= 0: found[a, default: []].insert(block)
      case (let block, -1) where block >= 0: found[b, default: []].insert(block)
      default: break
      }
    }
    for (patch, near) in found.sorted(by: { $0.key < $1.key }) {
      blocksBeside[patch] = near.sorted()
      for block in near { beside[block, default: []].append(patch) }
    }
  }

  /// The cheapest closing of a block; `nil` for one of the largest size.
  ///
  /// - Parameter effort: The maximum number of search steps; then the best choice found and the
  ///   proven bound are returned.
  public func closing(of block: FarmlandBlock, effort: Int = 100_000) -> BlockClosing? {
    guard let target = block.next, let missing = block.missing else { return nil }
    let own = Int32(block.number)
    var excluded: [Localized: Int] = [:]
    var candidates: [BlockClosing.Step] = []
    for patch in beside[own] ?? [] {
      let land = ground.patches[patch]
      guard let use = land.use, let price = settings.price(of: use) else { continue }
      if let line = land.exclusion {
        excluded[line, default: 0] += 1
        continue
      }
      candidates.append(
        BlockClosing.Step(
          patch: patch, use: use, area: land.shape.area,
          cost: BlockCloser.cost(land.shape.area, price),
          joins: (blocksBeside[patch] ?? []).filter { $0 != own }.map(Int.init)))
    }
    var search = ClosingSearch(
      candidates, sizes: areas, missing: missing.hundredths, effort: effort)
    search.run()
    let steps = search.best.sorted().map { candidates[$0] }.sorted { $0.patch < $1.patch }
    let joined = Set(steps.flatMap(\.joins))
    let reachable = Set(candidates.flatMap(\.joins))
    func total(_ numbers: Set<Int>) -> Area {
      numbers.lazy.map { areas[Int32($0)] ?? .zero }.total()
    }
    return BlockClosing(
      missing: missing, target: target, steps: steps,
      gain: steps.lazy.map(\.area).total() + total(joined),
      cost: steps.reduce(.zero) { $0 + $1.cost }, bound: Money(fen: search.bound),
      reachable: candidates.lazy.map(\.area).total() + total(reachable),
      candidateCount: candidates.count, excluded: excluded)
  }

  /// The price of an area, rounded up to one 分.
  static func cost(_ area: Area, _ price: Money) -> Money {
    let product = Int128(area.hundredths) * Int128(price.fen) * 3
    return Money(fen: Int64((product + 199_999) / 200_000))
  }
}
