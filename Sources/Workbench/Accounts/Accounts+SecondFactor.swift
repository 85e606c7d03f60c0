import Access
import EventLog
import Groundwork
import Storage

/// A second factor that is being set up: the data for the authenticator app.
public struct SecondFactorOffer: Sendable {
  /// The secret in base 32, for typing.
  public var secret: String
  /// The secret as a URI, for opening or for a QR code.
  public var address: String
}

extension Accounts {
  static let recoveryCodeCount = 10

  /// Begins to set up a second factor, which takes effect after a valid code.
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

  /// Activates the second factor and returns the recovery codes, which are shown once.
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
            zh: "验证码不对，或已过时。", en: "The code is wrong or has expired."),
          remedy: Localized(
            zh: "核对手机时间，输入应用此刻显示的 6 位数字。",
            en: "Check the clock of the phone and enter the six digits that the app shows now."))
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

  /// Removes the second factor of somebody who has lost it. It requires the right to grant roles,
  /// which those who reset passwords do not have, so nobody can take over an account alone.
  public func clearSecondFactor(
    of person: String, by caller: Caller, at time: Timestamp
  ) throws {
    var object = try account(person)
    object.kind = .grant
    let context = try demand(caller, .administer, object, at: time)
    guard caller.person != person else {
      throw Diagnostic(
        code: "access.own-account",
        Localized(zh: "不得解除自己的第二因素", en: "nobody can remove their own second factor"))
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
