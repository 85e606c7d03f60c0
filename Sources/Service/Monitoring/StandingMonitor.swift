import Access
import Foundation
import Groundwork
import Logging
import Storage
import Synchronization
import Workbench

/// Follows the standing orders of a workspace (常设监测): after every change, and when a server starts, it looks
/// whether an observation, a plan or rules are new, and queues the monitoring as a job.
///
/// What is due follows from the workspace, so that nothing is lost with a server that was killed.
package final class StandingMonitor: Sendable {
  static let kind = "standing-orders"

  private let watch: WorkspaceWatch
  private let jobs: JobCentre
  private let queue = OperationQueue()
  private let stopping = Atomic<Bool>(false)
  /// Whether a look is waiting that will see all that happened so far.
  private let isWaiting = Atomic<Bool>(false)
  private let lastSeen = Mutex<UInt64?>(nil)
  private let logger = Logger(label: "zhitu.standing-orders")

  init(_ watch: WorkspaceWatch, _ jobs: JobCentre) {
    self.watch = watch
    self.jobs = jobs
    queue.name = "zhitu.standing-orders"
    queue.maxConcurrentOperationCount = 1
    queue.qualityOfService = .utility
  }

  /// Looks soon whether something is due. Quick, and never fails.
  package func look() {
    guard !stopping.load(ordering: .relaxed),
      !isWaiting.exchange(true, ordering: .acquiringAndReleasing)
    else { return }
    queue.addOperation { [self] in
      isWaiting.store(false, ordering: .releasing)
      guard !stopping.load(ordering: .relaxed) else { return }
      do {
        try queueWhatIsDue()
      } catch {
        // The workspace may be locked or gone for the moment; what is due stays due.
        logger.error("standing orders: \(error)")
      }
    }
  }

  private func queueWhatIsDue() throws {
    // Another look follows the end of a job.
    guard !jobs.isBusy(with: StandingMonitor.kind) else { return }
    let state = try watch.current()
    let isNews = lastSeen.withLock { seen in
      defer { seen = state.number }
      return seen != state.number
    }
    guard isNews else { return }
    let due = try Workbench(state.workspace).dueObservations(at: WallClock.now())
    guard let first = due.first else { return }
    let epochs = Set(due.map(\.epoch)).sorted().joined(separator: ", ")
    let order = JobOrder(
      StandingMonitor.kind, Localized(zh: "常设监测：\(epochs)", en: "Standing orders: \(epochs)")
    ) { state, job in
      try .json(Workbench(state.workspace, job: job).followStandingOrders())
    }
    do {
      _ = try jobs.submit(
        order,
        actor: Actor(
          name: "order:\(first.order)",
          caller: Caller(.person("order:\(first.order)"), address: "local")))
    } catch let problem as Problem where problem.status == 503 {
      // The queue is full: the end of one of its jobs leads here again.
      lastSeen.withLock { $0 = nil }
    }
  }

  func stop() { stopping.store(true, ordering: .relaxed) }

  /// Waits until no look uses the workspace any more.
  package func settle() async {
    await withCheckedContinuation { continuation in
      queue.addBarrierBlock { continuation.resume() }
    }
  }
}
