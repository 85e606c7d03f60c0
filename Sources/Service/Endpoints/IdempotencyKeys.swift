import EventLog
import Foundation
import Groundwork
import Storage
import Synchronization
import Workbench

/// Performs requests with an `Idempotency-Key` only once: a repeated request, whose answer was
/// lost, gets the first answer (draft-ietf-httpapi-idempotency-key-header).
///
/// A key belongs to its sender, is valid for a day, and is stored in the workspace, so that it
/// survives a restart. If the server ended between the work and its record, it is unknown whether
/// the work was done; the answer says so, and nothing is repeated.
final class IdempotencyKeys: Sendable {
  static let limit = 1000
  static let lifetimeSeconds: Int64 = 24 * 3600
  /// Larger answers are not stored.
  static let largestAnswer = 1 << 20

  private static let documentKind = "idempotency-key"

  private let watch: WorkspaceWatch
  private let writeQueue = OperationQueue()
  private let entries = Mutex<[String: Entry]>([:])

  private struct Entry {
    var request: String
    var began: Timestamp
    /// `nil` while the first request is under way.
    var answer: Answer?
  }

  /// The stored record of a key.
  private struct Note: Codable {
    enum State: String, Codable { case begun, failed, done, untold }

    var request: String
    var time: Timestamp
    var state: State
    var status: Int?
    var headers: [[String]]?
    var body: Data?
  }

  init(_ watch: WorkspaceWatch) {
    self.watch = watch
    writeQueue.name = "zhitu.keys"
    writeQueue.maxConcurrentOperationCount = 1
  }

  /// Waits until all pending writes are done.
  func settle() async {
    await withCheckedContinuation { continuation in
      writeQueue.addOperation { continuation.resume() }
    }
  }

  /// - Throws: ``Problem`` 422 if the key was used for another request; 409 if that request is in
  ///   progress, was interrupted, or had an answer that is given only once.
  func once(
    _ request: WebRequest, _ endpoint: Endpoint, _ actor: Actor,
    _ work: (_ noteKey: @escaping @Sendable (WorkspaceWriter) throws -> Void) throws -> Answer
  ) throws -> Answer {
    guard endpoint.method == .post, let given = request[field: "idempotency-key"] else {
      return try work { _ in }
    }
    try IdempotencyKeys.check(given)
    let key = IdempotencyKeys.hash("\(actor.key)\n\(given)".utf8)
    let who = [ActingField.role, ActingField.organisation].map { request[field: $0] ?? "" }
    let text = Array("\(request.method) \(request.target)\n\(who)\n".utf8) + request.body
    var note = Note(
      request: IdempotencyKeys.hash(text), time: WallClock.now(), state: .begun)
    if let known = try begin(key, note) { return known }
    if endpoint.notesKey { return try noted(key, note, work) }
    // A job is queued even while the workspace is locked; its record is also written later.
    let isSoon = endpoint.handler.isJob
    do {
      if !isSoon { try keep(key, note) }
      let answer = try work { _ in }
      entries.withLock { entries in
        // Event streams cannot be repeated, but their job can be requested.
        entries[key]?.answer = endpoint.isKept ? answer : IdempotencyKeys.untold.answer
        if answer.stream != nil { entries[key] = nil }
      }
      if answer.stream != nil { return answer }
      let isKept = endpoint.isKept && answer.body.count <= IdempotencyKeys.largestAnswer
      note.state = isKept ? .done : .untold
      if isKept {
        note.status = answer.status
        note.headers = answer.headers.map { [$0.name, $0.value] }
        note.body = Data(answer.body)
      }
      keepSoon(key, note)
      return answer
    } catch {
      entries.withLock { $0[key] = nil }
      note.state = .failed
      if !isSoon { keepSoon(key, note) }
      throw error
    }
  }

