import Groundwork

/// Which farmland to exchange for which forest (林耕置换): the question, in whole numbers.
///
/// Parcels are those of the two classes; all others never change and do not appear. One farmland parcel
/// for one forest parcel is a pair.
public struct ExchangeProblem: Hashable, Sendable, Codable {
  public enum Objective: String, Hashable, Sendable, Codable, CaseIterable {
    /// The mean slope of farmland, weighted by area: as small as possible.
    case slope
    /// Neighbours of a farmland parcel that are farmland: as many as possible.
    case contiguity
    /// The area of farmland in blocks of 100 亩 (百亩方): as large as possible.
    case blockArea = "block_area"
  }

  /// In the order of the source, in 0.01 m².
  public var areas: [Int64]
  /// Mean slopes, in 10⁻⁹ degrees.
  public var slopes: [Int64]
  public var isFarmland: [Bool]
  /// Parcels that keep their class.
  public var isLocked: [Bool]
  /// Pairs of parcels that touch, in a point at least; each pair once, the smaller index first.
  public var edges: [SIMD2<Int32>]

  public var objective: Objective
  /// The most pairs.
  public var pairLimit: Int
  /// Whether the area of farmland must not shrink.
  public var keepsFarmland: Bool
  /// The least number of edges between farmland parcels.
  public var leastEdges: Int64?
  /// The largest mean slope of farmland, in 10⁻⁹ degrees.
  public var mostSlope: Int64?
  /// The least area in blocks (百亩方), in 0.01 m², and the least number of blocks.
  public var leastBlockArea: Int64?
  public var leastBlocks: Int?
  /// The least area of a block, in 0.01 m². `nil` in certificates from before it was written down, which
  /// counted blocks as the published benchmark does.
  public var leastBlock: Int64?

  public init(
    areas: [Int64], slopes: [Int64], isFarmland: [Bool], isLocked: [Bool]? = nil,
    edges: [SIMD2<Int32>], objective: Objective, pairLimit: Int, keepsFarmland: Bool = false,
    leastEdges: Int64? = nil, mostSlope: Int64? = nil, leastBlockArea: Int64? = nil,
    leastBlocks: Int? = nil, leastBlock: Int64? = FarmlandMeasures.hundredMu
  ) {
    self.areas = areas
    self.slopes = slopes
    self.isFarmland = isFarmland
    self.isLocked = isLocked ?? Array(repeating: false, count: areas.count)
    self.edges = edges
    self.objective = objective
    self.pairLimit = pairLimit
    self.keepsFarmland = keepsFarmland
    self.leastEdges = leastEdges
    self.mostSlope = mostSlope
    self.leastBlockArea = leastBlockArea
    self.leastBlocks = leastBlocks
    self.leastBlock = leastBlock
  }

  /// The least area of a block (百亩方), in 0.01 m².
  public var blockSize: Int64 { leastBlock ?? FarmlandMeasures.benchmarkBlock }

  /// How far a state falls short of the demands on blocks; 0 where it keeps them or there are none.
  public func blockShortfall(_ isFarmland: [Bool]) -> (area: Int64, count: Int) {
    guard leastBlockArea != nil || leastBlocks != nil else { return (0, 0) }
    let blocks = componentAreas(isFarmland).values.filter { $0 >= blockSize }
    return (
      max(0, (leastBlockArea ?? 0) - blocks.reduce(0, +)), max(0, (leastBlocks ?? 0) - blocks.count)
    )
  }

  public var count: Int { areas.count }

