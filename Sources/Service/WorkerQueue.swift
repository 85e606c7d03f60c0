import Foundation

/// Runs work that blocks (reading the workspace, making tiles) off the server's event loops, on as
/// many threads as there are processors.
final class WorkerQueue: Sendable {
  private let queue: OperationQueue

  init() {
    queue = OperationQueue()
    queue.name = "zhitu.service"
    queue.maxConcurrentOperationCount = max(2, ProcessInfo.processInfo.activeProcessorCount)
  }

  func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { continuation.resume(with: Result { try work() }) }
    }
  }
}
