import Geometry
import Groundwork

/// The patches as a coverage (面状覆盖): who may overlap whom, and where ground is left uncovered.
///
/// Only what lies near a left-over edge of ``SignedEdges`` is looked at with GEOS. A patch whose box
/// meets no left-over edge is covered by the same number of patches everywhere in its box; if that
/// number is one it overlaps nothing. In memory are the boxes and the left-over edges; geometries are
/// loaded where they are needed.
struct Coverage: Sendable {
  private let patches: CheckPatches
  /// The box of each patch; inverted for features without area.
  let boxes: [Bounds]
  /// A vertex of each patch.
  private let firsts: [GridPoint]
  /// Patches whose geometry is invalid.
  private let repaired: Set<Int>
  let signed: SignedEdges
  /// Positions of patches that may overlap another or border a gap, ascending.
  let suspects: [Int]
  /// Whether each patch is one of them.
  private let isSuspect: [Bool]
  private let index: SpatialIndex

  /// What is gathered of the patches in their order.
  struct Builder {
    fileprivate var boxes: [Bounds] = []
    fileprivate var firsts: [GridPoint] = []
    fileprivate var repaired: Set<Int> = []
    fileprivate let edges: EdgeBuckets

    init(_ context: CheckContext) throws {
      edges = try EdgeBuckets(
        expecting: context.input.patches.pointBound, limit: context.options.bucketBytes)
      boxes.reserveCapacity(context.input.patches.count)
      firsts.reserveCapacity(context.input.patches.count)
    }

    mutating func add(_ batch: CheckBatch.Gathered) throws {
      boxes += batch.boxes
      firsts += batch.firsts
      repaired.formUnion(batch.repaired)
      try edges.append(batch.signedEdges)
    }
  }

  init(_ context: CheckContext, _ builder: consuming Builder) throws {
    patches = context.input.patches
    let signed = try SignedEdges(builder.edges, context.job)
    self.signed = signed
    boxes = builder.boxes
    firsts = builder.firsts
    repaired = builder.repaired
    index = SpatialIndex(boxes)
    let (boxes, firsts) = (boxes, firsts)
    suspects = try context.parallel(
      Localized(zh: "查找可疑边界", en: "Looking for doubtful borders"), count: boxes.count, state: {}
    ) { _, number in
      let box = boxes[number]
      guard !box.isInverted else { return [] }
      if signed.touches(box) { return [number] }
      return signed.coverage(at: firsts[number]) > 1 ? [number] : []
    }
    var isSuspect = Array(repeating: false, count: boxes.count)
    for number in suspects { isSuspect[number] = true }
    self.isSuspect = isSuspect
  }

  /// A patch with its geometry made valid, as GEOS does; `nil` geometry for one without area.
  func load(_ number: Int, _ geos: GEOS) throws -> (feature: Feature, ground: MultiPolygon?) {
    let feature = try patches.load(number)
    guard let geometry = feature.geometry, !geometry.isEmpty else { return (feature, nil) }
    return (feature, repaired.contains(number) ? try geos.makeValid(geometry) : geometry)
  }

  /// The patches that may share ground with a doubtful one, ascending; of a pair of doubtful patches
  /// only the first has the other.
  func partners(of number: Int) -> [Int] {
    let box = boxes[number]
    return index.items(in: box).filter { other in
      guard other != number, other > number || !isSuspect[other] else { return false }
      let otherBox = boxes[other]
      let common = Bounds(
        minX: max(box.minX, otherBox.minX), minY: max(box.minY, otherBox.minY),
        maxX: min(box.maxX, otherBox.maxX), maxY: min(box.maxY, otherBox.maxY))
      guard common.width > 0, common.height > 0 else { return false }
      if signed.touches(common) { return true }
      // Without a left-over edge in it the common box is covered evenly.
      guard let corner = GridPoint(metresX: common.minX, y: common.minY) else { return true }
      return signed.coverage(at: corner) > 1
    }
  }
}
