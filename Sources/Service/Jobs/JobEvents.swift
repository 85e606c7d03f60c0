import Foundation
import Groundwork

/// Server-sent events (WHATWG HTML §9.2).
enum EventStream {
  static func event(_ name: String, _ json: [UInt8], id: String? = nil) -> [UInt8] {
    var text = Array("event: \(name)\n".utf8)
    if let id { text += Array("id: \(id)\n".utf8) }
    return text + Array("data: ".utf8) + json + Array("\n\n".utf8)
  }

  /// Keeps the connection open, and finds out whether anybody is at its other end.
  static let heartbeat = Array(": \n\n".utf8)

  static func answer(_ stream: AsyncStream<[UInt8]>) -> Answer {
    Answer(
      status: 200,
      headers: [
        ("Content-Type", MediaType.eventStream), ("Cache-Control", "no-store"),
        ("X-Accel-Buffering", "no"),
      ], stream: stream)
  }

  /// A stream that asks for the next pieces at an interval until there are none any more.
  ///
  /// - Parameters:
  ///   - next: the bytes to send, empty for nothing; `nil` ends the stream.
  ///   - onEnd: called when the client has gone.
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

/// The progress of one job as events: `progress` with the job whenever it has changed, at last `end`.
enum JobEvents {
  /// - Parameter isAttached: the job is stopped when the client goes.
  static func answer(_ id: String, _ service: WebService, isAttached: Bool = true) -> Answer {
    let told = Told()
    return EventStream.answer(
      EventStream.polling(
        every: .milliseconds(100), heartbeatEvery: 5,
        onGone: { if isAttached { service.jobs.cancel(id) } },
        { await told.next(id, service) }))
  }

  /// What was told last, so that only changes are told.
  private actor Told {
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
