import Dispatch
import Synchronization

extension Job {
  /// Computes `body` for each of `0..<count` on the threads of the job and passes the results to
  /// `take` in this order, one at a time, from any thread. At most two results for each thread are
  /// buffered.
  ///
  /// The calls of `body` must be independent of each other. After an error no further call begins,
  /// no further result is taken, and the error is thrown; a job that is cancelled throws
  /// ``Cancelled``.
  public func forEach<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) throws -> Result,
    inOrder take: (Result) throws -> Void
  ) throws {
    guard threads > 1, count > 1 else {
      for index in 0..<count {
        try cancellation.check()
        try take(body(index))
      }
      return
    }
    try withoutActuallyEscaping(take) { take in
      let workers = min(threads, count)
      let buffer = ReorderBuffer(capacity: 2 * workers, take)
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while let index = buffer.nextIndex(below: count), !cancellation.isCancelled {
          buffer.insert(Swift.Result { try body(index) }, at: index)
        }
        buffer.wakeNextWaiter()
      }
      try buffer.throwFirstFailure()
    }
    try cancellation.check()
  }
}

/// A reorder buffer of bounded size: results arrive in any order and are taken in the order of
/// their indices.
private final class ReorderBuffer<Element: Sendable>: Sendable {
  private struct State {
    var begun = 0
    var taken = 0
    var waiting: [Int: Result<Element, any Error>] = [:]
    var isTaking = false
    var failure: (any Error)?
  }

  private let state = Mutex(State())
  private let freeSlots: DispatchSemaphore
  // Called by one thread at a time.
  nonisolated(unsafe) private let take: (Element) throws -> Void

  init(capacity: Int, _ take: @escaping (Element) throws -> Void) {
    // Dispatch traps when a semaphore is deallocated below its initial value, and after a failure
    // not all slots are freed; so it begins at zero and is raised.
    freeSlots = DispatchSemaphore(value: 0)
    for _ in 0..<capacity { freeSlots.signal() }
    self.take = take
  }

  /// The next index to compute, once a slot is free for its result; `nil` when all have begun or
  /// one has failed.
  func nextIndex(below count: Int) -> Int? {
    freeSlots.wait()
    return state.withLock { state in
      guard state.begun < count, state.failure == nil else { return nil }
      state.begun += 1
      return state.begun - 1
    }
  }

  /// Inserts a result, and takes all that are next in order unless another thread is doing so.
  func insert(_ result: Result<Element, any Error>, at index: Int) {
    var next = state.withLock { state in
      state.waiting[index] = result
      return ReorderBuffer.begin(&state)
    }
    while let result = next {
      let taken = Result { try take(result.get()) }
      next = state.withLock { state in
        state.isTaking = false
        state.taken += 1
        if case .failure(let error) = taken { state.failure = error }
        return ReorderBuffer.begin(&state)
      }
      freeSlots.signal()
    }
  }

  private static func begin(_ state: inout State) -> Result<Element, any Error>? {
    guard !state.isTaking, state.failure == nil,
      let next = state.waiting.removeValue(forKey: state.taken)
    else { return nil }
    state.isTaking = true
    return next
  }

  /// Wakes a thread that waits for a slot, so that it sees that no index is left.
  func wakeNextWaiter() { freeSlots.signal() }

  /// - Throws: the error of the first result that failed, in order.
  func throwFirstFailure() throws {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}
