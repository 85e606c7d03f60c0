import Foundation
import Groundwork
import Records
import Storage
import Synchronization
import Workbench

/// The plans that are open for drawing. Each stays open while its layers are unchanged: acts are
/// written beside the layers, so that the map and other derived data stay valid.
package final class DrawingDesk: Sendable {
  /// Each keeps its base epoch in memory.
  static let limit = 4

  /// People wait for an act, so it takes several threads; few, as others are served meanwhile.
  static var job: Job { Job(threads: min(4, ProcessInfo.processInfo.activeProcessorCount)) }

  /// The basis of a session.
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

  /// The place of one plan. Acts on it are done one after the other.
  private final class Slot: Sendable {
    let open = Mutex<Open?>(nil)
  }

  /// The most recently used ones are last.
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

  /// The plan with all edits up to now.
  func session(_ plan: String, _ state: WorkspaceState) throws -> DrawingSession {
    try use(plan, state) { try Workbench(state.workspace, job: DrawingDesk.job).caughtUp($0) }
  }

  /// Runs an action on the plan and stores the result; if it fails, the session is unchanged.
  func use(
    _ plan: String, _ state: WorkspaceState,
    _ body: (DrawingSession) throws -> DrawingSession
  ) throws -> DrawingSession {
    try slot(plan).open.withLock { open in
      var now = try valid(open, plan, state)
      // An opened session stays open even if the act is refused.
      open = now
      now.session = try body(now.session)
      open = now
      return now.session
    }
  }

  /// Closes a plan whose layer was saved.
  func close(_ plan: String) {
    slots.withLock { $0.removeAll { $0.plan == plan } }
  }

  private func valid(_ open: Open?, _ plan: String, _ state: WorkspaceState) throws -> Open {
    if let open, open.state == state.number { return open }
    let bench = Workbench(state.workspace, job: DrawingDesk.job)
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
