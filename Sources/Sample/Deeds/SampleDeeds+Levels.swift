import EventLog
import Geometry
import Governance
import Groundwork

extension SampleDeeds {
  /// The planning levels of the district by invented people: what the province sets, an outline of the city,
  /// the county's plan, a district for each town as its border runs, and two units in each; with targets,
  /// ground, projects and a text as annex. One unit's target is out of reach, the city's is for other
  /// counties too, and the province's for other cities.
  ///
  /// - Parameters:
  ///   - day: the day of the history.
  ///   - keep: Stores a document beside the log and returns its hash.
  func writeLevels(
    to log: any EventWriting, day: Int64, keep: (_ document: [UInt8]) throws -> String
  ) throws {
    let names = try names()
    func act(
      _ command: PlanningDecider.Command, _ id: String, _ person: String, _ role: String,
      _ hours: Int64, _ order: Int
    ) throws {
      try log.perform(
        PlanningDecider.self, command, on: StreamName(PlanningEvent.category, id), expected: nil,
        by: DeedContext(
          actor: Actor(
            person: person, name: names[person] ?? person, role: role,
            organisation: String(person.prefix { $0 != "." })),
          time: SampleDeeds.start.adding(days: day).adding(
            seconds: hours * 3600 + Int64(order) * 60)))
    }
    let objects = try planningObjects()
    for (order, entry) in objects.enumerated() {
      var object = entry.object
      let text = "\(object.title)\n\n\(object.text)\n\n\(Names.label)，仅供演示。\n"
      object.annexes = [
        PlanningAnnex(
          title: "规划文本（合成）", name: "\(entry.id).txt", hash: try keep(Array(text.utf8)))
      ]
      try act(.draft(object), entry.id, "centre.1", "planner", 1, order)
    }
    for (order, entry) in objects.enumerated() where entry.object.level < .unit {
      let note = entry.object.level == .province ? "与下达文件一致（合成）" : "审定（合成）"
      try act(.adopt(note: note), entry.id, "city.1", "reviewer", 6, order)
    }
  }

  public struct SampleLevel: Sendable {
    public var id: String
    public var object: PlanningObject
  }

  /// What a unit is given to reach, in whole m² and 分.
  private struct Aims {
    var farmland = 0.0
    var reclaimed = 0.0
    var built = 0.0
    var cost: Int64 = 0
    var projects: Int64 = 0

    static func + (a: Aims, b: Aims) -> Aims {
      Aims(
        farmland: a.farmland + b.farmland, reclaimed: a.reclaimed + b.reclaimed,
        built: a.built + b.built, cost: a.cost + b.cost, projects: a.projects + b.projects)
    }

    /// Targets with a margin in percent, in multiples of 3 亩 and of a million 元.
    func targets(margin: Double) -> [PlanningObject.Target] {
      // 3 亩 are 2,000 m² exactly, so that sums of targets are targets.
      func goal(_ squareMetres: Double) -> Int64 {
        Int64((squareMetres * (1 - margin / 100) / 2000).rounded(.down)) * 200_000
      }
      func limit(_ squareMetres: Double) -> Int64 {
        Int64((squareMetres * (1 + margin / 100) / 2000).rounded(.up)) * 200_000
      }
      let money = (Double(cost) * (1 + margin / 100) / 1e8).rounded(.up)
      return [
        .init(indicator: .newFarmland, amount: goal(farmland)),
        .init(indicator: .reclaimed, amount: goal(reclaimed)),
        .init(indicator: .builtFarmland, amount: limit(built)),
        .init(indicator: .investment, amount: Int64(money) * 100_000_000),
        .init(indicator: .projects, amount: projects),
      ]
    }
  }

