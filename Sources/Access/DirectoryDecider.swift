import EventLog
import Groundwork

/// What happens to organisations, people and grants.
public enum DirectoryEvent: EventPayload {
  case established(grants: [Grant])
  case organisationsAdded(organisations: [Organisation])
  case peopleAdded(people: [Person])
  case granted(grants: [Grant])
  case revoked(grants: [String], reason: String)
  case postsSet(person: String, posts: [String])

  public static let category = "access"

  public var kind: String {
    switch self {
    case .established: "established"
    case .organisationsAdded: "organisations-added"
    case .peopleAdded: "people-added"
    case .granted: "granted"
    case .revoked: "revoked"
    case .postsSet: "posts-set"
    }
  }
}

/// The rules of the directory: a tree of organisations, people with posts, grants under 三员分立.
///
/// ``AccessLaw`` decides whether the actor has the right to a command; this type refuses what is
/// never allowed, whoever the actor is.
public struct DirectoryDecider: Decider {
  public enum Command: Sendable {
    /// Appoints the first three administrators, on the command line: three people, one for each
    /// duty.
    case establish(organisation: Organisation, people: [Person], grants: [Grant], book: RoleBook)
    case addOrganisations([Organisation])
    case addPeople([Person])
    case grant([Grant], book: RoleBook)
    case revoke([String], reason: String)
    /// Sets the posts of a person. Grants for removed posts are revoked.
    case setPosts(person: String, posts: [String])
  }

  public typealias Event = DirectoryEvent

  public static let initial = Directory()

  public static func decide(
    _ command: Command, in state: Directory, by context: DeedContext
  ) throws -> [DirectoryEvent] {
    switch command {
    case .establish(let organisation, let people, let grants, let book):
      return try establish(organisation, people, grants, book, state, context)
    case .addOrganisations(let list):
      var next = state
      for organisation in list { try add(organisation, to: &next) }
      return list.isEmpty ? [] : [.organisationsAdded(organisations: list)]
    case .addPeople(let list):
      var next = state
      for person in list { try add(person, to: &next) }
      return list.isEmpty ? [] : [.peopleAdded(people: list)]
    case .grant(let list, let book):
      guard state.isEstablished else {
        throw refusal(
          "not-established", zh: "还没有设立三员",
          en: "the three administrators have not been appointed yet")
      }
      guard !list.contains(where: { $0.person == context.actor.person }) else {
        throw refusal("own-grant", zh: "不得给自己授权", en: "nobody can grant roles to themselves")
      }
      var next = state
      for grant in list { try add(grant, to: &next, book) }
      return list.isEmpty ? [] : [.granted(grants: list)]
    case .revoke(let ids, let reason):
      let gone = ids.filter { state.grants[$0] == nil }
      guard gone.isEmpty else {
        throw refusal(
          "no-grant", zh: "没有这些授权：\(gone.joined(separator: "、"))",
          en: "there are no such grants: \(gone.joined(separator: ", "))")
      }
      guard !reason.isEmpty else {
        throw refusal("reason", zh: "收回授权须说明理由", en: "revoking a grant needs a reason")
      }
      return ids.isEmpty ? [] : [.revoked(grants: Set(ids).sorted(), reason: reason)]
    case .setPosts(let person, let posts):
      return try setPosts(person, posts, state)
    }
  }

  private static func setPosts(
    _ id: String, _ posts: [String], _ state: Directory
  ) throws -> [DirectoryEvent] {
    guard let person = state.people[id] else {
      throw refusal("no-person", zh: "没有人员 \(id)", en: "there is no person \(id)")
    }
    if person.posts == posts { return [] }
    guard !posts.isEmpty, Set(posts).count == posts.count else {
      throw refusal(
        "bad-person", zh: "任职不得为空或重复", en: "posts must not be empty or given twice")
    }
    for post in posts where state.organisations[post] == nil {
      throw refusal("no-organisation", zh: "没有单位 \(post)", en: "there is no organisation \(post)")
    }
    let lost = state.grants.values
      .filter { $0.person == id && !posts.contains($0.organisation) }.map(\.id).sorted()
    return [.postsSet(person: id, posts: posts)]
      + (lost.isEmpty ? [] : [.revoked(grants: lost, reason: "任职变动 · post ended")])
  }

  public static func evolve(_ state: inout Directory, _ deed: Deed<DirectoryEvent>) {
    switch deed.event {
    case .established(let grants):
      state.isEstablished = true
      for grant in grants { insert(grant, into: &state) }
    case .organisationsAdded(let list):
      for organisation in list { state.organisations[organisation.id] = organisation }
    case .peopleAdded(let list): for person in list { state.people[person.id] = person }
    case .granted(let list): for grant in list { insert(grant, into: &state) }
    case .revoked(let ids, _): for id in ids { state.grants[id] = nil }
    case .postsSet(let person, let posts): state.people[person]?.posts = posts
    }
  }

  private static func insert(_ grant: Grant, into state: inout Directory) {
    state.grants[grant.id] = grant
    state.usedGrants.insert(grant.id)
  }

