import Foundation
import Groundwork
import Storage
import Synchronization

/// Checks the integrity of the whole workspace once, in the background, after a server has opened
/// it (完整性核对).
///
/// It has its own reader with one consistent state, so that nobody waits for it and later writes
/// are not included.
package final class IntegrityWatch: Sendable {
  package enum State: String, Encodable, Sendable {
    case waiting, running, sound, damaged
    /// The workspace could not be read to the end.
    case failed
  }

  struct Finding: Encodable, Sendable {
    var code: String
    var message: Localized
    @Nullable var remedy: Localized?
    @Nullable var layer: String?
    @Nullable var feature: String?

    init(_ diagnostic: Diagnostic) {
      code = diagnostic.code
      message = diagnostic.message
      remedy = diagnostic.remedy
      layer = diagnostic.layer
      feature = diagnostic.feature
    }
  }

  package struct View: Encodable, Sendable {
    package var state = State.waiting
    var soundLayers: [String] = []
    var unsealedLayers: [String] = []
    var soundDocuments = 0
    var soundEvents = 0
    var problems: [Finding] = []
    @Nullable var startedAt: String?
    @Nullable var endedAt: String?
  }

  private let watch: WorkspaceWatch
  private let latest = Mutex(View())
  private let cancellation = Cancellation()
  private let work = DispatchGroup()

  init(_ watch: WorkspaceWatch) {
    self.watch = watch
  }

  package var view: View { latest.withLock { $0 } }

  /// Starts the check, unless it has started.
  package func start() {
    let isFirst = latest.withLock { view in
      guard view.state == .waiting else { return false }
      view.state = .running
      view.startedAt = JobCentre.now()
      return true
    }
    guard isFirst else { return }
    work.enter()
    let thread = Thread { [self] in
      examine()
      work.leave()
    }
    thread.name = "zhitu.integrity"
    thread.qualityOfService = .utility
    thread.start()
  }

  func stop() { cancellation.cancel() }

  /// Waits until the check no longer uses the workspace.
  package func settle() async {
    await withCheckedContinuation { continuation in
      work.notify(queue: .global()) { continuation.resume() }
    }
  }

  private func examine() {
    let outcome = Result {
      try watch.current().workspace.integrity(job: Job(cancellation: cancellation))
    }
    latest.withLock { view in
      view.endedAt = JobCentre.now()
      switch outcome {
      case .success(let report):
        view.state = report.isSound ? .sound : .damaged
        view.soundLayers = report.soundLayers
        view.unsealedLayers = report.unsealedLayers
        view.soundDocuments = report.soundDocuments
        view.soundEvents = report.soundEvents
        view.problems = report.problems.map(Finding.init)
      case .failure(let error):
        view.state = .failed
        if error is Cancelled { return }
        let problem = Problem(for: error)
        view.problems = [Finding(Diagnostic(code: problem.code, problem.message))]
      }
    }
  }
}
