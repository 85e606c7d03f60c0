import Foundation
import Groundwork
import Storage
import Synchronization
import Workbench

/// The shared parts of all endpoints: workspace, files of the page, work queues and jobs.
///
/// It is independent of sockets; ``ServiceRouter`` answers requests with it, ``WorkspaceServer``
/// serves it on the network.
package final class WebService: Sendable {
  let watch: WorkspaceWatch
  let files: StaticFiles
  let baseMap: BaseMap?
  let name: String
  package let jobs: JobCentre
  package let gate: AccessGate
  package let integrity: IntegrityWatch
  package let monitor: StandingMonitor
  let keys: IdempotencyKeys
  let uploads = UploadShelf()
  let packages = PackageShelf()
  let drawings = DrawingDesk()
  let scenarios = ScenarioShelf()
  let choices = ChoiceDesk()
  let studies = StudyDesk()
  private let quick = WorkerQueue("quick", threads: 2, limit: 512)
  private let reading: WorkerQueue
  /// What changes something may wait until an import lets go of the workspace; nothing that only reads
  /// waits behind it.
  private let changing = WorkerQueue("changing", threads: 8, limit: 256)
  private let slow = WorkerQueue("slow", threads: 1, limit: 8)
  private let passwords = WorkerQueue("passwords", threads: 1, limit: 32)
  private let port = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)

  /// - Throws: ``Diagnostic`` `service.web-missing` or `service.vendor-missing`.
  package init(
    workspace: Workspace, webRoot: String, limits: JobCentre.Limits = JobCentre.Limits(),
    access: AccessSettings = .local, baseMap: BaseMap? = nil
  ) throws {
    self.baseMap = baseMap
    watch = try WorkspaceWatch(workspace)
    gate = try AccessGate(watch, access)
    keys = IdempotencyKeys(watch)
    files = try StaticFiles(root: webRoot)
    name = workspace.name
    let threads = max(2, ProcessInfo.processInfo.activeProcessorCount)
    reading = WorkerQueue("reading", threads: threads, limit: 256)
    jobs = JobCentre(watch, limits: limits)
    integrity = IntegrityWatch(watch)
    let monitor = StandingMonitor(watch, jobs)
    self.monitor = monitor
    jobs.onDone { [weak monitor] in monitor?.look() }
  }

  /// - Parameter isChange: Whether the work writes into the workspace.
  func queue(_ cost: Endpoint.Cost, isChange: Bool = false) -> WorkerQueue {
    switch cost {
    case .quick: isChange ? changing : quick
    case .reading: reading
    case .slow: slow
    case .password: passwords
    }
  }

  /// The port that requests must name; `nil` without a socket.
  var listeningPort: Int? {
    let number = port.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  package func isListening(on number: Int) {
    port.store(number, ordering: .relaxed)
  }

  /// Whether the server is shutting down, which ends all streams.
  var isStopping: Bool { stopping.load(ordering: .relaxed) }

  /// Ends all streams and stops all jobs.
  package func stop() {
    guard !stopping.exchange(true, ordering: .relaxed) else { return }
    monitor.stop()
    jobs.stopAll()
    integrity.stop()
  }

  /// Stops everything and waits until nothing uses the workspace any more.
  func end() async {
    stop()
    await monitor.settle()
    await jobs.settle()
    await gate.settle()
    await keys.settle()
    await integrity.settle()
  }
}
