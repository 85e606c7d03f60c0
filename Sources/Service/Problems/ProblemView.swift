import Access
import EventLog
import Governance
import Groundwork
import Workbench

struct ProblemListView: Encodable {
  struct Counts: Encodable {
    var mine: Int
    var open: Int
    var overdue: Int
    var all: Int
  }

  var problems: [ProblemView]
  var counts: Counts
  @Nullable var next: String?

  init(_ page: ProblemPage, _ acting: Acting) {
    problems = page.entries.map { ProblemView($0.row, acts: $0.acts, acting) }
    counts = Counts(
      mine: page.counts[.mine] ?? 0, open: page.counts[.open] ?? 0,
      overdue: page.counts[.overdue] ?? 0, all: page.counts[.all] ?? 0)
    next = page.next
  }
}

/// A problem, for the page.
struct ProblemView: Encodable {
  var number: String
  var version: Int64
  var phase: String
  var phaseTitle: Localized
  var title: String
  var description: String
  var source: String
  var level: String
  var area: String
  /// Longitude and latitude in degrees.
  @Nullable var place: [Double]?
  @Nullable var project: String?
  @Nullable var responsible: String?
  @Nullable var responsibleName: String?
  @Nullable var assignee: String?
  @Nullable var deadline: String?
  @Nullable var foundAt: String?
  var isOpen: Bool
  var isOverdue: Bool
  var returns: Int
  var reopenings: Int
  /// The acts that the user may perform now; checked again when performed.
  var acts: [String]

  init(_ row: ProblemBoard.Row, acts: [ProblemAct], _ acting: Acting) {
    let problem = row.problem
    let finding = problem.finding
    number = row.number
    version = row.version
    phase = problem.phase.rawValue
    phaseTitle = problem.phase.title
    title = finding?.title ?? ""
    description = finding?.description ?? ""
    source = finding?.source.rawValue ?? ""
    level = finding?.level.rawValue ?? ""
    area = finding?.area ?? ""
    place = finding?.place.map { [Double($0.longitude) / 1e7, Double($0.latitude) / 1e7] }
    project = finding?.project
    responsible = problem.responsible
    responsibleName = problem.responsible.flatMap { acting.directory.organisations[$0]?.name }
    assignee = problem.assignee.map { acting.directory.people[$0]?.name ?? $0 }
    deadline = problem.deadline?.iso8601
    foundAt = problem.foundAt?.iso8601
    isOpen = problem.isOpen
    isOverdue = problem.isOverdue(at: acting.time)
    returns = problem.returns
    reopenings = problem.reopenings
    self.acts = acts.map(\.rawValue)
  }
}

struct ProblemDetailView: Encodable {
  var row: ProblemView
  var history: [ProblemDeedView]
}

/// One event of a history, with who did it.
struct ProblemDeedView: Encodable {
  var version: Int64
  var time: String
  var actor: ActorView
  var kind: String
  /// The note, possibly empty.
  var text: String
  /// The organisation to which it was assigned.
  @Nullable var organisation: String?
  @Nullable var person: String?
  @Nullable var deadline: String?
  /// The hashes of photos and documents.
  var attachments: [String]

  init(_ deed: Deed<ProblemEvent>, _ acting: Acting) throws {
    let directory = acting.directory
    version = deed.version
    time = deed.time.iso8601
    actor = try ActorView(deed.actor, directory)
    kind = deed.event.kind
    attachments = deed.event.attachments
    text = deed.event.said
    switch deed.event {
    case .returned(_, let time): deadline = time.iso8601
    case .assigned(let id, let person, let time):
      organisation = directory.organisations[id]?.name ?? id
      self.person = person.map { directory.people[$0]?.name ?? $0 }
      deadline = time.iso8601
    default: break
    }
  }
}

/// Who did something, with names from the directory.
struct ActorView: Encodable {
  var name: String
  var role: String
  var roleTitle: Localized
  var organisation: String
  /// True without accounts: the identity was not checked.
  var isLocal: Bool

  init(_ actor: EventLog.Actor, _ directory: Directory) throws {
    name = actor.name
    role = actor.role
    roleTitle = try RoleBook.ofProgram.get().roles[actor.role]?.title ?? Localized(actor.role)
    organisation = directory.organisations[actor.organisation]?.name ?? actor.organisation
    isLocal = actor.isLocal
  }
}
