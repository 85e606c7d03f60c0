import Access
import EventLog
import Groundwork
import Storage

extension Accounts {
  /// Appoints the first administrators (三员): once, on the command line, by the operator of the
  /// computer.
  ///
  /// Before this there are no accounts. Afterwards the three administrators manage organisations,
  /// people and grants; none of them can do so alone.
  /// - Throws: Diagnostics `access.established`, `access.three` and those of the directory.
  public func establish(
    _ organisation: Organisation, people: [Person], roles: [String], at time: Timestamp
  ) throws -> [InitialPassword] {
    let grants = zip(people, roles).map { person, role in
      Grant(
        id: "first-\(role)", person: person.id, organisation: organisation.id, role: role,
        area: organisation.area, from: time)
    }
    let context = DeedContext(actor: Accounts.operatorAtTheComputer, time: time)
    return try write(at: time) { writer, events in
      try events.perform(
        DirectoryDecider.self,
        .establish(
          organisation: organisation, people: people, grants: grants, book: policy.book),
        on: AccountBook.directoryStream(), expected: nil, by: context)
      return try open(people, by: context, writer, events)
    }
  }

  public func addOrganisations(
    _ list: [Organisation], by caller: Caller, at time: Timestamp
  ) throws {
    var context: DeedContext?
    for organisation in list {
      context = try demand(
        caller, .administer,
        AccessObject(.account, organisation.id, area: organisation.area), at: time)
    }
    guard let context else { return }
    try perform(.addOrganisations(list), by: context)
  }

  /// Enters people and opens an account for each.
  public func addPeople(
    _ list: [Person], by caller: Caller, at time: Timestamp
  ) throws -> [InitialPassword] {
    let organisations = known.directory.state.organisations
    var context: DeedContext?
    for person in list {
      for post in person.posts {
        context = try demand(
          caller, .administer,
          AccessObject(.account, person.id, area: organisations[post]?.area ?? .country), at: time)
      }
    }
    guard let context else {
      if list.isEmpty { return [] }
      throw DirectoryDecider.refusal(
        "bad-person", zh: "人员须有任职", en: "a person needs a post")
    }
    return try write(at: time) { writer, events in
      try events.perform(
        DirectoryDecider.self, .addPeople(list), on: AccountBook.directoryStream(), expected: nil,
        by: context)
      return try open(list, by: context, writer, events)
    }
  }

  /// Opens or reopens accounts for people who are already in the directory.
  public func openAccounts(
    _ ids: [String], by caller: Caller, at time: Timestamp
  ) throws -> [InitialPassword] {
    var context: DeedContext?
    var people: [Person] = []
    for id in ids {
      context = try demand(caller, .administer, account(id), at: time)
      if let person = known.directory.state.people[id] { people.append(person) }
    }
    guard let context else { return [] }
    return try write(at: time) { writer, events in
      try open(people, by: context, writer, events)
    }
  }

  public func setPosts(
    of person: String, _ posts: [String], by caller: Caller, at time: Timestamp
  ) throws {
    let context = try demand(caller, .administer, account(person), at: time)
    let organisations = known.directory.state.organisations
    for post in posts {
      _ = try demand(
        caller, .administer,
        AccessObject(.account, person, area: organisations[post]?.area ?? .country), at: time)
    }
    try perform(.setPosts(person: person, posts: posts), by: context)
  }

  func perform(_ command: DirectoryDecider.Command, by context: DeedContext) throws {
    try write(at: context.time) { _, events in
      _ = try events.perform(
        DirectoryDecider.self, command, on: AccountBook.directoryStream(), expected: nil,
        by: context)
    }
  }

  private func open(
    _ people: [Person], by context: DeedContext, _ writer: WorkspaceWriter,
    _ events: any EventWriting
  ) throws -> [InitialPassword] {
    var secrets = try SecretBook(writer.reader)
    var passwords: [InitialPassword] = []
    for person in people {
      let password = Randomness.password()
      try perform(.open, on: person.id, by: context, events)
      try events.perform(
        SignIn.self, .setPassword(byAdministrator: true),
        on: AccountBook.accountStream(person.id), expected: nil, by: context)
      secrets.accounts[person.id] = Credentials(password: try hash(password))
      passwords.append(InitialPassword(person: person.id, password: password))
    }
    try secrets.keep(writer)
    return passwords
  }

  static let operatorAtTheComputer = Actor(
    person: "local:operator", name: "命令行", role: "operator", organisation: "local", isLocal: true)
}

extension Accounts {
  /// Requires the right to see the directory, or other content of administrators.
  public func demandReading(
    _ caller: Caller, _ kind: ObjectKind = .account, at time: Timestamp
  ) throws {
    _ = try demand(caller, .read, AccessObject(kind, "directory", area: homeArea), at: time)
  }
}
