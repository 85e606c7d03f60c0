import Groundwork

/// The kinds of fields that ideally lie on the same ground (多田套合, CTG-05).
public struct FieldKinds: OptionSet, Sendable, Hashable, Codable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// 永久基本农田.
  public static let basic = FieldKinds(rawValue: 1)
  /// 高标准农田.
  public static let standard = FieldKinds(rawValue: 2)
  /// 粮食生产功能区.
  public static let grain = FieldKinds(rawValue: 4)
  public static let all: FieldKinds = [.basic, .standard, .grain]

  /// The seven combinations, one kind alone first.
  public static let combinations = [1, 2, 4, 3, 5, 6, 7].map(FieldKinds.init(rawValue:))

  /// `basic+grain_zone`; empty for none.
  public var key: String {
    let names: [(FieldKinds, String)] = [
      (.basic, "basic"), (.standard, "standard"), (.grain, "grain_zone"),
    ]
    return names.filter { contains($0.0) }.map(\.1).joined(separator: "+")
  }
}

/// A part of a patch whose ground lies in the same kinds of fields. The pieces of a patch sum to it.
public struct FieldPiece: Sendable, Hashable {
  /// The index of the patch.
  public var patch: Int
  /// The code of its village, 12 digits; `nil` where the survey states none.
  public var village: String?
  public var kinds: FieldKinds
  public var area: Area
  public var isFarmland: Bool

  public init(patch: Int, village: String?, kinds: FieldKinds, area: Area, isFarmland: Bool) {
    self.patch = patch
    self.village = village
    self.kinds = kinds
    self.area = area
    self.isFarmland = isFarmland
  }
}

/// How far basic farmland, high-standard farmland and grain zones lie on the same ground, per village,
/// town and in all, and which patches would raise it.
///
/// Every area is a sum of pieces in 0.01 m², so the towns sum to the whole and the seven combinations to
/// the union, exactly.
public struct FieldOverlap: Sendable {
  public enum Level: String, Sendable, Codable { case whole, town, village }

  public struct Unit: Sendable, Hashable {
    public var level: Level
    /// Empty for the whole, and for ground whose village the survey does not state.
    public var code: String
    /// By combination; a combination without ground is absent.
    public var areas: [FieldKinds: Area]

    /// Ground in all of some kinds, whatever else it is.
    public func area(in kinds: FieldKinds) -> Area {
      areas.filter { $0.key.isSuperset(of: kinds) }.values.total()
    }
  }

  /// A patch that lacks one or two kinds.
  public struct Candidate: Sendable, Hashable {
    public var patch: Int
    public var village: String?
    public var lacking: FieldKinds
    /// The ground of the patch that would come into all three.
    public var area: Area
  }

  /// The whole, then the towns by code, then the villages by code.
  public let units: [Unit]
  /// Farmland that lies in at least one kind and not in all; fewest lacking first, then the largest, then
  /// the first patch.
  public let candidates: [Candidate]

  /// - Complexity: O(n log n).
  public init(_ pieces: [FieldPiece]) {
    struct Key: Hashable {
      var level: Level
      var code: String
    }
    struct Lack: Hashable {
      var patch: Int
      var lacking: FieldKinds
    }
    var sums: [Key: [FieldKinds: Area]] = [Key(level: .whole, code: ""): [:]]
    var lacks: [Lack: (village: String?, area: Area)] = [:]
    for piece in pieces where !piece.kinds.isEmpty {
      let code = piece.village ?? ""
      for key in [
        Key(level: .whole, code: ""), Key(level: .town, code: String(code.prefix(9))),
        Key(level: .village, code: code),
      ] {
        sums[key, default: [:]][piece.kinds, default: .zero] += piece.area
      }
      guard piece.isFarmland, piece.kinds != .all else { continue }
      let lack = Lack(patch: piece.patch, lacking: FieldKinds.all.subtracting(piece.kinds))
      lacks[lack, default: (piece.village, .zero)].area += piece.area
    }
    let order: [Level] = [.whole, .town, .village]
    units = order.flatMap { level in
      sums.filter { $0.key.level == level }.sorted { $0.key.code < $1.key.code }
        .map { Unit(level: level, code: $0.key.code, areas: $0.value) }
    }
    candidates = lacks.map {
      Candidate(
        patch: $0.key.patch, village: $0.value.village, lacking: $0.key.lacking,
        area: $0.value.area)
    }.sorted { a, b in
      let (x, y) = (FieldOverlap.count(a.lacking), FieldOverlap.count(b.lacking))
      if x != y { return x < y }
      if a.area != b.area { return a.area > b.area }
      return (a.patch, a.lacking.rawValue) < (b.patch, b.lacking.rawValue)
    }
  }

  private static func count(_ kinds: FieldKinds) -> Int { kinds.rawValue.nonzeroBitCount }
}
