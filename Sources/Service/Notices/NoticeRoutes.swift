import EventLog
import Governance
import Groundwork
import Workbench

/// News for the user: what others did in their matters, and how far they have seen it.
enum NoticeRoutes {
  private static let root = "\(EndpointTable.root)/notices"

  static let endpoints: [Endpoint] = [
    .answer(
      .get, root, "notices",
      "What others did in matters that were handed to the user or in which they acted, newest first",
      [.query("limit", .integer(1...200), "The number of matters", default: "50")],
      .json("NoticeList"), right: .asked, cost: .reading, isVersioned: false
    ) { call in try list(call, limit: call.integer("limit")) },
    .answer(
      .post, "\(root)/seen", "seeNotices", "The user has seen all news up to a position in the log",
      body: .json(schema: "NoticesSeen"), .json("NoticeList"), right: .asked
    ) { call in
      let body = try call.body(Seen.self)
      let acting = try call.acting()
      try call.service.watch.writeKeepingState { writer in
        try Workbench(call.workspace).markNoticesSeen(
          upTo: body.position, acting, in: writer)
      }
      return try list(call, limit: 50)
    },
  ]

  private struct Seen: Decodable { var position: Int64 }

  private static func list(_ call: EndpointCall, limit: Int) throws -> Answer {
    let acting = try call.acting()
    let list = try Workbench(call.workspace).notices(limit: limit, acting)
    return try .json(NoticeListView(list, acting))
  }
}

struct NoticeListView: Encodable {
  struct NoticeView: Encodable {
    var reason: String
    var count: Int
    var unseen: Int
    var deed: HistoryPageView.DeedView
  }

  var notices: [NoticeView]
  var seen: Int64
  var end: Int64

  init(_ list: NoticeList, _ acting: Acting) throws {
    notices = try list.notices.map { notice, entry in
      NoticeView(
        reason: notice.reason.rawValue, count: notice.count, unseen: notice.unseen,
        deed: try HistoryPageView.deed(entry, acting))
    }
    seen = list.seen
    end = list.end
  }
}
