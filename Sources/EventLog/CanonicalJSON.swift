import Foundation
import Groundwork

/// The one way in which values become bytes of the log: JSON without white space, keys sorted,
/// slashes as they are, UTF-8.
///
/// The bytes that were written are kept and hashed as they are; they are never made again from the
/// value. So the log stays valid should an encoder ever write the same value in another way.
public struct CanonicalJSON {
  private let encoder: JSONEncoder

  public init() {
    encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  /// - Throws: `EncodingError`, for a number that is not finite.
  public func bytes(_ value: some Encodable) throws -> [UInt8] { Array(try encoder.encode(value)) }

  /// Reads a value back.
  /// - Throws: Diagnostic `log.unreadable`, which says what part does not fit.
  public static func value<T: Decodable>(_ type: T.Type, _ bytes: [UInt8]) throws -> T {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw Diagnostic(
        code: "log.unreadable",
        Localized(
          zh: "日志内容读不懂（\(type)）：\(error)",
          en: "a part of the log cannot be read as \(type): \(error)"),
        remedy: Localized(
          zh: "用 zhitu log verify 检查日志；若日志完好，升级 zhitu。",
          en: "Check the log with zhitu log verify; if it is intact, update zhitu."))
    }
  }
}
