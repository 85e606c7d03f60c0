import Flow
import Geometry
import Groundwork

extension PlanDraft {
  /// Checks that plan, ledger and planned patches agree, in time O(rows).
  ///
  /// - Throws: ``Groundwork/InvariantViolation``.
  package func checkInvariants() throws(InvariantViolation) {
    try InvariantViolation.require(
      plan.side.count == plan.measures.count && revisions.count == plan.measures.count
        && Set(revisions).count == revisions.count, "measures and revisions differ in number")
    try plan.side.polygons.checkInvariants()
    try state.ledger.checkInvariants()
    try state.ledger.after.polygons.checkInvariants()
    try InvariantViolation.require(
      state.origins.count == state.ledger.after.count, "patches and origins differ in number")
    // The planned patches have exactly the area of the base.
    try InvariantViolation.require(
      state.ledger.after.areas.total() == base.areas.total(),
      "the planned patches have \(state.ledger.after.areas.total()), the base has"
        + " \(base.areas.total())")
    for (origin, area) in zip(state.origins, state.ledger.after.areas) {
      switch origin {
      case .unchanged(let patch):
        try InvariantViolation.require(
          area == base.areas[Int(patch)], "patch \(patch) is marked unchanged but differs")
      case .remainder(let patch):
        try InvariantViolation.require(
          area <= base.areas[Int(patch)], "the remainder of patch \(patch) is larger than the patch"
        )
      case .measure(let number):
        try InvariantViolation.require(
          plan.measures.indices.contains(Int(number)), "there is no measure \(number)")
      }
    }
  }
}
