import EventLog
import Groundwork

/// The events of an account.
public enum SignInEvent: EventPayload {
  case opened
  case passwordSet(byAdministrator: Bool)
  case secondFactorSet
  case secondFactorCleared
  case signedIn(session: Digest, step: Int64?, recovery: Int?)
  case failed(reason: String)
  case locked(until: Timestamp)
  case unlocked
  /// The session was used; recorded at most once a minute.
  case seen(session: Digest)
  case signedOut(session: Digest)
  /// A token for a program was issued; only its hash is kept.
  case tokenIssued(token: Digest, name: String, until: Timestamp)
  /// A token was used; noted once an hour at most.
  case tokenSeen(token: Digest)
  case tokenRevoked(token: Digest)
  case closed

  public static let category = "account"

  public var kind: String {
    switch self {
    case .opened: "opened"
    case .passwordSet: "password-set"
    case .secondFactorSet: "second-factor-set"
    case .secondFactorCleared: "second-factor-cleared"
    case .signedIn: "signed-in"
    case .failed: "failed"
    case .locked: "locked"
    case .unlocked: "unlocked"
    case .seen: "seen"
    case .signedOut: "signed-out"
    case .tokenIssued: "token-issued"
    case .tokenSeen: "token-seen"
    case .tokenRevoked: "token-revoked"
    case .closed: "closed"
    }
  }
}

/// The rules of one account: the stream `account/PERSON`.
public struct SignIn: Decider {
  public struct Session: Hashable, Sendable, Codable {
    public var began: Timestamp
    public var seen: Timestamp
  }

  public struct State: Hashable, Sendable, Codable {
    public var isOpen = false
    public var hasSecondFactor = false
    /// The password was set by an administrator or is too old, so it must be changed before
    /// anything else.
    public var mustChangePassword = false
    public var passwordSet: Timestamp?
    public var failures = 0
    public var lockedUntil: Timestamp?
    /// The last period whose code was used, because a code is valid only once.
    public var lastStep: Int64 = -1
    public var usedRecovery: Set<Int> = []
    /// By the hash of the token that the browser has.
    public var sessions: [Digest: Session] = [:]
    /// By the hash of the token that the program has.
    public var tokens: [Digest: AccessToken] = [:]
  }

  public enum Command: Sendable {
    case open
    /// The new password has passed the checks of ``SecurityProfile/faults(of:person:name:)``.
    case setPassword(byAdministrator: Bool)
    case setSecondFactor
    /// For somebody who has lost it. All sessions end, because a thief of the device may have one.
    case clearSecondFactor
    case signIn(Credentials.Evidence, session: Digest, SecurityProfile)
    case use(session: Digest, SecurityProfile)
    case signOut(session: Digest)
    /// A token with which a program reads in one's name.
    case issueToken(Digest, name: String, until: Timestamp)
    case useToken(Digest)
    case revokeToken(Digest)
    case unlock
    case close
  }

  public typealias Event = SignInEvent

  public static let initial = State()

  /// How often the use of a session is recorded, in seconds.
  static let noteSeconds: Int64 = 60

  /// No profile allows longer sessions, so older ones can be forgotten.
  static let longestSessionDays: Int64 = 30

  public static func decide(
    _ command: Command, in state: State, by context: DeedContext
  ) throws -> [SignInEvent] {
    if case .open = command {
      guard !state.isOpen else { throw refusal("account-open", "账号已存在", "the account exists") }
      return [.opened]
    }
    guard state.isOpen else { throw refusal("sign-in", "账号或口令不对", "wrong account or password") }
    switch command {
    case .open: return []
    case .setPassword(let byAdministrator): return [.passwordSet(byAdministrator: byAdministrator)]
    case .setSecondFactor: return [.secondFactorSet]
    case .clearSecondFactor: return state.hasSecondFactor ? [.secondFactorCleared] : []
    case .signIn(let evidence, let session, let profile):
      return signIn(evidence, session, profile, state, context.time)
    case .use(let session, let profile):
      guard let found = state.sessions[session], isAlive(found, at: context.time, profile) else {
        throw refusal("session", "会话已结束，请重新登录", "the session has ended; sign in again")
      }
      let isFresh = context.time.seconds(since: found.seen) < noteSeconds
      return isFresh ? [] : [.seen(session: session)]
    case .signOut(let session):
      return state.sessions[session] == nil ? [] : [.signedOut(session: session)]
    case .issueToken, .useToken, .revokeToken:
      return try AccessToken.decide(command, in: state, at: context.time)
    case .unlock: return state.lockedUntil == nil && state.failures == 0 ? [] : [.unlocked]
    case .close: return [.closed]
    }
  }

