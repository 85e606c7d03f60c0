import Classes
import Geometry
import Groundwork
import Planning

/// The patches that one task selects, on their way through its rules.
struct TaskSelection {
  private let task: PotentialTask
  private let ground: PotentialGround
  private let judge: ConditionJudge
  /// The patch of each entry.
  private(set) var patches: [Int] = []
  private(set) var entries: [PotentialEntry] = []
  /// The patches that count as gaps.
  private(set) var undecided: Set<Int> = []
  private(set) var gaps: [PotentialGap] = []

  init(_ task: PotentialTask, _ ground: PotentialGround, _ judge: ConditionJudge) throws {
    self.task = task
    self.ground = ground
    self.judge = judge
    var open: [String: PotentialGap] = [:]
    for (number, patch) in ground.patches.enumerated() {
      guard let source = try source(of: number, patch, &open) else { continue }
      patches.append(number)
      entries.append(
        PotentialEntry(
          number: "", task: task.id, patch: patch.id, source: source.id,
          landClass: patch.landClass, use: patch.use, village: patch.village,
          villageName: patch.villageName, area: patch.area, course: [], net: patch.area,
          exclusion: nil, theoretical: .zero, values: [], score: nil))
    }
    gaps = open.values.sorted { ($0.source, $0.missing) < ($1.source, $1.missing) }
  }

  /// The first source that selects a patch. Where only unknown values stand in the way, the patch is
  /// no candidate and counts as a gap of each such source.
  private mutating func source(
    of number: Int, _ patch: SurveyedPatch, _ open: inout [String: PotentialGap]
  ) throws -> PotentialTask.Source? {
    var unknown: [(PotentialTask.Source, String, Localized)] = []
    for source in task.sources {
      if !source.uses.isEmpty, !(patch.use.map(source.uses.contains) ?? false) { continue }
      let (answer, condition) = try judge.answer(all: source.conditions, number)
      switch answer {
      case .yes: return source
      case .no: continue
      case .unknown(let name):
        unknown.append((source, name, condition?.suppliedBy ?? Localized("")))
      }
    }
    if !unknown.isEmpty { undecided.insert(number) }
    for (source, name, supplier) in unknown {
      let key = "\(source.id) \(name)"
      var gap =
        open[key]
        ?? PotentialGap(
          task: task.id, source: source.id, missing: name, suppliedBy: supplier, patches: 0,
          area: .zero)
      gap.patches += 1
      gap.area += patch.area
      open[key] = gap
    }
    return nil
  }

  /// Applies the exclusions in the order of the task.
  mutating func exclude(_ covers: LineCovers, _ job: Job) throws {
    let (task, ground, judge, patches, all) = (task, ground, judge, patches, entries)
    entries = try job.map(entries.count) { place in
      var entry = all[place]
      var course = Course(covers, patches[place], ground.patches[patches[place]])
      for exclusion in task.exclusions where !course.isOver {
        try course.apply(exclusion, judge)
      }
      entry.course = course.steps
      entry.exclusion = course.exclusion
      entry.net = course.exclusion == nil ? course.left : .zero
      let yield = task.sources.first { $0.id == entry.source }?.yield ?? task.levels.yield
      entry.theoretical = yield.value.of(entry.net)
      return entry
    }
  }

  /// Works out what the candidates yield besides ground.
  mutating func addBenefits(_ register: PotentialRegister?) {
    guard let benefits = task.benefits, !benefits.isEmpty else { return }
    let floors = Dictionary(
      (register?.floorSpace ?? []).map { ($0.patch, $0.area) }, uniquingKeysWith: { a, _ in a })
    for place in entries.indices where entries[place].isCandidate {
      let (entry, patch) = (entries[place], patches[place])
      entries[place].benefits = benefits.map { benefit in
        PotentialEntry.Value(
          indicator: benefit.id,
          thousandths: benefit.thousandths(
            entry, text: { judge.text($0, patch) }, floor: floors[entry.patch]))
      }
    }
  }

  // MARK: Ranking

