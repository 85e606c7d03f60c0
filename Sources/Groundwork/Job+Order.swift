import Dispatch
import Synchronization

extension Job {
  /// Works out something for each of `0..<count` on the threads of the job, and hands what comes of it
  /// to `take` in this order, one after the other, from whatever thread. Few results wait at a time.
  ///
  /// The calls of `body` must know nothing of each other. After an error no more are begun, nothing
  /// more is taken, and the error is thrown; a job that is cancelled throws ``Cancelled``.
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
      let line = WaitingLine(places: 2 * workers, take)
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while let index = line.next(below: count), !cancellation.isCancelled {
          line.put(Swift.Result { try body(index) }, at: index)
        }
        line.leave()
      }
      try line.end()
    }
    try cancellation.check()
  }
}

/// Results that wait until those before them have been taken.
private final class WaitingLine<Element: Sendable>: Sendable {
  private struct State {
    var begun = 0
    var taken = 0
    var waiting: [Int: Result<Element, any Error>] = [:]
    var isTaking = false
    var failure: (any Error)?
  }

  private let state = Mutex(State())
  private let places: DispatchSemaphore
  // Called by one thread at a time.
  nonisolated(unsafe) private let take: (Element) throws -> Void

  init(places: Int, _ take: @escaping (Element) throws -> Void) {
    // Counted up from nothing: after a failure not all places are given back, which a semaphore that
    // began with them takes for a mistake.
    self.places = DispatchSemaphore(value: 0)
    for _ in 0..<places { self.places.signal() }
    self.take = take
  }

  /// The next to be worked out, once there is a place for it; `nil` when there is none or something
  /// has failed.
  func next(below count: Int) -> Int? {
    places.wait()
    return state.withLock { state in
      guard state.begun < count, state.failure == nil else { return nil }
      state.begun += 1
      return state.begun - 1
    }
  }

  /// Puts a result into the line, and takes those whose turn it is unless another thread is at it.
  func put(_ result: Result<Element, any Error>, at index: Int) {
    var next = state.withLock { state in
      state.waiting[index] = result
      return WaitingLine.begin(&state)
    }
    while let result = next {
      let taken = Result { try take(result.get()) }
      next = state.withLock { state in
        state.isTaking = false
        state.taken += 1
        if case .failure(let error) = taken { state.failure = error }
        return WaitingLine.begin(&state)
      }
      places.signal()
    }
  }

  private static func begin(_ state: inout State) -> Result<Element, any Error>? {
    guard !state.isTaking, state.failure == nil,
      let next = state.waiting.removeValue(forKey: state.taken)
    else { return nil }
    state.isTaking = true
    return next
  }

  /// Lets another thread see that there is nothing left to do.
  func leave() { places.signal() }

  /// - Throws: the error of the first that failed.
  func end() throws {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}
