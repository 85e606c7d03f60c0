import Access
import EventLog
import Foundation
import Groundwork
import Workbench

/// Signing in and out, one's own password and second factor.
enum SessionRoutes {
  private static let root = EndpointTable.root + "/session"

  static let endpoints: [Endpoint] = [
    .answer(
      .get, root, "session", "Who is signed in, with which roles, and what must be done first", [],
      .json("Session"), right: .anyone, isVersioned: false
    ) { call in try .json(view(call, call.actor)) },
    .answer(
      .post, root, "signIn", "Signs in; the session is a cookie that scripts cannot read",
      body: .json(schema: "SignIn"), .json("Session"), problems: [404, 409, 429], right: .anyone,
      cost: .password
    ) { call in try signIn(call) }.answeredOnce(),
    .answer(
      .delete, root, "signOut", "Ends the session", [], .nothing, problems: [404, 409], right: .own
    ) { call in
      let person = try person(call)
      if let session = call.actor.session {
        try call.accounts().signOut(session, person: person, at: WallClock.now())
      }
      return Answer(status: 204).with("Set-Cookie", cookie("", call, isGone: true))
    },
    .answer(
      .post, "\(root)/password", "changePassword",
      "Changes one's password; all sessions of the account end",
      body: .json(schema: "PasswordChange"), .nothing, problems: [404, 409, 429], right: .own,
      cost: .password
    ) { call in
      let change = try call.body(PasswordChange.self)
      try attempt(call)
      try call.accounts().changePassword(
        of: person(call), from: change.current, to: change.new,
        address: call.actor.caller.address, at: WallClock.now())
      return Answer(status: 204).with("Set-Cookie", cookie("", call, isGone: true))
    }.answeredOnce(),
    .answer(
      .post, "\(root)/second-factor", "beginSecondFactor",
      "Begins to set up a second factor: the data for the authenticator app",
      body: .json(schema: "PasswordShown"), .json("SecondFactorOffer"), problems: [404, 409, 429],
      right: .own, cost: .password
    ) { call in
      let shown = try call.body(PasswordShown.self)
      try attempt(call)
      let offer = try call.accounts().beginSecondFactor(
        of: person(call), password: shown.password, address: call.actor.caller.address,
        at: WallClock.now())
      return try .json(Offer(secret: offer.secret, address: offer.address))
    }.answeredOnce(),
    .answer(
      .post, "\(root)/second-factor/confirmation", "confirmSecondFactor",
      "Confirms the second factor with a code; returns the recovery codes, once",
      body: .json(schema: "CodeShown"), .json("RecoveryCodes"), problems: [404, 409, 429],
      right: .own
    ) { call in
      let shown = try call.body(CodeShown.self)
      try attempt(call)
      let codes = try call.accounts().confirmSecondFactor(
        of: person(call), code: shown.code, at: WallClock.now())
      return try .json(Codes(recoveryCodes: codes))
    }.answeredOnce(),
  ]

  private struct SignInBody: Decodable {
    var account: String
    var password: String
    var code: String?
  }

  private struct PasswordChange: Decodable {
    var current: String
    var new: String
  }

  private struct PasswordShown: Decodable { var password: String }
  private struct CodeShown: Decodable { var code: String }

  private struct Offer: Encodable {
    var secret: String
    var address: String
  }

  private struct Codes: Encodable { var recoveryCodes: [String] }

  private static func signIn(_ call: EndpointCall) throws -> Answer {
    guard let profile = call.service.gate.profile else { throw noAccounts }
    try attempt(call)
    let body = try call.body(SignInBody.self)
    let accounts = try call.accounts()
    let now = WallClock.now()
    let attempt = SignInAttempt(
      account: body.account, password: body.password, code: body.code,
      address: call.actor.caller.address)
    do {
      let session = try accounts.signIn(attempt, at: now)
      let actor = Actor(
        name: session.person,
        caller: Caller(.person(session.person), address: call.actor.caller.address),
        session: Accounts.session(token: session.token))
      return try Answer.json(view(call, actor))
        .with("Set-Cookie", cookie(session.token, call, isGone: false))
    } catch let refusal as Diagnostic where refusal.code == "access.sign-in" {
      let isOpen = accounts.known.account(body.account)?.isOpen ?? false
      if !isOpen,
        call.service.gate.unknownAccounts.isLocked(
          body.account, at: now, profile, by: Accounts.stranger)
      {
        throw accounts.locked
      }
      throw refusal
    }
  }

