import Foundation
import Groundwork

/// Server-sent events (WHATWG HTML §9.2).
enum EventStream {
  static func event(_ name: String, _ json: [UInt8], id: String? = nil) -> [UInt8] {
    var text = Array("event: \(name)\n".utf8)
    if let id { text += Array("id: \(id)\n".utf8) }
    return text + Array("data: ".utf8) + json + Array("\n\n".utf8)
  }

  /// Keeps the connection open and detects whether the client is still there.
  static let heartbeat = Array(": \n\n".utf8)

  static func answer(_ stream: AsyncStream<[UInt8]>) -> Answer {
    Answer(
      status: 200,
      headers: [
        ("Content-Type", MediaType.eventStream), ("Cache-Control", "no-store"),
        ("X-Accel-Buffering", "no"),
      ], stream: stream)
  }

  /// A stream that polls for the next bytes at an interval until its end.
  ///
  /// - Parameters:
  ///   - next: returns the bytes to send, possibly none; `nil` ends the stream.
  ///   - onEnd: called when the client has disconnected.
  static func polling(
    every interval: Duration, heartbeatEvery beats: Int,
    onGone: @escaping @Sendable () -> Void = {},
    _ next: @escaping @Sendable () async -> [UInt8]?
  ) -> AsyncStream<[UInt8]> {
    AsyncStream { continuation in
      let task = Task {
        var silence = 0
        while !Task.isCancelled, let piece = await next() {
          silence = piece.isEmpty ? silence + 1 : 0
          if !piece.isEmpty { continuation.yield(piece) }
          if silence >= beats {
            silence = 0
            continuation.yield(heartbeat)
          }
          do { try await Task.sleep(for: interval) } catch { break }
        }
        continuation.finish()
      }
      continuation.onTermination = { reason in
        task.cancel()
        if case .cancelled = reason { onGone() }
      }
    }
  }
}

/// The progress of one job as events: `progress` with the job whenever it has changed, finally
/// `end`.
enum JobEvents {
  /// - Parameter isAttached: the job is stopped when the client disconnects.
  static func answer(_ id: String, _ service: WebService, isAttached: Bool = true) -> Answer {
    let lastSent = LastSent()
    return EventStream.answer(
      EventStream.polling(
        every: .milliseconds(100), heartbeatEvery: 5,
        onGone: { if isAttached { service.jobs.cancel(id) } },
        { await lastSent.next(id, service) }))
  }

  /// What was sent last, so that only changes are sent.
  private actor LastSent {
    private var last: JobRecord?
    private var isOver = false

    func next(_ id: String, _ service: WebService) -> [UInt8]? {
      guard !isOver, !service.isStopping, let record = service.jobs.record(id) else { return nil }
      if record == last { return [] }
      last = record
      isOver = record.state.isOver
      do {
        return EventStream.event(isOver ? "end" : "progress", try JSONForm.encode(record))
      } catch {
        return nil
      }
    }
  }
}
