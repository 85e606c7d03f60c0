import EventLog
import Groundwork
import Storage
import Workbench

/// Hands overdue tasks to the office that settles, every so often while a server runs (定时升级督办).
///
/// Each run reads first and writes only when something is overdue; a task is escalated once, so that another
/// server, or somebody at the command line, may do the same at the same time.
package struct EscalationTimer: Sendable {
  private let watch: WorkspaceWatch
  private let clock: @Sendable () -> Timestamp

  package init(
    _ watch: WorkspaceWatch, clock: @escaping @Sendable () -> Timestamp = { WallClock.now() }
  ) {
    self.watch = watch
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
}
