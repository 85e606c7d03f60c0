import Flow
import Geometry
import Groundwork
import Storage

/// A row of a stored flow ledger.
public struct FlowRecord: Sendable {
  /// The numbers of the patches in their layers; `nil` where no patch covers the ground.
  public var fromFID: Int64?
  public var toFID: Int64?
  public var fromID: String?
  public var toID: String?
  /// The codes of their classes.
  public var fromClass: String?
  public var toClass: String?
  public var area: Area
  public var kind: FlowRow.Kind

  public static let columns = [
    Column("from_fid", .integer), Column("to_fid", .integer), Column("from_id", .text),
    Column("to_id", .text), Column("from_class", .text), Column("to_class", .text),
    Column("area", .integer), Column("kind", .text),
  ]

  /// A row of a ledger.
  public init(_ row: FlowRow, of ledger: FlowLedger) {
    let from = row.from.map(Int.init)
    let to = row.to.map(Int.init)
    fromFID = from.map { ledger.before.fids[$0] }
    toFID = to.map { ledger.after.fids[$0] }
    fromID = from.map { ledger.before.ids[$0] }
    toID = to.map { ledger.after.ids[$0] }
    fromClass = from.map { ledger.before.key($0) }
    toClass = to.map { ledger.after.key($0) }
    area = row.area
    kind = row.kind
  }

  fileprivate init(_ values: [Value]) {
    fromFID = values[0].int64
    toFID = values[1].int64
    fromID = values[2].string
    toID = values[3].string
    fromClass = values[4].string
    toClass = values[5].string
    area = Area(hundredths: values[6].int64 ?? 0)
    kind = values[7].string.flatMap(FlowRow.Kind.init(rawValue:)) ?? .piece
  }

  /// The values in the order of ``columns``.
  public var values: [Value] {
    func whole(_ number: Int64?) -> Value { number.map { .integer($0) } ?? .null }
    func text(_ text: String?) -> Value { text.map { .text($0) } ?? .null }
    return [
      whole(fromFID), whole(toFID), text(fromID), text(toID), text(fromClass), text(toClass),
      .integer(area.hundredths), .text(kind.rawValue),
    ]
  }
}

extension WorkspaceReader {
  /// Calls `body` with every row of a flow's table, in its order.
  public func forEachFlowRecord(
    in table: String, _ body: (FlowRecord) throws -> Void
  ) throws {
    try forEachRow(in: table, columns: FlowRecord.columns.map(\.name)) {
      try body(FlowRecord($0))
    }
  }
}

extension FlowSide {
  /// The key of a patch's class: the standard code, else the source's own value.
  public func key(_ patch: Int) -> String {
    let item = classes[Int(classOf[patch])]
    return (item.standard ?? item.source).key
  }
}
