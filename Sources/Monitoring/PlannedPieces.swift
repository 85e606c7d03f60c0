import Flow
import Geometry
import Groundwork
import Planning

/// The pieces of a planned state as one side of a flow: ground of one base patch and one planned patch.
///
/// A strip that vanishes on the grid has an area in the ledger and no polygon; no observation can be
/// held against it.
struct PlannedPieces {
  private(set) var side: FlowSide
  /// The row of the planned state's ledger of each piece.
  private(set) var rows: [Int] = []
  private(set) var strips: [Int] = []

  /// - Complexity: one intersection for each piece under a measure.
  /// - Throws: ``Geometry/GEOSError``, ``Groundwork/Cancelled``.
  init(_ state: PlannedState, job: Job) throws {
    let ledger = state.ledger
    side = FlowSide(name: ledger.after.name)
    side.classes = ledger.before.classes
    side.polygons.reserve(
      features: ledger.rows.count, points: ledger.before.polygons.pointCount)
    let geos = GEOS()
    var rings = RingBuffer()
    for (index, row) in ledger.rows.enumerated() {
      guard row.kind == .piece, let from = row.from.map(Int.init) else { continue }
      if index % 256 == 0 { try job.cancellation.check() }
      guard let geometry = try state.geometry(ofRow: index, geos: geos), !geometry.isEmpty else {
        if row.area != .zero { strips.append(index) }
        continue
      }
      rings.clear()
      rings.append(geometry)
      side.append(
        fid: Int64(index), id: ledger.before.ids[from], class: ledger.before.classOf[from],
        area: row.area, rings: rings)
      rows.append(index)
    }
  }
}
