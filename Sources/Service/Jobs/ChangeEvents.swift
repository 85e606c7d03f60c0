import Foundation
import Groundwork

/// Changes of the workspace as events: `state` at once and whenever its file has changed, `aside` whenever
/// something was written that does not change a layer: accounts, exports, records of jobs.
enum ChangeEvents {
  struct News: Encodable {
    /// Differs for every state; empty if the workspace cannot be read.
    var state: String
    @Nullable var problem: String?
    /// Differs for every build of the program, so that a page that stays open notices another one.
    var build = Build.tag
  }

  static func answer(_ service: WebService) -> Answer {
    let lastSent = LastSent()
    return EventStream.answer(
      EventStream.polling(every: .milliseconds(500), heartbeatEvery: 20) {
        await lastSent.next(service)
      })
  }

  private actor LastSent {
    private var last: String?
    private var asides: UInt64?

    func next(_ service: WebService) -> [UInt8]? {
      guard !service.isStopping else { return nil }
      var news = News(state: "", problem: nil)
      do {
        news.state = String(try service.watch.current().number, radix: 36)
      } catch {
        news.problem = Problem(for: error).code
      }
      let name = news.state + (news.problem ?? "")
      do {
        let aside = try aside(service.watch.asides)
        if name == last { return aside }
        last = name
        return try EventStream.event("state", JSONForm.encode(news), id: news.state) + aside
      } catch {
        return nil
      }
    }

    private func aside(_ count: UInt64) throws -> [UInt8] {
      defer { asides = count }
      guard let asides, asides != count else { return [] }
      return EventStream.event("aside", try JSONForm.encode(["count": count]))
    }
  }
}
