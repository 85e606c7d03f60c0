import EventLog
import Flow
import Governance
import Groundwork
import Overlay
import Planning
import Policy
import Records
import Storage

/// What answers are laid on and judged by: a survey epoch with what the rules ask of it, and the rules in
/// force.
public struct StudyCourt: Sendable {
  /// What a court was made from; it stays valid while these stay the same.
  struct Stamp: Sendable, Hashable {
    var layers: [LayerRecord]
    var epoch: String
    var date: CalendarDate
    var quotaDeeds: Int
    var projects: [String: ProjectCard.Ground]
  }

  let stamp: Stamp
  let base: LayerRecord
  /// The epoch's patches, over which the measures are laid.
  let side: FlowSide
  let ground: PlanGround
  let density: (any ArealDensity)?
  let book: RuleBook
  let date: CalendarDate
  let registers: [Register]
  let confirmations: [Confirmation]
  /// The measures of the projects of the library; `nil` for questions on ground.
  let projects: ProjectMeasures?
  /// The verdicts on the epoch as it is, without any measure, by ``key(_:)``.
  private(set) var before: [String: PartVerdict] = [:]

  /// The place of each patch of the epoch, by its number in the layer.
  private(set) var places: [Int64: Int] = [:]

  init(
    stamp: Stamp, base: LayerRecord, side: FlowSide, ground: PlanGround,
    density: (any ArealDensity)?, book: RuleBook, registers: [Register],
    confirmations: [Confirmation], projects: ProjectMeasures?, job: Job
  ) throws {
    self.stamp = stamp
    self.base = base
    self.side = side
    self.ground = ground
    self.density = density
    self.book = book
    date = stamp.date
    self.registers = registers
    self.confirmations = confirmations
    self.projects = projects
    for (place, fid) in side.fids.enumerated() { places[fid] = place }
    let empty = ConsolidationPlan(
      name: stamp.epoch, measures: [], stated: [.pbfChange, .ridgeShare],
      side: FlowSide(name: stamp.epoch))
    let draft = try PlanDraft(empty, over: side, density: density, mayBeEmpty: true, job: job)
    let untouched = try evaluation(of: draft.state, empty, witnesses: 0, job)
    before = Dictionary(
      untouched.verdicts.map { (StudyCourt.key($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether two courts were made from the same workspace and rules.
  public func isSame(as other: StudyCourt) -> Bool { stamp == other.stamp }

  static func key(_ verdict: PartVerdict) -> String {
    "\(verdict.pack ?? "") \(verdict.reference)"
  }

  /// Judges a laid plan by every rule in force.
  func evaluation(
    of state: PlannedState, _ plan: ConsolidationPlan, witnesses: Int, _ job: Job
  ) throws -> Evaluation {
    var facts = try PlanFacts.make(
      state, plan: plan, ground: ground, catalogue: book.catalogue, job: job)
    try facts.facts.set("as_of", .date(date))
    try facts.facts.add(registers)
    facts.facts.setOrigin("plan \(plan.name), base \(stamp.epoch)")
    let place = ground.townshipFacts.first.map { String($0.code.prefix(6)) } ?? ""
    return try RuleEngine.evaluate(
      book.packs, facts.facts, on: date, scope: place, confirmations: confirmations,
      witnessLimit: witnesses, job: job)
  }
}

/// The measures of the projects of the library, of all plans on one base epoch.
struct ProjectMeasures: Sendable {
  /// With numbers of its own.
  var plan: ConsolidationPlan
  /// The projects that have each measure.
  var owners: [[String]]
  /// Projects whose plan stands on another epoch, is not there any more, or lacks a measure that the
  /// project names.
  var without: Set<String>
}

extension Workbench {
  /// What the answers of a question are laid on and judged by.
  ///
  /// - Parameter known: a court from before, which is kept where it is still valid.
  /// - Throws: as reading the epoch and the registers; `study.no-measures` for a portfolio of projects
  ///   without measures.
  public func studyCourt(
    _ question: StudyQuestion, known: [StudyCourt] = [], book: @autoclosure () throws -> RuleBook,
    on date: CalendarDate
  ) throws -> StudyCourt {
    let isPortfolio = question.kind == .portfolio
    let cards = try isPortfolio ? grounds() : [:]
    let epoch = try isPortfolio ? projectBase(cards) : question.epoch ?? baseEpoch()
    let stamp = StudyCourt.Stamp(
      layers: try workspace.layers(), epoch: epoch, date: date,
      quotaDeeds: try quotaDeeds().count, projects: cards)
    if let same = known.first(where: { $0.stamp == stamp }) { return same }
    let base = try survey(epoch)
    let rules = try book()
    let registers = [try quotaRegister(rules.catalogue, beside: [])].compactMap(\.self)
    return try StudyCourt(
      stamp: stamp, base: base, side: records.side(base, named: epoch, area: .official),
      ground: records.ground(base: base), density: meter().density(.official), book: rules,
      registers: registers, confirmations: keptConfirmations(),
      projects: isPortfolio ? projectMeasures(cards, base: epoch) : nil, job: job)
  }

  /// The measures that each project names.
  private func grounds() throws -> [String: ProjectCard.Ground] {
    let library = ProjectLibrary(try projects())
    return library.active.reduce(into: [:]) { $0[$1] = library[$1]?.ground }
  }

  /// The base epoch of a plan.
  private func planBase(_ name: String) throws -> String {
    let stream = try Workbench.drawingStream(name)
    let drawing = DrawingDecider.fold(
      try workspace.readEvents { try $0.deeds(of: stream, as: DrawingEvent.self) })
    if drawing.isBegun { return drawing.base }
    return try lastEvaluation(of: name)?.base ?? baseEpoch()
  }

  /// The base epoch of most of the plans whose measures the projects name.
  private func projectBase(_ cards: [String: ProjectCard.Ground]) throws -> String {
    let named = Set(cards.values.map(\.plan)).sorted()
    let there = try named.filter { try workspace.layer(role: .plan, plan: $0) != nil }
    guard !there.isEmpty else {
      throw Diagnostic(
        code: "study.no-measures",
        Localized(
          zh: "项目没有关联整治图斑，没有可以套合的方案。",
          en: "The projects name no measures of a plan, so there is no plan to lay."),
        remedy: Localized(zh: "在“项目库”中为项目选整治图斑。", en: "Name measures on the cards of the projects.")
      )
    }
    var counts: [String: Int] = [:]
    for name in there {
      let base = try planBase(name)
      counts[base, default: 0] += cards.values.count { $0.plan == name }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
  }

  private func projectMeasures(
    _ cards: [String: ProjectCard.Ground], base epoch: String
  ) throws -> ProjectMeasures {
    var found = ProjectMeasures(
      plan: ConsolidationPlan(
        name: "projects", measures: [], stated: [], side: FlowSide(name: "projects")),
      owners: [], without: [])
    var stated: ConsolidationPlan.Stated?
    for name in Set(cards.values.map(\.plan)).sorted() {
      let members = cards.filter { $0.value.plan == name }
      guard try workspace.layer(role: .plan, plan: name) != nil, try planBase(name) == epoch else {
        found.without.formUnion(members.keys)
        continue
      }
      var owners: [String: [String]] = [:]
      for (id, card) in members {
        for measure in card.measures { owners[measure, default: []].append(id) }
      }
      let plan = try consolidationPlan(name, area: .official)
      stated = stated.map { $0.intersection(plan.stated) } ?? plan.stated
      let known = Set(plan.side.ids)
      for (id, card) in members where !card.measures.allSatisfy(known.contains) {
        found.without.insert(id)
      }
      for number in plan.measures.indices {
        guard let ids = owners[plan.side.ids[number]] else { continue }
        var drawing = plan.drawing(of: number)
        drawing.fid = Int64(found.owners.count + 1)
        found.plan.append(drawing)
        found.owners.append(ids.sorted())
      }
    }
    found.plan.stated = stated ?? []
    return found
  }
}
