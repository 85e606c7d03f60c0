import Access
import EventLog
import Geodesy
import Geometry
import Governance
import Groundwork

extension SampleDeeds {
  /// One problem of the history: what was found where, and which step it has reached.
  private struct Scenario {
    var title: String
    var source: Problem.Source
    var level: Problem.Level
    /// The index of the village.
    var village: Int
    /// How many steps of the process have been taken: 1 found, …, 6 closed.
    var steps: Int
    /// Whether the first check rejected it.
    var wasReturned = false
    /// The day of the history on which it was found, for simulated problems.
    var day: Int64?
  }

  private static let scenarios = [
    Scenario(
      title: "复垦地块表土厚度不足", source: .acceptance, level: .serious, village: 0, steps: 6,
      wasReturned: true),
    Scenario(title: "新增耕地内堆放建筑垃圾", source: .satellite, level: .grave, village: 1, steps: 6),
    Scenario(title: "灌溉沟渠未按方案连通", source: .inspection, level: .serious, village: 2, steps: 5),
    Scenario(
      title: "拆旧地块逾期未复垦", source: .satellite, level: .serious, village: 3, steps: 4,
      wasReturned: true),
    Scenario(title: "安置点临时道路占用耕地", source: .complaint, level: .grave, village: 4, steps: 3),
    Scenario(title: "田块编号牌缺失", source: .inspection, level: .minor, village: 5, steps: 2),
    Scenario(title: "项目公示栏内容过期", source: .complaint, level: .minor, village: 0, steps: 1),
    Scenario(title: "生态修复岸线苗木成活率低", source: .inspection, level: .serious, village: 1, steps: 4),
  ]

  /// One act of a scenario, with its time.
  private struct ScheduledAct {
    var stream: StreamName
    var command: ProblemDecider.Command
    var context: DeedContext
  }

  /// Writes the fixed scenarios and `count` simulated ones, in order of time. Each act goes through
  /// the decider, which refuses acts that are not allowed.
  func writeProblems(
    to log: any EventWriting, more: Int, keep: (_ photo: [UInt8]) throws -> String
  ) throws {
    var planned: [ScheduledAct] = []
    var random = Random(seed: seed, stream: 902)
    var light = Random(seed: seed, stream: 903)
    let people = try names()
    let plane = try CoordinateReferenceSystem("EPSG:\(SampleDistrict.epsg)")
    let toDegrees = try Transformer(from: plane, to: plane.geographic())
    let villages = try organisations().filter { $0.kind == .villageCollective }
    let register = SampleRegister(district: district).projects
    let byVillage = Dictionary(grouping: register, by: \.village)
    let scenarios = SampleDeeds.scenarios + simulated(more)
    for (index, scenario) in scenarios.enumerated() {
      let village = villages[scenario.village % villages.count]
      // A project of the library, of that village where it has one.
      let near = byVillage[village.area.digits] ?? register
      let number = random.below(14)
      let finding = Problem.Finding(
        title: scenario.title, description: "合成数据：\(village.name)", source: scenario.source,
        level: scenario.level, area: village.area.digits,
        place: try place(in: village.area.digits, index, toDegrees),
        project: near.isEmpty ? nil : near[number % near.count].code,
        photos: [try keep(SamplePhoto.png(&light, isRemedied: false))])
      planned += try plan(
        scenario, finding, StreamName(ProblemEvent.category, "WT-2025-\(padded(index + 1, 4))"),
        from: SampleDeeds.start.adding(days: scenario.day ?? 40 + Int64(index) * 9), people,
        photo: try keep(SamplePhoto.png(&light, isRemedied: true)), &random)
    }
    let inTime = planned.enumerated().sorted {
      ($0.element.context.time, $0.offset) < ($1.element.context.time, $1.offset)
    }
    for (_, act) in inTime {
      try log.perform(
        ProblemDecider.self, act.command, on: act.stream, expected: nil, by: act.context)
    }
  }

  /// Random scenarios: each is found on some day of the year and has reached a plausible step.
  private func simulated(_ count: Int) -> [Scenario] {
    var random = Random(seed: seed, stream: 904)
    let sources = Problem.Source.allCases
    return (0..<count).map { _ in
      let known = SampleDeeds.scenarios[random.below(SampleDeeds.scenarios.count)]
      return Scenario(
        title: known.title, source: sources[random.below(sources.count)], level: known.level,
        village: random.below(1000), steps: 1 + random.below(6),
        wasReturned: random.chance(0.2), day: Int64(40 + random.below(300)))
    }.map { scenario in
      // A problem that was never worked on cannot have been returned.
      var scenario = scenario
      scenario.wasReturned = scenario.wasReturned && scenario.steps >= 4
      return scenario
    }.sorted { ($0.day ?? 0) < ($1.day ?? 0) }
  }

  /// The acts of one scenario with their times.
  private func plan(
    _ scenario: Scenario, _ finding: Problem.Finding, _ stream: StreamName, from start: Timestamp,
    _ people: [String: String], photo: String, _ random: inout Random
  ) throws -> [ScheduledAct] {
    var planned: [ScheduledAct] = []
    var day: Int64 = 0
    var time = start
    let builder = "works-\(padded(1 + random.below(14), 2))"
    func act(
      _ command: ProblemDecider.Command, _ organisation: String, _ role: String,
      after days: Int64
    ) {
      day += days
      // Within the hours of work: the history begins at 8 o'clock in China.
      time = start.adding(days: day).adding(seconds: Int64(random.below(30_000)))
      let person = "\(organisation).1"
      planned.append(
        ScheduledAct(
          stream: stream, command: command,
          context: DeedContext(
            actor: Actor(
              person: person, name: people[person] ?? person, role: role,
              organisation: organisation), time: time)))
    }
    act(.find(finding), "inspection", "supervisor", after: 0)
    if scenario.steps >= 2 { act(.file, "centre", "planner", after: 1) }
    if scenario.steps >= 3 {
      act(
        .assign(organisation: builder, person: nil, deadline: time.adding(days: 45)),
        "platform", "platform", after: 2)
    }
    if scenario.steps >= 4 {
      act(.start(plan: "按整改方案限期完成"), builder, "implementer", after: 3)
    }
    if scenario.steps >= 5 || scenario.wasReturned {
      act(.submit(evidence: [photo], note: "已整改"), builder, "implementer", after: 20)
    }
    if scenario.wasReturned {
      act(
        .giveBack(reason: "现场复核未达标", deadline: time.adding(days: 30)), "agriculture",
        "reviewer", after: 4)
      if scenario.steps >= 5 {
        act(.submit(evidence: [photo], note: "再次整改"), builder, "implementer", after: 14)
      }
    }
    if scenario.steps >= 6 { act(.close(note: "复核通过"), "agriculture", "reviewer", after: 5) }
    return planned
  }

  /// A corner of one of the larger patches of farmland in a village; of another patch where a village
  /// has none.
  private func place(
    in village: String, _ index: Int, _ toDegrees: Transformer
  ) throws -> Problem.Place? {
    let patches = district.patches.filter { $0.villageCode.hasPrefix(village) }
    let fields = patches.filter(\.isFarmland)
    let places = (fields.isEmpty ? patches : fields)
      .sorted { ($1.area, $0.id) < ($0.area, $1.id) }
    guard !places.isEmpty else { return nil }
    let corner = places[min(index, places.count - 1)].geometry.exterior[0]
    let degrees = try toDegrees.transform(x: corner.metresX, y: corner.metresY)
    return Problem.Place(
      longitude: Int64((degrees.x * 1e7).rounded()), latitude: Int64((degrees.y * 1e7).rounded()))
  }
}
