import Groundwork
import Records
import Storage
import Synchronization
import Workbench

/// The plans that are open for drawing. Each stays open while its layers stay as they are: acts are
/// written beside the layers, so that the map and all else that was worked out stays good.
package final class DrawingDesk: Sendable {
  /// Each holds its base epoch in memory.
  static let limit = 4

  /// What a session stands on.
  private struct Ground: Equatable {
    var plan: LayerRecord
    var base: LayerRecord?
    var evaluation: String?
  }

  private struct Open {
    var session: DrawingSession
    var ground: Ground
    /// The state of the workspace in which the ground was last found to be the same.
    var state: UInt64
  }

  /// A place for one plan. Whoever acts on it waits for whoever came before.
  private final class Slot: Sendable {
    let open = Mutex<Open?>(nil)
  }

  /// Those used last come last.
  private let slots = Mutex<[(plan: String, slot: Slot)]>([])

  private func slot(_ plan: String) -> Slot {
    slots.withLock { slots in
      let known = slots.firstIndex { $0.plan == plan }.map { slots.remove(at: $0) }
      let entry = known ?? (plan, Slot())
      slots.append(entry)
      if slots.count > DrawingDesk.limit { slots.removeFirst() }
      return entry.slot
    }
  }

  /// The plan with everything that was drawn up to now.
  func session(_ plan: String, _ state: WorkspaceState) throws -> DrawingSession {
    try use(plan, state) { try Workbench(state.workspace).caughtUp($0) }
  }

  /// Does something with the plan and keeps what comes of it; if it fails the session stays.
  func use(
    _ plan: String, _ state: WorkspaceState,
    _ body: (DrawingSession) throws -> DrawingSession
  ) throws -> DrawingSession {
    try slot(plan).open.withLock { open in
      var now = try valid(open, plan, state)
      // What could be opened stays open even where the act is refused.
      open = now
      now.session = try body(now.session)
      open = now
      return now.session
    }
  }

  /// Closes a plan whose layer was written.
  func close(_ plan: String) {
    slots.withLock { $0.removeAll { $0.plan == plan } }
  }

  private func valid(_ open: Open?, _ plan: String, _ state: WorkspaceState) throws -> Open {
    if let open, open.state == state.number { return open }
    let bench = Workbench(state.workspace)
    let record = try bench.plan(plan)
    if var open {
      let ground = try ground(record, open.session.trial.base.epoch, plan, state)
      if ground == open.ground {
        open.state = state.number
        return open
      }
    }
    let session = try bench.openDrawing(plan)
    return Open(
      session: session, ground: try ground(record, session.trial.base.epoch, plan, state),
      state: state.number)
  }

  private func ground(
    _ record: LayerRecord, _ epoch: String?, _ plan: String, _ state: WorkspaceState
  ) throws -> Ground {
    Ground(
      plan: record, base: try state.workspace.layer(role: .survey, epoch: epoch),
      evaluation: try Workbench(state.workspace).lastEvaluationID(of: plan))
  }
}
