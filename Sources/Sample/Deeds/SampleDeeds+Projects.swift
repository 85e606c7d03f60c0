import EventLog
import Governance
import Groundwork

extension SampleDeeds {
  /// The library of the district's 64 projects: cards made of the plan's measures, most of them admitted by
  /// the agriculture office, some still proposed; and a spare one that was withdrawn. Two contradictions are left in it for the
  /// reader to find: a precondition that ends too late, and two exclusive projects.
  ///
  /// - Parameter day: the day of the history on which it begins.
  func writeProjects(to log: any EventWriting, day: Int64) throws {
    let names = try names()
    let cards = projectCards()
    func act(
      _ command: ProjectDecider.Command, _ id: String, _ person: String, _ role: String,
      _ days: Int64, _ order: Int
    ) throws {
      try log.perform(
        ProjectDecider.self, command, on: StreamName(ProjectEvent.category, id), expected: nil,
        by: DeedContext(
          actor: Actor(
            person: person, name: names[person] ?? person, role: role,
            organisation: String(person.prefix { $0 != "." })),
          time: SampleDeeds.start.adding(days: day + days).adding(seconds: Int64(order) * 60)))
    }
    for (order, entry) in cards.enumerated() {
      try act(.propose(entry.card), entry.id, "centre.1", "planner", 0, order)
    }
    let spare = spareCard()
    try act(.propose(spare.card), spare.id, "centre.1", "planner", 0, cards.count)
    for (order, entry) in cards.enumerated() where order % 8 != 7 {
      try act(.admit(note: "入库（合成）"), entry.id, "agriculture.1", "reviewer", 1, order)
    }
    try act(
      .withdraw(reason: "与低效工业用地盘活二选一，暂缓（合成）"), spare.id, "agriculture.1", "reviewer", 2, 0)
  }

  /// A site that was looked at besides the 64 projects and not taken into the plan: it has no ground there.
  func spareCard() -> SampleProject {
    let kind = WorkKind.facilities
    let number = WorkKind.allCases.reduce(0) { $0 + $1.projects }
    let card = ProjectCard(
      title: "\(kind.title)备选点位（合成）", goal: kind.goal, space: kind.space, core: kind.core,
      package: "\(kind.core)·备选", element: .init(planned: kind.element), area: Names.county.code,
      firstYear: 2027, lastYear: 2028, stage: 3, note: Names.label)
    return SampleProject(id: Names.project(number), kind: kind, card: card)
  }

  struct SampleProject {
    var id: String
    var kind: WorkKind
    var card: ProjectCard
  }

  /// The cards by code.
  func projectCards() -> [SampleProject] {
    let byCode = Dictionary(grouping: district.measures, by: \.projectCode)
    var projects: [SampleProject] = byCode.keys.sorted().compactMap { code in
      guard let number = Int(code.suffix(2)), let measures = byCode[code] else { return nil }
      let kind = WorkKind.of(project: number - 1)
      return SampleProject(id: code, kind: kind, card: card(of: kind, measures))
    }
    relate(&projects)
    return projects
  }

  private func card(of kind: WorkKind, _ measures: [MeasurePatch]) -> ProjectCard {
    let stage = measures.map(\.stage).min() ?? 1
    let first = [2024, 2025, 2027][min(stage, 3) - 1]
    let last = [2024, 2026, 2028][min(stage, 3) - 1]
    let groups = commonest(measures.map(\.group))
    let total = measures.reduce(Int64(0)) { $0 + $1.cost } * 100
    let share = last > first ? total * 6 / 10 : total
    var card = ProjectCard(
      title: measures[0].projectName, goal: kind.goal, space: kind.space, core: kind.core,
      package: "\(kind.core)·\(groups.first ?? "")", element: .init(planned: kind.element),
      groups: groups, area: Names.county.code, firstYear: first, lastYear: last, stage: stage,
      costs: [.init(year: first, amount: Money(fen: share))],
      indicators: kind.indicators,
      ground: .init(plan: SampleDeeds.plan, measures: measures.map(\.id).sorted()),
      note: Names.label)
    if last > first { card.costs.append(.init(year: last, amount: Money(fen: total - share))) }
    card.duties.coordinate = ["全域公司"]
    card.duties.implement = commonest(measures.map(\.implementer))
    card.duties.approve = kind.approvers
    card.duties.fund = ["区财政局（合成）"] + card.duties.implement.prefix(1)
    card.duties.quota = ["区自然资源和规划局（合成）"]
    card.duties.supervise = ["区督考办（合成）"]
    return card
  }