  /// One more attempt from an address.
  static func attempt(_ call: EndpointCall) throws {
    guard call.service.gate.attempts.take(call.actor.caller.address) else {
      throw Problem(
        429, "access.too-many", zh: "尝试过于频繁，请稍后再试。", en: "Too many attempts; try again later."
      ).with("Retry-After", "5")
    }
  }

  private static func cookie(_ token: String, _ call: EndpointCall, isGone: Bool) -> String {
    let settings = call.service.gate.settings
    return "\(settings.cookieName)=\(token); Path=/; HttpOnly; SameSite=Strict"
      + (settings.isSecure ? "; Secure" : "") + (isGone ? "; Max-Age=0" : "")
  }

  static func person(_ call: EndpointCall) throws -> String {
    guard let person = call.actor.caller.person else { throw noAccounts }
    return person
  }

  private static let noAccounts = Problem(
    404, "access.no-accounts", zh: "服务没有启用账号。", en: "The server runs without accounts.")

  private static func view(_ call: EndpointCall, _ actor: Actor) throws -> SessionView {
    let gate = call.service.gate
    let book = try gate.book(call.state)
    let now = WallClock.now()
    var view = SessionView(hasAccounts: gate.profile != nil)
    view.profile = gate.profile.map(ProfileView.init)
    switch actor.caller.subject {
    case .local(let role):
      if actor != .local { view.roles = [RoleView(gate.policy.book, role)] }
    case .person(let id):
      guard let person = book.directory.state.people[id], let profile = gate.profile,
        let account = book.account(id)
      else { break }
      view.person = PersonName(id: person.id, name: person.name)
      let grants = book.directory.state.grants(of: id, at: now)
      view.roles = grants.map {
        RoleView(gate.policy.book, $0.role, organisation: $0.organisation, until: $0.until)
      }
      let duties = SignIn.duties(account, at: now, profile)
      view.duties = Duties(password: duties.password, secondFactor: duties.secondFactor)
    }
    return view
  }
}

struct PersonName: Encodable {
  var id: String
  var name: String
}

struct Duties: Encodable {
  var password: Bool
  var secondFactor: Bool
}

struct ProfileView: Encodable {
  var id: String
  var title: Localized
  var minimumPasswordLength: Int
  var minimumCharacterKinds: Int
  var idleSeconds: Int64
  var absoluteSeconds: Int64

  init(_ profile: SecurityProfile) {
    id = profile.id
    title = profile.title
    minimumPasswordLength = profile.minimumPasswordLength
    minimumCharacterKinds = profile.minimumCharacterKinds
    idleSeconds = profile.idleSeconds
    absoluteSeconds = profile.absoluteSeconds
  }
}

struct RoleView: Encodable {
  var id: String
  var title: Localized
  var duty: String
  @Nullable var organisation: String?
  @Nullable var until: String?

  init(_ book: RoleBook, _ id: String, organisation: String? = nil, until: Timestamp? = nil) {
    self.id = id
    title = book.roles[id]?.title ?? Localized(id)
    duty = book.roles[id]?.duty.rawValue ?? Role.Duty.work.rawValue
    _organisation = Nullable(wrappedValue: organisation)
    _until = Nullable(wrappedValue: until?.iso8601)
  }
}

/// `/api/v1/session`.
struct SessionView: Encodable {
  var hasAccounts: Bool
  @Nullable var profile: ProfileView?
  @Nullable var person: PersonName?
  var roles: [RoleView] = []
  var duties = Duties(password: false, secondFactor: false)

  init(hasAccounts: Bool) {
    self.hasAccounts = hasAccounts
    _profile = Nullable(wrappedValue: nil)
    _person = Nullable(wrappedValue: nil)
  }
}

extension EndpointCall {
  /// The use cases of accounts on the current state, which another request may have changed.
  func accounts() throws -> Accounts { try service.gate.accounts(state) }

  /// The sender as a subject of rights. The local person without a chosen role acts in the first
  /// role that has the right.
  func caller(_ action: Action, _ kind: ObjectKind) -> Caller {
    guard actor == .local else { return actor.caller }
    let fit = service.gate.policy.book.roles.values.sorted { $0.id < $1.id }.first { role in
      role.rights.contains {
        $0.actions.contains(action) && $0.objects.contains(kind) && $0.scope == .area
      }
    }
    return Caller(.local(role: fit?.id ?? "planner"), address: actor.caller.address)
  }
}
