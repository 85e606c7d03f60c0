import Foundation
import Groundwork
import Records
import Storage
import Synchronization

/// The jobs of one server (任务): a bounded queue of which a few run at a time, off the request
/// threads; the list survives a restart as documents of kind `job` in the workspace.
package final class JobCentre: Sendable {
  package struct Limits: Sendable {
    /// How many run at the same time.
    package var running: Int
    /// How many may wait.
    package var waiting: Int
    /// How many finished jobs stay in the list.
    package var remembered: Int

    package init(running: Int = 1, waiting: Int = 8, remembered: Int = 100) {
      self.running = running
      self.waiting = waiting
      self.remembered = remembered
    }
  }

  private struct Entry {
    var record: JobRecord
    let cancellation: Cancellation
    let progress: LatestProgress
    /// Who asked for it; `nil` after a restart.
    var owner: String?
    var storesResult = true
    var result: JobResult?
  }

  private let watch: WorkspaceWatch
  private let limits: Limits
  private let queue = OperationQueue()
  /// Writes the records in the background, one after the other, so that queueing a job does not
  /// wait while an import holds the workspace.
  private let writeQueue = OperationQueue()
  private let entries = Mutex<[String: Entry]>([:])
  private let stopping = Atomic<Bool>(false)
  /// Called when a job has ended well.
  private let whenDone = Mutex<(@Sendable () -> Void)?>(nil)

  init(_ watch: WorkspaceWatch, limits: Limits) {
    self.watch = watch
    self.limits = limits
    queue.name = "zhitu.jobs"
    queue.maxConcurrentOperationCount = limits.running
    writeQueue.name = "zhitu.jobs.keeper"
    writeQueue.maxConcurrentOperationCount = 1
    load()
  }

  /// Queues a job.
  ///
  /// - Throws: A ``Problem`` 503 with `Retry-After` if too many wait already.
  package func submit(
    _ order: JobOrder, actor: Actor, isAttached: Bool = false
  ) throws -> JobRecord {
    let record = JobRecord(
      id: UUID().uuidString.lowercased(), kind: order.kind, title: order.title, actor: actor.name,
      state: .queued, createdAt: JobCentre.now(), hasResult: false)
    let entry = Entry(
      record: record, cancellation: Cancellation(), progress: LatestProgress(), owner: actor.key,
      storesResult: order.storesResult)
    try entries.withLock { entries in
      let waiting = entries.values.count { $0.record.state == .queued }
      let running = entries.values.count { $0.record.state == .running }
      // A job that can run at once does not count as waiting.
      guard waiting < limits.waiting + max(0, limits.running - running) else {
        throw Problem(
          503, "service.jobs-full", zh: "等待的任务已有 \(waiting) 个，请稍后再试。",
          en: "There are \(waiting) jobs waiting; try again later."
        ).with("Retry-After", "10")
      }
      entries[record.id] = entry
    }
    keep(record.id)
    queue.addOperation { [self] in run(order, record.id) }
    return record
  }

  /// Has something called whenever a job has ended well.
  func onDone(_ call: @escaping @Sendable () -> Void) {
    whenDone.withLock { $0 = call }
  }

  /// Whether a job of a kind waits or runs.
  func isBusy(with kind: String) -> Bool {
    entries.withLock { $0.values.contains { $0.record.kind == kind && !$0.record.state.isOver } }
  }

  /// All jobs, the newest first.
  package var list: [JobRecord] {
    entries.withLock { $0.values.map(JobCentre.present) }
      .sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
  }

  package func record(_ id: String) -> JobRecord? {
    entries.withLock { $0[id].map(JobCentre.present) }
  }

  /// Whether somebody asked for the job, who may then see, read and stop it, whatever rights to the jobs of
  /// others are.
  func isOwn(_ id: String, of actor: Actor) -> Bool {
    entries.withLock { $0[id]?.owner == actor.key }
  }

  package func result(_ id: String) -> JobResult? {
    entries.withLock { $0[id]?.result }
  }

  /// Cancels a job; a waiting one never begins. `nil` if there is no such job.
  @discardableResult
  package func cancel(_ id: String) -> JobRecord? {
    let wasQueued = entries.withLock { entries -> Bool in
      guard let entry = entries[id], !entry.record.state.isOver else { return false }
      entry.cancellation.cancel()
      guard entry.record.state == .queued else { return false }
      entries[id]?.record.state = .cancelled
      entries[id]?.record.endedAt = JobCentre.now()
      return true
    }
    if wasQueued { keep(id) }
    return record(id)
  }

  /// Stops everything; unfinished jobs are reported as interrupted after a restart.
  func stopAll() {
    stopping.store(true, ordering: .relaxed)
    entries.withLock { entries in
      for entry in entries.values { entry.cancellation.cancel() }
    }
  }

  /// Waits until no job runs and all records are written.
  package func settle() async {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [queue, writeQueue] in
        queue.waitUntilAllOperationsAreFinished()
        writeQueue.waitUntilAllOperationsAreFinished()
        continuation.resume()
      }
    }
  }

  /// Waits until all pending records are written.
  package func settleRecords() async {
    await withCheckedContinuation { continuation in
      writeQueue.addOperation { continuation.resume() }
    }
  }

  private static func present(_ entry: Entry) -> JobRecord {
    var record = entry.record
    if record.state == .running { record.progress = entry.progress.latest }
    if record.search == nil { record.search = entry.progress.latestSearch }
    record.hasResult = entry.result != nil
    return record
  }

  static func now() -> String {
    Date().formatted(.iso8601.time(includingFractionalSeconds: true))
  }
}

