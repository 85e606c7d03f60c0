import Certificates
import Classes
import Flow
import Geometry
import Governance
import Groundwork
import Optimisation
import Planning
import Policy
import Survey

/// The choices of an answer as measures of a plan.
struct StudyMeasures {
  private(set) var plan: ConsolidationPlan
  /// The items of the answer that each measure stands for: one parcel, or the projects that have it.
  private(set) var items: [[String]] = []
  /// The number of each measure by its id.
  private(set) var places: [String: Int] = [:]
  private var states: [StudyAnswer.Item.State] = []
  private let answer: StudyAnswer
  /// In 0.01 m², as the library of projects has it, of the chosen projects whose measures were all laid.
  private let projectAreas: [String: Area]

  init(
    _ answer: StudyAnswer, _ ground: StudyGround?, _ court: StudyCourt,
    projectAreas: [String: Area]
  ) {
    self.answer = answer
    self.projectAreas = projectAreas
    let name = answer.question.kind.title.zh
    var stated: ConsolidationPlan.Stated = [.ridgeShare]
    if answer.question.kind == .adjustment { stated.insert(.pbfChange) }
    plan = ConsolidationPlan(
      name: name, measures: [], stated: court.projects?.plan.stated ?? stated,
      side: FlowSide(name: name))
    if case .portfolio(let portfolio) = answer.plan {
      addProjects(portfolio.certificate, court)
    } else if let ground {
      addParcels(ground, court)
    }
  }

  private mutating func append(
    _ drawing: MeasureDrawing, _ items: [String], _ state: StudyAnswer.Item.State
  ) {
    var drawing = drawing
    drawing.fid = Int64(self.items.count + 1)
    if places[drawing.measure.id] == nil { places[drawing.measure.id] = self.items.count }
    self.items.append(items)
    states.append(state)
    plan.append(drawing)
  }

  // MARK: Projects

  /// The measures of the chosen projects, in the stage of the year in which their project begins.
  private mutating func addProjects(_ certificate: PortfolioCertificate, _ court: StudyCourt) {
    guard let known = court.projects else { return }
    for (number, owners) in known.owners.enumerated() {
      let chosen = owners.filter { certificate.starts[$0] != nil }
      guard let start = chosen.compactMap({ certificate.starts[$0] }).min() else { continue }
      var drawing = known.plan.drawing(of: number)
      drawing.measure.stage = start - certificate.problem.firstYear + 1
      append(drawing, chosen, .chosen)
    }
  }

  // MARK: Parcels

  private mutating func addParcels(_ ground: StudyGround, _ court: StudyCourt) {
    let moved = answer.items.compactMap { item -> (StudyAnswer.Item, StudyGround.Patch, Int)? in
      guard item.state != .offered, item.state != .joined, let number = item.patch,
        let place = court.places[ground.patches[number].fid]
      else { return nil }
      return (item, ground.patches[number], place)
    }
    let target = Target(answer, ground, court)
    let prices = Dictionary(
      (answer.question.prices ?? StudySolver.corridorPrices).map { ($0.use, $0.price) },
      uniquingKeysWith: { first, _ in first })
    for (item, patch, place) in moved {
      let now = court.side.classes[Int(court.side.classOf[place])]
      let flowClass = target.flowClass(item.state, now)
      var measure = Measure(id: patch.id)
      measure.element = StudyMeasures.element(flowClass).rawValue
      let stated = court.ground.base[place]
      if flowClass.use == .farmland {
        // Farmland that is made promises no more than the worst that leaves.
        measure.ridgeShare = now.use == .farmland ? stated.ridgeShare : target.ridgeShare
        measure.slopeClass = now.use == .farmland ? stated.slopeClass : patch.slope
        measure.grade = now.use == .farmland ? stated.grade : target.grade
      } else {
        measure.ridgeShare = 0
      }
      switch (answer.question.kind, item.state) {
      case (.adjustment, .leaving): measure.pbfChange = .out
      case (.adjustment, .entering): measure.pbfChange = .in
      case (.corridor, _):
        measure.cost = patch.use.flatMap { prices[$0] }.map {
          Money(fen: Int64((patch.area.mu * $0 * 100).rounded()))
        }
      default: break
      }
      append(
        MeasureDrawing(
          measure: measure, fid: 0, flowClass: flowClass,
          geometry: court.side.polygons.multiPolygon(of: place), area: court.side.areas[place]),
        [item.id], item.state)
    }
  }

  /// What the ground of an answer becomes.
  private struct Target {
    let kind: StudyQuestion.Kind
    /// The class with the most ground among what leaves, enters, and is joined.
    private var common: [StudyAnswer.Item.State: FlowClass] = [:]
    /// The most ridges, and the worst grade, among the farmland that leaves.
    private(set) var ridgeShare: Double?
    private(set) var grade: Int?

