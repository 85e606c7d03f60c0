import Foundation
import Groundwork
import Policy
import Storage
import Synchronization
import Workbench

/// The grounds and answers of composed problems, so that a request with other locks or limits is solved at
/// once.
package final class StudyDesk: Sendable {
  private struct Ground: Sendable {
    var layers: [LayerRecord]
    var epoch: String?
    var ground: StudyGround
  }

  /// An answer that people look at and ask about.
  struct Answer: Sendable {
    var id: String
    var solver: StudySolver
    var ground: StudyGround?
    var answer: StudyAnswer
    var isStopped: Bool
    var seconds: Double
  }

  /// Each ground holds its epoch in memory.
  private static let limit = 2
  private static let answerLimit = 60

  private let grounds = Mutex<[Ground]>([])
  private let courts = Mutex<[StudyCourt]>([])
  private let answers = Mutex<[Answer]>([])

  /// The ground of an epoch, read again once a layer has changed.
  func ground(_ epoch: String?, _ state: WorkspaceState, job: Job) throws -> StudyGround {
    let layers = try state.workspace.layers()
    return try grounds.withLock { grounds in
      if let place = grounds.firstIndex(where: { $0.epoch == epoch && $0.layers == layers }) {
        let known = grounds.remove(at: place)
        grounds.append(known)
        return known.ground
      }
      let ground = try Workbench(state.workspace, job: job).studyGround(epoch)
      grounds.append(Ground(layers: layers, epoch: epoch, ground: ground))
      if grounds.count > StudyDesk.limit { grounds.removeFirst() }
      return ground
    }
  }

  /// What the answers of a question are judged by, made again once a layer, a project or the quota book has
  /// changed.
  func court(_ question: StudyQuestion, _ state: WorkspaceState, job: Job) throws -> StudyCourt {
    let known = courts.withLock { $0 }
    let court = try Workbench(state.workspace, job: job).studyCourt(
      question, known: known, book: RuleBook.load(ProgramHome.path("Policies")),
      on: StudyDesk.today())
    courts.withLock { courts in
      courts.removeAll { $0.isSame(as: court) }
      courts.append(court)
      if courts.count > StudyDesk.limit { courts.removeFirst() }
    }
    return court
  }

  static func today() throws -> CalendarDate {
    guard let date = CalendarDate(String(Date().formatted(.iso8601).prefix(10))) else {
      throw InvariantViolation("the day of today has no date")
    }
    return date
  }

  func put(_ answer: Answer) {
    answers.withLock { answers in
      answers.append(answer)
      if answers.count > StudyDesk.answerLimit { answers.removeFirst() }
    }
  }

  /// The latest answer of a kind, to begin with after a lock.
  func latest(_ kind: StudyQuestion.Kind) -> StudyAnswer? {
    answers.withLock { $0.last { $0.answer.question.kind == kind }?.answer }
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
