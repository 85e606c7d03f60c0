import Groundwork

/// Which ground to choose so that it lies in blocks of a least size: the question, in whole numbers.
///
/// The chosen parcels have at least an area in all, each connected part of them is at least as large as a
/// block must be, and their cost is the least.
public struct GroundProblem: Hashable, Sendable, Codable {
  /// What people have decided about a parcel.
  public enum Lock: String, Hashable, Sendable, Codable {
    case free, chosen, excluded
  }

  /// In 0.01 m².
  public var areas: [Int64]
  /// Of choosing each parcel, in whatever unit.
  public var costs: [Int64]
  public var locks: [Lock]
  /// Pairs of parcels that touch; each pair once, the smaller index first.
  public var edges: [SIMD2<Int32>]
  /// The least area in all, and of each connected part; in 0.01 m².
  public var leastArea: Int64
  public var leastBlock: Int64

  public init(
    areas: [Int64], costs: [Int64], locks: [Lock]? = nil, edges: [SIMD2<Int32>], leastArea: Int64,
    leastBlock: Int64
  ) {
    self.areas = areas
    self.costs = costs
    self.locks = locks ?? Array(repeating: .free, count: areas.count)
    self.edges = edges
    self.leastArea = leastArea
    self.leastBlock = leastBlock
  }

  public var count: Int { areas.count }

  /// - Throws: ``Diagnostic`` `ground.shape`, `ground.too-much` if all parcels together are too little.
  public func validate() throws(Diagnostic) {
    let limit: Int64 = 1_000_000_000_000_000_000
    let isWhole =
      costs.count == count && locks.count == count && count < 50_000_000
      && areas.allSatisfy { (0...10_000_000_000).contains($0) }
      && costs.allSatisfy { (0...limit).contains($0) }
      && (0...limit).contains(leastArea) && (0...limit).contains(leastBlock)
      && edges.allSatisfy { $0.x >= 0 && $0.x < $0.y && $0.y < count }
      && Set(edges).count == edges.count
    guard isWhole else {
      throw Diagnostic(
        code: "ground.shape",
        Localized(
          zh: "选地问题不完整：图斑的面积、费用、锁定须逐个给出，邻接须各一次。",
          en:
            "The problem of choosing ground is not whole: area, cost and lock of every parcel, and"
            + " every edge once, must be given."))
    }
    let most = areas.indices.reduce(Int64(0)) {
      locks[$1] == .excluded ? $0 : $0 + areas[$1]
    }
    guard most >= leastArea else {
      throw Diagnostic(
        code: "ground.too-much",
        Localized(
          zh: "可选图斑共 \(Area(hundredths: most))，少于要求的 \(Area(hundredths: leastArea))。",
          en: "The parcels that may be chosen have \(Area(hundredths: most)), less than the"
            + " \(Area(hundredths: leastArea)) that are asked for."))
    }
  }

  public func area(of chosen: [Int]) -> Int64 { chosen.reduce(0) { $0 + areas[$1] } }

  public func cost(of chosen: [Int]) -> Int128 { chosen.reduce(0) { $0 + Int128(costs[$1]) } }

  /// The parcels that touch each parcel, ascending.
  public func neighbours() -> [[Int32]] {
    var neighbours = [[Int32]](repeating: [], count: count)
    for edge in edges {
      neighbours[Int(edge.x)].append(edge.y)
      neighbours[Int(edge.y)].append(edge.x)
    }
    return neighbours
  }
}
