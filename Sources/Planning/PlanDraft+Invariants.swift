import Flow
import Geometry
import Groundwork

extension PlanDraft {
  /// Checks that plan, ledger and planned patches belong together; in time O(rows).
  ///
  /// - Throws: ``Groundwork/InvariantViolation``.
  package func checkInvariants() throws(InvariantViolation) {
    try InvariantViolation.require(
      plan.side.count == plan.measures.count && stamps.count == plan.measures.count
        && Set(stamps).count == stamps.count, "measures and drawings do not run in step")
    try plan.side.polygons.checkInvariants()
    try state.ledger.checkInvariants()
    try state.ledger.after.polygons.checkInvariants()
    try InvariantViolation.require(
      state.origins.count == state.ledger.after.count, "planned patches have no origin")
    // The ground of the base is the ground of the planned patches, class by class no more nor less.
    try InvariantViolation.require(
      state.ledger.after.areas.total() == base.areas.total(),
      "the planned patches have \(state.ledger.after.areas.total()), the base has"
        + " \(base.areas.total())")
    for (origin, area) in zip(state.origins, state.ledger.after.areas) {
      switch origin {
      case .unchanged(let patch):
        try InvariantViolation.require(
          area == base.areas[Int(patch)], "patch \(patch) has changed and is called unchanged")
      case .remainder(let patch):
        try InvariantViolation.require(
          area <= base.areas[Int(patch)], "what is left of patch \(patch) is more than it was")
      case .measure(let number):
        try InvariantViolation.require(
          plan.measures.indices.contains(Int(number)), "there is no measure \(number)")
      }
    }
  }
}
