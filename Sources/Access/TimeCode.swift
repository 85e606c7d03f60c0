import Groundwork
import EventLog
import Foundation

/// Time-based one-time passwords (TOTP, RFC 6238): HMAC-SHA-1, 30 s, as in authenticator apps.
public struct TimeCode: Hashable, Sendable, Codable {
  public static let period: Int64 = 30

  /// At least 20 random bytes.
  public var secret: [UInt8]

  public init(secret: [UInt8]) { self.secret = secret }

  /// The number of the period of a time.
  public static func step(at time: Timestamp) -> Int64 {
    time.seconds(since: Timestamp(milliseconds: 0)) / period
  }

  /// The code of a period. RFC 4226, section 5.3.
  public func code(step: Int64, digits: Int = 6) -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
    let mac = SecretKeys.hmacSHA1(counter, key: secret)
    let offset = Int(mac[19] & 15)
    let number = mac[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    var modulus: UInt32 = 1
    for _ in 0..<digits { modulus *= 10 }
    let text = String(number % modulus)
    return String(repeating: "0", count: digits - text.count) + text
  }

  /// The period of a code: the current one or a neighbouring one, to allow for clock differences.
  /// All three are compared, so that the time does not reveal which one matched.
  public func step(of code: String, at time: Timestamp) -> Int64? {
    let now = TimeCode.step(at: time)
    return [now - 1, now, now + 1].reduce(nil) { found, step in
      SecretBytes.areEqual(Array(self.code(step: step).utf8), Array(code.utf8)) ? step : found
    }
  }

  /// The URI for the QR code of an authenticator app (Key URI format).
  public func address(issuer: String, account: String) -> String {
    func escaped(_ text: String) -> String {
      text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
    return "otpauth://totp/\(escaped(issuer)):\(escaped(account))?secret=\(base32)"
      + "&issuer=\(escaped(issuer))&algorithm=SHA1&digits=6&period=30"
  }

  /// The secret in base 32 (RFC 4648, section 6) without padding.
  public var base32: String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var text = ""
    var bits: UInt32 = 0
    var count = 0
    for byte in secret {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 5 {
        text.append(alphabet[Int(bits >> UInt32(count - 5) & 31)])
        count -= 5
      }
    }
    if count > 0 { text.append(alphabet[Int(bits << UInt32(5 - count) & 31)]) }
    return text
  }
}

extension TimeCode {
  /// From a secret in base 32 without padding; `nil` for anything else.
  public init?(base32 text: String) {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var secret: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for letter in text {
      guard let value = alphabet.firstIndex(of: letter) else { return nil }
      bits = bits << 5 | UInt32(value)
      count += 5
      if count >= 8 {
        count -= 8
        secret.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= (1 << UInt32(count)) - 1
      }
    }
    self.init(secret: secret)
  }
}
