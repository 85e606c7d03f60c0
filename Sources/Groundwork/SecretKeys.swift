import CCrypto

/// What is derived from secrets, computed by OpenSSL's libcrypto.
public enum SecretKeys {
  /// HMAC (RFC 2104) with SHA-1, 20 bytes; SHA-1 is what authenticator apps expect (RFC 6238).
  public static func hmacSHA1(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var mac = [UInt8](repeating: 0, count: 20)
    var count: UInt32 = 0
    let result = HMAC(
      EVP_sha1(), key, Int32(key.count), message, message.count, &mac, &count)
    HashFunction.requireMemory(result != nil && count == 20)
    return mac
  }

  /// scrypt (RFC 7914) with N = 2^logN; needs 128·N·r bytes of memory, and time in proportion.
  ///
  /// - Throws: ``Refused`` for parameters outside RFC 7914, and above 1 GiB.
  public static func scrypt(
    _ password: [UInt8], _ salt: [UInt8], logN: Int, blockSize: Int, parallelism: Int, count: Int
  ) throws -> [UInt8] {
    guard (1..<63).contains(logN), blockSize > 0, parallelism > 0, count > 0 else {
      throw Refused()
    }
    var key = [UInt8](repeating: 0, count: count)
    // An array gives no address when it is empty, and OpenSSL takes none for “no password”.
    let isDone = (password + [0]).withUnsafeBytes { bytes in
      EVP_PBE_scrypt(
        bytes.bindMemory(to: CChar.self).baseAddress, password.count, salt, salt.count, 1 << logN,
        UInt64(blockSize), UInt64(parallelism), 1 << 30, &key, count)
    }
    guard isDone == 1 else { throw Refused() }
    return key
  }

  /// Parameters that scrypt does not take.
  public struct Refused: Error, Sendable, CustomStringConvertible {
    public var description: String { "parameters out of range" }
  }
}
