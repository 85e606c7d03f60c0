import EventLog
import Governance
import Groundwork
import Records
import Storage

/// News for somebody (消息), with how far they have seen it.
public struct NoticeList: Sendable {
  public var notices: [(notice: NoticeBoard.Notice, entry: HistoryPage.Entry)]
  /// The position in the log up to which they have seen everything; 0 at first.
  public var seen: Int64
  /// The position of the last event.
  public var end: Int64
}

extension Workbench {
  /// The number of events, from the end of the log, among which news is looked for.
  public static let noticeWindow: Int64 = 5_000

  /// What others did in matters that were handed to the user or in which they acted, newest first.
  ///
  /// O(``noticeWindow``): older events are in the history only.
  /// - Throws: As reading the log; ``Groundwork/Cancelled``.
  public func notices(limit: Int, _ acting: Acting) throws -> NoticeList {
    let seen = try seenNotices(acting)
    return try workspace.readEvents { reader in
      let end = try reader.lastEvent()?.count ?? 0
      var board = NoticeBoard(NoticeReader(acting.actor), seen: seen)
      var position = max(0, end - Workbench.noticeWindow)
      while position < end {
        try job.cancellation.check()
        let records = try reader.events(after: position, limit: 512)
        guard let last = records.last else { break }
        for record in records { try board.take(record) }
        position = last.position
      }
      var reading = HistoryReading(
        acting, board: try reader.current(ProblemBoard.self),
        cases: try reader.current(ProcessBoard.self))
      var list = NoticeList(notices: [], seen: seen, end: end)
      for notice in board.notices where list.notices.count < limit {
        guard let entry = try reading.entry(notice.record, reader) else { continue }
        list.notices.append((notice, entry))
      }
      return list
    }
  }

  /// Records that the user has seen all news up to a position. A lower one changes nothing.
  ///
  /// - Throws: As writing a document.
  public func markNoticesSeen(
    upTo position: Int64, _ acting: Acting, in writer: WorkspaceWriter
  ) throws {
    let key = Workbench.noticeKey(acting.actor)
    let known = try writer.reader.document(.noticesSeen, key: key).flatMap(Workbench.position) ?? 0
    let end = try writer.events.lastEvent()?.count ?? 0
    let next = min(position, end)
    guard next > known else { return }
    try writer.putDocument(.noticesSeen, key: key, body: [UInt8](String(next).utf8))
  }

  private func seenNotices(_ acting: Acting) throws -> Int64 {
    try workspace.document(.noticesSeen, key: Workbench.noticeKey(acting.actor))
      .flatMap(Workbench.position) ?? 0
  }

  private static func position(_ body: [UInt8]) -> Int64? {
    Int64(String(decoding: body, as: UTF8.self))
  }

  /// Without accounts a person is a role in an organisation.
  private static func noticeKey(_ actor: Actor) -> String {
    actor.isLocal ? "\(actor.person)@\(actor.organisation)" : actor.person
  }
}
