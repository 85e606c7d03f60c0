import Access
import EventLog
import Groundwork

/// A token of somebody, as its owner sees it.
public struct TokenRow: Sendable {
  /// The first digits of its hash: says which one, opens nothing.
  public var id: String
  public var token: AccessToken
}

extension Accounts {
  /// The tokens of an account that still hold, newest first.
  public func tokens(of person: String, at time: Timestamp) -> [TokenRow] {
    (known.account(person)?.tokens ?? [:]).filter { time < $0.value.until }
      .map { TokenRow(id: Accounts.tokenID($0.key), token: $0.value) }
      .sorted { ($0.token.issued, $0.id) > ($1.token.issued, $1.id) }
  }

  /// Issues a token with which a program reads in somebody's name. It is shown once; the log has its hash.
  /// - Throws: Diagnostics as ``changePassword(of:from:to:address:at:)``, `access.token-name`,
  ///   `access.token-time`, `access.token-count`.
  public func issueToken(
    of person: String, name: String, days: Int64, password: String, address: String,
    at time: Timestamp
  ) throws -> String {
    try confirm(person, password: password, address: address, at: time)
    let token = Accounts.token()
    try write(at: time) { _, events in
      try perform(
        .issueToken(
          Accounts.session(token: token), name: name, until: time.adding(days: days)), on: person,
        by: DeedContext(actor: owner(person), time: time), events)
    }
    return token
  }

  /// Revokes a token of one's own: it opens nothing any more.
  /// - Throws: Diagnostic `access.no-token`.
  public func revokeToken(_ id: String, of person: String, at time: Timestamp) throws {
    let all = known.account(person)?.tokens.keys ?? [:].keys
    guard let token = all.first(where: { Accounts.tokenID($0) == id }) else {
      throw Diagnostic(
        code: "access.no-token",
        Localized(zh: "没有令牌 \(id)。", en: "there is no token \(id)."))
    }
    try write(at: time) { _, events in
      try perform(
        .revokeToken(token), on: person, by: DeedContext(actor: owner(person), time: time), events)
    }
  }

  /// Notes that a token was used.
  public func note(token: Digest, person: String, at time: Timestamp) throws {
    try write(at: time) { _, events in
      try perform(
        .useToken(token), on: person, by: DeedContext(actor: owner(person), time: time), events)
    }
  }

  private static func tokenID(_ token: Digest) -> String { String(token.hex.prefix(16)) }
}
