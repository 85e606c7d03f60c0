import Access
import EventLog
import Groundwork
import Storage

/// A second factor that was begun: what the authenticator app needs.
public struct SecondFactorOffer: Sendable {
  /// The secret in base 32, to be typed.
  public var secret: String
  /// The secret as an address, to be opened or read from a code.
  public var address: String
}

extension Accounts {
  static let recoveryCodeCount = 10

  /// Begins a second factor: it counts once a code of it was shown.
  /// - Throws: Diagnostics as ``changePassword(of:from:to:address:at:)``.
  public func beginSecondFactor(
    of person: String, password: String, address: String, at time: Timestamp
  ) throws -> SecondFactorOffer {
    try confirm(person, password: password, address: address, at: time)
    let timeCode = TimeCode(secret: Randomness.bytes(20))
    try write(at: time) { writer, _ in
      var secrets = try SecretBook(writer.reader)
      secrets.accounts[person]?.pendingTimeCode = timeCode
      try secrets.keep(writer)
    }
    return SecondFactorOffer(
      secret: timeCode.base32, address: timeCode.address(issuer: "治土 Zhitu", account: person))
  }

  /// Puts the second factor in force and gives the recovery codes, which are shown once.
  /// - Throws: Diagnostic `access.second-factor` for a wrong code.
  public func confirmSecondFactor(
    of person: String, code: String, at time: Timestamp
  ) throws -> [String] {
    let codes = (0..<Accounts.recoveryCodeCount).map { _ in
      Credentials.recoveryCode(Randomness.bytes(10))
    }
    try write(at: time) { writer, events in
      var secrets = try SecretBook(writer.reader)
      guard var credentials = secrets.accounts[person],
        let pending = credentials.pendingTimeCode, pending.step(of: code, at: time) != nil
      else {
        throw Diagnostic(
          code: "access.second-factor",
          Localized(
            zh: "验证码不对，或已过时。", en: "The code is wrong, or too late."),
          remedy: Localized(
            zh: "核对手机时间，输入应用此刻显示的 6 位数字。",
            en: "Check the clock of the phone; type the six digits that the app shows now."))
      }
      credentials.timeCode = pending
      credentials.pendingTimeCode = nil
      credentials.recoveryCodes = codes.map(Credentials.hash(recoveryCode:))
      secrets.accounts[person] = credentials
      try perform(
        .setSecondFactor, on: person, by: DeedContext(actor: owner(person), time: time), events)
      try secrets.keep(writer)
    }
    return codes
  }

  /// Takes away the second factor of somebody who has lost it. Asks for the right to grants, which the one
  /// who resets passwords does not have: it takes two to get into an account.
  public func clearSecondFactor(
    of person: String, by caller: Caller, at time: Timestamp
  ) throws {
    var object = try account(person)
    object.kind = .grant
    let context = try demand(caller, .administer, object, at: time)
    guard caller.person != person else {
      throw Diagnostic(
        code: "access.own-account",
        Localized(zh: "不得解除自己的第二因素", en: "nobody takes away their own second factor"))
    }
    try write(at: time) { writer, events in
      var secrets = try SecretBook(writer.reader)
      try perform(.clearSecondFactor, on: person, by: context, events)
      secrets.accounts[person]?.timeCode = nil
      secrets.accounts[person]?.recoveryCodes = []
      try secrets.keep(writer)
    }
  }
}