  /// The objects, each after its parent.
  public func planningObjects() throws -> [SampleLevel] {
    let villages = try villageGrounds()
    let cards = projectCards()
    let byMeasure = Dictionary(
      district.measures.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let effects = Dictionary(
      district.ground.map { (Names.project($0.project), $0) }, uniquingKeysWith: { a, _ in a })
    let geos = GEOS()
    func ground(_ codes: [String]) throws -> DrawnGround {
      let whole = try geos.union(villages.filter { codes.contains($0.code) }.map(\.ground))
      return DrawnGround(
        whole.polygons.map { polygon in
          polygon.rings.map { ring in ring.flatMap { [$0.x, $0.y] } }
        })
    }
    // A project belongs to the unit in which most of its ground lies.
    var units: [(town: Int, part: Int, codes: [String])] = []
    for (town, entry) in Names.towns.enumerated() {
      let own = villages.filter { $0.code.hasPrefix(Names.county.code + entry.code) }
        .sorted { ($0.middle, $0.code) < ($1.middle, $1.code) }.map(\.code)
      let half = (own.count + 1) / 2
      units.append((town, 0, Array(own.prefix(half))))
      if own.count > half { units.append((town, 1, Array(own.dropFirst(half)))) }
    }
    var members = [[String]](repeating: [], count: units.count)
    var aims = [Aims](repeating: Aims(), count: units.count)
    for entry in cards {
      var areas = [Area](repeating: .zero, count: units.count)
      for id in entry.card.ground?.measures ?? [] {
        guard let measure = byMeasure[id],
          let unit = units.firstIndex(where: {
            $0.codes.contains(String(measure.villageCode.prefix(12)))
          })
        else { continue }
        areas[unit] += measure.area
      }
      guard let most = areas.indices.max(by: { (areas[$0], $1) < (areas[$1], $0) }) else {
        continue
      }
      members[most].append(entry.id)
      var own = Aims(cost: entry.card.cost.fen, projects: 1)
      if let effect = effects[entry.id] {
        own.farmland = effect.newPaddy.squareMetres
        own.reclaimed = effect.reclaimed
        own.built = effect.built.squareMetres
      }
      aims[most] = aims[most] + own
    }
    let all = aims.reduce(Aims(), +)
    let county = Names.county
    let ofCity = all + all
    var found: [SampleLevel] = [
      SampleLevel(
        id: "SJ-2025",
        object: PlanningObject(
          level: .province, title: "样省全域整治目标任务（合成）", area: String(county.code.prefix(2)),
          targets: (ofCity + ofCity + all).targets(margin: 0),
          text: "由省下达，按市分解；本工作空间只有一个市。")),
      SampleLevel(
        id: "GY-2025",
        object: PlanningObject(
          level: .city, title: "样市全域整治规划纲要（合成）", area: String(county.code.prefix(4)),
          parent: "SJ-2025", targets: ofCity.targets(margin: 0),
          text: "目标按区县下达；本工作空间只有一个区。")),
      SampleLevel(
        id: "XJ-2025",
        object: PlanningObject(
          level: .county, title: "明澜区全域整治规划（合成）", area: county.code, parent: "GY-2025",
          targets: all.targets(margin: 15), text: "以片区为单位落实市级目标，先易后难，分三个阶段实施。",
          ground: try ground(villages.map(\.code)))),
    ]
    for (town, entry) in Names.towns.enumerated() {
      let own = units.indices.filter { units[$0].town == town && !units[$0].codes.isEmpty }
      guard !own.isEmpty else { continue }
      let id = "PQ-\(padded(town + 1, 2))"
      found.append(
        SampleLevel(
          id: id,
          object: PlanningObject(
            level: .district, title: "\(entry.name)片区策划（合成）", area: county.code,
            parent: "XJ-2025",
            targets: own.reduce(Aims()) { $0 + aims[$1] }.targets(margin: 10),
            text: "按乡镇界划定的片区；与按潜力密度提出的建议相比较，可见其跨界取舍。",
            ground: try ground(own.flatMap { units[$0].codes }))))
      for unit in own {
        found.append(
          SampleLevel(
            id: "DY-\(padded(town + 1, 2))-\(units[unit].part + 1)",
            object: PlanningObject(
              level: .unit,
              title: "\(entry.name)\(units[unit].part == 0 ? "西" : "东")单元方案（合成）",
              area: county.code, parent: id,
              // One of them is out of reach, so that the difference is seen.
              targets: aims[unit].targets(margin: found.count == 4 ? -20 : 5),
              projects: members[unit].sorted(), text: "单元内项目同步实施，权属调整先行。",
              ground: try ground(units[unit].codes))))
      }
    }
    return found
  }

  private struct VillageGround {
    var code: String
    var ground: MultiPolygon
    /// The easting of the middle of its box, in metres.
    var middle: Double
  }

  private func villageGrounds() throws -> [VillageGround] {
    guard let layer = district.layer("CJDCQ") else { return [] }
    return zip(layer.features, layer.values("ZLDWDM")).compactMap { feature, code in
      guard let ground = feature.geometry, let box = ground.bounds, let code = code.string else {
        return nil
      }
      return VillageGround(
        code: String(code.prefix(12)), ground: ground, middle: (box.minX + box.maxX) / 2)
    }
  }

  /// The course of approval of some planning objects: the first of each level is compiled and under review.
  ///
  /// - Parameters:
  ///   - definition: gives the process of a name, such as `county-plan`.
  ///   - keep: Stores a document beside the log and returns its hash.
  public func writeLevelCases(
    to log: any EventWriting, definition: (String) throws -> ProcessDefinition,
    calendar: WorkCalendar, keep: (_ document: [UInt8]) throws -> String
  ) throws {
    let names = try names()
    let objects = try planningObjects()
    let courses = PlanningLevel.allCases.compactMap { level in level.process.map { (level, $0) } }
    for (place, (level, process)) in courses.enumerated() {
      guard let entry = objects.first(where: { $0.object.level == level }) else { continue }
      let definition = try definition(process)
      let law = try ProcessLaw(definition, calendar)
      let stream = try StreamName(ProcessEvent.category, "GH-2025-\(padded(place + 1, 4))")
      var minute: Int64 = 0
      func act(
        _ make: (ProcessInstance) throws -> ProcessRequest, _ person: String, _ role: String,
        _ days: Int64
      ) throws {
        minute += 1
        let seen = try log.state(of: stream, ProcessDecider.self).state
        try log.perform(
          ProcessDecider.self, .init(law, try make(seen)), on: stream, expected: nil,
          by: DeedContext(
            actor: Actor(
              person: person, name: names[person] ?? person, role: role,
              organisation: String(person.prefix { $0 != "." })),
            time: SampleDeeds.start.adding(days: 60 + Int64(place) * 10 + days)
              .adding(seconds: minute * 600)))
      }
      guard let first = definition.steps.first,
        let submit = first.acts.first(where: { $0.verb == .submit })
      else { continue }
      try act(
        { _ in .start(subject: entry.id, title: entry.object.title, area: Names.county.code) },
        "centre.1", "planner", 0)
      for paper in first.papers {
        let title = definition.paper(paper)?.title.zh ?? paper
        let text = "\(Names.label)，仅供演示。\n\(entry.object.title)\n\(title)\n"
        let hash = try keep(Array(text.utf8))
        try act(
          { _ in .attach(paper: paper, hash: hash, name: "\(title)（合成）.txt") }, "centre.1",
          "planner", 1)
      }
      for fact in submit.guards {
        var form = ProcessForm(.establish)
        form.fact = fact
        form.value = true
        form.note = "套合分析，无冲突（合成）"
        try act({ try form.request(on: $0) }, "centre.1", "planner", 2)
      }
      var form = ProcessForm(.submit)
      form.note = "报请审查（合成）"
      try act({ try form.request(on: $0) }, "centre.1", "planner", 3)
    }
    try log.update(ProcessBoard.self)
  }
}
