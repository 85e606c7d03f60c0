import CCrypto
import Crypto

/// The hash that chains a log; chosen when the log begins, by profile.
public enum HashAlgorithm: String, Sendable, Codable, CaseIterable {
  /// FIPS 180-4.
  case sha256
  /// GM/T 0004-2012 (GB/T 32905-2016), the Chinese national standard (国密).
  case sm3

  /// The hash of some bytes.
  public func hash(_ bytes: UnsafeRawBufferPointer) -> Digest {
    switch self {
    case .sha256:
      var function = SHA256()
      function.update(bufferPointer: bytes)
      return function.finalize().withUnsafeBytes { Digest($0) } ?? .zero
    case .sm3: return SM3.hash(bytes)
    }
  }

  public func hash(_ bytes: [UInt8]) -> Digest { bytes.withUnsafeBytes { hash($0) } }
}

/// SM3 by OpenSSL's libcrypto.
private enum SM3 {
  /// Fetched once: a fetch costs more than the hash of an event. OpenSSL shares it between threads.
  nonisolated(unsafe) private static let function = EVP_MD_fetch(nil, "SM3", nil)

  static func hash(_ bytes: UnsafeRawBufferPointer) -> Digest {
    guard let function else {
      preconditionFailure("libcrypto is built without SM3; Debian's has it")
    }
    var result = [UInt8](repeating: 0, count: Digest.count)
    var count: UInt32 = 0
    let isDone = EVP_Digest(bytes.baseAddress, bytes.count, &result, &count, function, nil)
    guard isDone == 1, let digest = Digest(result), count == Digest.count else {
      preconditionFailure("libcrypto fails only when it has no memory")
    }
    return digest
  }
}
