import Dispatch
import Synchronization

extension Job {
  /// The results of `body` for each of `0..<count`, in this order, computed by the threads of the
  /// job.
  ///
  /// The calls must be independent of each other. If some throw, the error of the lowest index is
  /// thrown, after the running calls have ended; a job that is cancelled throws ``Cancelled``.
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

  /// Runs two closures, concurrently if the job has several threads: a short one beside a long one
  /// that may itself use all threads.
  ///
  /// - Throws: the error of `long`, else that of `short`, once both have ended.
  public func run(
    _ short: @escaping @Sendable () throws -> Void, beside long: () throws -> Void
  ) throws {
    guard threads > 1 else {
      try short()
      return try long()
    }
    let end = Mutex<Swift.Result<Void, any Error>>(.success(()))
    let isDone = DispatchGroup()
    DispatchQueue.global().async(group: isDone) {
      let result = Swift.Result { try short() }
      end.withLock { $0 = result }
    }
    defer { isDone.wait() }
    try long()
    isDone.wait()
    try end.withLock { $0 }.get()
  }

  /// Deallocates a large value to which the caller holds the last reference.
  ///
  /// Returning memory to the system takes time; if the job has several threads, a background thread
  /// does it.
  public func deallocateInBackground<Value: Sendable>(_ value: consuming Value) {
    guard threads > 1 else { return }
    let owner = Owner(consume value)
    DispatchQueue.global().async { owner.value.withLock { $0 = nil } }
  }

  /// Owns a value until it is set to `nil`.
  private final class Owner<Value: Sendable>: Sendable {
    let value: Mutex<Value?>

    init(_ value: consuming Value) { self.value = Mutex(value) }
  }
}
