import Access
import EventLog
import Foundation
import Governance
import Groundwork

/// A query of problems, for a page of the list and its counts.
public struct ProblemQuery: Sendable {
  public enum Standing: String, Sendable, CaseIterable {
    /// The user can do something with it other than add a note.
    case mine
    /// Neither closed nor dismissed.
    case open
    case overdue
    case all
  }

  public var standing: Standing
  public var phase: Problem.Phase?
  public var level: Problem.Level?
  /// Text in number, title, description, project or organisation.
  public var text: String?
  /// The number of the last problem of the previous page.
  public var after: String?
  public var limit: Int

  public init(
    standing: Standing = .all, phase: Problem.Phase? = nil, level: Problem.Level? = nil,
    text: String? = nil, after: String? = nil, limit: Int = 50
  ) {
    self.standing = standing
    self.phase = phase
    self.level = level
    self.text = text
    self.after = after
    self.limit = limit
  }
}

/// One page of problems, and the counts by standing of all that match the other conditions.
public struct ProblemPage: Sendable {
  public struct Entry: Sendable {
    public var row: ProblemBoard.Row
    /// The acts that the user may do now.
    public var acts: [ProblemAct]
  }

  public var entries: [Entry]
  public var next: String?
  public var counts: [ProblemQuery.Standing: Int]
}

extension Workbench {
  /// The problems that the user may read, the newest number first. O(number of problems).
  public func problemPage(_ query: ProblemQuery, _ acting: Acting) throws -> ProblemPage {
    let names = acting.directory.organisations
    var fitting: [ProblemPage.Entry] = []
    var counts: [ProblemQuery.Standing: Int] = [:]
    for row in try problems().reversed() {
      let object = try Workbench.accessObject(row.problem, row.number)
      let authority = acting.authority
      guard authority.law.may(authority.subject, .read, object, at: acting.time).isAllowed,
        query.phase.map({ $0 == row.problem.phase }) ?? true,
        query.level.map({ $0 == row.problem.finding?.level }) ?? true,
        query.text.map({ row.mentions($0, names) }) ?? true
      else { continue }
      let entry = ProblemPage.Entry(
        row: row, acts: try Workbench.acts(on: row.problem, row.number, acting))
      for standing in ProblemQuery.Standing.allCases where entry.stands(standing, acting.time) {
        counts[standing, default: 0] += 1
        if standing == query.standing { fitting.append(entry) }
      }
    }
    let rest = query.after.map { after in fitting.drop { $0.row.number >= after } } ?? fitting[...]
    let page = rest.prefix(query.limit)
    return ProblemPage(
      entries: Array(page), next: page.count < rest.count ? page.last?.row.number : nil,
      counts: counts)
  }

  /// The acts on a problem that both the user's rights and its current state allow, once the fields
  /// of the act are filled in.
  public static func acts(
    on problem: Problem, _ number: String, _ acting: Acting
  ) throws -> [ProblemAct] {
    let object = try accessObject(problem, number)
    let authority = acting.authority
    return ProblemAct.allCases.filter { act in
      let example = act.example(at: acting.time)
      return authority.law.may(authority.subject, action(of: example), object, at: acting.time)
        .isAllowed && ProblemDecider.allows(example, in: problem, by: acting.context)
    }
  }
}

extension ProblemPage.Entry {
  fileprivate func stands(_ standing: ProblemQuery.Standing, _ time: Timestamp) -> Bool {
    switch standing {
    case .mine: acts.contains { $0 != .note && $0 != .reopen }
    case .open: row.problem.isOpen
    case .overdue: row.problem.isOverdue(at: time)
    case .all: true
    }
  }
}

extension ProblemBoard.Row {
  fileprivate func mentions(_ text: String, _ organisations: [String: Organisation]) -> Bool {
    let responsible = problem.responsible ?? ""
    return [
      number, problem.finding?.title ?? "", problem.finding?.description ?? "",
      problem.finding?.project ?? "", responsible, organisations[responsible]?.name ?? "",
    ].contains { $0.localizedCaseInsensitiveContains(text) }
  }
}
