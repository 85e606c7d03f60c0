import EventLog
import Groundwork

/// The secrets of one account. They stand beside the log, never in it: the log is kept for ever and is
/// shown to auditors; secrets are replaced and shown to nobody.
public struct Credentials: Hashable, Sendable, Codable {
  public var password: PasswordHash
  public var timeCode: TimeCode?
  /// Hashes of the recovery codes, each good for once.
  public var recoveryCodes: [Digest]
  /// A second factor that was begun and not yet shown to work.
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

  /// What a second factor shows itself to be.
  public enum SecondFactor: Hashable, Sendable {
    case missing
    case wrong
    /// A time code of this period.
    case timeCode(step: Int64)
    /// The recovery code of this place in the list.
    case recovery(index: Int)
  }

  /// What a sign-in shows.
  public struct Evidence: Hashable, Sendable {
    public var passwordMatches: Bool
    public var secondFactor: SecondFactor

    public init(passwordMatches: Bool, secondFactor: SecondFactor) {
      self.passwordMatches = passwordMatches
      self.secondFactor = secondFactor
    }
  }

  /// Holds what somebody typed against the secrets. Both factors are always worked out, so that the
  /// time does not tell which one was wrong.
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

  /// Recovery codes are random (80 bits), so a plain hash keeps them.
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
