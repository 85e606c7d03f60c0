import EventLog
import Groundwork
import Storage
import Workbench

/// Renews the library of potential where it is out of date, every so often while a server runs.
///
/// Each run reads first and writes only when layers, epochs or rules are no longer those of the last survey.
struct RenewalTimer: Sendable {
  let watch: WorkspaceWatch

  /// One run.
  ///
  /// - Throws: What the workspace throws; the next run tries again.
  func run() throws {
    _ = try Workbench(watch.current().workspace).renewPotential(at: WallClock.now())
  }
}
