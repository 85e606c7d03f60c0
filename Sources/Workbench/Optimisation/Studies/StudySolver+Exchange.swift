import Certificates
import Classes
import Groundwork
import Optimisation

extension StudySolver {
  /// Farmland for forest or orchards. Basic farmland stays, and so does ground on which a line forbids
  /// farmland.
  func solveExchange(
    _ question: StudyQuestion, _ job: Job, _ progress: @escaping (ChoiceNews) -> Void
  ) throws -> StudyAnswer {
    let ground = try needGround()
    let counterpart = Set(question.counterpart ?? [.forest, .garden]).subtracting([.farmland])
    func isIn(_ patch: StudyGround.Patch) -> Bool {
      patch.use == .farmland || patch.use.map(counterpart.contains) == true
    }
    let (numbers, edges) = ground.part { isIn($0) && $0.slope != nil }
    let patches = numbers.map { ground.patches[$0] }
    let (inside, outside) = try StudySolver.locks(question, known: patches.map(\.id))
    if let id = inside.min() {
      throw Diagnostic(
        code: "study.lock-in",
        Localized(
          zh: "林耕置换只能锁定“不变”，不能锁定“必换”。", en: "An exchange can only lock parcels that stay."),
        feature: id, field: "lock_in")
    }
    let isFarmland = patches.map { $0.use == .farmland }
    let isLocked = patches.map { patch in
      outside.contains(patch.id)
        || (patch.use == .farmland ? patch.isBasic : patch.exclusion != nil)
    }
    let movable = zip(isFarmland, isLocked).filter { !$1 }
    guard movable.contains(where: { $0.0 }), movable.contains(where: { !$0.0 }) else {
      throw Diagnostic(
        code: "optimise.one-class",
        Localized(
          zh: "没有可互换的两类图斑：可换出的耕地（非永久基本农田）\(movable.count { $0.0 }) 个，"
            + "可换入的图斑 \(movable.count { !$0.0 }) 个。",
          en:
            "There are no two classes to exchange: \(movable.count { $0.0 }) parcels of farmland that"
            + " is not basic farmland, \(movable.count { !$0.0 }) of its counterpart."),
        remedy: Localized(zh: "增加置换对象。", en: "Offer more uses."))
    }
    var problem = ExchangeProblem(
      areas: patches.map(\.area.hundredths),
      slopes: patches.map { Int64($0.slope ?? 0) * 1_000_000_000 }, isFarmland: isFarmland,
      isLocked: isLocked, edges: edges, objective: question.objective ?? .slope,
      pairLimit: min(question.pairs ?? 100, patches.count),
      keepsFarmland: question.keepsFarmland ?? true)
    let now = problem.measures(isFarmland)
    if let change = question.contiguityAtLeast, problem.objective != .contiguity {
      problem.leastEdges = now.edges + Int64((change * Double(now.parcels) / 2).rounded(.up))
    }
    if let mu = question.blockAreaAtLeast, problem.objective != .blockArea {
      problem.leastBlockArea = now.blockArea + Int64((mu * 200_000 / 3).rounded(.up))
    }
    problem.leastBlocks = question.blocksAtLeast.map { now.blocks + $0 }
    if let percent = question.slopeAtMost, problem.objective != .slope {
      problem.mostSlope = Int64((now.slope * (1 + percent / 100) * 1e9).rounded(.down))
    }
    let unit = problem.objective.shownUnit
    let plan = try ExchangePlanner(problem).plan(
      question.limits.options, job: job, onProgress: StudySolver.scaled(unit, progress))
    let flips = Set(plan.certificate.flips)
    let items = patches.indices.compactMap { index -> StudyAnswer.Item? in
      if isLocked[index], !flips.contains(index), !outside.contains(patches[index].id) {
        return nil
      }
      let state: StudyAnswer.Item.State =
        !flips.contains(index) ? .offered : isFarmland[index] ? .leaving : .entering
      return .init(id: patches[index].id, state: state, patch: numbers[index])
    }
    return StudyAnswer(
      question: question, plan: .exchange(plan, ids: patches.map(\.id)), items: items,
      notes: exchangeNotes(patches, ground.patches.count { isIn($0) && $0.slope == nil }),
      unit: problem.objective.unitName)
  }

  private func exchangeNotes(_ patches: [StudyGround.Patch], _ without: Int) -> [Localized] {
    let estimated = patches.count { $0.isEstimated }
    let basic = patches.count { $0.use == .farmland && $0.isBasic }
    var notes: [Localized] = []
    if basic > 0 {
      notes.append(
        Localized(
          zh: "永久基本农田 \(basic) 个图斑保持不变。",
          en: "\(basic) parcels of basic farmland stay as they are."))
    }
    return notes + StudySolver.slopeNotes(estimated: estimated, without: without)
  }

  /// What people must know of slope classes that the survey does not have.
  static func slopeNotes(estimated: Int, without: Int) -> [Localized] {
    var notes: [Localized] = []
    if estimated > 0 {
      notes.append(
        Localized(
          zh: "\(estimated) 个图斑没有坡度级，按相邻耕地中最陡的一级估计；实施前须实测。",
          en:
            "\(estimated) parcels have no slope class and take the steepest of the farmland beside"
            + " them; measure them before works begin."))
    }
    if without > 0 {
      notes.append(
        Localized(
          zh: "\(without) 个图斑没有坡度级，也没有相邻耕地可参照，不参与。",
          en: "\(without) parcels have no slope class and no farmland beside them, so they are left"
            + " out."))
    }
    return notes
  }
}