    init(_ answer: StudyAnswer, _ ground: StudyGround, _ court: StudyCourt) {
      kind = answer.question.kind
      var sums: [StudyAnswer.Item.State: [Int32: Int64]] = [:]
      for item in answer.items where item.state != .offered {
        guard let number = item.patch, let place = court.places[ground.patches[number].fid] else {
          continue
        }
        let area = court.side.areas[place].hundredths
        sums[item.state, default: [:]][court.side.classOf[place], default: 0] += area
        if item.state == .leaving {
          let stated = court.ground.base[place]
          if let share = stated.ridgeShare { ridgeShare = max(ridgeShare ?? 0, share) }
          if let worst = stated.grade { grade = max(grade ?? 0, worst) }
        }
      }
      for (state, areas) in sums {
        let largest = areas.max { ($0.value, $1.key) < ($1.value, $0.key) }
        common[state] = largest.map { court.side.classes[Int($0.key)] }
      }
    }

    func flowClass(_ state: StudyAnswer.Item.State, _ now: FlowClass) -> FlowClass {
      switch (kind, state) {
      case (.exchange, .entering): common[.leaving] ?? now
      case (.exchange, .leaving): common[.entering] ?? now
      case (.corridor, .chosen):
        StudyMeasures.staysInCorridor(now.use) ? now : common[.joined] ?? now
      default: now
      }
    }
  }

  /// Whether ground of a use keeps its class in a corridor: water is mended along its banks, and roads are
  /// crossed.
  private static func staysInCorridor(_ use: LandUse?) -> Bool {
    switch use {
    case .river?, .lake?, .reservoir?, .pond?, .ditch?, .transport?, .ruralRoad?: true
    default: false
    }
  }

  /// The element of “5+X” that a measure belongs to.
  private static func element(_ flowClass: FlowClass) -> PlanElement {
    switch flowClass.use {
    case .farmland?, .garden?: .farmland
    case .forest?, .grassland?, .woodedWetland?, .grassWetland?, .openWetland?, .river?, .lake?:
      .ecology
    case .industry?, .storage?: .industry
    default: .farmland
    }
  }

  // MARK: Two ways to one number

  /// The figures of the certificate beside those of the ledger. Parcels are laid whole, so that they agree
  /// to 0.01 m²; the measures of projects share patches, whose pieces the ledgers of two plans may round
  /// differently by 0.01 m² each.
  func agreements(_ ledger: StudyLedger, _ court: StudyCourt) -> [StudyTrial.Agreement] {
    func laid(_ state: StudyAnswer.Item.State) -> [Int] {
      states.indices.filter { states[$0] == state }
    }
    switch answer.plan {
    case .exchange(let plan, _):
      let problem = plan.certificate.problem
      func flipped(_ isFarmland: Bool) -> Int64 {
        plan.certificate.flips.reduce(0) {
          problem.isFarmland[$1] == isFarmland ? $0 + problem.areas[$1] : $0
        }
      }
      return [
        .init(
          "换出耕地", "farmland that leaves", flipped(true),
          StudyLedger.sum(ledger.taken, laid(.leaving))),
        .init(
          "换入耕地", "farmland that is made", flipped(false),
          StudyLedger.sum(ledger.made, laid(.entering))),
      ]
    case .ground(let plan, _):
      let area = plan.certificate.problem.area(of: plan.certificate.chosen)
      return [.init("入选面积", "area chosen", area, ledger.areas.reduce(0, +))]
    case .corridor(let plan, _, let area, _):
      return [
        .init("廊道占用面积", "area taken", area.hundredths, ledger.areas.reduce(0, +)),
        .init("廊道费用", "cost of the corridor", plan.certificate.value, statedCost, in: .money),
      ]
    case .adjustment(let plan):
      let problem = plan.certificate.problem
      func moved(_ state: AdjustmentProblem.State) -> Int64 {
        plan.certificate.moved.reduce(0) {
          problem.parcels[$1].state == state ? $0 + problem.parcels[$1].area : $0
        }
      }
      return [
        .init(
          "调出永久基本农田", "basic farmland that leaves", moved(.leaving),
          StudyLedger.sum(ledger.areas, laid(.leaving))),
        .init(
          "调入永久基本农田", "basic farmland that enters", moved(.entering),
          StudyLedger.sum(ledger.areas, laid(.entering))),
      ]
    case .portfolio(let portfolio):
      return projectAgreements(Set(portfolio.certificate.starts.keys), ledger, court)
    }
  }

  /// The cost that the measures state.
  private var statedCost: Int64 { plan.measures.reduce(0) { $0 + ($1.cost?.fen ?? 0) } }

  private func projectAgreements(
    _ chosen: Set<String>, _ ledger: StudyLedger, _ court: StudyCourt
  ) -> [StudyTrial.Agreement] {
    let known = chosen.filter {
      projectAreas[$0] != nil && court.projects?.without.contains($0) == false
    }
    // Without a stored ledger of their plan, the library has no area to compare with.
    guard !known.isEmpty else { return [] }
    var sum: Int64 = 0
    var pieces: Int64 = 0
    for (place, ids) in items.enumerated() {
      for id in ids where known.contains(id) {
        sum += ledger.areas[place]
        pieces += 1
      }
    }
    let stated = known.reduce(Int64(0)) { $0 + (projectAreas[$1]?.hundredths ?? 0) }
    return [
      .init("入选项目的整治面积", "area of the chosen projects", stated, sum, within: pieces)
    ]
  }
}
