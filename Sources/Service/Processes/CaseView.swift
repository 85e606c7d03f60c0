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
  /// Whether the user may start a case of some process.
  var mayStart: Bool

  init(_ page: CasePage, _ library: ProcessLibrary, _ acting: Acting) {
    cases = page.entries.map {
      CaseView($0.row, isMine: $0.isMine, acting.time, library.calendar)
    }
    counts = Counts(
      mine: page.counts[.mine] ?? 0, open: page.counts[.open] ?? 0,
      overdue: page.counts[.overdue] ?? 0, all: page.counts[.all] ?? 0)
    next = page.next
    mayStart = !Workbench.startable(library, by: acting.actor.role).isEmpty
  }
}

/// The processes of the program.
struct ProcessListView: Encodable {
  struct Process: Encodable {
    var id: String
    var title: Localized
    var source: String
    var mayStart: Bool
  }

  struct Jurisdiction: Encodable {
    var id: String
    var title: Localized
  }

  var processes: [Process]
  var jurisdictions: [Jurisdiction]

  init(_ library: ProcessLibrary, _ acting: Acting) {
    let mine = Set(Workbench.startable(library, by: acting.actor.role).map(\.id))
    processes = library.files.values.map(\.definition).sorted { $0.id < $1.id }.map {
      Process(id: $0.id, title: $0.title, source: $0.source, mayStart: mine.contains($0.id))
    }
    jurisdictions = library.jurisdictions.values.sorted { $0.id < $1.id }.map {
      Jurisdiction(id: $0.id, title: $0.title)
    }
  }
}

/// The tasks that were escalated because their time ran out.
struct EscalationsView: Encodable {
  struct Task: Encodable {
    var number: String
    var task: String
  }

  var escalated: [Task]

  init(_ done: [(number: String, task: String)]) {
    escalated = done.map { Task(number: $0.number, task: $0.task) }
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
    let due = instance.due(calendar)
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
