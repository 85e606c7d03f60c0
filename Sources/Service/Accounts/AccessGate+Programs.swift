import Access
import EventLog
import Foundation
import Groundwork
import Workbench

extension AccessGate {
  /// Who asks with a token in place of a session: a program such as QGIS, in the name of its user.
  ///
  /// It shows account and token as HTTP Basic does (RFC 7617), whose password is the token. Nothing but
  /// reading takes one: no endpoint that changes anything does.
  /// - Throws: A ``Problem`` 401 without a token that holds, 403 before first duties are done, 429 after
  ///   too many wrong tokens from one address.
  func admitProgram(
    _ request: WebRequest, _ state: WorkspaceState, _ profile: SecurityProfile
  ) throws -> Actor {
    guard let (person, secret) = request.basicCredentials else {
      throw AccessGate.challenge(AccessGate.noSession, request)
    }
    let address = request.address
    let token = Accounts.session(token: secret)
    let now = WallClock.now()
    guard let account = try book(state).account(person), account.isOpen,
      let found = account.tokens[token], now < found.until
    else {
      guard attempts.take(address) else {
        throw Problem(
          429, "access.too-many", zh: "尝试过于频繁，请稍后再试。", en: "Too many attempts; try again later."
        ).with("Retry-After", "5")
      }
      note(
        .refused(
          action: .read, object: "token/\(token.hex.prefix(8))", reason: "token",
          address: address), by: Accounts.stranger, once: "token \(address)", for: 60)
      throw AccessGate.challenge(AccessGate.wrongToken, request)
    }
    try demandDuties(account, at: now, profile)
    if isDue(token, found.seen, at: now) {
      keep { try $0.note(token: token, person: person, at: now) }
    }
    return Actor(name: person, caller: Caller(.person(person), address: address))
  }

  /// Whether the use of a token is to be noted: once an hour.
  private func isDue(_ token: Digest, _ seen: Timestamp?, at now: Timestamp) -> Bool {
    if let seen, now.seconds(since: seen) < 3600 { return false }
    return isNews("token used \(token.hex)", for: 3600, at: now)
  }

  private static let wrongToken = Problem(
    401, "access.token", zh: "账号或令牌不对，或令牌已到期、已撤销。",
    en: "Wrong account or token, or the token has run out or was revoked.")

  /// Browsers would ask for a password by themselves; only programs are told how to show one.
  private static func challenge(_ problem: Problem, _ request: WebRequest) -> Problem {
    guard request[field: "sec-fetch-mode"] == nil else { return problem }
    return problem.with("WWW-Authenticate", "Basic realm=\"zhitu\", charset=\"UTF-8\"")
  }
}

extension WebRequest {
  /// Account and token of the field `Authorization`; `nil` without it or where it is not well formed.
  var basicCredentials: (account: String, token: String)? {
    guard let value = self[field: "authorization"] else { return nil }
    let parts = value.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "basic", parts[1].utf8.count <= 1024,
      let bytes = Data(base64Encoded: String(parts[1])),
      let text = String(validating: bytes, as: UTF8.self),
      let colon = text.firstIndex(of: ":")
    else { return nil }
    return (String(text[..<colon]), String(text[text.index(after: colon)...]))
  }
}