  /// Scores the candidates by the task's indicators.
  mutating func rank(_ job: Job) throws {
    let candidates = entries.indices.filter { entries[$0].isCandidate }
    var columns: [[Int64?]] = []
    for indicator in task.ranking {
      try job.cancellation.check()
      columns.append(values(indicator.measure, candidates))
    }
    for (row, place) in candidates.enumerated() {
      entries[place].values = task.ranking.indices.map {
        PotentialEntry.Value(indicator: task.ranking[$0].id, thousandths: columns[$0][row])
      }
    }
    let scales = columns.map { column -> (Int64, Int64)? in
      let known = column.compactMap(\.self)
      guard let least = known.min(), let most = known.max() else { return nil }
      return (least, most)
    }
    for place in candidates {
      var sum = 0.0
      var weights = 0.0
      for (number, value) in entries[place].values.enumerated() {
        guard let value = value.thousandths, let (least, most) = scales[number] else { continue }
        let indicator = task.ranking[number]
        let share = most > least ? Double(value - least) / Double(most - least) : 0.5
        sum += indicator.weight.value * (indicator.isBetterWhenMore ? share : 1 - share)
        weights += indicator.weight.value
      }
      entries[place].score =
        weights > 0 ? Int((sum / weights * 1000).rounded(.toNearestOrAwayFromZero)) : nil
    }
  }

  private func values(
    _ measure: PotentialTask.Indicator.Measure, _ candidates: [Int]
  ) -> [Int64?] {
    switch measure {
    case .area: candidates.map { entries[$0].net.hundredths * 10 }
    case .compactness:
      candidates.map { place -> Int64? in
        let shape = PatchShape(ground.patches[patches[place]].geometry, area: nil)
        guard shape.perimeter > 0 else { return nil }
        let ratio = 4 * Double.pi * shape.planar.squareMetres / (shape.metres * shape.metres)
        return Int64((ratio * 1000).rounded(.toNearestOrAwayFromZero))
      }
    case .field(let name):
      candidates.map { place in
        judge.number(name, patches[place]).flatMap { number in
          abs(number) < 1e12 ? Int64((number * 1000).rounded(.toNearestOrAwayFromZero)) : nil
        }
      }
    case .farmlandBeside(let metres): beside(candidates, gap: Double(metres))
    }
  }

  /// The area of the fields near each candidate, in thousandths of a m².
  private func beside(_ candidates: [Int], gap: Double) -> [Int64?] {
    var members = ground.patches.indices.filter { ground.patches[$0].use == .farmland }
    var position = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1, $0) })
    let fields = members.count
    for place in candidates where position[patches[place]] == nil {
      position[patches[place]] = members.count
      members.append(patches[place])
    }
    var sums = [Area](repeating: .zero, count: members.count)
    let links = ContiguousGround.links(
      of: members.map { ground.patches[$0].geometry }, parted: [], gap: gap)
    for link in links {
      if link.a < fields { sums[link.b] += ground.patches[members[link.a]].area }
      if link.b < fields { sums[link.a] += ground.patches[members[link.b]].area }
    }
    return candidates.map { place in
      position[patches[place]].map { sums[$0].hundredths * 10 }
    }
  }
}

/// The course of one patch through the exclusions.
private struct Course {
  private let patch: Int
  private let area: Area
  private let planar: Double
  private var cutter: LineCovers.Cutter
  private let covers: LineCovers
  private(set) var left: Area
  private(set) var steps: [PotentialEntry.Step] = []
  private(set) var exclusion: String?

  var isOver: Bool { exclusion != nil }

  init(_ covers: LineCovers, _ patch: Int, _ surveyed: SurveyedPatch) {
    self.covers = covers
    self.patch = patch
    area = surveyed.area
    left = surveyed.area
    planar = surveyed.geometry.planarSquareMetres
    cutter = LineCovers.Cutter(covers, patch)
  }

  mutating func apply(_ rule: PotentialTask.Exclusion, _ judge: ConditionJudge) throws {
    switch rule.test {
    case .line(let role, _):
      guard covers.knows(role) else {
        return steps.append(.init(rule: rule.id, outcome: .unchecked, area: nil, seen: role))
      }
      let taken = try cutter.cut(role)
      guard taken > Sliver.area, planar > 0 else { return }
      let exact = area.squareMetres * min(1, taken / planar)
      let cut = min(left, Area(roundingSquareMetres: exact) ?? left)
      left = left - cut
      // What remains of a patch that a line fills is rounding.
      if left.squareMetres > Sliver.area {
        steps.append(.init(rule: rule.id, outcome: .cut, area: cut, seen: nil))
      } else {
        end(rule, cut + left, nil)
      }
    case .condition(let condition):
      switch try judge.answer(condition, patch) {
      case .yes(let seen): end(rule, left, seen)
      case .no: break
      case .unknown(let name):
        steps.append(.init(rule: rule.id, outcome: .unchecked, area: nil, seen: name))
      }
    case .smallerThan(let least):
      if left < least { end(rule, left, nil) }
    }
  }

  private mutating func end(_ rule: PotentialTask.Exclusion, _ taken: Area, _ seen: String?) {
    steps.append(.init(rule: rule.id, outcome: .excluded, area: taken, seen: seen))
    exclusion = rule.id
    left = .zero
  }
}
