import Synchronization

/// Shows how far a long job has come.
public protocol ProgressReporter: Sendable {
  /// A new stage begins; `total` is the number of steps if it is known.
  func begin(_ stage: Localized, total: Int?)
  /// `done` steps of the present stage are finished. Cheap enough to call for every feature.
  func advance(to done: Int)
  /// The present stage is finished.
  func end()
}

/// Shows nothing.
public struct SilentProgress: ProgressReporter {
  public init() {}
  public func begin(_ stage: Localized, total: Int?) {}
  public func advance(to done: Int) {}
  public func end() {}
}

/// Thrown by a job that was told to stop. The job leaves everything as it was before.
public struct Cancelled: Error, Sendable {
  public init() {}
}

/// Told once, from any thread or signal handler, that the job should stop.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  public func cancel() { flag.store(true, ordering: .relaxed) }
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Throws ``Cancelled`` once the job has been told to stop.
  public func check() throws {
    if isCancelled { throw Cancelled() }
  }
}

/// What every long job is given: somewhere to show progress, a way to be stopped, threads to use.
public struct Job: Sendable {
  public var progress: any ProgressReporter
  public var cancellation: Cancellation
  /// The number of threads that the job may use, at least 1.
  public var threads: Int
  /// Times the steps of the job if somebody wants to know.
  public var stopwatch: Stopwatch?

  public init(
    progress: any ProgressReporter = SilentProgress(), cancellation: Cancellation = Cancellation(),
    threads: Int = 1
  ) {
    self.progress = progress
    self.cancellation = cancellation
    self.threads = max(1, threads)
  }
}
