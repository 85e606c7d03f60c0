import Foundation
import Groundwork
import Planning
import Policy
import Storage
import Synchronization
import Workbench

/// The choices that are being worked on: the measures with what each contributes, so that a request with
/// other locks or floors is solved at once, and the latest answers.
package final class ChoiceDesk: Sendable {
  /// What a choice was made from; it stays valid while these stay the same.
  private struct Ground: Hashable {
    var plan: String
    var layers: [LayerRecord]
    var evaluation: String?
    var date: CalendarDate
  }

  private struct Basis {
    var ground: Ground
    var drawn: Verification
  }

  private struct Open {
    var ground: Ground
    var candidates: [MeasureChoiceRequest.Conversion]
    var choice: MeasureChoice
  }

  /// An answer that people look at, ask about and store.
  struct Answer: Sendable {
    var id: String
    var solver: ChoiceSolver
    var answer: ChoiceAnswer
    var isStopped: Bool
    var seconds: Double
  }

  /// Each choice holds its base epoch in memory.
  private static let limit = 3
  private static let answerLimit = 40

  private let bases = Mutex<[Basis]>([])
  private let open = Mutex<[Open]>([])
  private let answers = Mutex<[Answer]>([])

  /// The drawn plan with its verdicts.
  func drawn(_ plan: String, _ state: WorkspaceState, job: Job) throws -> Verification {
    try basis(plan, state, job).drawn
  }

  private func basis(_ plan: String, _ state: WorkspaceState, _ job: Job) throws -> Basis {
    let bench = Workbench(state.workspace, job: job)
    _ = try bench.plan(plan)
    guard let date = CalendarDate(String(Date().formatted(.iso8601).prefix(10))) else {
      throw InvariantViolation("the day of today has no date")
    }
    let ground = Ground(
      plan: plan,
      layers: try state.workspace.layers().filter {
        $0.role == .survey || ($0.role == .plan && $0.plan == plan)
      }, evaluation: try bench.lastEvaluationID(of: plan), date: date)
    return try bases.withLock { bases in
      if let place = bases.firstIndex(where: { $0.ground == ground }) {
        let known = bases.remove(at: place)
        bases.append(known)
        return known
      }
      let drawn = try bench.choiceBasis(
        plan: plan, book: try RuleBook.load(ProgramHome.path("Policies")), on: date)
      let made = Basis(ground: ground, drawn: drawn)
      bases.append(made)
      if bases.count > ChoiceDesk.limit { bases.removeFirst() }
      return made
    }
  }

  /// The measures of a plan and of what may be added to it.
  func choice(
    _ plan: String, _ candidates: [MeasureChoiceRequest.Conversion], _ state: WorkspaceState,
    job: Job
  ) throws -> MeasureChoice {
    let basis = try basis(plan, state, job)
    return try open.withLock { open in
      let place = open.firstIndex { $0.ground == basis.ground && $0.candidates == candidates }
      if let place {
        let known = open.remove(at: place)
        open.append(known)
        return known.choice
      }
      let choice = try Workbench(state.workspace, job: job)
        .measureChoice(basis.drawn, candidates: candidates)
      open.append(Open(ground: basis.ground, candidates: candidates, choice: choice))
      if open.count > ChoiceDesk.limit { open.removeFirst() }
      return choice
    }
  }

  /// Puts an answer on the desk.
  func put(
    _ answer: ChoiceAnswer, _ solver: ChoiceSolver, isStopped: Bool, seconds: Double
  ) -> Answer {
    let made = Answer(
      id: UUID().uuidString.lowercased(), solver: solver, answer: answer, isStopped: isStopped,
      seconds: seconds)
    answers.withLock { answers in
      answers.append(made)
      if answers.count > ChoiceDesk.answerLimit { answers.removeFirst() }
    }
    return made
  }

  /// - Throws: A ``Problem`` 404 for an answer that is no longer on the desk.
  func answer(_ id: String) throws -> Answer {
    guard let found = answers.withLock({ $0.first { $0.id == id } }) else {
      throw Problem(
        404, "choice.gone", zh: "这一解答已不在内存中，请重新求解。",
        en: "This answer is no longer at hand; solve again.")
    }
    return found
  }
}
