import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Storage
import Testing
import Workbench

/// What was allowed in a case at a past moment is decided by the people, the roles and the calendar of that moment.
@Suite struct PastCaseTests {
  private let bench = Workbench(Workspace(MemoryHome()))
  private let start = Timestamp(milliseconds: 1_767_225_600_000)
  private let book: RoleBook
  private let library: ProcessLibrary

  init() throws {
    book = try AccessPolicy().book
    library = try ProcessLibrary()
    let area = try AreaCode("990101")
    try direct(
      .addOrganisations(
        [
          ("ops", OrganisationKind.operations), ("centre", .naturalResources),
          ("plat", .platformCompany),
        ]
        .map { Organisation(id: $0, name: $0, kind: $1, area: area) }), day: 0)
    let duties = ["system-administrator", "security-administrator", "audit-administrator"]
    try direct(
      .establish(
        organisation: Organisation(id: "ops", name: "ops", kind: .operations, area: area),
        people: duties.map { Person(id: $0, name: $0, posts: ["ops"]) },
        grants: duties.map { try grant($0, $0, "ops", $0) }, book: book), day: 0)
    try direct(
      .addPeople([
        Person(id: "old", name: "旧人", posts: ["centre"]),
        Person(id: "new", name: "新人", posts: ["centre"]),
        Person(id: "firm", name: "公司", posts: ["plat"]),
      ]), day: 1)
    try direct(
      .grant(
        [
          try grant("g1", "old", "centre", "planner"),
          try grant("g2", "firm", "plat", "platform"),
        ], book: book), day: 1)
  }

  private func grant(
    _ id: String, _ person: String, _ organisation: String, _ role: String, day: Int64 = 0
  ) throws -> Grant {
    Grant(
      id: id, person: person, organisation: organisation, role: role, area: try AreaCode("990101"),
      from: start.adding(days: day))
  }

  private func direct(_ command: DirectoryDecider.Command, day: Int64) throws {
    try bench.workspace.write { writer in
      try writer.events.beginLog(LogHeader(id: "log", created: start))
      try writer.events.perform(
        DirectoryDecider.self, command, on: StreamName(DirectoryEvent.category, "directory"),
        expected: nil,
        by: DeedContext(
          actor: Actor(
            person: "security-administrator", name: "安全", role: "security-administrator",
            organisation: "ops"), time: start.adding(days: day)))
    }
  }

  private func acting(_ person: String, day: Int64, _ book: RoleBook) throws -> Acting {
    let law = AccessLaw(directory: try bench.directory(), book: book)
    return Acting(
      authority: Authority(law: law, subject: .person(person)),
      actor: Actor(person: person, name: person, role: "planner", organisation: "centre"),
      time: start.adding(days: day))
  }

  /// The roles without the right of the platform companies to take part in cases.
  private func narrower() throws -> RoleBook {
    try RoleBook(
      book.roles.values.map { role in
        var role = role
        if role.id == "platform" { role.rights.removeAll { $0.objects.contains(.process) } }
        return role
      })
  }

  @Test func peopleRolesAndCalendarAreThoseOfTheMoment() throws {
    let first = try acting("old", day: 2, book)
    let number = try bench.startCase(
      library.file("project").definition, library.calendar, subject: "P1", title: "复垦",
      area: "990101", by: first.context, first.authority
    ).number
    try direct(.revoke(["g1"], reason: "调动"), day: 3)
    try direct(.grant([try grant("g3", "new", "centre", "planner", day: 3)], book: book), day: 3)
    var calendar = library.calendar
    calendar.holidays.insert(999_999)
    let narrower = try narrower()
    let second = try acting("new", day: 4, narrower)
    _ = try bench.advanceCase(
      number, .copy(organisations: ["plat"], note: "知会"), expected: 1, calendar, by: second.context,
      second.authority)
    // Nothing changed since: the deed names neither again.
    _ = try bench.advanceCase(
      number, .copy(organisations: ["plat"], note: "再知会"), expected: 2, calendar,
      by: second.context,
      second.authority)
    let file = try bench.caseFile(number, calendar)
    #expect(
      file.basis.map { $0.map(\.name) } == [
        ["process/project", "access/roles", "processes/calendar"],
        ["access/roles", "processes/calendar"], [],
      ])

    // Asked today by somebody who had no grant when the case began.
    let past = try bench.pastCase(number, version: 1, calendar, second)
    #expect(past.missing == [] && past.calendar == library.calendar)
    #expect(past.acting.authority.law.book == book)
    #expect(Set(past.rights.map(\.role)) == ["planner", "platform"])
    #expect(past.rights.allSatisfy { $0.people == 1 })
    #expect(try requests(past) == [])
    let author = try bench.pastCase(number, version: 1, calendar, try acting("old", day: 9, book))
    let known = try #require(author.rights.first { $0.role == "planner" })
    #expect(known.organisations == ["centre"])
    #expect(try requests(author) == known.requests && !known.requests.isEmpty)

    let later = try bench.pastCase(number, version: 2, library.calendar, second)
    #expect(later.missing == [] && later.calendar == calendar)
    #expect(later.acting.authority.law.book == narrower)
    #expect(later.rights.map(\.role) == ["planner"])
    #expect(try requests(later) == later.rights.first?.requests)
    #expect(throws: Diagnostic.self) { try bench.pastCase(number, version: 4, calendar, second) }
  }

  private func requests(_ past: PastCase) throws -> [ProcessRequest] {
    try Workbench.requests(past.file, by: past.acting.context, past.acting.authority)
  }

  /// The same rights are the same bytes, in whatever order they were written.
  @Test func whatIsKeptComesBackAsItWas() throws {
    #expect(try RoleBook(kept: book.bytes()) == book)
    #expect(try RoleBook(kept: book.bytes()).bytes() == book.bytes())
    #expect(try WorkCalendar(kept: library.calendar.bytes()) == library.calendar)
    #expect(try narrower().bytes() != book.bytes())
  }
}
