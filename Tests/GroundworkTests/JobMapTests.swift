import Groundwork
import Synchronization
import Testing

@Suite("Work shared out to threads")
struct JobMapTests {
  private struct Odd: Error, Equatable {
    var number: Int
  }

  @Test("results stand in order, whatever the threads", arguments: [1, 2, 7])
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
}
