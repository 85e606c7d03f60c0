import EventLog
import Foundation
import Governance
import Groundwork
import Policy

/// One thing that goes wrong, by one rule, at the moment of the boards.
public struct BoardAlert: Sendable, Hashable {
  public enum Target: String, Sendable, Hashable {
    case workCase = "case"
    case problem, project, indicator
  }

  public var kind: AlertRules.Kind
  public var title: Localized
  public var target: Target
  /// The number of the case or problem, the project, the indicator.
  public var id: String
  public var text: Localized
  /// Calendar days: overdue, left, at the step, late; none where the kind has no such figure.
  public var days: Int64?
  public var delivery: AlertRules.Delivery
  /// When it is delivered, seen from the moment of the boards.
  public var at: Timestamp
}

extension Boards {
  /// The alerts of this moment, those that are delivered first in front, then in the order of the rules.
  public func alerts(_ rules: AlertRules, _ calendar: WorkCalendar) -> [BoardAlert] {
    let order = rules.rules.flatMap { rule in
      found(by: rule, calendar).map { target, id, text, days in
        BoardAlert(
          kind: rule.kind, title: rule.title, target: target, id: id, text: text, days: days,
          delivery: rule.delivery,
          at: rules.delivered(rule.delivery, at: time, offsetHours: calendar.offsetHours))
      }
    }
    // The sort is by time alone; what is delivered together keeps the order of the rules.
    return order.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map(\.element)
  }

  private typealias Found = (BoardAlert.Target, String, Localized, Int64?)

  private func found(by rule: AlertRules.Rule, _ calendar: WorkCalendar) -> [Found] {
    let today = calendar.day(of: time)
    let days = rule.days ?? 0
    switch rule.kind {
    case .caseOverdue:
      return tasks.compactMap { row in
        guard row.instance.isOverdue(at: time, calendar),
          let due = row.instance.due(calendar)
        else { return nil }
        return Self.found(row, today - calendar.day(of: due.time))
      }
    case .caseDue:
      return tasks.compactMap { row in
        guard let due = row.instance.due(calendar), due.time >= time else { return nil }
        let left = calendar.day(of: due.time) - today
        return left <= days ? Self.found(row, left) : nil
      }
    case .caseStands:
      return tasks.compactMap { row in
        guard let entered = row.instance.path.last?.enteredAt else { return nil }
        let stood = today - calendar.day(of: entered)
        return stood > days ? Self.found(row, stood) : nil
      }
    case .problemOverdue:
      return problems.compactMap { row in
        guard row.problem.isOverdue(at: time), let deadline = row.problem.deadline else {
          return nil
        }
        let found: Found = (
          .problem, row.number, Localized(row.problem.finding?.title ?? row.number),
          today - calendar.day(of: deadline)
        )
        return found
      }
    case .worksLate:
      return projects.compactMap { project in
        guard project.works?.phase != .finished, let delay = project.outlook?.delay, delay > days
        else { return nil }
        return Self.found(project, delay)
      }
    case .worksStopped:
      return projects.filter { $0.works?.phase == .stopped }.map { Self.found($0, nil) }
    case .testFailed:
      return projects.filter { $0.works?.openTests.isEmpty == false }.map { Self.found($0, nil) }
    case .indicatorFails:
      return figures.compactMap { figure in
        guard let rule = figure.indicator.rule, evaluation?.check(rule).verdict == .fail else {
          return nil
        }
        let title = figure.indicator.title
        let found: Found = (
          .indicator, figure.indicator.id,
          Localized(zh: "\(title.zh)（\(rule)）", en: "\(title.en) (\(rule))"), nil
        )
        return found
      }
    }
  }

  private static func found(_ row: ProcessBoard.Row, _ days: Int64) -> Found {
    let step = row.instance.path.last?.title ?? Localized("")
    return (
      .workCase, row.number,
      Localized(
        zh: "\(row.instance.title)：\(step.zh)", en: "\(row.instance.title): \(step.en)"), days
    )
  }

  private static func found(_ project: Project, _ days: Int64?) -> Found {
    (.project, project.code, Localized(project.card?.title ?? project.code), days)
  }
}

extension Workbench {
  /// The rules of alerts; `nil`: those that the program is delivered with.
  /// - Throws: Diagnostics `alerts.*`.
  public static func alertRules(_ file: String? = nil) throws -> AlertRules {
    let path = try file ?? ProgramHome.path("Policies/boards/alerts.yaml")
    guard let body = FileManager.default.contents(atPath: path),
      let text = String(bytes: body, encoding: .utf8)
    else {
      throw Diagnostic(
        code: "alerts.no-file",
        Localized(zh: "读不到预警规则文件", en: "the file of alerts cannot be read"), file: path)
    }
    return try AlertRules(yaml: text, file: file ?? "alerts.yaml")
  }
}
