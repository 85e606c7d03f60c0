import Access
import EventLog
import Foundation
import Groundwork
import Storage
import Synchronization
import Workbench

/// Guards every endpoint: it identifies the sender of a request and asks the one function of module
/// `Access` whether they may. Refusals are recorded in the audit.
package final class AccessGate: Sendable {
  let settings: AccessSettings
  let policy: AccessPolicy
  /// The numbers for sign-in; `nil` without accounts.
  let profile: SecurityProfile?
  /// The same, or those of the first profile, for preparations before accounts are used.
  private let numbers: SecurityProfile
  let attempts = AttemptLimit()
  let unknownAccounts = UnknownAccounts()
  private let watch: WorkspaceWatch
  private let known = Mutex(Known())
  private let sessions = Mutex<[Digest: Use]>([:])
  private let lastNoted = Mutex<[String: Timestamp]>([:])
  /// Writes audit entries and uses of sessions in the background, one after the other, so that
  /// requests do not wait while an import holds the workspace.
  private let writeQueue = OperationQueue()

  private struct Known {
    var number: UInt64?
    var isStale = true
    var book = AccountBook()
    var levels: (state: UInt64, marks: Int64, levels: LayerLevels)?
  }

  private struct Use {
    var latest: Timestamp
    var noted: Timestamp
  }

  /// - Throws: Diagnostics `access.*` for policy files that cannot be read.
  init(_ watch: WorkspaceWatch, _ settings: AccessSettings) throws {
    self.watch = watch
    self.settings = settings
    policy = try AccessPolicy()
    profile = try settings.profile.map(policy.profile)
    numbers = try profile ?? policy.profile(AccessPolicy.profiles[0])
    writeQueue.name = "zhitu.access.keeper"
    writeQueue.maxConcurrentOperationCount = 1
  }

  /// Waits until all pending writes are done.
  package func settle() async {
    await withCheckedContinuation { continuation in
      writeQueue.addOperation { continuation.resume() }
    }
  }

  /// The current accounts from the log.
  func book(_ state: WorkspaceState) throws -> AccountBook {
    try known.withLock { known in
      if known.isStale || known.number != state.number {
        try state.workspace.readEvents { try known.book.refresh($0) }
        known.number = state.number
        known.isStale = false
      }
      return known.book
    }
  }

  /// The levels of all layers.
  func levels(_ state: WorkspaceState) throws -> LayerLevels {
    let book = try book(state)
    if let found = known.withLock({ $0.levels }), found.state == state.number,
      found.marks == book.levels.version
    {
      return found.levels
    }
    let levels = try LayerLevels(state.workspace.layers(), book.levels.state)
    known.withLock { $0.levels = (state.number, book.levels.version, levels) }
    return levels
  }

  /// The use cases of accounts on the current state.
  func accounts(_ state: WorkspaceState) throws -> Accounts {
    let (watch, gate) = (watch, self)
    return Accounts(
      state.workspace, policy: policy, profile: numbers, known: try book(state)
    ) { body in
      defer { gate.known.withLock { $0.isStale = true } }
      try watch.writeKeepingState(body)
    }
  }

  func law(_ state: WorkspaceState) throws -> AccessLaw {
    AccessLaw(
      directory: try book(state).directory.state, book: policy.book,
      secondPersonFrom: profile.map { $0.secondPersonFrom })
  }

  // MARK: Identification

  /// The sender of a request. With accounts: the owner of the session, or a stranger where the
  /// endpoint allows it.
  ///
  /// - Throws: A ``Problem`` 401 without a valid session, 403 before first duties are done.
  func admit(
    _ request: WebRequest, _ endpoint: Endpoint, _ state: WorkspaceState
  ) throws -> Actor {
    let address = request.address
    guard let profile else {
      guard let role = try request.stated(ActingField.role) else { return .local }
      _ = try policy.book.role(role)
      return .local(role: role, address: address)
    }
    guard let token = request.cookie(settings.cookieName) else {
      if endpoint.takesToken { return try admitProgram(request, state, profile) }
      if endpoint.right == .anyone { return .stranger(address: address) }
      throw AccessGate.noSession
    }
    // The browser sends the cookie for requests of any page, so a change must come from a page of
    // this server.
    guard request.isSafe || request.isSurelyFrom(settings) else { throw Problem.otherOrigin }
    let session = Accounts.session(token: token)
    let now = WallClock.now()
    let book = try book(state)
    guard let person = book.person(ofSession: session), let account = book.account(person),
      isAlive(session, account, at: now, profile)
    else {
      if endpoint.right == .anyone { return .stranger(address: address) }
      note(
        .refused(
          action: .read, object: "session/\(session.hex.prefix(8))", reason: "session",
          address: address), by: Accounts.stranger, once: "session \(address)", for: 60)
      throw AccessGate.noSession
    }
    use(session, person, account, at: now)
    let actor = Actor(
      name: person, caller: Caller(.person(person), address: address), session: session)
    if ![.anyone, .own].contains(endpoint.right) { try demandDuties(account, at: now, profile) }
    return actor
  }

  /// Refuses whoever has not done their first duties.
  func demandDuties(
    _ account: SignIn.State, at now: Timestamp, _ profile: SecurityProfile
  ) throws {
    let duties = SignIn.duties(account, at: now, profile)
    guard !duties.password, !duties.secondFactor else { throw AccessGate.duty(duties) }
  }

  /// Whether the receiver of an open stream still has the right to it.
  func isStillAdmitted(_ actor: Actor, _ demand: Demand?) -> Bool {
    guard let profile else { return true }
    guard let session = actor.session, let person = actor.caller.person,
      let state = try? watch.current(), let book = try? book(state),
      let account = book.account(person), let law = try? law(state)
    else { return false }
    let now = WallClock.now()
    return isAlive(session, account, at: now, profile)
      && (demand.map { law.may(actor.caller.subject, $0.action, $0.object, at: now).isAllowed }
        ?? true)
  }

  private func isAlive(
    _ session: Digest, _ account: SignIn.State, at now: Timestamp, _ profile: SecurityProfile
  ) -> Bool {
    guard var found = account.sessions[session] else { return false }
    if let use = sessions.withLock({ $0[session] }) { found.seen = max(found.seen, use.latest) }
    return SignIn.isAlive(found, at: now, profile)
  }

  private func use(
    _ session: Digest, _ person: String, _ account: SignIn.State, at now: Timestamp
  ) {
    let noted = account.sessions[session]?.seen ?? now
    let isDue = sessions.withLock { sessions in
      let before = sessions[session]?.noted ?? noted
      let isDue = now.seconds(since: max(before, noted)) >= 60
      if sessions.count > 10_000 { sessions = [:] }
      sessions[session] = Use(latest: now, noted: isDue ? now : before)
      return isDue
    }
    guard isDue else { return }
    keep { try $0.note(session, person: person, at: now) }
  }

  // MARK: Rights

  /// Refuses what the access rules do not allow, with an audit entry.
  func authorize(_ demand: Demand, _ actor: Actor, _ state: WorkspaceState) throws {
    if actor == .local { return }
    let now = WallClock.now()
    let law = try law(state)
    let decision = law.may(actor.caller.subject, demand.action, demand.object, at: now)
    let who = Authority(law: law, subject: actor.caller.subject).actor(by: decision)
    let object = "\(demand.object.kind.rawValue)/\(demand.object.id)"
    if decision.isAllowed {
      if profile != nil, demand.action == .read, demand.object.level > .general {
        // A map of a hundred tiles is recorded as one reading.
        note(
          .read(object: object, level: demand.object.level, address: actor.caller.address),
          by: who, once: "read \(actor.key) \(object)", for: 3600)
      }
      return
    }
    if profile != nil {
      note(
        .refused(
          action: demand.action, object: object, reason: decision.reason.rawValue,
          address: actor.caller.address), by: who)
    }
    throw Problem(
      403, decision.outcome == .needsSecondPerson ? "access.second-person" : "access.refused",
      zh: "不允许：\(decision.message.zh)。", en: "Refused: \(decision.message.en).")
  }

  /// The right that an endpoint requires for one request.
  func demand(
    _ endpoint: Endpoint, _ values: [String: String], _ state: WorkspaceState
  ) throws -> Demand? {
    guard let (action, kind) = endpoint.right.needs(endpoint) else { return nil }
    let (id, level): (String, DataLevel) =
      switch endpoint.matter {
      case .listing: ("*", .general)
      case .everything: (endpoint.id, try levels(state).highest)
      case .layer(let parameter):
        (values[parameter] ?? "?", try levels(state).level(values[parameter] ?? "?"))
      }
    return Demand(
      action: action,
      object: AccessObject(kind, id, area: try area(state), level: level))
  }

  func area(_ state: WorkspaceState) throws -> AreaCode {
    profile == nil ? .country : try accounts(state).homeArea
  }

  /// Whether somebody may read a layer; lists omit the others.
  func mayRead(_ layer: String, _ actor: Actor, _ state: WorkspaceState) throws -> Bool {
    if actor == .local { return true }
    let object = AccessObject(
      .layer, layer, area: try area(state), level: try levels(state).level(layer))
    return try law(state).may(actor.caller.subject, .read, object, at: WallClock.now()).isAllowed
  }

  // MARK: Audit

  /// Adds an audit entry in the background.
  /// - Parameter once: A key under which only one entry is written within `seconds`.
  func note(
    _ line: AuditLine, by actor: EventLog.Actor, once key: String? = nil, for seconds: Int64 = 0
  ) {
    let now = WallClock.now()
    if let key, !isNews(key, for: seconds, at: now) { return }
    keep { try $0.record(line, by: actor, at: now) }
  }

  /// Whether something was not told within so many seconds; from now on it was.
  func isNews(_ key: String, for seconds: Int64, at now: Timestamp) -> Bool {
    lastNoted.withLock { lastNoted in
      if lastNoted.count > 10_000 {
        lastNoted = lastNoted.filter { now.seconds(since: $0.value) < 3600 }
      }
      if let last = lastNoted[key], now.seconds(since: last) < seconds { return false }
      lastNoted[key] = now
      return true
    }
  }

  func keep(_ work: @escaping @Sendable (Accounts) throws -> Void) {
    writeQueue.addOperation { [self] in
      do {
        try work(accounts(try watch.current()))
      } catch {
        let text = "zhitu: access: \(error)\n"
        // The audit cannot be written, which the operator must know.
        FileHandle.standardError.write(Data(text.utf8))
      }
    }
  }

  static let noSession = Problem(
    401, "access.session", zh: "请登录。", en: "Sign in first.")

  private static func duty(_ duties: (password: Bool, secondFactor: Bool)) -> Problem {
    duties.password
      ? Problem(403, "access.duty-password", zh: "请先更改口令。", en: "Change the password first.")
      : Problem(
        403, "access.duty-second-factor", zh: "请先登记第二因素。",
        en: "Set up the second factor first.")
  }
}

/// A required right.
struct Demand: Hashable, Sendable {
  var action: Action
  var object: AccessObject
}

extension AccessGate {
  /// A number that changes with everything that determines what somebody may see.
  func version(_ call: EndpointCall) throws -> UInt64 {
    if call.actor == .local { return 0 }
    let book = try book(call.state)
    var text = "\(book.directory.version) \(book.levels.version)"
    if let person = call.actor.caller.person {
      // Grants begin and end at given times.
      for grant in book.directory.state.grants(of: person, at: WallClock.now()) {
        text += " " + grant.id
      }
    }
    return Fingerprint.of(text.utf8)
  }
}
