import Classes
import Flow
import Geometry
import Groundwork
import Optimisation
import Overlay
import Planning
import Programme
import Storage

/// The patches of a survey epoch with what problems of optimisation ask of them.
public struct StudyGround: Sendable {
  struct Patch: Sendable {
    /// Its number in the layer.
    var fid: Int64
    var id: String
    var geometry: MultiPolygon
    var area: Area
    var use: LandUse?
    /// Slope class 1 to 5; ``isEstimated`` where it is that of the steepest farmland beside the patch.
    var slope: Int?
    var isEstimated = false
    var grade: Int?
    /// The first nine digits of the code of its location (乡镇).
    var town: String
    /// Whether at least half of it is basic farmland, or inside the urban boundary.
    var isBasic = false
    var isUrban = false
    /// The line that forbids to make farmland of it.
    var exclusion: Localized?
  }

  public let epoch: String
  let patches: [Patch]
  /// Pairs of patches that touch, the smaller index first, ascending.
  let edges: [SIMD2<Int32>]
  /// What makes ground contiguous (连片): the widest gap, and what parts it.
  let settings: DiagnosisSettings

  /// The patches that a condition holds for, and the pairs of them that touch, by their new numbers.
  func part(_ isWanted: (Patch) -> Bool) -> (numbers: [Int], edges: [SIMD2<Int32>]) {
    let numbers = patches.indices.filter { isWanted(patches[$0]) }
    var place = [Int32](repeating: -1, count: patches.count)
    for (index, number) in numbers.enumerated() { place[number] = Int32(index) }
    let inside = edges.compactMap { edge -> SIMD2<Int32>? in
      let (a, b) = (place[Int(edge.x)], place[Int(edge.y)])
      return a >= 0 && b >= 0 ? SIMD2(a, b) : nil
    }
    return (numbers, inside)
  }

  /// The patches that a condition holds for, and the pairs of them that are contiguous as the diagnosis has
  /// it: over a gap that nothing parts.
  func blocks(
    _ isWanted: (Patch) -> Bool
  ) -> (numbers: [Int], edges: [SIMD2<Int32>]) {
    let numbers = patches.indices.filter { isWanted(patches[$0]) }
    let barriers = patches.filter { !isWanted($0) && settings.isBarrier($0.use) }.map(\.geometry)
    let links = ContiguousGround.links(
      of: numbers.map { patches[$0].geometry }, parted: barriers, gap: settings.gap.value)
    return (numbers, links.map { SIMD2(Int32($0.a), Int32($0.b)) })
  }

  /// The number and area of the patches of each use.
  public var stock: [(use: LandUse, count: Int, area: Area)] {
    var found: [LandUse: (count: Int, area: Area)] = [:]
    for patch in patches {
      guard let use = patch.use else { continue }
      let old = found[use] ?? (0, .zero)
      found[use] = (old.count + 1, old.area + patch.area)
    }
    return found.map { (use: $0.key, count: $0.value.count, area: $0.value.area) }
      .sorted { ($1.area, $0.use.rawValue) < ($0.area, $1.use.rawValue) }
  }

  public var hasBasicFarmland: Bool { patches.contains { $0.isBasic } }
}

extension Workbench {
  /// The ground of an epoch, the earliest by default.
  ///
  /// - Throws: as reading an epoch; `diagnosis.no-classes` without standard land classes.
  public func studyGround(_ epoch: String?) throws -> StudyGround {
    let name = try epoch ?? baseEpoch()
    _ = try survey(name)
    let settings = try DiagnosisSettings.read(file: nil)
    let state = try diagnosedState(
      name, base: nil, area: .official, settings, findsExclusions: true)
    job.progress.begin(Localized(zh: "判断相邻", en: "Finding neighbours"), total: nil)
    var touching = Touching()
    var polygons = PolygonSet()
    for patch in state.ground.patches {
      touching.append(patch.geometry)
      polygons.append(patch.geometry)
    }
    let edges = touching.edges()
    try job.cancellation.check()
    let basic = try shares(polygons, inside: .pbf)
    let urban = try shares(polygons, inside: .udb)
    var patches = state.ground.patches.enumerated().map { index, patch in
      StudyGround.Patch(
        fid: state.fids[index], id: state.ids[index], geometry: patch.geometry,
        area: patch.shape.area, use: patch.use,
        slope: patch.slopeClass, grade: patch.grade,
        town: String((state.locations[index] ?? "").prefix(9)), isBasic: basic[index] >= 0.5,
        isUrban: urban[index] >= 0.5, exclusion: patch.exclusion)
    }
    Workbench.estimateSlopes(&patches, edges)
    return StudyGround(epoch: name, patches: patches, edges: edges, settings: settings)
  }

  /// A patch without a slope class takes the steepest of the farmland beside it; where there is none it
  /// stays without.
  private static func estimateSlopes(
    _ patches: inout [StudyGround.Patch], _ edges: [SIMD2<Int32>]
  ) {
    var steepest = [Int](repeating: 0, count: patches.count)
    for edge in edges {
      for (one, other) in [(Int(edge.x), Int(edge.y)), (Int(edge.y), Int(edge.x))] {
        if let slope = patches[other].slope { steepest[one] = max(steepest[one], slope) }
      }
    }
    for index in patches.indices where patches[index].slope == nil && steepest[index] > 0 {
      patches[index].slope = steepest[index]
      patches[index].isEstimated = true
    }
  }

  /// The share of each polygon that a control layer covers; all 0 without such a layer.
  private func shares(_ polygons: PolygonSet, inside role: LayerRole) throws -> [Double] {
    var shares = [Double](repeating: 0, count: polygons.count)
    guard let record = try workspace.layer(role: role) else { return shares }
    var lines = PolygonSet()
    try workspace.forEachFeature(in: record.name) { feature in
      if let geometry = feature.geometry { lines.append(geometry) }
    }
    for entry in try AreaTable.between(polygons, lines, job: job).entries {
      shares[Int(entry.a)] += entry.planar
    }
    for index in shares.indices {
      let area = polygons.planarSquareMetres(of: index)
      shares[index] = area > 0 ? min(1, shares[index] / area) : 0
    }
    return shares
  }
}