  private static func signIn(
    _ evidence: Credentials.Evidence, _ session: Digest, _ profile: SecurityProfile,
    _ state: State, _ time: Timestamp
  ) -> [SignInEvent] {
    // While the account is locked, no password is checked, so that guessing reveals nothing and
    // costs nothing.
    if let until = state.lockedUntil, time < until { return [.failed(reason: "locked")] }
    var reason: String?
    var step: Int64?
    var recovery: Int?
    if !evidence.passwordMatches { reason = "password" }
    switch evidence.secondFactor {
    case .missing:
      if state.hasSecondFactor { reason = reason ?? "second-factor" }
    case .wrong: reason = reason ?? "second-factor"
    case .timeCode(let found):
      step = found
      if found <= state.lastStep { reason = reason ?? "code-used" }
    case .recovery(let index):
      recovery = index
      if state.usedRecovery.contains(index) { reason = reason ?? "code-used" }
    }
    guard let reason else {
      return [.signedIn(session: session, step: step, recovery: recovery)]
    }
    let isLast = state.failures + 1 >= profile.failuresToLock
    return [.failed(reason: reason)]
      + (isLast ? [.locked(until: time.adding(seconds: profile.lockSeconds))] : [])
  }

  public static func evolve(_ state: inout State, _ deed: Deed<SignInEvent>) {
    switch deed.event {
    case .opened: state.isOpen = true
    case .passwordSet(let byAdministrator):
      state.mustChangePassword = byAdministrator
      state.passwordSet = deed.time
      // All sessions end, because somebody else may know the old password. Programs go on when the
      // owner changes it.
      state.sessions = [:]
      if byAdministrator { state.tokens = [:] }
      state.failures = 0
    case .secondFactorSet:
      state.hasSecondFactor = true
      state.lastStep = -1
      state.usedRecovery = []
    case .secondFactorCleared:
      state.hasSecondFactor = false
      state.sessions = [:]
      state.tokens = [:]
    case .signedIn(let session, let step, let recovery):
      state.failures = 0
      state.lockedUntil = nil
      state.sessions = state.sessions.filter {
        deed.time < $0.value.began.adding(days: longestSessionDays)
      }
      state.sessions[session] = Session(began: deed.time, seen: deed.time)
      if let step { state.lastStep = step }
      if let recovery { state.usedRecovery.insert(recovery) }
    case .failed(let reason): if reason != "locked" { state.failures += 1 }
    case .locked(let until):
      state.lockedUntil = until
      state.failures = 0
    case .unlocked:
      state.lockedUntil = nil
      state.failures = 0
    case .seen(let session): state.sessions[session]?.seen = deed.time
    case .signedOut(let session): state.sessions[session] = nil
    case .tokenIssued(let token, let name, let until):
      state.tokens = state.tokens.filter { deed.time < $0.value.until }
      state.tokens[token] = AccessToken(name: name, issued: deed.time, until: until)
    case .tokenSeen(let token): state.tokens[token]?.seen = deed.time
    case .tokenRevoked(let token): state.tokens[token] = nil
    case .closed: state = State()
    }
  }

  /// Whether a session is still valid.
  public static func isAlive(
    _ session: Session, at time: Timestamp, _ profile: SecurityProfile
  ) -> Bool {
    // An unrecorded use is at most ``noteSeconds`` after the last recorded one, so an idle session
    // may end that much too early, but never too late.
    time.seconds(since: session.seen) < profile.idleSeconds
      && time.seconds(since: session.began) < profile.absoluteSeconds
  }

  /// The duties of a signed-in person before anything else.
  public static func duties(
    _ state: State, at time: Timestamp, _ profile: SecurityProfile
  ) -> (password: Bool, secondFactor: Bool) {
    let isOld =
      profile.passwordDays.map { days in
        state.passwordSet.map { $0.adding(days: days) <= time } ?? true
      } ?? false
    return (
      state.mustChangePassword || isOld, profile.needsSecondFactor && !state.hasSecondFactor
    )
  }

  static func refusal(_ code: String, _ zh: String, _ en: String) -> Diagnostic {
    Diagnostic(code: "access.\(code)", Localized(zh: zh, en: en))
  }
}