  /// - Throws: ``Diagnostic`` `exchange.shape` for lists of different lengths, edges to parcels that are
  ///   not there, areas or slopes out of range.
  public func validate() throws(Diagnostic) {
    let isWhole =
      slopes.count == count && isFarmland.count == count && isLocked.count == count
      && (0...count).contains(pairLimit) && count < 50_000_000
      // Up to 100 km² and 90°: products with a slope then stay below 2⁶³.
      && areas.allSatisfy { (0...10_000_000_000).contains($0) }
      && slopes.allSatisfy { (0...90_000_000_000).contains($0) }
      && (0...90_000_000_000).contains(mostSlope ?? 0)
      && (1...10_000_000_000_000).contains(blockSize)
      && edges.allSatisfy { $0.x >= 0 && $0.x < $0.y && $0.y < count }
      && Set(edges).count == edges.count && isFarmland.contains(true)
    guard isWhole else {
      throw Diagnostic(
        code: "exchange.shape",
        Localized(
          zh: "置换问题不完整：图斑的面积、坡度、地类、锁定须逐个给出，邻接须各一次。",
          en: "The exchange problem is incomplete: area, slope, class and lock of every parcel, and"
            + " every edge once, must be given."))
    }
  }
}

/// What farmland is like in one state: measured from the parcels alone.
public struct FarmlandMeasures: Hashable, Sendable, Codable {
  /// In 0.01 m².
  public var area: Int64
  public var parcels: Int
  /// Mean slope in degrees, weighted by area.
  public var slope: Double
  /// Pairs of farmland parcels that touch.
  public var edges: Int64
  /// Connected farmland of at least ``ExchangeProblem/blockSize`` (百亩方): number, and area in 0.01 m².
  public var blocks: Int
  public var blockArea: Int64

  /// Farmland neighbours of a farmland parcel, on the average.
  public var contiguity: Double { 2 * Double(edges) / Double(max(1, parcels)) }

  /// 100 亩, in 0.01 m²: one 亩 is 2000/3 m².
  public static let hundredMu: Int64 = 6_666_667
  /// The least area of a block in the published benchmark, which takes one 亩 for 667 m².
  public static let benchmarkBlock: Int64 = 6_670_000
}

extension ExchangeProblem {
  /// Σ area × (slope − `level`) of the farmland, in 0.01 m² × 10⁻⁹ degrees; exact.
  public func excess(_ isFarmland: [Bool], over level: Int64) -> Int128 {
    areas.indices.reduce(Int128(0)) { sum, parcel in
      isFarmland[parcel] ? sum + Int128(areas[parcel]) * Int128(slopes[parcel] - level) : sum
    }
  }

  /// The state after some parcels have changed their class.
  public func state(after flips: [Int]) -> [Bool] {
    var state = isFarmland
    for parcel in flips { state[parcel].toggle() }
    return state
  }

  public func edgeCount(_ isFarmland: [Bool]) -> Int64 {
    Int64(edges.count { isFarmland[Int($0.x)] && isFarmland[Int($0.y)] })
  }

  /// Complexity: O(parcels + edges).
  public func measures(_ isFarmland: [Bool]) -> FarmlandMeasures {
    let area = areas.indices.reduce(Int64(0)) { isFarmland[$1] ? $0 + areas[$1] : $0 }
    let components = componentAreas(isFarmland).values.filter { $0 >= blockSize }
    return FarmlandMeasures(
      area: area, parcels: isFarmland.count(where: \.self),
      slope: Double(excess(isFarmland, over: 0)) / Double(max(1, area)) / 1e9,
      edges: edgeCount(isFarmland), blocks: components.count, blockArea: components.reduce(0, +))
  }

  /// The areas of the connected components of farmland, by one parcel of each.
  public func componentAreas(_ isFarmland: [Bool]) -> [Int: Int64] {
    var parents = Array(0..<count)
    func root(_ parcel: Int) -> Int {
      var parcel = parcel
      while parents[parcel] != parcel {
        parents[parcel] = parents[parents[parcel]]
        parcel = parents[parcel]
      }
      return parcel
    }
    for edge in edges where isFarmland[Int(edge.x)] && isFarmland[Int(edge.y)] {
      let (a, b) = (root(Int(edge.x)), root(Int(edge.y)))
      if a != b { parents[max(a, b)] = min(a, b) }
    }
    var result: [Int: Int64] = [:]
    for parcel in 0..<count where isFarmland[parcel] {
      result[root(parcel), default: 0] += areas[parcel]
    }
    return result
  }
}
