import Groundwork

/// What a flow comes to, as `--json` prints it and the workspace keeps it (`zhitu.flow/1`).
///
/// Areas are in m².
public struct FlowSummary: Codable, Sendable {
  public struct Entry: Codable, Sendable {
    /// The class before; `nil` for ground that no patch before covers.
    public var from: FlowClass.Label?
    public var to: FlowClass.Label?
    public var area: Double

    private enum CodingKeys: String, CodingKey {
      case from, to
      case area = "area_m2"
    }
  }

  public var schema = "zhitu.flow/1"
  public var engine = Program.engine
  public var from: String
  public var to: String
  public var area: AreaKind
  public var by: FlowGrouping
  public var before: Double
  public var after: Double
  public var shared: Double
  public var uncoveredFrom: Double
  public var uncoveredTo: Double
  public var overlap: Double
  /// The rows of the ledger.
  public var pieces: Int
  public var matrix: [Entry]

  private enum CodingKeys: String, CodingKey {
    case schema, engine, from, to, area, by, pieces, matrix
    case before = "before_m2"
    case after = "after_m2"
    case shared = "shared_m2"
    case uncoveredFrom = "uncovered_from_m2"
    case uncoveredTo = "uncovered_to_m2"
    case overlap = "overlap_m2"
  }

  public init(_ ledger: FlowLedger, by grouping: FlowGrouping) {
    from = ledger.before.name
    to = ledger.after.name
    area = ledger.areaKind
    by = grouping
    before = ledger.before.areas.total().squareMetres
    after = ledger.after.areas.total().squareMetres
    shared = ledger.total(of: .piece).squareMetres
    uncoveredFrom = ledger.total(of: .uncoveredFrom).squareMetres
    uncoveredTo = ledger.total(of: .uncoveredTo).squareMetres
    overlap = ledger.total(of: .overlap).squareMetres
    pieces = ledger.rows.count
    matrix = ledger.matrix(by: grouping).cells.map {
      Entry(from: $0.from, to: $0.to, area: $0.area.squareMetres)
    }
  }
}