  /// Does work that notes its key in its own transaction: done and noted, or neither. The answer is
  /// repeated while the server runs.
  private func noted(
    _ key: String, _ note: Note,
    _ work: (_ noteKey: @escaping @Sendable (WorkspaceWriter) throws -> Void) throws -> Answer
  ) throws -> Answer {
    var done = note
    done.state = .untold
    let body = try CanonicalJSON().bytes(done)
    do {
      let answer = try work {
        try $0.putDocument(kind: IdempotencyKeys.documentKind, key: key, body: body)
      }
      entries.withLock { $0[key]?.answer = answer }
      return answer
    } catch {
      entries.withLock { $0[key] = nil }
      throw error
    }
  }

  private func begin(_ key: String, _ note: Note) throws -> Answer? {
    let isKnown = entries.withLock { $0[key] != nil }
    if !isKnown, let kept = try load(key), kept.state != .failed,
      note.time.seconds(since: kept.time) < IdempotencyKeys.lifetimeSeconds
    {
      guard kept.request == note.request else { throw IdempotencyKeys.other }
      guard kept.state != .begun else { throw IdempotencyKeys.cutOff }
      guard kept.state == .done, let status = kept.status else { throw IdempotencyKeys.untold }
      let headers = (kept.headers ?? []).filter { $0.count == 2 }.map {
        (name: $0[0], value: $0[1])
      }
      return Answer(status: status, headers: headers, body: [UInt8](kept.body ?? Data()))
    }
    return try entries.withLock { entries in
      if entries.count >= IdempotencyKeys.limit { IdempotencyKeys.prune(&entries, note.time) }
      guard let entry = entries[key],
        note.time.seconds(since: entry.began) < IdempotencyKeys.lifetimeSeconds
      else {
        entries[key] = Entry(request: note.request, began: note.time)
        return nil
      }
      guard entry.request == note.request else { throw IdempotencyKeys.other }
      guard let answer = entry.answer else {
        throw Problem(
          409, "service.key", zh: "同一请求正在处理。", en: "The same request is in progress.")
      }
      return answer
    }
  }

  private func load(_ key: String) throws -> Note? {
    let workspace = try watch.current().workspace
    guard let body = try workspace.document(kind: IdempotencyKeys.documentKind, key: key) else {
      return nil
    }
    return try CanonicalJSON.value(Note.self, body)
  }

  private func keep(_ key: String, _ note: Note) throws {
    let body = try CanonicalJSON().bytes(note)
    try watch.writeKeepingState {
      try $0.putDocument(kind: IdempotencyKeys.documentKind, key: key, body: body)
    }
  }

  private func keepSoon(_ key: String, _ note: Note) {
    writeQueue.addOperation { [self] in
      do {
        try keep(key, note)
      } catch {
        let text = "zhitu: an Idempotency-Key could not be kept: \(error)\n"
        FileHandle.standardError.write(Data(text.utf8))
      }
    }
  }

  /// Removes entries that are stored in the workspace.
  private static func prune(_ entries: inout [String: Entry], _ now: Timestamp) {
    entries = entries.filter { now.seconds(since: $0.value.began) < lifetimeSeconds }
    let finished = entries.filter { $0.value.answer != nil }
    let surplus = entries.count - limit / 4 * 3
    guard surplus > 0 else { return }
    for (key, _) in finished.sorted(by: { $0.value.began < $1.value.began }).prefix(surplus) {
      entries[key] = nil
    }
  }

  private static func hash(_ bytes: some Sequence<UInt8>) -> String {
    HashAlgorithm.sha256.hash(Array(bytes)).hex
  }

  private static let other = Problem(
    422, "service.key", zh: "此 Idempotency-Key 已用于另一请求。",
    en: "This Idempotency-Key was used for another request.")

  private static let cutOff = Problem(
    409, "service.key-cut-off", zh: "此请求曾被服务中断打断，不知是否已办成；请先查看再办。",
    en: "The server ended during this request, so it may have been done or not; "
      + "check before you repeat it.")

  private static let untold = Problem(
    409, "service.key-untold", zh: "此请求已办成；其结果只告知一次。",
    en: "This request was done; its answer is given only once.")

  private static func check(_ key: String) throws {
    guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) })
    else {
      throw Problem(
        400, "service.key", zh: "Idempotency-Key 应为 1 到 200 个可见 ASCII 字符。",
        en: "The Idempotency-Key must be 1 to 200 visible ASCII characters.")
    }
  }
}
