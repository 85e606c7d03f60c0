import EventLog
import Governance
import Groundwork

/// How far the cases of the district's projects are told.
public enum CaseCourse: String, Sendable, CaseIterable {
  /// At every step of the life cycle, as a county has them on some day.
  case spread
  /// Every project has come to after-care.
  case afterCare = "after-care"
}

/// What was told of the cases, for people.
public struct CaseTally: Sendable, Equatable {
  public var cases = 0
  /// What was done.
  public var acts = 0
  /// What was tried against the law, and refused.
  public var refused = 0
  public var returns = 0

  public init() {}
}

extension SampleDeeds {
  /// The cases (办件) of all of the district's projects, from the lead to after-care, by invented people who
  /// err, leave, answer late, hand in twice and swap versions; told by the law itself, which must refuse what
  /// they try against it.
  ///
  /// In the course `spread`, the first ones are fixed: one overdue, one returned, one disputed, one suspended,
  /// one terminated.
  ///
  /// - Parameters:
  ///   - definition: The process `project`.
  ///   - grounds: The roles and the calendar by which the cases are handled, as they are kept.
  ///   - keep: Stores a document beside the log and returns its hash.
  /// - Throws: The decider's refusals, which tests show not to happen; diagnostic `sample.not-refused` where
  ///   the law lets something pass that it must refuse.
  @discardableResult
  public func writeCases(
    to log: any EventWriting, definition: ProcessDefinition, calendar: WorkCalendar,
    course: CaseCourse = .spread, grounds: [Reliance] = [],
    keep: (_ document: [UInt8]) throws -> String
  ) throws -> CaseTally {
    let law = try ProcessLaw(definition, calendar)
    let stories = caseStories(course)
    let names = try names()
    var tally = CaseTally()
    tally.cases = stories.count
    var desk: [String: Versioned<ProcessInstance>] = [:]
    let acts = stories.flatMap { story in story.acts.map { (story: story, act: $0) } }
    for (_, (story, act)) in acts.enumerated().sorted(by: {
      ($0.element.act.time, $0.offset) < ($1.element.act.time, $1.offset)
    }) {
      let seen = desk[story.number] ?? Versioned(ProcessDecider.initial, version: 0)
      var request =
        try act.form?.request(on: seen.state)
        ?? .start(subject: story.project, title: story.title, area: story.area)
      if case .attach(let paper, _, let name) = request {
        let text =
          "合成数据，仅供演示。\n\(story.number) \(story.title)\n\(name)\n第 \(seen.state.returns + 1) 稿\n"
        request = .attach(
          paper: paper, hash: act.isRefused ? "sha256:" : try keep(Array(text.utf8)), name: name)
      }
      var context = DeedContext(
        actor: Actor(
          person: act.person, name: names[act.person] ?? act.person, role: act.role,
          organisation: String(act.person.prefix { $0 != "." })), time: act.time)
      if act.form == nil {
        context.basis =
          [
            Reliance(.document, "process/\(definition.id)", state: law.digest)
          ] + grounds
      }
      if act.isRefused {
        try Self.checkRefused(.init(law, request), seen.state, context)
        tally.refused += 1
      } else {
        desk[story.number] = try log.perform(
          ProcessDecider.self, .init(law, request),
          on: StreamName(ProcessEvent.category, story.number), from: seen, by: context)
        tally.acts += 1
      }
    }
    tally.returns = desk.values.reduce(0) { $0 + $1.state.returns }
    try log.update(ProcessBoard.self)
    return tally
  }

  private static func checkRefused(
    _ command: ProcessDecider.Command, _ state: ProcessInstance, _ context: DeedContext
  ) throws {
    guard ProcessDecider.allows(command, in: state, by: context) else { return }
    throw Diagnostic(
      code: "sample.not-refused",
      Localized(
        zh: "流程放行了应当拒绝的办理：\(context.actor.person) \(command.request)",
        en: "the process let pass what it must refuse: \(context.actor.person) \(command.request)"))
  }
}

extension SampleDeeds {
  /// The projects of the cases that are fixed, in the order of their numbers.
  func caseProjects() -> [String] {
    let register = SampleRegister(district: district).projects
    return register.isEmpty
      ? [] : CasePlot.all.indices.map { register[($0 * 13) % register.count].code }
  }

  /// The largest of the field projects that have no fixed case: its works are shown.
  func sectionProject() -> SampleProject? {
    let fixed = caseProjects()
    return projectCards().filter { $0.kind == .fields && !fixed.contains($0.id) }
      .max { ($0.card.cost, $1.id) < ($1.card.cost, $0.id) }
  }

  /// The stories of all cases, by number.
  func caseStories(_ course: CaseCourse) -> [CaseStory] {
    let register = SampleRegister(district: district).projects
    guard !register.isEmpty else { return [] }
    let villages = Dictionary(
      villageCodes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let section = sectionProject()?.id
    var simulation = CaseSimulation(random: Random(seed: seed, stream: 905), course: course)
    var fixed: [CaseStory] = []
    var simulated: [CaseStory] = []
    for index in register.indices {
      let project = register[(index * 13) % register.count]
      var story = CaseStory(
        project: project.code, title: title(of: project, villages),
        // Where a project lies in one village, that village may see its case.
        area: project.kind.isSpread ? Names.county.code : project.village,
        builder: "works-\(padded(1 + index % 14, 2))",
        village: "village-\(padded(villages[project.village] ?? 0, 2)).1")
      if course == .spread, index < CasePlot.all.count {
        story.number = "BJ-2025-\(padded(index + 1, 4))"
        story.begin(on: 30 + Int64(index) * 4)
        story.tell(CasePlot.all[index])
        fixed.append(story)
      } else {
        let isSection = project.code == section && course == .spread
        simulated.append(simulation.told(story, stage: project.stage, isSection: isSection))
      }
    }
    simulated.append(simulation.notTakenUp(spareCard(), area: Names.county.code))
    return fixed + numbered(simulated, after: fixed.count)
  }

  /// The name of the project, with the village where it lies in one.
  private func title(of project: SampleRegister.Project, _ villages: [String: Int]) -> String {
    let place = project.villages.count == 1 ? villages[project.village].map(Names.village) : nil
    return "\(place ?? "")\(project.name)（合成）"
  }

  /// Numbers of the year in which each began, in order of time.
  private func numbered(_ stories: [CaseStory], after count: Int) -> [CaseStory] {
    var last = ["2025": count]
    return stories.enumerated().sorted {
      ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
    }.map { _, story in
      var story = story
      let year = String(story.acts.first.map { $0.time.iso8601.prefix(4) } ?? "2025")
      last[year, default: 0] += 1
      story.number = "BJ-\(year)-\(padded(last[year] ?? 0, 4))"
      return story
    }
  }
}
