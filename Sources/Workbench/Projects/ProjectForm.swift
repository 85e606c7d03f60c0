import Foundation
import Governance
import Groundwork

/// The parts of a card as a request or a JSON file states them; what is absent stays as it is.
public struct ProjectForm: Decodable, Sendable {
  public struct Duties: Decodable, Sendable {
    public var coordinate: [String]?
    public var implement: [String]?
    public var approve: [String]?
    public var fund: [String]?
    public var quota: [String]?
    public var supervise: [String]?
  }

  public var title: String?
  public var goal: String?
  public var space: String?
  public var core: String?
  public var package: String?
  public var element: ProjectCard.Element?
  public var groups: [String]?
  public var area: String?
  public var firstYear: Int?
  public var lastYear: Int?
  public var stage: Int?
  public var needs: [String]?
  public var excludes: [String]?
  /// Amounts in 分.
  public var costs: [ProjectCard.YearCost]?
  public var duties: Duties?
  public var indicators: [String]?
  public var ground: ProjectCard.Ground?
  public var note: String?
  /// In 0.01 m², or 分.
  public var targets: [PlanningObject.Target]?

  /// Reads a JSON file of camel-case names, such as `zhitu project show --json` prints as `card`.
  /// - Throws: Diagnostic `project.form`.
  public init(json bytes: [UInt8], file: String) throws {
    do {
      self = try JSONDecoder().decode(ProjectForm.self, from: Data(bytes))
    } catch {
      throw Diagnostic(
        code: "project.form",
        Localized(zh: "不是项目卡片：\(error)", en: "this is no card of a project: \(error)"),
        remedy: Localized(
          zh: "按 zhitu project show --json 中 card 的写法填写。",
          en: "Write it as the card that zhitu project show --json prints."), file: file)
    }
  }

  /// The card with the stated parts in place of the old ones. Ground without measures is no ground.
  /// - Throws: Diagnostic `project.card` where a new card lacks its title, element or years.
  public func card(over old: ProjectCard?) throws -> ProjectCard {
    guard let element = element ?? old?.element, let first = firstYear ?? old?.firstYear,
      let last = lastYear ?? old?.lastYear
    else {
      throw Diagnostic(
        code: "project.card",
        Localized(
          zh: "须写明整治要素、首年和末年。", en: "state the element, the first and the last year."),
        field: element == nil ? "element" : "first_year")
    }
    var card =
      old ?? ProjectCard(title: title ?? "", element: element, firstYear: first, lastYear: last)
    card.element = element
    card.firstYear = first
    card.lastYear = last
    func put<T>(_ value: T?, _ part: WritableKeyPath<ProjectCard, T>) {
      if let value { card[keyPath: part] = value }
    }
    put(title, \.title)
    put(goal, \.goal)
    put(space, \.space)
    put(core, \.core)
    put(package, \.package)
    put(groups, \.groups)
    put(area, \.area)
    put(stage, \.stage)
    put(needs, \.needs)
    put(excludes, \.excludes)
    put(costs, \.costs)
    put(duties?.coordinate, \.duties.coordinate)
    put(duties?.implement, \.duties.implement)
    put(duties?.approve, \.duties.approve)
    put(duties?.fund, \.duties.fund)
    put(duties?.quota, \.duties.quota)
    put(duties?.supervise, \.duties.supervise)
    put(indicators, \.indicators)
    put(note, \.note)
    if let targets { card.targets = targets.isEmpty ? nil : targets }
    if let ground { card.ground = ground.measures.isEmpty ? nil : ground }
    return card
  }
}
