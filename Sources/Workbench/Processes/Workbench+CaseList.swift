import Access
import EventLog
import Governance
import Groundwork

/// One page of cases (办件), and how many there are by standing.
public struct CasePage: Sendable {
  public enum Standing: String, Sendable, CaseIterable {
    /// Those that the user can carry on now.
    case mine
    /// Running or suspended.
    case open
    case overdue
    case all
  }

  public struct Entry: Sendable {
    public var row: ProcessBoard.Row
    public var isMine: Bool
  }

  public var entries: [Entry]
  public var next: String?
  public var counts: [Standing: Int]
}

extension ProcessRequest {
  /// Whether it carries a case on, so that the case waits for whoever may do it.
  public var isWork: Bool {
    switch self {
    case .move, .sign, .attach, .establish, .settle, .clear: true
    default: false
    }
  }

  /// Whether somebody judges the case, so that the verdicts of the moment belong to it.
  var isJudgement: Bool {
    switch self {
    case .sign, .establish, .override, .consult, .settle: true
    case .move(let verb, _, _): verb == .adopt || verb == .approve || verb == .pass
    default: false
    }
  }
}

extension Workbench {
  /// The cases that somebody may read, the newest number first.
  ///
  /// - Parameter after: The number of the last case of the page before.
  /// - Complexity: O(cases × acts of a step).
  public func casePage(
    _ standing: CasePage.Standing, after: String?, limit: Int, _ calendar: WorkCalendar,
    _ acting: Acting
  ) throws -> CasePage {
    var laws: [String: ProcessLaw] = [:]
    var fitting: [CasePage.Entry] = []
    var counts: [CasePage.Standing: Int] = [:]
    let authority = acting.authority
    for row in try cases().reversed() {
      let object = try Workbench.accessObject(row.instance, row.number)
      guard authority.law.may(authority.subject, .read, object, at: acting.time).isAllowed else {
        continue
      }
      let law = try laws[row.instance.digest] ?? self.law(row.instance.digest, calendar)
      laws[row.instance.digest] = law
      let requests = try Workbench.requests(row, law, by: acting.context, authority)
      let entry = CasePage.Entry(row: row, isMine: requests.contains(where: \.isWork))
      for one in CasePage.Standing.allCases where entry.has(one, acting.time, calendar) {
        counts[one, default: 0] += 1
        if one == standing { fitting.append(entry) }
      }
    }
    let rest = after.map { after in fitting.drop { $0.row.number >= after } } ?? fitting[...]
    let page = rest.prefix(limit)
    return CasePage(
      entries: Array(page), next: page.count < rest.count ? page.last?.row.number : nil,
      counts: counts)
  }
}

extension CasePage.Entry {
  fileprivate func has(
    _ standing: CasePage.Standing, _ time: Timestamp, _ calendar: WorkCalendar
  ) -> Bool {
    switch standing {
    case .mine: isMine
    case .open: !row.instance.isOver
    case .overdue: row.instance.isOverdue(at: time, calendar)
    case .all: true
    }
  }
}
