import Geometry
import Groundwork
import Policy
import Storage
import Survey

/// The row of a witness: a piece of ground on which the verdict of a rule rests.
public struct WitnessRecord: Sendable {
  /// The rule, and its part: `CAP-01/pbf`.
  public var rule: String
  /// From 1, the largest first.
  public var rank: Int64
  public var fromID: String?
  public var toID: String?
  public var fromClass: String?
  public var toClass: String?
  public var area: Area?
  public var note: String?

  public static let columns = [
    Column("rule", .text), Column("rank", .integer), Column("from_id", .text),
    Column("to_id", .text), Column("from_class", .text), Column("to_class", .text),
    OwnField.area.column, Column("note", .text),
  ]

  public init(_ witness: Witness, rule: String, rank: Int) {
    self.rule = rule
    self.rank = Int64(rank)
    fromID = witness.fromID
    toID = witness.toID
    fromClass = witness.fromClass
    toClass = witness.toClass
    area = witness.area.map(Area.init(hundredths:))
    note = witness.note?.zh
  }

  fileprivate init(_ values: [Value]) {
    rule = values[0].string ?? ""
    rank = values[1].int64 ?? 0
    fromID = values[2].string
    toID = values[3].string
    fromClass = values[4].string
    toClass = values[5].string
    area = values[6].int64.map(Area.init(hundredths:))
    note = values[7].string
  }

  /// The values in the order of ``columns``.
  public var values: [Value] {
    func text(_ text: String?) -> Value { text.map { .text($0) } ?? .null }
    return [
      .text(rule), .integer(rank), text(fromID), text(toID), text(fromClass), text(toClass),
      area.map { .integer($0.hundredths) } ?? .null, text(note),
    ]
  }
}

extension WorkspaceReader {
  /// Calls `body` with the number, the geometry as WKB (empty for none) and the row of every witness.
  public func forEachWitness(
    in layer: String, _ body: (Int64, UnsafeRawBufferPointer, WitnessRecord) throws -> Void
  ) throws {
    let columns = WitnessRecord.columns.map(\.name)
    try forEachRawFeature(in: layer, columns: columns) { fid, bytes, values in
      try body(fid, bytes, WitnessRecord(values))
    }
  }
}
