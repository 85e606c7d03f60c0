import Groundwork

/// The hash that chains a log; chosen when the log begins, by profile.
public enum HashAlgorithm: String, Sendable, Codable, CaseIterable {
  /// FIPS 180-4.
  case sha256
  /// GM/T 0004-2012 (GB/T 32905-2016), the Chinese national standard (国密).
  case sm3

  /// The hash of some bytes.
  public func hash(_ bytes: UnsafeRawBufferPointer) -> Digest {
    let function: HashFunction = self == .sha256 ? .sha256 : .sm3
    return function.withHash(of: bytes) { Digest($0) } ?? .zero
  }

  public func hash(_ bytes: [UInt8]) -> Digest { bytes.withUnsafeBytes { hash($0) } }
}
