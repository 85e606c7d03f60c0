import Classes
import Foundation
import Geometry
import Groundwork
import Overlay
import Planning

/// One run of the potential survey (整治潜力调查) on one epoch.
public struct PotentialSurvey: Sendable {
  /// By task in the order of the rules, then by patch in the order of the layer.
  public var entries: [PotentialEntry]
  public var gaps: [PotentialGap]
  public var villages: [VillageEstimate]
  public var evaluation: IndustryEvaluation?
  /// `nil` where no office issued polygons.
  public var guides: GuideComparison?
  /// Answers later why a patch is no longer selected.
  let judge: ConditionJudge

  /// - Throws: ``Groundwork/Cancelled``, ``Geometry/GEOSError``.
  /// - Complexity: O(n log n) for each task, and an overlay of the selected patches with each line.
  public init(
    _ ground: PotentialGround, _ rules: PotentialRules, _ register: PotentialRegister? = nil,
    job: Job = Job()
  ) throws {
    evaluation = rules.evaluation.map { IndustryEvaluation(register, $0) }
    villages = rules.villages.map { VillageEstimate.all(ground, register, $0) } ?? []
    entries = []
    gaps = []
    let covers = try LineCovers(ground, rules, job)
    judge = ConditionJudge(ground, covers, evaluation)
    job.progress.begin(Localized(zh: "潜力调查", en: "potential survey"), total: rules.tasks.count)
    defer { job.progress.end() }
    var patchOf: [Int] = []
    var undecided: [String: Set<Int>] = [:]
    for (number, task) in rules.tasks.enumerated() {
      try job.cancellation.check()
      var selection = try TaskSelection(task, ground, judge)
      try selection.exclude(covers, job)
      selection.addBenefits(register)
      try selection.rank(job)
      entries += selection.entries
      gaps += selection.gaps
      patchOf += selection.patches
      undecided[task.id] = selection.undecided
      job.progress.advance(to: number + 1)
    }
    if let issued = ground.guides {
      guides = try GuideComparison(
        issued, ground, rules, entries, patchOf: patchOf, undecided: undecided, covers, job)
    }
  }
}

/// Whether a condition holds for a patch: three-valued.
struct ConditionJudge: Sendable {
  enum Answer: Sendable, Equatable {
    case yes(seen: String?)
    case no
    /// The name of what is missing.
    case unknown(String)
  }

  let ground: PotentialGround
  private let covers: LineCovers
  private let evaluation: IndustryEvaluation?
  private let position: [String: Int]

  init(_ ground: PotentialGround, _ covers: LineCovers, _ evaluation: IndustryEvaluation?) {
    self.ground = ground
    self.covers = covers
    self.evaluation = evaluation
    position = Dictionary(
      ground.fields.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The text of a field; `nil` where the survey has no such field.
  func text(_ field: String, _ patch: Int) -> String? {
    position[field].map { ground.patches[patch].values[$0] }
  }

  /// A field as a number; `nil` where it is missing or no number.
  func number(_ field: String, _ patch: Int) -> Double? {
    text(field, patch).flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
  }

  /// - Throws: ``Geometry/GEOSError``.
  func answer(_ condition: PotentialTask.Condition, _ patch: Int) throws -> Answer {
    switch condition.test {
    case .values(let field, let values):
      guard let text = text(field, patch) else { return .unknown(field) }
      let isOne = values.contains { value in
        value.hasSuffix("*") ? text.hasPrefix(value.dropLast()) && !text.isEmpty : value == text
      }
      return isOne ? .yes(seen: "\(field) = \(text)") : .no
    case .atMost(let field, let most):
      return compare(field, patch) { $0 <= most.value }
    case .atLeast(let field, let least):
      return compare(field, patch) { $0 >= least.value }
    case .inside(let role):
      guard let share = try covers.share(role, patch) else { return .unknown(role) }
      return share > 0.5 ? .yes(seen: role) : .no
    case .outside(let role):
      guard let share = try covers.share(role, patch) else { return .unknown(role) }
      return share > 0.5 ? .no : .yes(seen: role)
    case .parcelClass(let classes):
      guard let grade = evaluation?.grade(ofPatch: ground.patches[patch].id) else {
        return .unknown("亩均评价")
      }
      return classes.contains(grade.rawValue) ? .yes(seen: grade.rawValue) : .no
    }
  }

  private func compare(_ field: String, _ patch: Int, _ test: (Double) -> Bool) -> Answer {
    guard let number = number(field, patch) else { return .unknown(field) }
    return test(number) ? .yes(seen: "\(field) = \(text(field, patch) ?? "")") : .no
  }

  /// All conditions together: one that fails decides, then one that is unknown.
  func answer(
    all conditions: [PotentialTask.Condition], _ patch: Int
  ) throws -> (answer: Answer, of: PotentialTask.Condition?) {
    var unknown: (Answer, PotentialTask.Condition)?
    for condition in conditions {
      let answer = try answer(condition, patch)
      if answer == .no { return (.no, condition) }
      if case .unknown = answer, unknown == nil { unknown = (answer, condition) }
    }
    if let unknown { return (unknown.0, unknown.1) }
    return (.yes(seen: nil), nil)
  }
}
