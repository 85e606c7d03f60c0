import Foundation
import Groundwork

/// A stored password: scrypt (RFC 7914) with a salt of its own, N = 2^logN, r = 8, p = 1.
public struct PasswordHash: Hashable, Sendable, Codable {
  public var logN: Int
  public var salt: [UInt8]
  public var key: [UInt8]

  /// Derives the key; takes about 60 ms and 32 MiB with logN = 15.
  /// - Parameter salt: At least 16 random bytes, from the caller.
  /// - Throws: Diagnostic `access.scrypt` for parameters that scrypt refuses.
  public init(_ password: String, salt: [UInt8], logN: Int) throws {
    self.logN = logN
    self.salt = salt
    key = try PasswordHash.derive(password, salt, logN)
  }

  /// Whether the password matches, in constant time.
  /// - Throws: Diagnostic `access.scrypt`.
  public func matches(_ password: String) throws -> Bool {
    SecretBytes.areEqual(try PasswordHash.derive(password, salt, logN), key)
  }

  private static func derive(_ password: String, _ salt: [UInt8], _ logN: Int) throws -> [UInt8] {
    // The same text must give the same key, whichever way a keyboard composes characters (NFKC;
    // NIST SP 800-63B, 3.1.1.2).
    let normal = Array(password.precomposedStringWithCompatibilityMapping.utf8)
    do {
      return try SecretKeys.scrypt(
        normal, salt, logN: logN, blockSize: 8, parallelism: 1, count: 32)
    } catch {
      throw Diagnostic(
        code: "access.scrypt",
        Localized(zh: "scrypt 失败：\(error)", en: "scrypt failed: \(error)"))
    }
  }
}

/// Constant-time comparison of secrets.
enum SecretBytes {
  static func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
