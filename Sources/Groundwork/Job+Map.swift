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

  /// Does two things, at the same time if the job has several threads: one that is short beside one
  /// that may use all threads itself.
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

  /// Lets go of something large that nobody else holds on to. Giving memory back takes its time: if
  /// the job has several threads, one of them does it while the others go on.
  public func release<Value: Sendable>(_ value: consuming Value) {
    guard threads > 1 else { return }
    let last = Last(consume value)
    DispatchQueue.global().async { last.value.withLock { $0 = nil } }
  }

  /// Holds a value until it is let go.
  private final class Last<Value: Sendable>: Sendable {
    let value: Mutex<Value?>

    init(_ value: consuming Value) { self.value = Mutex(value) }
  }
}
