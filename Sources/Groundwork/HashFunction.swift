import CCrypto

/// Hash functions of 256 bits, computed by OpenSSL's libcrypto.
public enum HashFunction: Sendable {
  /// FIPS 180-4.
  case sha256
  /// GM/T 0004-2012 (GB/T 32905-2016), the Chinese national standard (国密).
  case sm3

  /// Bytes of a hash.
  public static let count = 32

  /// Fetched once: a fetch costs more than the hash of an event. OpenSSL shares them between threads.
  nonisolated(unsafe) private static let sha256Function = EVP_MD_fetch(nil, "SHA256", nil)
  nonisolated(unsafe) private static let sm3Function = EVP_MD_fetch(nil, "SM3", nil)

  /// OpenSSL's object for this function.
  var function: OpaquePointer {
    guard let found = self == .sha256 ? HashFunction.sha256Function : HashFunction.sm3Function
    else {
      preconditionFailure("libcrypto is built without \(self); Debian's has it")
    }
    return found
  }

  /// The 32 bytes of the hash, handed to `body`.
  public func withHash<Result>(
    of bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(byteCount: HashFunction.count, alignment: 8) { hash in
      var count: UInt32 = 0
      let isDone = EVP_Digest(
        bytes.baseAddress, bytes.count, hash.bindMemory(to: UInt8.self).baseAddress, &count,
        function, nil)
      HashFunction.requireMemory(isDone == 1 && count == HashFunction.count)
      return body(UnsafeRawBufferPointer(hash))
    }
  }

  /// libcrypto's hashes fail only when there is no memory.
  static func requireMemory(_ isDone: Bool) {
    guard isDone else { preconditionFailure("libcrypto has no memory for a hash") }
  }
}

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
public struct SHA256: ~Copyable {
  private let context: OpaquePointer

  public init() {
    guard let context = EVP_MD_CTX_new() else {
      preconditionFailure("libcrypto has no memory for a hash")
    }
    self.context = context
    HashFunction.requireMemory(
      EVP_DigestInit_ex2(context, HashFunction.sha256.function, nil) == 1)
  }

  deinit { EVP_MD_CTX_free(context) }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    HashFunction.requireMemory(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1)
  }

  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  public mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// The 32 bytes of the hash; nothing can be added afterwards.
  public consuming func finalize() -> [UInt8] {
    var count: UInt32 = 0
    var hash = [UInt8](repeating: 0, count: HashFunction.count)
    HashFunction.requireMemory(EVP_DigestFinal_ex(context, &hash, &count) == 1)
    return hash
  }

  /// The 32 bytes of the hash of some bytes.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { HashFunction.sha256.withHash(of: $0) { Array($0) } }
  }

  /// The hash of some bytes as 64 hexadecimal digits in small letters.
  public static func hexadecimal(_ bytes: [UInt8]) -> String { hash(bytes).hexadecimal }
}

extension Sequence<UInt8> {
  /// Two hexadecimal digits in small letters for each byte.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * underestimatedCount)
    for byte in self {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
