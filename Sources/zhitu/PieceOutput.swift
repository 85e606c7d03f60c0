import Flow
import Geometry
import Groundwork

/// The output of `flow --piece`: the geometry of one row of the ledger.
struct PieceOutput: Encodable {
  var schema = "zhitu.piece/1"
  var from: String?
  var to: String?
  var kind: FlowRow.Kind
  /// The area that the ledger states, in m².
  var area: Double
  /// The polygons in the coordinate system of the layers, in metres.
  var wkt: String

  private enum CodingKeys: String, CodingKey {
    case schema, from, to, kind, wkt
    case area = "area_m2"
  }

  /// - Parameter name: the ids of both patches, separated by a comma; one is empty for uncovered
  ///   ground.
  /// - Throws: `Diagnostic` if the ledger has no such row.
  init(_ name: String, in ledger: FlowLedger) throws {
    let ids = name.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
      .map { $0.isEmpty ? nil : String($0) }
    let row = ledger.rows.firstIndex { row in
      ids.count == 2 && row.from.map { ledger.before.ids[Int($0)] } == ids[0]
        && row.to.map { ledger.after.ids[Int($0)] } == ids[1]
    }
    guard let row else {
      throw Diagnostic(
        code: "flow.piece-missing",
        Localized(zh: "台账中没有图块“\(name)”。", en: "The ledger has no piece ‘\(name)’."),
        remedy: Localized(
          zh: "写成“自标识,至标识”，标识见 --pieces 的 from_id 和 to_id。",
          en: "Give from_id and to_id of --pieces, separated by a comma."))
    }
    from = ids[0]
    to = ids[1]
    kind = ledger.rows[row].kind
    area = ledger.rows[row].area.squareMetres
    wkt = try ledger.geometry(ofRow: row).wkt
  }
}
