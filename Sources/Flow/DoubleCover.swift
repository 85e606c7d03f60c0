import Geometry
import Groundwork
import Overlay

/// Ground of single patches that the other side of a flow covers more than once (重复覆盖).
///
/// An area table tells of a patch only what it has less what its pieces come to: uncovered ground less
/// ground that is counted too often. Where the other side overlaps itself both can be there at once,
/// as when a patch has been moved; so the uncovered ground of such patches is worked out by itself.
///
/// For the others nothing is to be worked out, and a layer that does not overlap itself costs a look
/// at its edges; see ``Overlay/SelfOverlaps``.
public struct DoubleCover: Sendable {
  /// The ground in m² that the after side leaves uncovered, of the patches before that it covers more
  /// than once.
  public private(set) var before: [Int32: Double] = [:]
  /// That which the before side leaves uncovered, of the patches after that it covers more than once.
  public private(set) var after: [Int32: Double] = [:]

  /// Below half a unit of the ledger ground is nothing (m²).
  static let least = 0.005

  /// No patch is covered more than once.
  public static let none = DoubleCover()

  private init() {}

  /// A side: what of it overlaps, and how to come by its polygons.
  public struct Side {
    var overlaps: SelfOverlaps
    var name: String
    var id: (Int) -> String
    var polygon: (Int) throws -> MultiPolygon

    public init(
      _ overlaps: SelfOverlaps, name: String, id: @escaping (Int) -> String,
      polygon: @escaping (Int) throws -> MultiPolygon
    ) {
      self.overlaps = overlaps
      self.name = name
      self.id = id
      self.polygon = polygon
    }

    /// A side with its polygons in memory.
    public init(_ overlaps: SelfOverlaps, of side: FlowSide) {
      self.init(overlaps, name: side.name, id: { side.ids[$0] }) {
        side.polygons.multiPolygon(of: $0)
      }
    }
  }

  /// Finds the patches that are covered more than once, and what of them is not covered.
  ///
  /// - Parameters:
  ///   - table: that of both sides.
  ///   - density: that of the table.
  /// - Throws: ``Groundwork/Diagnostic`` `flow.cover` for a patch whose shape is beyond repair;
  ///   ``Groundwork/Cancelled``; what loading a polygon throws.
  public init(
    _ table: AreaTable, before: Side, after: Side, density: (any ArealDensity)?, job: Job = Job()
  ) throws {
    guard !(before.overlaps.isEmpty && after.overlaps.isEmpty) else { return }
    let entries = table.entries
    let twiceAfter = DoubleCover.shared(
      after.overlaps, entries, own: \.a, other: \.b)
    let twiceBefore = DoubleCover.shared(
      before.overlaps, entries, own: \.b, other: \.a)
    self.before = try DoubleCover.uncovered(twiceAfter, before, after, density, job)
    self.after = try DoubleCover.uncovered(twiceBefore, after, before, density, job)
  }

  /// The patches that two overlapping patches of the other side cover, each with all that cover it;
  /// those left out whose pairs do not come to half a unit.
  private static func shared(
    _ overlaps: SelfOverlaps, _ entries: [SharedArea], own: KeyPath<SharedArea, Int32>,
    other: KeyPath<SharedArea, Int32>
  ) -> [(patch: Int32, covering: [Int32])] {
    guard !overlaps.isEmpty else { return [] }
    var isPaired: Set<Int32> = []
    for pair in overlaps.pairs {
      isPaired.insert(pair.a)
      isPaired.insert(pair.b)
    }
    var under: [Int32: Set<Int32>] = [:]
    for entry in entries where isPaired.contains(entry[keyPath: other]) {
      under[entry[keyPath: other], default: []].insert(entry[keyPath: own])
    }
    var bounds: [Int32: Double] = [:]
    for pair in overlaps.pairs {
      guard let first = under[pair.a], let second = under[pair.b] else { continue }
      for patch in first.intersection(second) { bounds[patch, default: 0] += pair.planar }
    }
    let found = bounds.filter { $0.value >= least }
    var covering: [Int32: [Int32]] = [:]
    for entry in entries where found[entry[keyPath: own]] != nil {
      covering[entry[keyPath: own], default: []].append(entry[keyPath: other])
    }
    return covering.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) }
  }

  private static func uncovered(
    _ patches: [(patch: Int32, covering: [Int32])], _ side: Side, _ other: Side,
    _ density: (any ArealDensity)?, _ job: Job
  ) throws -> [Int32: Double] {
    let geos = GEOS()
    var found: [Int32: Double] = [:]
    for (count, item) in patches.enumerated() {
      if count % 64 == 0 { try job.cancellation.check() }
      do {
        let whole = try Piece.valid(side.polygon(Int(item.patch)), geos)
        let others = try item.covering.map { try Piece.valid(other.polygon(Int($0)), geos) }
        let rest = try geos.uncovered(whole, by: others)
        let weight = density?.expansion(x: rest.x, y: rest.y).value ?? 1
        found[item.patch] = rest.squareMetres * weight
      } catch let error as GEOSError {
        throw Diagnostic(
          code: "flow.cover",
          Localized(
            zh: "该图斑被另一侧重复覆盖，其形状无效，无法量算：\(error.reason)。",
            en: "The other side covers this patch more than once, and its shape is too broken to"
              + " measure that: \(error.reason)."),
          remedy: Localized(
            zh: "修复该图斑的几何后重试；zhitu check 可列出无效的面。",
            en: "Repair its geometry; zhitu check lists invalid polygons."),
          layer: side.name, feature: side.id(Int(item.patch)))
      }
    }
    return found
  }
}

extension FlowLedger {
  /// What to tell about ground that a side covers more than once: one warning for each side.
  public var coverWarnings: [Diagnostic] {
    [warning(isBefore: true), warning(isBefore: false)].compactMap(\.self)
  }

  private func warning(isBefore: Bool) -> Diagnostic? {
    let (own, other) = isBefore ? (before, after) : (after, before)
    var sum = Area.zero
    var ids: [String] = []
    var count = 0
    for row in rows where row.kind == .overlap {
      guard let patch = isBefore ? row.from : row.to else { continue }
      sum -= row.area
      count += 1
      if ids.count < 5 { ids.append(own.ids[Int(patch)]) }
    }
    guard count > 0 else { return nil }
    let more = count > ids.count
    return Diagnostic(
      .warning, code: "flow.covered-twice",
      Localized(
        zh: "图层自身有重叠，把“\(own.name)”的 \(count) 个图斑重复覆盖 \(sum.decimal) m²："
          + ids.joined(separator: "、") + (more ? "…" : "")
          + "。重复部分单列，不与未覆盖部分抵消。",
        en:
          "The layer overlaps itself and covers \(count) patches of ‘\(own.name)’ more than once, by"
          + " \(sum.decimal) m²: " + ids.joined(separator: ", ") + (more ? "…" : "")
          + ". This is kept apart from uncovered ground."),
      remedy: Localized(
        zh: "导入后用 zhitu check 查看重叠之处并更正。",
        en: "Import the layer and see where it overlaps with zhitu check, then correct it."),
      layer: other.name)
  }
}
