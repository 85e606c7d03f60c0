import Foundation
import Groundwork

/// News of the workspace as events: `state` at once and whenever its file has changed.
enum ChangeEvents {
  struct News: Encodable {
    /// Differs for every state; empty if the workspace cannot be read.
    var state: String
    @Nullable var problem: String?
  }

  static func answer(_ service: WebService) -> Answer {
    let told = Told()
    return EventStream.answer(
      EventStream.polling(every: .milliseconds(500), heartbeatEvery: 20) {
        await told.next(service)
      })
  }

  private actor Told {
    private var last: String?

    func next(_ service: WebService) -> [UInt8]? {
      guard !service.isStopping else { return nil }
      var news = News(state: "", problem: nil)
      do {
        news.state = String(try service.watch.current().number, radix: 36)
      } catch {
        news.problem = Problem(for: error).code
      }
      let name = news.state + (news.problem ?? "")
      if name == last { return [] }
      last = name
      do {
        return EventStream.event("state", try JSONForm.encode(news), id: news.state)
      } catch {
        return nil
      }
    }
  }
}
