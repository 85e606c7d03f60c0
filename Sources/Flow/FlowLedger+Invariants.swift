import Geometry
import Groundwork

extension FlowLedger {
  /// Checks that rows name patches that there are and stand in order, and that the rows of every patch
  /// before add up to its area; in time O(rows).
  ///
  /// - Throws: ``Groundwork/InvariantViolation``.
  package func checkInvariants() throws(InvariantViolation) {
    for side in [before, after] {
      try InvariantViolation.require(
        side.ids.count == side.count && side.classOf.count == side.count
          && side.areas.count == side.count && side.polygons.count == side.count,
        "the arrays of ‘\(side.name)’ do not run in step")
      try InvariantViolation.require(
        side.classOf.allSatisfy { side.classes.indices.contains(Int($0)) },
        "a patch of ‘\(side.name)’ has a class that is not listed")
    }
    var sums = [Area](repeating: .zero, count: before.count)
    var last: Int32 = 0
    for (number, row) in rows.enumerated() {
      let from = row.from ?? .max
      try InvariantViolation.require(
        from >= last && (row.from != nil || row.to != nil), "row \(number) is out of order")
      last = from
      try InvariantViolation.require(
        row.from.map { $0 < before.count } ?? true && row.to.map { $0 < after.count } ?? true,
        "row \(number) names a patch that is not there")
      try InvariantViolation.require(
        row.kind != .piece || row.area.hundredths != 0, "row \(number) is of no ground")
      if let from = row.from { sums[Int(from)] += row.area }
    }
    for patch in 0..<before.count where before.polygons.doubledAreas[patch] != 0 {
      try InvariantViolation.require(
        sums[patch] == before.areas[patch],
        "the rows of ‘\(before.ids[patch])’ sum to \(sums[patch]), not \(before.areas[patch])")
    }
  }
}
