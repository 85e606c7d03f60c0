import Certificates
import Classes
import Groundwork
import Optimisation

extension StudySolver {
  /// What is not fit leaves the basic farmland as far as the caps allow; as little as possible enters.
  ///
  /// Basic farmland is not fit where it is no farmland, is too steep, or lies inside the urban boundary.
  /// Farmland may enter that is outside that boundary, outside the red lines, and not steep itself.
  func solveAdjustment(
    _ question: StudyQuestion, _ job: Job, _ progress: @escaping (ChoiceNews) -> Void
  ) throws -> StudyAnswer {
    let ground = try needGround()
    guard ground.hasBasicFarmland else {
      throw Diagnostic(
        code: "study.no-basic-farmland",
        Localized(
          zh: "工作空间中没有永久基本农田图层，或它与现状图斑不重合。",
          en: "The workspace has no layer of basic farmland, or none that covers patches."),
        remedy: Localized(
          zh: "导入永久基本农田图层（角色 pbf）。", en: "Import a layer with the role pbf."))
    }
    let steep = question.unfitSlope ?? 4
    let forced = Set(question.lockIn ?? [])
    func isUnfit(_ patch: StudyGround.Patch) -> Bool {
      patch.use != .farmland || patch.isUrban || (patch.slope ?? 1) >= steep
        || forced.contains(patch.id)
    }
    func mayEnter(_ patch: StudyGround.Patch) -> Bool {
      patch.use == .farmland && !patch.isUrban && patch.exclusion == nil
        && patch.slope.map { $0 < steep } == true && patch.grade != nil
    }
    let (numbers, edges) = ground.part { $0.isBasic || mayEnter($0) }
    let patches = numbers.map { ground.patches[$0] }
    let (inside, outside) = try StudySolver.locks(question, known: patches.map(\.id))
    let parcels = patches.map { patch -> AdjustmentProblem.Parcel in
      .init(
        id: patch.id, town: patch.town, area: patch.area.hundredths, grade: patch.grade,
        state: !patch.isBasic ? .entering : isUnfit(patch) ? .leaving : .kept,
        lock: inside.contains(patch.id)
          ? .chosen : outside.contains(patch.id) ? .excluded : .free)
    }
    guard parcels.contains(where: { $0.state == .leaving }) else {
      throw Diagnostic(
        code: "study.nothing-leaves",
        Localized(
          zh: "没有需要调出的永久基本农田：都是耕地，坡度级低于 \(steep)，且在城镇开发边界外。",
          en:
            "No basic farmland needs to leave: all is farmland below slope class \(steep) outside the"
            + " urban boundary."),
        remedy: Localized(
          zh: "降低坡度级界线，或在地图上点选图斑锁定调出。", en: "Lower the slope class, or lock parcels in to leave."))
    }
    let problem = AdjustmentProblem(
      parcels: parcels, edges: edges,
      leavingCap: question.capPercent.map { Int64(($0 * 10).rounded()) },
      keepsTowns: question.keepsTowns ?? false, keepsQuality: question.keepsQuality ?? true,
      keepsContiguity: question.keepsContiguity ?? true)
    let plan = try AdjustmentPlan(
      problem, question.limits.options, job: job,
      onProgress: StudySolver.scaled(200_000.0 / 3, progress))
    let moved = plan.certificate.moved
    let items = parcels.indices.compactMap { index -> StudyAnswer.Item? in
      let parcel = parcels[index]
      if parcel.state == .kept { return nil }
      let state: StudyAnswer.Item.State =
        !moved.contains(index) ? .offered : parcel.state == .leaving ? .leaving : .entering
      return .init(id: parcel.id, state: state, patch: numbers[index])
    }
    let unknown = parcels.count { $0.state != .entering && $0.grade == nil }
    var notes = [
      Localized(
        zh: "按现状图斑整块调整；至少一半在永久基本农田内的图斑计为永农。",
        en:
          "Whole parcels move; a parcel counts as basic farmland if at least half of it is inside.")
    ]
    if unknown > 0 {
      notes.append(
        Localized(
          zh: "永农内 \(unknown) 个图斑没有等别，按最差等别计。",
          en: "\(unknown) parcels of basic farmland have no grade and count as the worst."))
    }
    return StudyAnswer(
      question: question, plan: .adjustment(plan), items: items, notes: notes,
      unit: Localized(zh: "亩（调入面积 − 10 × 不适宜调出面积）", en: "mu (entering − 10 × unfit that leaves)"))
  }
}
