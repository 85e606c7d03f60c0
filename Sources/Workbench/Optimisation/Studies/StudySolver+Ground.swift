import Certificates
import Classes
import Groundwork
import Optimisation
import Programme

extension StudySolver {
  /// Ground in blocks of a least size, as flat, as good or as little as possible.
  func solveGround(
    _ question: StudyQuestion, _ job: Job, _ progress: @escaping (ChoiceNews) -> Void
  ) throws -> StudyAnswer {
    let ground = try needGround()
    let uses = Set(question.uses ?? [.farmland])
    let cost = question.cost ?? .slope
    func value(_ patch: StudyGround.Patch) -> Int? {
      switch cost {
      case .slope: patch.slope
      case .grade: patch.grade
      case .area: 1
      }
    }
    func isIn(_ patch: StudyGround.Patch) -> Bool { patch.use.map(uses.contains) == true }
    let (numbers, edges) = ground.blocks { isIn($0) && value($0) != nil }
    let patches = numbers.map { ground.patches[$0] }
    let (inside, outside) = try StudySolver.locks(question, known: patches.map(\.id))
    let all = patches.map(\.area).total()
    let least =
      question.areaMu.map { Int64(($0 * 200_000 / 3).rounded()) }
      ?? Int64(Double(all.hundredths) * (question.areaPercent ?? 20) / 100)
    let problem = GroundProblem(
      areas: patches.map(\.area.hundredths),
      costs: patches.map { $0.area.hundredths * Int64(value($0) ?? 0) * 1_000 },
      locks: patches.map {
        inside.contains($0.id) ? .chosen : outside.contains($0.id) ? .excluded : .free
      }, edges: edges, leastArea: least,
      leastBlock: Int64(((question.blockMu ?? 100) * 200_000 / 3).rounded()))
    let plan = try GroundPlanner(problem, ids: patches.map(\.id)).plan(
      question.limits.options, job: job,
      onProgress: StudySolver.scaled(ChoiceGround.unitsPerSquareMetre * 2_000 / 3, progress))
    let chosen = Set(plan.certificate.chosen)
    let items = patches.indices.map { index in
      StudyAnswer.Item(
        id: patches[index].id, state: chosen.contains(index) ? .chosen : .offered,
        patch: numbers[index])
    }
    let without = ground.patches.count { isIn($0) && value($0) == nil }
    let gap = ground.settings.gap.value
    var notes = [
      Localized(
        zh: "相距不超过 \(gap) 米、中间没有道路和建筑阻隔的图斑算连片（同结构诊断）。",
        en:
          "Parcels are contiguous over gaps of up to \(gap) m that nothing parts, as in the diagnosis."
      )
    ]
    if cost == .slope {
      notes += StudySolver.slopeNotes(
        estimated: patches.count { $0.isEstimated }, without: without)
    } else if without > 0 {
      notes.append(
        Localized(
          zh: "\(without) 个图斑没有等别，不参与。",
          en: "\(without) parcels have no grade, so they are left out."))
    }
    let name: Localized =
      switch cost {
      case .slope: Localized(zh: "亩 × 坡度级", en: "mu × slope class")
      case .grade: Localized(zh: "亩 × 等别", en: "mu × grade")
      case .area: Localized(zh: "亩", en: "mu")
      }
    return StudyAnswer(
      question: question, plan: .ground(plan, ids: patches.map(\.id)), items: items,
      notes: notes, unit: name)
  }
}
