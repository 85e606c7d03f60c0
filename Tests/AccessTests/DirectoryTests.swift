import Access
import EventLog
import Groundwork
import TestSupport
import Testing

@Suite struct DirectoryTests {
  /// Random grants, revocations and times: whatever was accepted, at no moment does one person have
  /// two duties, grant to themselves, or hold a role outside their organisation's area.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func separationOfDutiesHoldsUnderRandomCommands(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let book = try Policies.book()
    var state = try County.directory()
    var version: Int64 = 0
    var accepted = 0
    var refused: [String: Int] = [:]
    let people = state.people.keys.sorted()
    let roles = book.roles.keys.sorted()
    for number in 0..<3000 {
      let command: DirectoryDecider.Command
      if random.next() % 4 == 0, let id = state.grants.keys.sorted().randomPick(&random) {
        command = .revoke([id], reason: "r")
      } else {
        let from = Int64(random.next() % 1000)
        let until = random.next() % 3 == 0 ? nil : from + Int64(random.next() % 300)
        let person = random.pick(people)
        // Mostly an organisation in which the person has a post, or nothing else would be refused.
        let posts = state.people[person]?.posts ?? []
        let organisation =
          random.next() % 4 == 0 ? random.pick(County.organisations).id : random.pick(posts)
        let area = state.organisations[organisation]?.area.digits ?? "99"
        command = .grant(
          [
            County.grant(
              "n\(number)", person, organisation, random.pick(roles),
              random.next() % 4 == 0 ? "990101" : area, from: from, until: until)
          ], book: book)
      }
      let actor = random.pick(people)
      do {
        try DirectoryDecider.advance(
          &state, version: &version, command, by: County.context(actor))
        accepted += 1
      } catch let refusal as Diagnostic {
        refused[refusal.code, default: 0] += 1
      }
      if number % 100 == 0 { try check(state, book) }
    }
    try check(state, book)
    #expect(accepted > 200)
    #expect(refused["access.separation", default: 0] > 10)
    #expect(refused["access.own-grant", default: 0] > 10)
    #expect(refused["access.no-post", default: 0] > 10)
  }

  /// The oracle: look at every second.
  private func check(_ state: Directory, _ book: RoleBook) throws {
    for seconds in stride(from: Int64(0), through: 1400, by: 7) {
      let time = County.start.adding(seconds: seconds)
      for person in state.people.keys {
        let grants = state.grants(of: person, at: time)
        let duties = try Set(grants.map { try book.role($0.role).duty })
        #expect(duties.count <= 1)
        for grant in grants {
          #expect(state.people[person]?.posts.contains(grant.organisation) == true)
          let area = try #require(state.organisations[grant.organisation]?.area)
          #expect(grant.area.digits.hasPrefix(area.digits))
        }
      }
    }
  }

  @Test func theThreeAdministratorsAreThreePeople() throws {
    let book = try Policies.book()
    let ops = County.organisations[5]
    func establish(_ people: [String], _ grants: [(String, String)]) throws {
      var state = Directory()
      var version: Int64 = 0
      try DirectoryDecider.advance(
        &state, version: &version,
        .establish(
          organisation: ops, people: people.map { County.person($0, "ops") },
          grants: grants.enumerated().map { index, grant in
            County.grant("g\(index)", grant.0, "ops", grant.1, "99")
          }, book: book), by: County.context())
      #expect(state.isEstablished)
    }
    let roles = ["system-administrator", "security-administrator", "audit-administrator"]
    try establish(["a", "b", "c"], Array(zip(["a", "b", "c"], roles)))
    #expect(throws: Diagnostic.self) {
      try establish(["a", "b"], Array(zip(["a", "b", "a"], roles)))
    }
    #expect(throws: Diagnostic.self) { try establish(["a", "b"], Array(zip(["a", "b"], roles))) }
    #expect(throws: Diagnostic.self) {
      try establish(["a", "b", "c"], Array(zip(["a", "b", "c"], [roles[0], roles[0], roles[2]])))
    }
    #expect(throws: Diagnostic.self) {
      try establish(
        ["a", "b", "c"], Array(zip(["a", "b", "c"], [roles[0], roles[1], "planner"])))
    }
  }

  @Test func organisationsAreATreeByArea() throws {
    var state = try County.directory()
    var version: Int64 = 0
    func add(_ id: String, _ digits: String, under parent: String?) throws {
      try DirectoryDecider.advance(
        &state, version: &version,
        .addOrganisations([
          Organisation(
            id: id, name: id, kind: .department, area: County.area(digits), parent: parent)
        ]), by: County.context())
    }
    try add("x", "990101", under: "plan")
    #expect(state.organisation("x", isWithin: "prov"))
    #expect(!state.organisation("prov", isWithin: "x"))
    #expect(throws: Diagnostic.self) { try add("x", "990101", under: "plan") }
    #expect(throws: Diagnostic.self) { try add("y", "990102", under: "plan") }
    #expect(throws: Diagnostic.self) { try add("y", "990101", under: "none") }
    #expect(throws: Diagnostic.self) { try add("问", "990101", under: nil) }
  }

  @Test func aBatchOfGrantsIsRefusedWhole() throws {
    var state = try County.directory()
    let before = state
    var version: Int64 = 0
    let refusal = #expect(throws: Diagnostic.self) {
      try DirectoryDecider.advance(
        &state, version: &version,
        .grant(
          [
            County.grant("b1", "p-plan", "plan", "planner", "990101"),
            County.grant("b2", "p-plat", "plat", "platform", "990101"),
            County.grant("b3", "p-town", "plan", "planner", "990101"),
          ], book: Policies.book()), by: County.context())
    }
    #expect(refusal?.code == "access.no-post")
    #expect(state == before)
  }

  @Test func rolesThatMixDutiesAreRefused() throws {
    let text = try Policies.text("roles.yaml")
    let mixed = text.replacing(
      "- {actions: [read, administer], objects: [account], level: general}",
      with: "- {actions: [read], objects: [account, plan], level: general}")
    #expect(mixed != text)
    #expect(throws: Diagnostic.self) { try RoleBook(yaml: mixed, file: "x") }
    let twice = text + "  - {id: planner, zh: 甲, en: a, duty: work, rights: []}\n"
    #expect(throws: Diagnostic.self) { try RoleBook(yaml: twice, file: "x") }
    #expect(throws: Diagnostic.self) { try RoleBook(yaml: "format: 1\nroles: []", file: "x") }
    let unknown = text.replacing("[export]", with: "[fly]")
    let refusal = #expect(throws: Diagnostic.self) { try RoleBook(yaml: unknown, file: "x") }
    let line = text.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("[export]") }
    #expect(refusal?.code == "access.roles")
    #expect(refusal?.file == "x:\(try #require(line) + 1)")
  }

  /// The directory is the same when it is folded from the log.
  @Test func theDirectoryIsReadFromTheLog() throws {
    let store = MemoryEventStore()
    let stream = try StreamName("access", "directory")
    try store.writeEvents { writer in
      try writer.beginLog(LogHeader(id: "t", created: County.start))
      try writer.perform(
        DirectoryDecider.self, .addOrganisations(County.organisations), on: stream, expected: 0,
        by: County.context())
      let kept = try writer.perform(
        DirectoryDecider.self, .addPeople([County.person("p", "plan")]), on: stream, expected: 1,
        by: County.context())
      let read = try writer.state(of: stream, DirectoryDecider.self)
      #expect(read == kept)
      #expect(read.state.organisations.count == 6)
    }
  }
}

extension [String] {
  fileprivate func randomPick(_ random: inout SplitMix) -> String? {
    isEmpty ? nil : random.pick(self)
  }
}
