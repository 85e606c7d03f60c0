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
  /// Ground of the side before that no patch after covers, and the reverse.
  public var uncoveredFrom: Double
  public var uncoveredTo: Double
  /// How much ground of the side before patches after cover too often, and the reverse; a side only
  /// does so if it overlaps itself. For each side pieces and uncovered ground less this are its area.
  public var coveredTwiceFrom: Double
  public var coveredTwiceTo: Double
  /// Both together, negative as in the rows of the ledger.
  public var overlap: Double
  /// The rows of the ledger.
  public var pieces: Int
  /// Pieces and uncovered ground by class.
  public var matrix: [Entry]
  /// Ground that is covered more than once, by the class of the side whose ground it is; left out if
  /// there is none.
  public var coveredTwice: [Entry]?

  private enum CodingKeys: String, CodingKey {
    case schema, engine, from, to, area, by, pieces, matrix
    case before = "before_m2"
    case after = "after_m2"
    case shared = "shared_m2"
    case uncoveredFrom = "uncovered_from_m2"
    case uncoveredTo = "uncovered_to_m2"
    case coveredTwiceFrom = "covered_twice_from_m2"
    case coveredTwiceTo = "covered_twice_to_m2"
    case overlap = "overlap_m2"
    case coveredTwice = "covered_twice"
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
    let matrix = ledger.matrix(by: grouping)
    coveredTwiceFrom =
      matrix.coveredTwice.filter { $0.from != nil }.map(\.area).total().squareMetres
    coveredTwiceTo = matrix.coveredTwice.filter { $0.from == nil }.map(\.area).total().squareMetres
    overlap = ledger.total(of: .overlap).squareMetres
    pieces = ledger.rows.count
    func entries(_ cells: [FlowMatrix.Cell]) -> [Entry] {
      cells.map { Entry(from: $0.from, to: $0.to, area: $0.area.squareMetres) }
    }
    self.matrix = entries(matrix.cells)
    coveredTwice = matrix.coveredTwice.isEmpty ? nil : entries(matrix.coveredTwice)
  }
}
