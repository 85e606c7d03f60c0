import Foundation
import Groundwork
import Synchronization

/// Requests that carry an `Idempotency-Key` are done once: who asks again, because the answer was lost
/// on the way, gets the first answer (draft-ietf-httpapi-idempotency-key-header).
///
/// Keys are kept for a day, and the last ``limit`` of them, for as long as the server runs.
final class IdempotencyKeys: Sendable {
  static let limit = 1000
  static let lifetime = Duration.seconds(24 * 3600)

  private struct Entry {
    var request: UInt64
    var began: ContinuousClock.Instant
    /// `nil` while the first request is under way.
    var answer: Answer?
  }

  private let entries = Mutex<[String: Entry]>([:])

  /// - Throws: ``Problem`` 422 if the key was used for another request, 409 if that is under way.
  func once(
    _ request: WebRequest, _ endpoint: Endpoint, _ work: () throws -> Answer
  ) throws -> Answer {
    guard endpoint.method == .post, let key = request[field: "idempotency-key"] else {
      return try work()
    }
    try IdempotencyKeys.check(key)
    let who = [ActingField.role, ActingField.organisation].map { request[field: $0] ?? "" }
    let text = "\(request.method) \(request.target)\n\(who)\n"
    let number = Fingerprint.of(Array(text.utf8) + request.body)
    if let known = try begin(key, number) { return known }
    do {
      let answer = try work()
      entries.withLock { entries in
        // Events cannot be told twice; their job can be asked for.
        entries[key]?.answer = answer
        if answer.stream != nil { entries[key] = nil }
      }
      return answer
    } catch {
      entries.withLock { $0[key] = nil }
      throw error
    }
  }

  private func begin(_ key: String, _ number: UInt64) throws -> Answer? {
    try entries.withLock { entries in
      let now = ContinuousClock.now
      if entries.count >= IdempotencyKeys.limit { IdempotencyKeys.thin(&entries, now) }
      guard let entry = entries[key], now - entry.began < IdempotencyKeys.lifetime else {
        entries[key] = Entry(request: number, began: now)
        return nil
      }
      guard entry.request == number else {
        throw Problem(
          422, "service.key", zh: "此 Idempotency-Key 已用于另一请求。",
          en: "This Idempotency-Key was used for another request.")
      }
      guard let answer = entry.answer else {
        throw Problem(
          409, "service.key", zh: "同一请求正在处理。", en: "The same request is being worked on.")
      }
      return answer
    }
  }

  private static func thin(_ entries: inout [String: Entry], _ now: ContinuousClock.Instant) {
    entries = entries.filter { now - $0.value.began < lifetime }
    let finished = entries.filter { $0.value.answer != nil }
    let surplus = entries.count - limit / 4 * 3
    guard surplus > 0 else { return }
    for (key, _) in finished.sorted(by: { $0.value.began < $1.value.began }).prefix(surplus) {
      entries[key] = nil
    }
  }

  private static func check(_ key: String) throws {
    guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) })
    else {
      throw Problem(
        400, "service.key", zh: "Idempotency-Key 应为 1 到 200 个可见 ASCII 字符。",
        en: "The Idempotency-Key must be 1 to 200 visible ASCII characters.")
    }
  }
}
