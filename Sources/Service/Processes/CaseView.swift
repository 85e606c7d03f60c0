import EventLog
import Governance
import Groundwork
import Workbench

struct CaseListView: Encodable {
  struct Counts: Encodable {
    var mine: Int
    var open: Int
    var overdue: Int
    var all: Int
  }

  var cases: [CaseView]
  var counts: Counts
  @Nullable var next: String?

  init(_ page: CasePage, _ time: Timestamp, _ calendar: WorkCalendar) {
    cases = page.entries.map { CaseView($0.row, isMine: $0.isMine, time, calendar) }
    counts = Counts(
      mine: page.counts[.mine] ?? 0, open: page.counts[.open] ?? 0,
      overdue: page.counts[.overdue] ?? 0, all: page.counts[.all] ?? 0)
    next = page.next
  }
}

/// A case, for the page.
struct CaseView: Encodable {
  var number: String
  var version: Int64
  var process: String
  var subject: String
  var title: String
  var step: String
  var stepTitle: Localized
  var standing: String
  var standingTitle: Localized
  @Nullable var due: String?
  /// The holidays of a year that the time limit touches are not known.
  var isProvisional: Bool
  var isOverdue: Bool
  var isMine: Bool
  var returns: Int

  init(_ row: ProcessBoard.Row, isMine: Bool, _ time: Timestamp, _ calendar: WorkCalendar) {
    let instance = row.instance
    let due = instance.clock.due(calendar)
    number = row.number
    version = row.version
    process = instance.process
    subject = instance.subject
    title = instance.title
    step = instance.step ?? ""
    stepTitle = instance.path.last?.title ?? Localized("")
    standing = instance.standing.rawValue
    standingTitle = instance.standing.title
    self.due = due?.time.iso8601
    isProvisional = due?.isProvisional ?? false
    isOverdue = instance.isOverdue(at: time, calendar)
    self.isMine = isMine
    returns = instance.returns
  }
}

/// A case with its course, for the page.
struct CaseDetailView: Encodable {
  struct Visit: Encodable {
    var step: String
    var title: Localized
    var enteredAt: String
  }

  struct Task: Encodable {
    var id: String
    var title: Localized
    @Nullable var holder: String?
    @Nullable var opinion: Localized?
    @Nullable var signer: String?
    var isDone: Bool
    var isEscalated: Bool
    var urges: Int
  }

  struct Document: Encodable {
    var id: String
    var title: Localized
    var neededAt: String
    var isNeeded: Bool
    var standing: String
    var standingTitle: Localized
  }

  struct Condition: Encodable {
    var id: String
    var text: String
    var blocks: String
    var isCleared: Bool
  }

  struct Fact: Encodable {
    var id: String
    var title: Localized
    var isSo: Bool
    var isOverride: Bool
    var basis: String
  }

  /// An act that the user may do now, with what tells it from others of the same verb.
  struct Act: Encodable {
    var verb: String
    var title: Localized
    @Nullable var to: String?
    @Nullable var task: String?
    @Nullable var document: String?
    @Nullable var fact: String?
    @Nullable var condition: String?
  }

  struct DeedView: Encodable {
    var version: Int64
    var time: String
    var actor: ActorView
    var kind: String
    var text: String
  }

  var row: CaseView
  var processTitle: Localized
  var path: [Visit]
  var tasks: [Task]
  var documents: [Document]
  @Nullable var package: String?
  var conditions: [Condition]
  var facts: [Fact]
  var acts: [Act]
  var history: [DeedView]

  init(_ file: Workbench.CaseFile, _ acting: Acting, _ calendar: WorkCalendar) throws {
    let instance = file.row.instance
    let definition = file.law.definition
    let requests = Workbench.requests(file, acting.context)
    row = CaseView(
      file.row, isMine: requests.contains(where: \.isWork), acting.time, calendar)
    processTitle = definition.title
    path = instance.path.map {
      Visit(step: $0.step, title: $0.title, enteredAt: $0.enteredAt.iso8601)
    }
    tasks = instance.tasks.map { task in
      Task(
        id: task.id, title: task.title, holder: task.person ?? task.organisation,
        opinion: task.signature?.opinion.title, signer: task.signature?.name,
        isDone: task.isDone, isEscalated: task.isEscalated, urges: task.urges)
    }
    let package = ProcessPackage(definition, file.history)
    documents = package.entries.map { entry in
      Document(
        id: entry.paper, title: entry.title, neededAt: entry.neededAt,
        isNeeded: entry.isNeededNow, standing: entry.standing.rawValue,
        standingTitle: entry.standing.title)
    }
    self.package = package.submitted
    conditions = instance.conditions.map {
      Condition(id: $0.id, text: $0.text, blocks: $0.blocks, isCleared: $0.isCleared)
    }
    facts = instance.facts.sorted { $0.key < $1.key }.map { name, fact in
      Fact(
        id: name, title: definition.fact(name)?.title ?? Localized(name), isSo: fact.isSo,
        isOverride: fact.isOverride, basis: fact.basis)
    }
    var acts: [Act] = []
    for act in requests.compactMap(Act.init) where !acts.contains(where: { $0.isSame(act) }) {
      acts.append(act)
    }
    self.acts = acts
    history = try file.history.map { deed in
      DeedView(
        version: deed.version, time: deed.time.iso8601,
        actor: try ActorView(deed.actor, acting.directory), kind: deed.event.kind,
        text: deed.event.said)
    }
  }
}

extension CaseDetailView.Act {
  init?(_ request: ProcessRequest) {
    guard let verb = request.verb else { return nil }
    self.verb = verb.rawValue
    title = verb.title
    switch request {
    case .move(_, let to, _): self.to = to
    case .sign(let task, _, _, _, _), .addSigner(let task, _, _, _),
      .transfer(let task, _, _, _), .delegate(let task, _, _, _), .urge(let task, _),
      .escalate(let task), .settle(let task, _, _):
      self.task = task
    case .attach(let paper, _, _), .deferPaper(let paper, _): document = paper
    case .establish(let fact, _, _), .override(let fact, _): self.fact = fact
    case .clear(let condition, _): self.condition = condition
    default: break
    }
  }

  func isSame(_ other: CaseDetailView.Act) -> Bool {
    verb == other.verb && to == other.to && task == other.task && document == other.document
      && fact == other.fact && condition == other.condition
  }
}
