import Certificates
import Governance
import Groundwork
import Optimisation

/// An answer to a composed problem, verified by its certificate.
public struct StudyAnswer: Sendable {
  /// A parcel or project of the answer.
  public struct Item: Sendable {
    /// What became of it.
    public enum State: String, Sendable, Codable {
      /// Becomes farmland, or enters the basic farmland.
      case entering
      /// Is no longer farmland, or leaves the basic farmland.
      case leaving
      case chosen
      /// Ground that was there already and is joined.
      case joined
      /// Could have been chosen.
      case offered
    }

    public var id: String
    public var state: State
    /// The patch in ``StudyGround``; `nil` for a project.
    var patch: Int?
  }

  public let question: StudyQuestion
  public let plan: OptimalPlan
  public let items: [Item]
  /// What people must know to read the answer.
  public var notes: [Localized]
  /// In which ``document`` tells value and bound.
  public let unit: Localized
  /// The answer as a plan, laid, measured and judged.
  public var trial: StudyTrial?
  /// Why it could not be laid.
  public var untried: Localized?

  public var document: OptimalPlanDocument {
    var document = OptimalPlanDocument(plan, slopeInClasses: true)
    if question.kind == .ground {
      // From square metres to 亩, as ``unit`` has it.
      document.value *= 3.0 / 2_000
      document.bound *= 3.0 / 2_000
      for place in document.prices.indices { document.prices[place].price *= 3.0 / 2_000 }
    }
    document.trial = trial.map(StudyTrialDocument.init)
    document.untried = untried
    return document
  }

  public func certificateJSON() throws -> [UInt8] { try [UInt8](plan.certificate.json()) }

  /// Ids of what the plan changes or chooses.
  var moved: Set<String> {
    Set(items.filter { $0.state != .offered && $0.state != .joined }.map(\.id))
  }
}

/// Why an item is in an answer, or is not.
public struct StudyReason: Sendable {
  public var item: String
  public var isChosen: Bool
  /// How much worse the best answer with the opposite decision is, in the unit of the answer; `nil` if
  /// there is none.
  public var loss: Double?
  public var comesIn: Int
  public var goes: Int
  /// Why there is none.
  public var conflict: Diagnostic?
}

/// Solves problems on the ground and the projects of a workspace.
public struct StudySolver: Sendable {
  let ground: StudyGround?
  let projects: [ProjectBoard.Row]
  /// Of those whose measures the ledger of their plan has.
  let projectAreas: [String: Area]
  /// What answers are laid on and judged by, or why there is nothing.
  let court: StudyCourt?
  let courtFault: Localized?

  /// - Parameters:
  ///   - previous: an answer from which a plan after a lock is made at once, before the search.
  ///   - progress: in the unit of the answer.
  /// - Throws: ``Diagnostic`` of the problem; ``Cancelled`` before the first plan.
  public func solve(
    _ question: StudyQuestion, after previous: StudyAnswer? = nil, job: Job,
    progress: @escaping (ChoiceNews) -> Void = { _ in }
  ) throws -> StudyAnswer {
    switch question.kind {
    case .exchange: try solveExchange(question, job, progress)
    case .ground: try solveGround(question, job, progress)
    case .corridor: try solveCorridor(question, job, progress)
    case .adjustment: try solveAdjustment(question, job, progress)
    case .portfolio: try solvePortfolio(question, after: previous, job, progress)
    }
  }

  /// Solves with the opposite decision about one item.
  public func reason(of item: String, in answer: StudyAnswer, job: Job) throws -> StudyReason {
    let isChosen = answer.moved.contains(item)
    if !isChosen, answer.question.kind == .exchange {
      throw Diagnostic(
        code: "study.no-reason",
        Localized(
          zh: "林耕置换只能锁定“不变”：不能问为什么没有置换它。",
          en:
            "An exchange can only lock parcels that stay, so this cannot be asked of a parcel that"
            + " stays."))
    }
    var question = answer.question.opposite(of: item, isChosen: isChosen)
    question.seconds = min(question.seconds ?? 15, 8)
    do {
      let other = try solve(question, after: answer, job: job)
      let (now, then) = (answer.document, other.document)
      let isMore = then.value - now.value
      return StudyReason(
        item: item, isChosen: isChosen, loss: answer.isLargeGood ? -isMore : isMore,
        comesIn: other.moved.subtracting(answer.moved).count,
        goes: answer.moved.subtracting(other.moved).count)
    } catch let diagnostic as Diagnostic
      where ["optimise.infeasible", "ground.too-much", "portfolio.locks"].contains(diagnostic.code)
    {
      return StudyReason(
        item: item, isChosen: isChosen, loss: nil, comesIn: 0, goes: 0, conflict: diagnostic)
    }
  }

  /// The ground of a question that needs one.
  func needGround() throws -> StudyGround {
    guard let ground else { throw InvariantViolation("the study has no ground") }
    return ground
  }

  /// Progress in the unit of the answer.
  static func scaled(
    _ unit: Double, _ progress: @escaping (ChoiceNews) -> Void
  ) -> (SolveProgress) -> Void {
    return { news in
      progress(
        ChoiceNews(
          incumbent: news.incumbent.map { $0 / unit }, bound: news.bound.map { $0 / unit }))
    }
  }

  /// The locks of a question by item, after a check that all are known.
  static func locks(
    _ question: StudyQuestion, known ids: some Sequence<String>
  ) throws(Diagnostic) -> (inside: Set<String>, outside: Set<String>) {
    let inside = Set(question.lockIn ?? [])
    let outside = Set(question.lockOut ?? [])
    if let unknown = inside.union(outside).subtracting(ids).min() {
      throw StudyQuestion.unknownLock(unknown)
    }
    if let both = inside.intersection(outside).min() {
      throw Diagnostic(
        code: "optimise.lock-twice",
        Localized(
          zh: "“\(both)”既锁定必选又锁定不选。", en: "‘\(both)’ is both locked in and locked out."),
        feature: both)
    }
    return (inside, outside)
  }
}

extension StudyAnswer {
  /// Whether a larger value is better.
  public var isLargeGood: Bool {
    switch question.kind {
    case .portfolio: true
    case .exchange: question.objective.map { $0 != .slope } ?? false
    case .ground, .corridor, .adjustment: false
    }
  }
}

extension Workbench {
  /// What a composed problem is solved on, and what its answers are judged by.
  ///
  /// - Parameter court: made with ``studyCourt(_:known:book:on:)``; where that is not possible, answers say
  ///   why they were not laid as plans.
  public func studySolver(
    _ ground: StudyGround?, court: () throws -> StudyCourt
  ) throws -> StudySolver {
    let rows = try projects()
    let library = ProjectLibrary(rows)
    let cards = library.active.reduce(into: [String: ProjectCard]()) { $0[$1] = library[$1] }
    let figures = try projectGround(cards)
    var judge: StudyCourt?
    var fault: Localized?
    do {
      judge = try court()
    } catch let diagnostic as Diagnostic {
      fault = diagnostic.message
    }
    return StudySolver(
      ground: ground, projects: rows, projectAreas: figures.compactMapValues(\.wholeArea),
      court: judge, courtFault: fault)
  }
}
