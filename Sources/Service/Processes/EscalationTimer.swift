import EventLog
import Foundation
import Groundwork
import Logging
import Storage
import Synchronization
import Workbench

/// Hands overdue tasks to the office that settles, every so often while a server runs (定时升级督办).
///
/// Each run reads first and writes only when something is overdue; a task is escalated once, so that another
/// server, or somebody at the command line, may do the same at the same time.
package final class EscalationTimer: Sendable {
  private let watch: WorkspaceWatch
  private let period: Duration
  private let clock: @Sendable () -> Timestamp
  private let wake = DispatchSemaphore(value: 0)
  private let stopping = Atomic<Bool>(false)
  private let work = DispatchGroup()
  private let logger = Logger(label: "zhitu.escalation")

  /// - Parameter period: from one run to the next; the first is a period after the start.
  package init(
    _ watch: WorkspaceWatch, every period: Duration,
    clock: @escaping @Sendable () -> Timestamp = { WallClock.now() }
  ) {
    self.watch = watch
    self.period = period
    self.clock = clock
  }

  /// One run.
  ///
  /// - Returns: What was escalated: the case and the task.
  /// - Throws: What the workspace throws; the next run tries again.
  @discardableResult
  package func run() throws -> [(number: String, task: String)] {
    try Workbench(watch.current().workspace).escalateOverdue(
      ProcessLibrary().calendar, at: clock())
  }

  package func start() {
    work.enter()
    let thread = Thread { [self] in
      while wake.wait(timeout: .now() + seconds) == .timedOut, !stopping.load(ordering: .relaxed) {
        do {
          try run()
        } catch {
          // The workspace may be locked or gone for the moment; what is overdue stays overdue.
          logger.error("escalation: \(error)")
        }
      }
      work.leave()
    }
    thread.name = "zhitu.escalation"
    thread.qualityOfService = .utility
    thread.start()
  }

  func stop() {
    guard !stopping.exchange(true, ordering: .relaxed) else { return }
    wake.signal()
  }

  /// Waits until no run uses the workspace any more.
  func settle() async {
    await withCheckedContinuation { continuation in
      work.notify(queue: .global()) { continuation.resume() }
    }
  }

  private var seconds: Double {
    let (seconds, attoseconds) = period.components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}
