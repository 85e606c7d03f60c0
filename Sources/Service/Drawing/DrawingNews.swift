import EventLog
import Groundwork
import Storage
import Workbench

/// Changes of a drawing as events: `drawing` with its version, at once and after every change.
enum DrawingNews {
  private struct News: Encodable {
    var version: Int64
  }

  static func answer(_ service: WebService, _ stream: StreamName) -> Answer {
    let lastSent = LastSent()
    return EventStream.answer(
      EventStream.polling(every: .milliseconds(250), heartbeatEvery: 40) {
        await lastSent.next(service, stream)
      })
  }

  private actor LastSent {
    private var last: Int64?

    func next(_ service: WebService, _ stream: StreamName) -> [UInt8]? {
      guard !service.isStopping else { return nil }
      do {
        let workspace = try service.watch.current().workspace
        let version = try workspace.readEvents { try $0.version(of: stream) }
        if version == last { return [] }
        last = version
        return EventStream.event("drawing", try JSONForm.encode(News(version: version)))
      } catch {
        // The workspace may be readable again later; the stream waits for it.
        return []
      }
    }
  }
}
