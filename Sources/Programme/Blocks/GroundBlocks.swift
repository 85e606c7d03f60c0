import Geometry
import Groundwork
import Planning

/// Groups of contiguous patches: fields as blocks (连片), the built-up ground of villages as
/// villages.
public struct GroundBlocks: Sendable {
  /// The number of the block of each patch, from 0 in the order of their first patches; -1 for a
  /// patch of no block.
  public let farmland: [Int32]
  /// The same for villages.
  public let villages: [Int32]

  /// - Complexity: O(n log n) plus the lines between patches within the gap.
  public init(_ ground: DiagnosedGround, _ settings: DiagnosisSettings, job: Job = Job()) throws {
    let patches = ground.patches
    let both = try job.map(2) { part -> [Int32] in
      part == 0
        ? try GroundBlocks.numbers(
          patches, gap: settings.gap.value, of: { $0.subject == .farmland },
          partedBy: { settings.isBarrier($0.use) }, job)
        : try GroundBlocks.numbers(
          patches, gap: settings.settlementGap.value, of: \.isVillageGround,
          partedBy: { _ in false }, job)
    }
    farmland = both[0]
    villages = both[1]
  }

  private static func numbers(
    _ patches: [DiagnosedPatch], gap: Double, of isMember: (DiagnosedPatch) -> Bool,
    partedBy isBarrier: (DiagnosedPatch) -> Bool, _ job: Job
  ) throws -> [Int32] {
    try job.cancellation.check()
    let members = patches.indices.filter { isMember(patches[$0]) }
    let barriers = patches.filter { isBarrier($0) && !isMember($0) }.map(\.geometry)
    let links = ContiguousGround.links(
      of: members.map { patches[$0].geometry }, parted: barriers, gap: gap)
    try job.cancellation.check()
    var components = DisjointSets(count: members.count)
    for link in links { components.join(link.a, link.b) }
    var numbers = [Int32](repeating: -1, count: patches.count)
    for (member, number) in zip(members, components.numbers()) { numbers[member] = Int32(number) }
    return numbers
  }
}
