import Geometry
import Groundwork

/// Neighbours with the same attributes, which the survey rules want as one patch (同属性相邻图斑).
struct MergeCheck {
  let context: CheckContext
  private let positions: [Int]
  /// A hash of the attributes of each patch that count.
  private var hashes: [Int] = []
  private let edges: EdgeBuckets

  private static let fields = [
    "DLBM", "QSXZ", "QSDWDM", "ZLDWDM", "KCDLBM", "KCXS", "GDLX", "GDPDJB", "XZDWKD", "TBXHDM",
    "ZZSXDM", "GDDB", "FRDBS", "CZCSXM", "MSSM", "HDMC",
  ]

  /// Two patches with an edge in common.
  private struct Neighbours: BitwiseCopyable {
    var number: Int32
    var other: Int32
    /// The number of the edge in the patch, and its lower end.
    var edge: Int32
    var place: GridPoint
  }

  init(_ context: CheckContext) throws {
    self.context = context
    positions = MergeCheck.fields.compactMap { context.layer.position(of: $0) }
    edges = try EdgeBuckets(
      expecting: context.input.patches.pointBound, limit: context.options.bucketBytes)
  }

  /// The edges of a patch, with their numbers in it.
  static func edges(of feature: Feature, at position: Int) -> [PatchEdge] {
    var edges: [PatchEdge] = []
    for ring in feature.geometry?.polygons.flatMap(\.rings) ?? [] {
      guard var previous = ring.last else { continue }
      for point in ring {
        edges.append(PatchEdge(previous, point, owner: position, tag: Int32(edges.count)))
        previous = point
      }
    }
    return edges
  }

  /// Adds patches in their order, with their edges.
  mutating func add(_ features: [Feature], _ edges: [PatchEdge]) throws {
    for feature in features {
      var hasher = Hasher()
      for position in positions { hasher.combine(feature.values[position]) }
      hashes.append(hasher.finalize())
    }
    try self.edges.append(edges)
  }

  /// One finding a pair of patches that share an edge and all attributes.
  func run() throws -> FindingList {
    // Consecutive patches share a bucket, so that the buckets follow each other in their order.
    let count = context.input.patches.count
    let found = try SpillBuckets<Neighbours>(
      expecting: context.input.patches.pointBound, limit: context.options.bucketBytes)
    let span = max(1, (count + found.count - 1) / found.count)
    try edges.forEachPlace(context.job) { edges in
      for (first, second) in zip(edges, edges.dropFirst())
      where first.owner != second.owner && hashes[Int(first.owner)] == hashes[Int(second.owner)] {
        try found.append(
          Neighbours(
            number: second.owner, other: first.owner, edge: second.tag, place: second.a),
          to: Int(second.owner) / span)
      }
    }
    var findings = context.findingList
    for bucket in 0..<found.count {
      var neighbours = try found.take(bucket)
      neighbours.sort { ($0.number, $0.edge) < ($1.number, $1.edge) }
      try list(neighbours, in: &findings)
    }
    return findings
  }

  /// Lists neighbours whose attributes are the same, patch by patch.
  private func list(_ found: [Neighbours], in findings: inout FindingList) throws {
    var start = 0
    while start < found.count {
      try context.job.cancellation.check()
      let number = found[start].number
      let feature = try context.input.patches.load(Int(number))
      var seen: Set<Int32> = []
      while start < found.count, found[start].number == number {
        let pair = found[start]
        start += 1
        guard seen.insert(pair.other).inserted else { continue }
        let neighbour = try context.input.patches.load(Int(pair.other))
        guard positions.allSatisfy({ feature.values[$0] == neighbour.values[$0] }) else {
          continue
        }
        let id = context.layer.id(neighbour)
        findings.append(
          context.finding(
            .mergeable, feature, other: id, location: (pair.place.metresX, pair.place.metresY),
            Localized(
              zh: "与相邻图斑 \(id) 属性相同，应合并。",
              en: "Has the attributes of its neighbour \(id); merge them.")))
      }
    }
  }
}
