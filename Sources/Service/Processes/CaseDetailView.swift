import Access
import EventLog
import Governance
import Groundwork
import Workbench

/// A case with its course, for the page.
struct CaseDetailView: Encodable {
  /// A step of the process, and whether the case stands at it, came through it, or has it ahead.
  struct Step: Encodable {
    enum Standing: String, Encodable {
      case done, current, ahead
    }

    var id: String
    var title: Localized
    var stage: Localized
    var standing: Standing
  }

  struct Visit: Encodable {
    var step: String
    var title: Localized
    var enteredAt: String
  }

  struct Fact: Encodable {
    var id: String
    var title: Localized
    var isSo: Bool
    var isOverride: Bool
    var basis: String
    var time: String
  }

  /// An act that the user may do now, with what tells it from others of the same verb.
  struct Act: Encodable {
    var verb: String
    var title: Localized
    /// What it is about, in words: a step, a task, a document, a fact.
    @Nullable var about: Localized?
    @Nullable var to: String?
    @Nullable var task: String?
    @Nullable var document: String?
    @Nullable var fact: String?
    @Nullable var condition: String?
  }

  /// What was allowed at a past moment besides to who asks.
  struct Past: Encodable {
    /// People of one role who could all do the same.
    struct Right: Encodable {
      var role: Localized
      var organisations: [String]
      var people: Int
      var acts: [Act]
    }

    var rights: [Right]
    /// What was not kept at that time, so that today's stands in its place.
    var missing: [String]

    init(_ past: PastCase) {
      let law = past.acting.authority.law
      rights = past.rights.map { right in
        Right(
          role: law.book.roles[right.role]?.title ?? Localized(right.role),
          organisations: right.organisations.map {
            law.directory.organisations[$0]?.name ?? $0
          }, people: right.people, acts: Act.list(right.requests, past.file))
      }
      missing = past.missing.map(\.rawValue).sorted()
    }
  }

  var row: CaseView
  var processTitle: Localized
  var steps: [Step]
  var path: [Visit]
  var ways: [CaseWayView]
  var tasks: [CaseTaskView]
  var documents: [CaseDocumentView]
  @Nullable var package: String?
  /// The hash of the documents as they are now; another than the package's where they were changed.
  @Nullable var documentsDigest: String?
  var changes: [CaseChangeView]
  var conditions: [CaseItemView]
  var comments: [CaseItemView]
  var objections: [CaseObjectionView]
  var meetings: [CaseMeetingView]
  var points: [CasePointView]
  /// The merged opinion as far as the case says it.
  var draft: Localized
  @Nullable var evaluation: CaseEvaluationView?
  var facts: [Fact]
  var acts: [Act]
  var history: [CaseDeedView]
  @Nullable var past: Past?

  init(_ past: PastCase) throws {
    try self.init(past.file, past.evaluation, past.acting, past.calendar)
    self.past = Past(past)
  }

  init(
    _ file: Workbench.CaseFile, _ evaluation: CaseEvaluation?, _ acting: Acting,
    _ calendar: WorkCalendar
  ) throws {
    let instance = file.row.instance
    let definition = file.law.definition
    let names = acting.directory
    let requests = try Workbench.requests(file, by: acting.context, acting.authority)
    row = CaseView(
      file.row, isMine: requests.contains(where: \.isWork), acting.time, calendar)
    processTitle = definition.title
    steps = CaseDetailView.steps(definition, instance)
    path = instance.path.map {
      Visit(step: $0.step, title: $0.title, enteredAt: $0.enteredAt.iso8601)
    }
    ways = ProcessReadiness(file.law, instance, at: acting.time).ways.map {
      CaseWayView($0, acting.authority.law.book)
    }
    tasks = instance.tasks.map {
      CaseTaskView($0, definition.step(instance.step ?? ""), evaluation, names)
    }
    let package = ProcessPackage(definition, file.history)
    documents = package.entries.map { CaseDocumentView($0, instance, names) }
    self.package = package.submitted
    documentsDigest = package.digest
    changes = package.changes.map { CaseChangeView($0, definition, names) }
    conditions = instance.conditions.map { CaseItemView($0, instance, names) }
    comments = instance.comments.map { CaseItemView($0, instance, names) }
    objections = instance.objections.map { CaseObjectionView($0, names, at: acting.time) }
    meetings = instance.meetings.map { CaseMeetingView($0, names) }
    let sheet = ReviewSheet(definition, instance)
    points = sheet.points.map { CasePointView($0, names) }
    draft = sheet.draft
    self.evaluation = evaluation.map(CaseEvaluationView.init)
    facts = instance.facts.sorted { $0.key < $1.key }.map { name, fact in
      Fact(
        id: name, title: definition.fact(name)?.title ?? Localized(name), isSo: fact.isSo,
        isOverride: fact.isOverride, basis: fact.basis, time: fact.time.iso8601)
    }
    acts = Act.list(requests, file)
    history = try zip(file.history, file.basis).map { deed, basis in
      try CaseDeedView(deed, basis, definition, acting)
    }
    past = nil
  }

  private static func steps(
    _ definition: ProcessDefinition, _ instance: ProcessInstance
  ) -> [Step] {
    let passed = Set(instance.path.map(\.step))
    return definition.steps.map { step in
      Step(
        id: step.id, title: step.title, stage: step.stage.title,
        standing: step.id == instance.step
          ? .current : passed.contains(step.id) ? .done : .ahead)
    }
  }
}

extension CaseDetailView.Act {
  /// The acts that some requests are, each once.
  static func list(
    _ requests: [ProcessRequest], _ file: Workbench.CaseFile
  ) -> [CaseDetailView.Act] {
    requests.compactMap { Self($0, file.law.definition, file.row.instance) }
      .reduce(into: []) { acts, act in
        if !acts.contains(where: { $0.isSame(act) }) { acts.append(act) }
      }
  }

  init?(
    _ request: ProcessRequest, _ definition: ProcessDefinition, _ instance: ProcessInstance
  ) {
    guard let verb = request.verb else { return nil }
    self.verb = verb.rawValue
    title = verb.title
    switch request {
    case .move(_, let to, _):
      self.to = to
      about = to.flatMap(definition.step)?.title
    case .sign(let task, _, _, _, _), .addSigner(let task, _, _, _),
      .transfer(let task, _, _, _), .delegate(let task, _, _, _), .urge(let task, _),
      .escalate(let task), .settle(let task, _, _):
      self.task = task
      about = instance.task(task)?.title
    case .attach(let paper, _, _), .deferPaper(let paper, _):
      document = paper
      about = definition.paper(paper)?.title
    case .establish(let fact, _, _), .override(let fact, _):
      self.fact = fact
      about = definition.fact(fact)?.title
    case .clear(let item, _), .answer(let item, _):
      condition = item
      about = Localized(item)
    default: break
    }
  }

  func isSame(_ other: CaseDetailView.Act) -> Bool {
    verb == other.verb && to == other.to && task == other.task && document == other.document
      && fact == other.fact && condition == other.condition
  }
}
