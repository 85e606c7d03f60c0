import Dispatch
import Synchronization

extension Job {
  /// What `body` gives for each of `0..<count`, in this order, worked out by the threads of the job.
  ///
  /// The calls must know nothing of each other. If some throw, the error of the first is thrown, after
  /// the calls that had begun have ended; a job that is cancelled throws ``Cancelled``.
  public func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    guard threads > 1, count > 1 else {
      return try (0..<count).map { index in
        try cancellation.check()
        return try body(index)
      }
    }
    let results = Mutex<[Swift.Result<Result, any Error>?]>(Array(repeating: nil, count: count))
    let next = Atomic<Int>(0)
    let hasFailed = Atomic<Bool>(false)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while !hasFailed.load(ordering: .relaxed), !cancellation.isCancelled {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let result = Swift.Result { try body(index) }
        if case .failure = result { hasFailed.store(true, ordering: .relaxed) }
        results.withLock { $0[index] = result }
      }
    }
    let found = results.withLock { $0 }
    for case .failure(let error)? in found { throw error }
    try cancellation.check()
    return try found.compactMap { try $0?.get() }
  }
}
