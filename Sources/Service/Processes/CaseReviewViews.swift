import Access
import EventLog
import Governance
import Groundwork
import Policy
import Workbench

/// A condition or a comment, with what was answered.
struct CaseItemView: Encodable {
  struct Pin: Encodable {
    var kind: String
    var target: String
    /// Longitude and latitude in degrees.
    @Nullable var place: [Double]?

    init(_ pin: ReviewPin) {
      kind = pin.kind.rawValue
      target = pin.target
      if let longitude = pin.longitude, let latitude = pin.latitude {
        place = [Double(longitude) / 1e7, Double(latitude) / 1e7]
      }
    }
  }

  struct Answer: Encodable {
    var text: String
    var name: String
    var organisation: String
    var time: String

    init(_ answer: ProcessInstance.Answer, _ names: Directory) {
      text = answer.text
      name = answer.name
      organisation = names.organisations[answer.organisation]?.name ?? answer.organisation
      time = answer.time.iso8601
    }
  }

  var id: String
  var text: String
  var organisation: String
  @Nullable var name: String?
  @Nullable var time: String?
  /// The step that waits for a condition.
  @Nullable var blocks: String?
  /// The step at which a comment was made.
  @Nullable var step: String?
  @Nullable var pin: Pin?
  var answers: [Answer]
  var isCleared: Bool

  init(_ condition: ProcessInstance.Condition, _ instance: ProcessInstance, _ names: Directory) {
    id = condition.id
    text = condition.text
    organisation = names.organisations[condition.organisation]?.name ?? condition.organisation
    blocks = condition.blocks
    isCleared = condition.isCleared
    answers = CaseItemView.answers(condition.id, instance, names)
  }

  init(_ comment: ProcessInstance.Comment, _ instance: ProcessInstance, _ names: Directory) {
    id = comment.id
    text = comment.text
    organisation = names.organisations[comment.organisation]?.name ?? comment.organisation
    name = comment.name
    time = comment.time.iso8601
    step = comment.step
    pin = comment.pin.map(Pin.init)
    isCleared = comment.isCleared
    answers = CaseItemView.answers(comment.id, instance, names)
  }

  private static func answers(
    _ id: String, _ instance: ProcessInstance, _ names: Directory
  ) -> [Answer] {
    (instance.answers[id] ?? []).map { Answer($0, names) }
  }
}

/// A written objection with its clock.
struct CaseObjectionView: Encodable {
  var id: String
  var by: String
  var text: String
  var step: String
  var received: String
  var due: String
  var isOverdue: Bool
  var isLate: Bool
  @Nullable var answer: CaseItemView.Answer?

  init(_ objection: ProcessInstance.Objection, _ names: Directory, at time: Timestamp) {
    id = objection.id
    by = objection.by
    text = objection.text
    step = objection.step
    received = objection.received.iso8601
    due = objection.due.iso8601
    isOverdue = objection.isOverdue(at: time)
    isLate = objection.isLate
    answer = objection.answer.map { CaseItemView.Answer($0, names) }
  }
}

struct CaseMeetingView: Encodable {
  var opinion: String
  var attending: [String]
  var time: String

  init(_ meeting: ProcessInstance.Meeting, _ names: Directory) {
    opinion = meeting.opinion
    attending = meeting.attending.map { names.organisations[$0]?.name ?? $0 }
    time = meeting.time.iso8601
  }
}

/// One open point of a case, as a joint meeting has it before it.
struct CasePointView: Encodable {
  var kind: String
  var kindTitle: Localized
  var id: String
  var text: String
  var organisation: String
  @Nullable var blocks: String?
  @Nullable var answer: String?

  init(_ point: ReviewSheet.Point, _ names: Directory) {
    kind = point.kind.rawValue
    kindTitle = point.kind.title
    id = point.id
    text = point.text
    organisation = names.organisations[point.organisation]?.name ?? point.organisation
    blocks = point.blocks
    answer = point.answer
  }
}

/// The stored evaluation whose verdicts the check lists show.
struct CaseEvaluationView: Encodable {
  var plan: String
  var id: String
  var date: String

  init(_ found: CaseEvaluation) {
    plan = found.plan
    id = found.id
    date = found.evaluation.date
  }
}

/// What was done in a case: by whom, when, on what.
struct CaseDeedView: Encodable {
  struct Basis: Encodable {
    var kind: String
    var name: String
    var state: String
  }

  var version: Int64
  var time: String
  var actor: ActorView
  var kind: String
  /// The verb of a move.
  @Nullable var verb: Localized?
  var text: String
  /// The step to which it led, or the task, document or fact that it was about.
  @Nullable var about: Localized?
  /// The hash of the documents that were handed on or signed.
  @Nullable var package: String?
  @Nullable var opinion: Localized?
  var demands: [String]
  var basis: [Basis]

  init(
    _ deed: Deed<ProcessEvent>, _ basis: [Reliance], _ definition: ProcessDefinition,
    _ acting: Acting
  ) throws {
    version = deed.version
    time = deed.time.iso8601
    actor = try ActorView(deed.actor, acting.directory)
    kind = deed.event.kind
    text = deed.event.said
    demands = []
    self.basis = basis.map { Basis(kind: $0.kind.rawValue, name: $0.name, state: $0.state) }
    switch deed.event {
    case .started(_, _, _, _, _, let opening): about = opening.title
    case .moved(let verb, _, _, let package, _, _, let opening):
      self.verb = verb.title
      self.package = package
      about = opening.title
    case .returned(let verb, _, _, _, let opening):
      self.verb = verb.title
      about = opening.title
    case .withdrawn(_, _, let opening), .restarted(_, let opening): about = opening.title
    case .signed(let task, let opinion, _, let demands, let package, _):
      about = CaseDeedView.title(of: task, definition)
      self.opinion = opinion.title
      self.package = package
      self.demands = demands.map(\.text)
    case .signerAdded(let task, _, _, _), .transferred(let task, _, _, _),
      .delegated(let task, _, _, _), .urged(let task, _), .escalated(let task),
      .settled(let task, _, _):
      about = CaseDeedView.title(of: task, definition)
    case .attached(let paper, _, _), .deferred(let paper, _, _, _):
      about = definition.paper(paper)?.title
    case .established(let fact, _, _), .overridden(let fact, _):
      about = definition.fact(fact)?.title
    case .cleared(let item, _), .answered(let item, _): about = Localized(item)
    default: break
    }
  }

  private static func title(of task: String, _ definition: ProcessDefinition) -> Localized? {
    definition.steps.flatMap(\.tasks).first { $0.id == task }?.title
  }
}
