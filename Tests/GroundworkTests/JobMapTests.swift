import Dispatch
import Foundation
import Groundwork
import Synchronization
import Testing

@Suite("Work distributed to threads")
struct JobMapTests {
  private struct Odd: Error, Equatable {
    var number: Int
  }

  @Test("results are in order for any number of threads", arguments: [1, 2, 7])
  func order(threads: Int) throws {
    let job = Job(threads: threads)
    #expect(try job.map(1000) { $0 * $0 } == (0..<1000).map { $0 * $0 })
    #expect(try job.map(0) { $0 } == [])
    #expect(try job.map(1) { $0 + 5 } == [5])
  }

  @Test("a failure ends the work and is thrown", arguments: [1, 3])
  func failure(threads: Int) {
    let asked = Atomic<Int>(0)
    #expect(throws: Odd(number: 3)) {
      try Job(threads: threads).map(1_000_000) { index in
        asked.add(1, ordering: .relaxed)
        if index == 3 { throw Odd(number: index) }
        return index
      }
    }
    #expect(asked.load(ordering: .relaxed) < 1_000_000)
  }

  @Test("a job that is cancelled stops", arguments: [1, 3])
  func cancelled(threads: Int) {
    let job = Job(threads: threads)
    #expect(throws: Cancelled.self) {
      try job.map(1_000_000) { index in
        if index == 100 { job.cancellation.cancel() }
        return index
      }
    }
  }

  @Test("results are delivered in order, with few buffered", arguments: [1, 2, 7])
  func inOrder(threads: Int) throws {
    let begun = Atomic<Int>(0)
    var got: [Int] = []
    var most = 0
    try Job(threads: threads).forEach(
      2_000,
      { index in
        begun.add(1, ordering: .relaxed)
        // Some take far longer than others.
        return (0..<(index % 97 == 0 ? 100_000 : 10)).reduce(index) { $0 ^ $1 &- ($1 ^ 0) &+ $1 }
      },
      inOrder: { result in
        most = max(most, begun.load(ordering: .relaxed) - got.count)
        got.append(result)
      })
    let expected = (0..<2_000).map { index in
      (0..<(index % 97 == 0 ? 100_000 : 10)).reduce(index) { $0 ^ $1 &- ($1 ^ 0) &+ $1 }
    }
    #expect(got == expected)
    #expect(most <= (threads > 1 ? 2 * threads : 1))
    try Job(threads: threads).forEach(0, { $0 }, inOrder: { got.append($0) })
    #expect(got.count == 2_000)
  }

  @Test("the first failure ends an ordered job", arguments: [1, 2, 7])
  func orderedFailure(threads: Int) {
    var got: [Int] = []
    #expect(throws: Odd(number: 40)) {
      try Job(threads: threads).forEach(
        1_000_000,
        { index in
          if index == 40 || index == 41 { throw Odd(number: index) }
          return index
        },
        inOrder: { got.append($0) })
    }
    #expect(got == Array(0..<40))
    got = []
    #expect(throws: Odd(number: 7)) {
      try Job(threads: threads).forEach(
        1_000_000, { $0 },
        inOrder: { result in
          if result == 7 { throw Odd(number: result) }
          got.append(result)
        })
    }
    #expect(got == Array(0..<7))
  }

  @Test(
    "a failure for which later results wait ends an ordered job",
    .enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1, "one core runs one at a time"),
    .timeLimit(.minutes(1)), arguments: [2, 7])
  func lateFailure(threads: Int) {
    let begun = Atomic<Int>(0)
    let deadline = ContinuousClock.now + .seconds(5)
    #expect(throws: Odd(number: 0)) {
      try Job(threads: threads).forEach(
        1_000_000,
        { index in
          let before = begun.add(1, ordering: .relaxed).oldValue
          if index > 0 { return before }
          // The others come as far as there are places. Where tests beside this one hold all shared
          // threads, they do not come at all.
          while begun.load(ordering: .relaxed) < 2 * threads, ContinuousClock.now < deadline {
            usleep(100)
          }
          throw Odd(number: index)
        },
        inOrder: { _ in Issue.record("nothing comes before the first") })
    }
    #expect((1...2 * threads).contains(begun.load(ordering: .relaxed)))
  }

  @Test("an ordered job that is cancelled stops", arguments: [1, 2, 7])
  func orderedCancelled(threads: Int) {
    let job = Job(threads: threads)
    var got = 0
    #expect(throws: Cancelled.self) {
      try job.forEach(
        1_000_000, { $0 },
        inOrder: { result in
          #expect(result == got)
          got += 1
          if got == 100 { job.cancellation.cancel() }
        })
    }
    #expect((100..<200).contains(got))
  }

  @Test("of two parallel tasks both end, and the error of either is thrown", arguments: [1, 2])
  func beside(threads: Int) throws {
    let job = Job(threads: threads)
    let short = Atomic<Int>(0)
    var long = 0
    try job.run {
      short.add(1, ordering: .relaxed)
    } beside: {
      long += 1
    }
    #expect(short.load(ordering: .relaxed) == 1)
    #expect(long == 1)
    #expect(throws: Odd(number: 1)) {
      try job.run {
        throw Odd(number: 1)
      } beside: {
      }
    }
    #expect(throws: Odd(number: 2)) {
      try job.run {
        short.add(1, ordering: .relaxed)
      } beside: {
        throw Odd(number: 2)
      }
    }
    #expect(short.load(ordering: .relaxed) == 2)
  }

  @Test(
    "a large value is deallocated: by another thread if the job has several", arguments: [1, 2])
  func deallocation(threads: Int) {
    let isGone = DispatchSemaphore(value: 0)
    let thread = Mutex<pthread_t?>(nil)
    let large = DeallocationProbe {
      thread.withLock { $0 = pthread_self() }
      isGone.signal()
    }
    Job(threads: threads).deallocateInBackground(consume large)
    #expect(isGone.wait(timeout: .now() + .seconds(60)) == .success)
    #expect((thread.withLock { $0 } == pthread_self()) == (threads == 1))
  }

  /// Reports its deallocation.
  private final class DeallocationProbe: Sendable {
    private let say: @Sendable () -> Void
    init(_ say: @escaping @Sendable () -> Void) { self.say = say }
    deinit { say() }
  }
}
