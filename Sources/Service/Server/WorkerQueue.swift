import Foundation
import Synchronization

/// Runs work that blocks (reading the workspace, making tiles) off the server's event loops.
///
/// There is one queue for each class of cost, so that quick answers never wait behind slow ones.
final class WorkerQueue: Sendable {
  private let queue: OperationQueue
  private let limit: Int
  private let count = Atomic<Int>(0)

  /// - Parameters:
  ///   - threads: How many run at the same time.
  ///   - limit: How many may run or wait; more are refused.
  init(_ name: String, threads: Int, limit: Int) {
    queue = OperationQueue()
    queue.name = "zhitu.service.\(name)"
    queue.maxConcurrentOperationCount = threads
    self.limit = limit
  }

  /// - Throws: A ``Problem`` 503 with `Retry-After` if too many wait; errors of the work.
  func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    guard count.add(1, ordering: .relaxed).newValue <= limit else {
      count.subtract(1, ordering: .relaxed)
      throw Problem.busy
    }
    defer { count.subtract(1, ordering: .relaxed) }
    return try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { continuation.resume(with: Result { try work() }) }
    }
  }
}

extension Problem {
  /// The answer when the queue is full.
  static let busy = Problem(
    503, "service.busy", zh: "服务器正忙，请稍后再试。", en: "The server is busy; try again later."
  ).with("Retry-After", "5")
}
