import Access
import EventLog
import Governance
import Groundwork
import Policy
import Workbench

/// A way on for a case, with what it still needs.
struct CaseWayView: Encodable {
  struct Requirement: Encodable {
    var kind: String
    var id: String
    var title: Localized
    var standing: String
    /// The titles of the roles that can meet it.
    var by: [Localized]
    var rules: [String]
  }

  var verb: String
  var verbTitle: Localized
  var to: String
  var title: Localized
  var by: [Localized]
  var isReady: Bool
  var requirements: [Requirement]

  init(_ way: ProcessReadiness.Way, _ book: RoleBook) {
    func titles(_ roles: [String]) -> [Localized] {
      roles.map { book.roles[$0]?.title ?? Localized($0) }
    }
    verb = way.verb.rawValue
    verbTitle = way.verb.title
    to = way.to
    title = way.title
    by = titles(way.by)
    isReady = way.isReady
    requirements = way.requirements.map {
      Requirement(
        kind: $0.kind.rawValue, id: $0.id, title: $0.title, standing: $0.standing.rawValue,
        by: titles($0.by), rules: $0.rules)
    }
  }
}

struct CaseTaskView: Encodable {
  struct Check: Encodable {
    var rule: String
    var title: Localized
    @Nullable var verdict: String?
    @Nullable var reason: Localized?
  }

  struct Signature: Encodable {
    var opinion: String
    var opinionTitle: Localized
    var text: String
    var name: String
    var organisation: String
    var time: String
    /// The hash of the documents on which it was given.
    @Nullable var package: String?
    @Nullable var onBehalfOf: String?
    var isBefore: Bool
  }

  var id: String
  var title: Localized
  @Nullable var holder: String?
  var isDone: Bool
  var isDisputed: Bool
  var isEscalated: Bool
  var urges: Int
  var signatures: [Signature]
  @Nullable var settlement: String?
  var checks: [Check]

  init(
    _ task: ProcessTask, _ step: ProcessDefinition.Step?, _ evaluation: CaseEvaluation?,
    _ names: Directory
  ) {
    id = task.id
    title = task.title
    let office = task.organisation.map { names.organisations[$0]?.name ?? $0 }
    let person = task.person.map { names.people[$0]?.name ?? $0 }
    let holders = [office, person].compactMap { $0 }
    holder = holders.isEmpty ? nil : holders.joined(separator: " / ")
    isDone = task.isDone
    isDisputed = task.isDisputed
    isEscalated = task.isEscalated
    urges = task.urges
    func view(_ signature: ProcessTask.Signature, isBefore: Bool) -> Signature {
      Signature(
        opinion: signature.opinion.rawValue, opinionTitle: signature.opinion.title,
        text: signature.text, name: signature.name,
        organisation: names.organisations[signature.organisation]?.name
          ?? signature.organisation, time: signature.time.iso8601, package: signature.package,
        onBehalfOf: signature.onBehalfOf.map { names.people[$0]?.name ?? $0 }, isBefore: isBefore)
    }
    signatures =
      task.added.filter(\.isBefore).compactMap { $0.signature.map { view($0, isBefore: true) } }
      + [task.signature].compactMap { $0.map { view($0, isBefore: false) } }
      + task.added.filter { !$0.isBefore }
      .compactMap { $0.signature.map { view($0, isBefore: false) } }
    settlement = task.settlement?.reason
    let rules = step?.tasks.first { $0.id == task.id }?.checks ?? []
    checks = rules.map { rule in
      let check = evaluation?.check(rule)
      return Check(
        rule: rule, title: check?.title ?? Localized(rule), verdict: check?.verdict?.rawValue,
        reason: check?.reason)
    }
  }
}

struct CaseDocumentView: Encodable {
  var id: String
  var title: Localized
  var neededAt: String
  var isNeeded: Bool
  var standing: String
  var standingTitle: Localized
  var mayFollow: Bool
  @Nullable var hash: String?
  @Nullable var name: String?
  @Nullable var person: String?
  @Nullable var time: String?
  @Nullable var promise: String?
  @Nullable var due: String?

  init(_ entry: ProcessPackage.Entry, _ instance: ProcessInstance, _ names: Directory) {
    let record = instance.papers[entry.paper]
    let owed = instance.promises[entry.paper]
    id = entry.paper
    title = entry.title
    neededAt = entry.neededAt
    isNeeded = entry.isNeededNow
    standing = entry.standing.rawValue
    standingTitle = entry.standing.title
    mayFollow = entry.mayFollow
    hash = record?.hash
    name = record?.name
    person = record.map { names.people[$0.person]?.name ?? $0.person }
    time = record?.time.iso8601
    promise = owed?.text
    due = owed?.due?.iso8601
  }
}

/// What is different for an office since it signed.
struct CaseChangeView: Encodable {
  var task: String
  var organisation: String
  var added: [Localized]
  var replaced: [Localized]
  var removed: [Localized]

  init(_ change: ProcessPackage.Change, _ definition: ProcessDefinition, _ names: Directory) {
    func titles(_ papers: [String]) -> [Localized] {
      papers.map { definition.paper($0)?.title ?? Localized($0) }
    }
    task = change.task
    organisation = names.organisations[change.organisation]?.name ?? change.organisation
    added = titles(change.added)
    replaced = titles(change.replaced)
    removed = titles(change.removed)
  }
}
