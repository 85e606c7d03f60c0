import EventLog
import Groundwork

/// The secrets of one account. They are stored outside the log, which is permanent and visible to
/// auditors, while secrets are replaced and shown to nobody.
public struct Credentials: Hashable, Sendable, Codable {
  public var password: PasswordHash
  public var timeCode: TimeCode?
  /// Hashes of the recovery codes, each valid once.
  public var recoveryCodes: [Digest]
  /// A second factor that is not yet confirmed.
  public var pendingTimeCode: TimeCode?

  public init(
    password: PasswordHash, timeCode: TimeCode? = nil, recoveryCodes: [Digest] = [],
    pendingTimeCode: TimeCode? = nil
  ) {
    self.password = password
    self.timeCode = timeCode
    self.recoveryCodes = recoveryCodes
    self.pendingTimeCode = pendingTimeCode
  }

  /// The kind of second factor that was given.
  public enum SecondFactor: Hashable, Sendable {
    case missing
    case wrong
    /// A time code of this period.
    case timeCode(step: Int64)
    /// The recovery code with this index.
    case recovery(index: Int)
  }

  /// The result of checking the input of a sign-in.
  public struct Evidence: Hashable, Sendable {
    public var passwordMatches: Bool
    public var secondFactor: SecondFactor

    public init(passwordMatches: Bool, secondFactor: SecondFactor) {
      self.passwordMatches = passwordMatches
      self.secondFactor = secondFactor
    }
  }

  /// Checks the input against the secrets. Both factors are always checked, so that the time does
  /// not reveal which one was wrong.
  /// - Throws: Diagnostic `access.scrypt`.
  public func evidence(
    password typed: String, code: String?, at time: Timestamp
  ) throws -> Evidence {
    let matches = try password.matches(typed)
    guard let code, !code.isEmpty else {
      return Evidence(passwordMatches: matches, secondFactor: .missing)
    }
    let recovery = recoveryCodes.firstIndex(of: Credentials.hash(recoveryCode: code))
    let step = timeCode?.step(of: code, at: time)
    let factor: SecondFactor =
      step.map { .timeCode(step: $0) } ?? recovery.map { .recovery(index: $0) } ?? .wrong
    return Evidence(passwordMatches: matches, secondFactor: factor)
  }

  /// Recovery codes are random (80 bits), so a plain hash is sufficient.
  public static func hash(recoveryCode: String) -> Digest {
    let plain = recoveryCode.uppercased().filter { $0.isLetter || $0.isNumber }
    return HashAlgorithm.sha256.hash(Array(plain.utf8))
  }

  /// A code of 16 characters in four groups, from ten random bytes.
  public static func recoveryCode(_ random: [UInt8]) -> String {
    let text = Array(TimeCode(secret: random).base32)
    return stride(from: 0, to: text.count, by: 4)
      .map { String(text[$0..<min($0 + 4, text.count)]) }.joined(separator: "-")
  }
}