  private static func establish(
    _ organisation: Organisation, _ people: [Person], _ grants: [Grant], _ book: RoleBook,
    _ state: Directory, _ context: DeedContext
  ) throws -> [DirectoryEvent] {
    guard !state.isEstablished else {
      throw refusal(
        "established", zh: "三员已经设立", en: "the three administrators have already been appointed")
    }
    var next = state
    if state.organisations[organisation.id] == nil { try add(organisation, to: &next) }
    for person in people { try add(person, to: &next) }
    for grant in grants { try add(grant, to: &next, book) }
    let duties = try Set(grants.map { try book.role($0.role).duty })
    guard duties == [.system, .security, .audit], grants.count == 3 else {
      throw refusal(
        "three", zh: "须恰好设系统、安全、审计三名管理员",
        en: "exactly one system, one security and one audit administrator must be appointed")
    }
    var events: [DirectoryEvent] = []
    if state.organisations[organisation.id] == nil {
      events.append(.organisationsAdded(organisations: [organisation]))
    }
    if !people.isEmpty { events.append(.peopleAdded(people: people)) }
    return events + [.established(grants: grants)]
  }

  fileprivate static func add(_ organisation: Organisation, to state: inout Directory) throws {
    guard StreamName.isPart(organisation.id), !organisation.name.isEmpty else {
      throw refusal(
        "bad-organisation", zh: "单位的编号或名称不对：\(organisation.id)",
        en: "the id or the name of an organisation is invalid: \(organisation.id)")
    }
    guard state.organisations[organisation.id] == nil else {
      throw refusal(
        "organisation-exists", zh: "已有单位 \(organisation.id)",
        en: "the organisation \(organisation.id) already exists")
    }
    if let parent = organisation.parent {
      // An organisation is added below an existing one, so the tree has no cycle.
      guard let above = state.organisations[parent] else {
        throw refusal(
          "no-parent", zh: "没有上级单位 \(parent)", en: "there is no parent organisation \(parent)")
      }
      guard above.area.contains(organisation.area) else {
        throw refusal(
          "outside-parent", zh: "\(organisation.id) 的区域不在上级 \(parent) 的区域内",
          en: "the area of \(organisation.id) is not within that of \(parent)")
      }
    }
    state.organisations[organisation.id] = organisation
  }

  fileprivate static func add(_ person: Person, to state: inout Directory) throws {
    guard StreamName.isPart(person.id), !person.name.isEmpty, !person.posts.isEmpty,
      person.id != "local"
    else {
      throw refusal(
        "bad-person", zh: "人员的编号、姓名或任职不对：\(person.id)",
        en: "the id, name or posts of a person are invalid: \(person.id)")
    }
    guard state.people[person.id] == nil else {
      throw refusal(
        "person-exists", zh: "已有人员 \(person.id)", en: "the person \(person.id) already exists")
    }
    for post in person.posts where state.organisations[post] == nil {
      throw refusal("no-organisation", zh: "没有单位 \(post)", en: "there is no organisation \(post)")
    }
    state.people[person.id] = person
  }

  fileprivate static func add(_ grant: Grant, to state: inout Directory, _ book: RoleBook) throws {
    let role = try book.role(grant.role)
    guard StreamName.isPart(grant.id), !state.usedGrants.contains(grant.id) else {
      throw refusal(
        "grant-id", zh: "授权编号不对或已用过：\(grant.id)",
        en: "the id of a grant is invalid or already used: \(grant.id)")
    }
    guard let person = state.people[grant.person],
      let organisation = state.organisations[grant.organisation],
      person.posts.contains(grant.organisation)
    else {
      throw refusal(
        "no-post", zh: "\(grant.person) 在 \(grant.organisation) 没有任职",
        en: "\(grant.person) has no post in \(grant.organisation)")
    }
    guard organisation.area.contains(grant.area) else {
      throw refusal(
        "outside-organisation", zh: "授权范围 \(grant.area) 超出单位的区域 \(organisation.area)",
        en: "the grant's area \(grant.area) reaches beyond that of the organisation")
    }
    guard grant.until.map({ $0 > grant.from }) ?? true else {
      throw refusal(
        "empty-grant", zh: "授权在开始前已结束", en: "the grant ends before it begins")
    }
    for other in state.grants.values
    where other.person == grant.person && other.overlaps(grant) {
      let duty = try book.role(other.role).duty
      guard duty == role.duty else {
        throw refusal(
          "separation",
          zh: "三员分立：\(grant.person) 已任 \(other.role)，不得同时任 \(grant.role)",
          en: "separation of duties: \(grant.person) is \(other.role) and cannot be "
            + "\(grant.role) at the same time")
      }
    }
    insert(grant, into: &state)
  }

  package static func refusal(_ code: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "access.\(code)", Localized(zh: zh, en: en))
  }
}

extension Directory {
  /// What the directory would become, for a look at a list before it is entered: the rules are those of
  /// ``DirectoryDecider``, and a refusal changes nothing.
  public mutating func add(_ organisation: Organisation) throws {
    try DirectoryDecider.add(organisation, to: &self)
  }

  public mutating func add(_ person: Person) throws {
    try DirectoryDecider.add(person, to: &self)
  }

  public mutating func add(_ grant: Grant, _ book: RoleBook) throws {
    try DirectoryDecider.add(grant, to: &self, book)
  }
}
