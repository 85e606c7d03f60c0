import Access
import EventLog
import Governance
import Groundwork
import Records
import Storage

/// What people of one role could do in a case at a moment, all of them the same.
public struct CaseRight: Sendable {
  public var role: String
  /// The ids of their organisations, in order.
  public var organisations: [String]
  public var people: Int
  public var requests: [ProcessRequest]
}

/// A case as it stood after one of its deeds, by the roles, the grants and the calendar of that moment.
public struct PastCase: Sendable {
  public var file: Workbench.CaseFile
  /// Who asks, with what they were granted then.
  public var acting: Acting
  public var calendar: WorkCalendar
  /// What was not kept at that time, so that today's is shown in its place.
  public var missing: Set<CaseGround>
  /// The verdicts that stood then.
  public var evaluation: CaseEvaluation?
  public var rights: [CaseRight]
}

extension Workbench {
  /// A case after so many of its deeds: what was known, and who could do what.
  ///
  /// - Parameters:
  ///   - calendar: That of today, where none was kept.
  ///   - acting: Who asks, with the rights of today.
  /// - Throws: Diagnostics `process.no-case`, `process.no-version`, `process.no-definition`.
  /// - Complexity: O(people × acts of a step).
  public func pastCase(
    _ number: String, version: Int, _ calendar: WorkCalendar, _ acting: Acting
  ) throws -> PastCase {
    var file = try caseFile(number, calendar, version: version)
    guard let time = file.history.last?.time else { throw noCase(number) }
    let states = Workbench.states(file.basis)
    let book = try ground(.roles, states, RoleBook.init(kept:))
    let counted = try ground(.calendar, states, WorkCalendar.init(kept:))
    file.law.calendar = counted ?? calendar
    var law = acting.authority.law
    law.book = book ?? law.book
    law.directory = try directory(at: time)
    var missing: Set<CaseGround> = []
    if book == nil { missing.insert(.roles) }
    if counted == nil { missing.insert(.calendar) }
    return PastCase(
      file: file, acting: Workbench.acting(acting, at: time, law),
      calendar: file.law.calendar, missing: missing,
      evaluation: try caseEvaluation(of: file.row.instance, at: time),
      rights: try Workbench.rights(in: file, law, at: time))
  }

  private func ground<T>(
    _ ground: CaseGround, _ states: [CaseGround: String], _ read: ([UInt8]) throws -> T
  ) throws -> T? {
    guard let state = states[ground] else { return nil }
    return try workspace.document(kind: Workbench.attachmentKind, key: state).map(read)
  }

  /// The organisations, people and grants as they were at a moment.
  private func directory(at time: Timestamp) throws -> Directory {
    let stream = try StreamName(DirectoryEvent.category, "directory")
    let deeds = try workspace.readEvents { try $0.deeds(of: stream, as: DirectoryEvent.self) }
    return DirectoryDecider.fold(deeds.prefix { $0.time <= time })
  }

  /// Somebody with the rights that they had at a moment, in the role in which they ask.
  private static func acting(_ acting: Acting, at time: Timestamp, _ law: AccessLaw) -> Acting {
    var then = acting
    then.time = time
    then.authority.law = law
    guard case .person(let person) = acting.authority.subject else { return then }
    let actor = acting.actor
    if !actor.isLocal {
      then.authority.law.directory = law.directory.limiting(person, to: actor.role)
      let grant = then.authority.law.directory.grants(of: person, at: time).first
      then.actor.organisation = grant?.organisation ?? actor.organisation
    } else if let organisation = law.directory.organisations[actor.organisation] {
      then.authority.law.directory = law.directory.seating(
        person, named: actor.name, as: actor.role, in: organisation, at: time)
    }
    return then
  }

  /// The verdicts that stood at a moment, on the plan that the case was about.
  private func caseEvaluation(
    of instance: ProcessInstance, at time: Timestamp
  ) throws -> CaseEvaluation? {
    let kind = DocumentKind.verdicts.rawValue
    var known: [String: [UInt8]] = [:]
    for (plan, _) in try workspace.documents(kind: kind) {
      known[plan] = try workspace.versions(kind: kind, key: plan).last { version in
        Timestamp(iso8601: version.createdAt).map { $0 <= time } ?? false
      }?.body
    }
    let plan =
      try known[instance.subject] == nil
      ? onlyPlan(of: known.keys.sorted()) : instance.subject
    guard let plan, let body = known[plan] else { return nil }
    return try CaseEvaluation(body, of: plan)
  }

  /// Who could do what: everybody with a grant in force whose role takes part in the process, by what the law of
  /// the case allows them.
  private static func rights(
    in file: CaseFile, _ law: AccessLaw, at time: Timestamp
  ) throws -> [CaseRight] {
    let instance = file.row.instance
    let object = try accessObject(instance, file.row.number)
    let definition = file.law.definition
    let roles = definition.holders(definition.roles.map(\.id))
    let options = file.law.options(for: instance, at: time)
    let named = persons(of: file)
    var known: [CaseSeat: [ProcessRequest]] = [:]
    var people: [CaseRight.Key: [CaseSeat]] = [:]
    for grant in law.directory.grants.values
    where grant.holds(at: time) && roles.contains(grant.role) {
      var own = law
      own.directory = law.directory.holding(only: grant)
      guard own.may(.person(grant.person), .change, object, at: time).isAllowed else { continue }
      // The law of a case knows people whom the case does not name by role and organisation alone.
      var seat = CaseSeat(person: grant.person, role: grant.role, organisation: grant.organisation)
      let actor = Actor(
        person: seat.person, name: seat.person, role: seat.role, organisation: seat.organisation)
      if !named.contains(seat.person) { seat.person = "" }
      let requests =
        known[seat]
        ?? options.filter {
          ProcessDecider.allows(
            .init(file.law, $0), in: instance, by: DeedContext(actor: actor, time: time))
        }
      known[seat] = requests
      guard !requests.isEmpty else { continue }
      seat.person = grant.person
      people[.init(role: grant.role, requests: requests), default: []].append(seat)
    }
    return people.map { key, seats in
      CaseRight(
        role: key.role, organisations: Set(seats.map(\.organisation)).sorted(),
        people: Set(seats.map(\.person)).count, requests: key.requests)
    }.sorted {
      ($1.requests.count, $0.role, $0.organisations.first ?? "")
        < ($0.requests.count, $1.role, $1.organisations.first ?? "")
    }
  }

  /// Everybody whom a case names.
  private static func persons(of file: CaseFile) -> Set<String> {
    var persons = Set(file.history.map(\.actor.person))
    for task in file.row.instance.tasks {
      persons.formUnion([task.person].compactMap(\.self))
      persons.formUnion(task.delegations.map(\.person) + task.added.map(\.person))
    }
    return persons
  }
}

/// A person in a role and an organisation; without a name, anybody there.
private struct CaseSeat: Hashable {
  var person: String
  var role: String
  var organisation: String
}

extension CaseRight {
  fileprivate struct Key: Hashable {
    var role: String
    var requests: [ProcessRequest]
  }
}