  /// What must come first, and what excludes what.
  private func relate(_ projects: inout [SampleProject]) {
    func ids(_ kind: WorkKind, stage: Int) -> [String] {
      projects.filter { $0.kind == kind && $0.card.stage == stage }.map(\.id)
    }
    let before: [(kind: WorkKind, needs: [String])] = [
      (.homesteads, ids(.resettlement, stage: 1)), (.resettlement, ids(.roads, stage: 1)),
      (.upgrade, ids(.roads, stage: 1)), (.fields, ids(.workshops, stage: 1)),
      (.facilities, ids(.resettlement, stage: 1)),
    ]
    for (kind, needs) in before where !needs.isEmpty {
      let own = projects.indices.filter {
        projects[$0].kind == kind && projects[$0].card.stage > 1
      }
      for (place, index) in own.enumerated() {
        projects[index].card.needs = [needs[place % needs.count]]
      }
    }
    let upgrades = projects.indices.filter { projects[$0].kind == .upgrade }
    guard upgrades.count >= 2 else { return }
    projects[upgrades[0]].card.excludes = [projects[upgrades[1]].id]
    if let late = ids(.workshops, stage: 2).first {
      projects[upgrades[1]].card.needs.append(late)
    }
  }

  /// The texts, the commonest first.
  private func commonest(_ texts: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for text in texts { counts[text, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }
}

extension WorkKind {
  fileprivate var goal: String {
    switch self {
    case .fields, .basicFarmland: "粮食安全与连片良田"
    case .homesteads, .resettlement: "城乡融合与人居改善"
    case .belt, .rivers: "生态屏障与蓝绿网络"
    case .workshops, .upgrade: "产业提质与存量盘活"
    case .roads, .facilities, .boundary: "设施共享与格局优化"
    }
  }

  fileprivate var space: String {
    switch self {
    case .fields, .basicFarmland: "北部万亩良田核心区"
    case .homesteads, .resettlement: "石化周边搬迁安置区"
    case .belt: "澜海林带"
    case .rivers: "万塘河水网"
    case .workshops, .upgrade: "临港低效产业带"
    case .roads, .facilities, .boundary: "滨江城乡联络轴"
    }
  }

  fileprivate var core: String {
    switch self {
    case .fields: "万亩方田块归并"
    case .basicFarmland: "永农集中连片"
    case .homesteads: "七村搬迁复垦"
    case .resettlement: "安置社区"
    case .belt: "林带断点贯通"
    case .rivers: "河网生态化"
    case .workshops: "零散工业退出"
    case .upgrade: "低效厂区更新"
    case .roads: "城乡联络道路"
    case .facilities: "共享设施"
    case .boundary: "边界局部优化"
    }
  }

  fileprivate var approvers: [String] {
    switch self {
    case .fields: ["区农业农村局（合成）"]
    case .belt, .rivers: ["区水利局（合成）", "区自然资源和规划局（合成）"]
    case .workshops, .upgrade: ["区经济和信息化局（合成）", "区自然资源和规划局（合成）"]
    case .roads: ["区交通运输局（合成）"]
    case .resettlement, .facilities: ["区住房和城乡建设局（合成）"]
    case .homesteads, .basicFarmland, .boundary: ["区自然资源和规划局（合成）"]
    }
  }

  fileprivate var indicators: [String] {
    switch self {
    case .fields: ["新增耕地", "连片耕地", "高标准农田"]
    case .basicFarmland: ["永农净增", "连片耕地"]
    case .homesteads: ["建设用地减量", "新增耕地"]
    case .workshops: ["建设用地减量", "低效工业腾退"]
    case .belt, .rivers: ["生态修复面积"]
    case .resettlement: ["安置户数"]
    case .upgrade: ["存量盘活"]
    case .roads, .facilities: ["公共服务覆盖"]
    case .boundary: ["格局优化"]
    }
  }
}
