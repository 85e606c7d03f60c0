import Foundation
import Logging
import Synchronization

/// Work that a server does every so often while it runs, on a thread of its own.
final class PeriodicWork: Sendable {
  private let name: String
  private let period: Duration
  private let body: @Sendable () throws -> Void
  private let wake = DispatchSemaphore(value: 0)
  private let stopping = Atomic<Bool>(false)
  private let work = DispatchGroup()
  private let logger: Logger

  /// - Parameters:
  ///   - period: from one run to the next; the first is a period after the start.
  ///   - body: One run. Where it fails, the next run tries again.
  init(_ name: String, every period: Duration, _ body: @escaping @Sendable () throws -> Void) {
    self.name = name
    self.period = period
    self.body = body
    logger = Logger(label: "zhitu.\(name)")
  }

  func start() {
    work.enter()
    let thread = Thread { [self] in
      while wake.wait(timeout: .now() + seconds) == .timedOut, !stopping.load(ordering: .relaxed) {
        do {
          try body()
        } catch {
          // The workspace may be locked or gone for the moment; what is due stays due.
          logger.error("\(name): \(error)")
        }
      }
      work.leave()
    }
    thread.name = "zhitu.\(name)"
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