extension JobCentre {
  private func run(_ order: JobOrder, _ id: String) {
    let started = entries.withLock { entries -> Job? in
      guard let entry = entries[id], entry.record.state == .queued else { return nil }
      entries[id]?.record.state = .running
      entries[id]?.record.startedAt = JobCentre.now()
      return Job(
        progress: entry.progress, cancellation: entry.cancellation,
        threads: ProcessInfo.processInfo.activeProcessorCount)
    }
    guard let job = started else { return }
    let outcome = Result {
      try job.cancellation.check()
      return try order.work(try watch.current(), job)
    }
    entries.withLock { entries in
      entries[id]?.record.endedAt = JobCentre.now()
      switch outcome {
      case .success(let result):
        entries[id]?.record.state = .done
        entries[id]?.result = result
      case .failure(let error) where error is Cancelled || job.cancellation.isCancelled:
        entries[id]?.record.state =
          stopping.load(ordering: .relaxed) ? .interrupted : .cancelled
      case .failure(let error):
        entries[id]?.record.state = .failed
        entries[id]?.record.problem = JobRecord.Fault(error)
      }
      forget(&entries)
    }
    keep(id)
    if case .success = outcome { whenDone.withLock { $0 }?() }
  }

  /// Drops the oldest finished jobs.
  private func forget(_ entries: inout [String: Entry]) {
    let over = entries.values.filter { $0.record.state.isOver }
      .sorted { $0.record.createdAt < $1.record.createdAt }
    for entry in over.prefix(max(0, over.count - limits.remembered)) {
      entries[entry.record.id] = nil
    }
  }
}

extension JobCentre {
  /// The stored form of a job in the workspace.
  private struct Document: Codable {
    var record: JobRecord
    var result: JobResult?
  }

  /// Larger results are kept only in memory.
  private static let largestKept = 4 << 20

  /// Stores the current state of a job. If the workspace cannot be written, the list is kept only
  /// in memory.
  private func keep(_ id: String) {
    writeQueue.addOperation { [self] in write(id) }
  }

  private func write(_ id: String) {
    guard let entry = entries.withLock({ $0[id] }) else { return }
    let isStored =
      entry.storesResult && (entry.result?.body.count ?? 0) <= JobCentre.largestKept
    let document = Document(
      record: JobCentre.present(entry), result: isStored ? entry.result : nil)
    do {
      let body = [UInt8](try JSONEncoder().encode(document))
      try watch.writeKeepingState {
        try $0.putDocument(.job, key: id, body: body)
      }
    } catch {
      entries.withLock { entries in
        if entries[id]?.record.problem == nil {
          entries[id]?.record.problem = JobRecord.Fault(
            code: "job.not-kept",
            message: Localized(
              zh: "任务记录未能存入工作空间：\(error)",
              en: "The record of the job could not be kept in the workspace: \(error)"))
        }
      }
    }
  }

  /// Reads the list of earlier servers. Their unfinished jobs were interrupted.
  private func load() {
    guard let workspace = try? watch.current().workspace,
      let known = try? workspace.documents(.job)
    else { return }
    for (key, _) in known.sorted(by: { $0.createdAt > $1.createdAt }).prefix(limits.remembered) {
      guard let body = try? workspace.document(.job, key: key),
        var document = try? JSONDecoder().decode(Document.self, from: Data(body))
      else { continue }
      if !document.record.state.isOver { document.record.state = .interrupted }
      let entry = Entry(
        record: document.record, cancellation: Cancellation(), progress: LatestProgress(),
        result: document.result)
      entries.withLock { $0[key] = entry }
    }
  }
}

/// Is told how a search for the best plan goes.
protocol SearchReporter {
  func report(_ search: JobRecord.Search)
}

/// The latest progress of a job.
final class LatestProgress: ProgressReporter, SearchReporter {
  private let search = Mutex<JobRecord.Search?>(nil)
  private let stage = Mutex<JobRecord.Progress?>(nil)
  private let done = Atomic<Int>(0)

  func begin(_ name: Localized, total: Int?) {
    done.store(0, ordering: .relaxed)
    stage.withLock { $0 = JobRecord.Progress(stage: name, done: 0, total: total) }
  }

  func advance(to count: Int) { done.store(count, ordering: .relaxed) }

  func end() {}

  func report(_ news: JobRecord.Search) { search.withLock { $0 = news } }

  var latestSearch: JobRecord.Search? { search.withLock { $0 } }

  var latest: JobRecord.Progress? {
    var latest = stage.withLock { $0 }
    latest?.done = done.load(ordering: .relaxed)
    return latest
  }
}
