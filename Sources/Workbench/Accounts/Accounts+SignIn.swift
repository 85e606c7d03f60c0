import Access
import EventLog
import Foundation
import Groundwork
import Storage

/// The input of a sign-in.
public struct SignInAttempt: Sendable {
  public var account: String
  public var password: String
  /// A time code or a recovery code.
  public var code: String?
  public var address: String

  public init(account: String, password: String, code: String?, address: String) {
    self.account = account
    self.password = password
    self.code = code
    self.address = address
  }
}

/// A new session. Only the browser has the token; the log has its hash.
public struct NewSession: Sendable {
  public var person: String
  public var token: String
}

extension Accounts {
  /// The hash that identifies a session in the log.
  public static func session(token: String) -> Digest {
    HashAlgorithm.sha256.hash(Array(token.utf8))
  }

  /// Signs somebody in. Whatever the outcome, it writes an event of the account and an audit entry.
  ///
  /// The error does not say what was wrong, and the time does not depend on whether the account
  /// exists.
  /// - Throws: Diagnostic `access.sign-in`, `access.locked`.
  public func signIn(_ attempt: SignInAttempt, at time: Timestamp) throws -> NewSession {
    let person = attempt.account
    let secrets = try workspace.read { try SecretBook($0) }
    guard let state = known.account(person), state.isOpen,
      let credentials = secrets.accounts[person]
    else {
      _ = try PasswordHash(
        attempt.password, salt: [UInt8](repeating: 0, count: 16), logN: profile.scryptLogN)
      // Users sometimes type a password as the account name, so the input is not logged.
      try record(
        .signIn(account: "?", isFine: false, address: attempt.address), by: Accounts.stranger,
        at: time)
      throw Accounts.wrong
    }
    // While an account is locked, no password is checked; see ``SignIn``.
    let isLocked = state.lockedUntil.map { time < $0 } ?? false
    let evidence =
      isLocked
      ? Credentials.Evidence(passwordMatches: false, secondFactor: .missing)
      : try credentials.evidence(password: attempt.password, code: attempt.code, at: time)
    let token = Accounts.token()
    let context = DeedContext(actor: owner(person), time: time)
    let decided = try write(at: time) { writer, events in
      guard try SecretBook(writer.reader).accounts[person] == credentials else {
        throw Accounts.wrong
      }
      let decided = try perform(
        .signIn(evidence, session: Accounts.session(token: token), profile), on: person,
        by: context, events)
      try append(
        .signIn(account: person, isFine: Accounts.isFine(decided), address: attempt.address),
        by: context.actor, at: time, events)
      return decided
    }
    if Accounts.isFine(decided) { return NewSession(person: person, token: token) }
    if isLocked || decided.contains(where: { if case .locked = $0 { true } else { false } }) {
      throw locked
    }
    throw Accounts.wrong
  }

  /// Ends a session.
  public func signOut(_ session: Digest, person: String, at time: Timestamp) throws {
    try write(at: time) { _, events in
      _ = try perform(
        .signOut(session: session), on: person,
        by: DeedContext(actor: owner(person), time: time), events)
    }
  }

  /// Records that a session was used.
  public func note(_ session: Digest, person: String, at time: Timestamp) throws {
    try write(at: time) { _, events in
      _ = try perform(
        .use(session: session, profile), on: person,
        by: DeedContext(actor: owner(person), time: time), events)
    }
  }

  static func isFine(_ events: [SignInEvent]) -> Bool {
    events.contains { if case .signedIn = $0 { true } else { false } }
  }

  /// 256 random bits, in base 64 for addresses (RFC 4648, section 5).
  static func token() -> String {
    Data(Randomness.bytes(32)).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// The actor of a request from an unknown person.
  public static let stranger = Actor(
    person: "unknown", name: "未知", role: "none", organisation: "none")

  /// The same text for every cause of failure.
  static let wrong = Diagnostic(
    code: "access.sign-in",
    Localized(zh: "账号、口令或验证码不对。", en: "Wrong account, password or code."))

  /// The answer for a locked account, and, on the server, for accounts that do not exist.
  public var locked: Diagnostic {
    Diagnostic(
      code: "access.locked",
      Localized(
        zh: "连续失败 \(profile.failuresToLock) 次，账号已锁定 \(profile.lockSeconds / 60) 分钟。",
        en: "After \(profile.failuresToLock) failures in a row the account is locked for "
          + "\(profile.lockSeconds / 60) minutes."),
      remedy: Localized(
        zh: "稍后再试，或请系统管理员解锁。",
        en: "Try again later, or ask the system administrator to unlock it."))
  }
}
