import Groundwork

/// One row of the flow ledger: a piece of ground that one patch had before and one has after.
public struct FlowRow: Sendable, Hashable {
  public enum Kind: String, Sendable, Codable {
    /// Ground of a patch before and of a patch after.
    case piece
    /// Ground of a patch before that no patch after covers.
    case uncoveredFrom = "uncovered_from"
    /// Ground of a patch after that no patch before covers.
    case uncoveredTo = "uncovered_to"
    /// Ground counted more than once because patches of the other side overlap one another; negative,
    /// so that the rows of the patch still add up to it. Ground that three patches cover counts
    /// twice. A patch that is partly uncovered and partly covered more than once has a row for each.
    case overlap
  }

  /// The patches of both sides, −1 for none: 16 bytes a row, as ledgers of provinces have billions.
  private var pair: SIMD2<Int32>
  public var area: Area

  /// - Complexity: O(1).
  public init(from: Int32?, to: Int32?, area: Area) {
    pair = SIMD2(from ?? -1, to ?? -1)
    self.area = area
  }

  /// The patch before, as an index into the side; `nil` for ground that has none.
  ///
  /// - Complexity: O(1).
  public var from: Int32? { pair.x < 0 ? nil : pair.x }
  /// The patch after.
  ///
  /// - Complexity: O(1).
  public var to: Int32? { pair.y < 0 ? nil : pair.y }

  /// - Complexity: O(1).
  public var kind: Kind {
    if pair.x >= 0, pair.y >= 0 { return .piece }
    if area.hundredths < 0 { return .overlap }
    return pair.y < 0 ? .uncoveredFrom : .uncoveredTo
  }
}

/// The flow ledger (地类流向台账) of two sides: the one table that indicators, rules, quotas and
/// reports are queries of.
///
/// The rows of every patch before add up to its area exactly: pieces, plus what is uncovered, less what
/// is covered more than once; the last two are never set off against each other. The rows of every
/// patch after that is wholly covered once add up to its area to 0.01 m²; see ``ControlledRounding``.
/// Those of the others add up to it exactly.
public struct FlowLedger: Sendable {
  public var before: FlowSide
  public var after: FlowSide
  /// Pieces and uncovered ground ordered by the patch before, then what only the after side has.
  public var rows: [FlowRow]
  public var areaKind: AreaKind

  /// - Complexity: O(1).
  public init(before: FlowSide, after: FlowSide, rows: [FlowRow], areaKind: AreaKind) {
    self.before = before
    self.after = after
    self.rows = rows
    self.areaKind = areaKind
  }
}

/// Which area a ledger counts in.
public enum AreaKind: String, Sendable, Codable, CaseIterable {
  /// The national ellipsoid area (图斑椭球面积).
  case official
  /// The area in the plane of the coordinate system.
  case planar
}
